"""By what codes for citizens leave a house, as its machine is told."""

import pytest

from config import environment


class TestTheEnvironment:
    @pytest.mark.parametrize(
        ("told", "ways"),
        [
            ({}, ("phone", "email")),
            ({"QUANCHENG_SMS": "none"}, ("email",)),
        ],
    )
    def test_opens_ways_of_a_trial_house(self, monkeypatch, told, ways):
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        assert environment._citizen_ways(environment.Mode.TRIAL) == ways

    @pytest.mark.parametrize(
        ("told", "ways"),
        [
            ({}, ()),
            ({"QUANCHENG_MAIL_HOST": "mail.example.cn"}, ("email",)),
            ({"QUANCHENG_SMS": "files", "QUANCHENG_MAIL_HOST": "mail.example.cn"}, ("phone", "email")),
        ],
    )
    def test_opens_in_production_what_it_was_told_of(self, monkeypatch, told, ways):
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        assert environment._citizen_ways(environment.Mode.PRODUCTION) == ways

    def test_refuses_a_gateway_that_it_does_not_know(self, monkeypatch):
        monkeypatch.setenv("QUANCHENG_SMS", "pigeons")
        with pytest.raises(SystemExit, match="pigeons"):
            environment._citizen_ways(environment.Mode.TRIAL)
