"""Living through the year: the plan comes in, and every duty meets its fate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.records.plan import public as plans
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life import story
from quancheng.shells.demo.life.people import People
from quancheng.shells.demo.life.pledges import PLEDGES
from quancheng.shells.demo.life.showing import show
from quancheng.shells.demo.life.work import Work
from quancheng.shells.demo.model_plan import ROWS, TITLE, as_document

MANY = 12  # units; of as many, one in four begins (先行单位), so that the house is laid out in seconds
YEAR_END = date(2024, 12, 31)
READ = {row.no: row.reads for row in ROWS if row.reads}
KEPT = "按期完成向社会公布的承诺事项（演示）"


@dataclass(frozen=True, slots=True)
class Lived:
    """How much there is now: the duties of the plan, and those on which somebody has worked."""

    duties: int = 0
    worked_on: int = 0


def load_life(now: datetime, *, most: int | None = None) -> Lived:
    """Bring the model plan in and live through its year; a second time changes nothing.

    `most`: on how many duties people work at the most. Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示进展")
    people = People(story.ISSUED)
    if plans.overseen_plans(people.office).exists():
        return Lived()
    ref = _bring_plan(people)
    duties = list(plans.duties_of_plan(people.office, ref))
    asked = [duty for duty in duties if not duty.obligation.measure]  # of the others the records will tell
    worked = _live(asked[:most], people, today=timezone.localdate(now))
    plans.publish_plan(ref=ref, actor=people.office_head, now=story.at(story.PUBLISHED))
    return Lived(len(duties), worked)


def _bring_plan(people: People) -> str:
    """As an official would at the desk: upload, look through, confirm, take apart, issue."""
    data, office = as_document().encode(), people.office
    upload = check_upload(data, name=f"{TITLE}.txt")
    draft = plans.bring_draft(upload=upload, data=data, actor=office, now=story.at(story.BROUGHT))
    checked = story.at(story.CONFIRMED)
    draft = plans.accept_doubts(
        draft_id=draft.pk, version=draft.version, keys=plans.keys_of(draft), actor=office, now=checked
    )
    plan = plans.confirm_draft(draft_id=draft.pk, version=draft.version, actor=office, now=checked).plan
    promising = people.units_called({each.unit for each in PLEDGES}, plan.tenant)
    for number, (row, whole) in enumerate(plans.whole_tasks(plan)):
        if row.no in READ:
            parts = _with_records(whole, READ[row.no], promising)
        elif len(whole.unit_roles) >= MANY:
            parts = [_begun_by_some(whole, number)]
        else:
            continue
        plans.take_apart(row_ref=row.ref, tasks=parts, actor=office, now=checked)
    plans.issue_tasks(plan_ref=plan.ref, actor=office, now=story.at(story.ISSUED))
    return plan.ref


def _begun_by_some(whole: plans.TaskSpec, number: int) -> plans.TaskSpec:
    units = sorted(whole.unit_roles)[number % 4 :: 4]
    title = f"{whole.title}（先行单位）"[:500]
    return plans.TaskSpec(title, Rhythm.ONCE, YEAR_END, {unit: whole.unit_roles[unit] for unit in units})


def _with_records(whole: plans.TaskSpec, measure: str, unit_ids: Iterable[int]) -> Sequence[plans.TaskSpec]:
    """The row itself, and what the units owe of it that the records can tell."""
    role = next(iter(whole.unit_roles.values()))
    owed = dict.fromkeys(sorted(unit_ids), role)
    return [whole, plans.TaskSpec(KEPT, Rhythm.ONCE, YEAR_END, owed, measure=measure)]


def _live(duties: Sequence[DueItem], people: People, *, today: date) -> int:
    work = Work.of(people, {duty.case.unit_id for duty in duties}, today=today)
    fates = [(number, duty, story.fate_of(number)) for number, duty in enumerate(duties, start=1)]
    for number, duty, fate in fates:
        work.meet(fate, duty, number)
    work.confirm_all()
    for _, duty, fate in fates:
        work.look_into(fate, duty)
    show(work, people, {duty.pk: duty for duty in duties})
    return sum(fate is not story.Fate.UNTOUCHED for _, _, fate in fates)
