"""Inspections, indicators and tasks as lines of lists, in words and with their colours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from quancheng.records.inspections.models import Indicator, Inspection, Task
from quancheng.records.inspections.rules.points import in_figures
from quancheng.records.inspections.rules.standing import LIGHT_SAYS, Light, light_of, sums_of
from quancheng.records.inspections.workflow import STATE_SAYS, State
from quancheng.ui.bands import Share, Tone

LIGHT_TONES = {Light.READY: Tone.GREEN, Light.IN_HAND: Tone.BLUE, Light.LACKING: Tone.RED}
STATE_TONES = {
    State.LAID: Tone.YELLOW,
    State.SIGNED: Tone.BLUE,
    State.HANDED_IN: Tone.BLUE,
    State.RETURNED: Tone.ORANGE,
    State.ACCEPTED: Tone.GREEN,
    State.CANCELLED: Tone.GREY,
}


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """One inspection of the list."""

    inspection: Inspection
    shares: tuple[Share, ...]
    ready: int
    whole: int


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator of the sheet."""

    indicator: Indicator
    points: str
    expected: str
    light: str
    tone: str
    gathered: int
    under_way: int


@dataclass(frozen=True, slots=True)
class SumsLine:
    """Points of a group, or of all, in figures."""

    full: str
    expected: str
    unrated: str
    at_risk: str


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators under one first-level indicator, with their sums."""

    title: str
    lines: tuple[IndicatorLine, ...]
    sums: SumsLine
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of a list."""

    task: Task
    version: int
    due_on: date | None
    state: str
    tone: str
    is_late: bool


def inspection_lines(
    inspections: Iterable[Inspection], lights: Mapping[int, Mapping[Light, int]]
) -> list[InspectionLine]:
    """Inspections with how far each is."""
    none = dict.fromkeys(Light, 0)
    return [
        InspectionLine(
            one, _shares(counts := lights.get(one.pk, none)), counts[Light.READY], sum(counts.values())
        )
        for one in inspections
    ]


def groups_of(indicators: Iterable[Indicator], *, shown: str = "") -> list[Group]:
    """The sheet in its groups; what an amended sheet no longer has stands at the end."""
    grouped: dict[tuple[bool, str], list[Indicator]] = {}
    for one in indicators:
        gone = one.dropped_at is not None
        grouped.setdefault((gone, "" if gone else one.group), []).append(one)
    made = [
        Group(
            "修订后的指标表已删除（已收材料保留）" if gone else title,
            tuple(line for line in map(line_of, several) if shown in ("", _light(line.indicator))),
            sums_in_words(several),
            gone,
        )
        for (gone, title), several in sorted(grouped.items(), key=lambda one: one[0][0])
    ]
    return [group for group in made if group.lines]


def line_of(indicator: Indicator) -> IndicatorLine:
    """One indicator as a line; it was read with its counts."""
    light = _light(indicator)
    return IndicatorLine(
        indicator,
        in_figures(indicator.points),
        in_figures(indicator.expected),
        LIGHT_SAYS[light],
        LIGHT_TONES[light],
        _count(indicator, "gathered"),
        _count(indicator, "under_way"),
    )


def shares_of(indicators: Iterable[Indicator]) -> tuple[Share, ...]:
    """How many are ready, in hand, lacking."""
    counts = dict.fromkeys(Light, 0)
    for one in indicators:
        if one.dropped_at is None:
            counts[_light(one)] += 1
    return _shares(counts, linked=True)


def sums_in_words(indicators: Sequence[Indicator]) -> SumsLine:
    """The sums over indicators that still stand, in figures."""
    pairs = [(one.points, one.expected) for one in indicators if one.dropped_at is None]
    sums = sums_of(pairs)
    return SumsLine(*(_figure(told) for told in (sums.full, sums.expected, sums.unrated, sums.at_risk)))


def task_lines(tasks: Iterable[Task], *, today: date) -> list[TaskLine]:
    """Tasks as lines."""
    return [task_line(one, today=today) for one in tasks]


def task_line(task: Task, *, today: date) -> TaskLine:
    """One task as a line."""
    state, due = State(task.case.state), task.case.due_on
    late = due is not None and due < today and state is not State.HANDED_IN
    return TaskLine(task, task.case.version, due, STATE_SAYS[state], STATE_TONES[state], late)


def _light(indicator: Indicator) -> Light:
    return light_of(materials=_count(indicator, "gathered"), open_tasks=_count(indicator, "under_way"))


def _count(indicator: Indicator, name: str) -> int:
    return int(getattr(indicator, name, 0))


def _shares(counts: Mapping[Light, int], *, linked: bool = False) -> tuple[Share, ...]:
    return tuple(
        Share(LIGHT_SAYS[light], counts[light], LIGHT_TONES[light], f"?show={light}" if linked else "")
        for light in Light
    )


def _figure(told: Decimal) -> str:
    return in_figures(told) or "0"
