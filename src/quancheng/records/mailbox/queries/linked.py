"""How messages look from other modules, as far as the actor may see them."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.registry import Linked
from quancheng.records.mailbox.models import Reply
from quancheng.records.mailbox.queries.messages import kind_of, messages_for
from quancheng.records.mailbox.queries.publications import publications_with


def messages_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Messages by their number: for the office, the unit that has them in hand, their sender's account."""
    page = "mailbox_site:own" if actor.kind is Kind.CITIZEN else "mailbox_desk:message"
    found = messages_for(actor).defer("name", "contact").filter(number__in=refs)
    return {
        one.number: Linked(
            f"留言{one.number}（{kind_of(one).says}）",
            _reversed(page, one.number),
            one.case.due_on,
        )
        for one in found
    }


def replies_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Answers by their number, each opening its message: for whoever may see that."""
    found = Reply.objects.filter(pk__in=row_numbers(refs))
    found = found.filter(message__in=messages_for(actor)).select_related("message__case")
    return {
        str(one.pk): Linked(
            f"留言{one.message.number}的答复",
            _reversed("mailbox_desk:message", one.message.number),
            one.message.case.due_on,
        )
        for one in found.defer("message__name", "message__contact")
    }


def publications_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Published messages by their number."""
    return {
        str(one.pk): Linked(
            one.title, _reversed("mailbox_site:published", one.pk), one.answered_on, one.tenant_id
        )
        for one in publications_with(actor, refs)
    }


def _reversed(name: str, ref: str | int) -> str:
    try:
        return reverse(name, args=[ref])
    except NoReverseMatch:  # the worker and the other surface do not know this page
        return ""
