"""Closed orders leave for the archive: a package, a receipt, and only then archived."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from quancheng.kernel.archiving import commands, queries
from quancheng.kernel.archiving.holdings import Holding, NotForTheArchive, register
from quancheng.kernel.archiving.models import HandedRecord, Handover
from quancheng.kernel.archiving.package import DIGESTS
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.queries import sentence_of
from quancheng.kernel.audit.verify import verify_chain
from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.packing import MANIFEST, faults_of
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.models import Person, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.retention.commands import set_hold
from quancheng.kernel.retention.jobs import erase
from quancheng.kernel.retention.kinds import kind_called
from quancheng.kernel.retention.models import Hold, Term
from quancheng.kernel.retention.queries import due_now
from quancheng.records.plan.commands import order_answers, orders
from quancheng.records.plan.models import Order
from quancheng.records.plan.queries.kept import ORDERS
from quancheng.records.plan.tests.conftest import NOW, at
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_supervision_orders.conftest import told

pytestmark = pytest.mark.django_db
LATER = at("2026-05-04")  # Monday, two months after the order was closed
DAY = date(2026, 5, 6)  # Wednesday
AFTER = at("2026-05-07")  # Thursday
ATTACHED = "附件：公开目录（演示）".encode()


@pytest.fixture(autouse=True)
def no_anchors(settings, tmp_path):
    settings.AUDIT_ANCHORS = tmp_path / "anchors"


@pytest.fixture
def closed(signed, head, office) -> Order:
    """Answered with a file and closed on Friday 6 March 2026."""
    file = order_answers.Brought(check_upload(ATTACHED, name="目录.txt"), ATTACHED)
    order_answers.send_answer(
        **told(signed), text="已公开。", files=(file,), actor=head, now=at("2026-03-05")
    )
    orders.close_order(**told(signed), note="", actor=office, now=at("2026-03-06"))
    return signed


@pytest.fixture
def term(city) -> Term:
    """One month, set by the government itself: what is a mere sample hands nothing over."""
    return Term.objects.create(
        tenant=city, kind=ORDERS.code, from_on=date(2026, 3, 3), value=1, source="本级档案分类方案（演示）",
        set_by=Person.objects.first(), set_at=NOW,
    )  # fmt: skip


@pytest.fixture
def prepared(closed, term, office_head) -> Handover:
    return commands.prepare_handover(kind=ORDERS.code, actor=office_head, now=LATER)


def receive(handover, actor, *, on=DAY, now=AFTER, receipt=None):
    return commands.receive_handover(
        handover_id=handover.pk, received_by="演示接收人", received_unit="泉州湾市档案馆（演示）",
        received_on=on, receipt=receipt, actor=actor, now=now,
    )  # fmt: skip


def package_of(handover) -> bytes:
    with handover.package.data.open("rb") as lying:
        return lying.read()


class TestPrepareHandover:
    def test_puts_order_history_answer_and_files_into_a_folder(self, prepared, closed):
        [one] = prepared.records.all()
        with zipfile.ZipFile(io.BytesIO(package_of(prepared))) as box:
            names = {name.removeprefix(f"{one.folder}/") for name in box.namelist() if "/" in name}
            label = closed.label
            assert names == {
                f"{label} 督办单.docx", "办理经过.xlsx", "第1次答复.txt", "第1次答复附件 目录.txt"
            }  # fmt: skip
            assert box.read(f"{one.folder}/第1次答复附件 目录.txt") == ATTACHED
            history = load_workbook(io.BytesIO(box.read(f"{one.folder}/办理经过.xlsx"))).active
            steps = [row[1] for row in history.iter_rows(min_row=2, values_only=True)]
        assert (one.title, one.files, one.since) == (f"{label} 预算公开", 4, date(2026, 3, 6))
        assert steps[:2] == ["起草", "签发"]
        assert steps[-1] == "办结"

    def test_lists_everything_with_its_digest(self, prepared):
        data = package_of(prepared)
        assert list(faults_of(data, digest_of)) == []
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            assert digest_of(box.read(MANIFEST)) == prepared.digest
            told = json.loads(box.read(MANIFEST))["files"]
            lines = box.read(DIGESTS).decode().splitlines()
            assert {tuple(reversed(line.split("  ", 1))) for line in lines} == {
                (path, digest) for path, digest in told.items() if path != DIGESTS
            }
            sheet = load_workbook(io.BytesIO(box.read("归档移交清单.xlsx"))).active
            assert [cell.value for cell in sheet[2]][1] == prepared.records.get().title
            paper = Document(io.BytesIO(box.read("归档移交清单.docx")))
        assert any("接收人（签字）" in line.text for line in paper.paragraphs)

    def test_changes_nothing_of_the_record(self, prepared, closed):
        assert [one.title for one in due_now(ORDERS, tenant_id=closed.tenant_id, now=LATER)]
        assert not queries.archived(ORDERS.code).exists()

    def test_writes_one_line_of_the_audit(self, closed, term, office_head):
        before = AuditEntry.objects.count()
        made = commands.prepare_handover(kind=ORDERS.code, actor=office_head, now=LATER)
        [line] = AuditEntry.objects.order_by("seq")[before:]
        assert sentence_of(line) == f"生成归档移交〔2026〕1号：督办单1件，清单摘要{made.digest}"
        assert not verify_chain().broken

    def test_takes_no_record_twice(self, prepared, office_head):
        with pytest.raises(commands.NothingToHandOver):
            commands.prepare_handover(kind=ORDERS.code, actor=office_head, now=LATER)

    def test_takes_nothing_before_its_term(self, closed, term, office_head):
        with pytest.raises(commands.NothingToHandOver):
            commands.prepare_handover(kind=ORDERS.code, actor=office_head, now=at("2026-04-03"))

    def test_takes_nothing_while_the_term_is_a_sample(self, closed, office_head):
        with pytest.raises(commands.NothingToHandOver):
            commands.prepare_handover(kind=ORDERS.code, actor=office_head, now=at("2028-03-06"))

    def test_takes_nothing_that_is_held(self, closed, term, office_head):
        set_hold(kind=ORDERS.code, ref=str(closed.pk), reason="复议", actor=office_head, now=LATER)
        with pytest.raises(commands.NothingToHandOver):
            commands.prepare_handover(kind=ORDERS.code, actor=office_head, now=LATER)

    def test_is_not_for_others(self, closed, term, office, head, stranger):
        for actor in (office, head):
            with pytest.raises(queries.NotByYou):
                commands.prepare_handover(kind=ORDERS.code, actor=actor, now=LATER)
        with pytest.raises(commands.NothingToHandOver):  # of another government: it has none
            commands.prepare_handover(kind=ORDERS.code, actor=stranger, now=LATER)


class TestReceiveHandover:
    def test_marks_the_records_as_archived_and_keeps_them_readable(self, prepared, closed, office_head):
        done = receive(prepared, office_head)
        assert (done.received_on, done.entered_by_id) == (DAY, office_head.person_id)
        assert list(queries.archived(ORDERS.code)) == [closed.pk]
        assert due_now(ORDERS, tenant_id=closed.tenant_id, now=AFTER) == []
        assert Order.objects.get(pk=closed.pk).demand == closed.demand
        assert queries.handed_over(ORDERS.code, closed.pk) == done

    def test_keeps_the_scan_of_the_receipt(self, prepared, office_head):
        scan = check_upload(ATTACHED, name="回执.txt"), ATTACHED
        assert receive(prepared, office_head, receipt=scan).receipt.name == "回执.txt"

    def test_writes_one_line_without_the_name(self, prepared, office_head):
        before = AuditEntry.objects.count()
        receive(prepared, office_head)
        [line] = AuditEntry.objects.order_by("seq")[before:]
        assert "演示接收人" not in json.dumps(line.facts, ensure_ascii=False)
        assert "泉州湾市档案馆（演示）于2026-05-06接收" in sentence_of(line)
        assert not verify_chain().broken

    def test_twice_is_refused(self, prepared, office_head):
        receive(prepared, office_head)
        with pytest.raises(commands.OverAlready, match="已登记接收"):
            receive(prepared, office_head)

    @pytest.mark.parametrize("on", [date(2026, 5, 3), date(2026, 5, 8)])
    def test_before_it_was_made_or_in_days_to_come_is_refused(self, prepared, office_head, on):
        with pytest.raises(commands.NotYet):
            receive(prepared, office_head, on=on)

    @pytest.mark.parametrize("whole", [True, False])
    def test_of_what_was_held_meanwhile_is_refused(self, prepared, closed, office_head, whole):
        ref = "" if whole else str(closed.pk)
        set_hold(kind=ORDERS.code, ref=ref, reason="审计", actor=office_head, now=AFTER)
        with pytest.raises(commands.HeldMeanwhile, match="预算公开等1件"):
            receive(prepared, office_head)
        assert not queries.archived(ORDERS.code).exists()

    def test_is_not_for_others(self, prepared, office, stranger):
        with pytest.raises(queries.NotByYou):
            receive(prepared, office)
        with pytest.raises(queries.NoSuchHandover):
            receive(prepared, stranger)


class TestWithdrawHandover:
    def test_lets_the_records_wait_for_another_package(self, prepared, office_head):
        commands.withdraw_handover(handover_id=prepared.pk, reason="少了附件", actor=office_head, now=LATER)
        again = commands.prepare_handover(kind=ORDERS.code, actor=office_head, now=LATER)
        assert again.label == "归档移交〔2026〕2号"
        with pytest.raises(commands.OverAlready, match="已作废"):
            receive(prepared, office_head)

    def test_of_what_was_received_is_refused(self, prepared, office_head):
        receive(prepared, office_head)
        with pytest.raises(commands.OverAlready):
            commands.withdraw_handover(handover_id=prepared.pk, reason="错", actor=office_head, now=AFTER)

    def test_is_not_for_others(self, prepared, office, stranger):
        with pytest.raises(queries.NotByYou):
            commands.withdraw_handover(handover_id=prepared.pk, reason="错", actor=office, now=LATER)
        with pytest.raises(queries.NoSuchHandover):
            commands.withdraw_handover(handover_id=prepared.pk, reason="错", actor=stranger, now=LATER)


class TestTheNight:
    def test_erases_nothing_that_is_for_the_archive(self, closed, term):
        erase(at("2030-03-04"))
        assert Order.objects.filter(pk=closed.pk, demand=closed.demand).exists()


class TestRegister:
    def test_takes_no_kind_with_another_fate(self):
        with pytest.raises(NotForTheArchive):
            register(Holding(kind=kind_called("mailbox.sender"), papers_of=lambda _row: iter(())))


@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    @pytest.fixture
    def client(self, closed, term):
        return signed_in(Unit.objects.get(short_name="市政府"), "chief", Role.OPENNESS_HEAD)

    @pytest.fixture
    def made(self, client) -> Handover:
        client.post(reverse("workbench:hand_over", args=[ORDERS.code]))
        return Handover.objects.get()

    def test_of_the_kind_offers_the_package_and_says_what_waits(self, client, closed):
        page = client.get(reverse("workbench:retention_kind", args=[ORDERS.code])).content.decode()
        assert "1件已满期限，等待移交归档" in page
        assert f"{closed.label} 预算公开" in page
        assert "生成移交包" in page

    def test_lead_from_the_package_to_the_receipt(self, client, made):
        shown = client.get(reverse("workbench:handover", args=[made.pk])).content.decode()
        assert made.digest in shown
        assert "登记以前系统里的记录不变" in shown
        taken = client.get(reverse("workbench:handover_package", args=[made.pk]))
        assert list(faults_of(b"".join(taken.streaming_content), digest_of)) == []
        told = {
            "received_unit": "泉州湾市档案馆（演示）", "received_by": "演示接收人",
            "received_on": timezone.localdate().isoformat(),
            "scan": SimpleUploadedFile("回执.txt", ATTACHED),
        }  # fmt: skip
        done = client.post(reverse("workbench:handover_receive", args=[made.pk]), told, follow=True)
        assert "已归档" in done.content.decode()
        scan = client.get(reverse("workbench:handover_receipt", args=[made.pk]))
        assert b"".join(scan.streaming_content) == ATTACHED

    def test_keep_what_was_entered_when_it_is_refused(self, client, made):
        told = {"received_unit": "泉州湾市档案馆（演示）", "received_by": "", "received_on": "2020-01-01"}
        page = client.post(reverse("workbench:handover_receive", args=[made.pk]), told)
        assert page.status_code == 422
        assert "泉州湾市档案馆（演示）" in page.content.decode()
        told["received_by"] = "演示接收人"
        page = client.post(reverse("workbench:handover_receive", args=[made.pk]), told)
        assert (page.status_code, "接收日期须在" in page.content.decode()) == (422, True)

    def test_withdraw_with_a_reason_alone(self, client, made):
        address = reverse("workbench:handover_withdraw", args=[made.pk])
        assert client.post(address, {"reason": ""}).status_code == 422
        assert "已作废" in client.post(address, {"reason": "少了附件"}, follow=True).content.decode()

    def test_take_few_queries(self, client, made, django_assert_max_num_queries):
        address = reverse("workbench:handover", args=[made.pk])
        client.get(address)
        with django_assert_max_num_queries(25):
            client.get(address)

    @pytest.mark.parametrize("role", [Role.OPENNESS_OFFICE, Role.HEAD, Role.HANDLER])
    def test_are_closed_to_others(self, made, role):
        other = signed_in(Unit.objects.get(short_name="市财政局"), f"other-{role}", role)
        for name in ("handover", "handover_package", "handover_receipt"):
            assert other.get(reverse(f"workbench:{name}", args=[made.pk])).status_code == 403
        for name in ("handover_receive", "handover_withdraw"):
            assert (
                other.post(reverse(f"workbench:{name}", args=[made.pk]), {"reason": "x"}).status_code == 403
            )
        assert other.post(reverse("workbench:hand_over", args=[ORDERS.code])).status_code == 403

    def test_of_another_government_are_not_there(self, made, stranger):
        unit = Unit.objects.create(
            tenant_id=stranger.tenant_id,
            code="o-1",
            kind="government",
            name="他市人民政府",
            short_name="他市政府",
        )
        other = signed_in(unit, "other-chief", Role.OPENNESS_HEAD)
        assert other.get(reverse("workbench:handover", args=[made.pk])).status_code == 404
        assert HandedRecord.objects.count() == 1
        assert Hold.objects.count() == 0
