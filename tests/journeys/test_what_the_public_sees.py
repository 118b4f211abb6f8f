"""A citizen looks whether a promise was kept; two officials let the evidence go up, and take it down."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.obligations.models import DueItem, EvidenceRelease
from quancheng.kernel.orgs.models import Person
from quancheng.records.plan.commands import drafts, duties, editions, moves, oversight, publishing, releases
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries.duties import own_duties
from quancheng.records.plan.queries.moves import moves_of
from tests.journeys.cast import paper, sit_down
from tests.journeys.conftest import WIDTHS, overflow


def acting(who: Person) -> Actor:
    return actor_for(who, None, timezone.localdate(), "journey")


def seen(duty: DueItem) -> dict[str, int]:
    return {"duty_id": duty.pk, "version": DueItem.objects.get(pk=duty.pk).case.version}


@pytest.fixture
def published(official, clerk, head, chief) -> Plan:
    """Row 1 done, with a file as evidence; row 2 moved."""
    now, data = timezone.now(), paper()
    office, unit = acting(official), acting(clerk)
    draft = drafts.bring_draft(
        upload=check_upload(data, name="任务分工.txt"), data=data, actor=office, now=now
    )
    plan = editions.confirm_draft(draft_id=draft.pk, version=draft.version, actor=office, now=now).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=now)
    first, second = own_duties(unit).order_by("pk")
    told = "部门预算".encode()
    upload = check_upload(told, name="内部底稿.txt", accepted=EVIDENCE)
    duties.add_evidence_file(duty_id=first.pk, upload=upload, data=told, says="底稿", actor=unit, now=now)
    duties.report_duty(**seen(first), note="", actor=unit, now=now)
    duties.confirm_duty(**seen(first), actor=acting(head), now=now)
    oversight.postpone_duty(**seen(second), until=date(2027, 1, 29), reason="系统升级", actor=office, now=now)
    publishing.publish_plan(ref=plan.ref, actor=acting(chief), now=now)
    return plan


@pytest.fixture
def shown(published, official, clerk, chief) -> Plan:
    """The evidence released, the move published."""
    now = timezone.now()
    first, second = DueItem.objects.order_by("pk")
    evidence = first.evidence.get()
    release = releases.propose_release(
        evidence_id=evidence.pk, title="2026年部门预算", actor=acting(clerk), now=now
    )
    releases.release_evidence(release_id=release.pk, version=0, reason="已核对", actor=acting(chief), now=now)
    moves.publish_move(
        duty_id=second.pk, line_id=moves_of(second)[0].line.pk, reason="采购平台升级，一月恢复公开",
        actor=acting(official), now=now,
    )  # fmt: skip
    return published


class TestACitizen:
    @WIDTHS
    def test_sees_what_was_kept_shown_and_moved(
        self, page: Page, public_site, shown, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        page.goto(f"{public_site}/plan/")
        expect(page.get_by_text("/ 2 项已完成")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "public-plan")
        page.get_by_role("combobox", name="进展").select_option("已完成")
        page.get_by_role("button", name="筛选").click()
        expect(page.get_by_text("2项中有1项符合")).to_be_visible()
        page.wait_for_load_state()  # a page that jumps to its place takes the focus with it
        page.get_by_role("link", name="公开部门预算").press("Enter")
        expect(page.get_by_text("全部由责任单位负责人确认完成")).to_be_visible()
        with page.expect_download() as came:
            page.get_by_role("link", name="2026年部门预算").click()
        assert came.value.suggested_filename == "2026年部门预算.txt"
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "public-row-kept")
        page.get_by_role("link", name="下一项").click()
        expect(page.get_by_text("采购平台升级，一月恢复公开")).to_be_visible()
        expect(page.get_by_text("2027年1月29日")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "public-row-moved")

    def test_reads_it_at_twice_the_size_too(self, page: Page, public_site, shown, shot):
        page.set_viewport_size({"width": 640, "height": 450})
        page.goto(f"{public_site}/plan/rows/{shown.ref}-1/")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflow(page) == 0
        shot(page, "public-row-large")

    def test_finds_nothing_the_moment_it_came_down(self, page: Page, public_site, shown, chief):
        address = f"{public_site}/plan/rows/{shown.ref}-1/"
        page.goto(address)
        expect(page.get_by_role("link", name="2026年部门预算")).to_be_visible()
        one = EvidenceRelease.objects.get()
        releases.withdraw_release(release_id=one.pk, reason="有误", actor=acting(chief), now=timezone.now())
        page.reload()
        expect(page.get_by_role("link", name="2026年部门预算")).to_have_count(0)
        assert page.request.get(f"{public_site}/plan/evidence/{one.pk}/").status == 404


class TestTwoOfficials:
    @WIDTHS
    def test_let_evidence_go_up_and_one_takes_it_down(
        self, page: Page, desk, published, clerk, chief, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        duty = DueItem.objects.order_by("pk")[0]
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/plan/duties/{duty.pk}/")
        must_be_accessible(page)
        shot(page, "duty-propose")
        page.get_by_role("link", name="提议公开").click()
        must_be_accessible(page)
        shot(page, "release-propose")
        page.get_by_label("公开标题").fill("2026年部门预算")
        page.get_by_role("button", name="提议公开").click()
        expect(page.get_by_text("已提议公开，等另一位审核人作保密审查")).to_be_visible()

        sit_down(page, desk, chief)
        page.goto(f"{desk}/plan/releases/")
        must_be_accessible(page)
        shot(page, "releases")
        page.get_by_role("link", name="2026年部门预算").click()
        page.get_by_role("button", name="已作保密审查，公开").click()
        expect(page.get_by_role("alert")).to_contain_text("请先打开佐证核对")
        must_be_accessible(page)
        shot(page, "release-refused")
        page.get_by_label("已打开佐证逐项核对").check()
        page.get_by_role("button", name="已作保密审查，公开").click()
        expect(page.get_by_text("已公开，门户上现在可以看到")).to_be_visible()
        must_be_accessible(page)
        page.get_by_label("理由").fill("数字有误")
        page.get_by_role("button", name="撤下").click()
        expect(page.get_by_text("已撤下，公众现在看不到了")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0


class TestTheOffice:
    @WIDTHS
    def test_tells_of_a_moved_day_in_words_for_the_public(
        self, page: Page, desk, published, official, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        duty = DueItem.objects.order_by("pk")[1]
        sit_down(page, desk, official)
        page.goto(f"{desk}/plan/duties/{duty.pk}/")
        page.get_by_role("link", name="公开…").click()
        expect(page.get_by_label("向公众说明的原因")).to_have_value("系统升级")
        must_be_accessible(page)
        shot(page, "move-publish")
        page.get_by_label("向公众说明的原因").fill("采购平台升级，一月恢复公开")
        page.get_by_role("button", name="公开这次调整").click()
        expect(page.get_by_text("已公开这次时限调整")).to_be_visible()
        must_be_accessible(page)
        shot(page, "duty-moved")
        page.get_by_role("button", name="撤回公开").click()
        expect(page.get_by_text("已撤回，公众现在看不到")).to_be_visible()
