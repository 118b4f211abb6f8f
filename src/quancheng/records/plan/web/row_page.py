"""What the page of a row shows: its parts, who owes what of each, and how far they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.records.plan.models import ROLES
from quancheng.records.plan.queries.lines import STATE_TONES
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.queries.progress import Progress
from quancheng.records.plan.queries.status import RowStatus, TaskStatus
from quancheng.records.plan.web.plan_page import shares_of_tally
from quancheng.records.plan.workflow.duty import STATE_SAYS, State
from quancheng.ui.bands import Share

ROLE_SAYS = dict(ROLES)


@dataclass(frozen=True, slots=True)
class DutyView:
    """One duty in the list of a task."""

    duty: DueItem
    role: str
    tone: str
    says: str
    due_on: date
    is_moved: bool


@dataclass(frozen=True, slots=True)
class TaskView:
    """One part of the row, finished for the page."""

    status: TaskStatus
    rhythm: str
    shares: tuple[Share, ...]
    duties: tuple[DutyView, ...]


def task_views(
    row: RowStatus, duties: Mapping[str, Sequence[DueItem]], *, today: date
) -> tuple[TaskView, ...]:
    """Every part of the row with the duties that the reader may see."""
    return tuple(
        TaskView(
            status=task,
            rhythm=Rhythm(task.task.rhythm).says,
            shares=shares_of_tally(task.tally),
            duties=tuple(_views(duties.get(task.task.ref, ()), today)),
        )
        for task in row.tasks
    )


def may_take_apart(actor: Actor, row: RowStatus) -> bool:
    """Whether the page offers it: to the office whose plan it is, before anything of the row is issued."""
    is_own = row.row.plan.tenant_id == actor.tenant_id and bool(actor.roles & KEEPERS)
    return is_own and row.row.dropped_in_id is None and all(t.task.issued_at is None for t in row.tasks)


def _views(duties: Sequence[DueItem], today: date) -> Iterator[DutyView]:
    for duty in duties:
        tone, says = state_in_words(duty, today=today)
        due_on = duty.case.due_on or duty.until_on
        yield DutyView(duty, ROLE_SAYS[duty.obligation.part], tone, says, due_on, due_on != duty.until_on)


def state_in_words(duty: DueItem, *, today: date) -> tuple[str, str]:
    """The colour and the word for where a duty stands; a day gone by comes before all else."""
    if duty.case.due_on and duty.case.due_on < today:
        return Progress.LATE.tone, Progress.LATE.value
    return STATE_TONES[State(duty.case.state)], STATE_SAYS[State(duty.case.state)]
