"""Four invented requests for information: one of each standing, by the commands that people use."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.orgs.queries import units_for
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure import public as disclosure
from quancheng.records.disclosure.public import ApplicantSort, Medium, Proof, Route, What, Who
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.people import NobodyThere, People

PAPER = "11010519491231002X"  # the example of GB 11643-1999, nobody's number
CODE = "91350100M000100Y43"  # the example of GB 32100-2015, nobody's code
POINTS = "一、请写明是哪一年的补贴。\n二、请写明是哪一类数据。（演示）"


class Standing(StrEnum):
    """How far a request has come."""

    UNCONFIRMED = "unconfirmed"
    URGED = "urged"
    ASKED = "asked"
    CONSULTED = "consulted"


@dataclass(frozen=True, slots=True)
class Asking:
    """One invented request: how many worked days ago it came, from whom, for what, how far it is."""

    days_ago: int
    who: Who
    wanted: str
    standing: Standing
    medium: Medium = Medium.ELECTRONIC
    route: Route = Route.NETWORK
    is_of_finance: bool = False  # else of the agency of the account `unit`


def _person(name: str, **told: str) -> Who:
    given = {"phone": "13800000000", **told}
    return Who(
        sort=ApplicantSort.PERSON, name=name, proof=Proof.IDENTITY, proof_number=PAPER,
        agent_proof=Proof.PASSPORT, **given,
    )  # fmt: skip


REQUESTS = (
    Asking(
        6, _person("演示丁", address="演示路1号"),
        "2025年采购大数据平台项目的合同文本，含设备清单和价格。（演示）", Standing.CONSULTED,
        Medium.PAPER, Route.POST,
    ),
    Asking(5, _person("演示戊"), "公共数据开放的补贴发放情况。（演示）", Standing.ASKED),
    Asking(
        3,
        Who(
            sort=ApplicantSort.LEGAL, name="演示律师事务所", proof=Proof.CREDIT, proof_number=CODE,
            representative="演示己", phone="0531-88880000", email="yanshi@example.cn",
        ),
        "2024年度、2025年度市级部门预算绩效评价报告。（演示）", Standing.URGED, Medium.ELECTRONIC,
        Route.EMAIL, is_of_finance=True,
    ),
    Asking(0, _person(
            "演示庚", agent_name="演示代理人", agent_proof_number="E00000077", agent_phone="13800000077"
        ), "2025年度政务数据目录的调整依据。（演示）", Standing.UNCONFIRMED),
)  # fmt: skip


def load_requests(now: datetime) -> int:
    """Submit the requests and let people work on them; a second time changes nothing. How many came.

    Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示申请")
    if disclosure.of_form(_form(1)):
        return 0
    people = People(timezone.localdate(now))
    for place, asking in enumerate(REQUESTS, start=1):
        came = worked_days_before(now, asking.days_ago)
        clerk = _finance(people) if asking.is_of_finance else people.playing("unit")
        assert clerk.unit_id is not None
        request = disclosure.submit_request(
            unit_id=clerk.unit_id, who=asking.who,
            what=What(wanted=asking.wanted, medium=asking.medium, route=asking.route), once=_form(place),
            source="demo", actor=Actor.anonymous(), now=came,
        )  # fmt: skip
        if asking.standing is not Standing.UNCONFIRMED:
            _confirmed(request.number, clerk, came)
            _live(asking.standing, request.number, clerk, people.office, came)
    return len(REQUESTS)


def _confirmed(number: str, clerk: Actor, came: datetime) -> None:
    disclosure.confirm_receipt(
        number=number, version=0, on=timezone.localdate(came), how="电话告知申请人已收到（演示）",
        actor=clerk, now=came + timedelta(hours=2),
    )  # fmt: skip


def _live(standing: Standing, number: str, clerk: Actor, office: Actor, came: datetime) -> None:
    """What happened to it once it was confirmed."""
    on, later = timezone.localdate(came), came + timedelta(hours=4)
    match standing:
        case Standing.URGED:
            disclosure.call_in_request(
                number=number, version=1, reason="请按期答复。（演示）", actor=office, now=later
            )
        case Standing.ASKED:
            disclosure.ask_correction(
                number=number, version=1, points=POINTS, days=10, actor=clerk, now=later
            )
            disclosure.note_notice_served(
                number=number, version=2, on=on, actor=clerk, now=came + timedelta(hours=5)
            )
        case Standing.CONSULTED:
            disclosure.consult(
                number=number, version=1, party=disclosure.Party.THIRD, name="演示设备有限公司",
                about="合同的单价和技术参数（演示）", on=on, actor=clerk, now=later,
            )  # fmt: skip


def _finance(people: People) -> Actor:
    """Somebody at work on requests in the bureau of finance. Raises NobodyThere."""
    own = {unit.pk for unit in units_for(people.office) if str(unit) == "市财政局"}
    found = people.of_units(own, Role.HANDLER)
    if not found:
        raise NobodyThere("演示城市里没有市财政局的承办人，请先载入演示城市")
    return next(iter(found.values()))


def worked_days_before(now: datetime, days: int) -> datetime:
    """So many worked days ago, in the morning; today a moment ago."""
    if not days:
        return now - timedelta(minutes=10)
    calendar, at = work_calendar(), timezone.localtime(now).replace(hour=9, minute=10)
    while days:
        at -= timedelta(days=1)
        days -= calendar.is_worked(at.date())
    return at


def _form(place: int) -> str:
    return f"demo-request-{place}"
