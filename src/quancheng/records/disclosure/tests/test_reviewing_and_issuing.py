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
