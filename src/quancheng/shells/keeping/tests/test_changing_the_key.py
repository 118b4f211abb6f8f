"""A change of keys: everything that is sealed goes over to the new key, and nothing is lost on the way."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import TextField
from django.db.models.functions import Cast

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.queries import sentence_of
from quancheng.kernel.audit.verify import verify_chain
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.crypto.columns import ColumnTakenTwice, SealedColumn, register_sealed, sealed_columns
from quancheng.kernel.crypto.keys import add_key, make_ring
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.notify.commands import subscribe
from quancheng.kernel.notify.models import Frequency, Subscription
from quancheng.kernel.notify.subscribers import open_with_address
from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.shells.demo.city import load_city
from quancheng.shells.demo.life.letters import load_letters
from quancheng.shells.keeping.resealing import reseal, reseal_everything

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 3, 4, 1, 2, 3, tzinfo=UTC)  # a Monday
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def keys(settings, tmp_path):
    """A ring of our own, in which keys may change."""
    settings.CRYPTO_KEYS = tmp_path / "keys"
    settings.AUDIT_ANCHORS = tmp_path / "anchors"
    make_ring(settings.CRYPTO_KEYS)
    machine.cache_clear()
    yield settings.CRYPTO_KEYS
    machine.cache_clear()


@pytest.fixture
def sealed(keys):
    """Something sealed in every column that has a module."""
    load_city(NOW)
    load_letters(NOW)
    tenant, person = Tenant.objects.get(slug="jinan"), Person.objects.first()
    subscribe(
        address="LI@Example.cn", pattern="plan:1", title="演示", frequency=Frequency.DAILY,
        tenant_id=tenant.pk, actor=Actor.anonymous(), now=NOW,
    )  # fmt: skip
    data = {name: machine().encrypt(SECRET, purpose="workbench.second_factor") for name in ("secret", "seed")}
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={**data, "used_mask": 0})
    return keys


def texts_of(column: SealedColumn) -> list[str]:
    held = apps.get_model(column.model)._base_manager.annotate(raw=Cast(column.field, TextField()))
    return [raw for raw in held.order_by("pk").values_list("raw", flat=True) if raw]


def change_key(folder) -> str:
    fresh = add_key(folder)
    machine.cache_clear()
    return fresh


class TestResealing:
    def test_leaves_nothing_under_the_older_key(self, sealed):
        fresh = change_key(sealed)
        list(reseal_everything(batch=2, now=NOW))
        left = {column.model: texts for column in sealed_columns() if (texts := texts_of(column))}
        assert {"notify.Subscription", "mfa.Authenticator", "mailbox.Message"} <= left.keys()
        assert all(fresh in raw for texts in left.values() for raw in texts)

    def test_changes_no_meaning(self, sealed):
        change_key(sealed)
        list(reseal_everything(batch=50, now=NOW))
        [factor] = Authenticator.objects.all()
        opened = {
            machine().decrypt(factor.data[k], purpose="workbench.second_factor") for k in ("secret", "seed")
        }
        assert opened == {SECRET}
        assert factor.data["used_mask"] == 0
        [one] = Subscription.objects.all()
        assert machine().decrypt(one.address_sealed, purpose="notify.subscription.address") == "LI@Example.cn"

    def test_leaves_links_in_letters_and_the_search_for_an_address_as_they_were(self, sealed):
        [before] = Subscription.objects.values_list("address_digest", flat=True)
        change_key(sealed)
        list(reseal_everything(batch=50, now=NOW))
        assert Subscription.objects.get().address_digest == before
        assert len(open_with_address("li@example.cn")) == 1

    def test_is_told_in_the_audit_whose_chain_stays_whole(self, sealed):
        change_key(sealed)
        list(reseal_everything(batch=50, now=NOW))
        told = [sentence_of(one) for one in AuditEntry.objects.filter(code="keeping.resealed")]
        assert "用现行密钥重新加密notify.Subscription.address_sealed，共1条" in told
        assert not verify_chain().broken

    def test_a_second_time_changes_nothing(self, sealed):
        change_key(sealed)
        list(reseal_everything(batch=50, now=NOW))
        lines = AuditEntry.objects.count()
        assert sum(done.rows for done in reseal_everything(batch=50, now=NOW)) == 0
        assert AuditEntry.objects.count() == lines

    def test_gives_way_to_who_was_quicker(self, sealed):
        [column] = [one for one in sealed_columns() if one.model == "notify.Subscription"]
        [one] = Subscription.objects.all()
        change_key(sealed)
        read = one.address_sealed
        quicker = machine().encrypt("wang@example.cn", purpose=column.purpose)
        Subscription.objects.update(address_sealed=quicker)
        assert reseal(column=column, lines=[(one.pk, read)], actor=Actor.clockwork(), now=NOW) == 0
        assert Subscription.objects.get().address_sealed == quicker

    def test_stops_with_a_sentence_when_a_key_is_gone_and_overwrites_nothing(self, sealed):
        older = (sealed / "current").read_text().strip()
        change_key(sealed)
        before = {column.model: texts_of(column) for column in sealed_columns()}
        (sealed / f"{older}.key").unlink()
        machine.cache_clear()
        with pytest.raises(CommandError, match="没有编号为"):
            call_command("reseal", stdout=StringIO())
        assert {column.model: texts_of(column) for column in sealed_columns()} == before

    def test_by_the_console_says_what_was_done(self, sealed):
        change_key(sealed)
        told = StringIO()
        call_command("reseal", stdout=told)
        assert "mfa.Authenticator.data：重新加密1条" in told.getvalue()
        assert "旧密钥仍须保存" in told.getvalue()


class TestTellingOfAColumn:
    def test_twice_and_differently_is_a_fault(self):
        with pytest.raises(ColumnTakenTwice):
            register_sealed(SealedColumn(model="notify.Notice", field="to_sealed", purpose="another"))
