"""The door of the desk: locks, first things first, sign-ins that end, the second factor."""

import re
import time
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from quancheng.kernel.access.passwords import SeveralKinds
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.queries import sentence_of
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.orgs.authority import NotYourRegister
from quancheng.kernel.orgs.commands.people import issue_password
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.shells.workbench.door import commands
from quancheng.shells.workbench.door.limits import Overstayed, SecondFactor, overstayed
from quancheng.shells.workbench.door.queries import is_locked
from quancheng.shells.workbench.tests.test_orgs import government, seat, unit_of
from quancheng.ui.sure import asks_for_proof

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
PASSWORD = "演示-Very-1-long"
OTHER = "演示-Other-2-long"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday


@pytest.fixture
def clerk() -> Person:
    person = seat(unit_of(government("c"), "9", "演示市财政局"), "经办", "clerk").person
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def guardian(clerk) -> Actor:
    """The security administrator."""
    person = Person.objects.create(account="guardian", name="演示安全管理员", tenant=clerk.tenant)
    return Actor(
        kind=Kind.OFFICIAL,
        person_id=person.pk,
        tenant_id=clerk.tenant_id,
        roles=frozenset({AdminRole.SECURITY}),
    )


def sign_in(account: str, password: str, *, client: Client | None = None, **how: str):
    door = client or Client()
    answer = door.post(reverse("account_login"), {"login": account, "password": password}, **how)
    return door, answer


def told() -> list[str]:
    return [sentence_of(entry) for entry in AuditEntry.objects.order_by("seq")]


def code_of(secret: str, *, steps: int = 0) -> str:
    """The code of the moment; one that would change before it is used is waited out."""
    left = 30 - time.time() % 30
    if left < 4:
        time.sleep(left + 0.1)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def secret_on(page: str) -> str:
    return re.search(r'qc-secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")


def with_factor(clerk: Person) -> tuple[Client, str]:
    """The clerk, signed in, having taken up a second factor."""
    client, _ = sign_in(clerk.account, PASSWORD)
    secret = secret_on(client.get(reverse("mfa_activate_totp")).content.decode())
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret, steps=-1)})
    assert answer.status_code == 302, answer.content.decode()
    return client, secret


