"""What a house is told about its seals: keys that nobody else reads, or a certified seal server."""

from django.conf import settings as of_house

from quancheng.kernel.seals.checks import seals_stand_ready
from quancheng.kernel.seals.commands import use_seal
from quancheng.kernel.seals.port import machine
from quancheng.kernel.seals.tests.conftest import NOW, PAPER
from quancheng.kernel.seals.told import SealSettings


class TestTheSettings:
    def test_without_a_folder_of_keys_are_told(self, settings):
        settings.SEALS = SealSettings(machine="key")
        assert [one.id for one in seals_stand_ready()] == ["seals.E001"]
        settings.SEALS = SealSettings()
        assert seals_stand_ready() == []

    def test_with_keys_that_others_read_are_told(self, settings, tmp_path):
        (tmp_path / "office").mkdir()
        (tmp_path / "office" / "sm2.key").write_text("x")
        (tmp_path / "office" / "sm2.key").chmod(0o640)
        settings.SEALS = SealSettings(machine="key", keys=tmp_path)
        assert [one.id for one in seals_stand_ready()] == ["seals.E002"]

    def test_may_name_a_seal_server(self, settings, tmp_path, seal, keeper, drawer):
        settings.MEDIA_ROOT = tmp_path / "media"
        settings.SEALS = SealSettings(machine=f"{__name__}.Server", server="https://seals.example.gov.cn")
        machine.cache_clear()
        try:
            use = use_seal(seal_id=seal.pk, ref=PAPER, copies=1, reason="印发", actor=keeper, now=NOW)
        finally:
            machine.cache_clear()
        with use.file.data.open() as kept:
            assert kept.read().endswith(b"% sealed for https://seals.example.gov.cn by office")


class Server:
    """A certified seal server, as its adapter would look to the house."""

    is_electronic = True
    says = "签章服务器"

    def sign(self, data, sealing):
        return data + f"% sealed for {of_house.SEALS.server} by {sealing.key}".encode()

    def verify(self, data, *, paper, now):
        raise NotImplementedError
