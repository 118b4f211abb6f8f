"""What supervision sees in the model city: answers in time and late, what is due, and what others settle."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.orgs.queries import units_for
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure import public as disclosure
from quancheng.records.disclosure.public import (
    ApplicantSort,
    BulletinSpan,
    Channel,
    DemandSort,
    JointSort,
    Medium,
    Proof,
    Route,
    What,
    Who,
)
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.answering import issue
from quancheng.shells.demo.life.people import NobodyThere, People

PAPER = "11010519491231002X"  # the example of GB 11643-1999, nobody's number
SEARCHED = "已检索本机关档案系统和业务系统，没有查到（演示）"


class Standing(StrEnum):
    """How a request stands today."""

    ANSWERED = "answered"
    OPEN = "open"
    EXTENDED = "extended"
    UNSIGNED = "unsigned"
    TALKED_OVER = "talked_over"
    HANDED_ON = "handed_on"


@dataclass(frozen=True, slots=True)
class Watched:
    """One invented request: whose, how many worked days ago it came, for what, how it stands."""

    account: str  # of whose agency
    days_ago: int
    wanted: str
    standing: Standing = Standing.OPEN


REQUESTS = (
    Watched("unit", 12, "公共数据授权运营的实施方案。（演示）", Standing.ANSWERED),
    Watched("unit", 17, "2025年政务云服务采购的中标结果。（演示）", Standing.ANSWERED),
    Watched("unit", 24, "数据局2024年度部门决算。（演示）", Standing.ANSWERED),
    Watched("unit", 28, "视频会议系统项目的竣工验收报告。（演示）", Standing.EXTENDED),
    Watched("unit", 15, "城市大脑项目的立项批复。（演示）"),
    Watched("unit", 18, "公共停车数据接口的技术规范。（演示）", Standing.TALKED_OVER),
    Watched("unit", 19, "老旧小区宽带改造的补助名单。（演示）", Standing.HANDED_ON),
    Watched("finance", 8, "数据交易平台的合作协议。（演示）", Standing.UNSIGNED),
    Watched("finance", 23, "某街道改造项目的预算评审报告。（演示）"),
    Watched("finance", 20, "2025年惠民补贴资金的拨付情况。（演示）"),
    Watched("finance", 4, "政府采购投诉处理决定。（演示）"),
    Watched("district", 6, "东部片区征收补偿方案。（演示）"),
    Watched("district", 22, "社区食堂补贴的发放标准。（演示）"),
)


def load_supervision(now: datetime) -> int:
    """Let these requests come and be worked on; a second time changes nothing. How many came.

    Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示申请")
    if disclosure.of_form(_form(1)):
        return 0
    people = People(timezone.localdate(now))
    for place, one in enumerate(REQUESTS, start=1):
        clerk, came = _clerk(people, one.account), _worked_days_before(now, one.days_ago)
        disclosure.register_request(
            channel=Channel.IN_PERSON, came_on=timezone.localdate(came),
            who=Who(
                sort=ApplicantSort.PERSON, name=f"演示第{place}人", proof=Proof.IDENTITY,
                proof_number=PAPER, phone="13800000000",
            ),
            what=What(wanted=one.wanted, medium=Medium.PAPER, route=Route.IN_PERSON), once=_form(place),
            actor=clerk, now=came,
        )  # fmt: skip
        _live(place, one, clerk, people, came=came, now=now)
    disclosure.count_outcomes(actor=Actor.clockwork(), now=now)
    today = timezone.localdate(now)
    disclosure.draft_bulletin(span=BulletinSpan.MONTH, on=today, actor=people.office, now=now)
    return len(REQUESTS)


def _live(place: int, one: Watched, clerk: Actor, people: People, *, came: datetime, now: datetime) -> None:
    match one.standing:
        case Standing.ANSWERED:
            _answer(place, clerk, _head(people, clerk), now)
        case Standing.EXTENDED:
            number, version = _seen(place)
            disclosure.extend_answer(
                number=number, version=version, days=15, reason="需要向承建单位调取材料。（演示）",
                actor=_head(people, clerk), now=_worked_days_before(now, 15),
            )  # fmt: skip
        case Standing.UNSIGNED:
            number, version = _seen(place)
            disclosure.consult(
                number=number, version=version, party=disclosure.Party.THIRD, name="演示平台公司",
                about="协议中的价格条款（演示）", on=timezone.localdate(came), actor=clerk, now=came,
            )  # fmt: skip
        case Standing.TALKED_OVER:
            _talk_over(place, clerk, people, now)
        case Standing.HANDED_ON:
            _hand_on(place, clerk, people, now)


