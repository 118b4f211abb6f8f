"""The register's workbook at the desk: exported, previewed, and applied as it was previewed or not at all."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.models import Person, Unit
from quancheng.shells.workbench.tests.test_orgs import administrator_of, government, seat, signed_in, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
IMPORT = "workbench:orgs_import"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def city():
    made = government("c")
    seat(unit_of(made, "2", "演示市财政局"), "经办", "holder")
    return made


@pytest.fixture
def system(city) -> Client:
    return administrator_of(city)


def filled(client: Client, *rows: tuple[str, ...], sheet: str = "单位") -> bytes:
    """The exported workbook with more rows in one sheet."""
    book = load_workbook(BytesIO(client.get(reverse("workbench:orgs_export")).content))
    for row in rows:
        book[sheet].append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bring(client: Client, data: bytes, name: str = "名册.xlsx"):
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, data)})


def with_new_unit(client: Client) -> bytes:
    book = load_workbook(BytesIO(filled(client, ("3", "部门（单位）", "演示市审计局"))))
    book["名称"].append(("3", "全称", "演示市审计局"))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def confirm(client: Client, address: str):
    seen = client.get(address).context["seen"].fingerprint
    return client.post(address, {"seen": seen})


class TestExporting:
    def test_gives_the_register_as_a_workbook(self, system):
        book = load_workbook(BytesIO(system.get(reverse("workbench:orgs_export")).content))
        assert [cell.value for cell in book["单位"][2]][:3] == ["2", "部门（单位）", "演示市财政局"]

    def test_is_for_the_administrator_alone(self, city):
        official = signed_in(seat(unit_of(city, "9", "演示局"), "经办", "x").person)
        assert official.get(reverse("workbench:orgs_export")).status_code == 403

    def test_gives_a_sibling_only_their_own(self, system):
        stranger = administrator_of(government("west"))
        book = load_workbook(BytesIO(stranger.get(reverse("workbench:orgs_export")).content))
        assert book["单位"].max_row == 1


class TestThePreview:
    def test_writes_nothing_and_counts_every_row(self, system):
        answer = system.get(bring(system, with_new_unit(system))["Location"])
        told = answer.context
        assert (told["added"], told["changed"], told["unchanged"]) == (2, 0, 6)
        assert "演示市审计局" in answer.content.decode()
        assert not Unit.objects.filter(code="3").exists()

    def test_names_sheet_and_line_of_what_is_wrong(self, system):
        wrong = filled(system, ("4", "没有这类", "演示市某局"))
        page = system.get(bring(system, wrong)["Location"]).content.decode()
        assert "工作表“单位”第3行" in page
        assert "确认全部导入" not in page

    def test_says_when_nothing_would_change(self, system):
        page = system.get(bring(system, filled(system))["Location"]).content.decode()
        assert "与现在的名册完全相同" in page

    def test_refuses_in_its_place_what_is_no_workbook(self, system):
        answer = bring(system, b"not a workbook", "名册.xlsx")
        assert answer.status_code == 422
        assert not StoredFile.objects.exists()

    def test_is_told_in_the_audit(self, system):
        bring(system, filled(system))
        assert AuditEntry.objects.filter(code="workbench.register.brought").count() == 1

    def test_is_not_there_for_a_sibling(self, system):
        address = bring(system, with_new_unit(system))["Location"]
        assert administrator_of(government("west")).get(address).status_code == 404

    def test_is_not_for_an_official_in_a_post(self, city, system):
        address = bring(system, with_new_unit(system))["Location"]
        official = signed_in(seat(unit_of(city, "9", "演示局"), "经办", "x").person)
        assert (official.get(address).status_code, official.get(reverse(IMPORT)).status_code) == (403, 403)


class TestConfirming:
    def test_applies_the_whole_file(self, system):
        answer = confirm(system, bring(system, with_new_unit(system))["Location"])
        assert answer["Location"] == reverse("workbench:orgs")
        assert Unit.objects.filter(code="3", name="演示市审计局").exists()

    def test_is_refused_when_the_register_changed_since(self, system, city):
        address = bring(system, with_new_unit(system))["Location"]
        seen = system.get(address).context["seen"].fingerprint
        Unit.objects.filter(tenant=city, code="2").update(short_name="市财政局")
        answer = system.post(address, {"seen": seen})
        assert answer.status_code == 422
        assert "预览之后名册或文件已有变化" in answer.content.decode()
        assert not Unit.objects.filter(code="3").exists()

    @pytest.mark.parametrize("seen", ["", "made up"])
    def test_is_refused_without_a_preview(self, system, seen):
        answer = system.post(bring(system, with_new_unit(system))["Location"], {"seen": seen})
        assert answer.status_code == 422
        assert not Unit.objects.filter(code="3").exists()

    def test_applies_nothing_when_one_row_is_wrong(self, system):
        book = load_workbook(BytesIO(with_new_unit(system)))
        book["单位"].append(("4", "没有这类", "演示市某局"))
        out = BytesIO()
        book.save(out)
        answer = confirm(system, bring(system, out.getvalue())["Location"])
        assert "没有导入任何内容" in answer.content.decode()
        assert not Unit.objects.filter(code="3").exists()


class TestAnOlderTemplate:
    def test_without_a_column_takes_nothing_away(self, system, city):
        Person.objects.create(account="left", name="演示旧人", email="l@x.cn", tenant=city, is_active=False)
        book = load_workbook(BytesIO(filled(system)))
        book["人员"].delete_cols(3, 2)  # the address and whether it is in use
        out = BytesIO()
        book.save(out)
        page = system.get(bring(system, out.getvalue())["Location"])
        assert page.context["changed"] == 0
        assert "工作表“人员”没有“电子邮箱、在用”列" in page.content.decode()

    def test_with_an_odd_account_of_old_can_still_be_brought(self, system, city):
        Person.objects.create(account="old/clerk", name="演示旧人", tenant=city)
        assert system.get(bring(system, with_new_unit(system))["Location"]).context["seen"].is_sound
