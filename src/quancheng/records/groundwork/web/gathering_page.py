"""What the page of a meeting or training shows, finished for the template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.forms import Form
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import timeline
from quancheng.records.groundwork.models import AgendaItem, Gathering, Material
from quancheng.records.groundwork.queries.attendance import Listed, Wall, attendance_of, wall_of
from quancheng.records.groundwork.queries.councils import Followed, followed
from quancheng.records.groundwork.queries.gatherings import (
    may_read_inside,
    may_read_names,
    may_reopen,
    may_work_on,
)
from quancheng.records.groundwork.web.gathering_lines import Line, line_of
from quancheng.records.groundwork.web.gathering_steps import OFFERS
from quancheng.records.groundwork.workflow.gatherings import CONFIRM, HOLD, MOVE, REOPEN
from quancheng.ui.cases import Action, Happened, Offer, Refused, history_of


@dataclass(frozen=True, slots=True)
class GatheringPage:
    """One meeting or training, with all that is known of it and all that the actor may do."""

    one: Gathering
    line: Line
    agenda: tuple[AgendaItem, ...]
    decisions: tuple[Followed, ...]
    materials: tuple[Material, ...]
    people: tuple[Listed, ...]
    came: int
    wall: Wall | None
    may_read_inside: bool
    may_read_names: bool
    may_work: bool
    may_amend: bool
    is_own_report: bool
    history: tuple[Happened, ...]
    main: Action | None
    others: tuple[Action, ...]


def gathering_page(
    actor: Actor, one: Gathering, *, now: datetime, refused: Refused | None = None
) -> GatheringPage:
    """One of them, finished for its page."""
    inside, today = may_read_inside(actor, one), timezone.localdate(now)
    people = tuple(attendance_of(actor, one)) if inside else ()
    actions = tuple(_actions(actor, one, now=now, today=today, refused=refused))
    main = next((each for each in actions if OFFERS[each.code].is_main), None)
    came = len(people) or one.attendance.count()
    return GatheringPage(
        one=one,
        line=line_of(one, came, now=now),
        agenda=tuple(one.agenda.all()) if inside else (),
        decisions=tuple(followed(one.decisions.select_related("unit"), today=today)) if inside else (),
        materials=tuple(one.materials.select_related("file")) if inside else (),
        people=people,
        came=came,
        wall=wall_of(one, now=now),
        may_read_inside=inside,
        may_read_names=may_read_names(actor, one),
        may_work=may_work_on(actor, one),
        may_amend=may_work_on(actor, one) and one.held_by_id is None,
        is_own_report=one.held_by_id is not None and one.held_by_id == actor.person_id,
        history=tuple(history_of(timeline(one.case, reader=Circle.STAFF)))[::-1] if inside else (),
        main=main,
        others=tuple(each for each in actions if each is not main),
    )


def step_form(offer: Offer, one: Gathering, data: Mapping[str, object] | None = None) -> Form:
    """The form of a step, with what is known already filled in."""
    begins, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    known = {"on": begins.date(), "begins": begins.time(), "ends": ends.time()}
    initial = known if offer.step is MOVE else {}
    return offer.form(data, initial=initial, auto_id=f"{offer.step.code}_%s")


def _actions(
    actor: Actor, one: Gathering, *, now: datetime, today: date, refused: Refused | None
) -> Iterator[Action]:
    open_codes = {step.code for step in steps_open_to(one.case, actor, today=today)}
    if one.held_by_id == actor.person_id:
        open_codes.discard(CONFIRM.code)
    if one.ends_at > now:
        open_codes.discard(HOLD.code)
    if not may_reopen(actor, one):
        open_codes.discard(REOPEN.code)
    for code, offer in OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code in open_codes or turned is not None:
            yield Action(
                code=code,
                says=offer.says,
                href=reverse("groundwork_desk:gathering_step", args=[one.pk, code]),
                form=turned or step_form(offer, one),
                is_grave=offer.is_grave,
                is_open=turned is not None,
            )
