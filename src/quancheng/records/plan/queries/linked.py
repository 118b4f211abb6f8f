"""How the records of the plan look from other modules, as far as the actor may see them."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.links.registry import Linked
from quancheng.records.plan.models import Row, Task
from quancheng.records.plan.queries.duties import duties_for, lines_of
from quancheng.records.plan.queries.plans import plans_for


def plans_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Plans by their reference."""
    found = plans_for(actor).filter(ref__in=refs)
    return {
        plan.ref: Linked(plan.title, _address(actor, desk="plan", portal="of_year", ref=plan.ref))
        for plan in found
    }


def rows_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Rows by their reference."""
    found = Row.objects.filter(plan__in=plans_for(actor), ref__in=refs).select_related("plan")
    return {row.ref: _row(actor, row, f"{row.plan.title}第{row.no}行") for row in found}


def tasks_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Tasks by their reference; they open at their row."""
    found = Task.objects.filter(row__plan__in=plans_for(actor), ref__in=refs).select_related("row")
    return {task.ref: _row(actor, task.row, task.title) for task in found}


def duties_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Duties by their number: for the unit that owes, and the office that demands."""
    numbers = [int(ref) for ref in refs if ref.isdecimal()]
    return {
        str(line.duty.pk): Linked(
            line.task.title, _reversed("plan_desk:duty", line.duty.pk), line.duty.case.due_on
        )
        for line in lines_of(duties_for(actor).filter(pk__in=numbers))
    }


def _row(actor: Actor, row: Row, title: str) -> Linked:
    return Linked(title, _address(actor, desk="row", portal="row", ref=row.ref), row.deadline_on)


def _address(actor: Actor, *, desk: str, portal: str, ref: str) -> str:
    """The desk's page for an official, the portal's for anybody else."""
    return _reversed(f"plan_desk:{desk}" if actor.kind is Kind.OFFICIAL else f"plan_site:{portal}", ref)


def _reversed(name: str, ref: str | int) -> str:
    try:
        return reverse(name, args=[ref])
    except NoReverseMatch:  # the worker and the other surface do not know this page
        return ""
