"""The desk's pages of notices and collections: what each sees, does, and is told in its place."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from quancheng.kernel.files.tables import XLSX_TYPE
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.records.groundwork.commands import layouts
from quancheng.records.groundwork.commands.notices import hand_on
from quancheng.records.groundwork.models import Filling, Notice
from quancheng.records.groundwork.queries import fillings
from quancheng.records.groundwork.rules.columns import Column, ColumnKind
from quancheng.records.groundwork.tests.test_notices.cast import (
    COLUMNS,
    ROW,
    arrival_of,
    hand_in,
    issue,
    save,
    seen,
    sign,
    signed_in,
    staff,
    table,
    unit,
    write,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
LIST = "/groundwork/notices/"


def soon(days: int) -> date:
    """A day that is not over yet when the test runs; the pages read the machine's clock."""
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def draft(office, office_head, clerk, head, stranger) -> Notice:
    told = {"sign_by": soon(3), "table": table(due_on=soon(9)), "now": timezone.now()}
    return write(office, "市财政局", "市水务局", **told)


@pytest.fixture
def sent(draft, office_head) -> Notice:
    return issue(draft, office_head, timezone.now())


@pytest.fixture
def mine(sent):
    return arrival_of(sent, "市财政局")


@pytest.fixture
def signed(mine, clerk):
    return sign(mine, clerk, timezone.now())


def written(**told: object) -> dict[str, object]:
    """A notice as the form sends it."""
    return {
        "act": "save", "version": "0", "title": "报送活动", "text": "请办理。", "sign_by": str(soon(3)),
        "unit": [str(unit("市财政局").pk)], "has_table": "on", "due_on": str(soon(9)), "many": "many",
        "columns": "2", "c0-key": "c1", "c0-title": "名称", "c0-kind": "text", "c0-required": "1",
        "c1-key": "c2", "c1-title": "数量", "c1-kind": "whole", "c1-summed": "1", **told,
    }  # fmt: skip


def filled(**told: str) -> dict[str, str]:
    """A row as the form sends it."""
    row = {**ROW, **told}
    return {"act": "save", "rows": "1", **{f"r0-{key}": value for key, value in row.items()}}


def book_of(client: Client, arrival) -> bytes:
    answer = client.get(reverse("groundwork_desk:sheet", args=[arrival.pk]))
    assert answer.status_code == 200
    return answer.content


def fill_in(data: bytes, *rows: dict[str, object]) -> bytes:
    """The workbook with these rows typed in."""
    book = load_workbook(BytesIO(data))
    page = book["填报"]
    headings = [cell.value for cell in page[1]]
    for line, row in enumerate(rows, start=2):
        for title, value in row.items():
            page.cell(line, headings.index(title) + 1).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bring(client: Client, arrival, data: bytes, version: int = 0):
    file = SimpleUploadedFile("填报.xlsx", data, content_type=XLSX_TYPE)
    address = reverse("groundwork_desk:bring", args=[arrival.pk])
    return client.post(address, {"file": file, "version": version}, follow=True)


TYPED = {
    "活动名称": "开放日", "场次": "１,２００", "经费": 1.5, "举办日期": "2026年3月1日", "是否公开": "是",
    "形式": "线下",
}  # fmt: skip


class TestTheLists:
    def test_show_what_was_got_and_what_was_sent(self, sent, office, clerk):
        assert [line.title for line in signed_in(clerk).get(LIST).context["lines"]] == [sent.title]
        shown = signed_in(office).get(LIST, {"scope": "sent"})
        assert [(line.units, line.signed) for line in shown.context["lines"]] == [(2, 0)]
        assert "写通知" in shown.text
        assert "写通知" not in signed_in(clerk).get(LIST).text

    def test_show_strangers_nothing(self, sent, district):
        assert signed_in(district).get(LIST).context["lines"] == []
        assert signed_in(district).get(f"{LIST}{sent.pk}/").status_code == 404

    @pytest.mark.parametrize("scope", ["got", "sent"])
    def test_ask_the_database_no_more_for_more(self, sent, office, office_head, clerk, scope):
        client = signed_in(clerk if scope == "got" else office)
        client.get(LIST, {"scope": scope})
        with CaptureQueriesContext(connection) as for_one:
            client.get(LIST, {"scope": scope})
        for _ in range(6):
            told = {"sign_by": soon(3), "now": timezone.now()}
            issue(write(office, "市财政局", **told), office_head, timezone.now())
        with CaptureQueriesContext(connection) as for_many:
            client.get(LIST, {"scope": scope})
        assert len(for_many) == len(for_one) <= 30

    def test_tell_in_my_work_what_waits(self, sent, clerk):
        assert "通知待签收" in signed_in(clerk).get(reverse("workbench:my_work")).text


