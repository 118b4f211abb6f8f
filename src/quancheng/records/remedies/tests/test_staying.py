"""A proceeding that is stayed: its period rests, it stays pending, and nothing is decided meanwhile."""

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.refusals import NotYourStep, StepNotOpen
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands import deciding, hearing, nightly
from quancheng.records.remedies.commands.correcting import take_back_proceeding
from quancheng.records.remedies.commands.handing import hand_on_proceeding
from quancheng.records.remedies.commands.staying import BadStay, Rests, resume_proceeding, stay_proceeding
from quancheng.records.remedies.models import Stay
from quancheng.records.remedies.queries.annual import remedy_cells
from quancheng.records.remedies.queries.proceedings import NoSuchProceeding, proceedings_at_a_glance
from quancheng.records.remedies.rules.kinds import Column, Procedure
from quancheng.records.remedies.rules.stays import UnknownGround
from quancheng.records.remedies.tests.conftest import (
    NOW,
    at,
    day,
    finance,
    now_of,
    seen,
    signed_in,
    suit,
)

pytestmark = pytest.mark.django_db
MAY = "2024-05-06"  # Monday
JUNE = "2024-06-05"  # Wednesday, thirty days later


def stay(one, actor, on=MAY, ground="r-other-case", now=None, **told):
    given = {"paper": "泉政复中〔2024〕1号", "told_on": None, **told}
    return stay_proceeding(**seen(one), ground=ground, on=day(on), actor=actor, now=at(now or on), **given)


def resume(one, actor, on=JUNE, now=None):
    return resume_proceeding(**seen(one), on=day(on), paper="恢复1号", actor=actor, now=at(now or on))


def decide(one, actor, outcome="r-upheld", on=MAY):
    return deciding.decide_review(
        **seen(one), outcome=outcome, decided_on=day(on), received_on=day(on), decision_number="泉政复决1号",
        redo_by=None, actor=actor, now=at(on),
    )  # fmt: skip


def decision_due(one):
    return due_on(now_of(one).case, flow.DECISION_CLOCK)


