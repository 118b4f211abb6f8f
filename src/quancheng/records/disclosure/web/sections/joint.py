"""Requests that are worked on together, as the page of one of them shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.forms import Form

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure.forms.aids import JoinForm
from quancheng.records.disclosure.models import JointWork, Request
from quancheng.records.disclosure.queries.akin import Earlier
from quancheng.records.disclosure.queries.joint import joinable, joint_of, members_of
from quancheng.records.disclosure.queries.linked import page_of
from quancheng.records.disclosure.queries.working import works_on
from quancheng.records.disclosure.workflow import DISCLOSURE, OF_UNIT, State
from quancheng.ui.cases import Refused


@dataclass(frozen=True, slots=True)
class JointLine:
    """One of the other requests."""

    number: str
    href: str
    state: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class JointSection:
    """The section 并案办理."""

    joint: JointWork | None
    others: tuple[JointLine, ...]
    may_work: bool
    form: Form | None  # which requests may be joined; empty: none is alike


def joint_section(
    actor: Actor, request: Request, near: Iterable[Earlier], *, today: date, refused: Refused | None
) -> JointSection | None:
    """For those who work on it, where there is a group or something to join."""
    if not works_on(actor, request):
        return None
    joint = joint_of(request)
    may_work = bool(actor.roles & OF_UNIT) and request.case.state == State.IN_HAND
    form = _form(actor, request, near, today, refused) if may_work else None
    if joint is None and form is None:
        return None
    others = [one for one in members_of(joint) if one.pk != request.pk] if joint else []
    lines = tuple(
        JointLine(one.number, page_of(one.number), DISCLOSURE.state_in_words(one.case.state), one.case.due_on)
        for one in others
    )
    return JointSection(joint, lines, may_work, form)


def join_form(
    actor: Actor, request: Request, near: Iterable[Earlier], data: object = None, *, today: date
) -> JoinForm:
    """The requests that may be joined, with how alike they are."""
    form = JoinForm(data, auto_id="join_%s")  # type: ignore[arg-type]
    form.offer(
        [
            (one.number, f"{one.number}（相似{one.likeness.percent}%）{one.wanted[:60]}")
            for one in joinable(actor, request, near, on=today)
        ]
    )
    return form


def _form(
    actor: Actor, request: Request, near: Iterable[Earlier], today: date, refused: Refused | None
) -> Form | None:
    if refused is not None and refused.code == "join":
        return refused.form
    form = join_form(actor, request, near, today=today)
    return form if form.has_choices else None
