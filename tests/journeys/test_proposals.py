"""What the records have reached is reported in bulk; the rest is filled in, and confirmed, as workbooks."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.commands import drafts, editions, tasks
from quancheng.records.plan.queries.issuing import TaskSpec
from quancheng.records.plan.tests.measured import MEASURE, Posts, posts_that_count
from tests.journeys.cast import paper, sit_down
from tests.journeys.conftest import WIDTHS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLES = ("公开部门预算和决算，附说明。", "公开财政政策并同步解读。")


@pytest.fixture
def posts(bureau: Unit) -> Iterator[Posts]:
    """Three posts of the department, of the last days."""
    with posts_that_count() as posts:
        for number in range(3):
            day = timezone.localdate() - timedelta(days=number)
            posts.add(f"预算公开第{number + 1}期", bureau.short_name, day.isoformat())
        yield posts


@pytest.fixture
def issued(official, clerk, head, bureau, posts) -> None:
    """Row 1 in two parts that are read from records, row 2 as it stands; the year is the one of the test."""
    now = timezone.now()
    year = timezone.localdate(now).year
    data = paper().replace("2026年".encode(), f"{year}年".encode())
    office = actor_for(official, None, timezone.localdate(now), "journey")
    upload = check_upload(data, name="任务分工.txt")
    draft = drafts.bring_draft(upload=upload, data=data, actor=office, now=now)
    plan = editions.confirm_draft(draft_id=draft.pk, version=draft.version, actor=office, now=now).plan
    last, units = timezone.localdate(now).replace(month=12, day=31), {bureau.pk: "responsible"}
    specs = [
        TaskSpec(title, Rhythm.ONCE, last, units, target, "条", MEASURE)
        for title, target in zip(TITLES, (3, 5), strict=True)
    ]
    tasks.take_apart(row_ref=f"{plan.ref}-1", tasks=specs, actor=office, now=now)
    tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=now)


def exported(page: Page, name: str):
    """A workbook as it is handed out."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return load_workbook(io.BytesIO(waiting.value.path().read_bytes()))


def bring(page: Page, book) -> None:
    out = io.BytesIO()
    book.save(out)
    told = {"name": "表格.xlsx", "mimeType": XLSX, "buffer": out.getvalue()}
    page.get_by_label("填好的表格").set_input_files([told])
    page.get_by_role("button", name="上传并预览").click()


@pytest.mark.usefixtures("issued")
class TestWhatTheRecordsSay:
    @WIDTHS
    def test_is_reported_in_bulk_and_the_rest_by_workbook(
        self,
        page: Page,
        desk,
        clerk,
        head,
        size,
        must_be_accessible,
        shot,
    ):
        page.set_viewport_size(size)
        sit_down(page, desk, clerk)
        page.goto(f"{desk}/plan/duties/")
        shot(page, "proposals-list")
        page.get_by_role("link", name="系统已核到").click()
        must_be_accessible(page)
        shot(page, "proposals-reached")
        expect(page.get_by_role("checkbox", name=f"报送：{TITLES[0]}")).to_be_checked()
        page.get_by_role("button", name="报送所勾选的事项").click()
        expect(page.get_by_text("已报送1项责任事项")).to_be_visible()
        must_be_accessible(page)
        shot(page, "proposals-none")

        page.goto(f"{desk}/plan/duties/")
        page.get_by_role("link", name=TITLES[1]).click()
        expect(page.get_by_text("3条／5条")).to_be_visible()
        page.get_by_role("checkbox", name="选用：公开信息预算公开第2期").uncheck()
        must_be_accessible(page)
        shot(page, "proposals-duty")
        page.get_by_role("button", name="选用所勾选的记录作佐证").click()
        expect(page.get_by_text("已选用2条系统记录作佐证")).to_be_visible()
        page.get_by_text("添加系统记录").click()
        page.get_by_label("记录页面地址").fill("https://elsewhere.example.cn/1")
        page.get_by_role("button", name="添加", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("没有认出这是哪条记录")
        must_be_accessible(page)
        shot(page, "proposals-duty-refused")

        page.goto(f"{desk}/plan/duties/table/")
        must_be_accessible(page)
        shot(page, "filling-bring")
        book = exported(page, "导出办理表（xlsx）")
        sheet = book["办理表"]
        sheet["L2"] = sheet["L3"] = "也许"
        bring(page, book)
        expect(page.get_by_text("只能填“是”或“否”").first).to_be_visible()
        must_be_accessible(page)
        shot(page, "filling-faults")
        sheet["L2"], sheet["L3"] = "是", "是"
        for line in (2, 3):
            if "政府采购" in sheet.cell(line, 5).value:
                sheet.cell(line, 10, "四次采购意向均已公开。")
                sheet.cell(line, 11, "https://www.example.cn/intentions")
        page.get_by_role("link", name="重新上传").click()
        bring(page, book)
        must_be_accessible(page)
        shot(page, "filling-preview")
        page.get_by_role("button", name="确认全部办理").click()
        expect(page.get_by_text("已按表格办理：报送2项")).to_be_visible()

        sit_down(page, desk, head)
        page.goto(f"{desk}/plan/duties/confirm/")
        page.get_by_role("link", name="用表格确认").click()
        book = exported(page, "导出待确认表（xlsx）")
        sheet = book["待确认表"]
        sheet["J2"], sheet["J3"], sheet["J4"], sheet["K4"] = "是", "是", "退回", "请补全链接。"
        bring(page, book)
        must_be_accessible(page)
        shot(page, "filling-confirm")
        page.get_by_role("button", name="确认全部办理").click()
        expect(page.get_by_text("已按表格办理：确认2项，退回1项")).to_be_visible()
