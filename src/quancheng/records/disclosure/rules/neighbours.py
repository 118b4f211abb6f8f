"""What the register of units does not tell of an agency: its upper department, and how to reach it. Pure."""

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms.definition import Column, Rows, Value

UPPER_COLUMNS = (Column("unit", "单位编码"), Column("upper", "上一级主管部门"))
CONTACT_COLUMNS = (
    Column("unit", "单位编码"),
    Column("office", "政府信息公开工作机构"),
    Column("address", "办公地址", may_be_empty=True),
    Column("phone", "联系电话"),
    Column("email", "互联网联系方式", may_be_empty=True),
)


class NamedTwice(Refusal):
    """A table names one unit in two lines: nobody knows which holds."""

    code = "disclosure.named_twice"
    status = 422


def must_name_each_unit_once(value: Value) -> None:
    """Raises NamedTwice."""
    named = [row[0] for row in value] if isinstance(value, tuple) else []
    doubled = sorted({code for code in named if named.count(code) > 1})
    if doubled:
        raise NamedTwice(f"单位编码重复：{'、'.join(doubled)}；每个单位只写一行", doubled=doubled)


def upper_of(unit_code: str, rows: Rows) -> str:
    """The upper department of a unit; empty where nobody entered one."""
    return next((upper for code, upper in rows if code == unit_code), "")


def contact_of(unit_code: str, rows: Rows) -> str:
    """How to reach the openness office of a unit, on one line; empty where nobody entered it."""
    for code, office, address, phone, email in rows:
        if code == unit_code:
            told = (office, f"地址：{address}" if address else "", f"电话：{phone}", email)
            return "，".join(part for part in told if part)
    return ""
