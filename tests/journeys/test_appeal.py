"""A reply is appealed against: entered, answered, decided with an order, and answered anew."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import intake, replies
from quancheng.records.disclosure.commands.searching import record_search
from quancheng.records.disclosure.models import Reply, Request
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.models.searches import Result
from quancheng.records.disclosure.rules.applicants import Applicant, Proof
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.remedies.models import Measure, Proceeding
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow

PAPER = "11010519491231002X"  # the example of GB 11643-1999, nobody's number


def seated(official: Person, unit: Unit, account: str, *roles: str) -> Person:
    someone = Person.objects.create(account=account, name=f"{account}（演示）", tenant=official.tenant)
    post = Post.objects.create(unit=unit, title=account)
    for role in roles:
        PostRole.objects.create(post=post, role=role)
    Holding.objects.create(person=someone, post=post, from_on=date(2020, 1, 1))
    return someone


@pytest.fixture
def bureau(official) -> Unit:
    return Unit.objects.create(
        tenant=official.tenant, code="02", kind="department", name="济南市财政局", short_name="市财政局"
    )


@pytest.fixture
def clerk(official, bureau) -> Person:
    return seated(official, bureau, "handler", Role.HANDLER)


@pytest.fixture
def head(official, bureau) -> Person:
    return seated(official, bureau, "head", Role.HEAD)


@pytest.fixture
def office(official) -> tuple[Person, Person]:
    unit = Unit.objects.create(
        tenant=official.tenant,
        code="03",
        kind="department",
        name="济南市人民政府办公厅",
        short_name="市政府办公厅",
    )
    return (
        seated(official, unit, "desk", Role.OPENNESS_OFFICE),
        seated(official, unit, "chief", Role.OPENNESS_HEAD, Role.LEGAL_READER),
    )


def acting(who: Person) -> Actor:
    return actor_for(who, None, timezone.localdate(), "journey")


def with_court(office: tuple[Person, Person]) -> None:
    """The court of the city, entered by one and signed by another."""
    value = enter_value(
        norm="disclosure.courts", from_on=timezone.localdate(), value=(("", "演示区法院"),), source="演示",
        mark=Mark.V, actor=acting(office[0]), now=timezone.now(),
    )  # fmt: skip
    sign_value(value_id=value.pk, digest=value.digest, actor=acting(office[1]), now=timezone.now())


def answered(clerk: Person, head: Person) -> Request:
    """A request handed in today and answered today: nothing was found."""
    now, by, sign = timezone.now(), acting(clerk), acting(head)
    who = intake.Who(
        sort=Applicant.PERSON, name="演示甲", proof=Proof.IDENTITY, proof_number=PAPER, phone="13800000000",
        address="演示路1号",
    )  # fmt: skip
    what = intake.What(wanted="2020年的论证材料（演示）", medium=Medium.PAPER, route=Route.POST)
    request = intake.register_request(
        channel=Channel.IN_PERSON,
        came_on=timezone.localdate(),
        who=who,
        what=what,
        once="j",
        actor=by,
        now=now,
    )
    replies.divide_request(number=request.number, version=0, wanted=["论证材料"], actor=by, now=now)
    reply(request.number, 1, by, sign)
    return Request.objects.get(pk=request.pk)


def reply(number: str, version: int, by: Actor, sign: Actor) -> None:
    """From the decision to the service."""
    now = timezone.now()
    replies.decide_item(
        number=number, version=version, place=1, ground="36-4", withheld=(), row=None, row_reason="",
        said={"search_record": "检索了档案，没有找到。（演示）"}, actor=by, now=now,
    )  # fmt: skip
    record_search(
        number=number, place=1, searched_in="档案室（演示）", keywords="论证", searched_by="演示检索员",
        searched_on=timezone.localdate(), result=Result.NONE, note="", files=(), actor=by, now=now,
    )  # fmt: skip
    replies.draft_reply(number=number, version=version + 1, row=None, actor=by, now=now)
    for place, command in enumerate((replies.review_reply, replies.clear_reply, replies.issue_reply)):
        command(number=number, version=version + 2 + place, actor=sign, now=now)
    replies.serve_reply(
        number=number, version=version + 5, way=Reply.Way.BY_HAND, proof="回证（演示）",
        on=timezone.localdate(), actor=by, now=now,
    )  # fmt: skip


class TestAnAppeal:
    @WIDTHS
    def test_goes_from_reply_to_decision_to_order_to_new_reply(
        self, page: Page, desk, clerk, head, office, size, must_be_accessible, shot, drain
    ):
        page.set_viewport_size(size)
        with_court(office)
        request, today = answered(clerk, head), timezone.localdate()
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/remedies/")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "appeal-none-yet")
        page.get_by_role("link", name="登记复议、诉讼").click()
        page.get_by_label("申请编号").fill("没有这个编号")
        page.get_by_role("button", name="下一步").click()
        expect(page.get_by_role("alert")).to_contain_text("没有找到申请")
        page.get_by_label("申请编号").fill(request.number)
        page.get_by_role("button", name="下一步").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        page.get_by_label("复议机关或者人民法院").fill("济南市人民政府（演示）")
        page.get_by_label("案号").fill("演政复〔2026〕3号")
        page.get_by_label("申请人提出日期").fill(today.isoformat())
        page.get_by_label("收到答复通知或者起诉状副本日期").fill(today.isoformat())
        shot(page, "appeal-enter")
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_role("status").first).to_contain_text("已登记，编号FY")
        expect(page.get_by_text("还有10个工作日").first).to_be_visible()
        expect(page.get_by_text("B 复议或者诉讼")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "appeal-to-answer")
        self.decide(page, today)
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "appeal-ordered")
        drain()
        page.goto(f"{desk}/disclosure/{request.number}/")
        expect(page.get_by_text("责令重新答复").first).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "appeal-request-opened-anew")
        version = Request.objects.select_related("case").get(pk=request.pk).case.version
        reply(request.number, version, acting(clerk), acting(head))
        first, second = Reply.objects.order_by("pk")
        assert first.number != second.number
        page.goto(f"{desk}/remedies/{Proceeding.objects.get().pk}/")
        page.locator("#complied_on").fill(today.isoformat())
        page.get_by_role("button", name="履行完毕").click()
        expect(page.get_by_role("status").first).to_contain_text("案件办结")
        page.goto(f"{desk}/remedies/")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "appeal-list")

    def decide(self, page: Page, today: date) -> None:
        """The agency answers, the organ quashes and orders a new answer."""
        page.locator("#replied_on").fill(today.isoformat())
        page.get_by_role("button", name="提交书面答复").click()
        expect(page.get_by_role("status").first).to_contain_text("已登记书面答复")
        page.get_by_text("登记复议决定", exact=True).first.click()
        page.locator("#decided_outcome").select_option("r-quashed")
        page.locator("#decided_decided_on").fill(today.isoformat())
        page.locator("#decided_received_on").fill(today.isoformat())
        page.locator("#decided_redo_by").fill((today + timedelta(days=30)).isoformat())
        page.get_by_role("button", name="登记复议决定").click()
        expect(page.get_by_role("status").first).to_contain_text("已登记复议决定")


class TestAMeasure:
    @WIDTHS
    def test_is_drafted_issued_reported_and_verified(
        self, page: Page, desk, clerk, office, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        until = (timezone.localdate() + timedelta(days=20)).isoformat()
        sit_down(page, desk, office[0])
        page.goto(f"{desk}/remedies/measures/")
        must_be_accessible(page)
        page.get_by_role("link", name="起草监督措施").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        page.get_by_label("监督方式").select_option("rectify")
        page.get_by_label("责任单位").select_option(label="市财政局")
        page.get_by_label("发现的问题").fill("三件申请逾期答复。（演示）")
        page.get_by_label("整改要求").fill("查明原因，提交整改情况。（演示）")
        page.get_by_label("反馈期限").fill(until)
        shot(page, "measure-draft")
        page.get_by_role("button", name="拟稿").click()
        expect(page.get_by_role("status").first).to_contain_text("已拟稿")
        one = Measure.objects.get()
        sit_down(page, desk, office[1])
        page.goto(f"{desk}/remedies/measures/{one.pk}/")
        page.get_by_role("button", name="签发").click()
        expect(page.get_by_role("status").first).to_contain_text("已签发")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "measure-issued")
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/remedies/measures/{one.pk}/")
        page.get_by_label("整改情况").fill("已补作答复，已开展培训。（演示）")
        must_be_accessible(page)
        shot(page, "measure-report")
        page.get_by_role("button", name="反馈整改情况").click()
        expect(page.get_by_role("status").first).to_contain_text("等待核实")
        sit_down(page, desk, office[0])
        page.goto(f"{desk}/remedies/measures/{one.pk}/")
        page.get_by_label("核实情况").fill("抽查三件，均已答复。（演示）")
        page.get_by_role("button", name="核实销号").click()
        expect(page.get_by_role("status").first).to_contain_text("已核实销号")
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "measure-closed")
        for name in ("measures/", "overview/", "complaints/", "complaints/new/"):
            page.goto(f"{desk}/remedies/{name}")
            must_be_accessible(page)
            assert overflow(page) == 0
            shot(page, f"remedies-{name.replace('/', '-').strip('-')}")
