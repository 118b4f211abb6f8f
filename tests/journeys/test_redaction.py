"""A file of evidence is covered by one official and finished by another; without scripts it goes as well."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.redaction.tests import papers
from quancheng.records.plan.queries.redacting import EVIDENCE_KIND
from tests.journeys.cast import sit_down
from tests.journeys.conftest import NARROW, WIDTHS, overflow

PAGES = (
    papers.lines(
        "老旧小区改造意见征集情况（演示）",
        f"一、{papers.NAME}（住泉城路1号2单元301室）反映外墙渗水，",
        f"身份证号{papers.NUMBER}，联系电话{papers.PHONE}。",
        "二、承办单位已于2026年3月2日现场查看，确定纳入改造范围。",
        "三、施工单位统一社会信用代码91350100M000100Y43。",
    ),
    papers.lines("办理结果（演示）", f"{papers.NAME}签收，住泉城路1号2单元301室。", "同意公开。"),
)


@pytest.fixture
def evidence(issued, official) -> Evidence:
    """A scan-free pdf of two pages, brought for the first duty."""
    data, now = papers.pdf_of(*PAGES), timezone.now()
    duty = DueItem.objects.order_by("pk")[0]
    actor = actor_for(official, None, timezone.localdate(now), "journey")
    kept = keep_file(
        check_upload(data, name="意见征集情况.pdf"), data, tenant_id=official.tenant_id, actor=actor, now=now
    )
    return Evidence.objects.create(
        item=duty, kind="file", says="意见征集情况", file=kept, added_by=official, added_at=now
    )


def draw(page: Page, *, left: float, top: float, right: float, bottom: float) -> None:
    """With the mouse, from corner to corner."""
    sheet = page.locator("[data-draws]")
    sheet.scroll_into_view_if_needed()
    frame = sheet.bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + left * frame["width"], frame["y"] + top * frame["height"])
    page.mouse.down()
    page.mouse.move(frame["x"] + right * frame["width"], frame["y"] + bottom * frame["height"], steps=4)
    page.mouse.up()


class TestARedaction:
    @WIDTHS
    def test_is_drafted_finished_and_proved(
        self, page: Page, desk, evidence, official, chief, size, must_be_accessible, shot, tmp_path: Path
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, official)
        page.goto(f"{desk}/redaction/of/{EVIDENCE_KIND}/{evidence.pk}/")
        must_be_accessible(page)
        shot(page, "redaction-begin")
        page.get_by_role("button", name="开始区分处理").click()
        page.get_by_text("按词语遮盖全文").click()
        page.get_by_label("要遮盖的词语", exact=True).fill(papers.NAME)
        page.get_by_role("button", name="查找").click()
        expect(page.get_by_role("list", name="找到的位置")).to_be_visible()
        shot(page, "redaction-words")
        must_be_accessible(page)
        page.get_by_role("button", name=f"遮盖所有“{papers.NAME}”（2处）").click()
        expect(page.get_by_text("共2处")).to_be_visible()
        if size == NARROW:
            page.get_by_text("填写位置和备注").click()
            for label, value in (("左边距", "22"), ("上边距", "8"), ("宽（", "30"), ("高（", "2.4")):
                page.get_by_label(label).first.fill(value)
            page.get_by_role("button", name="遮盖第1页的这个位置").click()
        else:
            draw(page, left=0.27, top=0.081, right=0.55, bottom=0.103)
        expect(page.get_by_text("共3处")).to_be_visible()
        page.get_by_text("疑似个人信息 2 处").click()
        page.get_by_role("button", name="遮盖勾选的号码").click()
        expect(page.get_by_text("共5处")).to_be_visible()
        expect(page.get_by_role("heading", name="别处还有同样的内容")).to_be_visible()
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, "redaction-draft")
        page.get_by_role("link", name="公开后").click()
        assert overflow(page) == 0
        shot(page, "redaction-open")
        must_be_accessible(page)
        page.get_by_role("button", name="送复核").click()
        expect(page.get_by_text("复核期间不能修改")).to_be_visible()

        sit_down(page, desk, chief)
        page.goto(f"{desk}/redaction/")
        must_be_accessible(page)
        shot(page, "redaction-list")
        page.get_by_role("link", name="意见征集情况.pdf").click()
        page.get_by_label("上列词语在别处应当公开").check()
        page.get_by_label("已逐页核对").check()
        must_be_accessible(page)
        shot(page, "redaction-judge")
        page.get_by_role("button", name="完成，生成公开件").click()
        expect(page.get_by_role("heading", name="清除证明")).to_be_visible()
        assert overflow(page) == 0
        must_be_accessible(page)
        shot(page, "redaction-proof")
        with page.expect_download() as coming:
            page.get_by_role("link", name="下载公开件").click()
        kept = tmp_path / "open.pdf"
        coming.value.save_as(kept)
        assert coming.value.suggested_filename == "区分处理后文件.pdf"
        assert papers.PHONE.encode() not in kept.read_bytes()

    def test_goes_without_scripts(self, browser: Browser, desk, evidence, official):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        sit_down(page, desk, official)
        page.goto(f"{desk}/redaction/of/{EVIDENCE_KIND}/{evidence.pk}/")
        page.get_by_role("button", name="开始区分处理").click()
        page.goto(f"{page.url}?words={papers.NAME}")
        page.get_by_role("button", name=f"遮盖所有“{papers.NAME}”（2处）").click()
        expect(page.get_by_text("共2处")).to_be_visible()
        page.get_by_role("button", name="取消遮盖").first.click()
        expect(page.get_by_text("共1处")).to_be_visible()
        context.close()
