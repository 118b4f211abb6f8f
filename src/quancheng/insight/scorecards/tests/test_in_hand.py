"""What waits for whom in 我的工作 and 日程; what is handed over before somebody leaves."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quancheng.insight.scorecards.commands import appeals, copies, talks
from quancheng.insight.scorecards.commands.letters import amend_letter, discard_letter, wording_of
from quancheng.insight.scorecards.models import Appeal
from quancheng.insight.scorecards.queries.in_hand import (
    ANSWERS,
    DRAFTS,
    ScoresWaiting,
    drafts_of_unit,
    scores_waiting,
)
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.tests.conftest import (
    AFTER,
    HELD,
    at,
    draft_letter,
    indicator,
    issue_letter,
    score,
    signed_in,
    staff,
    unit,
)
from quancheng.kernel.access.actors import NoPostToday, actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.agenda import named, open_cases_of
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.commands.posts import relieve_person
from quancheng.kernel.orgs.handover import NotHandedOver, left_by
from quancheng.kernel.orgs.models import Holding, Person

TODAY = date(2026, 4, 1)  # Wednesday
ANSWER_ON = date(2026, 4, 17)  # Friday


def appeal(frozen, actor) -> Appeal:
    return appeals.file_appeal(
        score_id=score(frozen).pk, indicator_id=indicator("A1").pk, text="请核对。", files=(), actor=actor,
        now=AFTER,
    )  # fmt: skip


def agenda(actor):
    """The lines of assessment in the actor's list, beside the duties of the plan."""
    cases = open_cases_of(actor).filter(workflow__in=["score_letter", "score_appeal"])
    return [(line.says, line.state, line.due_on) for line in named(actor, list(cases))]


class TestScoresWaiting:
    def test_counts_what_the_unit_owes(self, frozen, office, office_head, clerk, neighbour):
        issue_letter(draft_letter(frozen, office), office_head)
        sent = issue_letter(draft_letter(frozen, office, answer_on=ANSWER_ON), office_head)
        assert scores_waiting(clerk, today=TODAY) == ScoresWaiting(to_sign=2)
        copies.sign_letter(letter_id=sent.pk, actor=clerk, now=AFTER)
        assert scores_waiting(clerk, today=TODAY) == ScoresWaiting(to_sign=1, to_answer=1)
        late = scores_waiting(clerk, today=date(2026, 4, 20))  # Monday
        assert late == ScoresWaiting(to_sign=1, to_answer=1, late=2)
        assert scores_waiting(neighbour, today=TODAY) == ScoresWaiting()

    def test_counts_what_the_office_owes(self, frozen, office, office_head, clerk, stranger):
        appeal(frozen, clerk)
        sent = issue_letter(draft_letter(frozen, office, Kind.TALK, talk_on=HELD.on), office_head)
        draft_letter(frozen, office)
        assert scores_waiting(office, today=TODAY) == ScoresWaiting(to_decide=1)
        assert scores_waiting(office_head, today=TODAY) == ScoresWaiting(to_decide=1, to_issue=1)
        copies.sign_letter(letter_id=sent.pk, actor=clerk, now=AFTER)
        assert scores_waiting(office, today=TODAY) == ScoresWaiting(to_decide=1, to_talk=1)
        talks.record_talk(letter_id=sent.pk, held=HELD, actor=office, now=at("2026-04-09"))  # Thursday
        assert scores_waiting(office, today=TODAY) == ScoresWaiting(to_decide=1, to_talk=1)
        assert not scores_waiting(stranger, today=TODAY).some

    def test_asks_the_database_once(self, frozen, office, office_head, clerk, django_assert_num_queries):
        issue_letter(draft_letter(frozen, office), office_head)
        for actor in (office, office_head, clerk):
            with django_assert_num_queries(1):
                scores_waiting(actor, today=TODAY)


