"""Is any message being lost, or too old? Looked at from outside, by `./manage.py check_messages`."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.calendar.periods import months_later
from quancheng.kernel.casework.models import CaseLine
from quancheng.records.mailbox.models import Message, Reply
from quancheng.records.mailbox.queries.limits import own_limits
from quancheng.records.mailbox.rules.limits import Dated, Rule, in_force
from quancheng.records.mailbox.workflow import MESSAGE, OVER, SET_ASIDE, UNDER_WAY, WITH_UNIT, State


def unsorted_too_long(*, today: date) -> Iterator[Message]:
    """Messages that nobody has classified within the days that their government allows itself."""
    calendar = work_calendar()
    waiting = Message.objects.filter(case__state=State.RECEIVED).select_related("case", "tenant")
    own = _own_of(waiting.values_list("tenant_id", flat=True))
    for message in waiting.defer("name", "contact").order_by("received_at", "pk"):
        allowed = in_force(Rule.SORTING, own[message.tenant_id], on=today).value
        since = timezone.localdate(message.received_at)
        if working_days_between(calendar, after=since, until=today) > allowed:
            yield message


def due_or_late(*, today: date) -> QuerySet[Message]:
    """Messages that a unit has in hand and that are due today or late, the most urgent first."""
    waiting = Message.objects.filter(case__state__in=WITH_UNIT, case__due_on__lte=today)
    return waiting.select_related("case", "tenant").defer("name", "contact").order_by("case__due_on", "pk")


def with_source_before(day: date) -> QuerySet[Message]:
    """Messages of earlier days of which it is still known where they came from."""
    return Message.objects.exclude(source="").filter(received_at__date__lt=day)


def faults(*, today: date) -> Iterator[str]:
    """What is wrong, a sentence each, beginning with the number of the message or with the government."""
    for message in _of(Q(case__ended_on__isnull=True) & ~Q(case__state__in=UNDER_WAY)):
        yield f"{message.number} 既没有在办，也没有办结"
    for message in _of(Q(case__ended_on__isnull=False) & ~Q(case__state__in=OVER)):
        yield f"{message.number} 已标为办结，但状态仍是在办"
    for message in _of(~Q(case__workflow=MESSAGE.code)):
        yield f"{message.number} 的办件不是留言办件"
    for message in _of(Q(case__ended_on__isnull=True, case__due_on__isnull=True)):
        yield f"{message.number} 没有办理期限"
    yield from _without_an_answer()
    for message in unsorted_too_long(today=today):
        yield f"{message.number} 收到后超过期限仍未分类"
    yield from _unanswered_too_long(today=today)
    yield from _unpublished_too_long(today=today)


def _without_an_answer() -> Iterator[str]:
    sent = Reply.objects.filter(message=OuterRef("pk"), sent_at__isnull=False)
    for message in _of(Q(~Exists(sent), case__state=State.ANSWERED)):
        yield f"{message.number} 标为已答复，但没有发出的答复"
    said_why = CaseLine.objects.filter(case=OuterRef("case"), step=SET_ASIDE.code).exclude(note="")
    for message in _of(Q(~Exists(said_why), case__state=State.INVALID)):
        yield f"{message.number} 不予办理，但没有理由"


def _unanswered_too_long(*, today: date) -> Iterator[str]:
    """What the site check vetoes. Who got an answer once and had the message taken up again is answered."""
    sent = Reply.objects.filter(message=OuterRef("pk"), sent_at__isnull=False)
    waiting = _of(Q(~Exists(sent), case__state__in=UNDER_WAY))
    own = _own_of(waiting.values_list("tenant_id", flat=True))
    for message in waiting:
        months = in_force(Rule.UNANSWERED, own[message.tenant_id], on=today).value
        if months_later(timezone.localdate(message.received_at), months) < today:
            yield f"{message.number} 收到后超过{months}个月仍未答复"


def _unpublished_too_long(*, today: date) -> Iterator[str]:
    """Governments that have long shown no answer; who never showed one, since they were first written to."""
    stands = Q(publications__withdrawn_at__isnull=True)
    written_to = Message.objects.values("tenant_id", "tenant__name").order_by("tenant_id")
    since = list(
        written_to.annotate(first=Min("received_at"), shown=Max("publications__published_at", filter=stands))
    )
    own = _own_of(one["tenant_id"] for one in since)
    for one in since:
        months = in_force(Rule.UNPUBLISHED, own[one["tenant_id"]], on=today).value
        if months_later(timezone.localdate(one["shown"] or one["first"]), months) < today:
            yield f"{one['tenant__name']} 超过{months}个月没有新的留言选登"


def _own_of(tenant_ids: Iterable[int]) -> Mapping[int, list[Dated]]:
    return {tenant_id: own_limits(tenant_id) for tenant_id in set(tenant_ids)}


def _of(which: Q) -> QuerySet[Message]:
    return Message.objects.filter(which).defer("name", "contact").order_by("number")
