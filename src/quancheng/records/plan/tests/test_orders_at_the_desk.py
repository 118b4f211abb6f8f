"""The desk's pages of supervision orders and bulletins: what they show, to whom, and what they refuse."""

import io
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import AnswerFile, Bulletin, Order, Plan, SupervisionRule
from quancheng.records.plan.queries.board import board
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def plan(office) -> Plan:
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


def client_of(short: str, role: str, account: str) -> Client:
    return signed_in(Unit.objects.get(short_name=short), account, role)


@pytest.fixture
def at_office(plan) -> Client:
    return client_of("市政府", Role.OPENNESS_OFFICE, "at-office")


@pytest.fixture
def chief(plan) -> Client:
    return client_of("市政府", Role.OPENNESS_HEAD, "chief")


@pytest.fixture
def clerk(plan) -> Client:
    return client_of("市财政局", Role.HANDLER, "clerk")


@pytest.fixture
def head(plan) -> Client:
    return client_of("市财政局", Role.HEAD, "head")


def in_days(count: int) -> str:
    return (timezone.localdate() + timedelta(days=count)).isoformat()


def drafted(client: Client, *shorts: str, **other: object):
    owed = DueItem.objects.filter(case__unit__short_name__in=shorts or ("市财政局",))
    said = {"subject": "预算公开", "demand": "请公开。\n附网址。", "answer_on": in_days(14), **other}
    return client.post(
        reverse("plan_desk:order_new"), {"duty": [each.pk for each in owed], **said}, follow=True
    )


@pytest.fixture
def order(at_office) -> Order:
    drafted(at_office)
    return Order.objects.get()


def take(client: Client, order: Order, code: str, **told: object):
    version = Order.objects.get(pk=order.pk).case.version
    address = reverse("plan_desk:order_step", args=[order.pk, code])
    return client.post(address, {"version": version, **told}, follow=True)


def answer(client: Client, order: Order, act: str, text: str, *files: SimpleUploadedFile):
    version = Order.objects.get(pk=order.pk).case.version
    told = {"version": version, "act": act, "text": text, "attached": list(files)}
    return client.post(reverse("plan_desk:order_answer", args=[order.pk]), told, follow=True)


@pytest.fixture
def signed(order, chief, clerk) -> Order:
    take(chief, order, "issue", until=in_days(14))
    take(clerk, order, "sign")
    return order


def page(order: Order) -> str:
    return reverse("plan_desk:order", args=[order.pk])


class TestANewOrder:
    def test_comes_from_ticks_in_the_list_of_the_office(self, at_office, plan):
        listed = at_office.get(reverse("plan_desk:duties_of"))
        assert 'name="duty"' in listed.text
        ticked = [line.id for line in listed.context["lines"]]
        shown = at_office.get(reverse("plan_desk:order_new"), {"duty": ticked})
        assert len(shown.context["lines"]) == len(ticked) == 6
        assert "属于4个单位" in shown.text

    def test_is_offered_on_a_duty_to_the_office_alone(self, at_office, clerk):
        duty = DueItem.objects.filter(case__unit__short_name="市财政局").first()
        address = reverse("plan_desk:duty", args=[duty.pk])
        assert "发督办单" in at_office.get(address).text
        assert "发督办单" not in clerk.get(address).text

    def test_proposes_the_day_and_the_only_subject(self, at_office):
        duty = DueItem.objects.filter(case__unit__short_name="市发展改革委").get()
        initial = at_office.get(reverse("plan_desk:order_new"), {"duty": duty.pk}).context["form"].initial
        assert initial["subject"] == "公开重大项目审批信息"
        assert initial["answer_on"] >= timezone.localdate() + timedelta(days=12)  # from a Sunday on

    def test_to_several_units_becomes_one_each(self, at_office):
        assert "已按单位起草2份督办单" in drafted(at_office, "市财政局", "东区政府").text
        assert Order.objects.count() == 2

    def test_that_is_refused_keeps_what_was_entered(self, at_office):
        refused = drafted(at_office, demand="责令改正")
        assert (refused.status_code, "上一级行政机关" in refused.text) == (422, True)
        assert 'value="预算公开"' in refused.text
        assert not Order.objects.exists()

    @pytest.mark.parametrize(
        "told", [{"subject": ""}, {"answer_on": "2026-02-30"}, {"demand": "字" * 3001}, {"answer_on": ""}]
    )
    def test_that_cannot_be_understood_is_refused(self, at_office, told):
        assert drafted(at_office, **told).status_code == 422
        assert not Order.objects.exists()

    def test_of_nothing_or_nonsense_says_what_to_do(self, at_office):
        assert "没有选定责任事项" in at_office.get(reverse("plan_desk:order_new"), {"duty": "x"}).text
        assert at_office.get(reverse("plan_desk:order_new"), {"duty": "999999"}).status_code == 404

    def test_is_not_for_units(self, clerk):
        duty = DueItem.objects.filter(case__unit__short_name="市财政局").first()
        assert clerk.get(reverse("plan_desk:order_new"), {"duty": duty.pk}).status_code in (403, 404)

    def test_about_a_row_goes_to_the_unit_chosen(self, at_office, plan):
        address = reverse("plan_desk:order_about_row", args=[f"{plan.ref}-2"])
        unit = Unit.objects.get(short_name="市发展改革委")
        assert str(unit) in at_office.get(address).text
        said = {"unit_id": unit.pk, "subject": "项目", "demand": "请公开。", "answer_on": in_days(9)}
        assert "重大项目审批" in at_office.post(address, said, follow=True).text


