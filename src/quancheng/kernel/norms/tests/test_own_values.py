"""Values that a government sets: entered by one person, in force once a second has signed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.norms import commands, queries, registry
from quancheng.kernel.norms.definition import Mark, Unfit
from quancheng.kernel.norms.models import OwnValue
from quancheng.kernel.norms.registry import NoSuchNorm
from quancheng.kernel.norms.tests.conftest import DAYS, LATER, NOW, SINCE, TODAY

THE_DAY_BEFORE = LATER - timedelta(days=1)  # Tuesday 31 March 2026


def enter(
    actor, *, norm="trial.days", value=8, from_on=LATER, source="某政办〔2026〕3号", mark=Mark.V, now=NOW
):
    return commands.enter_value(
        norm=norm, value=value, from_on=from_on, source=source, mark=mark, actor=actor, now=now
    )


def sign(one, actor, now=NOW, digest=""):
    return commands.sign_value(value_id=one.pk, digest=digest or one.digest, actor=actor, now=now)


def holds(city, on, code="trial.days"):
    return queries.norm_on(code, tenant_id=city.pk, on=on).value


class TestEnterValue:
    def test_holds_nothing_before_it_is_signed(self, city, office):
        enter(office)
        assert holds(city, LATER) == 10

    def test_is_refused_where_the_house_can_do_no_otherwise(self, office, monkeypatch):
        monkeypatch.setitem(registry._norms, DAYS.code, replace(DAYS, is_fixed=True))
        with pytest.raises(commands.FixedSoFar, match="录入不会生效"):
            enter(office)
        assert not OwnValue.objects.exists()

    def test_leaves_one_line_in_the_audit(self, office):
        enter(office)
        assert (
            AuditEntry.objects.filter(code="norms.value.entered").count() == AuditEntry.objects.count() == 1
        )

    @pytest.mark.parametrize("value", [0, 21, "8", True, None, ("8",)])
    def test_refuses_what_does_not_fit(self, office, value):
        with pytest.raises(Unfit, match="试行期限"):
            enter(office, value=value)

    @pytest.mark.parametrize(
        ("value", "match"),
        [
            ((), "至少要有一行"),
            ((("甲",),), "第1行应有2列"),
            ((("甲", "A"), ("", "B")), "第2行的“事项”没有填写"),
            ((("甲", "C"),), "只能是：A、B"),
        ],
    )
    def test_refuses_a_table_and_names_the_place(self, office, value, match):
        with pytest.raises(Unfit, match=match):
            enter(office, norm="trial.table", value=value)

    def test_refuses_a_day_that_is_past(self, office):
        with pytest.raises(commands.TooEarly, match="早于今天"):
            enter(office, from_on=date(2026, 3, 1))  # a Sunday

    def test_refuses_a_second_one_of_the_same_day(self, office, legal):
        enter(office)
        with pytest.raises(commands.EnteredAlready):
            enter(legal, value=9)

    def test_refuses_a_norm_that_nobody_declares(self, office):
        with pytest.raises(NoSuchNorm):
            enter(office, norm="trial.nothing")

    @pytest.mark.parametrize("who", ["handler", "system"])
    def test_is_for_the_office_and_the_legal_reader(self, request, who):
        with pytest.raises(queries.NotYours):
            enter(request.getfixturevalue(who))
        assert not OwnValue.objects.exists()

    def test_of_a_stranger_is_the_strangers_own(self, city, neighbour, stranger):
        assert enter(stranger).tenant_id == neighbour.pk


class TestSignValue:
    def test_puts_it_in_force_from_its_day_on(self, city, office, legal):
        sign(enter(office), legal)
        assert (holds(city, THE_DAY_BEFORE), holds(city, LATER)) == (10, 8)
        held = queries.norm_on("trial.days", tenant_id=city.pk, on=LATER)
        assert (held.is_own, held.signed_by_id, held.signed_at, held.source) == (
            True, legal.person_id, NOW, "某政办〔2026〕3号",
        )  # fmt: skip
        assert AuditEntry.objects.filter(code="norms.value.signed").count() == 1

    def test_is_refused_to_who_entered_it(self, legal, second_legal):
        one = enter(legal)
        with pytest.raises(commands.SecondPersonNeeded):
            sign(one, legal)
        assert sign(one, second_legal).signed_by_id == second_legal.person_id

    def test_by_one_person_the_database_refuses(self, office):
        one = enter(office)
        with pytest.raises(IntegrityError), transaction.atomic():
            OwnValue.objects.filter(pk=one.pk).update(signed_by_id=one.entered_by_id, signed_at=NOW)

    def test_is_refused_when_its_day_is_past(self, office, legal):
        one = enter(office)
        with pytest.raises(commands.TooEarly, match="不能追溯"):
            sign(one, legal, now=NOW + timedelta(days=31))  # Thursday 2 April 2026

    def test_is_refused_when_the_page_showed_something_else(self, office, legal):
        one = enter(office)
        with pytest.raises(commands.ReadsOtherwise):
            sign(one, legal, digest="0" * 64)

    def test_is_refused_twice(self, office, legal, second_legal):
        one = sign(enter(office), legal)
        with pytest.raises(commands.SignedAlready):
            sign(one, second_legal)

    def test_is_refused_to_others(self, office, handler, stranger):
        one = enter(office)
        with pytest.raises(queries.NotYours):
            sign(one, office)
        with pytest.raises(queries.NotYours):
            sign(one, handler)
        with pytest.raises(queries.NoSuchValue):
            sign(one, stranger)

    def test_is_superseded_by_what_is_shipped_from_a_later_day(self, city, office, legal):
        sign(enter(office), legal)
        assert holds(city, date(2027, 1, 1)) == 7  # a Friday

    def test_goes_before_what_is_shipped_from_the_same_day(self, city, office, legal):
        sign(enter(office, from_on=date(2027, 1, 1)), legal)
        assert holds(city, date(2027, 1, 1)) == 8

    def test_of_one_city_changes_nothing_for_another(self, city, neighbour, office, legal):
        sign(enter(office), legal)
        assert holds(neighbour, LATER) == 10


class TestWithdrawValue:
    def withdraw(self, one, actor, now: datetime = NOW):
        return commands.withdraw_value(value_id=one.pk, reason="依据写错", actor=actor, now=now)

    def test_makes_room_for_another(self, city, office, legal):
        self.withdraw(enter(office), office)
        sign(enter(office, value=9), legal)
        assert holds(city, LATER) == 9
        assert AuditEntry.objects.filter(code="norms.value.withdrawn").count() == 1

    def test_of_a_signed_one_is_for_the_legal_reader(self, city, office, legal):
        one = sign(enter(office), legal)
        with pytest.raises(queries.NotYours):
            self.withdraw(one, office)
        self.withdraw(one, legal)
        assert holds(city, LATER) == 10

    def test_is_refused_once_it_holds(self, office, legal):
        one = sign(enter(office, from_on=TODAY), legal)
        with pytest.raises(commands.BegunAlready):
            self.withdraw(one, legal)

    def test_is_refused_to_strangers_and_to_handlers(self, office, stranger, handler):
        one = enter(office)
        with pytest.raises(queries.NoSuchValue):
            self.withdraw(one, stranger)
        with pytest.raises(queries.NotYours):
            self.withdraw(one, handler)

    def test_is_refused_twice(self, office):
        one = enter(office)
        self.withdraw(one, office)
        with pytest.raises(queries.NoSuchValue):
            self.withdraw(one, office)


class TestANormWithoutAValue:
    def test_is_refused_with_where_to_go(self, city):
        with pytest.raises(queries.NotInForce, match="依据与规则"):
            queries.norm_on("trial.court", tenant_id=city.pk, on=TODAY)
        assert not queries.is_signed("trial.court", tenant_id=city.pk, on=TODAY)

    def test_says_what_the_government_entered(self, city, office, legal):
        sign(enter(office, norm="trial.court", value=" 某区人民法院 ", from_on=TODAY), legal)
        assert queries.norm_on("trial.court", tenant_id=city.pk, on=TODAY).text == "某区人民法院"
        assert queries.is_signed("trial.court", tenant_id=city.pk, on=TODAY)

    def test_before_the_first_day_says_nothing(self, city):
        assert queries.holding_on("trial.days", tenant_id=city.pk, on=SINCE - timedelta(days=1)) is None
