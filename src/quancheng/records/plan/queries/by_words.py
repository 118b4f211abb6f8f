"""Records of the plan, looked up by their words from other modules, as far as the actor may see them."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Asked, Found
from quancheng.records.plan.models import Row, Task
from quancheng.records.plan.queries.bulletins import bulletins_for
from quancheng.records.plan.queries.commitments import COMMITMENT_KIND, commitments_for
from quancheng.records.plan.queries.duties import DutyLine, duties_for, lines_of
from quancheng.records.plan.queries.orders import orders_for
from quancheng.records.plan.queries.plans import (
    BULLETIN_KIND,
    DUTY_KIND,
    ORDER_KIND,
    ROW_KIND,
    TASK_KIND,
    plans_for,
)
from quancheng.records.plan.workflow.duty import State


def rows_by_words(actor: Actor, asked: Asked) -> Sequence[Found]:
    """Rows of the plans of the years that are asked about, of the actor's own government."""
    plans = plans_for(actor).filter(
        tenant_id=actor.tenant_id or 0, year__range=(asked.first.year, asked.last.year)
    )
    found = Row.objects.filter(_any(asked, "requirement"), plan__in=plans, dropped_in=None).select_related(
        "plan"
    )
    return [
        Found(RecordRef(ROW_KIND, row.ref), f"{row.plan.title}第{row.no}项", row.requirement, row.deadline_on)
        for row in found[: asked.most]
    ]


def duties_by_words(actor: Actor, asked: Asked) -> Sequence[Found]:
    """Duties that were done in these days, by the words of their task and of their evidence."""
    tasks = Task.objects.filter(
        _any(asked, "title", "row__requirement"), row__plan__tenant_id=actor.tenant_id or 0
    )
    about = [f"{TASK_KIND}:{ref}" for ref in tasks.values_list("ref", flat=True)[: asked.most]]
    done = duties_for(actor).filter(
        obligation__about__in=about,
        case__state=State.CONFIRMED,
        until_on__gte=asked.first,
        from_on__lte=asked.last,
    )
    return list(_duties(lines_of(done.prefetch_related("evidence")[: asked.most])))


def _duties(lines: Sequence[DutyLine]) -> Iterator[Found]:
    for line in lines:
        duty, task = line.duty, line.task
        proofs = "；".join(one.says for one in duty.evidence.all() if one.withdrawn_at is None)
        title = f"{task.title}（{duty.case.unit}，{duty.period}）"
        yield Found(RecordRef(DUTY_KIND, str(duty.pk)), title, f"{task.title} {proofs}", duty.until_on)


def commitments_by_words(actor: Actor, asked: Asked) -> Sequence[Found]:
    """Public commitments that were under way in these days."""
    found = commitments_for(actor).filter(
        _any(asked, "task", "content"),
        list__tenant_id=actor.tenant_id or 0,
        dropped_in=None,
        case__opened_on__lte=asked.last,
        case__last_on__gte=asked.first,
    )
    return [
        Found(RecordRef(COMMITMENT_KIND, one.ref), one.task, f"{one.task} {one.content}", one.case.last_on)
        for one in found[: asked.most]
    ]


def orders_by_words(actor: Actor, asked: Asked) -> Sequence[Found]:
    """Supervision orders that were issued in these days."""
    found = orders_for(actor).filter(
        _any(asked, "subject", "demand"), issued_at__date__range=(asked.first, asked.last)
    )
    return [
        Found(
            RecordRef(ORDER_KIND, str(one.pk)), str(one), f"{one.subject} {one.demand}", one.issued_at.date()
        )
        for one in found[: asked.most]
        if one.issued_at
    ]


def bulletins_by_words(actor: Actor, asked: Asked) -> Sequence[Found]:
    """Bulletins of these days."""
    found = bulletins_for(actor).filter(
        _any(asked, "title"), issued_at__isnull=False, as_of__range=(asked.first, asked.last)
    )
    return [
        Found(RecordRef(BULLETIN_KIND, str(one.pk)), one.title, one.title, one.as_of)
        for one in found[: asked.most]
    ]


def tell_the_finder() -> None:
    """Once, when the house starts: by which words the records of the plan are found."""
    for code, find in (
        (ROW_KIND, rows_by_words),
        (DUTY_KIND, duties_by_words),
        (COMMITMENT_KIND, commitments_by_words),
        (ORDER_KIND, orders_by_words),
        (BULLETIN_KIND, bulletins_by_words),
    ):
        finding.register(code, find)


def _any(asked: Asked, *fields: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields for word in asked.words))
