"""How requests ended, read from their histories."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import WorkCalendar, working_days_between
from quancheng.kernel.casework import clock
from quancheng.kernel.casework.queries import Past, pasts_where
from quancheng.records.disclosure.models import Correction, Outcome, Redo, Request
from quancheng.records.disclosure.queries.untimed import tells_of_a_petition, untimed_among
from quancheng.records.disclosure.workflow import ANSWER_CLOCK, WITHDRAW, State

CHUNK = 500  # cases whose histories are read at once


def uncounted(*, most: int) -> QuerySet[Request]:
    """Requests that are over and were not counted, or were counted otherwise than they stand."""
    corrected = Exists(Correction.objects.filter(request=OuterRef("pk")))
    differs = (
        Q(outcome__isnull=True)
        | ~Q(outcome__ended_on=F("case__ended_on"))
        | ~Q(outcome__unit=F("case__unit"))
    )
    redone = Redo.objects.filter(request=OuterRef("pk"), is_first_end=True)
    # what was ordered anew stays counted where it ended first, as in table 三
    counted_once = Q(outcome__isnull=True) | ~Exists(redone)
    over = Request.objects.filter(differs, counted_once, case__ended_on__isnull=False).annotate(
        was_corrected=corrected, is_petition=tells_of_a_petition()
    )
    return over.select_related("case").order_by("pk")[:most]


def outcomes_of(requests: Iterable[Request]) -> Iterator[Outcome]:
    """What their histories tell; a few queries for each five hundred."""
    calendar, waiting = work_calendar(), list(requests)
    for start in range(0, len(waiting), CHUNK):
        chunk = waiting[start : start + CHUNK]
        pasts = pasts_where(**{"in": [one.case_id for one in chunk]})
        untimed = untimed_among(chunk)
        for one in chunk:
            past = pasts.get(one.case_id, Past([]))
            yield _outcome(one, past, calendar, is_timed=one.pk not in untimed)


def withdrawn_among(outcomes: Iterable[Outcome]) -> QuerySet[Request]:
    """Of the requests that ended so, those whose end was a withdrawal."""
    closed = [one.request_id for one in outcomes if not one.is_answered]
    return Request.objects.filter(
        pk__in=closed, case__lines__step=WITHDRAW.code, case__lines__on=F("case__ended_on"),
        case__state=State.CLOSED,
    ).select_related("case").distinct()  # fmt: skip


def _outcome(request: Request, past: Past, calendar: WorkCalendar, *, is_timed: bool) -> Outcome:
    case, pauses = request.case, past.pauses_of(ANSWER_CLOCK)
    assert case.ended_on is not None  # only what is over is asked for
    last = clock.last_day_at_stop(ANSWER_CLOCK, past.lines, calendar, pauses)
    stood = clock.standing(ANSWER_CLOCK, past.lines, calendar, today=case.ended_on, pauses=pauses)
    passed = working_days_between(calendar, after=last, until=case.ended_on) if last else 0
    is_late = is_timed and last is not None and case.ended_on > last
    return Outcome(
        request=request,
        tenant_id=request.tenant_id,
        unit_id=case.unit_id,
        ended_on=case.ended_on,
        last_on=last if is_timed else None,
        is_answered=case.state == State.ANSWERED,
        is_late=is_late,
        is_extended=clock.is_moved(ANSWER_CLOCK, past.lines),
        is_corrected=bool(getattr(request, "was_corrected", False)),
        counted=max(0, stood.used) + passed,
        late=passed if is_late else 0,
    )
