"""Messages found by their number and their words; published answers as proofs."""

from collections.abc import Sequence

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Asked, Found, Rows, Shelf, in_fields, of_unit
from quancheng.kernel.text.codes import is_number, tidy_number
from quancheng.records.mailbox.events import MESSAGE_KIND, PUBLISHED_KIND
from quancheng.records.mailbox.models import Message, Publication
from quancheng.records.mailbox.queries.messages import kind_of, messages_for
from quancheng.records.mailbox.queries.publications import published
from quancheng.records.mailbox.workflow import MESSAGE, State


def messages_seen(actor: Actor) -> Rows:
    """The messages that the actor may see; who wrote stays sealed and is never looked for."""
    return messages_for(actor).defer("name", "contact")


def publications_seen(actor: Actor) -> Rows:
    """What everybody may read of the actor's government."""
    return published().filter(tenant_id=actor.tenant_id or 0)


def _messages(rows: Sequence[Message]) -> list[Found]:
    """Of the text only the likeness is shown, never who wrote."""
    return [
        Found(
            RecordRef(MESSAGE_KIND, one.number),
            f"留言{one.number}（{kind_of(one).says}）",
            one.text,
            one.case.ended_on or timezone.localdate(one.received_at),
            address=_page(one.number),
            unit=str(one.case.unit),
            state=MESSAGE.state_in_words(one.case.state),
        )
        for one in rows
    ]


def _publications(rows: Sequence[Publication]) -> list[Found]:
    return [
        Found(RecordRef(PUBLISHED_KIND, str(one.pk)), one.title, one.question, one.answered_on)
        for one in rows
    ]


def _numbered(text: str) -> Q | None:
    number = tidy_number(text)
    return Q(number=number) if is_number(number) else None


def _answered(actor: Actor, asked: Asked) -> Rows:
    return messages_seen(actor).filter(
        case__state=State.ANSWERED, case__ended_on__range=(asked.first, asked.last)
    )


def _published(actor: Actor, asked: Asked) -> Rows:
    return publications_seen(actor).filter(answered_on__range=(asked.first, asked.last))


def _page(number: str) -> str:
    try:
        return reverse("mailbox_desk:message", args=[number])
    except NoReverseMatch:  # the worker and the other surface do not know this page
        return ""


SHELVES = (
    Shelf(
        MESSAGE_KIND, "群众留言", seen=messages_seen, words=in_fields("text", "about_title", "number"),
        tell=_messages, number=_numbered, day="received_at__date", of_units=of_unit("case__unit"),
        order=("-received_at", "-pk"), proves=_answered,
    ),
    Shelf(
        PUBLISHED_KIND, "留言选登", seen=publications_seen, words=in_fields("title", "question", "answer"),
        tell=_publications, order=("-answered_on", "-pk"), proves=_published, is_searched=False,
    ),
)  # fmt: skip


def tell_the_finder() -> None:
    """Once, when the house starts."""
    for shelf in SHELVES:
        finding.register(shelf)
