"""Proceedings as table 四 of the annual report counts them (国办公开办函〔2021〕30号)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.linked import page_of
from quancheng.records.remedies.queries.proceedings import STANDS, proceedings_for
from quancheng.records.remedies.rules.kinds import Column, Kind

MOST_SHOWN = 500  # [D] proceedings behind one cell; the list of the desk shows the rest


@dataclass(frozen=True, slots=True)
class Behind:
    """One proceeding behind a cell, for those who may see it."""

    ref: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Rate:
    """How often what a unit did was corrected, of all that was settled on one track (纠正率).

    结果纠正, of 结果维持, 结果纠正 and 其他结果 together, as table 四 counts them (国办公开办函〔2021〕30号).
    What is pending is in neither. No text that we read defines the rate: this reading of the table is the
    house's ([D]), and every screen takes it from here.
    """

    settled: int
    corrected: int
    pending: int

    @property
    def percent(self) -> str:
        return f"{self.corrected * 100 / self.settled:.1f}%" if self.settled else "–"


def remedy_cells(*, unit_ids: Collection[int], year: int) -> Mapping[tuple[int, int], int]:
    """How many proceedings stand in each of the twelve cells of a year; sums are left out. Two queries.

    What was settled counts in the year in which it was; what was begun by 31 December and not settled, an
    appeal among it, is pending ([M]). When a judgment of the first instance is settled is a convention
    (`remedies.judged_counts`), and so is whether the silence of an organ settles a reconsideration, or only
    the decision that comes late (`remedies.silence_counts`). What was entered by mistake is left out.
    """
    of_units = Proceeding.objects.filter(STANDS, case__unit_id__in=unit_ids).order_by()
    found: dict[tuple[int, int], int] = {}
    settled = of_units.filter(_settled_in(year)).values_list("kind", "column")
    for kind, column, count in settled.annotate(count=Count("pk")):
        found[Kind(kind).block, column] = count
    pending = of_units.filter(_pending_after(year)).values_list("kind").annotate(count=Count("pk"))
    found |= {(Kind(kind).block, int(Column.PENDING)): count for kind, count in pending}
    return found


def proceedings_in_cell(
    actor: Actor, *, unit_ids: Collection[int], year: int, row: int, column: int
) -> Sequence[Behind]:
    """The proceedings behind one cell, as far as the actor may see them, the first filed first."""
    kind = [*Kind][row - 1]
    is_counted = _pending_after(year) if column == Column.PENDING else _settled_in(year) & Q(column=column)
    seen = proceedings_for(actor).filter(STANDS, is_counted, kind=kind, case__unit_id__in=unit_ids)
    return [
        Behind(one.number, f"{kind.says} {one.file_number or one.number}", page_of(one.pk))
        for one in seen.order_by("filed_on", "pk")[:MOST_SHOWN]
    ]


def corrected_of_each(
    unit_ids: Collection[int], first: date, last: date
) -> Mapping[int, Sequence[Proceeding]]:
    """For each of these units what was corrected in these days, by the count of `Rate`. One query."""
    found: dict[int, list[Proceeding]] = {unit_id: [] for unit_id in unit_ids}
    of_units = Proceeding.objects.filter(STANDS, corrected_within(first, last), case__unit_id__in=found)
    for one in of_units.select_related("case").order_by("settled_on", "pk"):
        found[one.case.unit_id].append(one)
    return found


def settled_within(first: date, last: date) -> Q:
    """What was settled in these days, both among them: below the line of the rate of correction."""
    return Q(settled_on__range=(first, last))


def corrected_within(first: date, last: date) -> Q:
    """What was settled in these days by correcting the agency: above the line."""
    return settled_within(first, last) & Q(column=Column.CORRECTED)


def rates_of_units(proceedings: QuerySet[Proceeding], *, year: int) -> Mapping[tuple[int, str], Rate]:
    """For each unit and track: settled and corrected in the year, pending at its end. One query."""
    settled, pending = _settled_in(year), _pending_after(year)
    counted = proceedings.filter(STANDS).order_by().values_list("case__unit_id", "kind").annotate(
        settled=Count("pk", filter=settled),
        corrected=Count("pk", filter=corrected_within(date(year, 1, 1), date(year, 12, 31))),
        pending=Count("pk", filter=pending),
    )  # fmt: skip
    found: dict[tuple[int, str], Rate] = {}
    for unit_id, kind, *numbers in counted:
        key = (unit_id, Kind(kind).track.value)
        before = found.get(key, Rate(0, 0, 0))
        found[key] = Rate(
            before.settled + numbers[0], before.corrected + numbers[1], before.pending + numbers[2]
        )
    return found


def _settled_in(year: int) -> Q:
    return settled_within(date(year, 1, 1), date(year, 12, 31))


def _pending_after(year: int) -> Q:
    after = date(year + 1, 1, 1)
    return Q(filed_on__lt=after) & (Q(settled_on__isnull=True) | Q(settled_on__gte=after))
