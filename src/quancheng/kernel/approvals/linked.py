"""How an approval looks from other records: what it is about, and where it opens."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from quancheng.kernel.approvals.queries import approvals_as_linked_rows
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.links.registry import Linked


def approvals_as_linked(actor: Actor, keys: Sequence[str]) -> Mapping[str, Linked]:
    """Approvals by their number, for their unit and for those who are asked."""
    return {
        str(one.pk): Linked(one.title, _page(one.pk), timezone.localdate(one.submitted_at))
        for one in approvals_as_linked_rows(actor, keys)
    }


def _page(pk: int) -> str:
    try:
        return reverse("workbench:approval", args=[pk])
    except NoReverseMatch:  # the public surface has no such page
        return ""
