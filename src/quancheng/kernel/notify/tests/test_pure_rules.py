"""Quiet hours, waits, patterns and words, by themselves."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.patterns import is_sound, is_under, patterns_over
from quancheng.kernel.notify.policy import (
    MOST_ATTEMPTS,
    Channel,
    Frequency,
    Policy,
    channels_of,
    frequency_of,
    wait_after,
)
from quancheng.kernel.notify.quiet import Quiet
from quancheng.kernel.notify.wording import LONGEST_SUBJECT, Wording, faults, filled, in_force, one_line

INSTANTS = st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2027-12-31"))
QUIETS = st.builds(Quiet, st.times(), st.times())
REFS = st.text("ab1-", min_size=1, max_size=8).map(lambda ref: RecordRef("k", ref))
PATTERNS = st.text("ab1-*", min_size=1, max_size=8).map(lambda rest: f"k:{rest}")


class TestQuiet:
    @pytest.mark.parametrize(
        ("at", "over"),
        [
            ("2026-03-02 20:59", "2026-03-02 20:59"),
            ("2026-03-02 21:00", "2026-03-03 08:00"),
            ("2026-03-02 23:59", "2026-03-03 08:00"),
            ("2026-03-03 00:00", "2026-03-03 08:00"),
            ("2026-03-03 07:59", "2026-03-03 08:00"),
            ("2026-03-03 08:00", "2026-03-03 08:00"),
        ],
    )
    def test_lasts_from_nine_in_the_evening_to_eight(self, at, over):
        assert Quiet().over_at(datetime.fromisoformat(at)) == datetime.fromisoformat(over)

    @given(QUIETS, INSTANTS)
    def test_ends_outside_itself_within_a_day(self, quiet, at):
        over = quiet.over_at(at)
        assert not quiet.holds(over)
        assert timedelta(0) <= over - at <= timedelta(days=1)
        assert (over == at) == (not quiet.holds(at))

    @given(st.times(), INSTANTS)
    def test_of_equal_times_never_holds(self, hour, at):
        assert not Quiet(hour, hour).holds(at)


class TestPolicy:
    def test_every_channel_of_quiet_is_the_inbox(self):
        assert channels_of(Policy.QUIET) == (Channel.INBOX,)

    @pytest.mark.parametrize("policy", Policy)
    def test_says_channels_and_frequency_for_each(self, policy):
        assert channels_of(policy)
        assert frequency_of(policy) is (Frequency.DAILY if policy is Policy.DIGEST else Frequency.IMMEDIATE)

    def test_waits_longer_each_time_but_not_for_ever(self):
        waits = [wait_after(attempt) for attempt in range(1, MOST_ATTEMPTS + 3)]
        assert waits[0] == timedelta(minutes=10)
        assert waits == sorted(waits)
        assert waits[-1] == timedelta(hours=6)


class TestPatterns:
    def test_over_a_record_are_few(self):
        assert patterns_over(RecordRef("plan.row", "jinan-2024-17")) == (
            "plan.row:jinan-2024-17",
            "plan.row:jinan-2024-*",
            "plan.row:jinan-*",
            "plan.row:*",
        )

    @given(REFS, PATTERNS)
    def test_are_those_that_it_is_under(self, ref, pattern):
        assert is_under(ref, pattern) == (pattern in patterns_over(ref))

    @given(REFS)
    def test_over_a_record_are_all_sound(self, ref):
        assert all(is_sound(pattern) for pattern in patterns_over(ref))

    @pytest.mark.parametrize(
        "pattern", ["", "plan", "plan:", ":x", "*:x", "plan:*x", "plan:a*", "plan:a-*-*"]
    )
    def test_with_a_star_in_the_wrong_place_are_unsound(self, pattern):
        assert not is_sound(pattern)


class TestWording:
    def test_of_a_day_is_the_latest_that_has_begun(self):
        old, new = (Wording(date(2024, 1, 1), "旧", ""), Wording(date(2026, 3, 2), "新", ""))
        assert in_force([new, old], date(2026, 3, 1)) is old
        assert in_force([new, old], date(2026, 3, 2)) is new
        assert in_force([new], date(2026, 3, 1)) is None

    def test_of_two_from_one_day_is_the_later_version(self):
        first, second = (Wording(date(2024, 1, 1), subject, "") for subject in ("一", "二"))
        assert in_force([first, second], date(2024, 1, 1)) is second

    def test_is_filled_by_name_alone(self):
        assert filled("{a}和{{b}}", {"a": "{b.__class__}"}) == "{b.__class__}和{b}"

    @pytest.mark.parametrize(
        ("text", "fact", "told"),
        [
            ("完成“{a}”的佐证", "推进“一网通办”", "完成“推进‘一网通办’”的佐证"),
            ("“{a}”", "称“所谓‘甲’者”", "“称‘所谓“甲”者’”"),
            ("「{a}」", "推进「一网通办」", "「推进『一网通办』」"),
            ("“见‘{a}’”", "“甲”", "“见‘“甲”’”"),
            ("“甲”的{a}", "“乙”", "“甲”的“乙”"),
            ("“{a}”", "It’s", "“It’s”"),
        ],
    )
    def test_turns_quotes_within_quotes_into_inner_ones(self, text, fact, told):
        assert filled(text, {"a": fact}) == told

    @pytest.mark.parametrize(
        "text", ["{unknown}", "{title.x}", "{title!r}", "{title:>9}", "{0}", "{}", "{title", "}"]
    )
    def test_with_a_place_that_cannot_be_filled_is_faulty(self, text):
        assert list(faults(Wording(date(2024, 1, 1), "标题", text), {"title"}))

    def test_without_a_subject_is_faulty(self):
        assert list(faults(Wording(date(2024, 1, 1), " ", ""), set()))

    @given(st.text())
    def test_has_a_subject_of_one_short_line(self, subject):
        line = one_line(subject)
        assert len(line) <= LONGEST_SUBJECT
        assert len(line.splitlines()) <= 1

    @given(st.dictionaries(st.sampled_from(["a", "b"]), st.text(), min_size=2))
    def test_that_is_sound_can_always_be_filled(self, facts):
        words = Wording(date(2024, 1, 1), "{a}", "{b}{{}}{a}")
        assert not list(faults(words, facts))
        assert filled(words.body, facts) == f"{facts['b']}{{}}{facts['a']}"


def test_quiet_hours_default_to_the_night():
    assert Quiet() == Quiet(time(21), time(8))
