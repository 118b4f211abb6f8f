"""What the pages of duties show, finished for the template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.obligations.proposals import Proposal
from quancheng.records.plan.forms.duties import EvidenceAddressForm, EvidenceFileForm, ReassignForm, StepForm
from quancheng.records.plan.forms.proposals import EvidenceRecordForm, RecordsForm
from quancheng.records.plan.models import Task
from quancheng.records.plan.queries.duties import (
    evidence_of,
    lines_of,
    may_bring_evidence,
    units_to_reassign,
)
from quancheng.records.plan.queries.lines import ListLine, list_line
from quancheng.records.plan.queries.proposals import proposal_of, with_links
from quancheng.records.plan.queries.warning import thresholds_on
from quancheng.records.plan.queries.years import Tie, ties_of_duty
from quancheng.records.plan.web.duty_steps import OFFERS
from quancheng.records.plan.workflow.duty import DENY_LATER, DUE_CLOCK, POSTPONE
from quancheng.ui.cases import Action, Happened, Offer, Refused, SheetLine, history_of, sheet_of, standing_of

_NOT_ASKED = "延长时限"  # of its own accord, where no unit asked for a later day


@dataclass(frozen=True, slots=True)
class DutyPage:
    """One duty, with all that is known of it and all that the actor may do."""

    line: ListLine
    sheet: tuple[SheetLine, ...]
    standing: str
    evidence: Sequence[tuple[Evidence, Linked | None]]  # with the record behind it that may be opened
    proposal: Proposal | None
    ticked: frozenset[str]  # the references of the records to be taken
    may_bring: bool
    file_form: EvidenceFileForm
    address_form: EvidenceAddressForm
    record_form: EvidenceRecordForm
    opened: str  # which of the forms stands open
    history: tuple[Happened, ...]
    main: Action | None
    others: tuple[Action, ...]
    target: str
    ties: tuple[Tie, ...]


def duty_page(actor: Actor, duty: DueItem, *, today: date, refused: Refused | None = None) -> DutyPage:
    """One duty, finished for its page. `refused`: what was just turned away, shown again in its place."""
    [line] = lines_of([duty])
    held = thresholds_on(DUE_CLOCK, tenant_id=duty.case.tenant_id, today=today)
    [clock] = worksheets(duty.case, today=today, thresholds=held)
    entries = timeline(duty.case, reader=Circle.STAFF)
    actions = tuple(_actions(actor, duty, today=today, refused=refused))
    main = next((each for each in actions if OFFERS[each.code].is_main), None)
    turned = refused.form if refused else None
    proposal = proposal_of(actor, duty, today=today)
    return DutyPage(
        line=list_line(line, clock.level),
        sheet=tuple(sheet_of(clock, entries)),
        standing=standing_of(clock),
        evidence=with_links(actor, list(evidence_of(duty))),
        proposal=proposal,
        ticked=_ticked(proposal, turned),
        may_bring=may_bring_evidence(actor, duty),
        file_form=turned if isinstance(turned, EvidenceFileForm) else EvidenceFileForm(auto_id="file_%s"),
        address_form=(
            turned if isinstance(turned, EvidenceAddressForm) else EvidenceAddressForm(auto_id="address_%s")
        ),
        record_form=(
            turned if isinstance(turned, EvidenceRecordForm) else EvidenceRecordForm(auto_id="record_%s")
        ),
        opened=refused.code if refused else "",
        history=tuple(history_of(entries))[::-1],
        main=main,
        others=tuple(each for each in actions if each is not main),
        target=_target(line.task),
        ties=ties_of_duty(actor, duty),
    )


def step_form(offer: Offer, actor: Actor, duty: DueItem, data: Mapping[str, object] | None = None) -> Form:
    """The form of a step; a later day that was asked for is proposed, and units are offered."""
    proposed = {"until": duty.wanted_until} if offer.step is POSTPONE else {}
    form = offer.form(data, initial=proposed, auto_id=f"{offer.step.code}_%s")
    if isinstance(form, ReassignForm):
        form.offer(units_to_reassign(actor, duty))
    return form


def _actions(actor: Actor, duty: DueItem, *, today: date, refused: Refused | None) -> Iterator[Action]:
    open_codes = {step.code for step in steps_open_to(duty.case, actor, today=today)}
    if duty.wanted_until is None:
        open_codes.discard(DENY_LATER.code)  # nothing was asked
    for code, offer in OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code not in open_codes and turned is None:
            continue
        yield Action(
            code=code,
            says=_NOT_ASKED if offer.step is POSTPONE and duty.wanted_until is None else offer.says,
            href=reverse("plan_desk:duty_step", args=[duty.pk, code]),
            form=turned if isinstance(turned, StepForm) else step_form(offer, actor, duty),
            is_grave=offer.is_grave,
            is_open=turned is not None or (offer.step is POSTPONE and duty.wanted_until is not None),
        )


def _ticked(proposal: Proposal | None, turned: object) -> frozenset[str]:
    """What was ticked when it was turned away; before that, all that is proposed."""
    if isinstance(turned, RecordsForm):
        return turned.ticked
    return frozenset(str(each.ref) for each in proposal.untaken) if proposal else frozenset()


def _target(task: Task) -> str:
    return f"{task.target}{task.target_unit}" if task.target else ""
