"""A real house begins empty: opened once, by a console, with five people."""

from dataclasses import replace
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.authority import NotYourRegister
from quancheng.kernel.orgs.commands import opening
from quancheng.kernel.orgs.commands.opening import FirstGovernment, Newcomer, open_house
from quancheng.kernel.orgs.commands.people import AccountTaken, NeverOnePerson, OddAccount
from quancheng.kernel.orgs.management.commands import open_house as console
from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Tenant, UnitName
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.orgs.seats import WeakPassword

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
TOLD = FirstGovernment(
    slug="qzw", name="泉州湾市", full_name="泉州湾市人民政府", level="city", office="泉州湾市人民政府办公厅",
    administrators={
        AdminRole.SYSTEM: Newcomer("sys", "演示甲"), AdminRole.SECURITY: Newcomer("sec", "演示乙"),
        AdminRole.AUDIT: Newcomer("aud", "演示丙"),
    },
    head=Newcomer("head", "演示丁"), clerk=Newcomer("clerk", "演示戊"),
)  # fmt: skip
PASSWORD = "Mq7x-Kd3v-Zt9r"
ARGUMENTS = {
    "slug": "qzw", "name": "泉州湾市", "full_name": "泉州湾市人民政府", "level": "city",
    "office": "泉州湾市人民政府办公厅", "system": "sys:演示甲",
    "security": "sec：演示乙", "audit": "aud:演示丙",
    "head": "head:演示丁", "clerk": "clerk:演示戊",
}  # fmt: skip


def opened(told: FirstGovernment = TOLD, *, password: str = PASSWORD, actor: Actor | None = None) -> Tenant:
    passwords = {one.account: password for one in told.everybody}
    return open_house(told=told, passwords=passwords, actor=actor or Actor.clockwork(), now=NOW)


def with_seat(role: AdminRole, one: Newcomer) -> FirstGovernment:
    return replace(TOLD, administrators={**TOLD.administrators, role: one})


class TestOpenHouse:
    def test_seats_three_administrators_and_an_office_of_two(self):
        tenant = opened()
        seats = dict(AdminSeat.objects.filter(tenant=tenant).values_list("role", "person__account"))
        assert seats == {"system": "sys", "security": "sec", "audit": "aud"}
        held = Holding.objects.values_list("person__account", "post__roles__role")
        assert dict(held) == {"head": Role.OPENNESS_HEAD, "clerk": Role.OPENNESS_OFFICE}
        assert UnitName.objects.get().name == "泉州湾市人民政府办公厅"

    def test_gives_passwords_that_must_be_changed(self):
        opened()
        for one in TOLD.everybody:
            assert Person.objects.get(account=one.account).must_change_password
        assert Person.objects.get(account="sys").check_password(PASSWORD)

    def test_is_one_line_of_the_audit_without_a_password(self):
        opened()
        [line] = AuditEntry.objects.all()
        assert (line.code, line.facts["system"]) == ("orgs.house.opened", "sys")
        assert PASSWORD not in str(line.facts)

    def test_is_refused_a_second_time(self):
        opened()
        with pytest.raises(opening.HouseOpenedAlready, match="泉州湾市人民政府"):
            opened(replace(TOLD, slug="other"))
        assert Tenant.objects.count() == 1

    def test_lives_beside_a_demonstration_but_not_under_its_name(self):
        Tenant.objects.create(slug="qzw", name="演示", full_name="演示市", level="city", is_demo=True)
        with pytest.raises(opening.SlugTaken):
            opened()
        assert opened(replace(TOLD, slug="real")).slug == "real"

    @pytest.mark.parametrize("role", [AdminRole.SECURITY, AdminRole.AUDIT])
    def test_is_refused_for_one_person_in_two_seats(self, role):
        with pytest.raises(NeverOnePerson, match="两个管理员席位"):
            opened(with_seat(role, Newcomer("sys", "演示甲")))
        with pytest.raises(NeverOnePerson, match="都叫“演示甲”"):
            opened(with_seat(role, Newcomer("sys-2", "演示甲")))
        assert not Person.objects.exists()

    def test_is_refused_for_an_administrator_with_business(self):
        with pytest.raises(NeverOnePerson, match="管理员不办业务"):
            opened(replace(TOLD, clerk=Newcomer("aud", "演示丙")))

    def test_is_refused_for_an_office_of_one(self):
        with pytest.raises(opening.TwoPeopleNeeded):
            opened(replace(TOLD, clerk=TOLD.head))

    @pytest.mark.parametrize(
        "bad", [{"slug": "泉州 湾"}, {"slug": ""}, {"slug": "x" * 41}, {"name": ""}, {"office": "办" * 121}]
    )
    def test_is_refused_for_words_that_do_not_fit(self, bad):
        with pytest.raises(opening.DoesNotFit):
            opened(replace(TOLD, **bad))

    def test_writes_nothing_when_one_of_five_is_refused(self):
        with pytest.raises(OddAccount):
            opened(replace(TOLD, clerk=Newcomer("a b", "演示戊")))
        with pytest.raises(WeakPassword):
            opened(password="12345")

    def test_is_refused_for_an_account_that_exists(self):
        Person.objects.create(account="head", name="别人")
        with pytest.raises(AccountTaken):
            opened()

    def test_is_for_a_console_alone(self):
        with pytest.raises(NotYourRegister):
            opened(actor=Actor.anonymous())


