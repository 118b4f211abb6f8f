"""The consoles of fee and remedy, as somebody types them."""

import json
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.norms.commands import enter_value, sign_shipped, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.norms.queries import norm_on
from quancheng.kernel.orgs.commands import register, units
from quancheng.kernel.orgs.models import Person, Tenant
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.records.disclosure.queries.fees import tariff_of
from quancheng.records.disclosure.queries.remedies import unsigned_for
from quancheng.records.disclosure.rules.fees import Basis, NoTariff, worksheet
from quancheng.records.disclosure.rules.grounds import grounds_listed
from quancheng.records.disclosure.rules.organs import NoOrgan
from quancheng.records.disclosure.rules.remedies import NoRemedyTable

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
CONSOLE = Actor.clockwork()


def told(*line: str) -> str:
    out = StringIO()
    call_command(*line, stdout=out)
    return out.getvalue()


def refused(capsys, *line: str) -> str:
    with pytest.raises(SystemExit) as end:
        told(*line)
    assert end.value.code == 2
    return capsys.readouterr().err


class TestFee:
    def test_of_pages_is_told_with_its_working(self):
        assert "第31至68页：38页×10元＝380元" in told("fee", "--pages", "68")

    def test_as_json_has_sum_price_and_lines(self):
        sheet = json.loads(told("fee", "--items", "35", "--json"))
        assert (sheet["fee"], sheet["marginal"]) == (3000, 200)
        assert [line["amount"] for line in sheet["lines"]] == [0, 2000, 1000]

    def test_says_by_whose_tariff(self):
        assert "标准：系统内置的标准" in told("fee", "--items", "35")

    def test_counts_on_from_the_items_of_the_month(self):
        assert json.loads(told("fee", "--items", "1", "--before", "30", "--json"))["fee"] == 200

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            (("fee",), "其中一个"),
            (("fee", "--items", "1", "--pages", "1"), "其中一个"),
            (("fee", "--items", "十"), "--items 应为"),
            (("fee", "--items=-1"), "--items 应为"),
            (("fee", "--items", "9" * 30), "--items 应为"),
            (("fee", "--pages", "1", "--before", "3"), "不与其他申请累加"),
            (("fee", "--pages", "1", "--on", "2020-02-30"), "--on 应为日期"),
            (("fee", "--pages", "1", "--on", "2020-02-03"), "尚无"),
        ],
    )
    def test_refuses_with_a_sentence(self, capsys, line, sentence):
        assert sentence in refused(capsys, *line)


class TestRemedy:
    def test_of_an_exception_among_others_is_a(self):
        answer = json.loads(told("remedy", "--grounds", "14,36-5", "--on", "2026-03-02", "--json"))
        assert (answer["class"], answer["waits_for_legal_reader"]) == ("A", True)
        assert "60日内先向〔复议机关〕" in answer["text"]
        assert answer["missing"] == ["复议机关", "起诉的人民法院"]

    def test_of_a_registration_file_is_b_though_counted_in_row_12(self):
        answer = json.loads(told("remedy", "--grounds", "36-7", "--json"))
        assert (answer["class"], answer["rows"]) == ("B", [12])

    def test_of_2023_was_b(self):
        assert json.loads(told("remedy", "--grounds", "14", "--on", "2023-12-29", "--json"))["class"] == "B"

    @pytest.mark.parametrize(
        ("grounds", "sentence"), [("36", "第几项"), ("37", "一并写明"), ("99", "可用的有"), ("", "请写明")]
    )
    def test_refuses_with_a_sentence(self, capsys, grounds, sentence):
        assert sentence in refused(capsys, "remedy", f"--grounds={grounds}")


