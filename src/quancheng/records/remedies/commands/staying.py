"""A proceeding is stayed (中止) for one of the law's grounds, and goes on when the ground is gone."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.refusals import StepNotOpen
from quancheng.kernel.casework.steps import take_step
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.models import Proceeding, Stay
from quancheng.records.remedies.queries.proceedings import proceeding_for
from quancheng.records.remedies.queries.stays import latest_stay, open_stay
from quancheng.records.remedies.rules.kinds import Kind
from quancheng.records.remedies.rules.outcomes import BY_CODE
from quancheng.records.remedies.rules.stays import ground_called


class Rests(Refusal):
    """Nothing is decided while the proceeding is stayed."""

    code = "remedies.rests"


class BadStay(Refusal):
    """The days of a stay do not fit together."""

    code = "remedies.bad_stay"
    status = 422


@command
def stay_proceeding(
    *, proceeding_id: int, version: int, ground: str, on: date, paper: str, told_on: date | None,
    actor: Actor, now: datetime,
) -> Proceeding:  # fmt: skip
    """The organ or the court has stayed it from a day: until it goes on, its period does not run.

    《行政复议法》第三十九条；法释〔2018〕1号第八十七条、第五十条. The parties are told in writing.
    Raises NoSuchProceeding, UnknownGround, BadStay, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    found = ground_called(ground, Kind(proceeding.kind).track)
    step = _step_of(proceeding, flow.STAYS, "不在审理中，不能中止")
    _must_follow(proceeding, on, told_on, today=timezone.localdate(now))
    number = paper.strip()
    note = f"{found.says}（{found.law}）{f'，{number}' if number else ''}"
    take_step(case=proceeding.case, step=step, actor=actor, now=now, on=on, note=note, seen_version=version)
    Stay.objects.create(
        proceeding=proceeding, ground=ground, stayed_on=on, paper=number, told_on=told_on,
        entered_by_id=actor.person_id or 0, entered_at=now,
    )  # fmt: skip
    told = events.ProceedingStayed(
        proceeding=str(proceeding.pk), number=proceeding.number, ground=found.says, law=found.law,
        paper=f"，{number}" if number else "", on=on,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return proceeding


@command
def resume_proceeding(
    *, proceeding_id: int, version: int, on: date, paper: str, actor: Actor, now: datetime
) -> Proceeding:
    """The ground is gone and the hearing goes on: what was owed before the stay is owed again.

    Raises NoSuchProceeding, BadStay, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    proceeding = proceeding_for(actor, proceeding_id)
    step = _step_of(proceeding, flow.RESUMES, "没有中止，不需要恢复")
    stay = open_stay(proceeding)
    assert stay is not None  # the state tells that there is one
    if on < stay.stayed_on:
        raise BadStay(f"恢复日期{on}不能早于中止日期{stay.stayed_on}，请核对")
    number = paper.strip()
    take_step(case=proceeding.case, step=step, actor=actor, now=now, on=on, note=number, seen_version=version)
    stay.resumed_on, stay.resumed_paper = on, number
    stay.save(update_fields=["resumed_on", "resumed_paper"])
    told = events.ProceedingResumed(
        proceeding=str(proceeding.pk), number=proceeding.number, on=on, days=(on - stay.stayed_on).days,
        paper=f"，{number}" if number else "",
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return proceeding


def must_be_heard(proceeding: Proceeding, outcome: str = "") -> None:
    """A stayed matter is not decided; what ends it without hearing it may come all the same. Raises Rests."""
    stay = open_stay(proceeding) if proceeding.case.state in flow.STAYED else None
    if stay is None or (outcome and BY_CODE[outcome].ends_unheard):
        return
    raise Rests(
        f"{proceeding.number}自{stay.stayed_on}起中止，中止期间不作出决定、裁判；"
        "已经恢复审理的，请先登记恢复；终止、终结或者撤回、撤诉的，请选择相应的结果"
    )


def _step_of(proceeding: Proceeding, steps: tuple[Step, ...], why_not: str) -> Step:
    """The step that leads out of the state in which it stands. Raises StepNotOpen."""
    mine = flow.REVIEW if Kind(proceeding.kind) is Kind.REVIEW else flow.SUIT
    found = next((one for one in steps if one in mine.steps and proceeding.case.state in one.out_of), None)
    if found is None:
        raise StepNotOpen(f"{proceeding.number}{why_not}；请刷新页面查看最新状态")
    return found


def _must_follow(proceeding: Proceeding, on: date, told_on: date | None, *, today: date) -> None:
    """Raises BadStay."""
    before = latest_stay(proceeding)
    if before is not None and before.resumed_on is not None and on < before.resumed_on:
        raise BadStay(f"中止日期{on}不能早于上一次恢复的{before.resumed_on}，请核对")
    if told_on is not None and not on <= told_on <= today:
        raise BadStay(f"收到中止通知的日期{told_on}应在中止日期{on}以后、今天{today}以前，请核对")
