"""Messages and published answers, looked up by their words from other modules."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Asked, Found
from quancheng.records.mailbox.events import MESSAGE_KIND, PUBLISHED_KIND
from quancheng.records.mailbox.queries.messages import kind_of, messages_for
from quancheng.records.mailbox.queries.publications import published
from quancheng.records.mailbox.workflow import State


def messages_by_words(actor: Actor, asked: Asked) -> Sequence[Found]:
    """Messages answered in these days. Of the text only the likeness is shown, never who wrote."""
    found = (
        messages_for(actor)
        .defer("name", "contact")
        .filter(
            _any(asked, "text"), case__state=State.ANSWERED, case__ended_on__range=(asked.first, asked.last)
        )
    )
    return [
        Found(
            RecordRef(MESSAGE_KIND, one.number),
            f"留言{one.number}（{kind_of(one).says}）",
            one.text,
            one.case.ended_on,
        )
        for one in found[: asked.most]
    ]


def publications_by_words(actor: Actor, asked: Asked) -> Sequence[Found]:
    """What was answered in these days and published by the actor's government."""
    found = published().filter(
        _any(asked, "title", "question", "answer"),
        tenant_id=actor.tenant_id or 0,
        answered_on__range=(asked.first, asked.last),
    )
    return [
        Found(
            RecordRef(PUBLISHED_KIND, str(one.pk)), one.title, f"{one.title} {one.question}", one.answered_on
        )
        for one in found[: asked.most]
    ]


def _any(asked: Asked, *fields: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields for word in asked.words))


def tell_the_finder() -> None:
    """Once, when the house starts."""
    finding.register(MESSAGE_KIND, messages_by_words)
    finding.register(PUBLISHED_KIND, publications_by_words)
