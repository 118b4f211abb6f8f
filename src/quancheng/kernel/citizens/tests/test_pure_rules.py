"""Addresses, digits, cookies, devices, limits: no database."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.citizens.agents import UNKNOWN, device_in_words
from quancheng.kernel.citizens.digits import cookie_of, digits_from, number_in, tidy
from quancheng.kernel.citizens.limits import is_over, is_sure
from quancheng.kernel.citizens.ways import Way, address_in

BEGUN = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # Monday


class TestAddressIn:
    @pytest.mark.parametrize(
        ("typed", "way", "text", "masked"),
        [
            ("138 0000 0001", Way.PHONE, "13800000001", "138****0001"),
            ("+86 138-0000-0001", Way.PHONE, "13800000001", "138****0001"),
            ("１３８００００００００", Way.PHONE, "13800000000", "138****0000"),
            (" Li.Ming@Example.CN ", Way.EMAIL, "li.ming@example.cn", "l****@example.cn"),
            ("a＠b.cn", Way.EMAIL, "a@b.cn", "a****@b.cn"),
        ],
    )
    def test_has_one_spelling(self, typed, way, text, masked):
        found = address_in(typed)
        assert (found.way, found.text, found.masked) == (way, text, masked)

    @pytest.mark.parametrize(
        "typed",
        ["", "1380000000", "23800000001", "0531-12345678", "a@b", "@b.cn", "a@b..cn", "a b",
         "x" * 250 + "@b.cn", "138000000011", "a\x00@b.cn"],
    )  # fmt: skip
    def test_is_none_of_what_nobody_could_be_reached_by(self, typed):
        assert address_in(typed) is None

    @given(st.text(max_size=60))
    def test_never_breaks_and_never_shows_a_whole_address(self, typed):
        found = address_in(typed)
        assert found is None or (found.masked != found.text and address_in(found.text) == found)


class TestDigits:
    @given(st.binary(min_size=32, max_size=32))
    def test_are_six(self, digest):
        told = digits_from(f"hmac-sm3:k1:{digest.hex()}")
        assert len(told) == 6
        assert told.isdecimal()

    def test_are_tidied(self):
        assert tidy(" １２３ 456\n") == "123456"


class TestCookies:
    def test_name_their_account(self):
        number = uuid4()
        assert number_in(cookie_of(number, "secret")) == number

    @pytest.mark.parametrize(
        "bad", ["", ".", "x", "x.y", UUID(int=1).hex, f"{UUID(int=1).hex}.", "g" * 32 + ".y"]
    )
    def test_that_were_never_ours_name_none(self, bad):
        assert number_in(bad) is None


class TestDevices:
    @pytest.mark.parametrize(
        ("agent", "says"),
        [
            ("Mozilla/5.0 (Linux; Android 14; X) AppleWebKit Chrome/120 MicroMessenger/8.0", "安卓，微信"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17 Safari/604", "iPhone，Safari"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Edg/120", "Windows，Edge"),
            ("curl/8", UNKNOWN),
            ("", UNKNOWN),
        ],
    )
    def test_are_told_in_words(self, agent, says):
        assert device_in_words(agent) == says


class TestLimits:
    @pytest.mark.parametrize(
        ("seen", "now", "over"),
        [(0, 29, False), (0, 30, True), (700, 719, False), (719, 720, True)],  # minutes
    )
    def test_end_a_sign_in(self, seen, now, over):
        told = {
            "begun": BEGUN,
            "seen": BEGUN + timedelta(minutes=seen),
            "now": BEGUN + timedelta(minutes=now),
        }
        assert is_over(settings.CITIZEN_LIMITS, **told) is over

    def test_ask_anew_after_a_quarter_of_an_hour(self):
        for minutes, sure in ((14, True), (15, False)):
            now = BEGUN + timedelta(minutes=minutes)
            assert is_sure(settings.CITIZEN_LIMITS, begun=BEGUN, now=now) is sure
