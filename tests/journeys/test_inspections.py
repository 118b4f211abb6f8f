"""An indicator sheet comes in, is confirmed, is filled by the house and a unit, and leaves as a package."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quancheng.kernel.files.tests.samples import LEFT, UP, table, xlsx_of
from tests.journeys.cast import sit_down
from tests.journeys.conftest import WIDTHS, overflow

SHEET = xlsx_of(
    table(
        ("2026年政务公开第三方评估指标（演示）", LEFT, LEFT, LEFT, LEFT),
        ("一级指标", "二级指标", "评估要点", "分值", "佐证材料"),
        ("财政信息", "部门预算和决算", "公开部门预算和决算，附说明", "8", "公开页面网址、说明文件"),
        (UP, "政府采购意向", "公开政府采购意向，全年不少于4次", "酌情", "采购意向清单"),
        ("公报", "政府公报", "纸质版和电子版同日发布", "6", "公报目录"),
        ("合计", LEFT, LEFT, "20", ""),
    )
)
FILE = {"name": "评估指标.xlsx", "mimeType": "application/octet-stream", "buffer": SHEET}


@pytest.mark.usefixtures("issued")
class TestAnInspection:
    @WIDTHS
    def test_goes_from_the_sheet_to_the_package(
        self, page: Page, desk, official, chief, clerk, head, size, must_be_accessible, shot
    ):
        page.set_viewport_size(size)
        self.bring_and_correct(page, desk, official, must_be_accessible, shot)
        sit_down(page, desk, chief)
        page.goto(f"{desk}/inspections/")
        page.get_by_role("link", name="2026年政务公开第三方评估指标").click()
        page.get_by_role("button", name="确认指标表").click()
        expect(page.get_by_text("指标表已确认")).to_be_visible()
        self.gather(page, must_be_accessible, shot)
        self.bring_as_unit(page, desk, clerk, must_be_accessible, shot)
        self.accept_and_pack(page, desk, chief, must_be_accessible, shot)

    def bring_and_correct(self, page: Page, desk, official, must_be_accessible, shot):
        sit_down(page, desk, official)
        page.goto(f"{desk}/inspections/")
        must_be_accessible(page)
        page.get_by_role("link", name="导入指标表").first.click()
        page.get_by_label("指标表文件").set_input_files(FILE)
        page.get_by_label("检查期起").fill("2026-01-01")
        page.get_by_label("检查期止").fill("2026-12-31")
        must_be_accessible(page)
        shot(page, "inspection-upload")
        page.get_by_role("button", name="上传并读取").click()
        expect(page.get_by_text("不是一个数")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "inspection-draft")
        page.get_by_role("link", name=re.compile(r"更正\s*第2行")).click()
        page.get_by_label("分值").fill("6")
        must_be_accessible(page)
        shot(page, "inspection-row")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("须由另一人确认")).to_be_visible()

    def gather(self, page: Page, must_be_accessible, shot):
        page.get_by_role("link", name="部门预算和决算").click()
        expect(page.get_by_text("相同用词").first).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "inspection-indicator")
        page.get_by_role("button", name="采用", exact=False).first.click()
        expect(page.get_by_text("已采用为佐证材料")).to_be_visible()
        page.get_by_label("预计得分").fill("7")
        page.get_by_label("自评理由").fill("缺一个单位的说明")
        page.get_by_role("button", name="保存自评").click()
        expect(page.get_by_text("自评已保存")).to_be_visible()
        page.get_by_label("当前位置").get_by_role("link", name="第三方评估").click()
        page.get_by_role("link", name="政府公报").click()
        page.locator("summary", has_text="向单位下达任务").click()
        page.get_by_label("承办单位").select_option(label="市财政局")
        page.get_by_label("报送期限").fill((timezone.localdate() + timedelta(days=7)).isoformat())
        page.get_by_label("材料要求").fill("请报送全年公报目录和电子版网址。")
        must_be_accessible(page)
        page.get_by_role("button", name="下达").click()
        expect(page.get_by_text("任务已下达")).to_be_visible()
        page.get_by_label("当前位置").get_by_role("link", name="第三方评估").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "inspection-sheet")

    def bring_as_unit(self, page: Page, desk, clerk, must_be_accessible, shot):
        sit_down(page, desk, clerk)
        page.goto(desk)
        page.get_by_role("link", name="迎检材料待报送").click()
        must_be_accessible(page)
        shot(page, "inspection-tasks")
        page.get_by_role("link", name="政府公报").click()
        page.get_by_role("button", name="签收").click()
        page.locator("summary", has_text="添加网址").click()
        page.get_by_label("网址", exact=True).fill("https://www.example.cn/gazette/")
        page.locator("#address_says").fill("公报电子版")
        page.get_by_role("button", name="添加网址").click()
        expect(page.get_by_text("网址已添加")).to_be_visible()
        must_be_accessible(page)
        assert overflow(page) == 0
        shot(page, "inspection-task")
        page.get_by_role("button", name="报送材料").click()
        expect(page.get_by_text("等政务公开机构验收")).to_be_visible()

    def accept_and_pack(self, page: Page, desk, chief, must_be_accessible, shot):
        sit_down(page, desk, chief)
        page.goto(desk)
        page.get_by_role("link", name="迎检材料待验收").click()
        page.get_by_role("link", name="政府公报").click()
        page.get_by_role("button", name="验收").click()
        expect(page.get_by_text("材料计入指标")).to_be_visible()
        page.goto(f"{desk}/inspections/")
        must_be_accessible(page)
        shot(page, "inspection-list")
        page.get_by_role("link", name="2026年政务公开第三方评估指标").click()
        page.get_by_role("link", name="材料包").click()
        must_be_accessible(page)
        assert overflow(page) == 0
        with page.expect_download() as download:
            page.get_by_role("button", name="导出材料包").click()
        names = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())).namelist()
        assert "03-政府公报/公报电子版.docx" in names
        assert "目录.docx" in names
        page.reload()
        expect(page.get_by_text("清单摘要")).to_be_visible()
        shot(page, "inspection-package")
