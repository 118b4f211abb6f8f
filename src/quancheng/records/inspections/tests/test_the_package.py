"""The package: folders by indicator, contents, digests; what is out of sight stays out."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from docx import Document
from openpyxl import load_workbook

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.links import attached, registry
from quancheng.kernel.links.attached import Attached
from quancheng.kernel.links.registry import Linked
from quancheng.records.inspections.commands import materials
from quancheng.records.inspections.commands.packages import hand_out_package
from quancheng.records.inspections.commands.sheets import NotYourInspection
from quancheng.records.inspections.models import Package
from quancheng.records.inspections.tests.conftest import NOW, signed_in
from quancheng.records.inspections.web.packages import hand_out
from quancheng.ui.sure import asks_for_proof

SEEN = {"1"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


@pytest.fixture
def gathered(office, indicator):
    """A file twice by one name, an address, and a record that later goes out of sight."""
    registry.register(
        "test.paper", says="演示文件",
        find=lambda actor, ref: Linked("公报发布记录", "/x/", date(2026, 2, 2)) if ref in SEEN else None,
    )  # fmt: skip
    told = {"indicator_id": indicator.pk, "actor": office, "now": NOW}
    for text in ("第一期", "第二期"):
        upload = check_upload(text.encode(), name="公报.txt", accepted=EVIDENCE)
        materials.upload_material(upload=upload, data=text.encode(), says="", **told)
    materials.add_address(address="https://example.cn/gb", says="公报/页面?", **told)
    materials.take_record(ref=RecordRef("test.paper", "1"), **told)
    yield indicator
    SEEN.add("1")
    registry.forget("test.paper")


def box_of(office, indicator) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(package_of(office, indicator)))


def package_of(office, indicator) -> bytes:
    with hand_out_package(inspection_id=indicator.inspection_id, actor=office, now=NOW) as stream:
        return stream.read()


class TestHandOutPackage:
    def test_lays_files_in_numbered_folders_with_contents_and_digests(self, office, gathered):
        box = box_of(office, gathered)
        names = set(box.namelist())
        assert {"目录.docx", "目录.xlsx", "清单.json"} < names
        assert {"02-政府公报/公报.txt", "02-政府公报/公报（2）.txt", "02-政府公报/公报发布记录.docx"} < names
        assert not any(set(name) & set('<>:"|?*\\') for name in names)
        told = json.loads(box.read("清单.json"))["files"]
        assert told["02-政府公报/公报.txt"] == digest_of("第一期".encode())
        rows = list(load_workbook(io.BytesIO(box.read("目录.xlsx"))).active.values)
        assert rows[0][:3] == ("序号", "一级指标", "指标名称")
        assert [row[2] for row in rows[1:]] == ["政策解读", *["政府公报"] * 4, "答复规范"]
        assert rows[1][5] == "（无）"
        [table] = Document(io.BytesIO(box.read("目录.docx"))).tables
        assert len(table.rows) == 7
        assert AuditEntry.objects.filter(code="inspections.package.handed_out").count() == 1
        assert Package.objects.get().left_out == 0

    def test_leaves_out_what_the_maker_may_not_see_and_says_how_much(self, office, gathered):
        SEEN.clear()
        names = box_of(office, gathered).namelist()
        assert not any("公报发布记录" in name for name in names)
        assert Package.objects.get().left_out == 1
        assert "您无权查看" in signed_in(office).get(f"/inspections/{gathered.inspection_id}/package/").text

    def test_is_for_the_openness_office(self, clerk, inspection):
        with pytest.raises(NotYourInspection):
            hand_out_package(inspection_id=inspection.pk, actor=clerk, now=NOW)

    def test_leaves_the_desk_only_for_who_is_sure(self, office, gathered):
        assert asks_for_proof(hand_out)
        answer = signed_in(office).post(f"/inspections/{gathered.inspection_id}/package/out/")
        data = b"".join(answer.streaming_content)
        assert answer["Content-Type"] == "application/zip"
        assert "02-政府公报/公报.txt" in zipfile.ZipFile(io.BytesIO(data)).namelist()


class TestCheckingAPackageLater:
    def test_tells_the_true_one_from_a_changed_one(self, office, gathered, tmp_path, capsys):
        true = tmp_path / "a.zip"
        true.write_bytes(package_of(office, gathered))
        call_command("check_package", str(true))
        assert "由本系统导出" in capsys.readouterr().out
        changed = tmp_path / "b.zip"
        with zipfile.ZipFile(true) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                new.writestr(name, b"x" if name.endswith("公报.txt") else old.read(name))
        with pytest.raises(CommandError, match="1处不符"):
            call_command("check_package", str(changed))
        with pytest.raises(CommandError, match="读不了"):
            call_command("check_package", str(tmp_path / "none.zip"))

    def test_tells_a_manifest_that_never_left_this_house(self, office, gathered, tmp_path):
        kept = tmp_path / "a.zip"
        kept.write_bytes(package_of(office, gathered))
        Package.objects.all().delete()
        with pytest.raises(CommandError, match="不是本系统导出"):
            call_command("check_package", str(kept))


class TestTheFilesOfARecord:
    """A duty that was taken enters with its own files."""

    @pytest.fixture
    def duty(self, office, indicator):
        registry.register("test.duty", says="演示事项", find=lambda actor, ref: Linked("公开预算", "/d/"))
        files = [Attached("决算公开页", "决算.txt", lambda: "决算".encode()),
                 Attached("预算表", "预算.txt", lambda: "预算".encode())]  # fmt: skip
        attached.register("test.duty", lambda actor, refs: {"7": files} if actor.roles else {})
        ref = RecordRef("test.duty", "7")
        materials.take_record(indicator_id=indicator.pk, ref=ref, actor=office, now=NOW)
        yield indicator
        registry.forget("test.duty")
        attached.forget("test.duty")

    def test_go_in_named_and_listed_with_their_digests(self, office, duty):
        box = box_of(office, duty)
        path = "02-政府公报/公开预算-附1-决算.txt"
        assert box.read(path).decode() == "决算"
        told = json.loads(box.read("清单.json"))["files"]
        assert told[path] == digest_of("决算".encode())
        rows = list(load_workbook(io.BytesIO(box.read("目录.xlsx"))).active.values)
        listed = {row[6]: (row[5], row[7]) for row in rows if row[6]}
        assert listed[path] == ("公开预算（附1：决算公开页）", told[path])
        assert "02-政府公报/公开预算-附2-预算.txt" in listed
        [about] = Document(io.BytesIO(box.read("02-政府公报/公开预算.docx"))).tables
        assert "决算.txt；预算.txt" in [cell.text for row in about.rows for cell in row.cells]

    def test_are_told_before_it_leaves(self, office, duty):
        page = signed_in(office).get(f"/inspections/{duty.inspection_id}/package/").text
        assert "其中系统记录自带的文件2个一并收入" in page
