"""Inspections, their indicators and tasks, found by their words."""

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import finding
from quancheng.kernel.links.finding import Found, Rows, Shelf, in_fields, of_unit
from quancheng.records.inspections.events import INDICATOR_KIND, INSPECTION_KIND, TASK_KIND
from quancheng.records.inspections.models import Indicator, Inspection, Task
from quancheng.records.inspections.queries.gathering import indicators_for
from quancheng.records.inspections.queries.sheets import inspections_for
from quancheng.records.inspections.queries.tasks import tasks_for
from quancheng.records.inspections.workflow import TASK


def indicators_seen(actor: Actor) -> Rows:
    """The indicators that stand in the sheets that the actor may see."""
    return indicators_for(actor).filter(dropped_at__isnull=True)


def _inspections(rows: Sequence[Inspection]) -> list[Found]:
    return [
        Found(
            RecordRef(INSPECTION_KIND, str(one.pk)), one.title, "", one.hand_in_on or one.until_on,
            address=_page("inspection", one.pk),
        )
        for one in rows
    ]  # fmt: skip


def _indicators(rows: Sequence[Indicator]) -> list[Found]:
    return [
        Found(
            RecordRef(INDICATOR_KIND, str(one.pk)), one.name, one.asks or one.materials_asked, one.due_on,
            address=_page("indicator", one.pk), unit=one.units_said, state=one.inspection.title,
        )
        for one in rows
    ]  # fmt: skip


def _tasks(rows: Sequence[Task]) -> list[Found]:
    return [
        Found(
            RecordRef(TASK_KIND, str(one.pk)), one.indicator.name, one.demand, one.case.last_on,
            address=_page("task", one.pk), unit=str(one.case.unit), state=TASK.state_in_words(one.case.state),
        )
        for one in rows
    ]  # fmt: skip


def _page(name: str, pk: int) -> str:
    try:
        return reverse(f"inspections_desk:{name}", args=[pk])
    except NoReverseMatch:  # the worker does not know this page
        return ""


SHELVES = (
    Shelf(
        INSPECTION_KIND, "迎检", seen=inspections_for, words=in_fields("title"), tell=_inspections,
        title="title", day="from_on",
    ),
    Shelf(
        INDICATOR_KIND, "迎检指标", seen=indicators_seen, tell=_indicators, title="name", day="due_on",
        words=in_fields("name", "group", "subgroup", "asks", "materials_asked", "units_said"),
    ),
    Shelf(
        TASK_KIND, "迎检任务", seen=tasks_for, words=in_fields("demand", "indicator__name"), tell=_tasks,
        title="indicator__name", day="case__last_on", of_units=of_unit("case__unit"),
    ),
)  # fmt: skip


def tell_the_finder() -> None:
    """Once, when the house starts."""
    for shelf in SHELVES:
        finding.register(shelf)
