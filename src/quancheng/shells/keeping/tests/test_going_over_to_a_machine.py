"""From keys in a folder to a cipher machine, and back, while the house is at work."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import TextField
from django.db.models.functions import Cast

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.verify import verify_chain
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.crypto.columns import sealed_columns
from quancheng.kernel.crypto.keys import make_ring, read_ring
from quancheng.kernel.crypto.line import Address, MachineAway, MachineSlow
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.crypto.told import CipherMachine
from quancheng.kernel.notify.commands import subscribe
from quancheng.kernel.notify.models import Frequency, Subscription
from quancheng.kernel.notify.subscribers import open_with_address
from quancheng.kernel.orgs.models import Tenant
from quancheng.shells.demo.city import load_city
from quancheng.shells.demo.life.letters import load_letters
from quancheng.shells.keeping.resealing import reseal_everything
from quancheng.shells.keeping.sealed import filled_rows, sealed_in
from tests.cipher.running import CipherProcess

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 3, 4, 1, 2, 3, tzinfo=UTC)  # a Monday
Message = apps.get_model("mailbox.Message")


@pytest.fixture(scope="module")
def process():
    with tempfile.TemporaryDirectory(prefix="qc-cipher.") as folder:
        running = CipherProcess(Path(folder))
        yield running
        running.kill()


@pytest.fixture
def soft_key(settings, tmp_path):
    """A house whose keys lie in its folder, with something sealed by them."""
    settings.CRYPTO_KEYS, settings.AUDIT_ANCHORS = tmp_path / "keys", tmp_path / "anchors"
    settings.CRYPTO_MACHINE = "quancheng.kernel.crypto.soft.SoftMachine"
    key_id = make_ring(settings.CRYPTO_KEYS).current
    machine.cache_clear()
    load_city(NOW)
    load_letters(NOW)
    follow("li@example.cn")
    yield key_id
    machine.cache_clear()


def follow(address):
    tenant = Tenant.objects.get(slug="jinan")
    subscribe(
        address=address, pattern="plan:1", title="演示", frequency=Frequency.DAILY, tenant_id=tenant.pk,
        actor=Actor.anonymous(), now=NOW,
    )  # fmt: skip


@pytest.fixture
def go_over(settings, process):
    """What the operator does: name the machine, say what seals, start the processes anew."""

    def go(*, keys_seal=False, seconds=5.0):
        settings.CIPHER_MACHINE = CipherMachine(Address.parse(process.address), seconds, keys_seal)
        settings.CRYPTO_MACHINE = "quancheng.kernel.crypto.both.TwoMachines"
        close()
        machine.cache_clear()

    def close():
        held = machine() if machine.cache_info().currsize else None
        for keeper in (getattr(held, "_seals", None), getattr(held, "_also", None)):
            if line := getattr(keeper, "_line", None):
                line.close()

    yield go
    close()


def key_ids():
    """Of every value that lies sealed in the database."""
    return {
        text.split(".")[2]
        for column in sealed_columns()
        for raw in filled_rows(column).values_list("raw_text", flat=True)
        for text in sealed_in(column, raw)
    }


def raw_names():
    raw = Message.objects.annotate(raw=Cast("name", TextField())).order_by("pk")
    return list(raw.values_list("raw", flat=True))


class TestGoingOver:
    def test_seals_everything_with_the_machines_key_while_people_write(self, soft_key, process, go_over):
        names = [one.name for one in Message.objects.order_by("pk")]
        go_over()
        done = reseal_everything(batch=2, now=NOW)
        next(done)
        follow("wang@example.cn")  # somebody comes in the middle of it
        assert [one.name for one in Message.objects.order_by("pk")] == names
        list(done)
        assert key_ids() == {process.current}
        assert [one.name for one in Message.objects.order_by("pk")] == names
        assert not verify_chain().broken

    def test_finds_an_address_by_the_index_of_both(self, soft_key, go_over):
        go_over()
        follow("wang@example.cn")
        by_key = {one.address_digest.split(":")[1] for one in Subscription.objects.all()}
        assert len(by_key) == 2
        assert [len(open_with_address(one)) for one in ("LI@example.cn", "wang@example.cn")] == [1, 1]

    def test_leads_back_to_the_folder(self, soft_key, process, go_over):
        go_over()
        list(reseal_everything(batch=50, now=NOW))
        names = [one.name for one in Message.objects.order_by("pk")]
        go_over(keys_seal=True)
        list(reseal_everything(batch=50, now=NOW))
        assert key_ids() == {soft_key}
        assert [one.name for one in Message.objects.order_by("pk")] == names
        assert not verify_chain().broken

    def test_brings_no_key_into_the_folder(self, soft_key, process, go_over, settings):
        go_over()
        list(reseal_everything(batch=50, now=NOW))
        assert set(read_ring(settings.CRYPTO_KEYS).secrets) == {soft_key}


class TestAMachineThatGoesAwayMeanwhile:
    def test_stops_writes_and_overwrites_nothing_until_it_is_back(self, soft_key, process, go_over):
        go_over()
        next(reseal_everything(batch=2, now=NOW))
        before, lines = raw_names(), AuditEntry.objects.count()
        process.kill()
        try:
            with pytest.raises(MachineAway, match="没有写入任何内容"):
                follow("wang@example.cn")
            with pytest.raises(MachineAway):
                list(reseal_everything(batch=2, now=NOW))
            assert raw_names() == before
            assert (AuditEntry.objects.count(), Subscription.objects.count()) == (lines, 1)
        finally:
            process.start()
        follow("wang@example.cn")
        list(reseal_everything(batch=2, now=NOW))
        assert key_ids() == {process.current}

    def test_that_is_slow_stops_a_write_whole(self, soft_key, process, go_over):
        go_over(seconds=0.4)
        follow("wang@example.cn")
        lines = AuditEntry.objects.count()
        process.console("slow", seconds=1.0)
        try:
            with pytest.raises(MachineSlow):
                follow("zhao@example.cn")
        finally:
            process.console("slow", seconds=0)
        assert (AuditEntry.objects.count(), Subscription.objects.count()) == (lines, 2)
