"""One commitment as read from its row, and what its cells mean: the person, the unit, the doubts. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from quancheng.kernel.orgs.matching import Finding, How, Register, match
from quancheng.records.plan.rules.deadlines import deadline_of, names_no_day
from quancheng.records.plan.rules.reading import DeadlineKind, Level, Problem, Role
from quancheng.records.plan.rules.units import shared_units_of

_CJK = "\u4e00-\u9fff"
_NAME = rf"(?:[{_CJK}]{{2,4}}|[{_CJK}] [{_CJK}]|[{_CJK}]{{1,8}}(?:[·•][{_CJK}]{{1,8}})+)"
_ENDS = (
    r"(?:局长|主任|市长|区长|县长|镇长|乡长|书记|院长|厅长|处长|科长|主席|部长|秘书长|行长|总经理|董事长|校长"
    r"|巡视员|调研员|负责人|理事长|站长|队长|所长|司长|会长|检察长|组长)"
)
_NO_NAME = re.compile(r".*(?:局|委|办|厅|处|科|室|院|政府|中心|公司|单位|部门)")
_BRACKETED = re.compile(rf"({_NAME})\s*[（(]\s*(.+?)\s*[)）]")
_OFFICE_FIRST = re.compile(rf"(.*?{_ENDS}(?:[（(].*?[)）])?)[\s：:，,]*({_NAME})")
_NAME_FIRST = re.compile(rf"({_NAME})[\s：:，,]+(.*[{_CJK}].*)")
_SPACED = re.compile(rf"([{_CJK}])\s+([{_CJK}])")
_TELEPHONE = re.compile(r"[（(]?(?:电话[:：]?)?\s*\+?\d[\d\-—\s]{6,}\d\s*[)）]?")

FIELD_SAYS = {
    "no": "序号",
    "task": "任务",
    "content": "承诺内容",
    "day": "完成时限",
    "unit": "责任单位",
    "others": "配合单位",
    "person": "责任人",
    "office": "职务",
}
# In which cell a doubt stands, by its code; the others stand beside the number.
CELL_OF_DOUBT = {
    "no_task": "task",
    "no_day": "day",
    "no_such_day": "day",
    "other_year": "day",
    "no_unit": "unit",
    "several_units": "unit",
    "no_person": "person",
    "telephone": "person",
    **{f"unit.{how}": "unit" for how in How},
    "too_long.task": "task",
    "too_long.section": "task",
    "too_long.unit": "unit",
    "too_long.others": "unit",
    "too_long.person": "person",
    "too_long.office": "person",
}
LONGEST = {"no": 20, "section": 100, "task": 300, "unit": 200, "others": 300, "person": 60, "office": 100}
# Doubts that looking cannot settle: a commitment without these is none.
UNSETTLED = frozenset(
    {
        "no_task",
        "no_day",
        "no_such_day",
        "no_unit",
        "no_person",
        *(f"too_long.{name}" for name in LONGEST),
    }
)


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One commitment as understood, and what an official decided about it: corrected, accepted, chosen."""

    key: int
    no: str = ""
    section: str = ""
    task: str = ""
    content: str = ""
    day_text: str = ""
    day: date | None = None
    unit: str = ""
    others: str = ""
    person: str = ""
    office: str = ""
    chosen: int | None = None
    carried: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()  # what was left out on purpose, by the code of its doubt
    accepted: frozenset[str] = frozenset()
    corrected: frozenset[str] = frozenset()
    place: str = ""

    @property
    def words(self) -> str:
        """What is promised, by which two readings of one commitment are known."""
        return f"{self.task} {self.content}".strip()


@dataclass(frozen=True, slots=True)
class Named:
    """A person and the office held, or a unit and those beside it; `told`: codes of what was noticed."""

    name: str = ""
    office: str = ""
    others: str = ""
    told: frozenset[str] = field(default_factory=frozenset)


def person_in(cell: str, office: str = "") -> Named:
    """The name and the office in a cell. A telephone number is nobody's business here: it is left out."""
    bare = _TELEPHONE.sub(" ", cell)
    told = frozenset({"telephone"}) if bare != cell else frozenset[str]()
    text = " ".join(bare.replace("\n", " ").split()).strip("，,；;：: ")
    if spaced := _SPACED.fullmatch(text):
        text = "".join(spaced.groups())
    name, said = _name_and_office(text)
    return Named(name, office.strip() or said, told=told)


def _name_and_office(text: str) -> tuple[str, str]:
    if _NO_NAME.fullmatch(text):
        return "", text
    if all(re.fullmatch(_NAME, part) for part in re.split(r"[、,，]", text)):
        return text, ""
    for pattern, name, office in ((_BRACKETED, 1, 2), (_OFFICE_FIRST, 2, 1), (_NAME_FIRST, 1, 2)):
        if found := pattern.fullmatch(text):
            return "".join(found[name].split()), found[office].strip()
    return "", text


