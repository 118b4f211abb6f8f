"""Invented cases around requests: own records, the same wish of two, another agency's, a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.queries import units_for
from quancheng.records.disclosure import public as disclosure
from quancheng.records.disclosure.public import ApplicantSort, Channel, Claim, Medium, Proof, Route, What, Who
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.answering import as_seen, issue
from quancheng.shells.demo.life.asking import PAPER
from quancheng.shells.demo.life.people import People

WISH = "2025年市级公共数据开放目录的完整版本。（演示）"


def _who(name: str, number: str = "") -> Who:
    proof, told = (Proof.PASSPORT, number) if number else (Proof.IDENTITY, PAPER)
    return Who(sort=ApplicantSort.PERSON, name=name, proof=proof, proof_number=told, phone="13800000000")


@dataclass(frozen=True, slots=True)
class Answered:
    """One request that came over the counter today and was answered on the spot."""

    who: Who
    wanted: str
    ground: str
    said: Mapping[str, str]
    names_agency: bool = False


REQUESTS = (
    Answered(_who("演示辛"), WISH, "36-2", {"information": "公共数据开放目录（演示），见附件。"}),
    Answered(
        _who("演示壬", "E00000001"), WISH, "36-2", {"information": "公共数据开放目录（演示），见附件。"}
    ),
    Answered(
        _who("演示癸"), "2025年市级预算调整方案。（演示）", "36-5",
        {"reasons": "市级预算由财政部门编制。（演示）"}, names_agency=True,
    ),
    Answered(
        _who("演示子"), "数据平台运行维护的内部排班表。（演示）", "16-1",
        {"reasons": "属于后勤管理等内部事务信息，对外不产生直接约束力。（演示）"},
    ),
)  # fmt: skip
CLAIMS = (
    Claim(
        which="2024年公共数据授权运营登记中的单位名称（演示）", wrong="名称少写了“（演示）”三个字",
        right="与营业执照一致",
    ),
    Claim(which="2023年培训结业记录（演示）", wrong="姓名写成了同音字", right="与身份证一致"),
)  # fmt: skip


def load_own_records(now: datetime) -> int:
    """Take them in and let people work on them; a second time changes nothing. How many came.

    Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示更正申请")
    if disclosure.own_record_of_form(_form(1)):
        return 0
    people = People(timezone.localdate(now))
    clerk, head = people.playing("unit"), people.playing("unit-head")
    _own_records(clerk, now)
    for place, asked in enumerate(REQUESTS, start=1):
        _answered(asked, place, clerk, head, now)
    disclosure.notice_same_wishes(actor=Actor.clockwork(), now=now)
    return len(CLAIMS) + len(REQUESTS)


def _own_records(clerk: Actor, now: datetime) -> None:
    """One waits to be verified, of the other the letter waits to be issued."""
    assert clerk.unit_id is not None
    disclosure.submit_own_record(
        unit_id=clerk.unit_id, who=_who("演示丑"), claim=CLAIMS[0], files=(), once=_form(1), source="demo",
        actor=Actor.anonymous(), now=now - timedelta(hours=1),
    )  # fmt: skip
    one = disclosure.register_own_record(
        channel=Channel.IN_PERSON, came_on=timezone.localdate(now), who=_who("演示寅"), claim=CLAIMS[1],
        files=(), once=_form(2), actor=clerk, now=now,
    )  # fmt: skip
    found = "与身份证核对，姓名确有误。（演示）"
    disclosure.verify_own_record(number=one.number, version=0, found=found, actor=clerk, now=now)
    disclosure.propose_own_record_end(
        number=one.number, version=1, end=disclosure.OwnRecordEnd.CORRECTED, found=found, agency="",
        actor=clerk, now=now,
    )  # fmt: skip


def _answered(asked: Answered, place: int, clerk: Actor, head: Actor, now: datetime) -> None:
    today = timezone.localdate(now)
    request = disclosure.register_request(
        channel=Channel.IN_PERSON, came_on=today, who=asked.who,
        what=What(wanted=asked.wanted, medium=Medium.PAPER, route=Route.IN_PERSON),
        once=f"demo-answered-{place}", actor=clerk, now=now,
    )  # fmt: skip
    number = request.number
    disclosure.divide_request(number=number, version=0, wanted=[asked.wanted], actor=clerk, now=now)
    disclosure.decide_item(
        number=number, version=1, place=1, ground=asked.ground, withheld=(), said=asked.said, row=None,
        row_reason="", actor=clerk, now=now,
    )  # fmt: skip
    if asked.names_agency:
        disclosure.name_right_agency(
            number=number, version=2, place=1, unit_id=_finance(clerk), actor=clerk, now=now
        )
    issue(number, clerk, head, words="已核对（演示）", now=now)
    disclosure.serve_reply(
        **as_seen(number, clerk), way=disclosure.Reply.Way.BY_HAND, proof="送达回证（演示）",
        on=today, actor=clerk, now=now,
    )  # fmt: skip


def _finance(clerk: Actor) -> int:
    return next(unit.pk for unit in units_for(clerk) if str(unit) == "市财政局")


def _form(place: int) -> str:
    return f"demo-own-record-{place}"