class TestOneOrder:
    def test_is_amended_only_as_a_draft(self, order, at_office, chief):
        address = reverse("plan_desk:order_edit", args=[order.pk])
        said = {"version": order.case.version, "subject": "决算公开", "demand": "请公开。"}
        at_office.post(address, {**said, "answer_on": in_days(9)})
        assert Order.objects.get().subject == "决算公开"
        stale = at_office.post(address, {**said, "answer_on": in_days(9)})
        assert (stale.status_code, "刷新" in stale.text) == (422, True)

    def test_is_not_there_for_others(self, signed):
        other = client_of("市发展改革委", Role.HEAD, "other")
        district = client_of("东区政府", Role.OPENNESS_HEAD, "d-head")
        for client in (other, district):
            assert client.get(page(signed)).status_code == 404
            assert client.get(reverse("plan_desk:order_paper", args=[signed.pk])).status_code == 404
            assert not client.get(reverse("plan_desk:orders")).context["lines"]

    def test_offers_only_what_the_actor_may_do(self, order, at_office, chief, clerk):
        def offered(client: Client) -> set[str]:
            shown = client.get(page(order)).context["page"]
            return {action.code for action in (shown.main, *shown.others) if action}

        assert (offered(at_office), offered(chief)) == ({"discard"}, {"issue", "discard"})
        assert clerk.get(page(order)).status_code == 404
        take(chief, order, "issue", until=in_days(14))
        assert offered(clerk) == {"sign"}
        assert offered(at_office) == {"later"}
        assert offered(chief) == {"later", "withdraw"}

    def test_shows_a_draft_of_the_answer_to_nobody_but_the_unit(self, signed, clerk, at_office):
        answer(clerk, signed, "save", "还在写", SimpleUploadedFile("说明.txt", b"said"))
        assert "还在写" in clerk.get(page(signed)).text
        assert "还在写" not in at_office.get(page(signed)).text
        file = reverse("plan_desk:answer_file", args=[AnswerFile.objects.get().pk])
        assert b"".join(clerk.get(file).streaming_content) == b"said"
        assert at_office.get(file).status_code == 404

    def test_shows_the_unit_nothing_of_the_drafting(self, signed, clerk, at_office):
        def told(client: Client) -> list[str]:
            return [each.title for each in client.get(page(signed)).context["page"].history]

        assert told(at_office) == ["签收", "签发", "起草"]
        assert told(clerk) == ["签收", "签发"]

    def test_goes_back_and_forth_until_it_is_closed(self, signed, clerk, head, at_office):
        answer(head, signed, "send", "已公开。", SimpleUploadedFile("说明.txt", b"said"))
        assert "说明.txt" in at_office.get(page(signed)).text
        assert "缺网址" in take(at_office, signed, "return", reason="缺网址").text
        again = head.get(page(signed)).context["page"]
        assert again.answer_form["text"].value() == "已公开。"
        answer(head, signed, "send", "已公开，网址如下。")
        assert "已办结" in take(at_office, signed, "close", note="同意").text

    def test_of_an_old_page_is_told_so_and_keeps_the_words(self, signed, head):
        address = reverse("plan_desk:order_answer", args=[signed.pk])
        refused = head.post(address, {"version": "0", "act": "send", "text": "写了很久的话"})
        assert (refused.status_code, "写了很久的话" in refused.text) == (422, True)

    def test_takes_no_file_with_a_secrecy_mark_and_keeps_nothing_by_halves(self, signed, head):
        files = [
            SimpleUploadedFile("说明.txt", b"said"),
            SimpleUploadedFile("机密.txt", "机密★1年\n内容".encode()),
        ]
        refused = answer(head, signed, "send", "见附件", *files)
        assert (refused.status_code, "涉密" in refused.text) == (422, True)
        assert not AnswerFile.objects.exists()
        assert Order.objects.get().case.state == "signed"

    def test_refuses_a_step_that_does_not_exist(self, order, chief):
        assert take(chief, order, "draft").status_code == 404

    def test_shows_a_refusal_in_its_place(self, order, chief):
        refused = take(chief, order, "issue", until=in_days(-1))
        assert (refused.status_code, "须晚于今天" in refused.text) == (422, True)

    def test_is_printed_under_a_chinese_name(self, signed, clerk):
        got = clerk.get(reverse("plan_desk:order_paper", args=[signed.pk]))
        year = timezone.localdate().year
        assert f"泉政公开督办〔{year}〕1号 预算公开.docx" in unquote(got["Content-Disposition"])
        said = [each.text for each in Document(io.BytesIO(got.content)).paragraphs]
        assert {"泉州湾市人民政府", f"泉政公开督办〔{year}〕1号", "关于预算公开的督办单"} <= set(said)
        assert "泉州湾市财政局：" in said
        assert sum("第1项" in each for each in said) == 1


