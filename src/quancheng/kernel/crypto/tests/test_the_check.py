import pytest
from django.core.management import CommandError, call_command

from quancheng.kernel.crypto.checks import keys_stand_ready
from quancheng.kernel.crypto.keys import make_ring, read_ring


@pytest.fixture(autouse=True)
def production(settings):
    settings.CRYPTO_MAKES_KEYS = False


def found():
    return [message.id for message in keys_stand_ready()]


class TestTheCheck:
    def test_is_silent_when_the_ring_is_whole(self, own_keys):
        make_ring(own_keys)
        assert found() == []

    def test_is_silent_in_a_trial_house_that_has_not_started_yet(self, settings):
        settings.CRYPTO_MAKES_KEYS = True
        assert found() == []

    def test_names_a_path_that_was_not_told(self, settings):
        settings.CRYPTO_KEYS = None
        assert found() == ["crypto.E001"]
        assert "QUANCHENG_KEYS" in keys_stand_ready()[0].hint

    def test_names_a_ring_that_is_not_there(self):
        assert found() == ["crypto.E002"]

    def test_names_a_key_that_others_can_read(self, own_keys):
        ring = make_ring(own_keys)
        (own_keys / f"{ring.current}.key").chmod(0o644)
        assert found() == ["crypto.E003"]


class TestNewKey:
    def test_makes_the_first_key_of_a_real_site(self, own_keys, capsys):
        call_command("new_key")
        assert read_ring(own_keys).current in capsys.readouterr().out
        assert found() == []

    def test_adds_a_key_and_keeps_the_old(self, own_keys):
        first = make_ring(own_keys)
        call_command("new_key", verbosity=0)
        second = read_ring(own_keys)
        assert second.current != first.current
        assert first.secrets.items() <= second.secrets.items()

    def test_says_when_no_folder_was_told(self, settings):
        settings.CRYPTO_KEYS = None
        with pytest.raises(CommandError, match="QUANCHENG_KEYS"):
            call_command("new_key")
