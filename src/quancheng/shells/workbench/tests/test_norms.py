"""The norms as the desk shows them: who reads, enters, signs; what is told, what is exported."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from quancheng.kernel.norms import queries, registry
from quancheng.kernel.norms.foreign import every_foreign
from quancheng.kernel.norms.models import OwnValue, Signature
from quancheng.kernel.norms.registry import norm_called, norms
from quancheng.kernel.orgs.models import AdminSeat, Person, PostRole
from quancheng.shells.workbench.norms import lines
from quancheng.shells.workbench.norms.forms import ValueForm
from quancheng.shells.workbench.tests.test_orgs import government, seat, signed_in, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
MOST_QUERIES = 26  # however many norms there are
TABLE, DAYS, COURTS = "disclosure.remedies", "disclosure.correction_days", "disclosure.courts"
FIXED = "remedies.stay_own_period"


@pytest.fixture(autouse=True)
def no_anchors(settings, tmp_path):
    settings.AUDIT_ANCHORS = tmp_path / "anchors"


@pytest.fixture
def desk_unit():
    return unit_of(government("c"), "9", "演示市政府办公厅")


@pytest.fixture
def office(desk_unit):
    return signed_in(seat(desk_unit, "经办", "office", role="openness_office").person)


@pytest.fixture
def legal(desk_unit):
    return signed_in(seat(desk_unit, "合法性审核", "legal", role="legal_reader").person)


@pytest.fixture
def handler(desk_unit):
    return signed_in(seat(desk_unit, "承办", "handler", role="handler").person)


@pytest.fixture
def stranger():
    held = seat(
        unit_of(government("n"), "9", "邻市政府办公厅"), "合法性审核", "stranger", role="legal_reader"
    )
    PostRole.objects.create(post=held.post, role="openness_office")
    return signed_in(held.person)


def list_page(client, **asked):
    return client.get(reverse("workbench:norms"), asked)


def one_page(client, code=DAYS):
    return client.get(reverse("workbench:norm", args=[code]))


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def enter(client, code=DAYS, value=None, **other):
    told = {"value": 8} if value is None else value
    told = {**told, "from_on": tomorrow().isoformat(), "source": "某政办〔2026〕3号", "mark": "V", **other}
    return client.post(reverse("workbench:norm_enter", args=[code]), told)


def sign_value(client, one):
    address = reverse("workbench:norm_value_sign", args=[one.pk])
    return client.post(address, {"digest": one.digest}, follow=True)


def held(client, code=TABLE):
    return one_page(client, code).context["held"]


class TestEveryDeclaredNorm:
    def test_has_source_and_words(self):
        for norm in norms():
            assert norm.says
            assert all(one.source for one in norm.shipped)

    @pytest.mark.parametrize("code", [norm.code for norm in norms()])
    def test_has_a_page_with_its_history_and_a_form(self, legal, code):
        page = one_page(legal, code)
        assert page.status_code == 200
        assert len(page.context["history"]) == len(page.context["norm"].shipped)
        assert isinstance(page.context["form"], ValueForm)


class TestTheList:
    def test_shows_every_norm_with_value_source_and_mark(self, office):
        page = list_page(office).text
        for norm in norms():
            assert norm.says in page
        assert "国办函〔2020〕109号" in page
        for word in ("待核对", "设计选择", "据转述", "待签署"):
            assert word in page

    def test_shows_what_modules_set_elsewhere_with_the_way_there(self, office):
        page = list_page(office)
        told = {module.code: module for module in page.context["modules"] if module.is_foreign}
        assert set(told) == {one.code for one in every_foreign()}
        assert told["mailbox.limits"].href == reverse("mailbox_desk:limits")
        assert told["plan.warnings"].href == reverse("plan_desk:warning_settings")
        assert told["retention.terms"].href == ""  # not for this post
        for words in ("答复咨询", "黄色预警", "提醒函", "登录失败日志", "督办单答复期限"):
            assert words in page.text

    def test_leads_nobody_to_a_page_that_stays_shut(self, legal):
        for module in list_page(legal).context["modules"]:
            if module.href:
                assert legal.get(module.href).status_code == 200

    def test_tells_handlers_nothing_of_what_is_set_elsewhere(self, handler):
        page = list_page(handler)
        assert page.status_code == 200
        assert not any(module.is_foreign for module in page.context["modules"])

    def test_filters_and_counts(self, legal):
        page = list_page(legal, show="to-sign")
        codes = {tab.code: tab.count for tab in page.context["tabs"]}
        assert codes[""] == len(norms())
        shown = [line for module in page.context["modules"] for law in module.laws for line in law.lines]
        must = [norm.code for norm in norms() if norm.needs_signature and norm.shipped]
        assert len(shown) == codes["to-sign"] == len(must)
        assert {line.state.says for line in shown} == {"待签署"}
        assert codes["to-enter"] == sum(not norm.shipped for norm in norms())

    @pytest.mark.parametrize(
        ("law", "number"),
        [("《条例》第三条", 3), ("《条例》第十条", 10), ("《条例》第十八条", 18),
         ("《条例》第三十条", 30),
         ("《条例》第三十六条第（五）项", 36), ("《民法典》第二百零三条", 203),
         ("某法第一百一十条", 110),
         ("国办函〔2020〕109号", 0)],
    )  # fmt: skip
    def test_stands_in_the_order_of_articles(self, law, number):
        assert lines._article(law) == number

    def test_finds_by_words(self, office):
        page = list_page(office, q="补正期限 最长")
        shown = [line.says for m in page.context["modules"] for law in m.laws for line in law.lines]
        assert shown == ["补正期限，最长"]
        assert "没有找到" in list_page(office, q="绝无此词").text

    @pytest.mark.parametrize("asked", [{"show": "nonsense"}, {"q": "<script>" * 50}, {"q": "𠮷" * 60}])
    def test_bears_bad_input(self, office, asked):
        page = list_page(office, **asked)
        assert page.status_code == 200
        assert "<script><script>" not in page.text

    def test_asks_the_database_a_bounded_number_of_times(self, office, django_assert_max_num_queries):
        with django_assert_max_num_queries(MOST_QUERIES):
            list_page(office)

    def test_is_shut_to_administrators(self, desk_unit):
        person = Person.objects.create(account="sys", name="演示管理员", tenant=desk_unit.tenant)
        AdminSeat.objects.create(tenant=desk_unit.tenant, role="system", person=person)
        assert list_page(signed_in(person)).status_code == 403
        assert one_page(signed_in(person)).status_code == 403

    def test_has_no_page_for_a_norm_of_nobody(self, office):
        assert one_page(office, "disclosure.nothing").status_code == 404


class TestEntering:
    def test_waits_for_the_legal_reader(self, office, legal):
        assert enter(office).status_code == 302
        assert "待签署的录入" in one_page(legal).text
        assert OwnValue.objects.get().signed_at is None

    @pytest.mark.parametrize(
        ("other", "said"),
        [
            ({"value": {"value": "0"}}, "最少1个工作日"),
            ({"value": {"value": "八"}}, "整数"),
            ({"value": {}}, "请先改正"),
            ({"from_on": "2020-01-02"}, "早于今天"),
            ({"from_on": "2020-02-30"}, "日期"),
            ({"source": ""}, "请先改正"),
            ({"source": "长" * 301}, "300"),
            ({"mark": "X"}, "核对情况"),
        ],
    )
    def test_shows_what_is_wrong_and_loses_nothing(self, office, other, said):
        page = enter(office, **{"value": {"value": "8"}, **other})
        assert page.status_code == 422
        assert said in page.text
        assert not OwnValue.objects.exists()
        if other.get("source") != "":
            assert (other.get("source") or "某政办〔2026〕3号") in page.text

    def test_of_what_the_house_cannot_change_is_not_offered(self, office, legal):
        for actor in (office, legal):
            assert "所以不能另行录入" in one_page(actor, FIXED).text
            refused = enter(actor, FIXED, {"value": "rests"})
            assert refused.status_code != 302
            assert "录入不会生效" in refused.text
        assert not OwnValue.objects.exists()

    def test_of_a_choice_takes_what_is_offered_alone(self, office, monkeypatch):
        monkeypatch.setitem(registry._norms, FIXED, replace(norm_called(FIXED), is_fixed=False))
        assert enter(office, FIXED, {"value": "rests"}).status_code == 302
        assert enter(office, FIXED, {"value": "nonsense"}).status_code == 422

    def test_of_a_table_takes_its_rows_and_drops_blank_ones(self, office):
        rows = {"value-0-0": "", "value-0-1": "甲法院", "value-3-0": "101", "value-3-1": " 乙法院 "}
        assert enter(office, COURTS, rows).status_code == 302
        assert OwnValue.objects.get().read == (("", "甲法院"), ("101", "乙法院"))

    def test_of_a_table_names_the_row_that_is_wrong(self, office):
        page = enter(office, COURTS, {"value-0-0": "101", "value-0-1": "", "value-1-1": "乙法院"})
        assert page.status_code == 422
        assert "第1行的“人民法院”没有填写" in page.text
        assert "乙法院" in page.text

    def test_gives_more_rows_and_keeps_those_there_are(self, office):
        page = enter(office, COURTS, {"value-0-1": "甲法院", "more": "1"})
        assert page.status_code == 200
        assert 'name="value-5-1"' in page.text
        assert "甲法院" in page.text
        assert "请先改正" not in page.text

    def test_is_shut_to_handlers_and_of_strangers_stays_theirs(self, handler, stranger, office):
        assert enter(handler).status_code == 403
        assert enter(stranger).status_code == 302
        assert "待签署的录入" not in one_page(office).text


class TestSigning:
    def test_of_what_another_entered_puts_it_in_force(self, office, legal, desk_unit):
        enter(office)
        assert "已签署" in sign_value(legal, OwnValue.objects.get()).text
        told = queries.norm_on(DAYS, tenant_id=desk_unit.tenant_id, on=tomorrow())
        assert told.number == 8

    def test_of_what_one_entered_oneself_is_told_off(self, legal):
        enter(legal)
        assert "须由另一位合法性审核人签署" in sign_value(legal, OwnValue.objects.get()).text
        assert OwnValue.objects.get().signed_at is None

    def test_of_a_whole_table(self, legal, desk_unit):
        address = reverse("workbench:norm_sign", args=[TABLE])
        page = legal.post(address, {"digest": held(legal).digest, "note": "与原文一致"}, follow=True)
        assert "已签署" in page.text
        assert "与原文一致" in page.text
        assert queries.is_signed(TABLE, tenant_id=desk_unit.tenant_id, on=timezone.localdate())

    def test_of_single_rows(self, legal, desk_unit):
        rows = held(legal).rows
        for row in rows[:-1]:
            legal.post(
                reverse("workbench:norm_sign", args=[TABLE]), {"digest": row.digest, "row": row.number}
            )
        told = {"tenant_id": desk_unit.tenant_id, "on": timezone.localdate()}
        assert not queries.is_signed(TABLE, **told)
        assert f"{len(rows) - 1}/{len(rows)}行已签" in one_page(legal, TABLE).text
        legal.post(
            reverse("workbench:norm_sign", args=[TABLE]), {"digest": rows[-1].digest, "row": len(rows)}
        )
        assert queries.is_signed(TABLE, **told)

    @pytest.mark.parametrize(
        "sent", [{}, {"digest": "0" * 64}, {"digest": "x", "row": "-1"}, {"digest": "y" * 90}]
    )
    def test_of_nothing_that_is_there_is_refused_with_a_sentence(self, legal, sent):
        page = legal.post(reverse("workbench:norm_sign", args=[TABLE]), sent, follow=True)
        assert "重新签署" in page.text or "读过再签署" in page.text
        assert not Signature.objects.exists()

    def test_is_shut_to_office_and_handlers_and_strangers(self, office, handler, stranger, legal):
        enter(office)
        one, digest = OwnValue.objects.get(), held(legal).digest
        for client, status in ((office, 403), (handler, 403), (stranger, 404)):
            assert sign_value(client, one).status_code == status
        for client in (office, handler):
            address = reverse("workbench:norm_sign", args=[TABLE])
            assert client.post(address, {"digest": digest}).status_code == 403
        assert not Signature.objects.exists()

    def test_is_offered_to_the_legal_reader_alone(self, office, legal):
        assert "签这一行" in one_page(legal, TABLE).text
        assert "签这一行" not in one_page(office, TABLE).text


class TestWithdrawing:
    def test_a_value_needs_a_reason(self, office):
        enter(office)
        address = reverse("workbench:norm_value_withdraw", args=[OwnValue.objects.get().pk])
        assert "请写明撤回理由" in office.post(address, {"reason": " "}, follow=True).text
        assert "已撤回" in office.post(address, {"reason": "写错了"}, follow=True).text
        assert office.post(address, {"reason": "再来"}).status_code == 404

    def test_a_signature_leaves_it_unsigned_and_in_the_history(self, legal, office):
        legal.post(reverse("workbench:norm_sign", args=[TABLE]), {"digest": held(legal).digest})
        address = reverse("workbench:norm_signature_withdraw", args=[Signature.objects.get().pk])
        assert office.post(address, {"reason": "不对"}).status_code == 403
        page = legal.post(address, {"reason": "原文已修订"}, follow=True)
        assert "原文已修订" in page.text
        assert not held(legal).is_signed

    def test_is_shut_to_strangers(self, office, stranger, legal):
        enter(office)
        legal.post(reverse("workbench:norm_sign", args=[TABLE]), {"digest": held(legal).digest})
        for name, pk in (
            ("norm_value_withdraw", OwnValue.objects.get().pk),
            ("norm_signature_withdraw", Signature.objects.get().pk),
        ):
            address = reverse(f"workbench:{name}", args=[pk])
            assert stranger.post(address, {"reason": "不对"}).status_code == 404


class TestTheFile:
    def file(self, client, ending, **asked):
        return client.get(reverse("workbench:norms_file", args=[ending]), asked)

    def test_as_csv_has_what_the_page_shows(self, office):
        answer = self.file(office, "csv", q="补正期限，")
        told = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [line[1] for line in told[1:]] == ["补正期限，通常", "补正期限，最长"]
        assert told[1][3] == "10个工作日"
        assert "attachment" in answer["Content-Disposition"]

    def test_as_xlsx_has_the_rows_of_tables_on_a_sheet_of_their_own(self, legal):
        book = load_workbook(io.BytesIO(self.file(legal, "xlsx").content))
        assert book.sheetnames == ["依据与规则", "表格明细"]
        assert any(cell.value == "36-7" for row in book["表格明细"] for cell in row)

    def test_of_another_kind_is_refused(self, office):
        assert self.file(office, "exe").status_code == 404

    def test_is_shut_to_visitors(self, client):
        assert self.file(client, "csv").status_code == 302


class TestMyWork:
    def test_tells_the_legal_reader_what_waits(self, legal, office):
        said = "规则待我签署"
        assert said in legal.get(reverse("workbench:my_work")).text
        assert said not in office.get(reverse("workbench:my_work")).text


class TestTheMenu:
    def test_has_the_entry_for_business_and_a_chapter(self, legal, handler):
        for client in (legal, handler):
            assert reverse("workbench:norms") in client.get(reverse("workbench:my_work")).text
            assert client.get(reverse("workbench:help_chapter", args=["norms"])).status_code == 200


def test_the_day_of_the_law_is_written_out():
    """Monday 1 January 2024: from then on the remedy table of the house asks for reconsideration first."""
    [norm] = [norm for norm in norms() if norm.code == TABLE]
    assert _classes(norm.shipped_on(date(2024, 1, 1)))["15"] == "A"
    assert _classes(norm.shipped_on(date(2023, 12, 31)))["15"] == "B"


def _classes(shipped):
    return {code: kind for code, _, kind in shipped.value}