class TestWriting:
    def test_saves_a_draft_and_another_issues_it(self, office, office_head, clerk):
        done = signed_in(office).post(f"{LIST}new/", written(), follow=True)
        assert "草稿已保存" in done.text
        notice = Notice.objects.get()
        assert [one.title for one in fillings.columns_of(notice.collection)] == ["名称", "数量"]
        assert "签发，发1个单位" not in done.text
        client = signed_in(office_head)
        assert "签发，发1个单位" in client.get(f"{LIST}{notice.pk}/").text
        issued = client.post(f"{LIST}{notice.pk}/issue/", {"version": 0}, follow=True)
        assert "已签发" in issued.text

    @pytest.mark.parametrize(
        ("act", "titles"),
        [
            ("add", ["名称", "数量", ""]),
            ("up-1", ["数量", "名称"]),
            ("down-0", ["数量", "名称"]),
            ("drop-0", ["数量"]),
        ],
    )
    def test_edits_columns_by_buttons_and_saves_nothing(self, office, act, titles):
        shown = signed_in(office).post(f"{LIST}new/", written(act=act))
        assert [one.title for one in shown.context["editor"].columns] == titles
        assert "请办理。" in shown.text
        assert not Notice.objects.exists()

    def test_ticks_a_whole_group(self, office, clerk):
        shown = signed_in(office).post(f"{LIST}new/", written(act="pick-department"))
        assert shown.context["ticked"] == 2
        shown = signed_in(office).post(f"{LIST}new/", written(act="leave-department"))
        assert shown.context["ticked"] == 0

    def test_tells_every_fault_and_keeps_what_was_written(self, office):
        told = {"unit": [], "c1-title": "名称", "sign_by": "2020-01-01", "c1-least": "多"}
        refused = signed_in(office).post(f"{LIST}new/", written(**told))
        assert refused.status_code == 422
        assert "最小值“多”不是数字" in refused.text
        refused = signed_in(office).post(f"{LIST}new/", written(**{**told, "c1-least": ""}))
        for says in ("至少选一个接收单位", "签收期限2020-01-01已经过去", "有2列都叫“名称”", "请办理。"):
            assert says in refused.text

    def test_takes_files_through_the_gate(self, office, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        good = SimpleUploadedFile("说明.txt", "填写说明\n".encode())
        done = signed_in(office).post(f"{LIST}new/", written(attached=good), follow=True)
        assert "说明.txt" in done.text
        file = Notice.objects.get().files.get()
        answer = signed_in(office).get(f"{LIST}files/{file.pk}/")
        assert b"".join(answer.streaming_content) == "填写说明\n".encode()
        bad = SimpleUploadedFile("秘密文件.txt", "机密\n".encode())
        refused = signed_in(office).post(f"{LIST}new/", written(attached=bad))
        assert (refused.status_code, Notice.objects.count()) == (422, 1)

    def test_tells_the_second_of_two(self, draft, office):
        client = signed_in(office)
        assert "草稿已保存" in client.post(f"{LIST}{draft.pk}/edit/", written(), follow=True).text
        late = client.post(f"{LIST}{draft.pk}/edit/", written(title="另一个"))
        assert late.status_code == 422
        assert "另一人已经保存过" in late.text
        assert "另一个" in late.text

    def test_opens_a_draft_as_it_is(self, draft, office):
        shown = signed_in(office).get(f"{LIST}{draft.pk}/edit/")
        assert len(shown.context["editor"].columns) == len(COLUMNS)
        assert shown.context["ticked"] == 2

    def test_is_closed_to_a_unit_with_nobody_below(self, clerk):
        assert signed_in(clerk).get(f"{LIST}new/").status_code == 403

    def test_or_a_draft_is_deleted(self, draft, office):
        assert "草稿已删除" in signed_in(office).post(f"{LIST}{draft.pk}/discard/", follow=True).text


class TestTheNotice:
    def test_shows_every_unit_to_its_sender_and_only_its_own_to_a_unit(self, sent, office, clerk):
        shown = signed_in(office).get(f"{LIST}{sent.pk}/")
        assert [line.unit for line in shown.context["lines"]] == ["市财政局", "市水务局"]
        assert signed_in(clerk).get(f"{LIST}{sent.pk}/")["Location"].startswith(f"{LIST}got/")

    def test_shows_a_unit_that_may_not_withdraw_no_other_unit(self, sent, clerk):
        refused = signed_in(clerk).post(f"{LIST}{sent.pk}/withdraw/", {"reason": ""})
        assert refused.status_code == 403
        assert "市水务局" not in refused.text

    def test_is_closed_to_staff_of_the_sender_in_another_role(self, sent, notice_city):
        reader = signed_in(staff("市政府办公厅", "reader", "reviewer"))
        assert reader.get(f"{LIST}{sent.pk}/").status_code == 404

    def test_narrows_urges_withdraws(self, sent, signed, office):
        client = signed_in(office)
        shown = client.get(f"{LIST}{sent.pk}/", {"show": "unsigned"})
        assert [line.unit for line in shown.context["lines"]] == ["市水务局"]
        assert "已催办2个单位" in client.post(f"{LIST}{sent.pk}/urge/", follow=True).text
        assert "没有可催办的单位" in client.post(f"{LIST}{sent.pk}/urge/", follow=True).text
        assert client.post(f"{LIST}{sent.pk}/withdraw/", {"reason": ""}).status_code == 422
        gone = client.post(f"{LIST}{sent.pk}/withdraw/", {"reason": "有误"}, follow=True)
        assert "理由：有误" in gone.text

    def test_opens_for_four_hundred_units_in_few_queries(self, office, office_head):
        tenant = unit("市财政局").tenant
        Unit.objects.bulk_create(
            Unit(tenant=tenant, code=f"n{n}", kind=UnitKind.DEPARTMENT, name=f"单位{n}") for n in range(400)
        )
        names = Unit.objects.filter(code__startswith="n").values_list("name", flat=True)
        told = {"sign_by": soon(3), "table": table(due_on=soon(9)), "now": timezone.now()}
        notice = issue(write(office, *names, **told), office_head, timezone.now())
        client = signed_in(office)
        client.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(f"{LIST}{notice.pk}/")
        assert len(shown.context["lines"]) == 400
        assert len(asked) <= 32

    def test_lists_who_has_signed_as_a_file(self, sent, signed, office, clerk):
        client = signed_in(office)
        answer = client.get(f"{LIST}{sent.pk}/units.csv")
        assert "市财政局,市级" in answer.content.decode("utf-8-sig")
        assert client.get(f"{LIST}{sent.pk}/units.xlsx").status_code == 200
        assert client.get(f"{LIST}{sent.pk}/units.pdf").status_code == 404
        assert signed_in(clerk).get(f"{LIST}{sent.pk}/units.csv").status_code == 403


class TestTheArrival:
    def take(self, client, arrival, code, **told):
        address = reverse("groundwork_desk:step", args=[arrival.pk, code])
        return client.post(address, {"version": seen(arrival)["version"], **told}, follow=True)

    def test_is_read_and_signed(self, mine, clerk, head):
        client = signed_in(clerk)
        page = client.get(f"{LIST}got/{mine.pk}/")
        assert "请各单位认真办理。" in page.text
        assert page.context["page"].main.code == "sign"
        assert "已签收" in self.take(client, mine, "sign").text

    def test_goes_all_the_way(self, signed, clerk, head, office):
        client = signed_in(clerk)
        client.post(f"{LIST}got/{signed.pk}/fill/", {**filled(), "version": 0})
        assert "等本单位负责人确认" in self.take(client, signed, "fill").text
        assert "已确认并上报" in self.take(signed_in(head), signed, "confirm").text
        shown = signed_in(office).get(f"{LIST}got/{signed.pk}/")
        assert "开放日" in shown.text
        assert "已审核通过" in self.take(signed_in(office), signed, "accept").text

    def test_offers_each_only_what_is_theirs(self, signed, clerk, head, office):
        def offered(actor):
            page = signed_in(actor).get(f"{LIST}got/{signed.pk}/").context["page"]
            return {action.code for action in (page.main, *page.others) if action}

        assert offered(clerk) == offered(head) == {"fill", "ask_later"}
        assert offered(office) == {"grant_later", "pass_on"}

    def test_shows_the_sender_no_row_before_it_is_confirmed(self, signed, clerk, office):
        save(signed, clerk, ROW, now=timezone.now())
        assert "开放日" not in signed_in(office).get(f"{LIST}got/{signed.pk}/").text

    def test_keeps_what_was_entered_when_refused(self, signed, clerk):
        refused = self.take(signed_in(clerk), signed, "ask_later", until=str(soon(1)), reason="春耕太忙")
        assert refused.status_code == 422
        assert "春耕太忙" in refused.text
        assert "须晚于现在的期限" in refused.text

    def test_knows_no_other_step(self, signed, clerk):
        assert self.take(signed_in(clerk), signed, "send").status_code == 404


class TestFilling:
    def test_saves_with_faults_named_at_once(self, signed, clerk):
        client = signed_in(clerk)
        page = client.post(f"{LIST}got/{signed.pk}/fill/", {**filled(c2="三场", c4="六月"), "version": 0})
        assert "已保存，还有2处要改正" in page.text
        assert "第1行“场次”" in page.text
        assert "第1行“举办日期”" in page.text
        again = client.get(f"{LIST}got/{signed.pk}/fill/")
        assert "三场" in again.text

    def test_adds_and_drops_rows_without_saving(self, signed, clerk):
        client, address = signed_in(clerk), f"{LIST}got/{signed.pk}/fill/"
        shown = client.post(address, {**filled(), "version": 0, "act": "add"})
        assert len(shown.context["rows"]) == 2
        assert "开放日" in shown.text
        shown = client.post(address, {**filled(), "version": 0, "act": "drop-0"})
        assert len(shown.context["rows"]) == 1
        assert not Filling.objects.exists()

    def test_tells_the_second_of_two_and_loses_nothing(self, signed, clerk, head):
        address = f"{LIST}got/{signed.pk}/fill/"
        first, second = signed_in(clerk), signed_in(head)
        first.post(address, {**filled(c1="甲先保存"), "version": 0})
        late = second.post(address, {**filled(c1="乙在填写"), "version": 0})
        assert late.status_code == 422
        for says in ("另一人已经保存过", "甲先保存", "乙在填写"):
            assert says in late.text
        second.post(address, {**filled(c1="乙在填写"), "version": late.context["version"]})
        assert fillings.table_of(signed).rows[0]["c1"] == "乙在填写"

    def test_is_closed_before_signing_and_to_others(self, mine, clerk, stranger):
        assert signed_in(clerk).get(f"{LIST}got/{mine.pk}/fill/").status_code == 409
        assert signed_in(stranger).get(f"{LIST}got/{mine.pk}/fill/").status_code == 404


class TestTheWorkbook:
    def test_comes_back_filled_in(self, signed, clerk):
        client = signed_in(clerk)
        done = bring(client, signed, fill_in(book_of(client, signed), TYPED, TYPED))
        assert "已读入2行并保存" in done.text
        [row, _] = fillings.table_of(signed).rows
        assert (row["c2"], row["c3"], row["c4"]) == ("1200", "1.5", "2026-03-01")

    def test_comes_back_twice_the_same(self, signed, clerk):
        client = signed_in(clerk)
        data = fill_in(book_of(client, signed), TYPED)
        bring(client, signed, data)
        again = bring(client, signed, data, version=1)
        assert "没有重复保存" in again.text

    def test_is_told_every_bad_cell_at_once(self, signed, clerk):
        client = signed_in(clerk)
        bad = {**TYPED, "场次": "三场", "形式": "半线上"}
        refused = bring(client, signed, fill_in(book_of(client, signed), TYPED, bad))
        assert "第3行“场次”" in refused.text
        assert "第3行“形式”" in refused.text
        assert not Filling.objects.exists()

    def test_with_a_formula_that_nobody_worked_out_is_refused(self, signed, clerk):
        client = signed_in(clerk)
        refused = bring(client, signed, fill_in(book_of(client, signed), {**TYPED, "场次": "=1+2"}))
        assert refused.status_code == 422
        assert "是公式，文件里没有它的计算结果" in refused.text

    def test_of_an_older_layout_is_refused_and_its_cells_are_offered_back(self, sent, signed, clerk, office):
        client = signed_in(clerk)
        old = fill_in(book_of(client, signed), TYPED)
        new = (replace(COLUMNS[0], title="名称"), *COLUMNS[1:5], Column("c9", "备注", ColumnKind.TEXT))
        layouts.amend_layout(
            notice_id=sent.pk, edition=1, columns=new, reason="补充", actor=office, now=timezone.now()
        )
        refused = bring(client, signed, old)
        for says in ("第1版表样，现在是第2版", "删去了“形式”", "新增“备注”", "载入相同的列（1行）"):
            assert says in refused.text
        assert not Filling.objects.exists()
        offered = refused.context["told"].offered_json
        address = f"{LIST}got/{signed.pk}/fill/"
        taken = client.post(address, {"act": "take", "offered": offered, "version": 0})
        assert "第1行“备注”没有填" in taken.text
        [row] = fillings.table_of(signed).rows
        assert (row["c1"], row["c2"], row["c9"]) == ("开放日", "1200", "")

    def test_of_another_unit_or_another_make_is_refused(self, sent, signed, clerk, stranger):
        theirs = fill_in(book_of(signed_in(stranger), arrival_of(sent, "市水务局")), TYPED)
        assert "不是本单位下载的" in bring(signed_in(clerk), signed, theirs).text
        book, out = Workbook(), BytesIO()
        book.active.append(["活动名称", "场次"])
        book.save(out)
        assert "找不到“编号（" in bring(signed_in(clerk), signed, out.getvalue()).text
        assert "没有" in bring(signed_in(clerk), signed, b"no workbook").text

    def test_with_more_rows_than_the_page_takes(self, signed, clerk):
        client = signed_in(clerk)
        bring(client, signed, fill_in(book_of(client, signed), *[TYPED] * 120))
        page = client.get(f"{LIST}got/{signed.pk}/fill/")
        assert "已保存120行" in page.text
        assert page.context["rows"] == []


class TestTheWhole:
    def test_adds_up_what_was_handed_in(self, sent, mine, clerk, head, office):
        hand_in(mine, clerk, head, ROW, {**ROW, "c2": "4"}, now=timezone.now())
        client = signed_in(office)
        page = client.get(f"{LIST}{sent.pk}/rows/")
        assert page.context["whole"].totals == {"c2": "7", "c3": "3"}
        text = client.get(f"{LIST}{sent.pk}/rows.csv").content.decode("utf-8-sig")
        assert text.splitlines()[0].startswith("单位,级别,活动名称,场次（场）,经费（万元）")
        assert text.splitlines()[-1].startswith("合计,,,7,3")
        book = load_workbook(BytesIO(client.get(f"{LIST}{sent.pk}/rows.xlsx").content))
        assert [cell.value for cell in book.active[4]][:5] == ["合计", None, None, 7, 3]

    def test_is_for_the_sender_alone(self, sent, clerk, district):
        assert signed_in(clerk).get(f"{LIST}{sent.pk}/rows/").status_code == 403
        assert signed_in(district).get(f"{LIST}{sent.pk}/rows/").status_code == 404

    def test_is_empty_with_words(self, sent, office):
        assert "还没有单位上报" in signed_in(office).get(f"{LIST}{sent.pk}/rows/").text

    def test_asks_the_database_no_more_for_more_units(self, sent, mine, clerk, head, office, stranger):
        hand_in(mine, clerk, head, now=timezone.now())
        client = signed_in(office)
        client.get(f"{LIST}{sent.pk}/rows/")
        with CaptureQueriesContext(connection) as for_one:
            client.get(f"{LIST}{sent.pk}/rows/")
        hand_in(arrival_of(sent, "市水务局"), stranger, stranger, now=timezone.now())
        with CaptureQueriesContext(connection) as for_two:
            client.get(f"{LIST}{sent.pk}/rows/")
        assert len(for_two) == len(for_one) <= 30


class TestTheLayout:
    def test_is_amended_on_its_page(self, sent, office):
        client, address = signed_in(office), f"{LIST}{sent.pk}/columns/"
        told = {"columns": "1", "c0-key": "c1", "c0-title": "名称", "c0-kind": "text", "version": "1"}
        assert len(client.get(address).context["editor"].columns) == 6
        assert client.post(address, {**told, "act": "save"}).status_code == 422
        assert client.post(address).status_code == 422
        shown = client.post(address, {**told, "act": "add", "reason": "补充"})
        assert len(shown.context["editor"].columns) == 2
        assert "补充" in shown.text
        done = client.post(address, {**told, "act": "save", "reason": "补充"}, follow=True)
        assert "表样已调整为第2版" in done.text
        late = client.post(address, {**told, "act": "save", "reason": "再改", "c0-title": "又"})
        assert late.status_code == 422
        assert "另一人调整" in late.text


class TestHandingOn:
    def test_drafts_the_same_for_the_units_below(self, office, office_head, district, district_head):
        told = {"sign_by": soon(3), "table": table(due_on=soon(9)), "now": timezone.now()}
        above = issue(write(office, "东区政府办公室", **told), office_head, timezone.now())
        arrival = sign(arrival_of(above, "东区政府办公室"), district, timezone.now())
        client, address = signed_in(district), f"{LIST}got/{arrival.pk}/"
        assert "向下布置" in client.get(address).text
        assert client.post(f"{address}hand-on/", {"sign_by": ""}).status_code == 422
        days = {"sign_by": str(soon(2)), "due_on": str(soon(5))}
        done = client.post(f"{address}hand-on/", days, follow=True)
        assert "已拟好向下布置的通知" in done.text
        assert done.context["ticked"] == 2
        gathered = client.post(f"{address}gather/", {"version": 0}, follow=True)
        assert "下级还没有审核通过的收表" in gathered.text

    def test_tells_when_the_layout_above_has_changed(self, office, office_head, district, district_head):
        told = {"sign_by": soon(3), "table": table(due_on=soon(9)), "now": timezone.now()}
        above = issue(write(office, "东区政府办公室", **told), office_head, timezone.now())
        arrival = sign(arrival_of(above, "东区政府办公室"), district, timezone.now())
        days = {"sign_by": soon(2), "due_on": soon(5)}
        below = hand_on(arrival_id=arrival.pk, **days, actor=district, now=timezone.now())
        issue(below, district_head, timezone.now())
        client, address = signed_in(district), f"{LIST}{below.pk}/"
        assert "上级已调整表样" not in client.get(address).text
        told = {"notice_id": above.pk, "edition": 1, "reason": "减列", "now": timezone.now()}
        layouts.amend_layout(**told, columns=COLUMNS[:2], actor=office)
        assert "上级已调整表样" in client.get(address).text
        shown = client.get(f"{address}columns/", {"from": "above"})
        assert len(shown.context["editor"].columns) == 2
