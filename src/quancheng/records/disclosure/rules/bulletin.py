"""A bulletin about requests: its figures as they are kept, and words whose numbers are bound to them. Pure.

A number in the words is written by its name, `{{在办}}`, and shown as the figures have it: who takes the
figures anew, or looks for the number behind a word, finds one and the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from quancheng.records.disclosure.rules.watching import NONE, Figures, month_of, quarter_of

IN_TIME = "，其中按期答复{{按期答复}}件，按期答复率{{按期答复率}}，答复用时的中位数为{{用时中位数}}个工作日"
SLOT = re.compile(r"\{\{([^{}|]{1,12})\}\}")


class Span(StrEnum):
    """What a bulletin is about."""

    MONTH = "month"
    QUARTER = "quarter"

    @property
    def says(self) -> str:
        return {Span.MONTH: "月度", Span.QUARTER: "季度"}[self]

    def days(self, day: date) -> tuple[date, date]:
        """The first and the last day of the month, or quarter, in which a day lies."""
        return month_of(day) if self is Span.MONTH else quarter_of(day)

    def of(self, first: date) -> str:
        """In words: 2024年3月, 2024年第一季度."""
        if self is Span.MONTH:
            return f"{first.year}年{first.month}月"
        return f"{first.year}年第{'一二三四'[(first.month - 1) // 3]}季度"


class Part(StrEnum):
    """The parts of a bulletin, in order. What is praised and criticised is the office's own word."""

    OVERALL = "overall"
    UNITS = "units"
    PROBLEMS = "problems"
    NEXT = "next"

    @property
    def says(self) -> str:
        return _SAYS[self]


_SAYS = {
    Part.OVERALL: "总体情况",
    Part.UNITS: "各单位情况",
    Part.PROBLEMS: "存在问题",
    Part.NEXT: "下一步要求",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One unit in the table, as it stood when it was counted; `id` leads to the records behind it."""

    name: str
    id: int
    received: int
    answered: int
    late: int
    in_time_rate: str
    median: str
    extended: int
    corrected: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class LateLine:
    """One request that was answered late, or is overdue, by its number alone."""

    number: str
    unit: str
    last_on: date
    says: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What a bulletin rests on."""

    whole: Line
    units: tuple[Line, ...]
    late: tuple[LateLine, ...]
    settled: int
    handed: int


def line_of(figures: Figures, received: int) -> Line:
    """One line of the table."""
    return Line(
        name=figures.name, id=figures.id, received=received, answered=figures.answered, late=figures.late,
        in_time_rate=figures.in_time_rate, median=figures.median, extended=figures.extended,
        corrected=figures.corrected, open=figures.open.count, overdue=figures.open.overdue,
    )  # fmt: skip


def as_json(counted: Counted) -> dict[str, Any]:
    """As the bulletin keeps them."""
    kept = asdict(counted)
    for line in kept["late"]:
        line["last_on"] = line["last_on"].isoformat()
    return {name: list(told) if isinstance(told, tuple) else told for name, told in kept.items()}


def from_json(kept: Mapping[str, Any]) -> Counted:
    """As the bulletin kept them."""
    return Counted(
        whole=Line(**kept["whole"]),
        units=tuple(Line(**line) for line in kept["units"]),
        late=tuple(
            LateLine(**{**line, "last_on": date.fromisoformat(line["last_on"])}) for line in kept["late"]
        ),
        settled=kept["settled"],
        handed=kept["handed"],
    )


def slots_of(counted: Counted) -> Mapping[str, str]:
    """Every number that words may name, as it reads now."""
    whole = counted.whole
    return {
        "收到": str(whole.received),
        "已答复": str(whole.answered),
        "按期答复": str(whole.answered - whole.late),
        "逾期答复": str(whole.late),
        "按期答复率": "无" if whole.in_time_rate == NONE else whole.in_time_rate,
        "用时中位数": "无" if whole.median == NONE else whole.median,
        "延长期限": str(whole.extended),
        "补正": str(whole.corrected),
        "在办": str(whole.open),
        "逾期未办": str(whole.overdue),
        "单位数": str(len(counted.units)),
        "转办诉求": str(counted.handed),
        "解决诉求": str(counted.settled),
    }


def filled(text: str, counted: Counted) -> str:
    """The words with their numbers."""
    told = slots_of(counted)
    return SLOT.sub(lambda found: told.get(found[1], found[0]), text)


def strange_names(texts: Iterable[str], counted: Counted) -> list[str]:
    """What is named in the words and is no number of the figures."""
    known = slots_of(counted)
    return [found[1] for text in texts for found in SLOT.finditer(text) if found[1] not in known]


def title_of(span: Span, first: date) -> str:
    """The title that the house proposes."""
    return f"关于{span.of(first)}政府信息公开申请办理情况的通报"


def proposed(counted: Counted, span: Span, first: date, as_of: date) -> dict[Part, str]:
    """What the house proposes for each part; an official may change every word before it is issued."""
    return {
        Part.OVERALL: (
            f"{span.of(first)}，本级各单位收到政府信息公开申请{{{{收到}}}}件，答复{{{{已答复}}}}件"
            f"{IN_TIME if counted.whole.answered else ''}。"
            f"截至{as_of.year}年{as_of.month}月{as_of.day}日，在办{{{{在办}}}}件，逾期未办{{{{逾期未办}}}}件。"
            "期内转办合理诉求{{转办诉求}}件，已实质解决{{解决诉求}}件。"
        ),
        Part.UNITS: "\n".join(_units(counted)),
        Part.PROBLEMS: "\n".join(_problems(counted)),
        Part.NEXT: "".join(_next(counted)),
    }


def _units(counted: Counted) -> Iterator[str]:
    busy = [one for one in counted.units if one.received or one.answered]
    if good := [one.name for one in busy if one.answered and not one.late and not one.overdue]:
        yield f"全部按期答复且没有逾期未办的单位：{'、'.join(good)}。"
    if late := [f"{one.name}（{one.late}件）" for one in counted.units if one.late]:
        yield f"有逾期答复的单位：{'、'.join(late)}。"
    if overdue := [f"{one.name}（{one.overdue}件）" for one in counted.units if one.overdue]:
        yield f"有逾期未办的单位：{'、'.join(overdue)}。"


def _problems(counted: Counted) -> Iterator[str]:
    if counted.whole.late:
        yield "逾期答复{{逾期答复}}件，逾期办理违反《条例》第三十三条规定的期限。"
    if counted.whole.overdue:
        yield "逾期未办{{逾期未办}}件，承办单位须立即答复。"


def _next(counted: Counted) -> Iterator[str]:
    if counted.whole.overdue:
        yield "请有逾期未办申请的单位立即答复，并说明原因。"
    if counted.whole.extended:
        yield "延长答复期限的，须由政府信息公开工作机构负责人同意，并在期限届满前告知申请人。"
    yield "请各单位按《条例》规定的期限办理，主动与申请人沟通，推动合理诉求实质解决。"
