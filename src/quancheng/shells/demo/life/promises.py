"""Living through the year's public commitments: the list goes up, units report, days are moved."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan import public as plans
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life import pledges, story
from quancheng.shells.demo.life.people import People
from quancheng.shells.demo.life.pledges import End, Pledge

AHEAD = timedelta(days=75)  # of the day on which the city moves in
CONFIRMED = {End.KEPT, End.KEPT_AS_MOVED, End.LATE}


@dataclass(slots=True)
class _Unit:
    """A commitment in the hands of its unit. `version`: as it was left."""

    ref: str
    number: int
    version: int
    handler: Actor
    head: Actor


def load_promises(now: datetime) -> int:
    """Publish the model city's commitments and live through their year; the answer is how many.

    A second time changes nothing. Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示承诺")
    people = People(pledges.PUBLISHED)
    if plans.commitment_lists_for(people.office).filter(tenant_id=people.office.tenant_id or 0).exists():
        return 0
    units = _publish(people)
    for no, pledge in pledges.numbered():
        _live(units[no], pledge, people.office, today=timezone.localdate(now))
    return len(units)


def month_end(day: date) -> date:
    """The last day of its month: a day that a city would name."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _publish(people: People) -> Mapping[str, _Unit]:
    """As officials would at the desk: one uploads and sends it, the other publishes."""
    data = pledges.as_document().encode()
    upload, sent = check_upload(data, name=f"{pledges.TITLE}.txt"), story.at(pledges.SENT)
    draft = plans.bring_commitments(upload=upload, data=data, actor=people.office, now=sent)
    draft = plans.confirm_commitments(
        draft_id=draft.pk, version=draft.version, reason="", actor=people.office, now=sent
    )
    edition = plans.publish_commitments(
        draft_id=draft.pk, version=draft.version, actor=people.office_head, now=story.at(pledges.PUBLISHED)
    )
    found = list(plans.commitments_in(edition.list))
    owing = {each.case.unit_id for each in found}
    handlers, heads = people.of_units(owing, Role.HANDLER), people.of_units(owing, Role.HEAD)
    return {
        each.no: _Unit(
            each.ref, number, each.case.version, handlers[each.case.unit_id], heads[each.case.unit_id]
        )
        for number, each in enumerate(found, start=1)
    }


def _live(unit: _Unit, pledge: Pledge, office: Actor, *, today: date) -> None:
    on, words = pledge.progress
    _report(unit, on, words, is_done=False)
    _confirm(unit, on)
    if pledge.moved:
        _ask(unit, pledge, office, today=today)
    if pledge.done:
        on, words = pledge.done
        _report(unit, on, words, is_done=True)
        if pledge.end in CONFIRMED:
            _confirm(unit, on)


def _report(unit: _Unit, on: date, words: str, *, is_done: bool) -> None:
    plans.report_progress(
        ref=unit.ref,
        version=unit.version,
        on=on,
        words=words,
        is_done=is_done,
        address=f"https://www.example.cn/cn/2024/{unit.number:04}.html" if is_done else "",
        actor=unit.handler,
        now=story.at(on),
    )
    unit.version += 1


def _confirm(unit: _Unit, on: date) -> None:
    plans.confirm_progress(ref=unit.ref, version=unit.version, actor=unit.head, now=story.at(on))
    unit.version += 1


def _ask(unit: _Unit, pledge: Pledge, office: Actor, *, today: date) -> None:
    """The unit asks for a later day; the office decides, unless its word is still waited for."""
    assert pledge.moved, "asked for"
    on, until, why = pledge.moved
    until = month_end(today + AHEAD) if until == date.max else until
    for move, actor in ((plans.ask_to_move, unit.handler), (plans.move_commitment, office)):
        if actor is office and pledge.end is End.WISHES:
            return
        move(ref=unit.ref, version=unit.version, until=until, reason=why, actor=actor, now=story.at(on))
        unit.version += 1
