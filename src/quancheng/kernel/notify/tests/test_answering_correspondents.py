"""Answering somebody who wrote to the house and left an address for the answer, and for nothing else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from quancheng.kernel.notify.models import Delivery, Notice
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.queries import stuck
from quancheng.kernel.notify.sending import deliver_due
from quancheng.kernel.notify.telling import tell_correspondent
from quancheng.kernel.retention.jobs import erase

from .conftest import NOON

pytestmark = pytest.mark.django_db
ADDRESS = "citizen@example.cn"


@pytest.fixture
def answer(kinds, city):
    def answer(once="reply:1", address=ADDRESS):
        return tell_correspondent(
            address=address,
            kind=kinds[Policy.REPLY],
            facts={"title": "您的留言"},
            at=NOON,
            tenant_id=city.pk,
            once=once,
        )

    return answer


class TestTellCorrespondent:
    def test_sends_one_letter_without_a_way_out_of_a_subscription(self, answer):
        assert answer()
        deliver_due(now=NOON)
        [letter] = mail.outbox
        assert letter.to == [ADDRESS]
        assert "退订" not in letter.body
        assert "List-Unsubscribe" not in letter.extra_headers

    def test_tells_one_cause_once(self, answer):
        assert (answer(), answer(), answer("reply:2")) == (True, False, True)
        assert Notice.objects.count() == Delivery.objects.count() == 2

    def test_keeps_the_address_sealed(self, answer):
        answer()
        assert "citizen" not in Notice.objects.get().to_sealed

    def test_shows_in_nobodys_inbox(self, answer):
        answer()
        assert Notice.objects.get().to_person_id is None

    def test_erases_the_address_28_days_after_the_letter_went(self, answer):
        answer()
        deliver_due(now=NOON)
        day = timedelta(days=28)
        assert erase(NOON + day - timedelta(seconds=1)) == 0
        assert erase(NOON + day) == 1
        assert Notice.objects.get().to_sealed == ""

    def test_never_forgets_an_address_before_the_letter_went(self, answer):
        answer()
        assert erase(NOON + timedelta(days=99)) == 0
        assert stuck(now=NOON + timedelta(days=99)).exists()

    def test_seals_no_address_of_anybody_else(self, answer, people):
        answer()
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.update(to_person=people[0].pk)
