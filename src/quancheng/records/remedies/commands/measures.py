"""Measures of supervision: drafted and issued by the office, or entered when another organ issued them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.periods import days_later, rolled_forward
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.steps import Opening, open_cases, take_step
from quancheng.kernel.links.ties import tie
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands.telling import ISSUED, tell_of_measure
from quancheng.records.remedies.models import Measure
from quancheng.records.remedies.queries.complaints import complaint_owing
from quancheng.records.remedies.queries.measures import (
    acting_unit,
    measure_for,
    raised_draft,
    reason_to_raise,
    unit_to_urge,
)
from quancheng.records.remedies.queries.norms import days_on
from quancheng.records.remedies.queries.people import people_of_unit
from quancheng.records.remedies.rules.measures import BY_VERB, DISCHARGES, Organ, Source, Verb, rungs_above

ABOUT = "measure_about"  # the relation of a measure to what it is about


class WrongOrgan(Refusal):
    """The organ may not use this verb."""

    code = "remedies.wrong_organ"
    status = 422


class BadMeasure(Refusal):
    """What is entered does not fit together."""

    code = "remedies.bad_measure"
    status = 422


class SecondPersonNeeded(Refusal):
    """Who drafted it does not issue it; who reported does not verify."""

    code = "remedies.second_person_needed"
    status = 403


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What is wrong, whose it is, what is to be done and by when. `about` names a record of the house.

    On an opinion of the reconsideration organ one reports within the days of the law, counted from
    `received_on`: there `until` may stay empty.
    """

    unit_id: int
    source: Source
    problem: str
    demand: str
    until: date | None = None
    received_on: date | None = None
    person: str = ""
    about: str = ""


