"""A bulletin: the figures of a plan on a day as they are kept, and the words the house proposes. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from quancheng.records.plan.rules.picking import Counts


class Part(StrEnum):
    """The parts of a bulletin, in order. What is praised and criticised is the office's own word."""

    OVERALL = "overall"
    CHAPTERS = "chapters"
    UNITS = "units"
    JUDGEMENT = "judgement"
    NEXT = "next"

    @property
    def says(self) -> str:
        return _SAYS[self]


_SAYS = {
    Part.OVERALL: "总体进展",
    Part.CHAPTERS: "各部分进展",
    Part.UNITS: "各单位情况",
    Part.JUDGEMENT: "表扬和批评",
    Part.NEXT: "下一步要求",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A part of the plan, or a unit, with how its duties stood."""

    name: str
    counts: Counts
    id: int = 0  # of the unit


@dataclass(frozen=True, slots=True)
class LateLine:
    """One duty that was late on the day, and by how many working days."""

    no: str
    title: str
    unit: str
    period: str
    due_on: date
    days: int


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One duty whose day was moved."""

    no: str
    title: str
    unit: str
    from_on: date | None
    to_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class DoubtedLine:
    """One duty whose evidence did not let anybody verify it."""

    no: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How a plan stood on a day. Written down with the bulletin; never counted again."""

    counts: Counts
    chapters: tuple[Named, ...]
    units: tuple[Named, ...]
    late: tuple[LateLine, ...]
    moved: tuple[MovedLine, ...]
    doubted: tuple[DoubtedLine, ...]


def as_json(figures: Figures) -> dict[str, Any]:
    """As the bulletin keeps them."""
    return {name: _plain(each) for name, each in asdict(figures).items()}


def from_json(kept: Mapping[str, Any]) -> Figures:
    """As the bulletin kept them."""
    return Figures(
        counts=Counts(**kept["counts"]),
        chapters=tuple(_named(kept["chapters"])),
        units=tuple(_named(kept["units"])),
        late=tuple(LateLine(**{**line, "due_on": _day(line["due_on"])}) for line in kept["late"]),
        moved=tuple(
            MovedLine(**{**line, "from_on": _day(line["from_on"]), "to_on": _day(line["to_on"])})
            for line in kept["moved"]
        ),
        doubted=tuple(DoubtedLine(**line) for line in kept["doubted"]),
    )


def proposed_texts(figures: Figures, *, plan: str, as_of: date) -> dict[Part, str]:
    """What the house proposes for each part; an official may change every word before it is issued."""
    return {
        Part.OVERALL: _overall(figures, plan=plan, as_of=as_of),
        Part.CHAPTERS: "\n".join(_chapter(chapter) for chapter in figures.chapters),
        Part.UNITS: "\n".join(_units(figures)),
        Part.JUDGEMENT: "",
        Part.NEXT: "".join(_next(figures)),
    }


def _overall(figures: Figures, *, plan: str, as_of: date) -> str:
    counts = figures.counts
    told = (
        f"截至{as_of.year}年{as_of.month}月{as_of.day}日，《{plan}》共下达责任事项{counts.total}项，涉及{len(figures.units)}个单位。"
        f"其中，已完成{counts.done}项，完成率{counts.done_percent}%；进行中{counts.under_way}项；"
        f"逾期{counts.late}项；无法核实{counts.unverifiable}项。"
    )
    return told + (f"经批准延期{len(figures.moved)}项。" if figures.moved else "")


def _chapter(chapter: Named) -> str:
    counts = chapter.counts
    worse = (("逾期", counts.late), ("无法核实", counts.unverifiable))
    added = "".join(f"，{says}{count}项" for says, count in worse if count)
    return f"“{chapter.name}”共{counts.total}项，已完成{counts.done}项，完成率{counts.done_percent}%{added}。"


def _units(figures: Figures) -> Iterator[str]:
    done = [
        unit.name for unit in figures.units if unit.counts.total and unit.counts.done == unit.counts.total
    ]
    if done:
        yield f"责任事项全部完成的单位{len(done)}个：{'、'.join(done)}。"
    yield from _of_units("有逾期事项", ((unit.name, unit.counts.late) for unit in figures.units))
    moved: dict[str, int] = {}
    for line in figures.moved:
        moved[line.unit] = moved.get(line.unit, 0) + 1
    yield from _of_units("有延期事项", moved.items())
    yield from _of_units("有无法核实事项", ((unit.name, unit.counts.unverifiable) for unit in figures.units))


def _of_units(what: str, counted: Iterable[tuple[str, int]]) -> Iterator[str]:
    named = [f"{name}（{count}项）" for name, count in counted if count]
    if named:
        yield f"{what}的单位{len(named)}个：{'、'.join(named)}。"


def _next(figures: Figures) -> Iterator[str]:
    if figures.counts.late:
        yield "请有逾期事项的单位抓紧办理，尽快报送结果和佐证。"
    if figures.counts.unverifiable:
        yield "请有无法核实事项的单位补充可核查的佐证。"
    if figures.counts.under_way:
        yield "请各单位对照时限推进其余事项，确需延期的，在时限届满前提出申请并说明理由。"


def _named(kept: Iterable[Mapping[str, Any]]) -> Iterator[Named]:
    return (Named(line["name"], Counts(**line["counts"]), line["id"]) for line in kept)


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
