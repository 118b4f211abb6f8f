"""How proceedings, complaints and measures look from other modules, as far as the actor may see them."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.queries import workflow_of
from quancheng.kernel.links.registry import Linked
from quancheng.records.remedies.queries.complaints import complaints_for
from quancheng.records.remedies.queries.measures import measures_for
from quancheng.records.remedies.queries.proceedings import proceedings_for
from quancheng.records.remedies.rules.kinds import Kind


def proceedings_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Proceedings, for the unit against which they go and the office of its government."""
    found = proceedings_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(
            f"{Kind(one.kind).says}{one.number}（{_standing(one.case)}）", page_of(one.pk), one.filed_on,
            unit_id=one.case.unit_id,
        )
        for one in found
    }  # fmt: skip


def complaints_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Complaints, for the office that examines them alone."""
    found = complaints_for(actor).filter(pk__in=row_numbers(refs)).defer("complainant")
    return {
        str(one.pk): Linked(
            f"投诉举报{one.number}（{_standing(one.case)}）", _page("complaint", one.pk), one.case.opened_on
        )
        for one in found
    }


def measures_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Measures, for the unit concerned once they are issued, and for the office."""
    found = measures_for(actor).filter(pk__in=row_numbers(refs))
    return {
        str(one.pk): Linked(
            f"{one}（{_standing(one.case)}）", measure_page(one.pk), one.case.due_on,
            unit_id=one.case.unit_id,
        )
        for one in found
    }  # fmt: skip


def page_of(proceeding_id: int) -> str:
    """Where a proceeding opens at the desk."""
    return _page("proceeding", proceeding_id)


def measure_page(measure_id: int) -> str:
    """Where a measure opens at the desk."""
    return _page("measure", measure_id)


def _page(name: str, number: int) -> str:
    try:
        return reverse(f"remedies_desk:{name}", args=[number])
    except NoReverseMatch:  # the worker and the other surface do not know this page
        return ""


def _standing(case: Case) -> str:
    return workflow_of(case).state_in_words(case.state)
