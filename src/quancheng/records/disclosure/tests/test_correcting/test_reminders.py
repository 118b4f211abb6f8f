"""Who waits for a correction that nobody served, or whose period is over, hears of it."""

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.notify.models import Notice
from quancheng.records.disclosure.commands import handling
from quancheng.records.disclosure.commands.nightly import remind_of_requests
from quancheng.records.disclosure.tests.conftest import at, day, enter, hand_in, seen

pytestmark = pytest.mark.django_db
SERVED, LAST = "2024-04-24", "2024-05-10"  # Wednesday; Friday, the tenth working day after it


@pytest.fixture
def asked(clerk):
    """Sent back on Tuesday 23 April 2024, with ten working days."""
    request = hand_in(clerk)
    now = at("2024-04-23")
    handling.ask_correction(**seen(request), points="哪一年", days=10, actor=clerk, now=now)
    return request


@pytest.fixture
def served(asked, clerk):
    handling.note_notice_served(**seen(asked), on=day(SERVED), actor=clerk, now=at(SERVED))
    return asked


def reminded(on):
    return remind_of_requests(actor=Actor.clockwork(), now=at(on, "08:05"))


def told(kind, actor):
    return Notice.objects.filter(kind=f"disclosure.{kind}", to_person_id=actor.person_id).count()


class TestAnUnservedNotice:
    def test_is_spoken_of_after_the_days_of_the_norm(self, asked, clerk):
        assert reminded("2024-04-25") == 0  # Thursday, two working days later
        assert reminded("2024-04-26") == 1
        assert told("correction_unserved", clerk) == 1
        assert AuditEntry.objects.latest("seq").facts["unserved"] == 1

    def test_is_spoken_of_when_the_government_wishes(self, asked, office):
        enter("disclosure.correction_service_alarm", 1, office)
        assert reminded("2024-04-24") == 1

    def test_ends_with_its_service(self, served):
        assert reminded("2024-04-28") == 0  # Sunday of work


class TestAPeriodThatIsOver:
    def test_is_spoken_of_the_working_day_after(self, served, clerk):
        assert reminded(LAST) == 0
        assert reminded("2024-05-11") == 1  # Saturday of work
        assert (told("correction_over", clerk), told("correction_unserved", clerk)) == (1, 0)

    def test_is_spoken_of_when_the_government_wishes(self, served, office):
        enter("disclosure.correction_over_alarm", 3, office)
        assert [reminded(on) for on in ("2024-05-13", "2024-05-14")] == [0, 1]

    def test_ends_with_the_correction_and_with_the_lapse(self, served, clerk):
        handling.let_lapse(**seen(served), actor=clerk, now=at("2024-05-14"))
        assert reminded("2024-05-14") == 0
