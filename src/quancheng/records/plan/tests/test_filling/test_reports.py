"""The table in which a unit reports many duties at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import filling
from quancheng.records.plan.models import FilledTable
from quancheng.records.plan.queries.filling import NoSuchTable, preview_of
from quancheng.records.plan.queries.to_fill import REPORT_COLUMNS, sheets_to_report
from quancheng.records.plan.tests.test_filling.conftest import (
    KINDS,
    PAGE,
    TODAY,
    apply,
    brought,
    duty_in,
    read,
    to_report,
)
from quancheng.records.plan.tests.test_working_on_duties import staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


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
