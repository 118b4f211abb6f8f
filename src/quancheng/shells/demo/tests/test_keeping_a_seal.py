"""The model city has a seal; what is put under it leaves with the city, as everything does."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.queries import person_of_account
from quancheng.kernel.seals.commands import bring_sealed_scan, use_seal
from quancheng.kernel.seals.models import Seal, SealedScan, Use
from quancheng.kernel.seals.queries import papers_to_seal
from quancheng.shells.demo.city import DemoInProduction, load_city, unload_city
from quancheng.shells.demo.life import load_life, load_oversight, load_seals

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 24 + b"IEND\xaeB`\x82"


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


class TestLoadSeals:
    def test_registers_one_that_says_what_it_is(self):
        load_city(NOW)
        assert load_seals(NOW) == 1
        assert "演示" in Seal.objects.get().name
        assert load_seals(NOW) == 0

    def test_is_refused_in_production(self, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_seals(NOW)

    def test_lets_papers_wait_for_it_and_leaves_with_the_city(self):
        load_city(NOW)
        load_life(NOW, most=20)
        load_oversight(NOW)
        load_seals(NOW)
        person = person_of_account("reviewer")
        assert person is not None
        keeper, seal = actor_for(person, None, NOW.date(), "act"), Seal.objects.get()
        paper = papers_to_seal(keeper, seal)[0]
        ref = RecordRef(paper.ref.kind, paper.ref.ref)
        use = use_seal(seal_id=seal.pk, ref=ref, copies=1, reason="印发", actor=keeper, now=NOW)
        upload = check_upload(PNG, name="盖章件.png", accepted=frozenset({Kind.PICTURE}))
        bring_sealed_scan(use_id=use.pk, upload=upload, data=PNG, actor=keeper, now=NOW)
        unload_city(NOW)
        assert [one.objects.count() for one in (Seal, Use, SealedScan)] == [0, 0, 0]
