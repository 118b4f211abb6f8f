"""How the records of the plan look from other modules, as far as the actor may see them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.links.registry import Linked
from quancheng.records.plan.models import Plan, Row, Task
from quancheng.records.plan.queries.bulletins import bulletins_for
from quancheng.records.plan.queries.duties import duties_for, lines_of
from quancheng.records.plan.queries.lines import LEVEL_SAYS
from quancheng.records.plan.queries.milestone import ref_of, reports_for
from quancheng.records.plan.queries.orders import orders_for
from quancheng.records.plan.queries.plans import drafts_for, plans_for
from quancheng.records.plan.queries.releases import releases_for
from quancheng.records.plan.queries.shown import moves_seen, releases_seen
from quancheng.records.plan.queries.warned import Given, may_see


def plans_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Plans by their reference."""
    found = plans_for(actor).filter(ref__in=refs)
    return {plan.ref: _linked(actor, plan, plan.title, desk="plan", portal="of_year") for plan in found}


def drafts_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Drafts by their number, for the openness office: they open where they are compared and confirmed."""
    numbers = row_numbers(refs)
    found = drafts_for(actor).filter(pk__in=numbers)
    return {str(one.pk): Linked(str(one), _reversed("plan_desk:draft_compare", one.pk)) for one in found}


def rows_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Rows by their reference."""
    found = Row.objects.filter(plan__in=plans_for(actor), ref__in=refs).select_related("plan")
    return {row.ref: _row(actor, row, f"{row.plan.title}第{row.no}项") for row in found}


def tasks_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Tasks by their reference; they open at their row."""
    found = Task.objects.filter(row__plan__in=plans_for(actor), ref__in=refs).select_related("row__plan")
    return {task.ref: _row(actor, task.row, task.title) for task in found}


def duties_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Duties by their number: for the unit that owes, and the office that demands."""
    numbers = row_numbers(refs)
    return {
        str(line.duty.pk): Linked(
            line.task.title, _reversed("plan_desk:duty", line.duty.pk), line.duty.case.due_on
        )
        for line in lines_of(duties_for(actor).filter(pk__in=numbers))
    }


def warnings_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Warnings by unit, level and day: for the unit that was warned, and the office that warns."""
    given = {ref: Given.parse(ref) for ref in refs}
    return {
        ref: Linked(
            f"{LEVEL_SAYS[one.level]}（{one.on:%Y-%m-%d}）", _reversed("plan_desk:warning", ref), one.on
        )
        for ref, one in given.items()
        if one and may_see(actor, one)
    }


def milestones_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Reports of milestones: for the office, and for the units that owe a share."""
    found = {ref_of(report): report for report in reports_for(actor)} if refs else {}
    return {
        ref: Linked(f"{found[ref].on:%Y-%m-%d}节点", _reversed("plan_desk:milestone", ref), found[ref].on)
        for ref in refs
        if ref in found
    }


def releases_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Releases of evidence by their number: what is shown opens at its row, what waits at the desk."""
    numbers = row_numbers(refs)
    if actor.kind is Kind.OFFICIAL:
        found = releases_for(actor).filter(pk__in=numbers)
        return {str(one.pk): Linked(one.title, _reversed("plan_desk:release", one.pk)) for one in found}
    return {str(pk): _row(actor, task.row, one.title) for pk, (one, task) in releases_seen(numbers).items()}


def moves_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Published moves by their number; they open at their row."""
    numbers = row_numbers(refs)
    return {
        str(pk): _row(actor, task.row, f"{task.row.plan.title}第{task.row.no}项时限调整")
        for pk, (_, task) in moves_seen(numbers).items()
    }


def _row(actor: Actor, row: Row, title: str) -> Linked:
    return _linked(actor, row.plan, title, desk="row", portal="row", ref=row.ref, on=row.deadline_on)


def _linked(
    actor: Actor,
    plan: Plan,
    title: str,
    *,
    desk: str,
    portal: str,
    ref: str = "",
    on: date | None = None,
) -> Linked:
    """It opens on the desk for an official, on the portal for anybody else: in letters of the worker too."""
    if actor.kind is Kind.OFFICIAL:
        return Linked(title, _reversed(f"plan_desk:{desk}", ref or plan.ref), on, plan.tenant_id)
    address = reverse(f"plan_site:{portal}", urlconf=settings.PUBLIC_URLCONF, args=[ref or plan.ref])
    return Linked(title, address, on, plan.tenant_id)


def _reversed(name: str, ref: str | int) -> str:
    try:
        return reverse(name, args=[ref])
    except NoReverseMatch:  # the portal does not know the pages of the desk
        return ""


def orders_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Supervision orders by their number in the house: for the office, and the unit they were issued to."""
    numbers = row_numbers(refs)
    found = orders_for(actor).filter(pk__in=numbers)
    return {
        str(order.pk): Linked(str(order), _reversed("plan_desk:order", order.pk), order.case.due_on)
        for order in found
    }


def bulletins_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Bulletins by their number in the house: for the office, and the units they were issued to."""
    numbers = row_numbers(refs)
    found = bulletins_for(actor).filter(pk__in=numbers)
    return {
        str(each.pk): Linked(each.title, _reversed("plan_desk:bulletin", each.pk), each.as_of)
        for each in found
    }
