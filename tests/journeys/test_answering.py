"""An office answers: it asks a third party, takes more time, and refuses by the hands of four people."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.norms.commands import enter_value, sign_shipped, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.norms.queries import norm_on
from quancheng.kernel.orgs.models import Person, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands.intake import What, Who, register_request
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.rules.applicants import Applicant, Proof
from quancheng.records.disclosure.rules.receipt import Channel
from tests.journeys.cast import person, sit_down
from tests.journeys.conftest import WIDTHS, overflow

COURT = (("", "济南市历下区人民法院（演示）"),)
WHO = Who(
    sort=Applicant.PERSON, name="演示甲", proof=Proof.PASSPORT, proof_number="E00000001", phone="13800000000",
    address="演示路1号",
)  # fmt: skip
WHAT = What(wanted="2025年医疗设备采购合同，含单价。（演示）", medium=Medium.PAPER, route=Route.POST)
REASON = "单价属于商业秘密，第三方书面说明了理由。（演示）"


@pytest.fixture(autouse=True)
def counts_afresh(shared_database: None) -> None:
    cache.clear()


@pytest.fixture
def bureau(official) -> Unit:
    return Unit.objects.create(
        tenant=official.tenant, code="02", kind="department", name="济南市财政局", short_name="市财政局"
    )


@pytest.fixture
def people(official, bureau) -> dict[str, Person]:
    """Four hands of the bureau, and the government's legal reader, who has signed what remedies rest on."""
    office = official.tenant.units.get(code="01")
    tenant = official.tenant
    legal = person(tenant, office, Role.LEGAL_READER, "合法性审核（演示）")
    _sign(official, legal)
    return {
        "clerk": person(tenant, bureau, Role.HANDLER, "承办人（演示）"),
        "reviewer": person(tenant, bureau, Role.REVIEWER, "审核人（演示）"),
        "head": person(tenant, bureau, Role.HEAD, "局长（演示）"),
    }


def acting(who: Person) -> Actor:
    return actor_for(who, None, timezone.localdate(), "journey")


def _sign(official: Person, legal: Person) -> None:
    now, today, reader = timezone.now(), timezone.localdate(), acting(legal)
    entered = enter_value(
        norm="disclosure.courts", value=COURT, from_on=today, source="演示", mark=Mark.V,
        actor=acting(official), now=now,
    )  # fmt: skip
    sign_value(value_id=entered.pk, digest=entered.digest, actor=reader, now=now)
    for norm in ("disclosure.remedies", "disclosure.remedy_organs"):
        held = norm_on(norm, tenant_id=official.tenant_id, on=today)
        sign_shipped(norm=norm, digest=held.digest, note="演示", actor=reader, now=now)


@pytest.fixture
def handed_in(people) -> Request:
    today = timezone.localdate()
    return register_request(
        channel=Channel.IN_PERSON, came_on=today, who=WHO, what=WHAT, once="journey-answer",
        actor=acting(people["clerk"]), now=timezone.now(),
    )  # fmt: skip


def due_on(request: Request) -> date | None:
    return Request.objects.select_related("case").get(pk=request.pk).case.due_on


def take(page: Page, words: str) -> None:
    """Press the button of a step; its form may stand folded behind its word."""
    button = page.get_by_role("button", name=words, exact=True)
    if not button.is_visible():
        page.locator("summary", has_text=words).first.click()
    button.click()


