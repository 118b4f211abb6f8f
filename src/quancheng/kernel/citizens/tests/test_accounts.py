"""Accounts, codes and sign-ins as the engine keeps them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.test import override_settings

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.citizens.checks import codes_leave_the_house
from quancheng.kernel.citizens.commands import codes
from quancheng.kernel.citizens.commands.codes import (
    NotYourAddress,
    TooManyCodes,
    TooSoon,
    WayClosed,
)
from quancheng.kernel.citizens.commands.own_account import (
    AddressTaken,
    change_address,
    close_account,
    set_name,
    set_password,
)
from quancheng.kernel.citizens.commands.signing_in import (
    NoticeChanged,
    WrongPassword,
    end_other_sign_ins,
    end_sign_in,
    sign_in_by_code,
    sign_in_by_password,
)
from quancheng.kernel.citizens.models import Citizen, Code, EndReason, Purpose, SignIn
from quancheng.kernel.citizens.queries import (
    NoSuchAccount,
    NoSuchSignIn,
    WrongCode,
    account_at,
    digits_of,
    sign_in_behind,
)
from quancheng.kernel.citizens.retained import CODES, IDLE_ACCOUNTS, SIGN_INS
from quancheng.kernel.citizens.tests.conftest import NOBODY, NOON, OTHER, PHONE, acting, asked, come_in
from quancheng.kernel.citizens.trying import spend_try
from quancheng.kernel.citizens.ways import Address, Way
from quancheng.kernel.crypto.columns import sealed_columns
from quancheng.kernel.crypto.keys import add_key
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.retention.commands import erase_due

A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)


class TestAskCode:
    def test_sends_one_and_ends_the_one_before(self):
        first = asked()
        second = asked(now=NOON + A_MINUTE)
        first.refresh_from_db()
        assert (first.ended_at, second.ended_at) == (NOON + A_MINUTE, None)
        assert [entry.code for entry in AuditEntry.objects.all()] == ["citizens.code.asked"] * 2

    def test_is_refused_too_soon_and_too_often(self):
        asked()
        with pytest.raises(TooSoon):
            asked(now=NOON + A_MINUTE - timedelta(seconds=1))
        for count in range(1, 10):
            asked(now=NOON + count * A_MINUTE)
        with pytest.raises(TooManyCodes):
            asked(now=NOON + 10 * A_MINUTE)
        asked(now=NOON + 10 * A_MINUTE + A_DAY)

    def test_is_refused_where_no_gateway_is(self, settings):
        settings.CITIZEN_WAYS = ("email",)
        with pytest.raises(WayClosed, match="电子邮箱"):
            asked()

    def test_for_an_account_is_refused_to_nobody(self):
        for purpose in (Purpose.CHANGE, Purpose.CLOSE):
            with pytest.raises(NoSuchAccount):
                asked(purpose=purpose)

    def test_that_closes_goes_to_the_account_alone(self):
        actor = acting(come_in())
        with pytest.raises(NotYourAddress):
            asked(OTHER, purpose=Purpose.CLOSE, actor=actor)

    def test_at_one_moment_with_another_is_too_soon(self, monkeypatch):
        """The other one was written between our looking and our writing: the constraint says so."""
        asked()
        monkeypatch.setattr(codes, "codes_since", lambda *_: [])
        monkeypatch.setattr(codes, "digests_of", lambda one: (Code.objects.get().to_digest,))
        monkeypatch.setattr(QuerySet, "update", lambda *_, **__: 0)
        with pytest.raises(TooSoon):
            asked(now=NOON + A_MINUTE)

    def test_leaves_one_live_code_an_address_to_the_database(self):
        code = asked()
        with pytest.raises(IntegrityError), transaction.atomic():
            Code.objects.create(
                purpose=Purpose.SIGN_IN, way=code.way, to=code.to, to_digest=code.to_digest, asked_at=NOON,
                until=NOON,
            )  # fmt: skip


class TestSpendTry:
    def test_is_five_times(self):
        code = asked()
        for _ in range(5):
            spend_try(code.number, now=NOON)
        with pytest.raises(WrongCode):
            spend_try(code.number, now=NOON)

    def test_is_none_of_a_code_that_is_over(self):
        code = asked()
        with pytest.raises(WrongCode):
            spend_try(code.number, now=code.until)
        Code.objects.update(used_at=NOON)
        with pytest.raises(WrongCode):
            spend_try(code.number, now=NOON)


class TestSignInByCode:
    def enter(self, code: Code, digits: str = "", **told: object):
        given = {"notice": "2026-11", "device": "手机", "actor": NOBODY, "now": NOON, **told}
        return sign_in_by_code(number=code.number, digits=digits or digits_of(code), **given)

    def test_registers_and_tells_who(self):
        opened = self.enter(asked())
        entry = AuditEntry.objects.order_by("-seq")[0]
        assert (entry.code, entry.actor_kind, entry.person_id) == (
            "citizens.account.registered",
            "citizen",
            None,
        )
        assert sign_in_behind(opened.cookie, now=NOON) == opened.sign_in

    def test_is_refused_a_second_time(self):
        code = asked()
        self.enter(code)
        with pytest.raises(WrongCode):
            self.enter(code)

    def test_is_refused_by_a_code_whose_row_was_turned_to_another_address(self):
        """Whoever could write rows gains nothing: the digits are bound to the address."""
        code, right = asked(), digits_of(asked(OTHER))
        before = digits_of(code)
        code.to = OTHER.text
        code.save()
        assert digits_of(code) != before or before == right
        with pytest.raises(WrongCode):
            self.enter(code, before)

    def test_is_refused_when_it_is_over(self):
        code = asked()
        with pytest.raises(WrongCode):
            self.enter(code, now=code.until)

    def test_notes_a_new_notice(self):
        self.enter(asked())
        later = NOON + A_DAY
        self.enter(asked(now=later), notice="2027-01", now=later)
        kept = Citizen.objects.get()
        assert (kept.notice, kept.consented_at, kept.registered_at) == ("2027-01", later, NOON)


class TestAChangeOfKeys:
    def test_loses_no_account_and_heals_its_digests(self, settings):
        opened = come_in()
        before = Citizen.objects.get().phone_digest
        add_key(settings.CRYPTO_KEYS)
        machine.cache_clear()
        assert sign_in_behind(opened.cookie, now=NOON) is not None
        assert come_in(now=NOON + A_DAY).sign_in.citizen_id == opened.sign_in.citizen_id
        assert Citizen.objects.get().phone_digest != before
        assert Citizen.objects.count() == 1

    def test_goes_through_every_sealed_column(self):
        found = {f"{one.model}.{one.field}" for one in sealed_columns() if one.model.startswith("citizens.")}
        assert found == {
            "citizens.Citizen.phone", "citizens.Citizen.email", "citizens.Citizen.name",
            "citizens.Citizen.password", "citizens.Code.to",
        }  # fmt: skip


class TestEndSignIn:
    def test_ends_one_of_the_own(self):
        opened = come_in()
        ended = end_sign_in(
            sign_in_id=opened.sign_in.pk, reason=EndReason.SIGNED_OUT, actor=acting(opened), now=NOON
        )
        assert ended == 1
        assert sign_in_behind(opened.cookie, now=NOON) is None
        assert AuditEntry.objects.order_by("-seq")[0].code == "citizens.account.sign_ins_ended"

    def test_is_refused_to_strangers(self):
        mine, theirs = come_in(), come_in(OTHER)
        for actor in (acting(theirs), NOBODY, Actor.clockwork()):
            with pytest.raises((NoSuchSignIn, NoSuchAccount)):
                end_sign_in(sign_in_id=mine.sign_in.pk, reason=EndReason.BY_OWNER, actor=actor, now=NOON)
        assert SignIn.objects.filter(ended_at__isnull=True).count() == 2

    def test_of_the_others_leaves_this_one(self):
        one, two = come_in(), come_in(now=NOON + A_MINUTE)
        assert end_other_sign_ins(but=two.sign_in.pk, actor=acting(two), now=NOON + A_MINUTE) == 1
        assert sign_in_behind(one.cookie, now=NOON) is None
        assert end_other_sign_ins(but=two.sign_in.pk, actor=acting(two), now=NOON + A_MINUTE) == 0


class TestChangeAddress:
    def change(self, opened, address, *, now=NOON + A_MINUTE):
        code = asked(address, now=now, purpose=Purpose.CHANGE, actor=acting(opened))
        return change_address(
            number=code.number, digits=digits_of(code), sign_in_id=opened.sign_in.pk, actor=acting(opened),
            now=now,
        )  # fmt: skip

    def test_is_found_by_the_new_one_alone(self):
        opened = come_in()
        self.change(opened, OTHER)
        assert account_at(OTHER).pk == opened.sign_in.citizen_id
        assert account_at(PHONE) is None

    def test_is_refused_for_one_of_another(self):
        come_in(OTHER)
        with pytest.raises(AddressTaken):
            self.change(come_in(), OTHER)

    def test_by_mail_keeps_the_phone(self):
        opened = come_in()
        self.change(opened, Address(Way.EMAIL, "li@example.cn"))
        assert [one.way for one in Citizen.objects.get().addresses] == [Way.PHONE, Way.EMAIL]


class TestSignInByPassword:
    def come_back(self, password: str, notice: str):
        return sign_in_by_password(
            address=PHONE, password=password, notice=notice, device="手机", actor=NOBODY, now=NOON + A_MINUTE
        )

    def test_asks_for_a_code_when_the_notice_has_changed(self):
        opened = come_in()
        told = {"sign_in_id": opened.sign_in.pk, "actor": acting(opened), "now": NOON}
        set_password(password="Quan-cheng-2024", **told)
        assert self.come_back("Quan-cheng-2024", "2026-11").cookie
        before = SignIn.objects.count()
        with pytest.raises(NoticeChanged, match="验证码登录"):
            self.come_back("Quan-cheng-2024", "2027-01")
        with pytest.raises(WrongPassword):  # the wrong one is told nothing of it
            self.come_back("another", "2027-01")
        assert SignIn.objects.count() == before
        assert Citizen.objects.get().notice == "2026-11"


class TestCloseAccount:
    def test_empties_it_and_lets_nobody_in(self):
        opened = come_in()
        set_name(name="李", actor=acting(opened), now=NOON)
        later = NOON + A_MINUTE
        code = asked(now=later, purpose=Purpose.CLOSE, actor=acting(opened))
        close_account(number=code.number, digits=digits_of(code), actor=acting(opened), now=later)
        gone = Citizen.objects.get()
        assert (gone.addresses, gone.name, gone.password, gone.phone_digest) == ((), "", "", "")
        assert sign_in_behind(opened.cookie, now=later) is None
        with pytest.raises(NoSuchAccount):
            set_name(name="李", actor=acting(opened), now=later)
        with pytest.raises(Exception, match="不相符"):
            sign_in_by_password(
                address=PHONE, password="", notice="2026-11", device="x", actor=NOBODY, now=later
            )

    def test_is_kept_empty_by_the_database(self):
        come_in()
        with pytest.raises(IntegrityError), transaction.atomic():
            Citizen.objects.update(closed_at=NOON)
        with pytest.raises(IntegrityError), transaction.atomic():
            Citizen.objects.update(phone_digest="")


class TestWhatGrewTooOld:
    def erase(self, kind, now):
        return erase_due(kind=kind, tenant_id=None, actor=Actor.clockwork(), now=now)

    def test_codes_go_after_two_days_and_sign_ins_after_thirty(self):
        come_in()
        assert [self.erase(kind, NOON + A_DAY) for kind in (CODES, SIGN_INS)] == [0, 0]
        assert self.erase(CODES, NOON + 2 * A_DAY) == 1
        assert self.erase(SIGN_INS, NOON + 30 * A_DAY) == 1
        assert Citizen.objects.get().closed_at is None

    def test_accounts_that_nobody_used_for_two_years_are_emptied(self):
        opened = come_in()
        assert self.erase(IDLE_ACCOUNTS, NOON + 700 * A_DAY) == 0
        assert self.erase(IDLE_ACCOUNTS, NOON + 731 * A_DAY) == 1
        gone = Citizen.objects.get()
        assert (gone.addresses, gone.phone_digest, gone.closed_at is not None) == ((), "", True)
        assert sign_in_behind(opened.cookie, now=NOON) is None


class TestTheCheck:
    def test_warns_of_a_house_whose_codes_reach_nobody(self):
        with override_settings(CITIZEN_WAYS=()):
            [doubt] = codes_leave_the_house()
            assert "验证码发不出去" in doubt.msg
        assert codes_leave_the_house() == []
