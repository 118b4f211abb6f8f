"""Entering and confirming a year's notice."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.http import HttpResponse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reading import ReadOnceMiddleware
from quancheng.kernel.calendar import book, commands, keepers
from quancheng.kernel.calendar.ledger import Ledger, last_day, work_out
from quancheng.kernel.calendar.models import HolidayNotice
from quancheng.kernel.calendar.notices import Mark, MovedDay, Notice, shipped_notices
from quancheng.kernel.calendar.question import ANSWER_ARTICLES
from quancheng.kernel.calendar.tests.examples import day

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
KEEPER = Actor(kind=Kind.OFFICIAL, person_id=7, unit_id=1, tenant_id=1, roles=frozenset({"openness_office"}))
STRANGER = Actor(kind=Kind.OFFICIAL, person_id=8, unit_id=2, tenant_id=1, roles=frozenset({"handler"}))
YEAR_2027 = Notice(
    2027,
    "演示〔2026〕9号",
    (MovedDay(day("2027-01-01"), False, "元旦"), MovedDay(day("2027-01-09"), True, "元旦")),
)


def codes() -> list[str]:
    return [entry.code for entry in AuditEntry.objects.order_by("seq")]


class TestImportYear:
    def test_ends_the_provisional_days_at_once(self):
        ledger = Ledger(day("2026-12-21"), 20)
        before = work_out(ledger, book.work_calendar(), ANSWER_ARTICLES)
        commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)
        after = work_out(ledger, book.work_calendar(), ANSWER_ARTICLES)
        assert (before.provisional, after.provisional) == (True, False)
        assert str(before.due) == "2027-01-18"
        assert str(after.due) == "2027-01-18"  # one day off, one Saturday worked
        assert after.steps[1].counted != before.steps[1].counted
        assert codes() == ["calendar.year.imported"]

    def test_makes_a_new_version_and_keeps_the_old(self):
        commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)
        changed = replace(YEAR_2027, days=YEAR_2027.days[:1])
        entry = commands.import_year(notice=changed, actor=KEEPER, now=NOW)
        assert entry.version == 2
        assert [one.days.count() for one in HolidayNotice.objects.order_by("version")] == [2, 1]
        assert not book.work_calendar().is_worked(day("2027-01-09"))

    def test_waits_for_an_official_to_check_it(self):
        commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)
        assert 2027 in book.work_calendar().unchecked

    def test_is_refused_when_nothing_is_new(self):
        commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)
        with pytest.raises(commands.NothingNew):
            commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)
        assert codes() == ["calendar.year.imported"]

    def test_is_refused_to_a_stranger(self):
        with pytest.raises(commands.NotACalendarKeeper):
            commands.import_year(notice=YEAR_2027, actor=STRANGER, now=NOW)
        assert not HolidayNotice.objects.exists()

    def test_is_refused_to_every_government_but_the_one_that_keeps_it(self, monkeypatch):
        monkeypatch.setattr(keepers, "_asked", [lambda tenant_id: tenant_id == 5])
        with pytest.raises(commands.NotACalendarKeeper, match="统一维护日历的政府"):
            commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)
        commands.import_year(notice=YEAR_2027, actor=replace(KEEPER, tenant_id=5), now=NOW)

    def test_tells_the_slower_of_two(self, monkeypatch):
        commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)
        monkeypatch.setattr(commands, "entry_in_force", lambda year: None)  # read before the other one wrote
        with pytest.raises(commands.EnteredMeanwhile):
            commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)

    def test_reads_a_file_on_the_console(self, tmp_path, capsys):
        file = tmp_path / "2027.csv"
        file.write_text("date,is\n2027-01-01,rest\n", "utf-8")
        call_command("import_year", str(file), number="演示〔2026〕9号")
        assert "已录入2027年放假安排（演示〔2026〕9号，第1版）" in capsys.readouterr().out
        with pytest.raises(SystemExit) as stopped:
            call_command("import_year", str(tmp_path / "none.csv"))
        assert stopped.value.code == 2
        assert "打不开" in capsys.readouterr().err


class TestConfirmYear:
    def test_marks_the_year_as_read_in_the_notice(self):
        commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)
        assert 2027 in book.work_calendar().unchecked
        entry = commands.confirm_year(
            year=2027, version=1, issued_on=date(2026, 11, 20), actor=KEEPER, now=NOW
        )
        assert (entry.mark, entry.checked_by, entry.issued_on) == ("read", 7, date(2026, 11, 20))
        assert 2027 not in book.work_calendar().unchecked
        assert codes() == ["calendar.year.imported", "calendar.year.confirmed"]

    def test_is_refused_twice(self):
        commands.import_year(notice=replace(YEAR_2027, mark=Mark.READ), actor=KEEPER, now=NOW)
        commands.confirm_year(year=2027, version=1, actor=KEEPER, now=NOW)
        with pytest.raises(commands.AlreadyConfirmed):
            commands.confirm_year(year=2027, version=1, actor=KEEPER, now=NOW)

    def test_is_refused_for_a_version_no_longer_in_force(self):
        commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)
        with pytest.raises(commands.EnteredMeanwhile):
            commands.confirm_year(year=2027, version=2, actor=KEEPER, now=NOW)

    def test_is_refused_to_a_stranger(self):
        with pytest.raises(commands.NotACalendarKeeper):
            commands.confirm_year(year=2027, version=1, actor=STRANGER, now=NOW)


class TestLoadNotices:
    def test_enters_the_shipped_years_once(self, capsys):
        call_command("load_notices")
        call_command("load_notices")
        told = capsys.readouterr().out.splitlines()
        assert told[0].startswith("已载入放假安排：2019年、")
        assert told[1] == "各年放假安排均已载入，没有变化"
        assert codes() == ["calendar.notices.loaded"]
        assert book.notices_in_force() == shipped_notices()

    def test_leaves_an_entered_year_alone(self):
        commands.import_year(notice=replace(YEAR_2027, year=2026, days=()), actor=KEEPER, now=NOW)
        assert 2026 not in commands.load_notices(actor=Actor.clockwork(), now=NOW)
        assert book.entry_in_force(2026).number == "演示〔2026〕9号"


def test_the_calendar_in_force_costs_one_query_when_nothing_changed(django_assert_num_queries):
    commands.load_notices(actor=Actor.clockwork(), now=NOW)
    book.work_calendar()
    with django_assert_num_queries(1):
        assert last_day(Ledger(day("2024-01-08"), 20), book.work_calendar()) == day("2024-02-04")


def test_a_request_reads_the_calendar_once_and_hears_of_its_own_write(django_assert_num_queries):
    commands.load_notices(actor=Actor.clockwork(), now=NOW)
    book.work_calendar()

    def view(_request):
        with django_assert_num_queries(1):
            for _ in range(50):
                book.work_calendar()
        commands.import_year(notice=YEAR_2027, actor=KEEPER, now=NOW)
        assert 2027 in book.work_calendar().unchecked
        commands.confirm_year(year=2027, version=1, actor=KEEPER, now=NOW)
        assert 2027 not in book.work_calendar().unchecked
        return HttpResponse()

    ReadOnceMiddleware(view)(None)
