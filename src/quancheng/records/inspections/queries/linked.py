"""How the records of the kit look from other modules, as far as the actor may see them."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.registry import Linked
from quancheng.records.inspections.queries.gathering import indicators_for
from quancheng.records.inspections.queries.sheets import drafts_for, inspections_for
from quancheng.records.inspections.queries.tasks import tasks_for


def inspections_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Inspections by their number, for the office."""
    found = inspections_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(one.title, _reversed("inspections_desk:inspection", one.pk), one.hand_in_on)
        for one in found
    }


def drafts_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Drafts of sheets by their number, for the office."""
    found = drafts_for(actor).filter(pk__in=row_numbers(refs))
    return {str(one.pk): Linked(one.title, _reversed("inspections_desk:sheet", one.pk)) for one in found}


def indicators_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Indicators by their number, for the office."""
    found = indicators_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(
            f"{one.inspection.title}：{one.name}", _reversed("inspections_desk:indicator", one.pk), one.due_on
        )
        for one in found
    }


def tasks_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Tasks by their number: for the office, and for the unit that was asked."""
    found = tasks_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(
            f"迎检任务：{one.indicator.name}", _reversed("inspections_desk:task", one.pk), one.case.due_on
        )
        for one in found
    }


def _reversed(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:  # the worker does not know this page
        return ""
