"""The identity platform in the settings: a safe way to it, and forms that may lead there."""

import pytest

from config.environment import Mode, Surface, _identity
from config.surfaces import OF


class TestTheSettings:
    def test_ask_for_a_safe_way_in_production(self, monkeypatch):
        monkeypatch.setenv("QUANCHENG_OIDC_SERVER", "http://id.example")
        with pytest.raises(SystemExit, match="https://"):
            _identity(Mode.PRODUCTION)
        assert _identity(Mode.TRIAL).server == "http://id.example"

    def test_let_the_forms_of_the_desk_lead_there_and_no_others(self):
        desk, public = OF[Surface.DESK], OF[Surface.PUBLIC]
        assert desk.policy_with("https://id.example/realms/x")["form-action"][1:] == ["https://id.example"]
        assert public.policy_with("https://id.example") == public.policy
        assert desk.policy_with("") == desk.policy
