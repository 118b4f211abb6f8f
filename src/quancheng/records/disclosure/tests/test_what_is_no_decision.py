"""What ends a request by itself decides no item, and what was never corrected is not still unclear."""

import pytest
from django.urls import reverse

from quancheng.records.disclosure.commands import checking, handling
from quancheng.records.disclosure.models import Item
from quancheng.records.disclosure.queries.checks import checks_of
from quancheng.records.disclosure.rules.grounds import ENDS
from quancheng.records.disclosure.tests.conftest import NOW, at, day, decide, divide, now_of, seen, signed_in

pytestmark = pytest.mark.django_db
UNCLEAR = "补正以后仍没有写明是哪一个项目"


@pytest.fixture
def divided(received, clerk):
    return divide(received, clerk)


@pytest.fixture
def corrected(received, clerk):
    handling.ask_correction(**seen(received), points="哪一个项目", days=10, actor=clerk, now=NOW)
    handling.note_notice_served(**seen(received), on=NOW.date(), actor=clerk, now=NOW)
    now = at("2024-04-25")  # Thursday
    handling.take_correction(**seen(received), text="那个项目", on=now.date(), actor=clerk, now=now)
    return divide(received, clerk)


def stopping(request):
    return {one.checked.check.code for one in checks_of(request, on=day("2024-04-25")) if one.checked.stops}


class TestDecideItem:
    @pytest.mark.parametrize("ground", sorted(ENDS))
    def test_is_refused_what_ends_a_request_by_itself(self, divided, clerk, ground):
        with pytest.raises(checking.NoDecision, match="不再处理告知书"):
            decide(divided, clerk, ground, notice_dates="2024-04-22", withdrawal="2024-04-22")
        assert not Item.objects.exclude(ground="").exists()

    def test_finds_nothing_still_unclear_that_was_never_corrected(self, divided, clerk):
        with pytest.raises(checking.NeverCorrected, match="告知补正"):
            decide(divided, clerk, "30-unclear", what_is_unclear=UNCLEAR)

    def test_of_what_was_corrected_in_vain_passes_the_check(self, corrected, clerk):
        assert decide(corrected, clerk, "30-unclear", what_is_unclear=UNCLEAR).row == 15
        assert "corrected" not in stopping(now_of(corrected))

    def test_that_was_put_down_before_is_stopped_before_issue(self, divided):
        Item.objects.filter(request=divided).update(ground="30-unclear", said={"what_is_unclear": UNCLEAR})
        assert "corrected" in stopping(now_of(divided))

    def test_is_told_why_on_the_page(self, divided, clerk, desk_surface):
        page = reverse("disclosure_desk:decide", args=[divided.number, 1])
        told = {"said_notice_dates": "2024-04-22", "version": now_of(divided).case.version}
        turned = signed_in(clerk).post(f"{page}?ground=fee", told)
        assert turned.status_code == 422
        assert "不是对某一项的处理意见" in turned.text
