"""Every way in which a proceeding may end, with its article, and the column of table 四 that counts it.

The names are the law's [V]; in which column each stands is told by no text that we read: a dated table, which
a government may set otherwise and its legal reader signs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms.definition import Column as Cell
from quancheng.kernel.norms.definition import Mark, Rows, Shipped, Value
from quancheng.records.remedies.rules.kinds import COUNTED, Column, Track


class UnknownOutcome(Refusal):
    """No law knows such an end."""

    code = "remedies.unknown_outcome"
    status = 422


class BadOutcomeTable(Refusal):
    """A table of columns that leaves an outcome out, or names one twice."""

    code = "remedies.bad_outcome_table"
    status = 422


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to end. `orders`: it may order a new answer or that something be done, within a time.
    `no_decision`: no paper ended it, and a step of its own puts it down. `ends_unheard`: it ends the matter
    without hearing it, and may come out of a stay (《行政复议法》第四十一条；法释〔2018〕1号第八十八条).
    """

    code: str
    track: Track
    says: str
    law: str
    column: Column
    orders: bool = False
    no_decision: bool = False
    ends_unheard: bool = False


_R, _S = Track.REVIEW, Track.SUIT
_UP, _NEW, _OTHER = Column.UPHELD, Column.CORRECTED, Column.OTHER
OUTCOMES = (
    Outcome("r-upheld", _R, "维持", "《行政复议法》第六十八条", _UP),
    Outcome("r-dismissed", _R, "驳回复议请求", "《行政复议法》第六十九条", _UP),
    Outcome("r-changed", _R, "变更", "《行政复议法》第六十三条", _NEW),
    Outcome("r-quashed", _R, "撤销、部分撤销（可责令重作）", "《行政复议法》第六十四条", _NEW, orders=True),
    Outcome("r-unlawful", _R, "确认违法", "《行政复议法》第六十五条", _NEW, orders=True),
    Outcome("r-ordered", _R, "责令履行", "《行政复议法》第六十六条", _NEW, orders=True),
    Outcome("r-void", _R, "确认无效", "《行政复议法》第六十七条", _NEW, orders=True),
    Outcome("r-not-taken", _R, "不予受理", "《行政复议法》第三十条", _OTHER),
    Outcome("r-rejected", _R, "驳回申请", "《行政复议法》第三十三条", _OTHER),
    Outcome("r-ended", _R, "终止", "《行政复议法》第四十一条", _OTHER, ends_unheard=True),
    Outcome("r-mediated", _R, "调解书", "《行政复议法》第七十三条", _OTHER, orders=True),
    Outcome("r-settled", _R, "和解撤回", "《行政复议法》第七十四条", _OTHER, ends_unheard=True),
    Outcome("r-silent", _R, "逾期未作决定", "《行政诉讼法》第四十五条", _OTHER, no_decision=True),
    Outcome("s-dismissed", _S, "驳回诉讼请求", "《行政诉讼法》第六十九条", _UP),
    Outcome("s-quashed", _S, "撤销、部分撤销（可判令重作）", "《行政诉讼法》第七十条", _NEW, orders=True),
    Outcome("s-perform", _S, "判令履行", "《行政诉讼法》第七十二条", _NEW, orders=True),
    Outcome("s-pay", _S, "判令给付", "《行政诉讼法》第七十三条", _NEW, orders=True),
    Outcome("s-unlawful", _S, "确认违法", "《行政诉讼法》第七十四条", _NEW, orders=True),
    Outcome("s-void", _S, "确认无效", "《行政诉讼法》第七十五条", _NEW, orders=True),
    Outcome("s-changed", _S, "变更", "《行政诉讼法》第七十七条", _NEW),
    Outcome("s-not-filed", _S, "不予立案、驳回起诉", "", _OTHER),
    Outcome("s-withdrawn", _S, "准许撤诉", "《行政诉讼法》第六十二条", _OTHER, ends_unheard=True),
    Outcome("s-ended", _S, "终结", "", _OTHER, ends_unheard=True),
)  # fmt: skip
BY_CODE: Mapping[str, Outcome] = {one.code: one for one in OUTCOMES}
# Not taken up or rejected: a ruling (裁定), which is appealed in fewer days than a judgment.
RULINGS = frozenset({"s-not-filed"})
SINCE = date(2021, 9, 26)  # Sunday: the format of the annual report, 国办公开办函〔2021〕30号
COLUMNS_OF_TABLE = (
    Cell("outcome", "结果代码"),
    Cell("says", "结果"),
    Cell("column", "年报第四部分", one_of=tuple(one.says for one in COUNTED)),
)
SHIPPED = Shipped(
    SINCE,
    tuple(
        (one.code, f"{one.track.says}：{one.says}{f'（{one.law}）' if one.law else ''}", one.column.says)
        for one in OUTCOMES
    ),
    "国办公开办函〔2021〕30号没有写明各种结果归入哪一栏；结果名称据两部法律，归栏据通常理解，待核对填报说明",
    Mark.M,
)


def outcome_called(code: str, track: Track) -> Outcome:
    """One way to end on a track. Raises UnknownOutcome."""
    found = BY_CODE.get(code)
    if found is None or found.track is not track:
        raise UnknownOutcome(f"{track.says}没有这种结果，请从列表中选择", outcome=code)
    return found


def column_in(table: Rows, code: str) -> Column:
    """Where a table counts an outcome. Raises BadOutcomeTable."""
    named = {one.says: one for one in COUNTED}
    found = next((named[column] for outcome, _, column in table if outcome == code), None)
    if found is None and BY_CODE[code].no_decision:
        return BY_CODE[code].column  # tables entered before silence was an outcome do not name it
    if found is None:
        raise BadOutcomeTable(f"结果归栏表没有“{BY_CODE[code].says}”，请在依据与规则中补上", outcome=code)
    return found


def must_name_every_outcome(value: Value) -> None:
    """A table that somebody enters has each outcome once. Raises BadOutcomeTable."""
    named = [row[0] for row in value] if isinstance(value, tuple) else []
    missing = [one.says for one in OUTCOMES if one.code not in named]
    strange = sorted({code for code in named if code not in BY_CODE or named.count(code) > 1})
    for said, found in (("缺少", missing), ("重复或者没有这种结果", strange)):
        if found:
            raise BadOutcomeTable(f"结果归栏表{said}：{'、'.join(found)}", found=found)
