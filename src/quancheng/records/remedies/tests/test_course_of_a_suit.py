"""A suit after a silent organ, a judgment at the turn of the year, another procedure, files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.records.remedies.commands import deciding, hearing, proceedings
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries import norms
from quancheng.records.remedies.queries.annual import remedy_cells
from quancheng.records.remedies.queries.proceedings import begins_of, doubts_of
from quancheng.records.remedies.rules.filing import Periods
from quancheng.records.remedies.rules.kinds import Column, Kind, Procedure
from quancheng.records.remedies.tests.conftest import (
    NOW,
    at,
    day,
    enter,
    finance,
    now_of,
    seen,
    signed_in,
    suit,
)
from quancheng.records.remedies.web.proceeding_page import proceeding_page

pytestmark = pytest.mark.django_db
AFTER = at("2024-06-17")  # Monday; the sixty days ended on Friday 14 June 2024


@pytest.fixture
def silent(review, clerk) -> Proceeding:
    return deciding.note_silence(**seen(review), actor=clerk, now=AFTER)


def sue_after(clerk, before, *, filed="2024-06-28", now="2024-07-08"):
    told = {"filed_on": day(filed), "accepted_on": day("2024-07-05"), "notified_on": None}
    return enter(clerk, at(now), kind=Kind.AFTER, before_id=before.pk, organ="演示区人民法院", **told)


def cells(year: int) -> dict:
    return dict(remedy_cells(unit_ids=[finance().pk], year=year))


def judge(one, clerk, on):
    return deciding.judge_suit(
        **seen(one), outcome="s-quashed", decided_on=day(on), received_on=day(on), decision_number="一审1号",
        redo_by=None, actor=clerk, now=at(on),
    )  # fmt: skip


class TestNoteSilence:
    def test_is_refused_while_the_period_runs(self, review, clerk):
        with pytest.raises(deciding.NotSilentYet, match="2024-06-14"):
            deciding.note_silence(**seen(review), actor=clerk, now=at("2024-06-14"))

    def test_leaves_it_pending_because_it_is_no_decision(self, silent):
        stood = now_of(silent)
        assert (stood.case.state, stood.silent_on) == ("silent", day("2024-06-14"))
        assert (stood.column, stood.settled_on) == (None, None)
        assert AuditEntry.objects.latest("seq").code == "remedies.proceeding.decided"

    def test_is_the_units_own(self, review, office):
        with pytest.raises(NotYourStep):
            deciding.note_silence(**seen(review), actor=office, now=AFTER)

    def test_is_no_decision(self, review, clerk):
        on = day("2024-06-17")
        with pytest.raises(deciding.BadDecision, match="逾期未作决定"):
            deciding.decide_review(
                **seen(review), outcome="r-silent", decided_on=on, received_on=on, decision_number="",
                redo_by=None, actor=clerk, now=AFTER,
            )  # fmt: skip

    def test_tells_by_when_one_may_sue_as_the_norm_holds(self, silent, clerk, monkeypatch, desk_surface):
        one = now_of(silent)
        assert "起15日内起诉" in proceeding_page(clerk, one, today=AFTER.date()).note
        other = Periods(review_days=60, suit_after_days=20, suit_months=6)
        monkeypatch.setattr("quancheng.records.remedies.web.proceeding_page.periods_on", lambda **_: other)
        assert "起20日内起诉" in proceeding_page(clerk, one, today=AFTER.date()).note

    def test_leaves_the_way_open_to_a_late_decision(self, silent, clerk):
        suit_after = sue_after(clerk, silent)
        on = day("2024-07-15")
        deciding.decide_review(
            **seen(silent), outcome="r-upheld", decided_on=on, received_on=on, decision_number="迟1号",
            redo_by=None, actor=clerk, now=at("2024-07-15"),
        )  # fmt: skip
        assert now_of(silent).column == Column.UPHELD
        assert begins_of(clerk, Proceeding.objects.get(pk=suit_after.pk)) == day("2024-06-14")


class TestASuitAfterSilence:
    def test_runs_from_the_end_of_the_organs_period(self, silent, clerk):
        # fifteen days from Friday 14 June 2024 end on Saturday 29 June and roll to Monday 1 July
        made = sue_after(clerk, silent, filed="2024-07-01")
        assert begins_of(clerk, made) == day("2024-06-14")
        assert not doubts_of(clerk, made)
        [late] = doubts_of(clerk, sue_after(clerk, silent, filed="2024-07-02"))
        assert "2024-07-01" in late

    def test_is_counted_after_a_reconsideration(self, silent, clerk):
        sue_after(clerk, silent)
        assert cells(2024) == {(1, Column.PENDING): 1, (3, Column.PENDING): 1}

    def test_waits_until_the_silence_is_put_down(self, review, clerk):
        with pytest.raises(proceedings.BadFiling, match="先登记逾期未作决定"):
            sue_after(clerk, review)

    @pytest.mark.usefixtures("desk_surface")
    def test_is_told_on_the_page_of_the_silent_one(self, silent, clerk):
        shown = signed_in(clerk).get(reverse("remedies_desk:proceeding", args=[silent.pk])).text
        assert "2024-06-14届满，没有作出决定" in shown
        assert "自复议期满之日起算" in shown


def decide_late(one, clerk, on, outcome="r-quashed"):
    return deciding.decide_review(
        **seen(one), outcome=outcome, decided_on=day(on), received_on=day(on), decision_number="迟1号",
        redo_by=None, actor=clerk, now=at(on),
    )  # fmt: skip


class TestALateDecisionInTheYearAfter:
    """Silent since 14 June 2024, decided on Monday 13 January 2025."""

    def test_leaves_the_report_of_the_first_year_as_it_was(self, silent, clerk):
        assert cells(2024) == {(1, Column.PENDING): 1}
        decide_late(silent, clerk, "2025-01-13")
        assert cells(2024) == {(1, Column.PENDING): 1}
        assert cells(2025) == {(1, Column.CORRECTED): 1}

    def test_where_silence_settles_it_counts_in_the_year_of_the_silence_alone(
        self, review, clerk, monkeypatch
    ):
        monkeypatch.setattr(deciding, "is_settled_when_silent", lambda **_: True)
        silent = deciding.note_silence(**seen(review), actor=clerk, now=AFTER)
        assert cells(2024) == {(1, Column.OTHER): 1}
        decide_late(silent, clerk, "2025-01-13")
        assert cells(2024) == {(1, Column.OTHER): 1}
        assert cells(2025) == {}
        assert now_of(silent).outcome == "r-quashed"

    def test_within_one_year_it_counts_as_decided_either_way(self, review, clerk, monkeypatch):
        monkeypatch.setattr(deciding, "is_settled_when_silent", lambda **_: True)
        silent = deciding.note_silence(**seen(review), actor=clerk, now=AFTER)
        decide_late(silent, clerk, "2024-07-15")
        assert cells(2024) == {(1, Column.CORRECTED): 1}

    @pytest.mark.usefixtures("desk_surface")
    def test_is_told_on_the_page_where_it_counts_no_more(self, review, clerk, monkeypatch):
        monkeypatch.setattr(deciding, "is_settled_when_silent", lambda **_: True)
        silent = deciding.note_silence(**seen(review), actor=clerk, now=AFTER)
        decide_late(silent, clerk, "2025-01-13")
        shown = signed_in(clerk).get(reverse("remedies_desk:proceeding", args=[silent.pk])).text
        assert "年报已按逾期计入2024年度" in shown

    def test_is_shipped_as_counted_when_decided(self, city):
        assert not norms.is_settled_when_silent(tenant_id=city.pk, on=AFTER.date())


class TestAJudgmentInForce:
    def test_binds_no_earlier_than_it_came(self, sued, clerk):
        judge(sued, clerk, "2025-01-06")  # Monday
        with pytest.raises(deciding.BadDecision, match="不能早于收到裁判的日期2025-01-06"):
            deciding.note_in_force(**seen(sued), on=day("2024-12-31"), actor=clerk, now=at("2025-02-10"))

    def test_orders_only_what_its_outcome_can_order(self, sued, clerk):
        deciding.judge_suit(
            **seen(sued), outcome="s-dismissed", decided_on=day("2025-01-06"), received_on=day("2025-01-06"),
            decision_number="一审2号", redo_by=None, actor=clerk, now=at("2025-01-06"),
        )  # fmt: skip
        with pytest.raises(deciding.BadDecision, match="没有责令履行的期限"):
            deciding.note_in_force(
                **seen(sued), on=day("2025-01-22"), redo_by=day("2025-02-21"), actor=clerk,
                now=at("2025-02-10"),
            )  # fmt: skip


class TestAJudgmentAtTheTurnOfTheYear:
    def test_is_pending_at_its_end_and_settled_once(self, sued, clerk):
        judge(sued, clerk, "2024-12-23")  # Monday
        assert cells(2024) == {(2, Column.PENDING): 1}
        hearing.note_appeal(**seen(sued), on=day("2025-01-03"), actor=clerk, now=at("2025-01-03"))
        deciding.decide_appeal(
            **seen(sued), result="upheld", outcome="", decided_on=day("2025-03-03"),
            received_on=day("2025-03-03"), decision_number="二审1号", redo_by=None, actor=clerk,
            now=at("2025-03-03"),
        )  # fmt: skip
        assert cells(2024) == {(2, Column.PENDING): 1}
        assert cells(2025) == {(2, Column.CORRECTED): 1}

    def test_counts_in_the_year_in_which_it_came_into_force(self, sued, clerk):
        judge(sued, clerk, "2024-12-23")
        deciding.note_in_force(**seen(sued), on=day("2025-01-08"), actor=clerk, now=at("2025-01-08"))
        assert cells(2024) == {(2, Column.PENDING): 1}
        assert cells(2025) == {(2, Column.CORRECTED): 1}

    def test_counts_when_given_where_a_government_reads_it_so(self, sued, clerk, monkeypatch):
        monkeypatch.setattr(deciding, "is_settled_when_judged", lambda **_: True)
        judge(sued, clerk, "2024-12-23")
        assert cells(2024) == {(2, Column.CORRECTED): 1}
        deciding.note_in_force(**seen(sued), on=day("2025-01-08"), actor=clerk, now=at("2025-01-08"))
        assert cells(2024) == {(2, Column.CORRECTED): 1}
        assert cells(2025) == {}

    def test_is_shipped_as_settled_in_force(self, city):
        assert not norms.is_settled_when_judged(tenant_id=city.pk, on=day("2024-12-23"))


def courts_day(one: Proceeding) -> dict:
    return {sheet.code: sheet.due for sheet in worksheets(now_of(one).case, today=NOW.date())}


class TestAnotherProcedure:
    def test_to_the_ordinary_one_runs_six_months_from_when_it_was_taken_up(self, clerk):
        made = suit(clerk, procedure=Procedure.SIMPLE)
        hearing.turn_suit_ordinary(**seen(made), on=day("2024-04-22"), actor=clerk, now=NOW)
        stood = courts_day(made)
        assert stood["court"] == day("2024-10-15")  # Tuesday
        assert "simple" not in stood
        assert now_of(made).procedure == Procedure.ORDINARY
        assert now_of(made).case.due_on == day("2024-05-07")  # the fifteen days to defend stay
        with pytest.raises(hearing.SameProcedure):
            hearing.turn_suit_ordinary(**seen(made), on=day("2024-04-22"), actor=clerk, now=NOW)

    def test_to_the_simple_one_runs_forty_five_days(self, sued, clerk):
        hearing.turn_suit_simple(**seen(sued), on=day("2024-04-22"), actor=clerk, now=NOW)
        stood = courts_day(sued)
        assert stood["simple"] == day("2024-05-30")  # Thursday
        assert "court" not in stood
        hearing.turn_suit_ordinary(**seen(sued), on=day("2024-04-22"), actor=clerk, now=NOW)
        assert courts_day(sued)["court"] == day("2024-10-15")

    def test_not_to_the_simple_one_once_the_court_sat(self, sued, clerk):
        hearing.note_hearing(**seen(sued), on=day("2024-04-22"), actor=clerk, now=NOW)
        with pytest.raises(hearing.SameProcedure, match="开庭"):
            hearing.turn_suit_simple(**seen(sued), on=day("2024-04-22"), actor=clerk, now=NOW)

    def test_is_the_units_own(self, sued, office):
        with pytest.raises(NotYourStep):
            hearing.turn_suit_simple(**seen(sued), on=day("2024-04-22"), actor=office, now=NOW)


@pytest.mark.usefixtures("desk_surface")
class TestPapers:
    def test_are_put_there_by_the_unit_and_read_by_the_office(self, sued, clerk, office, neighbour):
        add = reverse("remedies_desk:bring_paper", args=[sued.pk])

        def told(data=b"\xe6\xbc\x94\xe7\xa4\xba", name="答辩状.txt"):
            return {"says": "答辩状", "file": SimpleUploadedFile(name, data)}

        assert "已添加材料" in signed_in(clerk).post(add, told(), follow=True).text
        assert AuditEntry.objects.filter(code="remedies.proceeding.paper_added").exists()
        one = sued.papers.get()
        address = reverse("remedies_desk:paper_on_file", args=[sued.pk, one.pk])
        got = signed_in(office).get(address)
        assert got.getvalue() == b"\xe6\xbc\x94\xe7\xa4\xba"
        assert signed_in(neighbour).get(address).status_code == 404
        assert signed_in(office).post(add, told()).status_code == 422
        assert signed_in(neighbour).post(add, told()).status_code == 404
        assert signed_in(clerk).post(add, told(b"MZ", "坏.exe")).status_code == 422
        assert sued.papers.count() == 1