class TestTheConsole:
    def run(self, **other: str) -> str:
        out = StringIO()
        call_command("open_house", stdout=out, **{**ARGUMENTS, **other})
        return out.getvalue()

    def test_prints_each_password_once_and_what_comes_next(self):
        told = self.run()
        for account in ("sys", "sec", "aud", "head", "clerk"):
            [line] = [each for each in told.splitlines() if f"账号 {account}　" in each]
            assert Person.objects.get(account=account).check_password(line.rpartition("密码 ")[2])
        assert "lay_out_site" in told
        assert "当面交给本人" in told

    def test_draws_passwords_that_pass_the_rules_and_differ(self):
        drawn = {console._one_time_password() for _ in range(50)}
        assert len(drawn) == 50
        assert all(len(each) == 19 for each in drawn)

    def test_ends_with_a_sentence_on_a_second_run(self):
        self.run()
        with pytest.raises(CommandError, match="不能再次开通"):
            self.run()

    @pytest.mark.parametrize(
        ("bad", "says"),
        [
            ({"audit": "sys:演示甲"}, "两个管理员席位"),
            ({"level": "galaxy"}, "没有“galaxy”这个层级"),
            ({"head": "演示丁"}, "账号:姓名"),
            ({"clerk": ""}, "还缺：--clerk"),
        ],
    )
    def test_ends_with_a_sentence_for_what_is_wrong(self, bad, says, monkeypatch):
        monkeypatch.setattr(console.sys, "stdin", StringIO())
        with pytest.raises(CommandError, match=says):
            self.run(**bad)
        assert not Tenant.objects.exists()

    def test_asks_for_what_is_missing_at_a_terminal(self, monkeypatch):
        typed = StringIO("\nclerk:演示戊\n")
        typed.isatty = lambda: True
        monkeypatch.setattr(console.sys, "stdin", typed)
        assert "政务公开机构经办人（账号:姓名）：" in self.run(clerk="")
        assert Person.objects.filter(account="clerk").exists()

    def test_ends_where_nothing_more_is_typed(self, monkeypatch):
        typed = StringIO("")
        typed.isatty = lambda: True
        monkeypatch.setattr(console.sys, "stdin", typed)
        with pytest.raises(CommandError, match="没有填完"):
            self.run(clerk="")

    def test_works_on_whichever_database(self):
        assert connection.vendor in {"sqlite", "postgresql"}
        assert "已开通：泉州湾市人民政府" in self.run()
