"""Taking records of the house as evidence: for one duty, or for every duty that the records have reached."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.obligations.evidence import add_record, must_have_evidence
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.obligations.proposals import Proposal
from quancheng.records.plan import events
from quancheng.records.plan.commands.duties import duty_under_way
from quancheng.records.plan.queries.plans import DUTY_KIND, PLAN_KIND, ROW_KIND, TASK_KIND
from quancheng.records.plan.queries.proposals import Reached, reached_duties, records_for
from quancheng.records.plan.workflow.duty import REPORT

DEMANDS = frozenset({PLAN_KIND, ROW_KIND, TASK_KIND, DUTY_KIND})


class NothingChosen(Refusal):
    """No record, or no duty, was ticked."""

    code = "plan.nothing_chosen"
    status = 422


class ProvesNothing(Refusal):
    """What is demanded is no proof that it was done."""

    code = "plan.proves_nothing"
    status = 422


class RecordsMoved(Refusal):
    """What the records say has changed since the page was shown."""

    code = "plan.records_moved"


@command
def add_evidence_records(
    *, duty_id: int, refs: Sequence[RecordRef], actor: Actor, now: datetime
) -> list[Evidence]:
    """Take records of the house as evidence for a duty, all or none.

    Raises NoSuchDuty, DutyOver, NothingChosen, ProvesNothing, NoSuchRecord, EvidenceAlready.
    """
    duty = duty_under_way(actor, duty_id)
    if not refs:
        raise NothingChosen("还没有选定记录，请至少勾选一条")
    _must_prove(refs)
    added = _take(duty, records_for(actor, refs), actor=actor, now=now)
    record(events.RecordsTaken(duty=duty.pk, records=tuple(dict.fromkeys(refs))), actor=actor, at=now)
    return added


@command
def report_proposed(*, seen: Mapping[int, tuple[int, str]], actor: Actor, now: datetime) -> int:
    """Report several duties on what the records say, all or none; the records become their evidence.

    `seen`: duty → its version, and the fingerprint of what was proposed, as the page showed them.
    Raises NothingChosen, RecordsMoved, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    if not seen:
        raise NothingChosen("还没有勾选责任事项，请至少勾选一项")
    reached = {each.duty.pk: each for each in reached_duties(actor, today=timezone.localdate(now))}
    chosen = [_as_shown(reached.get(pk), mark) for pk, (_, mark) in seen.items()]
    taken = 0
    for each in chosen:
        taken += take_proposed(each.duty, each.proposal, actor=actor, now=now)
        must_have_evidence(each.duty)
        take_step(
            case=each.duty.case, step=REPORT, actor=actor, now=now, note=each.proposal.report_note,
            seen_version=seen[each.duty.pk][0],
        )  # fmt: skip
    count = len(chosen)
    record(events.ProposedReported(count=count, records=taken), actor=actor, at=now)
    return count


def take_proposed(duty: DueItem, proposal: Proposal, *, actor: Actor, now: datetime) -> int:
    """Everything that is proposed and not yet taken becomes evidence; how many records that are."""
    linked = {each.ref: each.linked for each in proposal.untaken}
    return len(_take(duty, linked, actor=actor, now=now))


def _as_shown(reached: Reached | None, mark: str) -> Reached:
    if reached is None or reached.proposal.fingerprint != mark:
        raise RecordsMoved(
            "所选事项中有的系统记录或办理状态已有变化，没有报送任何一项；请核对下面的最新列表后重新勾选"
        )
    return reached


def _must_prove(refs: Iterable[RecordRef]) -> None:
    if any(ref.kind in DEMANDS for ref in refs):
        raise ProvesNothing("要点、任务和责任事项本身不能证明已经办理，请选用办理中形成的记录")


def _take(
    duty: DueItem, linked: Mapping[RecordRef, Linked], *, actor: Actor, now: datetime
) -> list[Evidence]:
    return [add_record(duty, ref, says=each.title, actor=actor, now=now) for ref, each in linked.items()]