class TestAConsultation:
    @WIDTHS
    def test_rests_the_period_and_an_extension_lengthens_it(
        self, page: Page, desk, people, handed_in, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, people["clerk"])
        page.goto(f"{desk}/disclosure/{handed_in.number}/")
        before = due_on(handed_in)
        page.locator("summary", has_text="征求意见").first.click()
        consult = page.locator("form", has=page.get_by_label("征求对象", exact=True))
        consult.get_by_label("征求对象", exact=True).fill("演示设备有限公司")
        consult.get_by_label("征求意见的内容").fill("合同的单价（演示）")
        consult.get_by_role("button", name="征求意见").click()
        expect(page.get_by_text("已登记征求意见")).to_be_visible()
        assert due_on(handed_in) is None
        expect(page.locator("#asked-1")).to_contain_text("演*******")
        page.get_by_role("button", name="查看第三方和理由（记入审计）").click()
        expect(page.get_by_text("演示设备有限公司").first).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) <= 0
        page.get_by_label("对方签收日期").fill(timezone.localdate().isoformat())
        page.get_by_role("button", name="登记签收").click()
        page.locator("#asked-1 summary", has_text="登记意见").click()
        opinion = page.locator("#asked-1 form")
        opinion.get_by_label("意见", exact=True).select_option("with_reasons")
        opinion.get_by_label("理由").fill("单价属于商业秘密（演示）")
        opinion.get_by_role("button", name="登记意见").click()
        expect(page.locator("#asked-1")).to_contain_text("不同意，有理由")
        assert due_on(handed_in) == before  # asked and heard on one day: nothing was taken out
        sit_down(page, desk, people["head"])
        page.goto(f"{desk}/disclosure/{handed_in.number}/")
        page.locator("summary", has_text="延长答复期限").first.click()
        longer = page.locator("form", has=page.get_by_role("button", name="延长答复期限"))
        longer.get_by_label("延长").fill("20")
        longer.get_by_label("理由").fill("需要汇总十二个部门的材料（演示）")
        longer.get_by_role("button", name="延长答复期限").click()
        expect(page.get_by_text("已延长答复期限")).to_be_visible()
        extended = due_on(handed_in)
        assert before is not None
        assert extended is not None
        assert extended >= before + timedelta(days=26)
        shot(page, "extended")


class TestARefusal:
    @WIDTHS
    def test_passes_four_hands_and_names_reconsideration_first(
        self, page: Page, desk, people, handed_in, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, people["clerk"])
        page.goto(f"{desk}/disclosure/{handed_in.number}/")
        page.get_by_role("button", name="分项", exact=True).click()
        page.get_by_role("link", name="拟定处理意见").click()
        must_be_accessible(page)
        assert overflow(page) <= 0
        shot(page, "wizard")
        page.get_by_role("link", name="全部依据在一页").click()
        page.get_by_role("link", name="属于三类内部事务信息").click()
        page.locator("#say").get_by_label("理由", exact=True).fill("属于本机关内部工作流程。（演示）")
        page.get_by_role("button", name="拟定处理意见").click()
        expect(page.get_by_text("救济途径：A类")).to_be_visible()
        take(page, "提交答复稿")
        expect(page.get_by_text("答复书已提交审核")).to_be_visible()
        sit_down(page, desk, people["reviewer"])
        page.goto(f"{desk}/disclosure/{handed_in.number}/")
        take(page, "审核通过")
        expect(page.get_by_text("审核已通过")).to_be_visible()
        take(page, "保密审查通过")
        expect(page.get_by_text("保密审查已通过")).to_be_visible()
        sit_down(page, desk, people["head"])
        page.goto(f"{desk}/disclosure/{handed_in.number}/")
        letter = page.get_by_role("region", name="答复书")
        expect(letter).to_contain_text("60日内先向济南市人民政府申请行政复议")
        must_be_accessible(page)
        assert overflow(page) <= 0
        take(page, "签发答复")
        expect(page.get_by_text("已签发，请送达申请人")).to_be_visible()
        sit_down(page, desk, people["clerk"])
        page.goto(f"{desk}/disclosure/{handed_in.number}/")
        page.locator("#serve_way").select_option("by_post")
        page.locator("#serve_proof").fill("XA00000000037")
        take(page, "送达答复")
        expect(page.get_by_text("已登记送达，申请办结")).to_be_visible()
        shot(page, "refused")
        assert Request.objects.get(pk=handed_in.pk).row == 9