def _answer(place: int, clerk: Actor, head: Actor, now: datetime) -> None:
    """Through all hands on one day; with what is told in the letter."""
    number, version = _seen(place)
    disclosure.divide_request(
        number=number, version=version, wanted=[REQUESTS[place - 1].wanted], actor=clerk, now=now
    )
    disclosure.decide_item(
        number=number, version=_seen(place)[1], place=1, ground="36-4", withheld=(),
        said={"search_record": SEARCHED}, row=None, row_reason="", actor=clerk, now=now,
    )  # fmt: skip
    issue(number, clerk, head, words=SEARCHED, now=now)
    disclosure.serve_reply(
        number=number, version=_seen(place)[1], way=disclosure.Reply.Way.BY_HAND, proof="签收单（演示）",
        on=timezone.localdate(now), actor=clerk, now=now,
    )  # fmt: skip


def _talk_over(place: int, clerk: Actor, people: People, now: datetime) -> None:
    """Three worked days ago units were asked; one has spoken."""
    number, _ = _seen(place)
    finance, then = _clerk(people, "finance"), _worked_days_before(now, 3)
    joint = disclosure.call_joint(
        number=number, sort=JointSort.HARD,
        question="技术规范由企业起草、本机关印发，是否属于本机关制作的政府信息？（演示）",
        excerpt="公共停车数据接口的技术规范。（演示）", unit_ids=[finance.unit_id or 0],
        until=_worked_day_after(now, 1), actor=clerk, now=then,
    )  # fmt: skip
    disclosure.give_opinion(
        joint_id=joint.pk, opinion="已经由机关印发的，属于机关制作的信息，可以公开。（演示）",
        actor=finance, now=_worked_days_before(now, 2),
    )  # fmt: skip


def _hand_on(place: int, clerk: Actor, people: People, now: datetime) -> None:
    """A wish behind the request goes to the bureau of finance, which has reported."""
    number, _ = _seen(place)
    finance = _clerk(people, "finance")
    demand = disclosure.hand_on_demand(
        number=number, sort=DemandSort.UNRESOLVED, matter="补助名单公示后没有到账，请核查拨付情况。（演示）",
        unit_id=finance.unit_id or 0, until=_worked_day_after(now, 10), actor=clerk,
        now=_worked_days_before(now, 5),
    )  # fmt: skip
    disclosure.accept_demand(demand_id=demand.pk, version=0, actor=finance, now=_worked_days_before(now, 4))
    disclosure.report_demand(
        demand_id=demand.pk, version=1, reason="账号填写有误，已更正并拨付到账。（演示）", actor=finance,
        now=_worked_days_before(now, 1),
    )  # fmt: skip


def _clerk(people: People, account: str) -> Actor:
    """Who works on requests. Raises NobodyThere."""
    if account != "finance":
        return people.playing(account)
    own = {unit.pk for unit in units_for(people.office) if str(unit) == "市财政局"}
    found = people.of_units(own, Role.HANDLER)
    if not found:
        raise NobodyThere("演示城市里没有市财政局的承办人，请先载入演示城市")
    return next(iter(found.values()))


def _head(people: People, clerk: Actor) -> Actor:
    """The head of the clerk's agency. Raises NobodyThere."""
    found = people.of_units([clerk.unit_id or 0], Role.HEAD)
    if not found:
        raise NobodyThere("演示城市里没有这个单位的负责人，请先载入演示城市")
    return next(iter(found.values()))


def _seen(place: int) -> tuple[str, int]:
    request = disclosure.of_form(_form(place))
    assert request is not None  # it has just come
    return request.number, request.case.version


def _worked_days_before(now: datetime, days: int) -> datetime:
    """So many worked days ago, in the morning."""
    calendar, at = work_calendar(), timezone.localtime(now).replace(hour=8, minute=50)
    while days:
        at -= timedelta(days=1)
        days -= calendar.is_worked(at.date())
    return at


def _worked_day_after(now: datetime, days: int) -> date:
    found = timezone.localdate(now)
    for _ in range(days):
        found = next(work_calendar().worked_days(after=found))
    return found


def _form(place: int) -> str:
    return f"demo-watched-{place}"