class TestSigningIn:
    def test_leads_to_the_page_that_was_asked_for_and_is_written_down(self, clerk):
        door, answer = sign_in("clerk", PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.9")
        assert answer.url == "/"
        assert door.get(reverse("workbench:my_work")).status_code == 200
        assert told() == ["账号clerk从203.0.113.9登录（密码）"]

    @pytest.mark.parametrize(
        ("told", "source"),
        [
            ({"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "203.0.113.9"),
            ({"REMOTE_ADDR": ""}, "127.0.0.1"),
            ({"REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_FOR": "10.0.0.1"}, "203.0.113.7"),
        ],
        ids=["socket and proxy", "socket", "stranger who forges"],
    )
    def test_is_known_by_where_it_comes_from(self, clerk, told, source):
        _, answer = sign_in("clerk", PASSWORD, **told)
        assert answer.status_code == 302
        assert sentence_of(AuditEntry.objects.latest("seq")) == f"账号clerk从{source}登录（密码）"

    def test_never_leads_to_another_house(self, clerk):
        door = Client()
        answer = door.post(
            reverse("account_login"),
            {"login": "clerk", "password": PASSWORD, "next": "https://evil.example/"},
        )
        assert answer.url == "/"

    def test_says_that_nothing_secret_belongs_here(self):
        assert "本系统为非涉密系统" in Client().get(reverse("account_login")).content.decode()

    def test_does_not_let_a_retired_account_in(self, clerk):
        Person.objects.update(is_active=False)
        _, answer = sign_in("clerk", PASSWORD)
        assert "账号或密码不正确" in answer.content.decode()

    def test_is_written_down_when_it_ends(self, clerk):
        door, _ = sign_in("clerk", PASSWORD)
        door.post(reverse("wagtailadmin_logout"))
        assert told()[-1] == "账号clerk退出登录（本人退出）"


class TestALock:
    def locked(self, account: str = "clerk") -> None:
        for _ in range(5):
            sign_in(account, "不对的密码")

    @pytest.mark.parametrize("password", [PASSWORD, "不对的密码"])
    @pytest.mark.parametrize("account", ["clerk", "nobody"])
    def test_comes_after_five_wrong_passwords_and_tells_nothing_apart(self, clerk, account, password):
        self.locked(account)
        _, answer = sign_in(account, password)
        assert "连续输错5次，账号已锁定15分钟" in answer.content.decode()
        assert answer.status_code == 429
        assert answer["Retry-After"] == "900"

    def test_does_not_come_after_four(self, clerk):
        for _ in range(4):
            sign_in("clerk", "不对的密码")
        _, answer = sign_in("clerk", PASSWORD)
        assert answer.status_code == 302

    def test_holds_from_every_address(self, clerk):
        for last in range(5):
            sign_in(
                "clerk", "不对的密码", HTTP_X_FORWARDED_FOR=f"203.0.113.{last}", HTTP_USER_AGENT=str(last)
            )
        _, answer = sign_in("clerk", PASSWORD)
        assert answer.status_code == 429

    def test_is_written_down_once_and_without_what_was_typed(self, clerk):
        self.locked()
        sign_in("clerk", "不对的密码")
        lines = AuditEntry.objects.filter(code="workbench.door.account_locked")
        assert [line.tenant_id for line in lines] == [clerk.tenant_id]
        assert "clerk" not in str(lines[0].facts)

    def test_ends_when_its_time_is_over(self, clerk):
        self.locked()
        now = timezone.now()
        assert is_locked("clerk", now=now)
        assert not is_locked("clerk", now=now + timedelta(minutes=16))

    def test_is_lifted_by_the_security_administrator(self, clerk, guardian):
        self.locked()
        commands.unlock_account(account="clerk", actor=guardian, now=timezone.now())
        _, answer = sign_in("clerk", PASSWORD)
        assert answer.status_code == 302
        assert "为账号clerk解除锁定" in told()

    def test_is_lifted_by_nobody_else(self, clerk, guardian):
        self.locked()
        stranger = Actor(kind=Kind.OFFICIAL, person_id=clerk.pk, tenant_id=clerk.tenant_id)
        with pytest.raises(NotYourRegister):
            commands.unlock_account(account="clerk", actor=stranger, now=NOON)
        assert is_locked("clerk", now=timezone.now())

    def test_is_not_lifted_where_there_is_none(self, clerk, guardian):
        with pytest.raises(commands.NotLocked):
            commands.unlock_account(account="clerk", actor=guardian, now=NOON)


class TestAnIssuedPassword:
    def test_must_be_changed_before_anything_else(self, clerk, guardian):
        issue_password(account="clerk", password=OTHER, actor=guardian, now=NOON)
        door, _ = sign_in("clerk", OTHER)
        assert door.get(reverse("workbench:my_work")).url == reverse("workbench:account")
        page = door.get(reverse("workbench:account")).content.decode()
        assert "请先改成只有您自己知道的密码" in page

    def test_opens_the_desk_once_it_is_changed(self, clerk, guardian):
        issue_password(account="clerk", password=OTHER, actor=guardian, now=NOON)
        door, _ = sign_in("clerk", OTHER)
        new = {"old_password": OTHER, "new_password1": PASSWORD, "new_password2": PASSWORD}
        assert door.post(reverse("workbench:account"), new).status_code == 302
        assert door.get(reverse("workbench:my_work")).status_code == 200
        assert told()[-1] == "账号clerk修改本人密码"

    def test_may_not_be_kept_by_changing_it_to_itself(self, clerk, guardian):
        issue_password(account="clerk", password=OTHER, actor=guardian, now=NOON)
        door, _ = sign_in("clerk", OTHER)
        same = {"old_password": OTHER, "new_password1": OTHER, "new_password2": OTHER}
        answer = door.post(reverse("workbench:account"), same)
        assert answer.status_code == 422
        assert "新密码与现在的密码相同" in answer.content.decode()
        assert Person.objects.get(account="clerk").must_change_password


class TestAPassword:
    @pytest.mark.parametrize("password", ["abcdefghij1", "ABCDEFGHIJ1", "一二三四五六七八九十1"])
    def test_of_two_kinds_of_signs_is_refused(self, password):
        with pytest.raises(ValidationError, match="至少要有3类"):
            SeveralKinds(3).validate(password)

    @pytest.mark.parametrize("password", ["abcDEF1234", "abc-def-123", PASSWORD])
    def test_of_three_kinds_is_taken(self, password):
        SeveralKinds(3).validate(password)


class TestASignIn:
    def test_ends_when_it_is_left_alone(self, clerk, monkeypatch):
        door, _ = sign_in("clerk", PASSWORD)
        later = timezone.now() + timedelta(minutes=31)
        monkeypatch.setattr("quancheng.shells.workbench.door.middleware.timezone.now", lambda: later)
        answer = door.get(reverse("workbench:my_work"))
        assert answer.url.startswith(reverse("account_login"))
        assert "为了安全已自动退出" in door.get(answer.url).content.decode()
        assert told()[-1] == "账号clerk退出登录（长时间没有操作）"

    @pytest.mark.parametrize(
        ("begun", "seen", "why"),
        [
            (0, 0, None),
            (29, 29, None),
            (31, 30, Overstayed.IDLE),
            (480, 0, Overstayed.TOO_LONG),
            (479, 1, None),
        ],
    )
    def test_is_over_by_its_limits(self, settings, begun, seen, why):
        ago = {"begun": NOON - timedelta(minutes=begun), "seen": NOON - timedelta(minutes=seen)}
        assert overstayed(settings.DOOR_LIMITS, **ago, now=NOON) is why

    def test_gives_way_when_there_are_too_many_at_once(self, clerk):
        doors = [sign_in("clerk", PASSWORD)[0] for _ in range(4)]
        stand = [door.get(reverse("workbench:my_work")) for door in doors]
        assert [answer.status_code for answer in stand] == [302, 200, 200, 200]
        assert "同时登录的终端太多" in stand[3].content.decode()

    def test_shows_the_others_and_ends_them(self, clerk):
        one, _ = sign_in("clerk", PASSWORD)
        two, _ = sign_in("clerk", PASSWORD)
        assert two.get(reverse("usersessions_list")).content.decode().count("<tr>") == 3
        two.post(reverse("usersessions_list"))
        assert one.get(reverse("workbench:my_work")).status_code == 302
        assert two.get(reverse("workbench:my_work")).status_code == 200


class TestASecondFactor:
    def test_is_asked_for_from_then_on(self, clerk):
        _, secret = with_factor(clerk)
        door, answer = sign_in("clerk", PASSWORD)
        assert answer.url == reverse("mfa_authenticate")
        assert door.get(reverse("workbench:my_work")).status_code == 302  # not in yet
        answer = door.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert answer.url == "/"
        assert told()[-1].endswith("登录（密码、动态口令）")

    def test_lies_sealed(self, clerk):
        _, secret = with_factor(clerk)
        kept = str(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in kept
        assert kept.count("qc1.") == 2

    def test_is_refused_when_wrong_or_used_before(self, clerk):
        _, secret = with_factor(clerk)
        right = code_of(secret)
        door, _ = sign_in("clerk", PASSWORD)
        assert "验证码不正确" in door.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
        assert door.post(reverse("mfa_authenticate"), {"code": right}).status_code == 302
        again, _ = sign_in("clerk", PASSWORD)
        assert "验证码不正确" in again.post(reverse("mfa_authenticate"), {"code": right}).content.decode()

    def test_is_refused_when_its_time_is_over(self, clerk):
        _, secret = with_factor(clerk)
        door, _ = sign_in("clerk", PASSWORD)
        expired = code_of(secret, steps=-3)
        assert door.post(reverse("mfa_authenticate"), {"code": expired}).status_code == 200

    def test_cannot_be_guessed_for_long(self, clerk):
        _, secret = with_factor(clerk)
        door, _ = sign_in("clerk", PASSWORD)
        for _ in range(10):
            door.post(reverse("mfa_authenticate"), {"code": "000000"})
        answer = door.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert "尝试的次数太多" in answer.content.decode()

    def test_may_be_a_recovery_code_once(self, clerk):
        client, _ = with_factor(clerk)
        page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
        code = re.findall(r"<code>([\d ]+)</code>", page)[0].replace(" ", "")
        door, _ = sign_in("clerk", PASSWORD)
        assert door.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
        assert "账号clerk使用了一个恢复码" in told()
        again, _ = sign_in("clerk", PASSWORD)
        assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200

    def test_is_reset_by_the_security_administrator_who_ends_every_sign_in(self, clerk, guardian):
        client, _ = with_factor(clerk)
        commands.reset_second_factor(account="clerk", actor=guardian, now=NOON)
        assert client.get(reverse("workbench:my_work")).status_code == 302
        _, answer = sign_in("clerk", PASSWORD)
        assert answer.url == "/"

    def test_is_reset_by_nobody_else_and_not_where_there_is_none(self, clerk, guardian):
        stranger = Actor(kind=Kind.OFFICIAL, person_id=clerk.pk, tenant_id=clerk.tenant_id)
        with pytest.raises(NotYourRegister):
            commands.reset_second_factor(account="clerk", actor=stranger, now=NOON)
        with pytest.raises(commands.NoSecondFactor):
            commands.reset_second_factor(account="clerk", actor=guardian, now=NOON)

    def test_is_given_up_only_by_who_has_proved_lately_who_they_are(self, clerk, monkeypatch):
        client, _ = with_factor(clerk)
        later = timezone.now() + timedelta(minutes=16)
        monkeypatch.setattr("quancheng.shells.workbench.door.adapters.timezone.now", lambda: later)
        answer = client.post(reverse("mfa_deactivate_totp"))
        assert answer.url.startswith(reverse("account_reauthenticate"))
        assert Authenticator.objects.filter(user=clerk).count() == 2

    def test_comes_first_where_the_house_asks_for_it(self, clerk, settings):
        settings.DOOR_LIMITS = _required(settings.DOOR_LIMITS)
        door, _ = sign_in("clerk", PASSWORD)
        assert door.get(reverse("workbench:my_work")).url == reverse("mfa_activate_totp")
        secret = secret_on(door.get(reverse("mfa_activate_totp")).content.decode())
        door.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
        assert door.get(reverse("workbench:my_work")).status_code == 200

    def test_cannot_be_given_up_where_the_house_asks_for_it(self, clerk, settings):
        client, _ = with_factor(clerk)
        settings.DOOR_LIMITS = _required(settings.DOOR_LIMITS)
        assert "不能停用" in client.post(reverse("mfa_deactivate_totp")).content.decode()
        assert Authenticator.objects.filter(user=clerk).count() == 2


def _required(limits):
    return replace(limits, second_factor=SecondFactor.REQUIRED)


class TestTakingDataOut:
    """The same gate stands before every act that is marked so; one of each kind is walked here."""

    HREF = "/plan/duties/list.csv?state=open"

    def later(self, monkeypatch, minutes: int) -> None:
        moment = timezone.now() + timedelta(minutes=minutes)
        monkeypatch.setattr("quancheng.shells.workbench.door.middleware.timezone.now", lambda: moment)

    def test_is_open_soon_after_the_sign_in(self, clerk, monkeypatch):
        door, _ = sign_in("clerk", PASSWORD)
        self.later(monkeypatch, 14)
        assert door.get(self.HREF)["Content-Type"].startswith("text/csv")

    def test_asks_once_more_who_it_is_and_then_goes_on(self, clerk, monkeypatch):
        door, _ = sign_in("clerk", PASSWORD)
        self.later(monkeypatch, 16)
        asked = door.get(self.HREF)
        assert asked.url.startswith(reverse("account_reauthenticate"))
        assert "密码不正确" in door.post(asked.url, {"password": "不对的密码"}).content.decode()
        assert door.post(asked.url, {"password": PASSWORD}).url == self.HREF

    def test_marks_every_view_that_takes_data_out_of_the_desk(self):
        exports = ("duties_csv", "duties_xlsx", "duties_of_csv", "duties_of_xlsx")
        names = [
            *(f"plan_desk:{name}" for name in exports),
            "workbench:orgs_export",
            "workbench:audit_file",
        ]
        assert all(asks_for_proof(resolve(reverse(name)).func) for name in names)

    def test_marks_the_view_by_which_a_term_is_set(self):
        """A term of one day erases in one night what had years to stay."""
        assert asks_for_proof(resolve(reverse("workbench:retention_term", args=["mailbox.sender"])).func)

    def test_is_needed_to_read_who_wrote_a_message(self):
        assert asks_for_proof(resolve(reverse("mailbox_desk:contact", args=["x"])).func)
