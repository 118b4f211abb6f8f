"""Which organ reconsiders what an agency decided, by the kind of agency and the day. Pure.

Since 2024 decisions of departments go to their own government alone (《行政复议法》第二十四条); the one above
has no say any more, save over vertical organs (第二十七条) and, by choice, the justice department (art. 28).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms.definition import Column, Mark, Rows, Shipped, Value


class NoOrgan(Refusal):
    """The table names no reconsideration organ for this kind of agency on this day."""

    code = "disclosure.no_organ"
    status = 422


class Agency(StrEnum):
    """The kinds of agency that the law tells apart."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"
    OUTPOST = "outpost"
    AUTHORISED = "authorised"
    JUSTICE = "justice"
    VERTICAL = "vertical"

    @property
    def says(self) -> str:
        return _AGENCIES[self]


_AGENCIES = {
    Agency.DEPARTMENT: "政府工作部门",
    Agency.GOVERNMENT: "人民政府",
    Agency.OUTPOST: "政府的派出机关",
    Agency.AUTHORISED: "法律、法规、规章授权的组织",
    Agency.JUSTICE: "司法行政部门",
    Agency.VERTICAL: "垂直领导的行政机关、税务和国家安全机关",
}


class Whose(StrEnum):
    """Who reconsiders, seen from the agency."""

    OWN_GOVERNMENT = "own_government"
    GOVERNMENT_ABOVE = "government_above"
    DEPARTMENT_ABOVE = "department_above"

    @property
    def says(self) -> str:
        return {
            Whose.OWN_GOVERNMENT: "本级人民政府",
            Whose.GOVERNMENT_ABOVE: "上一级人民政府",
            Whose.DEPARTMENT_ABOVE: "上一级主管部门",
        }[self]


COLUMNS = (
    Column("agency", "行政机关", one_of=tuple(one.says for one in Agency)),
    Column("organ", "行政复议机关", one_of=tuple(one.says for one in Whose)),
    Column("law", "依据"),
)
COURT_COLUMNS = (Column("unit", "单位编码", may_be_empty=True), Column("court", "人民法院"))
OWN, ABOVE, UPPER = Whose.OWN_GOVERNMENT.says, Whose.GOVERNMENT_ABOVE.says, Whose.DEPARTMENT_ABOVE.says
NAMED_VERTICAL = ("海关", "税务", "国家安全", "外汇", "金融监督管理", "国家金融监管", "人民银行")
SINCE = date(2024, 1, 1)  # Monday: the revised law entered into force
OLD_LAW = "2023年修订前的《行政复议法》（第12、13、15条）"
TABLES = (
    Shipped(
        date(2008, 5, 1),
        (
            (Agency.DEPARTMENT.says, OWN, OLD_LAW), (Agency.DEPARTMENT.says, UPPER, OLD_LAW),
            (Agency.JUSTICE.says, OWN, OLD_LAW), (Agency.JUSTICE.says, UPPER, OLD_LAW),
            (Agency.GOVERNMENT.says, ABOVE, OLD_LAW), (Agency.OUTPOST.says, OWN, OLD_LAW),
            (Agency.AUTHORISED.says, OWN, OLD_LAW), (Agency.VERTICAL.says, UPPER, OLD_LAW),
        ),
        f"{OLD_LAW}，请核对原文", Mark.M,
    ),
    Shipped(
        SINCE,
        (
            (Agency.DEPARTMENT.says, OWN, "《行政复议法》第二十四条第一款第（一）项"),
            (Agency.GOVERNMENT.says, ABOVE, "《行政复议法》第二十四条第一款第（二）项"),
            (Agency.OUTPOST.says, OWN, "《行政复议法》第二十四条（项次待核对）"),
            (Agency.AUTHORISED.says, OWN, "《行政复议法》第二十四条（项次待核对）"),
            (Agency.JUSTICE.says, OWN, "《行政复议法》第二十八条"),
            (Agency.JUSTICE.says, UPPER, "《行政复议法》第二十八条"),
            (Agency.VERTICAL.says, UPPER, "《行政复议法》第二十七条"),
        ),
        "《行政复议法》第二十四条、第二十七条、第二十八条（2024年1月1日起施行）；派出机关、授权组织两行待核对",
        Mark.M,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The organs around an agency, by name; empty where the house does not know one."""

    own_government: str
    government_above: str = ""
    department_above: str = ""

    def of(self, whose: Whose) -> str:
        return {
            Whose.OWN_GOVERNMENT: self.own_government,
            Whose.GOVERNMENT_ABOVE: self.government_above,
            Whose.DEPARTMENT_ABOVE: self.department_above,
        }[whose]


def agency_of(*, kind: str, name: str) -> Agency:
    """What kind of agency a unit is, by its kind in the register and its name."""
    if kind == "government":
        return Agency.GOVERNMENT
    if kind in {"district_office", "street"}:
        return Agency.OUTPOST
    if kind == "enterprise":
        return Agency.AUTHORISED
    if any(word in name for word in NAMED_VERTICAL):
        return Agency.VERTICAL
    return Agency.JUSTICE if name.endswith(("司法局", "司法厅")) else Agency.DEPARTMENT


def shipped_organs(*, on: date) -> Rows:
    """The table that the house ships for a day. Raises NoOrgan."""
    begun = [one for one in TABLES if one.from_on <= on]
    if not begun:
        raise NoOrgan(f"{on}早于《条例》首次施行，没有复议机关表", on=on)
    value = max(begun, key=lambda one: one.from_on).value
    assert isinstance(value, tuple)
    return value


def must_name_every_agency(value: Value) -> None:
    """A table that somebody enters has a line for every kind of agency. Raises NoOrgan."""
    named = {row[0] for row in value} if isinstance(value, tuple) else set()
    missing = [one.says for one in Agency if one.says not in named]
    if missing:
        raise NoOrgan(f"复议机关表缺少：{'、'.join(missing)}", missing=missing)


def must_name_units_once(value: Value) -> None:
    """A table of courts names each unit once. Raises NoOrgan."""
    named = [row[0] for row in value] if isinstance(value, tuple) else []
    doubled = sorted({code or "（空）" for code in named if named.count(code) > 1})
    if doubled:
        raise NoOrgan(f"法院表的单位编码重复：{'、'.join(doubled)}", doubled=doubled)


def who_reconsiders(agency: Agency, rows: Rows) -> tuple[Whose, ...]:
    """Who reconsiders what such an agency decided: one, or a choice. Raises NoOrgan."""
    named = {one.says: one for one in Whose}
    found = tuple(named[organ] for kind, organ, _ in rows if kind == agency.says)
    if not found:
        raise NoOrgan(f"复议机关表没有“{agency.says}”一行，请在依据与规则中补上", agency=agency.says)
    return found


def organs_named(whose: tuple[Whose, ...], names: Names) -> tuple[str, ...]:
    """The organs by name, as far as they are known."""
    return tuple(name for one in whose if (name := names.of(one)))


def court_of(unit_code: str, rows: Rows) -> str:
    """The court for a unit: its own line, else the line without a code; empty when neither is there."""
    courts = {row[0]: row[1] for row in rows}
    return courts.get(unit_code) or courts.get("", "")