class TestStayProceeding:
    def test_rests_the_period_of_the_organ_until_it_goes_on(self, review, clerk):
        assert decision_due(review) == day("2024-06-14")
        stay(review, clerk)
        assert decision_due(review) is None
        resume(review, clerk)
        assert decision_due(review) == day("2024-07-15")  # thirty days later is Sunday 14 July

    def test_says_in_the_working_what_is_not_counted(self, review, clerk):
        stay(review, clerk)
        resume(review, clerk)
        sheet = next(
            one for one in worksheets(now_of(review).case, today=day(JUNE)) if one.code == "decision"
        )
        [rested] = [step for step in sheet.sheet.steps if "不计入，届满日顺延30日" in step.rule]
        assert rested.article == "《行政复议法》第三十九条"
        assert sheet.due == day("2024-07-15")

    def test_of_a_suit_adds_its_days_to_the_months(self, sued, clerk):
        stay(sued, clerk, ground="s-other-case")
        assert due_on(now_of(sued).case, flow.COURT_CLOCK) is None
        resume(sued, clerk)
        assert due_on(now_of(sued).case, flow.COURT_CLOCK) == day("2024-11-14")  # Thursday, thirty days on

    def test_is_kept_when_the_suit_goes_over_to_another_procedure(self, clerk):
        sued = suit(clerk, procedure=Procedure.SIMPLE)
        stay(sued, clerk, ground="s-other-case")
        resume(sued, clerk)
        hearing.turn_suit_ordinary(**seen(sued), on=day(JUNE), actor=clerk, now=at(JUNE))
        assert due_on(now_of(sued).case, flow.COURT_CLOCK) == day("2024-11-14")

    def test_twice_adds_up(self, review, clerk):
        stay(review, clerk)
        resume(review, clerk)
        stay(review, clerk, on="2024-06-12")
        resume(review, clerk, on="2024-06-14")
        assert decision_due(review) == day("2024-07-16")

    def test_after_the_end_of_the_period_gives_none_back(self, review, clerk):
        stay(review, clerk, on="2024-06-17")
        assert decision_due(review) == day("2024-06-14")

    def test_leaves_what_the_agency_owes(self, review, clerk):
        due = now_of(review).case.due_on
        stay(review, clerk)
        stood = now_of(review).case
        assert (stood.state, stood.due_on) == ("stayed_to_answer", due)
        assert nightly.remind_of_remedies(actor=Actor.clockwork(), now=at("2024-05-08")) == 1
        hearing.note_answer(**seen(review), on=day("2024-05-07"), actor=clerk, now=at("2024-05-07"))
        assert (now_of(review).case.state, now_of(review).case.due_on) == ("stayed", None)
        resume(review, clerk)
        assert now_of(review).case.state == "answered"

    def test_keeps_ground_paper_and_days(self, review, clerk):
        stay(review, clerk, now="2024-05-08", told_on=day("2024-05-08"))
        [kept] = Stay.objects.all()
        assert (kept.ground, kept.stayed_on, kept.told_on) == ("r-other-case", day(MAY), day("2024-05-08"))
        assert "泉政复中〔2024〕1号" in now_of(review).case.lines.last().note
        assert AuditEntry.objects.latest("seq").code == "remedies.proceeding.stayed"
        resume(review, clerk)
        kept.refresh_from_db()
        assert (kept.resumed_on, kept.resumed_paper) == (day(JUNE), "恢复1号")
        assert AuditEntry.objects.latest("seq").code == "remedies.proceeding.resumed"

    def test_is_the_units_own(self, review, office, neighbour, clerk):
        with pytest.raises(NotYourStep):
            stay(review, office)
        with pytest.raises(NoSuchProceeding):
            stay(review, neighbour)
        stay(review, clerk)
        with pytest.raises(NotYourStep):
            resume(review, office)

    def test_has_a_ground_of_its_own_law(self, review, sued, clerk):
        with pytest.raises(UnknownGround):
            stay(review, clerk, ground="s-died")
        with pytest.raises(UnknownGround):
            stay(sued, clerk, ground="r-mediation")

    def test_is_refused_twice_and_where_its_days_do_not_fit(self, review, clerk):
        with pytest.raises(BadStay, match="收到中止通知"):
            stay(review, clerk, told_on=day("2024-05-01"))
        with pytest.raises(StepNotOpen, match="没有中止"):
            resume(review, clerk)
        stay(review, clerk)
        with pytest.raises(StepNotOpen, match="不能中止"):
            stay(review, clerk)
        with pytest.raises(BadStay, match="不能早于中止日期"):
            resume(review, clerk, on="2024-04-30", now=JUNE)
        resume(review, clerk)
        with pytest.raises(BadStay, match="上一次恢复"):
            stay(review, clerk, on="2024-05-30", now=JUNE)


class TestADecisionMeanwhile:
    def test_is_refused_with_a_way_out(self, review, sued, clerk):
        stay(review, clerk)
        with pytest.raises(Rests, match="请先登记恢复"):
            decide(review, clerk)
        with pytest.raises(Rests):
            deciding.note_silence(**seen(review), actor=clerk, now=at("2024-07-01"))
        stay(sued, clerk, ground="s-died")
        told = {"decided_on": day(JUNE), "received_on": day(JUNE), "decision_number": "", "redo_by": None}
        with pytest.raises(Rests):
            deciding.judge_suit(**seen(sued), outcome="s-quashed", **told, actor=clerk, now=at(JUNE))

    def test_may_end_the_matter_without_hearing_it(self, review, sued, clerk):
        stay(review, clerk, ground="r-died")
        decide(review, clerk, "r-ended", on="2024-07-08")
        assert (now_of(review).case.state, now_of(review).column) == ("over", Column.OTHER)
        stay(sued, clerk, ground="s-died")
        told = {"decided_on": day(JUNE), "received_on": day(JUNE), "decision_number": "", "redo_by": None}
        deciding.judge_suit(**seen(sued), outcome="s-ended", **told, actor=clerk, now=at(JUNE))
        assert now_of(sued).case.state == "judged"

    def test_comes_once_it_goes_on(self, review, clerk):
        stay(review, clerk)
        resume(review, clerk)
        decide(review, clerk, on="2024-06-06")
        assert now_of(review).column == Column.UPHELD


