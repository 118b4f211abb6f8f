"""Duties as a workbook, both ways: what is confirmed is what was previewed, all of it or nothing."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.filled import Filled, read_filled
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.files.tables import Fill, Sheet, as_xlsx
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties as writing
from quancheng.records.plan.commands import filling
from quancheng.records.plan.models import FilledTable
from quancheng.records.plan.queries.duties import own_duties
from quancheng.records.plan.queries.filling import NoSuchTable, preview_of
from quancheng.records.plan.queries.to_fill import REPORT_COLUMNS, sheets_to_confirm, sheets_to_report
from quancheng.records.plan.rules.filling import (
    ADDRESSES,
    CONFIRMATIONS,
    DECISION,
    NOTE,
    REASON,
    REPORT,
    REPORTS,
    VERSION,
    report_wishes,
)
from quancheng.records.plan.tests.conftest import at
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.measured import issue_measured, posts_that_count
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import staff, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
TODAY = date(2026, 3, 31)  # Tuesday
THEN = at("2026-03-31")
PAGE = "https://www.example.cn/a.html"
KINDS = FilledTable.Kind


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def posts():
    with posts_that_count() as posts:
        yield posts


@pytest.fixture
def clerk(posts, office) -> Actor:
    plan = confirm(bring(office), office).plan
    issue_measured(plan, office)
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(clerk) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


class Book:
    """A workbook as a person fills it in, line by line."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))

    @property
    def page(self) -> Worksheet:
        return self.book.worksheets[0]

    def fill(self, line: int, **told: str) -> "Book":
        headings = [cell.value for cell in self.page[1]]
        columns = {"note": NOTE, "addresses": ADDRESSES, "report": REPORT, "version": VERSION}
        columns |= {"decision": DECISION, "reason": REASON, "key": headings[0]}
        for name, value in told.items():
            self.page.cell(line, headings.index(columns[name]) + 1, value)
        return self

    def data(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def to_report(actor: Actor) -> Book:
    return Book(as_xlsx(*sheets_to_report(actor, today=TODAY)))


def to_confirm(actor: Actor) -> Book:
    return Book(as_xlsx(*sheets_to_confirm(actor)))


def read(book: Book, kind: str = KINDS.REPORTS) -> Filled:
    return read_filled(book.data(), template=REPORTS if kind == KINDS.REPORTS else CONFIRMATIONS)


def brought(book: Book, actor: Actor, kind: str = KINDS.REPORTS) -> FilledTable:
    data = book.data()
    return filling.bring_table(
        kind=kind, upload=check_upload(data, name="办理表.xlsx"), data=data, actor=actor, now=THEN
    )


def wrong(book: Book, actor: Actor, kind: str = KINDS.REPORTS) -> list[str]:
    return list(preview_of(actor, kind, read(book, kind), today=TODAY).wrong)


def apply(
    book: Book, actor: Actor, kind: str = KINDS.REPORTS, table: FilledTable | None = None, seen: str = ""
):
    command = filling.apply_reports if kind == KINDS.REPORTS else filling.apply_confirmations
    table = table or brought(book, actor, kind)
    filled = read(book, kind)
    seen = seen or preview_of(actor, kind, filled, today=TODAY).fingerprint
    return command(table_id=table.pk, filled=filled, seen=seen, actor=actor, now=THEN)


def duty_in(book: Book, line: int) -> DueItem:
    return DueItem.objects.select_related("case").get(pk=int(book.page.cell(line, 1).value))


class TestTheReportTable:
    def test_holds_what_the_unit_may_still_report(self, clerk, posts):
        posts.add("a", "市财政局", "2026-01-05")  # Monday
        head, first, *rest = to_report(clerk).page.iter_rows(values_only=True)
        assert head == REPORT_COLUMNS
        assert first[3:9] == ("1", "按季度公开信息", "2026年第一季度", first[6], "待签收", "1条／2条")
        assert len(rest) == 5

    def test_hides_what_the_house_alone_needs_and_locks_the_rest(self, clerk):
        page = to_report(clerk).page
        assert (page.column_dimensions["A"].hidden, page.column_dimensions["B"].hidden) == (True, True)
        assert page.protection.sheet
        assert [cell.protection.locked for cell in page[2]][-3:] == [False] * 3

    def test_asks_no_more_queries_for_more_duties(self, clerk):
        with CaptureQueriesContext(connection) as queries:
            sheets_to_report(clerk, today=TODAY)
        assert len(queries) <= 4


class TestApplyReports:
    def test_adds_the_evidence_and_reports(self, clerk):
        book = to_report(clerk).fill(2, note="已按期公开", addresses=f"{PAGE}\n{PAGE}?2", report="是")
        apply(book, clerk)
        done = duty_in(book, 2)
        assert (done.case.state, done.case.lines.last().note) == ("reported", "已按期公开")
        assert [each.address for each in done.evidence.all()] == [PAGE, f"{PAGE}?2"]
        assert duty_in(book, 3).case.state == "issued"

    def test_takes_what_the_records_say_where_the_target_is_reached(self, clerk, posts):
        posts.add("a", "市财政局", "2026-01-05")
        posts.add("b", "市财政局", "2026-02-02")
        book = to_report(clerk).fill(2, report="是")
        apply(book, clerk)
        done = duty_in(book, 2)
        assert [each.ref for each in done.evidence.all()] == ["trial.post:b", "trial.post:a"]
        assert done.case.lines.last().note == "按期公开的信息：系统已核到2条／2条"

    def test_only_adds_evidence_where_no_report_is_asked_for(self, clerk):
        book = to_report(clerk).fill(2, addresses=PAGE)
        apply(book, clerk)
        assert (duty_in(book, 2).case.state, duty_in(book, 2).evidence.count()) == ("issued", 1)

    def test_adds_no_address_a_second_time(self, clerk):
        book = to_report(clerk).fill(2, addresses=PAGE)
        apply(book, clerk)
        apply(to_report(clerk).fill(2, addresses=PAGE, report="是"), clerk)
        assert (duty_in(book, 2).case.state, duty_in(book, 2).evidence.count()) == ("reported", 1)

    def test_is_all_or_nothing(self, clerk):
        book = to_report(clerk).fill(2, addresses=PAGE, report="是").fill(3, report="是")
        with pytest.raises(filling.TableUnsound, match="没有办理任何一行"):
            apply(book, clerk)
        assert (duty_in(book, 2).case.state, duty_in(book, 2).evidence.count()) == ("issued", 0)
        assert FilledTable.objects.get().applied_at is None

    def test_is_refused_a_second_time(self, clerk):
        book = to_report(clerk).fill(2, addresses=PAGE)
        table = brought(book, clerk)
        apply(book, clerk, table=table)
        with pytest.raises(filling.AppliedAlready):
            apply(book, clerk, table=table)
        assert duty_in(book, 2).evidence.count() == 1

    def test_does_only_what_was_previewed(self, clerk, posts):
        posts.add("a", "市财政局", "2026-01-05")
        posts.add("b", "市财政局", "2026-02-02")
        book = to_report(clerk).fill(2, report="是")
        table = brought(book, clerk)
        seen = preview_of(clerk, KINDS.REPORTS, read(book), today=TODAY).fingerprint
        posts.add("c", "市财政局", "2026-03-03")
        with pytest.raises(filling.NotAsPreviewed):
            apply(book, clerk, table=table, seen=seen)
        with pytest.raises(filling.NotAsPreviewed):
            apply(book, clerk, table=table, seen="-")

    def test_is_refused_to_strangers_and_other_units(self, clerk, stranger, office):
        book = to_report(clerk).fill(2, addresses=PAGE)
        table = brought(book, clerk)
        for actor in (stranger, staff("市发展改革委", "ndrc", Role.HANDLER)):
            with pytest.raises(NoSuchTable):
                apply(book, actor, table=table)
        with pytest.raises(filling.NotYourTable):
            brought(book, office)
        with pytest.raises(filling.NotYourTable):
            brought(book, clerk, KINDS.CONFIRMATIONS)

    def test_is_one_line_of_the_audit_for_bringing_and_one_for_applying(self, clerk):
        before = AuditEntry.objects.count()
        book = to_report(clerk)
        for line in (2, 3, 4):
            book.fill(line, addresses=PAGE, report="是")
        apply(book, clerk)
        bringing, applying = AuditEntry.objects.order_by("seq")[before:]
        assert bringing.code == "plan.table.brought"
        assert "办理表.xlsx" not in str(bringing.facts)
        assert (applying.code, applying.facts["reported"], applying.facts["evidence"]) == (
            "plan.table.reported", 3, 3,
        )  # fmt: skip


def other_id(book: Book) -> None:
    book.fill(2, key="99999999")


def older(book: Book) -> None:
    book.fill(2, version="7")


def own_line(book: Book) -> None:
    book.fill(8, addresses=PAGE, report="是")


def twice(book: Book) -> None:
    book.fill(3, key=book.page["A2"].value, version=book.page["B2"].value, report="是")


def merged(book: Book) -> None:
    book.page.merge_cells("J2:J3")


class TestFaults:
    @pytest.mark.parametrize(
        ("spoil", "sentence"),
        [
            (other_id, "工作表“办理表”A2：本单位没有编号为99999999的责任事项"),
            (older, "工作表“办理表”A2：导出之后已被办理（现为“待签收”）"),
            (own_line, "工作表“办理表”A8：隐藏列中的编号或版本不是系统导出的内容"),
            (twice, "工作表“办理表”A3：与工作表“办理表”A2是同一事项"),
            (merged, "工作表“办理表”J2:J3是合并的单元格"),
        ],
    )
    def test_name_sheet_and_cell(self, clerk, spoil: Callable[[Book], None], sentence):
        book = to_report(clerk).fill(2, addresses=PAGE, report="是")
        spoil(book)
        assert any(one.startswith(sentence) for one in wrong(book, clerk))

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"report": "是"}, "L2：还没有佐证"),
            ({"report": "同意"}, "L2：“同意”不能识别，只能填“是”或“否”"),
            ({"report": "是", "addresses": "见附件"}, "K2：“见附件”不是完整的网址"),
            ({"report": "是", "addresses": f"{PAGE} javascript:alert(1)"}, "K2：“javascript:alert(1)”不是"),
            ({"note": "已公开"}, "L2：填写了“完成情况”，请在“确认报送（是）”填“是”"),
            ({"note": "长" * 1001, "report": "是"}, "J2：“完成情况”超过1000字"),
        ],
    )
    def test_name_the_cell_that_was_filled_in_wrongly(self, clerk, told, sentence):
        [one] = wrong(to_report(clerk).fill(2, **told), clerk)
        assert one.startswith(f"工作表“办理表”{sentence}")

    def test_tell_how_much_is_missing_from_the_records(self, clerk, posts):
        posts.add("a", "市财政局", "2026-01-05")
        [one] = wrong(to_report(clerk).fill(2, report="是"), clerk)
        assert "系统记录只有1条／2条，还没有佐证" in one

    def test_tell_of_what_was_worked_on_meanwhile(self, clerk):
        book = to_report(clerk).fill(2, addresses=PAGE, report="是")
        writing.sign_duty(**told(duty_in(book, 2)), actor=clerk, now=THEN)
        assert "已被办理（现为“办理中”）" in wrong(book, clerk)[0]

    def test_of_another_unit_do_not_tell_that_the_duty_is_there(self, clerk):
        book = to_report(clerk).fill(2, addresses=PAGE, report="是")
        [one] = wrong(book, staff("市发展改革委", "ndrc", Role.HANDLER))
        assert "本单位没有编号为" in one


