"""The legal reader signs what the house ships, whole or row by row; a changed value is unsigned again."""

from dataclasses import replace

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.norms import commands, queries, registry
from quancheng.kernel.norms.definition import Shipped, digest_of
from quancheng.kernel.norms.tests.conftest import NOW, TABLE, TODAY

[SHIPPED] = TABLE.shipped
WHOLE = digest_of(TABLE.code, SHIPPED.from_on, SHIPPED.value, SHIPPED.source)


def row_digest(number):
    return digest_of(TABLE.code, SHIPPED.from_on, (SHIPPED.value[number - 1],), SHIPPED.source)


def sign(actor, digest=WHOLE, row=0, norm=TABLE.code):
    return commands.sign_shipped(norm=norm, digest=digest, row=row, note="与原文一致", actor=actor, now=NOW)


def is_signed(city):
    return queries.is_signed(TABLE.code, tenant_id=city.pk, on=TODAY)


def ship(monkeypatch, **other):
    changed = replace(TABLE, shipped=(Shipped(**{**_as_told(SHIPPED), **other}),))
    monkeypatch.setitem(registry._norms, TABLE.code, changed)


def _as_told(shipped):
    return {name: getattr(shipped, name) for name in ("from_on", "value", "source", "mark")}


class TestSignShipped:
    def test_is_awaited_at_first(self, city, legal):
        assert not is_signed(city)
        assert queries.unsigned_among([TABLE.code, "trial.days"], tenant_id=city.pk, on=TODAY) == (
            registry.norm_called(TABLE.code), registry.norm_called("trial.days"),
        )  # fmt: skip
        assert queries.waiting_count(legal, on=TODAY) == 1

    def test_as_a_whole_settles_it(self, city, legal):
        sign(legal)
        assert is_signed(city)
        assert queries.norm_on(TABLE.code, tenant_id=city.pk, on=TODAY).signed_by_id == legal.person_id
        assert queries.waiting_count(legal, on=TODAY) == 0
        assert AuditEntry.objects.filter(code="norms.shipped.signed").count() == 1

    def test_row_by_row_settles_it_with_the_last(self, city, legal):
        sign(legal, row_digest(1), 1)
        held = queries.norm_on(TABLE.code, tenant_id=city.pk, on=TODAY)
        assert (held.rows_signed, held.is_signed) == (1, False)
        sign(legal, row_digest(2), 2)
        assert is_signed(city)

    @pytest.mark.parametrize("changed", [{"value": (("甲", "B"), ("乙", "B"))}, {"source": "另一出处"}])
    def test_counts_no_more_when_another_value_is_shipped(self, city, legal, monkeypatch, changed):
        sign(legal)
        ship(monkeypatch, **changed)
        assert not is_signed(city)

    def test_of_a_row_outlives_a_change_of_another(self, city, legal, monkeypatch):
        sign(legal, row_digest(1), 1)
        ship(monkeypatch, value=(("甲", "A"), ("乙", "A")))
        rows = queries.norm_on(TABLE.code, tenant_id=city.pk, on=TODAY).rows
        assert [row.signed is not None for row in rows] == [True, False]

    @pytest.mark.parametrize(("digest", "row"), [("0" * 64, 0), (WHOLE, 1), (row_digest(1), 2), (WHOLE, 99)])
    def test_is_refused_when_it_reads_otherwise(self, city, legal, digest, row):
        with pytest.raises(commands.ReadsOtherwise):
            sign(legal, digest, row)
        assert not is_signed(city)

    def test_is_refused_twice(self, legal, second_legal):
        sign(legal)
        with pytest.raises(commands.SignedAlready):
            sign(second_legal)

    @pytest.mark.parametrize("who", ["office", "handler", "system"])
    def test_is_for_the_legal_reader(self, request, city, who):
        with pytest.raises(queries.NotYours):
            sign(request.getfixturevalue(who))
        assert not is_signed(city)

    def test_of_a_stranger_settles_it_for_the_stranger_alone(self, city, neighbour, stranger):
        sign(stranger)
        assert is_signed(neighbour)
        assert not is_signed(city)


class TestWithdrawSignature:
    def withdraw(self, one, actor):
        return commands.withdraw_signature(signature_id=one.pk, reason="原文已修订", actor=actor, now=NOW)

    def test_leaves_the_value_unsigned(self, city, legal):
        self.withdraw(sign(legal), legal)
        assert not is_signed(city)
        assert AuditEntry.objects.filter(code="norms.signature.withdrawn").count() == 1

    def test_may_be_followed_by_another(self, city, legal, second_legal):
        self.withdraw(sign(legal), second_legal)
        sign(legal)
        assert is_signed(city)

    def test_is_refused_twice_and_to_others(self, city, legal, office, stranger):
        one = sign(legal)
        with pytest.raises(queries.NotYours):
            self.withdraw(one, office)
        with pytest.raises(queries.NoSuchSignature):
            self.withdraw(one, stranger)
        assert is_signed(city)
        self.withdraw(one, legal)
        with pytest.raises(queries.NoSuchSignature):
            self.withdraw(one, legal)
