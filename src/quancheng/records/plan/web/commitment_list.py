"""A list of public commitments finished for its page: narrowed, counted, under its headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quancheng.records.plan.models import CommitmentList
from quancheng.records.plan.queries.commitments import CommitmentLine, figures_of
from quancheng.records.plan.rules.promises import DONE, Outcome
from quancheng.ui.bands import Share, Tone


@dataclass(frozen=True, slots=True)
class Group:
    """Commitments under one heading of the list."""

    section: str
    lines: tuple[CommitmentLine, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """All that the page of a list shows: figures of the whole, groups of what was looked for."""

    list: CommitmentList
    total: int
    done: int
    moved: int
    shown: int
    is_narrowed: bool
    shares: tuple[Share, ...]
    groups: tuple[Group, ...]


def commitment_list(
    found: CommitmentList, lines: Sequence[CommitmentLine], wanted: tuple[int | None, Outcome | None]
) -> ListPage:
    """Gather the page."""
    unit, outcome = wanted
    shown = [
        line
        for line in lines
        if (unit is None or line.commitment.case.unit_id == unit)
        and (outcome is None or line.outcome is outcome)
    ]
    counts = figures_of(lines)
    return ListPage(
        list=found,
        total=len(lines),
        done=sum(count for each, count in counts.items() if each in DONE),
        moved=sum(1 for line in lines if line.promise.moves),
        shown=len(shown),
        is_narrowed=unit is not None or outcome is not None,
        shares=tuple(Share(each.says, count, Tone(each.tone)) for each, count in counts.items()),
        groups=tuple(_grouped(shown)),
    )


def units_in(lines: Sequence[CommitmentLine]) -> list[tuple[int, str]]:
    """The units that promised something, by name."""
    units = {line.commitment.case.unit_id: str(line.commitment.case.unit) for line in lines}
    return sorted(units.items(), key=lambda each: each[1])


def _grouped(lines: Sequence[CommitmentLine]) -> Iterator[Group]:
    for section, under in groupby(lines, key=lambda line: line.commitment.section):
        yield Group(section, tuple(under))