@command
def draft_measure(*, verb: Verb, demand: Demand, actor: Actor, now: datetime) -> Measure:
    """The office drafts one of its own: reminder, order, rectification, criticism, proposal, advice.

    Raises WrongOrgan, BadMeasure, NoUnitToUrge, NoSuchRecord, NotYourStep.
    """
    if Organ.OFFICE not in BY_VERB[verb].organs:
        organs = "、".join(sorted(one.says for one in BY_VERB[verb].organs))
        raise WrongOrgan(f"“{BY_VERB[verb].label}”由{organs}作出，主管部门不能发出；已经作出的，请登记")
    made = _made(demand, verb=verb, organ=Organ.OFFICE, step=flow.DRAFTED, actor=actor, now=now)
    made.issuer = str(acting_unit(actor))
    made.save()
    _tied(made, actor=actor, now=now)
    told = events.MeasureDrafted(
        measure=str(made.pk), label=str(made), unit=str(made.case.unit), until=made.case.last_on,
        problem=made.problem,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return made


@command
def enter_measure(
    *, verb: Verb, organ: Organ, issuer: str, number: str, demand: Demand, actor: Actor, now: datetime
) -> Measure:
    """Enter what another organ issued, with its name and the number of its paper.

    Raises WrongOrgan, BadMeasure, NoUnitToUrge, NoSuchRecord, NotYourStep.
    """
    rule = BY_VERB[verb]
    if organ is Organ.OFFICE or organ not in rule.organs:
        organs = "、".join(sorted(one.says for one in rule.organs))
        raise WrongOrgan(f"“{rule.label}”由{organs}作出，不能登记为{organ.says}作出")
    if not issuer.strip() or not number.strip():
        raise BadMeasure("请填写作出机关的名称和文书的文号")
    if issuer.strip() == str(acting_unit(actor)):
        raise WrongOrgan(f"{issuer}是主管部门，不能作出“{rule.label}”")
    made = _made(demand, verb=verb, organ=organ, step=flow.ENTERED, actor=actor, now=now)
    made.issuer, made.number = issuer.strip(), number.strip()
    made.save()
    _tied(made, actor=actor, now=now)
    _settle_complaint(made, actor=actor, now=now)
    _tell_unit(made, actor=actor, now=now)
    told = events.MeasureEntered(
        measure=str(made.pk), label=str(made), organ=made.issuer, unit=str(made.case.unit),
        until=made.case.last_on, problem=made.problem,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return made


@command
def issue_measure(*, measure_id: int, version: int, actor: Actor, now: datetime) -> Measure:
    """The head of the office signs what another person drafted; it gets the next number of its series.

    Only now the lower measure ends from which it was raised, and a complaint owes no measure any more.
    Raises NoSuchMeasure, BadMeasure, SecondPersonNeeded, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    measure = measure_for(actor, measure_id)
    today = timezone.localdate(now)
    if measure.case.last_on is not None and measure.case.last_on <= today:
        raise BadMeasure(f"草稿写明的反馈期限{measure.case.last_on}已到，请作废草稿，按新的期限重新拟稿")
    take_step(case=measure.case, step=flow.ISSUED, actor=actor, now=now, seen_version=version)
    if actor.person_id == measure.drafted_by_id:
        raise SecondPersonNeeded("这份文书由您拟稿，须由另一位负责人签发")
    rule = BY_VERB[Verb(measure.verb)]
    measure.issued_by_id, measure.issued_at, measure.year = actor.person_id, now, today.year
    measure.serial = next_number(f"remedies.{measure.verb}", tenant=measure.tenant, year=today.year)
    measure.number = f"{measure.issuer}公开{rule.sign}〔{measure.year}〕{measure.serial}号"
    measure.save(update_fields=["issued_by", "issued_at", "year", "serial", "number"])
    _end_lower(measure, actor=actor, now=now)
    _settle_complaint(measure, actor=actor, now=now)
    _tell_unit(measure, actor=actor, now=now)
    record(_moved(measure, flow.ISSUED, ""), actor=actor, at=now)
    return measure


@command
def drop_measure(*, measure_id: int, version: int, actor: Actor, now: datetime) -> Measure:
    """Give a draft up; a lower measure from which it was raised may be raised anew.

    Raises NoSuchMeasure, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    measure = measure_for(actor, measure_id)
    take_step(case=measure.case, step=flow.DROPPED, actor=actor, now=now, seen_version=version)
    if measure.raised_from is not None:
        measure.raised_from = None
        measure.save(update_fields=["raised_from"])
    record(_moved(measure, flow.DROPPED, ""), actor=actor, at=now)
    return measure


@command
def move_measure(
    *, measure_id: int, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> Measure:
    """Give the unit until a later day, with a reason.

    Raises NoSuchMeasure, StepNotOpen, NotYourStep, BadDay, ReasonMissing, MovedMeanwhile.
    """
    measure = measure_for(actor, measure_id)
    take_step(
        case=measure.case, step=flow.LATER, actor=actor, now=now, until=until, note=reason,
        seen_version=version,
    )  # fmt: skip
    record(_moved(measure, flow.LATER, reason), actor=actor, at=now)
    return measure


@command
def raise_measure(
    *, measure_id: int, version: int, verb: Verb, until: date, reason: str, actor: Actor, now: datetime
) -> Measure:
    """Go further on the ladder: the next is drafted about the same matter; the one below stands until then.

    Raises NoSuchMeasure, BadMeasure, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    below = measure_for(actor, measure_id)
    if verb not in rungs_above(Verb(below.verb)):
        raise BadMeasure(f"“{below.get_verb_display()}”不能升级为“{BY_VERB[verb].label}”，请选择更高一级")
    if waiting := raised_draft(below):
        raise BadMeasure(f"已经拟了升级的“{waiting.get_verb_display()}”，请先签发，或者作废草稿后重新升级")
    take_step(case=below.case, step=flow.RAISING, actor=actor, now=now, note=reason, seen_version=version)
    demand = Demand(
        unit_id=below.case.unit_id, source=Source(below.source), problem=f"{below.problem}\n{reason.strip()}",
        demand=below.demand, until=until, person=below.person, about=below.about,
    )  # fmt: skip
    made = _made(demand, verb=verb, organ=Organ.OFFICE, step=flow.DRAFTED, actor=actor, now=now)
    made.issuer, made.raised_from = str(acting_unit(actor)), below
    made.save()
    _tied(made, actor=actor, now=now)
    told = events.MeasureRaised(
        measure=str(measure_id), label=str(below), verb=BY_VERB[verb].says, reason=reason
    )
    record(told, actor=actor, at=now)
    return made


def _end_lower(measure: Measure, *, actor: Actor, now: datetime) -> None:
    """The lower measure ends with the higher one. Raises BadMeasure."""
    below = measure.raised_from
    if below is None:
        return
    if below.case.state not in flow.RAISED.out_of:
        raise BadMeasure(f"升级前的“{below}”已经了结，不需要升级；请作废这份草稿")
    take_step(case=below.case, step=flow.RAISED, actor=actor, now=now, note=reason_to_raise(below))


def _settle_complaint(measure: Measure, *, actor: Actor, now: datetime) -> None:
    """What was found true owes a measure no more (《条例》第四十七条第二款), if this is what it asks for."""
    if Verb(measure.verb) not in DISCHARGES:
        return
    complaint = complaint_owing(measure.about)
    if complaint is not None and complaint.tenant_id == measure.tenant_id:
        take_step(case=complaint.case, step=flow.MEASURED, actor=actor, now=now, note=str(measure))


def _until(verb: Verb, demand: Demand, today: date, tenant_id: int) -> date:
    """By when the unit reports. Raises BadMeasure."""
    until = demand.until
    if verb is Verb.OPINION:
        received = demand.received_on or today
        days = days_on("report_back", tenant_id=tenant_id, on=received)
        latest = rolled_forward(days_later(received, days), work_calendar())
        until = until or latest
        if until > latest:
            raise BadMeasure(
                f"复议意见书应自收到之日起{days}日内报告，最迟{latest}（《行政复议法》第七十六条）"
            )
    if until is None:
        raise BadMeasure("请填写反馈期限")
    return until


def _made(demand: Demand, *, verb: Verb, organ: Organ, step: Step, actor: Actor, now: datetime) -> Measure:
    """A measure with its case, not saved yet. Raises BadMeasure, NoUnitToUrge."""
    today = timezone.localdate(now)
    if not demand.problem.strip() or not demand.demand.strip():
        raise BadMeasure("请写明发现的问题和整改的要求")
    unit = unit_to_urge(actor, demand.unit_id)
    until = _until(verb, demand, today, unit.tenant_id)
    if step is flow.DRAFTED and until <= today:  # what another organ has set is entered as it is, late or not
        raise BadMeasure(f"反馈期限应晚于今天{today}，现为{until}")
    [case] = open_cases(
        workflow=flow.MEASURE, step=step, openings=[Opening(unit=unit, until=until)], actor=actor,
        now=now,
    )  # fmt: skip
    return Measure(
        tenant=unit.tenant, case=case, verb=verb, organ=organ, source=demand.source,
        problem=demand.problem.strip(), demand=demand.demand.strip(), person=demand.person.strip(),
        about=demand.about.strip(), drafted_by_id=actor.person_id or 0, drafted_at=now,
    )  # fmt: skip


def _tied(measure: Measure, *, actor: Actor, now: datetime) -> None:
    """Where it is about a record, the two are linked. Raises NoSuchRecord, BadMeasure."""
    if not measure.about:
        return
    try:
        about = RecordRef.parse(measure.about)
    except ValueError as fault:
        raise BadMeasure("所涉记录写得不对，请从列表中选择，或者留空") from fault
    here = RecordRef(events.MEASURE_KIND, str(measure.pk))
    tie(here, to=about, relation=ABOUT, tenant_id=measure.tenant_id, actor=actor, now=now)


def _tell_unit(measure: Measure, *, actor: Actor, now: datetime) -> None:
    people = people_of_unit(measure.case.unit_id, on=timezone.localdate(now))
    until = str(measure.case.last_on or "")
    tell_of_measure(measure, ISSUED, people, actor=actor, now=now, issuer=measure.issuer, until=until)


def _moved(measure: Measure, step: Step, reason: str) -> events.MeasureMoved:
    return events.MeasureMoved(measure=str(measure.pk), label=str(measure), what=step.says, reason=reason)
