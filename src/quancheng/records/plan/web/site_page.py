"""What the portal's pages of the plan show, finished for the template."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from quancheng.records.plan.models import ROLES, Row
from quancheng.records.plan.queries.progress import Progress
from quancheng.records.plan.queries.shown import PUBLIC_ORDER, Result, ShownPlan, ShownRow, narrowed
from quancheng.ui.bands import Share, Tone

MANY = 24  # results of one part that stand open; of more, the page shows how many first


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The rows under one heading."""

    section: str
    subsection: str
    rows: tuple[ShownRow, ...]
    place: str  # of its chapter on the page


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A published plan, as far as somebody looks for something in it."""

    groups: tuple[ShownGroup, ...]
    chapters: tuple[tuple[str, str], ...]
    shares: tuple[Share, ...]
    units: tuple[str, ...]
    progresses: tuple[str, ...]
    total: int
    kept: int
    found: int
    unit: str
    word: str
    progress: str

    @property
    def is_narrowed(self) -> bool:
        return bool(self.unit or self.word or self.progress)

    @property
    def asked(self) -> str:
        """What is looked for, as one reads it beside the number found, on paper too."""
        word = f"含“{self.word}”" if self.word else ""
        return "、".join(filter(None, (self.progress, self.unit, word)))


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """The confirmed results of one part of the row; the part is named where the row has several."""

    title: str
    results: tuple[Result, ...]

    @property
    def is_long(self) -> bool:
        return len(self.results) > MANY


@dataclass(frozen=True, slots=True)
class Part:
    """Who answers for a row in one part: 牵头单位, 配合单位, 责任单位."""

    says: str
    names: str


@dataclass(frozen=True, slots=True)
class RowPage:
    """One row before the public."""

    shown: ShownRow
    shares: tuple[Share, ...]
    parts: tuple[Part, ...]
    groups: tuple[ResultGroup, ...]
    before: Row | None
    after: Row | None

    @property
    def last_on(self) -> date | None:
        """The day of the latest confirmation."""
        return max((one.confirmed_on for group in self.groups for one in group.results), default=None)

    @property
    def is_done(self) -> bool:
        return self.shown.progress is Progress.DONE


def plan_page(plan: ShownPlan, *, unit: str, word: str, progress: str) -> PlanPage:
    """A plan with the rows that are looked for."""
    found = narrowed(plan.rows, unit=unit, word=word, progress=progress)
    counts = plan.counts
    return PlanPage(
        groups=tuple(_groups(found, plan.chapters)),
        chapters=tuple(plan.chapters.items()),
        shares=shares(plan),
        units=tuple(dict.fromkeys(one.name for each in plan.rows for one in each.row.units.all())),
        progresses=tuple(each.value for each in PUBLIC_ORDER if each in counts),
        total=len(plan.rows),
        kept=counts.get(Progress.DONE, 0),
        found=len(found),
        unit=unit,
        word=word,
        progress=progress,
    )


def shares(plan: ShownPlan) -> tuple[Share, ...]:
    """The rows of a plan by how they stand; behind each number the rows themselves."""
    address = reverse("plan_site:of_year", args=[plan.plan.ref])
    return tuple(
        Share(
            progress.value,
            count,
            Tone(progress.tone),
            f"{address}?{urlencode({'progress': progress.value})}#rows",
        )
        for progress, count in plan.counts.items()
    )


def row_page(
    shown: ShownRow, results: Sequence[Result], neighbours: tuple[Row | None, Row | None]
) -> RowPage:
    """A row with its results under the parts to which they belong."""
    tasks = list(dict.fromkeys(result.task for result in results))
    groups = tuple(
        ResultGroup(task if len(tasks) > 1 else "", tuple(one for one in results if one.task == task))
        for task in tasks
    )
    return RowPage(shown, _shares_of(shown), tuple(_parts(shown.row)), groups, *neighbours)


def _parts(row: Row) -> Iterator[Part]:
    for role, said in ROLES:
        names = [unit.name for unit in row.units.all() if unit.role == role]
        if names:
            yield Part(f"{said}单位", "、".join(names))


def _shares_of(shown: ShownRow) -> tuple[Share, ...]:
    return (
        Share("已确认完成", shown.done, Tone.GREEN),
        Share("尚未确认", shown.total - shown.done, Tone.GREY),
    )


def _groups(rows: Iterable[ShownRow], places: Mapping[str, str]) -> Iterator[ShownGroup]:
    for (section, subsection), under in groupby(
        rows, key=lambda shown: (shown.row.section, shown.row.subsection)
    ):
        yield ShownGroup(section, subsection, tuple(under), places.get(section, ""))
