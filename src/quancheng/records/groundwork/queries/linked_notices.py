"""How notices and tables look from other modules, as far as the actor may see them."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.registry import Linked
from quancheng.records.groundwork.queries.fillings import accepted_arrivals
from quancheng.records.groundwork.queries.notices import arrivals_for, notices_for


def notices_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Notices by their number in the house."""
    found = notices_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(f"通知：{one.title}", _reversed("groundwork_desk:notice", one.pk), one.sign_by)
        for one in found
    }


def arrivals_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """What a unit got, by its number."""
    found = arrivals_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(
            f"通知：{one.notice.title}",
            _reversed("groundwork_desk:arrival", one.pk),
            one.case.due_on if one.case else None,
        )
        for one in found
    }


def tables_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Accepted tables, as records of evidence."""
    return {
        str(one.pk): Linked(
            f"{one.notice.title}（{one.case.unit}收表，审核通过）",
            _reversed("groundwork_desk:arrival", one.pk),
            one.case.ended_on,
        )
        for one in accepted_arrivals(actor, refs)
        if one.case
    }


def _reversed(name: str, number: int) -> str:
    try:
        return reverse(name, args=[number])
    except NoReverseMatch:  # the worker and the other surface do not know this page
        return ""
