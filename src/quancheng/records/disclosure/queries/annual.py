"""The requests of a year as the annual table counts them (国办公开办函〔2021〕30号, part 三)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import CaseLine
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.linked import page_of
from quancheng.records.disclosure.queries.requests import requests_for
from quancheng.records.disclosure.rules.annual import AnnualRow, ApplicantColumn
from quancheng.records.disclosure.rules.applicants import Applicant as Sort
from quancheng.records.disclosure.workflow import DISCLOSURE, HAND_ON, HAND_ON_ENDING

COLUMN_OF: Mapping[str, ApplicantColumn] = {
    Sort.PERSON.value: ApplicantColumn.PERSON,
    Sort.COMPANY.value: ApplicantColumn.ENTERPRISE,
    Sort.RESEARCH.value: ApplicantColumn.RESEARCH,
    Sort.WELFARE.value: ApplicantColumn.CHARITY,
    Sort.LEGAL.value: ApplicantColumn.LEGAL_SERVICE,
    Sort.OTHER.value: ApplicantColumn.OTHER,
}
SORT_OF = {column: sort for sort, column in COLUMN_OF.items()}
_ROW_AT_ITS_END = Coalesce("row", Value(AnnualRow.OTHER.value))  # one that was entered without any
MOST_SHOWN = 500  # [D] requests behind one cell; the list of the desk shows the rest

MOVES = (HAND_ON.code, HAND_ON_ENDING.code)  # by which a request came to another agency, open or over


@dataclass(frozen=True, slots=True)
class Behind:
    """One request behind a cell, for those who may see it."""

    ref: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class TakenOver:
    """So many of the requests in a cell came within the year from another agency, whose duties moved."""

    from_unit: str
    row: int
    column: int
    count: int


def annual_cells(*, unit_ids: Collection[int], year: int) -> Mapping[tuple[AnnualRow, ApplicantColumn], int]:
    """How many requests of these agencies stand in each cell of a year; sums are left out. Five queries.

    A request that was handed on counts with the agency that had it at the end of the year. One without a day
    of receipt has not been received, and is counted nowhere. One that ended in no row was withdrawn: that it
    is “其他” is our reading ([M]). One that was handled anew by order is counted once, where and when it
    ended first ([D]); what became of it stands in table 四.
    """
    found: dict[tuple[AnnualRow, ApplicantColumn], int] = {}
    received = _received(unit_ids, year)
    for row in (AnnualRow.RECEIVED, AnnualRow.CARRIED_IN, AnnualRow.CARRIED_OUT):
        counted = received.filter(_in_row(row, year)).order_by()
        for sort, count in counted.values_list("applicant__sort").annotate(count=Count("pk")):
            found[row, COLUMN_OF[sort]] = count
    ended = received.filter(_ended_in(year)).annotate(at=F("counted")).order_by()
    for row, sort, count in ended.values_list("at", "applicant__sort").annotate(count=Count("pk")):
        found[AnnualRow(row), COLUMN_OF[sort]] = count
    return found


def requests_in_cell(
    actor: Actor, *, unit_ids: Collection[int], year: int, row: int, column: int
) -> list[Behind]:
    """The requests behind one cell, as far as the actor may see them, the first that came first."""
    seen = _received(unit_ids, year).filter(
        _in_row(AnnualRow(row), year), pk__in=requests_for(actor).values("pk")
    )
    found = seen.filter(applicant__sort=SORT_OF[ApplicantColumn(column)]).order_by("received_on", "pk")
    came = _came_within(set(unit_ids), year)
    return [
        Behind(one.number, f"申请{one.number}{_came_from(came.get(one.case_id))}", page_of(one.number))
        for one in found[:MOST_SHOWN]
    ]


def taken_over(*, unit_ids: Collection[int], year: int) -> list[TakenOver]:
    """How many of the requests in each cell were handed on to these agencies within the year, by from whom.

    They count with who had them at its end, in whatever row; a government as a whole takes over nothing.
    Three queries.
    """
    came = _came_within(set(unit_ids), year)
    if not came:
        return []
    found: dict[tuple[str, int, int], int] = {}
    told = _received(unit_ids, year).filter(case_id__in=came).order_by()
    for row in (AnnualRow.RECEIVED, AnnualRow.CARRIED_IN, AnnualRow.CARRIED_OUT):
        for case_id, sort in told.filter(_in_row(row, year)).values_list("case_id", "applicant__sort"):
            cell = (came[case_id].from_unit, int(row), int(COLUMN_OF[sort]))
            found[cell] = found.get(cell, 0) + 1
    ended = told.filter(_ended_in(year)).annotate(at=F("counted"))
    for case_id, sort, at in ended.values_list("case_id", "applicant__sort", "at"):
        cell = (came[case_id].from_unit, int(at), int(COLUMN_OF[sort]))
        found[cell] = found.get(cell, 0) + 1
    return [TakenOver(*cell, count) for cell, count in sorted(found.items())]


def moved_in(*, unit_ids: Collection[int], year: int) -> Mapping[ApplicantColumn, int]:
    """By how much what these agencies began a year with differs from what they left the year before.

    Requests under way change hands with the functions of an agency: those that came count up, those that went
    down. A government as a whole neither gains nor loses.
    """
    before = _left_of(_received(unit_ids, year - 1), AnnualRow.CARRIED_OUT, year - 1)
    now = _left_of(_received(unit_ids, year), AnnualRow.CARRIED_IN, year)
    moved = {column: now.get(column, 0) - before.get(column, 0) for column in COLUMN_OF.values()}
    return {column: count for column, count in moved.items() if count}


def _left_of(received: QuerySet[Request], row: AnnualRow, year: int) -> Mapping[ApplicantColumn, int]:
    counted = received.filter(_in_row(row, year)).order_by().values_list("applicant__sort")
    return {COLUMN_OF[sort]: count for sort, count in counted.annotate(count=Count("pk"))}


def _received(unit_ids: Collection[int], year: int) -> QuerySet[Request]:
    """Requests that were received, and that these agencies had when a year ended; `ended`: the first end."""
    gone, came = _handed_on_after(set(unit_ids), year)
    here = Q(case__unit_id__in=unit_ids) & ~Q(case_id__in=gone) | Q(case_id__in=came)
    whose = Request.objects.filter(here, received_on__isnull=False)
    first = FilteredRelation("redos", condition=Q(redos__is_first_end=True))
    return whose.annotate(
        first=first, ended=Coalesce("first__former_end", "case__ended_on"),
        counted=Coalesce("first__former_row", _ROW_AT_ITS_END),
    )  # fmt: skip


def _handed_on_after(unit_ids: set[int], year: int) -> tuple[list[int], list[int]]:
    """Cases that changed hands after a year: those that others had at its end, and those that these had."""
    after = date(year + 1, 1, 1)
    moved = CaseLine.objects.filter(step__in=MOVES, on__gte=after, case__workflow=DISCLOSURE.code).values(
        "case_id"
    )
    lines = CaseLine.objects.filter(case__in=moved, on__lt=after).order_by("pk")
    had = dict(lines.values_list("case_id", "unit_id"))  # the last line of each case stands
    return [pk for pk, unit in had.items() if unit not in unit_ids], [
        pk for pk, unit in had.items() if unit in unit_ids
    ]


@dataclass(frozen=True, slots=True)
class _Came:
    """When a case came, and from whom."""

    from_unit: str
    on: date


@dataclass(frozen=True, slots=True)
class _Held:
    """One line of a case: which agency had it when the line was written."""

    unit_id: int
    name: str
    on: date


def _came_from(came: _Came | None) -> str:
    return f"（{came.on}由{came.from_unit}移交）" if came else ""


def _came_within(unit_ids: set[int], year: int) -> Mapping[int, _Came]:
    """Cases that others had before, and that these agencies had from a day of the year until its end."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    moved = CaseLine.objects.filter(
        step__in=MOVES, on__gte=first, on__lt=after, case__workflow=DISCLOSURE.code
    ).values("case_id")
    lines = CaseLine.objects.filter(case__in=moved, on__lt=after).order_by("pk")
    held: dict[int, list[_Held]] = {}
    for case_id, unit_id, name, on in lines.values_list("case_id", "unit_id", "unit__name", "on"):
        held.setdefault(case_id, []).append(_Held(unit_id, name, on))
    told = ((case_id, _came(had, unit_ids, first)) for case_id, had in held.items())
    return {case_id: came for case_id, came in told if came}


def _came(had: list[_Held], unit_ids: set[int], first: date) -> _Came | None:
    """What these agencies had when the year began, or when it was received, and have again, never left."""
    began = next((one for one in reversed(had) if one.on < first), had[0])
    if began.unit_id in unit_ids or had[-1].unit_id not in unit_ids:
        return None
    last = max(place for place, one in enumerate(had) if one.unit_id not in unit_ids)
    return _Came(had[last].name, had[last + 1].on)


def _in_row(row: AnnualRow, year: int) -> Q:
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    match row:
        case AnnualRow.RECEIVED:
            return Q(received_on__gte=first, received_on__lt=after)
        case AnnualRow.CARRIED_IN:
            return Q(received_on__lt=first) & _open_on(first)
        case AnnualRow.CARRIED_OUT:
            return Q(received_on__lt=after) & _open_on(after)
        case _:
            return _ended_in(year) & Q(counted=row)


def _ended_in(year: int) -> Q:
    return Q(ended__gte=date(year, 1, 1), ended__lt=date(year + 1, 1, 1))


def _open_on(day: date) -> Q:
    return Q(ended__isnull=True) | Q(ended__gte=day)
