"""One invented request for which a fee is owed, by page; and how one pays and reaches the agencies."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark, Value
from quancheng.records.disclosure import public as disclosure
from quancheng.records.disclosure.public import (
    ApplicantSort,
    Basis,
    Channel,
    Medium,
    Proof,
    Route,
    What,
    Who,
)
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.asking import PAPER, worked_days_before
from quancheng.shells.demo.life.people import People

ONCE = "demo-request-charged"
DAYS_AGO, PAGES = 4, 68  # of pages 68 cost 380 yuan
NORMS: tuple[tuple[str, Value], ...] = (
    ("disclosure.payment", (("", "凭缴款码在任一代收银行或者网上缴入演示市财政非税收入专户（演示）"),)),
    ("disclosure.letter_heads", (("", "", "政府信息公开工作机构，电话0531-00000000（演示）"),)),
)
WHY = "申请人一个月内多次申请同类数据，数量明显超过合理范围。（演示）"


def load_charged(now: datetime) -> int:
    """A request whose applicant has a fee notice; a second time changes nothing. How many came.

    Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示申请")
    if disclosure.of_form(ONCE):
        return 0
    people, came = People(timezone.localdate(now)), worked_days_before(now, DAYS_AGO)
    _set_norms(people, now)
    clerk, head = people.playing("unit"), people.playing("unit-head")
    number = disclosure.register_request(
        channel=Channel.IN_PERSON, came_on=timezone.localdate(came),
        who=Who(
            sort=ApplicantSort.PERSON, name="演示壬", proof=Proof.IDENTITY, proof_number=PAPER,
            phone="13800000000", address="演示路3号",
        ),
        what=What(
            wanted="2023年至2025年政务信息系统建设项目验收报告全文。（演示）", medium=Medium.PAPER,
            route=Route.POST,
        ),
        once=ONCE, actor=clerk, now=came,
    ).number  # fmt: skip
    disclosure.divide_request(
        number=number, version=0, wanted=["验收报告全文（演示）"], actor=clerk, now=came + timedelta(hours=1)
    )
    disclosure.decide_item(
        number=number, version=1, place=1, ground="36-2", withheld=(), said={"information": "随答复书邮寄"},
        row=None, row_reason="", actor=clerk, now=came + timedelta(hours=2),
    )  # fmt: skip
    disclosure.propose_fee(
        number=number, version=2, basis=Basis.PAGES, pages=PAGES, why=WHY, actor=clerk, now=now
    )
    disclosure.issue_fee_notice(number=number, version=3, actor=head, now=now)
    disclosure.note_fee_served(number=number, version=4, on=timezone.localdate(now), actor=clerk, now=now)
    return 1


def _set_norms(people: People, now: datetime) -> None:
    for norm, value in NORMS:
        entered = enter_value(
            norm=norm, value=value, from_on=timezone.localdate(now), source="演示市财政局规定（演示）",
            mark=Mark.D, actor=people.office, now=now,
        )  # fmt: skip
        sign_value(value_id=entered.pk, digest=entered.digest, actor=people.playing("legal"), now=now)