class TestTheList:
    def test_asks_no_more_of_the_database_for_more_orders(self, at_office):
        def asked() -> tuple[int, int]:
            with CaptureQueriesContext(connection) as queries:
                shown = at_office.get(reverse("plan_desk:orders"))
            return len(shown.context["lines"]), len(queries)

        drafted(at_office)
        asked()
        few, for_few = asked()
        drafted(at_office, "市财政局", "东区政府", "西区政府")
        many, for_many = asked()
        assert few < many
        assert for_few == for_many

    @pytest.mark.parametrize("told", [{"state": "nonsense"}, {"urgency": "x"}, {"page": "y"}, {"q": "%"}])
    def test_is_not_upset_by_nonsense(self, order, at_office, told):
        assert at_office.get(reverse("plan_desk:orders"), told).status_code == 200


class TestTheRules:
    def test_are_set_by_the_head_from_a_day_on(self, chief, at_office, clerk):
        address = reverse("plan_desk:order_rules")
        told = {"lettering": "泉督", "answer_days": 5, "from_on": in_days(0), "source": "演示办法"}
        assert at_office.post(address, told).status_code == 422
        assert not SupervisionRule.objects.exists()
        assert "泉督" in chief.post(address, told, follow=True).text
        assert clerk.get(address).status_code == 403

    @pytest.mark.parametrize("wrong", [{"answer_days": 0}, {"answer_days": 61}, {"lettering": ""}])
    def test_that_cannot_be_are_refused(self, chief, wrong):
        told = {"lettering": "泉督", "answer_days": 5, "from_on": in_days(0), "source": "演示", **wrong}
        assert chief.post(reverse("plan_desk:order_rules"), told).status_code == 422


