"""A key is good from a day until a day; a ring is made and changed by a console."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from quancheng.kernel.crypto.keys import NoKeys, read_ring
from quancheng.kernel.transfer.kinds import Side
from quancheng.kernel.transfer.models import Way
from quancheng.kernel.transfer.pair import ring_of
from quancheng.kernel.transfer.tests.conftest import NOW
from quancheng.kernel.transfer.validity import KeyNotGood, add_dated_key, days_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()  # Monday, 2 March 2026


@pytest.fixture
def ring(keys):
    return ring_of(keys, Side.OUTSIDE)


class TestAKey:
    @pytest.mark.parametrize(("since", "days", "is_good"), [(0, 1, True), (-9, 10, True), (-9, 9, False)])
    def test_seals_on_its_days_alone(self, send, papers, ring, since, days, is_good):
        add_dated_key(ring, first=TODAY + timedelta(days=since), days=days)
        papers.add("a")
        if is_good:
            assert send().number == 1
            return
        with pytest.raises(KeyNotGood, match=r"2026-02-21至2026-03-01.*transfer_key"):
            send()
        assert not Way.objects.filter(last__gt=0).exists()

    def test_is_still_read_with_when_it_is_over(self, send, take, papers, ring):
        add_dated_key(ring, first=TODAY, days=1)
        papers.add("a")
        old = send()
        add_dated_key(ring, first=TODAY, days=400)
        papers.add("b")
        later = send(now=NOW + timedelta(days=300))
        assert (take(old).written, take(later).written) == (1, 1)

    def test_is_not_believed_when_it_sealed_outside_its_days(self, send, take, papers, ring):
        key_id = add_dated_key(ring, first=TODAY, days=1)
        papers.add("a")
        sent = send()
        (ring / f"{key_id}.days").write_text("2025-01-01 2025-12-31\n")
        with pytest.raises(KeyNotGood):
            take(sent)

    def test_has_a_note_that_can_be_read(self, ring):
        (ring / "k1.days").write_text("tomorrow")
        with pytest.raises(NoKeys, match="读不懂"):
            days_of(ring, "k1")


class TestTheConsole:
    def test_adds_a_key_and_makes_it_current(self, stand, keys, ring, capsys):
        stand(Side.INSIDE)
        before = read_ring(ring)
        call_command("transfer_key", "--of", "outside", "--days", "30")
        after = read_ring(ring)
        assert after.current != before.current
        assert before.secrets.keys() < after.secrets.keys()
        days = days_of(ring, after.current)
        assert (days.last - days.first).days == 29
        assert "整个带到另一侧" in capsys.readouterr().out

    def test_asks_for_sensible_days(self, stand):
        stand(Side.INSIDE)
        with pytest.raises(CommandError, match="请填1至3660"):
            call_command("transfer_key", "--of", "inside", "--days", "0")

    def test_asks_where_the_keys_lie(self, stand):
        stand(Side.INSIDE, with_keys=None)
        with pytest.raises(CommandError, match="QUANCHENG_TRANSFER_KEYS"):
            call_command("transfer_key", "--of", "inside")


class TestAHouseThatWasRestored:
    def test_goes_on_after_the_last_number_that_the_other_side_has(self, send, take, papers):
        papers.add("a")
        take(send())
        assert send(anew=True, after=40).number == 41
