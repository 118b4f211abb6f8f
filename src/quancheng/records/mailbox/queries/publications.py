"""Messages in public wording: what everybody reads, and what waits for the second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from quancheng.kernel.access.audiences import OFFICE_ROLES, Audience, Whose, visible_to
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.models import Case as Matter
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.mailbox.events import PUBLISHED_KIND
from quancheng.records.mailbox.models import Message, Publication
from quancheng.records.mailbox.rules.looking import Selected
from quancheng.records.mailbox.workflow import MESSAGE, State

REVIEWERS = frozenset({Role.REVIEWER, Role.OPENNESS_HEAD})
DECIDERS = OFFICE_ROLES | REVIEWERS
EVERYTHING = Selected()
INSIDE = ("message", "drafted_by", "drafted_at", "published_by", "withdrawn_reason")
IS_PUBLIC = Q(published_at__isnull=False, withdrawn_at__isnull=True)


class NoSuchPublication(Refusal):
    """Missing, withdrawn or out of sight."""

    code = "mailbox.no_such_publication"
    status = 404


@dataclass(frozen=True, slots=True)
class Figures:
    """How many messages came in this year and how many were answered: what the public is told."""

    received: int
    answered: int


def publications_for(actor: Actor) -> QuerySet[Publication]:
    """What is public; for those who decide in the government also what waits or was withdrawn."""
    closed = Audience.TENANT if may_take_down(actor) else Audience.PERSON  # which belong to no person
    for_whom = Case(
        When(IS_PUBLIC, then=Value(Audience.PUBLIC)), default=Value(closed), output_field=CharField()
    )
    seen = Publication.objects.annotate(audience=for_whom).filter(visible_to(actor, whose=Whose()))
    if actor.kind is not Kind.OFFICIAL:
        return seen.select_related("unit", "tenant").defer(*INSIDE)
    return seen.select_related("unit", "tenant", "drafted_by", "published_by")


def last_publication(message: Message) -> Publication | None:
    """The wording that was proposed last, whatever became of it: the next one starts from it."""
    return message.publications.order_by("-pk").first()


def publication_draft(number: str) -> str:
    """Under what name the wordings of a message for the public are kept."""
    return f"{PUBLISHED_KIND}/{number}"


def published(wanted: Selected = EVERYTHING) -> QuerySet[Publication]:
    """What everybody may read, the newest answer first."""
    found = publications_for(Actor.anonymous())
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.word:
        texts = ("title", "question", "answer")
        found = found.filter(reduce(or_, (Q(**{f"{text}__icontains": wanted.word}) for text in texts)))
    return found.filter(unit_id=wanted.unit_id) if wanted.unit_id else found


def published_one(publication_id: int) -> Publication:
    """One of them. Raises NoSuchPublication."""
    found = published().filter(pk=publication_id).first()
    if found is None:
        raise NoSuchPublication("没有找到这件留言，可能已经撤下；请从留言选登的列表中重新选择")
    return found


def units_published() -> QuerySet[Unit]:
    """The units that answered something that everybody may read."""
    return Unit.objects.filter(pk__in=published().values("unit")).order_by("code")


def figures_of(year: int) -> Figures:
    """Received and answered, whoever wrote and whoever answered: of the cases, no message is read."""
    told = Matter.objects.filter(workflow=MESSAGE.code, opened_on__year=year).aggregate(
        received=Count("pk"), answered=Count("pk", filter=Q(state=State.ANSWERED))
    )
    return Figures(**told)


def open_publication(actor: Actor, message: Message) -> Publication | None:
    """The publication of a message that waits or stands, as far as the actor may see it."""
    return publications_for(actor).filter(message=message, withdrawn_at__isnull=True).first()


def newest_publication(actor: Actor, message: Message) -> Publication | None:
    """The last public wording of a message, whatever became of it, as far as the actor may see it."""
    return publications_for(actor).filter(message=message).order_by("-pk").first()


def may_take_down(actor: Actor) -> bool:
    """Whether the actor decides what comes down: the openness office, and who looks through what goes up."""
    return bool(actor.roles & DECIDERS)


def publication_for(actor: Actor, publication_id: int) -> Publication:
    """One publication of the actor's own government. Raises NoSuchPublication."""
    own = publications_for(actor).filter(tenant_id=actor.tenant_id or 0, pk=publication_id)
    found = own.first()
    if found is None:
        raise NoSuchPublication("没有找到这件选登，请从列表中重新选择", publication=publication_id)
    return found


def publications_waiting(actor: Actor) -> QuerySet[Publication]:
    """What waits for the second person, the oldest first."""
    waiting = publications_for(actor).filter(published_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.filter(tenant_id=actor.tenant_id or 0).select_related("message").order_by("drafted_at")


def publications_with(actor: Actor, refs: Iterable[str]) -> QuerySet[Publication]:
    """Publications by their numbers as text."""
    return publications_for(actor).filter(pk__in=row_numbers(refs))