@pytest.mark.django_db
class TestRemedyOfAUnit:
    @pytest.fixture(autouse=True)
    def city(self):
        for slug, name, above in (("city", "某市", None), ("east", "某市东区", "city")):
            tenant = register.add_tenant(
                slug=slug, name=name, full_name=f"{name}人民政府", level="district" if above else "city",
                above=above, actor=CONSOLE, now=NOW,
            )  # fmt: skip
            system = Actor(
                kind=Kind.OFFICIAL, person_id=900, tenant_id=tenant.pk, roles=frozenset({AdminRole.SYSTEM})
            )
            for code, kind, unit in (("100", "government", "人民政府"), ("101", "department", "财政局")):
                units.add_unit(
                    tenant=slug, code=code, kind=kind, name=f"{name}{unit}", short_name=unit, under=None,
                    actor=system, now=NOW,
                )  # fmt: skip

    @pytest.mark.parametrize(
        ("slug", "code", "organ"),
        [
            ("city", "101", "某市人民政府"),
            ("east", "101", "某市东区人民政府"),
            ("east", "100", "某市人民政府"),
        ],
    )
    def test_names_the_organ_that_reconsiders(self, slug, code, organ):
        answer = json.loads(told("remedy", "--grounds", "15", "--unit", code, "--government", slug, "--json"))
        assert f"先向{organ}申请行政复议" in answer["text"]
        assert answer["missing"] == ["起诉的人民法院"]

    def test_of_a_government_with_none_above_leaves_the_slot_open(self):
        answer = json.loads(
            told("remedy", "--grounds", "15", "--unit", "100", "--government", "city", "--json")
        )
        assert "复议机关" in answer["missing"]

    def test_asks_which_government_when_several_have_the_code(self, capsys):
        assert "city、east" in refused(capsys, "remedy", "--grounds=15", "--unit=101")

    def test_refuses_a_code_of_nobody(self, capsys):
        assert "没有编码" in refused(capsys, "remedy", "--grounds=15", "--unit=999")

    def test_names_court_and_channel_once_they_are_entered_and_signed(self):
        city = Tenant.objects.get(slug="city")
        office, legal = (
            Person.objects.create(account=role.value, name="演示某", tenant=city)
            for role in (Role.OPENNESS_OFFICE, Role.LEGAL_READER)
        )
        for norm, value in (
            ("disclosure.courts", (("", "甲法院"), ("101", "乙法院"))),
            ("disclosure.remedy_periods", (("90", "15", "6"),)),
            ("disclosure.review_channel", "https://fuyi.demo.invalid"),
        ):
            one = enter_value(
                norm=norm, value=value, from_on=NOW.date(), source="某政办〔2026〕3号", mark=Mark.V, now=NOW,
                actor=_acting(office, Role.OPENNESS_OFFICE),
            )  # fmt: skip
            sign_value(value_id=one.pk, digest=one.digest, actor=_acting(legal, Role.LEGAL_READER), now=NOW)
        answer = json.loads(
            told("remedy", "--grounds", "36-4", "--unit", "101", "--government", "city", "--on", "2026-03-02",
                 "--network", "--json")
        )  # fmt: skip
        assert answer["missing"] == []
        assert "向乙法院提起行政诉讼" in answer["text"]
        assert "90日内" in answer["text"]
        assert "https://fuyi.demo.invalid" in answer["text"]

    def test_charges_by_the_tariff_that_its_government_set(self):
        city = Tenant.objects.get(slug="city")
        told_of = {"tenant_id": city.pk, "on": NOW.date()}
        assert worksheet(Basis.PAGES, 68, tariff_of(Basis.PAGES, **told_of)).total == 380
        office, legal = (
            Person.objects.create(account=role.value, name="演示某", tenant=city)
            for role in (Role.OPENNESS_OFFICE, Role.LEGAL_READER)
        )
        one = enter_value(
            norm="disclosure.fee_pages", value=(("1", "60", "0", "", ""), ("61", "", "5", "", "")), now=NOW,
            from_on=NOW.date(), source="某政办〔2026〕3号", mark=Mark.V,
            actor=_acting(office, Role.OPENNESS_OFFICE),
        )  # fmt: skip
        sign_value(value_id=one.pk, digest=one.digest, actor=_acting(legal, Role.LEGAL_READER), now=NOW)
        assert worksheet(Basis.PAGES, 68, tariff_of(Basis.PAGES, **told_of)).total == 40
        line = ("fee", "--pages", "68", "--government", "city", "--json")
        sheet = json.loads(told(*line, "--on", "2026-03-02"))
        assert (sheet["fee"], sheet["government"], sheet["tariff"]) == (40, "city", "某市自行确定的标准")
        before = json.loads(told(*line, "--on", "2026-02-27"))
        assert (before["fee"], before["tariff"]) == (380, "系统内置的标准（某市没有另行确定）")
        assert json.loads(told("fee", "--pages", "68", "--json"))["fee"] == 380

    def test_charges_by_no_unknown_governments_tariff(self, capsys):
        assert "没有代号" in refused(capsys, "fee", "--pages=1", "--government=nobody")

    @pytest.mark.parametrize(
        ("norm", "value", "refusal", "said"),
        [
            ("disclosure.fee_pages", (("1", "60", "0", "", ""),), NoTariff, "不封顶"),
            ("disclosure.fee_items", (("2", "", "0", "", ""),), NoTariff, "不连续"),
            ("disclosure.remedies", (("15", "第三方", "A"),), NoRemedyTable, "缺少"),
            ("disclosure.remedy_organs", (("人民政府", "本级人民政府", "法"),), NoOrgan, "政府工作部门"),
            ("disclosure.remedy_periods", (("60", "15", "0"),), NoRemedyTable, "不小于1"),
            ("disclosure.courts", (("1", "甲"), ("1", "乙")), NoOrgan, "重复"),
        ],
    )
    def test_takes_no_table_that_makes_no_sense(self, norm, value, refusal, said):
        city = Tenant.objects.get(slug="city")
        office = Person.objects.create(account="office", name="演示某", tenant=city)
        with pytest.raises(refusal, match=said):
            enter_value(
                norm=norm, value=value, from_on=NOW.date(), source="某政办〔2026〕3号", mark=Mark.V, now=NOW,
                actor=_acting(office, Role.OPENNESS_OFFICE),
            )  # fmt: skip

    def test_on_exceptions_waits_until_the_tables_are_signed(self):
        city = Tenant.objects.get(slug="city")
        legal = Person.objects.create(account="legal", name="演示某", tenant=city)
        told_of = {"tenant_id": city.pk, "on": NOW.date()}
        assert unsigned_for(grounds_listed("36-4"), **told_of) == ()
        waiting = unsigned_for(grounds_listed("15"), **told_of)
        assert [norm.code for norm in waiting] == ["disclosure.remedies", "disclosure.remedy_organs"]
        for norm in waiting:
            held = norm_on(norm.code, **told_of)
            sign_shipped(norm=norm.code, digest=held.digest, actor=_acting(legal, Role.LEGAL_READER), now=NOW)
        assert unsigned_for(grounds_listed("15"), **told_of) == ()


def _acting(person: Person, role: Role) -> Actor:
    return Actor(kind=Kind.OFFICIAL, person_id=person.pk, tenant_id=person.tenant_id, roles=frozenset({role}))
