"""Reading messages: the unit that has one in hand, the openness office of its government, its sender."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Value

from quancheng.kernel.access.audiences import OFFICE_ROLES, Audience, Whose, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.actor import Kind as ActorKind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, level_of
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.kernel.notify.models import Delivery
from quancheng.records.mailbox.models import Message, Reply
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.records.mailbox.rules.looking import Urgency, Wanted
from quancheng.records.mailbox.workflow import ANSWER, ANSWER_CLOCK, MESSAGE, UNDER_WAY, State

_WHOSE = Whose(tenant="case__tenant", unit="case__unit", citizen="citizen")


class NoSuchMessage(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "mailbox.no_such_message"
    status = 404


@dataclass(frozen=True, slots=True)
class Counts:
    """How many messages wait for what."""

    open: int
    to_sort: int
    late: int
    to_approve: int


@dataclass(frozen=True, slots=True)
class Urgent:
    """One message in a list, with the warning that stands today."""

    message: Message
    level: Level


def messages_for(actor: Actor) -> QuerySet[Message]:
    """The messages that the actor may see: a citizen those of their account, and no official's view of any.

    Names and contacts stay sealed until they are asked for.
    """
    circle = Audience.PERSON if actor.kind is ActorKind.CITIZEN else Audience.OFFICE
    whose = Message.objects.annotate(audience=Value(circle)).filter(visible_to(actor, whose=_WHOSE))
    return whose.filter(case__workflow=MESSAGE.code).select_related("case__unit", "case__tenant", "tenant")


def message_for(actor: Actor, number: str) -> Message:
    """One message. Raises NoSuchMessage."""
    found = messages_for(actor).filter(number=number).first()
    if found is None:
        raise NoSuchMessage("没有找到这件留言，可能已转给其他单位；请从列表中重新选择", number=number)
    return found


def ids_seen(actor: Actor, ids: Iterable[int]) -> set[int]:
    """Which of these messages the actor may see: a reviewer reads the wording, not always the letter."""
    return set(messages_for(actor).filter(pk__in=list(ids)).values_list("pk", flat=True))


def is_office(actor: Actor) -> bool:
    """Whether the actor receives messages and hands them out."""
    return bool(actor.roles & OFFICE_ROLES)


def messages_listed(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[Message]:
    """The messages that are looked for, the most urgent first; what is over stands last."""
    found = messages_for(actor).defer("name", "contact")
    if not (wanted.is_whole and is_office(actor)):
        found = found.filter(case__unit_id=actor.unit_id or 0)
    if wanted.state:
        found = found.filter(case__state=wanted.state)
    if wanted.kind:
        found = found.filter(Q(kind=wanted.kind) | Q(kind="", wish=wanted.kind))
    if wanted.urgency:
        found = found.filter(_as_urgent(wanted.urgency, today=today))
    if wanted.word:
        found = found.filter(Q(number__icontains=wanted.word) | Q(text__icontains=wanted.word))
    return found.order_by(F("case__ended_on").desc(nulls_first=True), "case__due_on", "received_at", "pk")


def urgent(messages: Iterable[Message], *, today: date) -> tuple[Urgent, ...]:
    """The messages with their warnings, in one query for the calendar."""
    calendar, thresholds = work_calendar(), ANSWER_CLOCK.thresholds
    return tuple(
        Urgent(one, level_of(one.case.due_on, today=today, calendar=calendar, thresholds=thresholds))
        for one in messages
    )


def messages_at_a_glance(actor: Actor, *, today: date) -> Counts:
    """What waits for the actor: in their unit, and for the office what nobody has classified. One query."""
    mine = Q(case__unit_id=actor.unit_id or 0)
    approving = mine & Q(case__state=State.DRAFTED) if actor.roles & ANSWER.by else Q(pk__in=[])
    sorting = Q(case__state=State.RECEIVED) if is_office(actor) else Q(pk__in=[])
    seen = messages_for(actor).filter(case__state__in=UNDER_WAY)
    return Counts(
        **seen.aggregate(
            open=Count("pk", filter=mine & ~Q(case__state=State.RECEIVED)),
            to_sort=Count("pk", filter=sorting),
            late=Count("pk", filter=Q(case__due_on__lt=today)),
            to_approve=Count("pk", filter=approving),
        )
    )


def kind_of(message: Message) -> Kind:
    """What the message is: as the office found it, or as its sender called it."""
    return Kind(message.kind or message.wish)


def may_read_contact(actor: Actor, message: Message) -> bool:
    """Whoever handles the message may; of a complaint the office alone: no unit learns whose it is."""
    if not (message.name or message.contact):
        return False
    is_complaint = Kind.COMPLAINT in {message.kind, message.wish}
    return is_office(actor) or (not is_complaint and message.case.unit_id == actor.unit_id)


def open_draft(message: Message) -> Reply | None:
    """The answer that waits to be looked through."""
    waiting = message.replies.filter(returned_at__isnull=True, sent_at__isnull=True)
    return waiting.select_related("drafted_by", "unit").first()


def replies_of(message: Message) -> QuerySet[Reply]:
    """Every answer that was drafted, the newest first."""
    return message.replies.select_related("drafted_by", "sent_by").order_by("-pk")


def sent_replies_of(message: Message) -> QuerySet[Reply]:
    """What the sender was answered, the newest first."""
    return message.replies.filter(sent_at__isnull=False).select_related("unit").order_by("-sent_at")


def letter_about(reply: Reply) -> Delivery | None:
    """The e-mail that carried an answer, and how far it came."""
    from_reply = Delivery.objects.filter(notice__kind="mailbox.answered", notice__once=f"reply:{reply.pk}")
    return from_reply.first()


def about_of(actor: Actor, message: Message) -> Linked | None:
    """The record that a message is about, as far as the actor may see it."""
    if not message.about:
        return None
    ref = RecordRef.parse(message.about)
    return resolve(actor, [ref]).get(ref)


def _as_urgent(urgency: Urgency, *, today: date) -> Q:
    match urgency:
        case Urgency.LATE:
            return Q(case__due_on__lt=today)
        case Urgency.TODAY:
            return Q(case__due_on=today)
        case Urgency.LATER:
            return Q(case__due_on__gt=today)