@pytest.mark.usefixtures("desk_surface")
class TestMyWork:
    def test_leads_to_what_waits(self, frozen, office, office_head, clerk, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)
        sent = issue_letter(draft_letter(frozen, office), office_head)
        appeal(frozen, clerk)
        page = signed_in(clerk).get(reverse("workbench:my_work"))
        assert "考核函件待签收" in page.text
        assert sent.subject in signed_in(clerk).get(reverse("scorecards_desk:letters"), {"wait": "sign"}).text
        assert "考核申诉待处理" in signed_in(office).get(reverse("workbench:my_work")).text

    def test_agenda_takes_few_queries(self, frozen, office, office_head, clerk, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)
        appeal(frozen, clerk)
        client = signed_in(office)
        client.get(reverse("workbench:agenda"))
        with CaptureQueriesContext(connection) as told:
            page = client.get(reverse("workbench:agenda"))
        assert "考核申诉" in page.text
        assert len(told) <= 25


class TestTheAgenda:
    def test_holds_an_appeal_for_unit_and_office(self, frozen, office, clerk, neighbour, stranger):
        filed = appeal(frozen, clerk)
        line = ("考核申诉", "待处理", filed.case.due_on)
        assert agenda(clerk) == [line]
        assert agenda(office) == [line]
        assert agenda(neighbour) == []
        assert agenda(stranger) == []

    def test_holds_a_talk_for_the_office_when_the_unit_has_signed(self, frozen, office, office_head, clerk):
        sent = issue_letter(draft_letter(frozen, office, Kind.TALK, talk_on=HELD.on), office_head)
        assert agenda(office) == []
        copies.sign_letter(letter_id=sent.pk, actor=clerk, now=AFTER)
        assert agenda(office) == agenda(clerk) == [("考核函件", "待约谈", HELD.on)]
        talks.record_talk(letter_id=sent.pk, held=HELD, actor=office, now=at("2026-04-09"))  # Thursday
        assert agenda(office) == [("考核函件", "待回访", HELD.follow_up_on)]

    def test_lets_go_of_what_is_decided(self, frozen, office, clerk):
        filed = appeal(frozen, clerk)
        appeals.uphold_appeal(
            appeal_id=filed.pk, version=filed.case.version, change=Decimal(10), reason="核实。",
            actor=office, now=AFTER,
        )  # fmt: skip
        assert agenda(office) == agenda(clerk) == []


class TestHandingOver:
    def left(self, actor):
        return {x.says: x.count for x in left_by(person_id=actor.person_id, post_id=actor.post_id)}

    def test_a_drafter_leaves_no_draft_behind(self, frozen, office, office_head):
        one = draft_letter(frozen, office)
        assert self.left(office) == {DRAFTS: 1}
        assert drafts_of_unit(office.unit_id).count() == 1
        other = replace(wording_of(one), text="请于本月底前补齐所缺的解读材料。")
        amend_letter(letter_id=one.pk, version=0, wording=other, actor=office_head, now=AFTER)
        assert self.left(office) == {}
        assert self.left(office_head) == {DRAFTS: 1}
        discard_letter(letter_id=one.pk, version=1, actor=office, now=AFTER)
        assert self.left(office_head) == {}

    def test_who_signed_for_an_answer_hands_it_over(self, frozen, office, office_head, clerk, head):
        sent = issue_letter(draft_letter(frozen, office, answer_on=ANSWER_ON), office_head)
        copies.sign_letter(letter_id=sent.pk, actor=clerk, now=AFTER)
        assert self.left(clerk) == {ANSWERS: 1}
        copies.take_over_letter(letter_id=sent.pk, actor=head, now=AFTER)
        assert self.left(clerk) == {}
        copies.answer_letter(letter_id=sent.pk, text="已补齐。", actor=head, now=AFTER)
        assert self.left(head) == {}

    def test_nobody_leaves_the_post_before(self, frozen, office, office_head, clerk):
        sent = issue_letter(draft_letter(frozen, office, answer_on=ANSWER_ON), office_head)
        copies.sign_letter(letter_id=sent.pk, actor=clerk, now=AFTER)
        held = Holding.objects.get(person_id=clerk.person_id)
        with pytest.raises(NotHandedOver, match=ANSWERS):
            relieve_person(holding_id=held.pk, last_on=TODAY, actor=Actor.clockwork(), now=AFTER)