class TestABulletin:
    @pytest.fixture
    def bulletin(self, at_office, plan) -> Bulletin:
        at_office.post(reverse("plan_desk:bulletin_new"), {"plan": plan.ref})
        return Bulletin.objects.get()

    def do(self, client: Client, bulletin: Bulletin, code: str):
        version = Bulletin.objects.get(pk=bulletin.pk).version
        address = reverse("plan_desk:bulletin_step", args=[bulletin.pk, code])
        return client.post(address, {"version": version}, follow=True)

    def test_is_worded_and_issued_and_read_by_the_units(self, bulletin, at_office, chief, clerk):
        address = reverse("plan_desk:bulletin_edit", args=[bulletin.pk])
        assert "共下达责任事项6项" in at_office.get(address).text
        told = {"version": bulletin.version, "title": "通报", "judgement": "表扬市财政局（演示）。"}
        at_office.post(address, told)
        assert clerk.get(reverse("plan_desk:bulletin", args=[bulletin.pk])).status_code == 404
        assert "各责任单位已收到通知" in self.do(chief, bulletin, "issue").text
        assert "表扬市财政局" in clerk.get(reverse("plan_desk:bulletin", args=[bulletin.pk])).text

    def test_is_refused_to_its_drafter_in_its_place(self, chief, plan):
        chief.post(reverse("plan_desk:bulletin_new"), {"plan": plan.ref})
        refused = self.do(chief, Bulletin.objects.get(), "issue")
        assert (refused.status_code, "另一位负责人" in refused.text) == (403, True)

    def test_that_is_open_is_led_to_instead_of_a_second_one(self, bulletin, at_office, plan):
        again = at_office.post(reverse("plan_desk:bulletin_new"), {"plan": plan.ref}, follow=True)
        assert again.redirect_chain[-1][0] == reverse("plan_desk:bulletin", args=[bulletin.pk])
        assert Bulletin.objects.count() == 1

    def test_is_given_up_or_gathered_again(self, bulletin, at_office):
        assert "重新" in at_office.get(reverse("plan_desk:bulletin", args=[bulletin.pk])).text
        assert "已按今天的数据更新" in self.do(at_office, bulletin, "gather").text
        assert "已作废" in self.do(at_office, bulletin, "discard").text
        assert self.do(at_office, bulletin, "gather").status_code == 409
        assert self.do(at_office, bulletin, "nonsense").status_code == 404

    def test_is_printed_with_the_figures_that_were_kept(self, bulletin, at_office, plan):
        got = at_office.get(reverse("plan_desk:bulletin_paper", args=[bulletin.pk]))
        assert "政务公开工作进展情况的通报.docx" in unquote(got["Content-Disposition"])
        table = Document(io.BytesIO(got.content)).tables[0]
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        counts = board(plan, today=timezone.localdate()).counts
        assert cells[0] == ["单位", "应办", "已完成", "进行中", "逾期", "无法核实", "完成率"]
        assert cells[-1][:2] == ["合计", str(counts.total)]
        assert sum(int(line[1]) for line in cells[1:-1]) == counts.total

    def test_is_not_begun_by_a_unit(self, clerk, plan):
        clerk.post(reverse("plan_desk:bulletin_new"), {"plan": plan.ref})
        assert not Bulletin.objects.exists()


class TestTheTablesOfTheOneScreen:
    def get(self, client: Client, name: str, ending: str):
        return client.get(reverse("workbench:overview_table", args=[name, ending]))

    @pytest.mark.parametrize("name", ["units", "chapters", "months"])
    def test_add_up_to_the_screen(self, at_office, plan, name):
        book = load_workbook(io.BytesIO(self.get(at_office, name, "xlsx").content))
        [sheet] = book.worksheets
        head, *rows = sheet.iter_rows(values_only=True)
        place = head.index("应办")
        lines = [row for row in rows if row[0] != "合计"]
        assert sum(row[place] for row in lines) == board(plan, today=timezone.localdate()).counts.total == 6

    def test_come_in_one_workbook(self, at_office):
        book = load_workbook(io.BytesIO(self.get(at_office, "all", "xlsx").content))
        assert len(book.worksheets) == 3

    def test_come_as_csv_that_spreadsheets_read(self, at_office):
        got = self.get(at_office, "units", "csv")
        assert got.content.startswith(b"\xef\xbb\xbf")
        assert got.content.decode("utf-8-sig").splitlines()[0].startswith("单位,应办")
        assert "各单位进展" in unquote(got["Content-Disposition"])

    def test_that_do_not_exist_are_told_so(self, at_office):
        for name, ending in (("all", "csv"), ("x", "csv"), ("units", "pdf")):
            assert self.get(at_office, name, ending).status_code == 404

    def test_are_for_the_office_alone(self, clerk):
        assert self.get(clerk, "units", "csv").status_code == 404
