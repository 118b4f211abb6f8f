"""The decision page with its seven questions and aids, the checks on the page of a request, and the guide."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import openly
from quancheng.kernel.links.finding import Found
from quancheng.kernel.links.openly import Stand
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.commands import replies
from quancheng.records.disclosure.models import Acknowledgement, Request, SearchRecord, WithheldPart
from quancheng.records.disclosure.rules.grounds import GROUNDS
from quancheng.records.disclosure.rules.wizard import QUESTIONS, STEPS, gives_something, step_of
from quancheng.records.disclosure.tests.conftest import WHAT, enter, hand_in, signed_in

DESK = pytest.mark.usefixtures("desk_surface")
pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def divided(clerk, today) -> Request:
    request = hand_in(clerk, came_on=today.isoformat(), now=timezone.now())
    return replies.divide_request(
        number=request.number, version=0, wanted=["预算报告"], actor=clerk, now=timezone.now()
    )


def page_of(request: Request, name: str = "decide", *more: object) -> str:
    args = (
        [request.number, *more]
        if name not in {"decide", "record_search", "record_part"}
        else [request.number, 1]
    )
    return reverse(f"disclosure_desk:{name}", args=args)


def said(**more: object) -> dict[str, object]:
    return {
        "searched_in": "档案系统", "keywords": "预算", "searched_by": "演示检索员",
        "searched_on": timezone.localdate().isoformat(), "result": "none", "note": "", **more,
    }  # fmt: skip


class TestTheOrder:
    def test_is_that_of_the_seven_steps_each_with_its_article(self):
        assert [step.says for step in STEPS] == [
            "补不补", "是不是", "谁负责", "有没有", "给不给", "怎么给", "怎么答",
        ]  # fmt: skip
        assert all("第" in step.law for step in STEPS)

    def test_leads_to_every_ground_that_a_handler_chooses(self):
        led = {ground.code for question in QUESTIONS for ground in question.grounds}
        assert {ground.code for ground in GROUNDS} - led == {"30-lapsed", "fee", "withdrawn"}
        assert {step_of(ground) for ground in GROUNDS if ground.code in led} == {1, 2, 3, 4, 5}

    def test_asks_how_only_where_something_is_given(self):
        gives = {ground.code for ground in GROUNDS if gives_something(ground)}
        assert gives == {"36-1", "36-2", "37"}


@DESK
class TestTheDecisionPage:
    def test_asks_one_question_after_the_other(self, divided, clerk):
        client = signed_in(clerk)
        first = client.get(page_of(divided)).text
        assert "《条例》第二十九条、第三十条" in first
        assert "经检索不存在" not in first
        fourth = client.get(page_of(divided), {"step": "4"}).text
        assert "经检索不存在" in fourth
        assert "?step=5" in fourth
        last = client.get(page_of(divided), {"step": "5"}).text
        assert "其他处理" in last
        assert "都不是，下一问" not in last

    def test_shows_the_expert_everything_at_once(self, divided, clerk):
        whole = signed_in(clerk).get(page_of(divided), {"all": "1", "ground": "38"}).text
        for question in QUESTIONS:
            assert question.says in whole
            assert question.law in whole
        assert "需要本机关对现有政府信息进行加工、分析" in whole
        assert "ground=36-4&amp;all=1" in whole

    @pytest.mark.parametrize("step", ["0", "6", "x", "-1", ""])
    def test_begins_at_the_beginning_for_a_step_that_is_none(self, divided, clerk, step):
        assert "补正以后仍不明确" in signed_in(clerk).get(page_of(divided), {"step": step}).text

    def test_tells_how_it_is_given_and_which_way_is_open(self, divided, clerk):
        given = signed_in(clerk).get(page_of(divided), {"ground": "36-2"}).text
        assert "申请人要的是纸质，邮寄" in given
        assert "救济途径：B类" in given
        refused = signed_in(clerk).get(page_of(divided), {"ground": "16-1"}).text
        assert "救济途径：A类" in refused
        assert "申请人要的是" not in refused

    def test_records_a_search_and_fills_the_answer(self, divided, clerk):
        client = signed_in(clerk)
        shown = client.post(page_of(divided, "record_search"), said(), follow=True).text
        assert "已记录检索" in shown
        assert "演示检索员在档案系统，以“预算”为关键词检索，没有查到。" in shown
        withdraw = page_of(divided, "withdraw_search", 1, SearchRecord.objects.get().pk)
        assert client.post(withdraw, {"reason": ""}).status_code == 422
        assert "已撤回" in client.post(withdraw, {"reason": "填错了"}, follow=True).text

    def test_keeps_what_was_entered_of_a_search_that_is_refused(self, divided, clerk):
        shown = signed_in(clerk).post(
            page_of(divided, "record_search"), said(keywords="", searched_in="档案室的柜子")
        )
        assert shown.status_code == 422
        assert "档案室的柜子" in shown.text
        future = signed_in(clerk).post(page_of(divided, "record_search"), said(searched_on="2999-01-01"))
        assert "检索日期还没有到" in future.text
        assert not SearchRecord.objects.exists()

    def test_turns_away_a_program_as_a_proof(self, divided, clerk):
        program = SimpleUploadedFile("截图.png", b"MZ\x90\x00" + b"\x00" * 200)
        shown = signed_in(clerk).post(page_of(divided, "record_search"), said(file=program))
        assert shown.status_code == 422
        assert not SearchRecord.objects.exists()

    def test_keeps_and_gives_back_a_proof(self, divided, clerk, neighbour):
        proof = SimpleUploadedFile("检索截图.txt", "没有查到".encode())
        signed_in(clerk).post(page_of(divided, "record_search"), said(file=proof))
        file = page_of(divided, "search_file", SearchRecord.objects.get().pk)
        answer = signed_in(clerk).get(file)
        assert b"".join(answer.streaming_content).decode() == "没有查到"
        assert signed_in(neighbour).get(file).status_code == 404

    def test_records_a_part_and_strikes_it_out(self, divided, clerk):
        client = signed_in(clerk)
        assert client.post(page_of(divided, "record_part"), {"part": "单价"}).status_code == 422
        told = {"part": "单价", "ground": "15", "reason": "商业秘密"}
        shown = client.post(page_of(divided, "record_part"), told, follow=True).text
        assert "1．单价：依据《条例》第十五条" in shown
        remove = page_of(divided, "remove_part", 1, WithheldPart.objects.get().pk)
        assert "已删去" in client.post(remove, follow=True).text

    def test_is_closed_to_others(self, divided, neighbour, office, head):
        for actor in (neighbour, office):
            client = signed_in(actor)
            assert client.get(page_of(divided)).status_code == 404
            for name in ("record_search", "record_part"):
                answer = client.post(page_of(divided, name), said(part="x", ground="15", reason="x"))
                assert answer.status_code in {403, 404}
        refused = signed_in(head).post(page_of(divided, "record_search"), said())
        assert refused.status_code == 422
        assert "由承办机关的经办人办理" in refused.text
        assert not SearchRecord.objects.exists()


@DESK
class TestTheChecks:
    @pytest.fixture
    def warned(self, divided, clerk) -> Request:
        replies.decide_item(
            number=divided.number, version=1, place=1, ground="36-5", withheld=(),
            said={"reasons": "这份文件由其他机关制作，本机关没有保存。"}, row=None, row_reason="",
            actor=clerk, now=timezone.now(),
        )  # fmt: skip
        return divided

    def test_stand_on_the_page_with_their_sources(self, warned, clerk, head, office):
        shown = signed_in(clerk).get(page_of(warned, "request")).text
        assert "签发前检查" in shown
        assert "没有写明负责公开的机关" in shown
        assert "《条例》第三十六条第（五）项" in shown
        assert "签发前检查" in signed_in(head).get(page_of(warned, "request")).text
        assert "签发前检查" not in signed_in(office).get(page_of(warned, "request")).text

    def test_take_a_reason_and_keep_what_is_refused(self, warned, clerk, neighbour):
        client = signed_in(clerk)
        check = page_of(warned, "check", "right_agency")
        stale = client.post(check, {"finding": "别的", "reason": "写下的理由"})
        assert stale.status_code == 422
        assert "写下的理由" in stale.text
        finding = "第1项没有写明负责公开的机关；能够确定的须告知名称和联系方式，不能确定的请说明"
        done = client.post(check, {"finding": finding, "reason": "查询后不能确定"}, follow=True).text
        assert "已记下理由" in done
        assert "查询后不能确定" in done
        assert Acknowledgement.objects.count() == 1
        assert signed_in(neighbour).post(check, {"finding": finding, "reason": "x"}).status_code == 404


class TestTheGuide:
    @pytest.fixture(autouse=True)
    def afresh(self, settings):
        settings.ROOT_URLCONF = "config.addresses.public"
        cache.clear()

    @pytest.fixture
    def stand(self, city):
        """A stand with requests that happen to be there, as if they were published."""
        stand = Stand(
            "test.public", "公开的演示", rows=lambda _: Request.objects.all(), fields=("wanted",),
            tell=lambda rows: [Found(RecordRef("test.public", "1"), "标题", row.wanted) for row in rows],
        )  # fmt: skip
        openly.register(stand)
        yield
        openly.forget("test.public")

    def test_finds_what_is_open_already(self, stand, received):
        shown = Client().get("/disclosure/guide/", {"q": "市级部门预算执行情况"}).text
        assert "也许已经公开了" in shown
        assert WHAT.wanted in shown
        assert "直接填申请表" in shown

    def test_finds_as_much_as_the_government_has_set(self, stand, received, clerk, office, district):
        told = {"q": "市级部门预算执行情况的说明材料"}  # two thirds of it are held
        assert "也许已经公开了" in Client().get("/disclosure/guide/", told).text
        enter("disclosure.public_shown", 90, office)
        assert "没有找到已经公开的" in Client().get("/disclosure/guide/", told).text
        look = {"look": "1", "wanted": told["q"]}
        for unit, is_found in (("市财政局", False), ("东区政府办公室", True)):
            chosen = {**look, "unit": str(Unit.objects.get(name=unit).pk)}
            assert ("也许已经公开了" in Client().post("/disclosure/new/", chosen).text) == is_found
        assert Client().post("/disclosure/new/", {**look, "unit": "9" * 30}).status_code == 200

    def test_says_so_when_nothing_is(self, stand, received):
        assert "没有找到已经公开的" in Client().get("/disclosure/guide/", {"q": "水库移民安置"}).text
        assert "也许已经公开了" not in Client().get("/disclosure/guide/", {"q": "   "}).text
        assert Client().get("/disclosure/guide/", {"q": "预" * 5000}).status_code == 200

    def test_shows_nothing_of_inner_stands(self, city, received):
        inner = Stand(
            "test.inner", "案例", rows=lambda _: Request.objects.all(), fields=("wanted",),
            tell=lambda rows: [Found(RecordRef("test.inner", "1"), "里面的", "") for _ in rows],
            is_inner=True,
        )  # fmt: skip
        openly.register(inner)
        try:
            assert "里面的" not in Client().get("/disclosure/guide/", {"q": "市级部门预算执行情况"}).text
        finally:
            openly.forget("test.inner")

    def test_looks_from_the_form_and_sends_nothing(self, stand, received):
        before = Request.objects.count()
        told = {"look": "1", "wanted": "市级部门预算执行情况", "name": "赵六（演示）", "phone": "不是号码"}
        shown = Client().post("/disclosure/new/", told)
        assert shown.status_code == 200
        assert "也许已经公开了" in shown.text
        assert "赵六（演示）" in shown.text
        assert "不是号码" in shown.text
        assert "qc-errors" not in shown.text
        assert Request.objects.count() == before

    def test_says_what_to_write_when_nothing_was_written(self, clerk):
        assert "请先写您需要什么信息" in Client().post("/disclosure/new/", {"look": "1"}).text
