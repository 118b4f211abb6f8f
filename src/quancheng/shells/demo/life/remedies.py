"""An invented reply and what was brought against it, a decision that orders an answer, and what followed.

Everything by the commands that people use. The reply is given today: its clause names the court of the model
city, which holds from today. The order is taken up by the worker, as in every house.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.book import work_calendar
from quancheng.records.disclosure import public as disclosure
from quancheng.records.disclosure.public import (
    ApplicantSort,
    Channel,
    Medium,
    Proof,
    Reply,
    Route,
    What,
    Who,
)
from quancheng.records.remedies import public as remedies
from quancheng.records.remedies.public import Demand, Filing, Kind, Procedure, Source, Verb
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.answering import as_seen, issue
from quancheng.shells.demo.life.asking import PAPER
from quancheng.shells.demo.life.people import People

ANSWERED, SILENT = "demo-remedies-answered", "demo-remedies-silent"
ORGAN = "演示市人民政府"
WHO = Who(
    sort=ApplicantSort.PERSON, name="演示辛", proof=Proof.IDENTITY, proof_number=PAPER, phone="13800000000",
    address="演示路1号",
)  # fmt: skip
SEARCHED = "检索了2019年以来的项目档案和文书档案，关键词“机房选址”，没有找到。（演示）"


def load_remedies(now: datetime) -> int:
    """Two reconsiderations, a complaint and a measure; a second time changes nothing. How many came.

    Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示复议和监督措施")
    if disclosure.of_form(ANSWERED):
        return 0
    people = People(timezone.localdate(now))
    clerk, head = people.playing("unit"), people.playing("unit-head")
    _against_a_reply(clerk, head, now)
    decided = _against_silence(clerk, now)
    _supervised(people, clerk, decided, now)
    return 4


def _against_a_reply(clerk: Actor, head: Actor, now: datetime) -> None:
    """A request that was answered as not found; the notice of the reconsideration came at once."""
    came, today = _worked_days_before(now, 12), timezone.localdate(now)
    number = _requested(clerk, ANSWERED, "2020年大数据中心机房选址的论证材料。（演示）", came)
    _answered(number, clerk, head, now)
    filing = Filing(
        kind=Kind.REVIEW, request=number, organ=ORGAN, file_number="演政复〔演示〕12号", filed_on=today,
        accepted_on=today, notified_on=today, reply=_reply_of(clerk, number), procedure=Procedure.SIMPLE,
    )  # fmt: skip
    remedies.enter_proceeding(filing=filing, actor=clerk, now=now)


def _against_silence(clerk: Actor, now: datetime) -> int:
    """A request that nobody answered in time; the organ orders an answer within ten worked days."""
    number = _requested(clerk, SILENT, "公共数据授权运营的评估报告。（演示）", _worked_days_before(now, 40))
    filed, accepted, notified, answered, decided = (
        _worked_days_before(now, days).date() for days in (16, 14, 13, 10, 1)
    )
    filing = Filing(
        kind=Kind.REVIEW, request=number, organ=ORGAN, file_number="演政复〔演示〕9号", filed_on=filed,
        accepted_on=accepted, notified_on=notified, procedure=Procedure.SIMPLE,
    )  # fmt: skip
    made = remedies.enter_proceeding(filing=filing, actor=clerk, now=now)
    remedies.note_answer(proceeding_id=made.pk, version=1, on=answered, actor=clerk, now=now)
    remedies.decide_review(
        proceeding_id=made.pk, version=2, outcome="r-ordered", decided_on=decided, received_on=decided,
        decision_number="演政复决〔演示〕9号", redo_by=_worked_days_after(decided, 12), actor=clerk, now=now,
    )  # fmt: skip
    return made.pk


def _supervised(people: People, clerk: Actor, proceeding_id: int, now: datetime) -> None:
    """What the office made of it: a notice to mend, signed by its head; and a complaint that it examines."""
    assert clerk.unit_id is not None
    demand = Demand(
        unit_id=clerk.unit_id, source=Source.DECISION, person="分管负责人",
        problem="一件申请逾期未答复，被行政复议机关责令履行。（演示）",
        demand="按决定期限答复；查明逾期原因，清查在办申请，提交整改情况。（演示）",
        until=timezone.localdate(now) + timedelta(days=20),
        about=str(RecordRef(remedies.PROCEEDING_KIND, str(proceeding_id))),
    )  # fmt: skip
    drafted = remedies.draft_measure(verb=Verb.RECTIFY, demand=demand, actor=people.office, now=now)
    remedies.issue_measure(measure_id=drafted.pk, version=0, actor=people.office_head, now=now)
    remedies.enter_complaint(
        way="phone", unit_id=clerk.unit_id, came_on=_worked_days_before(now, 3).date(), request="",
        complainant="演示壬，0531-88880000", matter="栏目里的办事指南与实际不一致，反映后没有更正。（演示）",
        actor=people.office, now=now,
    )  # fmt: skip


def _requested(clerk: Actor, once: str, wanted: str, came: datetime) -> str:
    """A request handed in over the counter."""
    what = What(wanted=wanted, medium=Medium.PAPER, route=Route.POST)
    return disclosure.register_request(
        channel=Channel.IN_PERSON, came_on=came.date(), who=WHO, what=what, once=once, actor=clerk, now=came
    ).number


def _answered(number: str, clerk: Actor, head: Actor, now: datetime) -> None:
    """From its one item to the service of the reply, each step by whom it belongs to."""
    disclosure.divide_request(
        number=number, version=0, wanted=["机房选址的论证材料（演示）"], actor=clerk, now=now
    )
    disclosure.decide_item(
        number=number, version=1, place=1, ground="36-4", withheld=(), said={"search_record": SEARCHED},
        row=None, row_reason="", actor=clerk, now=now,
    )  # fmt: skip
    issue(number, clerk, head, words=SEARCHED, now=now)
    disclosure.serve_reply(
        **as_seen(number, clerk), way=Reply.Way.BY_HAND, proof="演示辛签收", on=timezone.localdate(now),
        actor=clerk, now=now,
    )  # fmt: skip


def _reply_of(clerk: Actor, number: str) -> str:
    return disclosure.served_replies(clerk, number)[0].number


def _worked_days_before(now: datetime, days: int) -> datetime:
    calendar, at = work_calendar(), timezone.localtime(now).replace(hour=9, minute=10)
    while days:
        at -= timedelta(days=1)
        days -= calendar.is_worked(at.date())
    return at


def _worked_days_after(day: date, days: int) -> date:
    calendar = work_calendar()
    for found in calendar.worked_days(after=day):
        days -= 1
        if not days:
            return found
    raise AssertionError("the calendar goes on for ever")
