"""How meetings, trainings and joint mechanisms look from other modules."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.registry import Linked
from quancheng.records.groundwork.queries.councils import councils_for
from quancheng.records.groundwork.queries.gatherings import day_of, gatherings_for


def gatherings_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Meetings and trainings by their number."""
    found = gatherings_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(
            f"{one.get_kind_display()}《{one.title}》",
            _reversed("groundwork_desk:gathering", one.pk),
            day_of(one.starts_at),
        )
        for one in found
    }


def councils_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Joint mechanisms by their number."""
    found = councils_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(one.name, _reversed("groundwork_desk:council", one.pk), one.from_on)
        for one in found
    }


def years_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """A year's meetings and trainings of the reader's own unit."""
    if actor.kind is not Kind.OFFICIAL:
        return {}
    home = _reversed("groundwork_desk:gatherings")
    return {
        ref: Linked(f"{ref}年会议与培训", f"{home}?year={ref}&scope=mine" if home else "")
        for ref in refs
        if ref.isdecimal()
    }


def _reversed(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:  # the worker and the other surface do not know this page
        return ""
