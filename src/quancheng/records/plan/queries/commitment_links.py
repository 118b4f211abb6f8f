"""How public commitments look from other modules, as far as the actor may see them."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.links.registry import Linked
from quancheng.records.plan.queries.commitments import commitments_for, lists_for


def lists_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Lists by their reference."""
    found = lists_for(actor).filter(ref__in=refs)
    return {
        each.ref: Linked(
            each.title, _address(actor, "commitments_of", each.ref), each.published_on, each.tenant_id
        )
        for each in found
    }


def commitments_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Commitments by their reference, with the day that holds."""
    found = commitments_for(actor).filter(ref__in=refs)
    return {
        each.ref: Linked(
            each.task,
            _address(actor, "commitment", each.ref),
            each.case.due_on or each.case.ended_on,
            each.list.tenant_id,
        )
        for each in found
    }


def _address(actor: Actor, page: str, ref: str) -> str:
    """It opens on the desk for an official, on the portal for anybody else."""
    surface = "plan_desk" if actor.kind is Kind.OFFICIAL else "plan_site"
    try:
        return reverse(f"{surface}:{page}", args=[ref])
    except NoReverseMatch:  # the worker and the other surface do not know this page
        return ""
