"""How a use of a seal looks from other records: which paper, and where the line opens."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.seals.queries import seals_for, uses_for


def uses_as_linked(actor: Actor, keys: Sequence[str]) -> Mapping[str, Linked]:
    """Lines of the register by their number."""
    found = uses_for(actor).filter(pk__in=row_numbers(keys))
    return {
        str(one.pk): Linked(str(one), _page("workbench:seal_use", one.pk), timezone.localdate(one.used_at))
        for one in found
    }


def seals_as_linked(actor: Actor, keys: Sequence[str]) -> Mapping[str, Linked]:
    """Seals by their number."""
    found = seals_for(actor).filter(pk__in=row_numbers(keys))
    return {str(one.pk): Linked(one.name, _page("workbench:seal", one.pk), one.from_on) for one in found}


def _page(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:  # the public surface has no such page
        return ""
