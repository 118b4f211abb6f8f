"""The level below: a district takes up the city's plan by a plan of its own, and its units work on that."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan import public as plans
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life import district, story
from quancheng.shells.demo.life.people import People
from quancheng.shells.demo.life.work import Work
from quancheng.shells.demo.model_plan import document


def load_district(now: datetime) -> int:
    """Bring the district's plan in and live through its year; the answer is how many duties it lays.

    A second time changes nothing. Raises DemoInProduction, NobodyThere, NoSuchPlan.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示区县")
    people = People(district.BROUGHT)
    office, head = people.playing("district"), people.playing("district-head")
    if plans.overseen_plans(office).exists():
        return 0
    ref = _bring_plan(office)
    _take_up(ref, above=plans.overseen_plan(people.office), office=office)
    duties = _live(ref, people, office, now=now)
    plans.publish_plan(ref=ref, actor=head, now=story.at(district.PUBLISHED))
    return duties


def _bring_plan(office: Actor) -> str:
    """As at the desk: upload, look through, confirm, issue."""
    data, now = document.as_document(district.ROWS, title=district.TITLE).encode(), story.at(district.BROUGHT)
    upload = check_upload(data, name=f"{district.TITLE}.txt")
    draft = plans.bring_draft(upload=upload, data=data, actor=office, now=now)
    draft = plans.accept_doubts(
        draft_id=draft.pk, version=draft.version, keys=plans.keys_of(draft), actor=office, now=now
    )
    plan = plans.confirm_draft(draft_id=draft.pk, version=draft.version, actor=office, now=now).plan
    plans.issue_tasks(plan_ref=plan.ref, actor=office, now=now)
    return plan.ref


def _take_up(ref: str, *, above: plans.Plan, office: Actor) -> None:
    """Some rows of the city's plan are taken up, one is set aside, the others are left as gaps."""
    now = story.at(district.BROUGHT)
    plan = plans.choose_plan_above(plan_ref=ref, above_ref=above.ref, actor=office, now=now)
    own = {row.no: row.ref for row in plans.rows_of(plan)}
    theirs = {row.no: row.ref for row in plans.rows_of(above)}
    for no, takers in district.TAKES_UP.items():
        plans.take_up_row(
            plan_ref=ref,
            above_ref=theirs[no],
            row_refs=frozenset(own[taker] for taker in takers),
            seen=frozenset(),
            actor=office,
            now=now,
        )
    aside = theirs[district.SET_ASIDE]
    plans.set_row_aside(plan_ref=ref, above_ref=aside, reason=district.WHY, actor=office, now=now)


def _live(ref: str, people: People, office: Actor, *, now: datetime) -> int:
    duties = list(plans.duties_of_plan(office, ref))
    owing = {duty.case.unit_id for duty in duties}
    handlers, heads = people.of_units(owing, Role.HANDLER), people.of_units(owing, Role.HEAD)
    work = Work(office, handlers, heads, today=timezone.localdate(now))
    for number, duty in enumerate(duties, start=1):
        work.meet(district.fate_of(number), duty, number)
    work.confirm_all()
    return len(duties)