class TestWhatIsStayed:
    def test_is_pending_in_table_four(self, review, clerk):
        stay(review, clerk)
        assert remedy_cells(unit_ids=[finance().pk], year=2024) == {(1, Column.PENDING): 1}

    def test_is_taken_back_as_any_other(self, review, clerk, office):
        stay(review, clerk)
        take_back_proceeding(**seen(review), reason="登记错了", actor=office, now=at(MAY))
        stood = now_of(review)
        assert (stood.case.state, stood.case.due_on) == ("taken_back", None)
        assert remedy_cells(unit_ids=[finance().pk], year=2024) == {}
        assert Stay.objects.filter(proceeding=review).exists()

    def test_goes_along_when_another_agency_takes_over_and_rests_on(self, review, clerk, office, neighbour):
        stay(review, clerk)
        water = Unit.objects.get(name="市水务局")
        told = {"unit_id": water.pk, "reason": "机构改革方案", "actor": office, "now": at(MAY)}
        with pytest.raises(NotYourStep):
            hand_on_proceeding(**seen(review), **{**told, "actor": clerk})
        hand_on_proceeding(**seen(review), **told)
        stood = now_of(review)
        assert (stood.case.unit, stood.case.state) == (water, "stayed_to_answer")
        assert Notice.objects.filter(kind="remedies.handed_on", to_person=neighbour.person_id).exists()
        assert AuditEntry.objects.latest("seq").code == "remedies.proceeding.handed_on"
        resume(review, neighbour)
        assert decision_due(review) == day("2024-07-15")
        with pytest.raises(NoSuchProceeding):
            resume(review, clerk)

    @pytest.mark.usefixtures("desk_surface")
    def test_is_handed_on_from_its_page(self, review, clerk, office):
        page = reverse("remedies_desk:proceeding", args=[review.pk])
        step = reverse("remedies_desk:step", args=[review.pk, "review_handed_on"])
        assert "移交承接机关" not in signed_in(clerk).get(page).text
        assert "市水务局" in signed_in(office).get(page).text
        told = {"version": now_of(review).case.version, "unit_id": Unit.objects.get(name="市水务局").pk}
        assert signed_in(office).post(step, told).status_code == 422
        shown = signed_in(office).post(step, {**told, "reason": "机构改革方案"}, follow=True).text
        assert "已移交，期限继续计算" in shown

    @pytest.mark.usefixtures("desk_surface")
    def test_is_shown_on_its_page_and_in_the_list(self, review, clerk):
        signed = signed_in(clerk)
        page = reverse("remedies_desk:proceeding", args=[review.pk])
        step = reverse("remedies_desk:step", args=[review.pk, "stay_to_answer"])
        version = now_of(review).case.version
        told = {"version": version, "ground": "r-died", "on": MAY, "paper": "泉政复中〔2024〕1号"}
        refused = signed.post(step, {**told, "ground": ""})
        assert refused.status_code == 422
        assert "请选择中止的情形" in refused.text
        shown = signed.post(step, told, follow=True).text
        assert "已中止，待答复" in shown
        assert "中止期间不计算" in shown
        assert "还没有登记收到告知" in shown
        assert "已满60日" in shown  # the test runs long after July 2024
        asked = reverse("remedies_desk:proceedings") + "?standing=stayed"
        assert review.number in signed.get(asked).text
        assert proceedings_at_a_glance(clerk, today=NOW.date()).stayed == 1
        resume(review, clerk)
        assert review.number not in signed.get(asked).text
        assert "30日不计入期限" in signed.get(page).text
