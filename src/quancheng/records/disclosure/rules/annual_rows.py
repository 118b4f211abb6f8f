"""In which row of part three of the annual report each end of a request is counted: a dated table. Pure.

The format names the rows and not the articles behind them; which ground stands in which row is a reading.
"""

from collections.abc import Mapping
from datetime import date

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms.definition import Column, Mark, Rows, Shipped, Value
from quancheng.records.disclosure.rules.annual import ENDS
from quancheng.records.disclosure.rules.grounds import GROUNDS

SINCE = date(2019, 5, 15)  # Wednesday: the revised Regulation entered into force
COLUMNS = (
    Column("ground", "处理依据"),
    Column("says", "情形"),
    Column("row", "年报行次", is_number=True),
)
SHIPPED = Shipped(
    SINCE,
    tuple((one.code, f"{one.says}（{one.law}）", str(one.row)) for one in GROUNDS),
    "国办公开办函〔2021〕30号附表只列行次，没有写明对应的条款；按文义对应，其中“确认或者重新出具”和撤回的行次据记忆，"
    "待核对填报说明",
    Mark.D,
)


class BadAnnualRows(Refusal):
    """A table that does not say of every ground in which row it counts."""

    code = "disclosure.bad_annual_rows"
    status = 422


def annual_rows_from(rows: Rows) -> Mapping[str, int]:
    """The row of each ground, as a norm holds them."""
    return {code: int(row) for code, _, row in rows}


def annual_rows_shipped() -> Mapping[str, int]:
    """The same as the house ships it."""
    assert isinstance(SHIPPED.value, tuple)
    return annual_rows_from(SHIPPED.value)


def must_place_every_ground(value: Value) -> None:
    """A table that somebody enters places each ground once, in a row of ends. Raises BadAnnualRows."""
    rows = value if isinstance(value, tuple) else ()
    named = [row[0] for row in rows]
    known = [one.code for one in GROUNDS]
    for said, codes in (
        ("缺少", [code for code in known if code not in named]),
        ("没有这样的处理依据", sorted({*named} - {*known})),
        ("重复", sorted({code for code in named if named.count(code) > 1})),
        ("行次须在3至23之间", [code for code, _, row in rows if int(row) not in ENDS]),
    ):
        if codes:
            raise BadAnnualRows(f"年报行次表{said}：{'、'.join(codes)}", codes=codes)
