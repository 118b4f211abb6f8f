"""Whether who reviewed a reply may issue it is for the government to say, from a day on."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import replies
from quancheng.records.disclosure.commands.hands import SecondPersonNeeded
from quancheng.records.disclosure.models import Reply
from quancheng.records.disclosure.tests.conftest import NOW, enter_norm, searched, seen, signed_in, staff
from quancheng.records.disclosure.tests.story import decided, divided, drafted
from quancheng.records.disclosure.workflow import State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


@pytest.fixture
def cleared(received, clerk, head, court):
    """A reply that the head reviewed and looked through for secrets; it waits to be issued."""
    divided(received, clerk, "预算报告")
    searched(received, clerk)
    decided(received, clerk, "36-4", said={"search_record": "档案系统，关键词“预算报告”，没有查到"})
    drafted(received, clerk)
    replies.review_reply(**seen(received), actor=head, now=NOW)
    return replies.clear_reply(**seen(received), actor=head, now=NOW)


def issue(request, actor):
    return replies.issue_reply(**seen(request), actor=actor, now=NOW)


class TestIssueReply:
    def test_by_who_reviewed_it_is_allowed_as_shipped(self, cleared, head):
        assert issue(cleared, head).case.state == State.TO_SERVE
        assert not Reply.objects.get().is_by_two

    def test_by_who_reviewed_it_is_refused_where_two_are_asked_for(self, cleared, head, office, legal):
        enter_norm("disclosure.issuing_hands", "two", office, legal)
        with pytest.raises(SecondPersonNeeded, match="须为两人"):
            issue(cleared, head)
        second = staff("市财政局", "second-head", Role.HEAD)
        assert issue(cleared, second).case.state == State.TO_SERVE
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.update(issued_by=head.person_id)

    def test_is_not_offered_to_who_may_not(self, cleared, head, office, legal):
        page = reverse("disclosure_desk:request", args=[cleared.number])
        step = reverse("disclosure_desk:step", args=[cleared.number, "issue"])
        assert step in signed_in(head).get(page).text
        enter_norm("disclosure.issuing_hands", "two", office, legal)
        assert step not in signed_in(head).get(page).text


THIRD = "须由审核人、签发人以外的第三人办理"


@pytest.fixture
def to_clear(received, clerk, reviewer, court):
    """A reply that the reviewer found in order; it waits for the secrecy review."""
    divided(received, clerk, "预算报告")
    searched(received, clerk)
    decided(received, clerk, "36-4", said={"search_record": "档案系统，关键词“预算报告”，没有查到"})
    drafted(received, clerk)
    return replies.review_reply(**seen(received), actor=reviewer, now=NOW)


def clear(request, actor):
    return replies.clear_reply(**seen(request), actor=actor, now=NOW)


class TestClearReply:
    def test_is_never_for_who_drafted(self, to_clear, clerk, head):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        Reply.objects.update(drafted_by=both.person_id)
        with pytest.raises(SecondPersonNeeded, match="由您拟写"):
            clear(to_clear, both)
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.update(cleared_by=both.person_id)

    def test_is_for_the_reviewer_or_the_issuer_as_shipped(self, to_clear, head):
        issue(clear(to_clear, head), head)
        assert not Reply.objects.get().is_cleared_apart

    def test_is_for_a_third_person_where_one_is_asked_for(self, to_clear, reviewer, head, office, legal):
        enter_norm("disclosure.clearing_hands", "apart", office, legal)
        with pytest.raises(SecondPersonNeeded, match=THIRD):
            clear(to_clear, reviewer)
        third = staff("市财政局", "third", Role.REVIEWER, Role.HEAD)
        clear(to_clear, third)
        with pytest.raises(SecondPersonNeeded, match=THIRD):
            issue(to_clear, third)
        assert issue(to_clear, head).case.state == State.TO_SERVE
        for told in ({"reviewed_by": third.person_id}, {"issued_by": third.person_id}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Reply.objects.update(**told)

    def test_is_done_anew_where_the_rule_began_after_it(self, cleared, office, legal):
        enter_norm("disclosure.clearing_hands", "apart", office, legal)
        second = staff("市财政局", "second-head", Role.HEAD)
        with pytest.raises(SecondPersonNeeded, match="请退回修改后重新提交"):
            issue(cleared, second)

    def test_is_offered_to_a_third_person_alone(self, to_clear, reviewer, office, legal):
        page = reverse("disclosure_desk:request", args=[to_clear.number])
        step = reverse("disclosure_desk:step", args=[to_clear.number, "clear"])
        assert step in signed_in(reviewer).get(page).text
        enter_norm("disclosure.clearing_hands", "apart", office, legal)
        assert step not in signed_in(reviewer).get(page).text
        third = staff("市财政局", "third", Role.REVIEWER, Role.HEAD)
        assert step in signed_in(third).get(page).text
        clear(to_clear, third)
        sign = reverse("disclosure_desk:step", args=[to_clear.number, "issue"])
        assert sign not in signed_in(third).get(page).text

    def test_tells_its_rule_where_the_rules_stand(self, city, office):
        page = signed_in(office).get(reverse("workbench:norm", args=["disclosure.clearing_hands"])).text
        assert "须由审核人、签发人以外的第三人办理" in page
