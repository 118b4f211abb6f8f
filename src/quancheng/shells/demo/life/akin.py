"""Requests that belong together: one answered and asked again, and two people with one telephone."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure import public as disclosure
from quancheng.records.disclosure.public import ApplicantSort, Medium, Proof, Route, What, Who
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.answering import as_seen, issue
from quancheng.shells.demo.life.asking import worked_days_before
from quancheng.shells.demo.life.people import People

WANTED = "2025年度公共数据授权运营的收益分配方案。（演示）"
AGAIN = "申请公开2025年公共数据授权运营收益的分配方案。（演示）"
CONTRACT = "申请公开2025年采购大数据平台项目合同文本、设备清单和价格。（演示）"
PHONE = "13900000000"


def load_akin(now: datetime) -> int:
    """One request that was answered and comes again, and two that share a telephone. How many came.

    A second time changes nothing. Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示申请")
    if disclosure.of_form(_form("first")):
        return 0
    people = People(timezone.localdate(now))
    clerk, head = people.playing("unit"), people.playing("unit-head")
    asked = _who("演示辛", "E20000001", "13700000000")
    first = _came("first", asked, WANTED, clerk, worked_days_before(now, 8))
    _answered(first, clerk, head, now)
    _came("again", asked, AGAIN, clerk, now)
    _came("one", _who("演示壬", "E20000002", PHONE), CONTRACT, clerk, worked_days_before(now, 2))
    _came("other", _who("演示癸", "E20000003", PHONE), CONTRACT, clerk, worked_days_before(now, 1))
    return 4


def _who(name: str, passport: str, phone: str) -> Who:
    return Who(sort=ApplicantSort.PERSON, name=name, proof=Proof.PASSPORT, proof_number=passport, phone=phone)


def _came(place: str, who: Who, wanted: str, clerk: Actor, at: datetime) -> str:
    """Submitted, and confirmed at once. Its number."""
    assert clerk.unit_id is not None
    request = disclosure.submit_request(
        unit_id=clerk.unit_id, who=who,
        what=What(wanted=wanted, medium=Medium.ELECTRONIC, route=Route.NETWORK), once=_form(place),
        source="demo", actor=Actor.anonymous(), now=at,
    )  # fmt: skip
    disclosure.confirm_receipt(
        number=request.number, version=0, on=timezone.localdate(at), how="网上提交即为确认（演示）",
        actor=clerk, now=at,
    )  # fmt: skip
    return str(request.number)


def _answered(number: str, clerk: Actor, head: Actor, now: datetime) -> None:
    """Searched, found not to exist, through its hands, and served on the network."""
    disclosure.divide_request(number=number, version=1, wanted=[WANTED], actor=clerk, now=now)
    disclosure.record_search(
        number=number, place=1, searched_in="办公系统、档案室、数据资源处", keywords="授权运营、收益分配",
        searched_by="演示档案员", searched_on=timezone.localdate(now), result=disclosure.SearchResult.NONE,
        note="方案尚未制定。（演示）", files=(), actor=clerk, now=now,
    )  # fmt: skip
    disclosure.decide_item(
        number=number, version=2, place=1, ground="36-4", withheld=(), row=None, row_reason="",
        said={"search_record": "在办公系统、档案室和数据资源处检索“授权运营”，没有查到。（演示）"},
        actor=clerk, now=now,
    )  # fmt: skip
    issue(number, clerk, head, words="已核对（演示）", now=now)
    disclosure.serve_reply(
        **as_seen(number, clerk), way=disclosure.Reply.Way.BY_NETWORK, proof="",
        on=timezone.localdate(now), actor=clerk, now=now,
    )  # fmt: skip


def _form(place: str) -> str:
    return f"demo-akin-{place}"
