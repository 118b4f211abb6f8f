"""The parties that were asked, with what may be entered of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.forms import Form

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.text.contacts import masked_name
from quancheng.records.disclosure.forms.handling import OpinionForm, ReasonForm
from quancheng.records.disclosure.models import Consultation, Request
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.queries.consultations import consultations_of
from quancheng.records.disclosure.workflow import OVER
from quancheng.records.disclosure.workflow.asking import (
    ASKED_SAYS,
    COUNTERSIGN,
    INSIDE_SAYS,
    SETTLED,
    Asked,
    Inside,
)
from quancheng.ui.cases import Refused

ASKED_TONES = {
    Asked.SENT: "orange", Asked.DELIVERED: "blue", Asked.HEARD: "green", Asked.SILENT: "grey",
    Inside.WAITING: "orange", Inside.SAID: "green", Inside.DROPPED: "grey",
}  # fmt: skip
IN_VAIN = "申请已办结，不再等待意见"
WITH_OPINION = {*SETTLED, Inside.SAID}
HIDDEN_REASONS = "已写明，默认隐藏"
ERASED = "（已满保存期限，名称已清除）"


@dataclass(frozen=True, slots=True)
class AskedParty:
    """One party that was asked, an own department too, with where it stands and what may be entered."""

    asked: Consultation
    says: str
    tone: str
    name: str
    reasons: str
    may_read: bool  # it is hidden, and may be read by an act of its own
    is_clear: bool
    due_on: date | None
    may_deliver: bool
    may_hear: bool
    may_be_silent: bool
    is_silent: bool
    form: Form
    is_own: bool
    may_say: bool  # an own department
    may_drop: bool
    drop_form: Form


def asked_parties(
    actor: Actor, request: Request, *, today: date, refused: Refused | None, clear: Consultation | None
) -> Iterator[AskedParty]:
    """Third parties are masked like applicants, who may be people as they are; organs are not.

    `clear`: the one that has just been read in clear.
    """
    is_over = request.case.state in OVER
    for asked in consultations_of(actor, request.number).prefetch_related("case__lines"):
        may_step = () if is_over else steps_open_to(asked.case, actor, today=today)
        open_codes = {step.code for step in may_step}
        due, form, drop_form = asked.case.due_on, *_forms(asked, refused, today)
        state = _state_of(asked)
        waits_in_vain = is_over and asked.case.ended_on is None
        is_clear = clear is not None and clear.pk == asked.pk
        is_hidden = asked.party == Party.THIRD and not is_clear and not asked.erased_at
        yield AskedParty(
            asked=asked,
            says=IN_VAIN if waits_in_vain else _said(asked, state),
            tone="grey" if waits_in_vain else ASKED_TONES[state],
            name=_named(asked, is_hidden=is_hidden),
            reasons=HIDDEN_REASONS if asked.reasons and is_hidden else asked.reasons,
            may_read=is_hidden,
            is_clear=is_clear,
            due_on=None if waits_in_vain else due,
            may_deliver="delivered" in open_codes,
            may_hear="heard" in open_codes,
            may_be_silent="silent" in open_codes and due is not None and today > due,
            is_silent=state == Asked.SILENT,
            form=form,
            is_own=asked.party == Party.OWN,
            may_say="said_inside" in open_codes,
            may_drop="drop_inside" in open_codes,
            drop_form=drop_form,
        )


def _named(asked: Consultation, *, is_hidden: bool) -> str:
    if asked.erased_at:
        return ERASED
    return masked_name(asked.name) if is_hidden else asked.name


def _said(asked: Consultation, state: Asked | Inside) -> str:
    return asked.get_opinion_display() if state in WITH_OPINION else _in_words(state)


def _state_of(asked: Consultation) -> Asked | Inside:
    state = asked.case.state
    return Inside(state) if asked.case.workflow == COUNTERSIGN.code else Asked(state)


def _in_words(state: Asked | Inside) -> str:
    return INSIDE_SAYS[state] if isinstance(state, Inside) else ASKED_SAYS[state]


def _forms(asked: Consultation, refused: Refused | None, today: date) -> tuple[Form, Form]:
    """For an opinion, and for waiting no longer: what was turned away in its place."""
    turned = refused.form if refused and refused.code == f"asked-{asked.place}" else None
    is_drop = isinstance(turned, ReasonForm)
    opinion = OpinionForm(initial={"on": today}, auto_id=f"asked{asked.place}_%s")
    drop = ReasonForm(auto_id=f"drop{asked.place}_%s")
    return (opinion, turned) if turned and is_drop else (turned or opinion, drop)
