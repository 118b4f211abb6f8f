"""How much a unit may bring in a day."""

from datetime import UTC, datetime, timedelta

import pytest

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.files.keeping import QuotaReached, keep_file
from quancheng.kernel.files.kinds import Kind as Format
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.models import Tenant

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday
HALF = b"x" * 512 * 1024


@pytest.fixture(autouse=True)
def one_megabyte(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.UPLOADS_A_DAY = 1024 * 1024


@pytest.fixture
def city() -> Tenant:
    return Tenant.objects.create(slug="c", name="演示市", full_name="演示市人民政府", level="city")


def keep(city, mark: bytes, *, unit: int = 1, now: datetime = NOW, kind: Kind = Kind.OFFICIAL) -> StoredFile:
    data = mark + HALF[1:]
    upload = Upload(f"{mark.decode()}.txt", Format.TEXT, len(data), None)
    actor = Actor(kind=kind, unit_id=unit if kind is Kind.OFFICIAL else None, tenant_id=city.pk)
    return keep_file(upload, data, tenant_id=city.pk, actor=actor, now=now)


class TestKeepFile:
    def test_is_refused_beyond_the_quota_by_its_name(self, city):
        keep(city, b"a")
        keep(city, b"b")
        with pytest.raises(QuotaReached, match=r"每天最多上传1MB，今天已有1.0MB，“c.txt”放不下"):
            keep(city, b"c")

    def test_counts_each_unit_and_each_day_by_itself(self, city):
        keep(city, b"a")
        keep(city, b"b")
        assert keep(city, b"c", unit=2)
        assert keep(city, b"d", now=NOW + timedelta(days=1))

    def test_takes_the_same_file_again(self, city):
        keep(city, b"a")
        keep(city, b"b")
        assert keep(city, b"a")

    def test_does_not_limit_the_clockwork(self, city):
        for mark in (b"a", b"b", b"c"):
            assert keep(city, mark, kind=Kind.CLOCKWORK)
