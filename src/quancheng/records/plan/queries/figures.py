"""Adding up the duties of a plan: two sweeps over an index, from which every figure of the screen comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from quancheng.kernel.casework.models import Case
from quancheng.records.plan.rules.picking import Counts
from quancheng.records.plan.workflow.duty import UNDER_WAY, State


@dataclass(slots=True)
class Figures:
    """Counts while they are being added up."""

    total: int = 0
    done: int = 0
    late: int = 0
    soon: int = 0
    unverifiable: int = 0

    def add(self, state: str, count: int, *, late: int, soon: int) -> None:
        """Some more duties of one state. Only what is under way is late or soon due."""
        self.total += count
        if state == State.CONFIRMED:
            self.done += count
        elif state == State.UNVERIFIABLE:
            self.unverifiable += count
        else:
            self.late += late
            self.soon += soon

    @property
    def counts(self) -> Counts:
        under_way = self.total - self.done - self.unverifiable - self.late
        return Counts(self.total, self.done, under_way, self.late, self.soon, self.unverifiable)


def counts_by_task(cases: QuerySet[Case], *, today: date, soon: date) -> tuple[Mapping[str, Counts], int]:
    """By what the duties are about; and how many of all were moved. `soon`: the last day that is soon."""
    is_open = Q(state__in=UNDER_WAY)
    counted = (
        cases.order_by()
        .values_list("about")
        .annotate(
            total=Count("about"),
            done=Count("about", filter=Q(state=State.CONFIRMED)),
            late=Count("about", filter=is_open & Q(last_on__lt=today)),
            soon=Count("about", filter=is_open & Q(last_on__gte=today, last_on__lte=soon)),
            unverifiable=Count("about", filter=Q(state=State.UNVERIFIABLE)),
            moved=Count("about", filter=Q(is_moved=True)),
        )
    )
    found: dict[str, Counts] = {}
    moved = 0
    for about, *figures, of_moved in counted:
        found[about] = Figures(*figures).counts
        moved += of_moved
    return found, moved


def counts_by_unit(cases: QuerySet[Case], *, today: date, soon: date) -> Mapping[int, Mapping[str, Counts]]:
    """By unit and month. The database counts by day, in the order of its index; the months are made here."""
    grouped = cases.order_by().values_list("unit_id", "last_on", "state").annotate(total=Count("*"))
    found: dict[int, dict[str, Figures]] = {}
    months: dict[date, str] = {}
    for unit_id, day, state, total in grouped:
        month = months.get(day) or months.setdefault(day, month_of(day))
        figures = found.setdefault(unit_id, {}).get(month) or found[unit_id].setdefault(month, Figures())
        figures.add(state, total, late=total * (day < today), soon=total * (today <= day <= soon))
    return {
        unit_id: {month: figures.counts for month, figures in sorted(by_month.items())}
        for unit_id, by_month in found.items()
    }


def month_of(day: date) -> str:
    """The month of a day, as addresses write it."""
    return f"{day.year:04}-{day.month:02}"
