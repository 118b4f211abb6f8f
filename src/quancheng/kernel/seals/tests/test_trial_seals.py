"""The console that makes a trial seal."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from quancheng.kernel.seals.keyed import KeySeal
from quancheng.kernel.seals.port import Paper
from quancheng.kernel.seals.tests.conftest import ORGAN, sealing
from quancheng.kernel.seals.tests.ofd import packed, parts
from quancheng.kernel.seals.told import KEY, SealSettings
from quancheng.kernel.seals.verdict import Outcome


class TestMakeTrialSeal:
    def test_makes_keys_and_a_seal_that_hold(self, settings, tmp_path, later, capsys):
        call_command("make_trial_seal", "office", ORGAN, into=tmp_path / "keys", roots=tmp_path / "roots")
        settings.SEALS = SealSettings(machine=KEY, keys=tmp_path / "keys", roots=tmp_path / "roots")
        signed = KeySeal().sign(packed(parts()), sealing(Paper.OFD))
        assert KeySeal().verify(signed, paper=Paper.OFD, now=later).verdicts[0].seal == f"{ORGAN}（演示）"
        assert "密钥名称填写 office" in capsys.readouterr().out
        modes = {
            (tmp_path / "keys" / "office" / name).stat().st_mode & 0o777 for name in ("pdf.key", "sm2.key")
        }
        assert modes == {0o600}

    def test_holds_today(self, settings, tmp_path):
        call_command("make_trial_seal", "a", ORGAN, into=tmp_path / "keys", roots=tmp_path / "roots")
        settings.SEALS = SealSettings(machine=KEY, keys=tmp_path / "keys", roots=tmp_path / "roots")
        now = datetime.now(tz=UTC) + timedelta(seconds=2)
        signed = KeySeal().sign(packed(parts()), replace(sealing(Paper.OFD, key="a"), at=now))
        assert KeySeal().verify(signed, paper=Paper.OFD, now=now).outcome is Outcome.HOLDS

    @pytest.mark.parametrize("key", ["", "../x", "Büro"])
    def test_refuses_an_odd_name(self, tmp_path, key):
        with pytest.raises(CommandError, match="密钥名称"):
            call_command("make_trial_seal", key, ORGAN, into=tmp_path / "k", roots=tmp_path / "r")

    def test_never_writes_over_a_seal(self, tmp_path):
        (tmp_path / "k" / "office").mkdir(parents=True)
        with pytest.raises(CommandError, match="已经存在"):
            call_command("make_trial_seal", "office", ORGAN, into=tmp_path / "k", roots=tmp_path / "r")

    def test_wants_to_know_where(self, settings):
        settings.SEALS = SealSettings()
        with pytest.raises(CommandError, match="--into"):
            call_command("make_trial_seal", "office", ORGAN)

    def test_is_not_for_production(self, settings, tmp_path):
        settings.IN_PRODUCTION = True
        with pytest.raises(CommandError, match="正式环境"):
            call_command("make_trial_seal", "office", ORGAN, into=tmp_path / "k", roots=tmp_path / "r")
