"""The table in which a head confirms or gives back, and the way there and back."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.files.filled import read_filled
from quancheng.kernel.files.tables import Fill, Sheet, as_xlsx
from quancheng.kernel.notify.models import Notice, Subscription
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties as writing
from quancheng.records.plan.commands import filling
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries.to_fill import REPORT_COLUMNS
from quancheng.records.plan.rules.filling import (
    ADDRESSES,
    NOTE,
    REPORT,
    REPORTS,
    VERSION,
    report_wishes,
)
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_filling.conftest import (
    KINDS,
    PAGE,
    THEN,
    TODAY,
    apply,
    asked,
    brought,
    duty_in,
    to_confirm,
    to_report,
    wrong,
)
from quancheng.records.plan.tests.test_working_on_duties import told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


def follow_row(plan: Plan, no: str) -> Subscription:
    return Subscription.objects.create(
        tenant=plan.tenant, pattern=f"plan.row:{plan.ref}-{no}", address_sealed="x", address_digest="y",
        frequency="daily", asked_at=THEN, confirmed_at=THEN,
    )  # fmt: skip


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

    @pytest.mark.parametrize(("last", "kinds"), [("是", ["plan.row_done"]), ("退回", [])])
    def test_tell_the_followers_of_a_row_that_is_done_once_all_of_it_is(self, clerk, head, last, kinds):
        follower = follow_row(Plan.objects.get(), "3")
        book = to_report(clerk)
        for line in range(2, book.page.max_row + 1):
            book.fill(line, note="已办", addresses=PAGE, report="是")
        apply(book, clerk)
        book = to_confirm(head)
        of_row = [line for line in range(2, book.page.max_row + 1) if book.page.cell(line, 4).value == "3"]
        for line in of_row[:-1]:
            book.fill(line, decision="是")
        book.fill(of_row[-1], decision=last, reason="请补全" if last == "退回" else "")
        apply(book, head, KINDS.CONFIRMATIONS)
        assert list(Notice.objects.filter(to_subscription=follower).values_list("kind", flat=True)) == kinds

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
