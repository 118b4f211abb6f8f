"""The letter after a lapse or an unpaid fee: drafted, reviewed, issued with its remedy, served (24)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import MovedMeanwhile, NotYourStep
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import endings, handling
from quancheng.records.disclosure.commands.fees import close_unpaid
from quancheng.records.disclosure.commands.hands import SecondPersonNeeded
from quancheng.records.disclosure.commands.letters import note_letter_served
from quancheng.records.disclosure.commands.nightly import remind_of_requests
from quancheng.records.disclosure.commands.redoing import redo_request
from quancheng.records.disclosure.models import Applicant, EndNotice, Letter, Reply
from quancheng.records.disclosure.queries.endings import NotGivenUp, without_end_notice
from quancheng.records.disclosure.queries.letters import verifiable_of
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.rules.letter import LetterNotReady
from quancheng.records.disclosure.tests.conftest import (
    at,
    day,
    enter,
    enter_norm,
    now_of,
    seen,
    signed_in,
    staff,
)
from quancheng.records.disclosure.workflow import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]

LAPSED_ON, LATER = "2024-05-17", "2024-05-20"  # Friday, and the Monday after


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def draft(request, actor, on=LATER):
    return endings.draft_ending(**seen(request), actor=actor, now=at(on))


def review(request, actor, on=LATER):
    return endings.review_ending(**seen(request), actor=actor, now=at(on, "10:00"))


def issue(request, actor, on=LATER):
    return endings.issue_ending(**seen(request), actor=actor, now=at(on, "11:00"))


@pytest.fixture
def lapsed(received, clerk, court):
    """Asked on 30 April 2024, no correction by Thursday 16 May, closed on Friday 17 May."""
    handling.ask_correction(**seen(received), points="请写明年份", days=10, actor=clerk, now=at("2024-04-30"))
    handling.note_notice_served(
        **seen(received), on=day("2024-04-30"), actor=clerk, now=at("2024-04-30", "10:00")
    )
    return handling.let_lapse(**seen(received), actor=clerk, now=at(LAPSED_ON))


class TestDraftEnding:
    def test_tells_notice_service_and_end_of_the_period(self, lapsed, clerk):
        made = draft(lapsed, clerk)
        for told in (
            "市财政局依补〔2024〕1号",
            "2024年4月30日送达",
            "2024年5月16日届满",
            "第三十条",
            "视为放弃",
        ):
            assert told in made.text
        assert last_told() == "disclosure.end_notice.drafted"
        case = now_of(lapsed).case
        assert (case.state, case.ended_on) == (State.CLOSED, day(LAPSED_ON))  # it moves nothing

    def test_after_an_unpaid_fee_tells_of_the_fee(self, served, clerk, court):
        close_unpaid(**seen(served), actor=clerk, now=at("2024-10-24"))
        made = draft(served, clerk, on="2024-10-25")
        for told in (
            "市财政局依费〔2024〕1号",
            "2024年9月20日送达",
            "2024年10月23日届满",
            "国办函〔2020〕109号",
        ):
            assert told in made.text

    def test_after_a_withdrawal_tells_of_the_applicants_own_wish(self, received, clerk, court):
        handling.note_withdrawal(**seen(received), reason="来电说不要了", actor=clerk, now=at(LATER))
        made = draft(received, clerk)
        assert "您于2024年5月20日撤回了该政府信息公开申请" in made.text
        assert "按照您的意愿办结" in made.text
        assert "视为放弃" not in made.text
        assert "来电说不要了" not in made.text
        assert made.cause == "withdraw"

    def test_is_for_requests_that_ended_without_a_reply(self, received, issued, clerk, court):
        for one in (received, issued):
            with pytest.raises(NotGivenUp):
                draft(one, clerk)

    def test_is_for_requests_that_were_received(self, submitted, clerk, court):
        handling.note_withdrawal(**seen(submitted), reason="来电", actor=clerk, now=at(LATER))
        with pytest.raises(NotGivenUp):
            draft(submitted, clerk)
        assert not without_end_notice().exists()

    def test_once(self, lapsed, clerk):
        draft(lapsed, clerk)
        with pytest.raises(endings.EndNoticeThere):
            draft(lapsed, clerk)

    def test_waits_for_the_court_of_its_clause(self, received, clerk):
        handling.ask_correction(
            **seen(received), points="请写明年份", days=10, actor=clerk, now=at("2024-04-30")
        )
        handling.note_notice_served(
            **seen(received), on=day("2024-04-30"), actor=clerk, now=at("2024-04-30", "10:00")
        )
        made = handling.let_lapse(**seen(received), actor=clerk, now=at(LAPSED_ON))
        with pytest.raises(LetterNotReady, match="人民法院"):
            draft(made, clerk)

    def test_is_the_handlers_and_no_strangers(self, lapsed, head, neighbour):
        with pytest.raises(NotYourStep):
            draft(lapsed, head)
        with pytest.raises(NoSuchRequest):
            draft(lapsed, neighbour)
        assert not EndNotice.objects.exists()


class TestReviewAndReturn:
    def test_pass_it_on_to_the_head(self, lapsed, clerk, reviewer):
        draft(lapsed, clerk)
        review(lapsed, reviewer)
        assert last_told() == "disclosure.end_notice.reviewed"
        with pytest.raises(endings.NoEndNotice, match="已经审核"):
            review(lapsed, reviewer)

    def test_send_it_back_to_be_drafted_anew(self, lapsed, clerk, reviewer):
        draft(lapsed, clerk)
        endings.return_ending(**seen(lapsed), reason="日期有误", actor=reviewer, now=at(LATER, "10:00"))
        assert last_told() == "disclosure.end_notice.returned"
        draft(lapsed, clerk)
        assert EndNotice.objects.count() == 2

    def test_are_another_persons(self, lapsed):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        draft(lapsed, both)
        with pytest.raises(SecondPersonNeeded):
            review(lapsed, both)
        with pytest.raises(IntegrityError), transaction.atomic():
            EndNotice.objects.update(reviewed_by=both.person_id)

    def test_go_by_the_page_that_was_seen(self, lapsed, clerk, reviewer, neighbour):
        before = seen(lapsed)
        draft(lapsed, clerk)
        with pytest.raises(MovedMeanwhile):
            endings.review_ending(**before, actor=reviewer, now=at(LATER, "10:00"))
        with pytest.raises(NoSuchRequest):
            review(lapsed, neighbour)


class TestIssueEnding:
    def test_makes_the_letter_with_number_remedy_and_code(self, lapsed, clerk, reviewer, head):
        draft(lapsed, clerk)
        review(lapsed, reviewer)
        made = issue(lapsed, head).letter
        assert (made.number, made.remedy, made.sort) == ("市财政局依弃〔2024〕1号", "B", "ended")
        assert "或者自收到本告知书之日起6个月内向演示区人民法院" in made.text
        assert verifiable_of(made.number, made.code).title == "政府信息公开申请不再处理告知书"
        assert last_told() == "disclosure.end_notice.issued"
        assert now_of(lapsed).case.ended_on == day(LAPSED_ON)
        with pytest.raises(endings.NoEndNotice):
            issue(lapsed, head)

    def test_is_served_like_any_letter(self, lapsed, clerk, reviewer, head):
        draft(lapsed, clerk)
        review(lapsed, reviewer)
        made = issue(lapsed, head).letter
        note_letter_served(
            number=lapsed.number, place=made.place, way=Reply.Way.BY_POST, proof="XA3（演示）", on=day(LATER),
            actor=clerk, now=at(LATER, "12:00"),
        )  # fmt: skip
        assert Letter.objects.get(sort="ended").served_on == day(LATER)

    def test_comes_after_the_review_and_is_the_heads(self, lapsed, clerk, reviewer, head):
        draft(lapsed, clerk)
        with pytest.raises(endings.NoEndNotice, match="还没有审核"):
            issue(lapsed, head)
        review(lapsed, reviewer)
        with pytest.raises(NotYourStep):
            issue(lapsed, reviewer)

    def test_is_another_than_the_reviewer_where_the_government_says_so(
        self, lapsed, clerk, head, office, legal
    ):
        enter_norm("disclosure.issuing_hands", "two", office, legal)
        second = staff("市财政局", "second-head", Role.HEAD)
        draft(lapsed, clerk)
        review(lapsed, head)
        with pytest.raises(SecondPersonNeeded, match="须为两人"):
            issue(lapsed, head)
        issue(lapsed, second)
        with pytest.raises(IntegrityError), transaction.atomic():
            EndNotice.objects.update(issued_by=head.person_id)

    def test_holds_no_longer_once_a_decision_opens_the_request_anew(self, lapsed, clerk, reviewer, head):
        draft(lapsed, clerk)
        review(lapsed, reviewer)
        issue(lapsed, head)
        redo_request(
            number=lapsed.number, source=RecordRef("remedies.review", "1"), order="复议决定（演示）",
            received_on=day(LATER), days=10, actor=Actor.clockwork(lapsed.tenant_id), now=at(LATER, "15:00"),
        )  # fmt: skip
        assert Letter.objects.get(sort="ended").superseded_on == day(LATER)
        with pytest.raises(NotGivenUp):
            draft(lapsed, clerk)


class TestTheReminder:
    def remind(self, on):
        return remind_of_requests(actor=Actor.clockwork(), now=at(on, "08:05"))

    def told(self, who):
        return Notice.objects.filter(kind="disclosure.endings_lacking", to_person_id=who.person_id).count()

    def test_comes_after_the_days_of_the_norm_and_ends_when_it_is_signed(self, lapsed, clerk, reviewer, head):
        assert self.remind("2024-05-21") == 0  # Tuesday, two working days after Friday 17 May
        draft(lapsed, clerk, on="2024-05-21")
        assert self.remind("2024-05-22") == 1  # drafted is not signed
        assert self.told(clerk) == self.told(head) == 1
        assert self.remind("2024-05-22") == 1
        assert self.told(clerk) == 1  # the same morning tells nobody twice
        review(lapsed, reviewer, on="2024-05-22")
        issue(lapsed, head, on="2024-05-22")
        assert self.remind("2024-05-23") == 0

    def test_comes_after_a_withdrawal_and_when_the_government_wishes(self, received, clerk, office):
        handling.note_withdrawal(**seen(received), reason="来电", actor=clerk, now=at(LATER))
        assert self.remind("2024-05-22") == 0
        enter("disclosure.end_notice_alarm", 1, office)
        assert self.remind("2024-05-22") == 1

    def test_comes_no_more_when_nobody_is_left_to_write_to(self, lapsed):
        Applicant.objects.update(erased_at=at(LATER))
        assert self.remind("2024-06-03") == 0


class TestTheList:
    def test_has_a_place_for_those_that_lack_it(self, lapsed, clerk, reviewer, head, neighbour):
        address, place = reverse("disclosure_desk:requests"), "lacks=1"
        assert "待签发不再处理告知书（1）" in signed_in(clerk).get(address).text
        narrowed = signed_in(clerk).get(f"{address}?scope=mine&{place}").text
        assert lapsed.number in narrowed
        assert "（没有签发不再处理告知书的）" in narrowed
        assert place not in signed_in(neighbour).get(address).text
        assert lapsed.number not in signed_in(neighbour).get(f"{address}?{place}").text
        draft(lapsed, clerk)
        review(lapsed, reviewer)
        issue(lapsed, head)
        assert place not in signed_in(clerk).get(address).text
        assert lapsed.number not in signed_in(clerk).get(f"{address}?scope=mine&{place}").text


class TestThePage:
    def test_reminds_until_it_is_signed(self, lapsed, clerk, reviewer, head):
        address = reverse("disclosure_desk:request", args=[lapsed.number])
        assert "不再处理告知书还没有拟写" in signed_in(clerk).get(address).text
        draft(lapsed, clerk)
        assert "不再处理告知书还没有签发" in signed_in(clerk).get(address).text
        review(lapsed, reviewer)
        issue(lapsed, head)
        assert "还没有签发" not in signed_in(clerk).get(address).text

    def test_shows_the_letter_and_offers_its_next_step_to_whom_it_is_for(self, lapsed, clerk, reviewer, head):
        address = reverse("disclosure_desk:request", args=[lapsed.number])
        shown = signed_in(clerk).get(address)
        assert "2024年5月16日届满" in shown.text
        step = reverse("disclosure_desk:step", args=[lapsed.number, "draft_ending"])
        assert step in shown.text
        assert step not in signed_in(head).get(address).text
        draft(lapsed, clerk)
        assert "issue_ending/" not in signed_in(head).get(address).text
        review(lapsed, reviewer)
        assert "issue_ending/" in signed_in(head).get(address).text