class TestConfirmations:
    @pytest.fixture
    def reported(self, clerk) -> None:
        book = to_report(clerk)
        for line in (2, 3):
            book.fill(line, note=f"第{line}行已办", addresses=PAGE, report="是")
        apply(book, clerk)

    def test_tell_what_was_reported_and_what_speaks_for_it(self, reported, head):
        _, first, second = to_confirm(head).page.iter_rows(values_only=True)
        assert first[7:9] == ("第2行已办", f"网址：{PAGE}")
        assert second[7] == "第3行已办"

    def test_confirm_and_send_back(self, reported, head):
        book = to_confirm(head).fill(2, decision="是").fill(3, decision="退回", reason="链接打不开")
        apply(book, head, KINDS.CONFIRMATIONS)
        assert [duty_in(book, line).case.state for line in (2, 3)] == ["confirmed", "returned"]
        assert duty_in(book, 3).case.lines.last().note == "链接打不开"
        line = AuditEntry.objects.order_by("seq").last()
        assert (line.code, line.facts["confirmed"], line.facts["returned"]) == ("plan.table.confirmed", 1, 1)

    def test_tell_the_handler_what_came_back(self, reported, head, clerk):
        signed_in(Unit.objects.get(short_name="市财政局"), "in-post", Role.HANDLER)
        apply(to_confirm(head).fill(2, decision="退回", reason="请补全"), head, KINDS.CONFIRMATIONS)
        assert Notice.objects.filter(kind="plan.returned").exists()

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"decision": "退回"}, "K2：退回须填写“理由”"),
            ({"reason": "不行"}, "J2：填写了“理由”，请填“是”或“退回”"),
            ({"decision": "是", "reason": "好"}, "K2：确认不需要“理由”"),
            ({"decision": "否"}, "J2：“否”不能识别，只能填“是”或“退回”"),
            ({"decision": "退回", "reason": "长" * 1001}, "K2：“理由”超过1000字"),
        ],
    )
    def test_name_the_cell_that_was_filled_in_wrongly(self, reported, head, told, sentence):
        [one] = wrong(to_confirm(head).fill(2, **told), head, KINDS.CONFIRMATIONS)
        assert one.startswith(f"工作表“待确认表”{sentence}")

    def test_are_refused_to_the_clerk(self, reported, clerk, head):
        table = brought(to_confirm(head).fill(2, decision="是"), head, KINDS.CONFIRMATIONS)
        with pytest.raises(filling.NotYourTable):
            apply(to_confirm(head).fill(2, decision="是"), clerk, KINDS.CONFIRMATIONS, table=table)

    def test_of_what_was_recalled_are_refused(self, reported, clerk, head):
        book = to_confirm(head).fill(2, decision="是")
        writing.recall_report(**told(duty_in(book, 2)), actor=clerk, now=THEN)
        assert "已被办理（现为“办理中”）" in wrong(book, head, KINDS.CONFIRMATIONS)[0]


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Z"), exclude_characters="\ufffe\uffff"), max_size=30
)
asked = st.lists(
    st.tuples(
        st.integers(1, 10**12),
        st.integers(0, 10**6),
        texts,
        st.lists(st.sampled_from([PAGE, f"{PAGE}?b", "http://x.cn/；"])),
    ),
    unique_by=lambda each: each[0],
)


