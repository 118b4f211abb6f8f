"""How a redaction looks from other records, and from a notice."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_numbers
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.subjects import subjects_of


def redactions_as_linked(actor: Actor, keys: Sequence[str]) -> Mapping[str, Linked]:
    """Redactions by their number, as far as the actor may see the records of their files."""
    found = list(Redaction.objects.filter(pk__in=row_numbers(keys)))
    subjects = subjects_of(actor, {RecordRef.parse(one.about) for one in found})
    return {
        str(one.pk): Linked(
            f"区分处理：{subjects[ref].title}",
            _page(one.pk),
            timezone.localdate(one.drafted_at),
            one.tenant_id,
        )
        for one in found
        if (ref := RecordRef.parse(one.about)) in subjects
    }


def _page(pk: int) -> str:
    try:
        return reverse("workbench:redaction", args=[pk])
    except NoReverseMatch:  # the public surface has no such page
        return ""
