"""What the records of requests say of units: for duties (measures), and for those who assess (judged).

A number is always a list of records; who may see them opens them, whatever else is counted elsewhere.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework.queries import Copies, Past, pasts_where
from quancheng.kernel.obligations.measures import Found, Judged, Measure, ReadingOfMany
from quancheng.records.disclosure.events import DEMAND_KIND, JOINT_KIND, REQUEST_KIND
from quancheng.records.disclosure.models import Conference, Outcome, Request
from quancheng.records.disclosure.queries.demands import settled_of_each
from quancheng.records.disclosure.rules.conference import Standing
from quancheng.records.disclosure.workflow import ANSWER_CLOCK, OVER, State

CHUNK = 500  # cases whose histories are read at once
ByUnit = Mapping[int, Sequence[Found]]


def requests_judged(
    tenant_id: int, unit_ids: Collection[int], first: date, last: date, today: date | None = None
) -> Iterator[Judged]:
    """Requests whose answer fell due: met when it was served by the last day (《条例》第三十三条).

    What was given up or withdrawn was owed no answer. What is open and due on the last of the days has that
    day left while it is `today`, and is late from the next day on.
    """
    due = _due(tenant_id, unit_ids, first, last).exclude(case__state=State.CLOSED)
    for one in due.select_related("case", "outcome"):
        case, told = one.case, getattr(one, "outcome", None)
        if case.ended_on is None and case.last_on == last and (today or last) <= last:
            continue
        yield _judged(one, _is_in_time(one), told.counted if told else None)


def requests_left_open(
    tenant_id: int, unit_ids: Collection[int], first: date, last: date, today: date | None = None
) -> Iterator[Judged]:
    """Requests whose answer fell due: met when they did not stand open past it on the last of the days.

    What was due on the last of the days stands open past it from the next day on, as `today` tells.
    """
    is_last_over = (today or last) > last
    for one in _due(tenant_id, unit_ids, first, last).select_related("case", "outcome"):
        ended, due = one.case.ended_on, one.case.last_on
        has_time_left = due == last and not is_last_over
        is_over = ended is not None and (ended <= last or _is_in_time(one))
        yield _judged(one, has_time_left or is_over, None)


def worksheets_judged(tenant_id: int, unit_ids: Collection[int], first: date, last: date) -> Iterator[Judged]:
    """Requests received: met when the last day that is kept is the one that their history gives."""
    came = Request.objects.filter(
        tenant_id=tenant_id, case__unit__in=list(unit_ids), received_on__range=(first, last)
    )
    for one, holds in _with_worksheet(came):
        yield _judged(one, holds, None)


def in_time_of_each(unit_ids: Collection[int], first: date, last: date) -> ByUnit:
    """Requests answered in these days, and by their last day."""
    found = Outcome.objects.filter(
        unit__in=list(unit_ids), ended_on__range=(first, last), is_answered=True, is_late=False
    )
    return _grouped(
        (one.unit_id, Found(_ref(one.request), f"申请{one.request.number}，按期答复", one.ended_on))
        for one in found.select_related("request").order_by("ended_on", "pk")
    )


def worksheets_of_each(unit_ids: Collection[int], first: date, last: date) -> ByUnit:
    """Requests received in these days whose last day follows from their history."""
    came = Request.objects.filter(case__unit__in=list(unit_ids), received_on__range=(first, last))
    return _grouped(
        (one.case.unit_id, Found(_ref(one), f"申请{one.number}，期限计算表与台账一致", one.received_on))
        for one, holds in _with_worksheet(came)
        if holds and one.received_on
    )


def guided_of_each(unit_ids: Collection[int], first: date, last: date) -> ByUnit:
    """Difficult requests that were talked over to a conclusion, by the unit that called for it."""
    found = Conference.objects.filter(
        case__unit__in=list(unit_ids), case__state=Standing.CONCLUDED, held_on__range=(first, last)
    )
    return _grouped(
        (
            one.case.unit_id,
            Found(
                RecordRef(JOINT_KIND, str(one.pk)), f"申请{one.request.number}的{one.get_sort_display()}",
                one.held_on or first,
            ),
        )
        for one in found.select_related("case", "request").order_by("held_on", "pk")
    )  # fmt: skip


def demands_settled_of_each(unit_ids: Collection[int], first: date, last: date) -> ByUnit:
    """Demands that were settled in these days, by the unit that settled them."""
    return {
        unit_id: [
            Found(
                RecordRef(DEMAND_KIND, str(one.pk)), f"申请{one.request.number}的诉求，已实质解决",
                one.case.ended_on or first,
            )
            for one in settled
        ]
        for unit_id, settled in settled_of_each(unit_ids, first, last).items()
    }  # fmt: skip


def exchanged_of_each(unit_ids: Collection[int], first: date, last: date) -> ByUnit:
    """Nothing: no exchange with the platform of the province exists that could be read."""
    del unit_ids, first, last
    return {}


def _measure(code: str, says: str, unit: str, each: ReadingOfMany, *words: str) -> Measure:
    def of_one(unit_id: int, first: date, last: date) -> Sequence[Found]:
        return each([unit_id], first, last).get(unit_id, ())

    return Measure(code, says, unit, of_one, words=words, read_many=each)


MEASURES = (
    _measure(
        "disclosure.in_time", "按期答复的政府信息公开申请", "件", in_time_of_each,
        "依申请公开办理水平", "依申请公开质效", "按期答复",
    ),
    _measure(
        "disclosure.settled", "申请人合理诉求得到实质解决的转办事项", "件", demands_settled_of_each,
        "合理诉求", "实质性解决",
    ),
    _measure(
        "disclosure.guided", "疑难申请的会商和协调", "件", guided_of_each,
        "疑难复杂案件", "疑难案件", "疑难件",
    ),
    _measure(
        "disclosure.worksheets", "期限计算表与台账一致的申请", "件", worksheets_of_each,
        "依申请公开的全流程监管", "全流程监管",
    ),
    _measure(
        "disclosure.exchanged", "与省级平台交换的申请（还没有交换接口，系统不能核到，请上传佐证）", "件",
        exchanged_of_each, "全省依申请公开一体化", "与省平台衔接",
    ),
)  # fmt: skip


def _due(tenant_id: int, unit_ids: Collection[int], first: date, last: date) -> QuerySet[Request]:
    mine = Request.objects.filter(tenant_id=tenant_id, case__unit__in=list(unit_ids))
    return mine.filter(case__last_on__range=(first, last)).order_by("case__last_on", "pk")


def _is_in_time(one: Request) -> bool:
    """Whether it ended by its last day; what has none is never late (`queries/untimed.py`)."""
    ended, last = one.case.ended_on, one.case.last_on
    told = getattr(one, "outcome", None)
    has_none = told is not None and told.is_answered and told.last_on is None
    return ended is not None and (has_none or (last is not None and ended <= last))


def _with_worksheet(came: QuerySet[Request]) -> Iterator[tuple[Request, bool]]:
    """Each request, and whether what is kept of its last day is what its history gives."""
    calendar = work_calendar()
    requests = list(came.select_related("case").order_by("pk"))
    for start in range(0, len(requests), CHUNK):
        chunk = requests[start : start + CHUNK]
        pasts = pasts_where(**{"in": [one.case_id for one in chunk]})
        for one in chunk:
            case, past = one.case, pasts.get(one.case_id, Past([]))
            told = past.copies(ANSWER_CLOCK, calendar)
            due_on = None if case.state in OVER else told.due_on
            kept = Copies(case.due_on, case.last_on, case.is_moved)
            yield one, bool(past.lines) and kept == Copies(due_on, told.last_on, told.is_moved)


def _grouped(found: Iterable[tuple[int, Found]]) -> dict[int, list[Found]]:
    by_unit: dict[int, list[Found]] = {}
    for unit_id, one in found:
        by_unit.setdefault(unit_id, []).append(one)
    return by_unit


def _ref(one: Request) -> RecordRef:
    return RecordRef(REQUEST_KIND, one.number)


def _judged(one: Request, is_met: bool, days: int | None) -> Judged:
    on = one.case.last_on or one.received_on or one.case.opened_on
    return Judged(one.case.unit_id, _ref(one), f"申请{one.number}", on, is_met, days)