def _stand_in(person: Person, holder, first: date, last: date) -> None:
    own = Holding.objects.get(person_id=holder.person_id)
    Holding.objects.create(person=person, post=own.post, from_on=first, until_on=last, stands_in_for=own)


class TestADeputy:
    """Whoever stands in acts in the days of the substitution and in no others."""

    @pytest.fixture
    def deputy(self, clerk) -> Person:
        """For the finance bureau's clerk from Thursday 2 April to Friday 3 April 2026."""
        someone = Person.objects.create(account="deputy", name="演示deputy", tenant=unit("市财政局").tenant)
        _stand_in(someone, clerk, date(2026, 4, 2), date(2026, 4, 3))
        return someone

    def test_signs_answers_and_appeals_in_these_days(self, frozen, office, office_head, deputy):
        sent = issue_letter(draft_letter(frozen, office, answer_on=ANSWER_ON), office_head)
        within = actor_for(deputy, None, date(2026, 4, 2), "deputy")  # Thursday
        copies.sign_letter(letter_id=sent.pk, actor=within, now=at("2026-04-02"))
        done = copies.answer_letter(letter_id=sent.pk, text="已补齐。", actor=within, now=at("2026-04-03"))
        assert done.answered_by_id == deputy.pk
        filed = appeal(frozen, within)
        assert filed.filed_by_id == deputy.pk

    @pytest.mark.parametrize("day", [date(2026, 4, 1), date(2026, 4, 7)])  # Wednesday, Tuesday
    def test_has_no_post_on_other_days(self, frozen, deputy, day):
        with pytest.raises(NoPostToday):
            actor_for(deputy, None, day, "deputy")

    @pytest.mark.usefixtures("desk_surface")
    def test_finds_no_letter_after_the_last_day(self, frozen, office, office_head, deputy, monkeypatch):
        sent = issue_letter(draft_letter(frozen, office), office_head)
        address = reverse("scorecards_desk:letter_step", args=[sent.pk, "sign"])
        actor = actor_for(deputy, None, date(2026, 4, 2), "deputy")  # Thursday
        monkeypatch.setattr("django.utils.timezone.now", lambda: at("2026-04-07"))  # Tuesday
        assert signed_in(actor).post(address).status_code in {403, 404}
        assert not sent.addressees.filter(signed_at__isnull=False).exists()

    def test_is_told_in_these_days_alone(self, frozen, office, office_head, deputy):
        issue_letter(draft_letter(frozen, office), office_head)
        told = Notice.objects.filter(kind="scorecards.letter_issued", to_person=deputy)
        assert not told.exists()
        issue_letter(draft_letter(frozen, office, now=at("2026-04-02")), office_head, now=at("2026-04-02"))
        assert told.count() == 1

    def test_of_a_head_issues_and_withdraws(self, frozen, office, office_head):
        someone = Person.objects.create(account="acting", name="演示acting", tenant=unit("市财政局").tenant)
        _stand_in(someone, office_head, date(2026, 4, 2), date(2026, 4, 2))
        acting = actor_for(someone, None, date(2026, 4, 2), "acting")  # Thursday
        now = at("2026-04-02")
        done = issue_letter(draft_letter(frozen, office, now=now), acting, now=now)
        assert done.issued_by_id == someone.pk

    def test_without_a_role_signs_nothing(self, frozen, office, office_head):
        idle = staff("市财政局", "idle")
        sent = issue_letter(draft_letter(frozen, office), office_head)
        with pytest.raises(NotYourStep):
            copies.sign_letter(letter_id=sent.pk, actor=idle, now=AFTER)
