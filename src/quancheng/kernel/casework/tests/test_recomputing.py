"""Computing the stored last days anew."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.periodic import every_job
from quancheng.kernel.audit.registry import subscribers_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.commands import import_year
from quancheng.kernel.calendar.events import YearImported
from quancheng.kernel.calendar.notices import MovedDay, Notice
from quancheng.kernel.casework import recompute, tasks
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.queries import recounted_between
from quancheng.kernel.casework.tests.acting import consult, day, due, heard, noon, received, take
from quancheng.kernel.casework.tests.kinds import ANSWER, EXTEND

pytestmark = pytest.mark.django_db(transaction=True)

NOW = noon("2024-10-14")
CLOCKWORK = Actor.clockwork()
YEAR_2027 = Notice(2027, "演示〔2026〕9号", (MovedDay(day("2027-01-01"), False, "元旦"),))


@pytest.fixture
def cases(city) -> list[Case]:
    plain = [received(city, f"2024-08-{n}") for n in (19, 20, 21)]
    heard(consult(plain[0], city, "2024-08-26"), city, "2024-09-10")
    take(plain[1], EXTEND, city.office, "2024-08-26", days=20, note="案情复杂")
    consult(plain[2], city, "2024-08-26")  # still under way
    take(received(city, "2024-08-22"), ANSWER, city.handler, "2024-08-23")
    return plain


def spoil(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(due_on=day("2030-01-01"))


class TestRecomputeEveryDueDay:
    @pytest.mark.parametrize("size", [1, 2, 100])
    def test_changes_nothing_that_is_right(self, cases, size):
        before = list(Case.objects.order_by("pk").values_list("due_on", "version"))
        report = recompute.recompute_every_due_day(actor=CLOCKWORK, now=NOW, size=size)
        assert (report.looked_at, report.differences) == (4, ())  # the open ones, with their sub-case
        assert list(Case.objects.order_by("pk").values_list("due_on", "version")) == before
        assert not AuditEntry.objects.exists()

    def test_sets_right_what_is_wrong_and_says_so(self, cases):
        spoil(cases[0])
        report = recompute.recompute_every_due_day(actor=CLOCKWORK, now=NOW, size=2)
        [difference] = report.differences
        assert (difference.case_id, difference.before) == (cases[0].pk, day("2030-01-01"))
        assert due(cases[0]) == "2024-10-08"
        line = cases[0].lines.last()
        assert (line.step, line.note) == ("recounted", "届满日由2030-01-01改为2024-10-08")
        assert [entry.code for entry in AuditEntry.objects.all()] == ["casework.deadlines.recounted"]

    def test_is_counted_for_the_page_of_the_calendar(self, cases):
        spoil(cases[0])
        recompute.recompute_every_due_day(actor=CLOCKWORK, now=NOW)
        assert recounted_between(NOW, None) == 1
        assert recounted_between(NOW + timedelta(minutes=1), None) == 0
        assert recounted_between(NOW - timedelta(days=1), NOW) == 0

    def test_leaves_no_trace_in_the_clock(self, cases):
        for case in cases:
            spoil(case)
        recompute.recompute_every_due_day(actor=CLOCKWORK, now=NOW)
        assert recompute.recompute_every_due_day(actor=CLOCKWORK, now=NOW).differences == ()

    def test_costs_a_constant_number_of_queries_a_batch(self, cases, city, django_assert_max_num_queries):
        for n in range(30):
            received(city, str(day("2024-03-01") + timedelta(days=n)))
        with django_assert_max_num_queries(
            14
        ):  # of a batch: its ends, the cases, the calendar, two kinds of lines
            recompute.recompute_every_due_day(actor=CLOCKWORK, now=NOW)

    def test_is_a_console_that_can_look_without_touching(self, cases, capsys):
        spoil(cases[0])
        call_command("recompute_due", "--dry-run")
        assert "检查4件在办件，有差异1件" in capsys.readouterr().out
        assert due(cases[0]) == "2030-01-01"
        call_command("recompute_due")
        assert f"办件{cases[0].pk}：2030-01-01 → 2024-10-08" in capsys.readouterr().out
        assert due(cases[0]) == "2024-10-08"


def test_every_night_has_its_turn():
    [job] = [job for job in every_job() if job.name == "casework.recompute_due"]
    assert job.run is tasks.recount_by_night


def test_a_good_night_changes_nothing(cases):
    assert tasks.recount_by_night(NOW).differences == ()


class TestANewNotice:
    def test_is_heard_by_the_casework(self):
        assert tasks.recount_after_new_notice in subscribers_of(YearImported)

    def test_moves_the_open_deadlines_with_a_line_in_each_history(self, city):
        case = received(city, "2026-12-07")
        assert due(case) == "2027-01-04"
        import_year(notice=YEAR_2027, actor=CLOCKWORK, now=noon("2026-12-08"))
        assert tasks.recount_after_new_notice.call(1) == 1
        assert due(case) == "2027-01-05"
        assert case.lines.last().note == "届满日由2027-01-04改为2027-01-05"
        assert tasks.recount_after_new_notice.call(1) == 0
