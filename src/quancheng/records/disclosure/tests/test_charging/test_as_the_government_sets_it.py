"""What the rules of the fee leave open, as a government sets it from a day on."""

from dataclasses import replace

import pytest
from django.urls import reverse

from quancheng.records.disclosure.commands import fees
from quancheng.records.disclosure.commands.intake import confirm_receipt
from quancheng.records.disclosure.models import Letter
from quancheng.records.disclosure.queries.fees import linked_in_month, place_in_month
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.tests.conftest import WHO, at, day, hand_in, seen, signed_in, submit
from quancheng.records.disclosure.tests.test_charging.conftest import RECEIVED, issue, many, propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
FRIDAY = "2024-08-30"


@pytest.fixture
def over_the_month(clerk, payment):
    """Ten requests in August, an eleventh submitted on its last Friday and confirmed on 2 September."""
    many(clerk, 10, on=FRIDAY)
    made = submit(now=at(FRIDAY, "16:00"))
    return confirm_receipt(**seen(made), on=day(RECEIVED), how="电话", actor=clerk, now=at(RECEIVED))


class TestTheMonth:
    def test_is_usually_that_of_the_receipt(self, over_the_month, clerk):
        assert place_in_month(over_the_month, on=day(RECEIVED)) == 1
        with pytest.raises(fees.NothingToCharge):
            propose(over_the_month, clerk)

    def test_may_be_that_of_the_submission(self, over_the_month, clerk, head, said):
        said("fee_month", "submission", on="2024-09-09")  # Monday
        assert place_in_month(over_the_month, on=day("2024-09-06")) == 1
        assert place_in_month(over_the_month, on=day("2024-09-09")) == 11
        page = signed_in(clerk).get(reverse("disclosure_desk:request", args=[over_the_month.number])).text
        assert "提交申请的自然月内向本机关提出的第11件申请" in page
        assert propose(over_the_month, clerk).yuan == 100
        issue(over_the_month, head)
        letter = Letter.objects.get(sort="fee_notice")
        assert "本件是您在提交申请的自然月内向本机关提出的第11件申请" in letter.text

    def test_is_that_of_the_day_on_which_the_notice_is_signed(self, over_the_month, clerk, head, said):
        said("fee_month", "submission", on="2024-09-09")
        propose(over_the_month, clerk, on="2024-09-18")
        said("fee_month", "receipt", on="2024-09-20")  # Friday
        with pytest.raises(fees.FeeChanged):
            issue(over_the_month, head)

    def test_is_that_of_those_who_share_the_telephone_too(self, over_the_month, clerk, said):
        other = replace(WHO, name="王五（演示）", proof=Proof.PASSPORT, proof_number="E00000000")
        hand_in(clerk, came_on=FRIDAY, now=at(FRIDAY), who=other)
        said("fee_month", "submission", on="2024-09-09")
        assert linked_in_month(over_the_month, on=day("2024-09-06")) == 0
        assert linked_in_month(over_the_month, on=day("2024-09-09")) == 1