def unit_in(cell: str, support: str = "") -> Named:
    """The unit that answers: the lead, else the first that is named; the others help."""
    units = shared_units_of(cell)
    lead = next((unit for unit in units if unit.role is Role.LEAD), units[0] if units else None)
    if lead is None:
        return Named()
    rest = [unit.name for unit in units if unit is not lead]
    unsure = len(rest) > 0 and not any(unit.role is Role.LEAD for unit in units)
    helpers = [*rest, *(unit.name for unit in shared_units_of(support))]
    told = frozenset({"several_units"}) if unsure else frozenset[str]()
    return Named(lead.name, others="、".join(dict.fromkeys(helpers)), told=told)


def finding_of(row: CommitmentRow, register: Register) -> Finding | None:
    """Which unit of the register the row means: the one that was chosen, else what the name says."""
    if row.chosen is not None:
        return Finding(row.unit, How.EXACT, (row.chosen,))
    return match(row.unit, register) if row.unit else None


def unit_of(row: CommitmentRow, register: Register) -> int | None:
    """The one unit that answers; None while it is not sure."""
    found = finding_of(row, register)
    return found.unit_ids[0] if found and len(found.unit_ids) == 1 else None


def doubts_of(row: CommitmentRow, register: Register, *, year: int | None) -> tuple[Problem, ...]:
    """What is still open about a row; what was accepted stands no more."""
    found = [*_bare_doubts(row, year=year), *_unit_doubts(row, register)]
    return tuple(doubt for doubt in found if doubt.code not in row.accepted or doubt.code in UNSETTLED)


def is_settled(doubts: Iterable[Problem]) -> bool:
    """Whether nothing wants a decision any more."""
    return not any(doubt.level is Level.DOUBT for doubt in doubts)


def accepted(row: CommitmentRow, register: Register, *, year: int | None) -> CommitmentRow:
    """The row after a look at its doubts; what looking cannot settle stays open."""
    looked = {doubt.code for doubt in doubts_of(row, register, year=year)} - UNSETTLED
    return replace(row, accepted=row.accepted | looked)


def _bare_doubts(row: CommitmentRow, *, year: int | None) -> list[Problem]:
    found = []
    if not row.task:
        found.append(Problem("no_task", "没有写明任务，请补上"))
    if row.day is None:
        found.append(_day_doubt(row, year=year))
    elif year and row.day.year != year:
        found.append(Problem("other_year", f"完成时限在{row.day.year}年，不在{year}年度内，请核对"))
    if not row.person:
        found.append(
            Problem("no_person", f"没有读出责任人姓名{_as_written(row.office)}，请写成“姓名（职务）”")
        )
    for name, most in LONGEST.items():
        if len(getattr(row, name)) > most:
            says = FIELD_SAYS.get(name, "分类")
            found.append(Problem(f"too_long.{name}", f"“{says}”超过{most}字，请缩短或移到承诺内容"))
    if "telephone" in row.told:
        found.append(Problem("telephone", "电话号码没有录入", level=Level.INFORMATION))
    return found


def _day_doubt(row: CommitmentRow, *, year: int | None) -> Problem:
    if not row.day_text:
        return Problem("no_day", "没有写明完成时限；承诺须有一个日子，请补上")
    if names_no_day(row.day_text, year=year or 2000):
        return Problem("no_such_day", f"“{row.day_text}”不是一个存在的日子，请更正")
    read = deadline_of(row.day_text, year=year)
    if read.kind in {DeadlineKind.CONTINUOUS, DeadlineKind.RECURRING}:
        return Problem("no_day", f"“{row.day_text}”不是一个日子；承诺须写明哪天完成，请更正")
    return Problem("no_day", f"“{row.day_text}”读不出日子，请更正{'' if year else '，或先填写年度'}")


def _as_written(text: str) -> str:
    return f"（写的是“{text[:20]}”）" if text else ""


def _unit_doubts(row: CommitmentRow, register: Register) -> list[Problem]:
    finding = finding_of(row, register)
    if finding is None:
        return [Problem("no_unit", "没有写明责任单位，请选定")]
    found = []
    if len(finding.unit_ids) != 1:
        sentence = finding.doubts[0] if finding.doubts else f"“{row.unit}”不是一个单位，请选定一个"
        found.append(Problem("no_unit", sentence))
    else:
        found += [Problem(f"unit.{finding.how}", doubt) for doubt in finding.doubts]
    if "several_units" in row.told and row.chosen is None:
        found.append(Problem("several_units", f"写了几个单位，按列第一位的“{row.unit}”负责，请核对"))
    return found


def doubts_of_numbers(rows: Sequence[CommitmentRow]) -> tuple[Problem, ...]:
    """Numbers that stand twice: told once for the whole list."""
    doubled = [no for no, times in Counter(row.no for row in rows).items() if times > 1]
    if not doubled:
        return ()
    return (Problem("doubled", f"序号{'、'.join(doubled[:10])}出现不止一次，请核对", "", Level.INFORMATION),)