class TestTheRoundTrip:
    @settings(deadline=None, max_examples=40)
    @given(asked, st.booleans())
    def test_loses_nothing_that_was_filled_in(self, told, is_moved):
        rows = [
            (key, version, "要点", "1", "任务", "全年", TODAY, "办理中", "", note, "\n".join(links), "是")
            for key, version, note, links in told
        ]
        fill = Fill((NOTE, ADDRESSES, REPORT), (REPORTS.key, VERSION))
        book: Workbook = load_workbook(
            io.BytesIO(as_xlsx(Sheet("填表说明", ("a",), []), Sheet("办理表", REPORT_COLUMNS, rows, fill)))
        )
        if is_moved:
            book.move_sheet("办理表", -1)
        out = io.BytesIO()
        book.save(out)
        found = report_wishes(read_filled(out.getvalue(), template=REPORTS))
        assert found.wrong == ()
        assert [(w.duty_id, w.version, w.note, w.addresses) for w in found.wishes] == [
            (key, version, note, tuple(dict.fromkeys(link.rstrip("；") for link in links)))
            for key, version, note, links in told
        ]


class TestAtTheDesk:
    @pytest.fixture
    def window(self, clerk) -> Client:
        return signed_in(Unit.objects.get(short_name="市财政局"), "window", Role.HANDLER)

    def exported(self, window: Client, name: str = "duties_table_export") -> Book:
        return Book(window.get(reverse(f"plan_desk:{name}")).content)

    def upload(
        self, window: Client, book: Book | bytes, name: str = "duties_table", file: str = "办理表.xlsx"
    ):
        data = book if isinstance(book, bytes) else book.data()
        return window.post(
            reverse(f"plan_desk:{name}"), {"file": SimpleUploadedFile(file, data)}, follow=True
        )

    def test_a_table_is_exported_filled_in_previewed_and_applied(self, window):
        book = self.exported(window).fill(2, note="已公开", addresses=PAGE, report="是")
        preview = self.upload(window, book)
        assert "尚未办理任何一行" in preview.text
        assert "办理表 第2行" in preview.text
        assert duty_in(book, 2).case.state == "issued"
        here = preview.request["PATH_INFO"]
        done = window.post(here, {"seen": preview.context["seen"].fingerprint}, follow=True)
        assert "已按表格办理：报送1项，网址佐证1项" in done.text
        assert duty_in(book, 2).case.state == "reported"
        again = window.get(here).text
        assert "这份表格已经办理" in again
        assert "确认全部办理" not in again

    def test_a_preview_that_moved_is_shown_anew(self, window):
        preview = self.upload(window, self.exported(window).fill(2, addresses=PAGE))
        answer = window.post(preview.request["PATH_INFO"], {"seen": "old"})
        assert answer.status_code == 422
        assert "请核对新的预览" in answer.text

    def test_faults_stand_in_the_preview_and_nothing_can_be_confirmed(self, window):
        preview = self.upload(window, self.exported(window).fill(2, report="是").fill(3, report="也许"))
        assert "工作表“办理表”L2" in preview.text
        assert "工作表“办理表”L3" in preview.text
        assert "确认全部办理" not in preview.text

    def test_an_empty_table_says_so(self, window):
        assert "还没有填写任何一行" in self.upload(window, self.exported(window)).text

    @pytest.mark.parametrize(
        ("data", "file"),
        [
            (b"", "空.xlsx"),
            (b"hello", "办理表.xlsx"),
            (b"PK\x03\x04broken", "办理表.xlsx"),
            (as_xlsx(Sheet("别的", ("甲",), [("乙",)])), "别的.xlsx"),
            ("机密★1年".encode(), "机密★1年.txt"),
        ],
    )
    def test_what_is_no_table_of_ours_is_refused_in_its_place(self, window, data, file):
        answer = self.upload(window, data, file=file)
        assert answer.status_code == 422
        assert not FilledTable.objects.exists()

    def test_the_head_decides_by_table(self, window, clerk):
        apply(to_report(clerk).fill(2, addresses=PAGE, report="是"), clerk)
        head = signed_in(Unit.objects.get(short_name="市财政局"), "head-window", Role.HEAD)
        assert reverse("plan_desk:confirm_table") in head.get(reverse("plan_desk:duties_confirm")).text
        book = self.exported(head, "confirm_table_export").fill(2, decision="退回", reason="请补全")
        preview = self.upload(head, book, "confirm_table", "待确认表.xlsx")
        assert "请补全" in preview.text
        done = head.post(
            preview.request["PATH_INFO"], {"seen": preview.context["seen"].fingerprint}, follow=True
        )
        assert "已按表格办理：退回1项" in done.text

    def test_is_not_there_for_others(self, window, clerk):
        other = signed_in(Unit.objects.get(short_name="市发展改革委"), "other", Role.HANDLER)
        preview = self.upload(window, self.exported(window).fill(2, addresses=PAGE))
        assert other.get(preview.request["PATH_INFO"]).status_code == 404
        for name in ("confirm_table", "confirm_table_export"):
            assert window.get(reverse(f"plan_desk:{name}")).status_code == 403

    def test_the_duties_of_the_table_are_those_of_the_unit(self, window, clerk):
        numbers = {int(row[0]) for row in self.exported(window).page.iter_rows(min_row=2, values_only=True)}
        assert numbers == set(own_duties(clerk).values_list("pk", flat=True))
