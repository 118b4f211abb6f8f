"""The portal's pages of requests: asking without a script, the receipt, how it stands."""

import re
import uuid
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quancheng.kernel.orgs.models import Holding
from quancheng.kernel.transfer.told import Transfer
from quancheng.records.disclosure.commands import handling
from quancheng.records.disclosure.commands.consulting import consult
from quancheng.records.disclosure.commands.intake import submit_request
from quancheng.records.disclosure.models import Applicant, Request
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.waiting import waiting_for
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    PAPER,
    WHAT,
    at,
    day,
    finance,
    hand_in,
    seen,
    submit,
)
from quancheng.records.disclosure.web import site
from quancheng.records.disclosure.web.door import DOOR
from quancheng.records.disclosure.workflow import State
from quancheng.ui import seals

pytestmark = pytest.mark.django_db
NEW, STATUS = "/disclosure/new/", "/disclosure/status/"
RECEIPT_CODE = re.compile(r"<dd>([2-9A-Z]{4} [2-9A-Z]{4})</dd>")
CREDIT = "91350100M000100Y43"  # the example of GB 32100-2015


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def seal(age: int = 60) -> str:
    """The seal of a form that was opened some seconds ago."""
    return seals.new_seal(timezone.now() - timedelta(seconds=age))


def filled(**told: object) -> dict[str, object]:
    return {
        "unit": finance().pk, "wanted": WHAT.wanted, "features": "", "medium": "electronic",
        "route": "network", "sort": "person", "name": "李四（演示）", "proof": "identity",
        "proof_number": PAPER, "representative": "", "contact_person": "", "phone": "13800000000",
        "email": "", "address": "",
        "confirms": "on", "seal": seal(), **told,
    }  # fmt: skip


def pair(request: Request, **told: object) -> dict[str, object]:
    return {"number": request.number, "code": code_of(request.number), **told}


@pytest.mark.usefixtures("clerk")
class TestAsking:
    def test_ends_with_number_and_code_that_work(self, client):
        answer = client.post(NEW, filled(name=" 李四 ", phone="１３８００００００００"), follow=True)
        request = Request.objects.get()
        applicant = Applicant.objects.get()
        assert (applicant.name, applicant.phone, request.case.state) == (
            "李四",
            "13800000000",
            State.UNCONFIRMED,
        )
        assert request.number in answer.text
        assert "现在还没有收到日期，所以还没有答复期限" in answer.text
        [code] = RECEIPT_CODE.findall(answer.text)
        shown = client.post(STATUS, {"number": request.number.lower(), "code": code.lower()})
        assert (shown.status_code, WHAT.wanted in shown.text) == (200, True)

    def test_asks_for_no_purpose(self, client):
        form = client.get(NEW).context["form"]
        assert not {"purpose", "usage"} & form.fields.keys()
        assert not any("用途" in str(field.label) for field in form)

    def test_shows_the_receipt_to_no_log_no_cache_and_no_search_engine(self, client):
        answer = client.post(NEW, filled())
        assert Request.objects.get().number not in answer["Location"]
        receipt = client.get(answer["Location"])
        assert receipt["X-Robots-Tag"] == "noindex"
        assert "no-store" in receipt["Cache-Control"]

    def test_of_one_form_twice_shows_the_same_receipt(self, client):
        told = filled()
        first, second = client.post(NEW, told, follow=True), client.post(NEW, told, follow=True)
        assert RECEIPT_CODE.findall(first.text) == RECEIPT_CODE.findall(second.text)
        assert Request.objects.count() == 1

    def test_of_another_request_by_the_same_form_goes_through_with_the_next_click(self, client):
        told = filled()
        client.post(NEW, told)
        second = {**told, "wanted": "另一件事的文件"}
        refused = client.post(NEW, second)
        assert (refused.status_code, "另一件事的文件" in refused.text) == (409, True)
        anew = refused.context["form"]["seal"].value()
        assert client.post(NEW, {**second, "seal": anew}).status_code == 302
        assert Request.objects.count() == 2

    def test_of_one_form_twice_at_one_moment_shows_the_same_receipt(self, client, monkeypatch):
        calls = []

        def slower(**given):
            """The other one has just been written when this one comes to the constraint."""
            calls.append(sent := submit_request(**given))
            if len(calls) == 1:
                raise IntegrityError("UNIQUE constraint failed: disclosure_request.once")
            return sent

        monkeypatch.setattr(site, "submit_request", slower)
        assert Request.objects.count() == 0
        answer = client.post(NEW, filled(), follow=True)
        assert Request.objects.get().number in answer.text

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"wanted": ""}, "请写明需要什么政府信息"),
            ({"wanted": "长" * 3001}, "超过3000字"),
            ({"unit": "99999"}, "不受理网上申请"),
            ({"unit": ""}, "请选择一个机关"),
            ({"name": ""}, "与证件一致"),
            ({"name": "长" * 300}, "100"),
            ({"proof_number": "11010519491231002Y"}, "身份证号码不对"),
            ({"proof_number": ""}, "请填写证件号码"),
            ({"phone": "", "email": ""}, "请至少填写一种联系方式"),
            ({"phone": "不是号码"}, "看不出是电话号码"),
            ({"email": "不是邮箱"}, "看不出是电子邮箱"),
            ({"route": "post"}, "选择邮寄的，请填写通信地址"),
            ({"route": "email"}, "请填写电子邮箱"),
            ({"sort": "company"}, "请填写法定代表人或者负责人"),
            ({"sort": "nonsense"}, "nonsense"),
            ({"medium": "nonsense"}, "nonsense"),
            ({"confirms": ""}, "提交前请勾选确认"),
            ({"website": "http://spam.example"}, "请清空后再提交"),
            ({"seal": ""}, "页面不完整"),
            ({"seal": "forged.1:abc"}, "页面不完整"),
        ],
    )
    def test_is_refused_in_its_place_and_keeps_what_was_entered(self, client, told, sentence):
        answer = client.post(NEW, filled(**{"features": "泉政发〔2025〕3号", **told}))
        assert answer.status_code == 422
        assert sentence in answer.text
        assert "泉政发〔2025〕3号" in answer.text
        assert "data-draft-fresh" not in answer.text
        assert not Request.objects.exists()

    def test_too_fast_or_too_late_goes_through_with_the_next_click(self, client):
        assert "提交得太快" in client.post(NEW, filled(seal=seal(age=0))).text
        late = client.post(NEW, filled(seal=seal(age=13 * 3600)))
        assert "页面打开太久了" in late.text
        with patch.object(seals, "TOO_FAST", timedelta(0)):
            again = client.post(NEW, filled(seal=late.context["form"]["seal"].value()))
        assert again.status_code == 302

    def test_by_an_organisation(self, client):
        told = filled(
            sort="legal", name="演示律师事务所", proof="credit", proof_number=CREDIT, representative="王某"
        )
        assert client.post(NEW, told).status_code == 302
        assert Applicant.objects.get().representative == "王某"

    def test_by_a_person_keeps_nobody_who_represents_them(self, client):
        assert client.post(NEW, filled(representative="王某")).status_code == 302
        assert Applicant.objects.get().representative == ""

    def test_takes_rare_signs(self, client):
        assert client.post(NEW, filled(name="𠮷" * 100, wanted="𠮷野家的许可")).status_code == 302
        assert Applicant.objects.get().name == "𠮷" * 100

    def test_a_twenty_first_time_from_one_network_is_refused(self, client, monkeypatch):
        monkeypatch.setattr("quancheng.records.disclosure.commands.intake.most_a_day", lambda *_, **__: 1)
        client.post(NEW, filled())
        refused = client.post(NEW, filled(wanted="还要这一件"))
        assert (refused.status_code, "还要这一件" in refused.text) == (429, True)
        assert "Retry-After" in refused.headers

    def test_costs_a_constant_number_of_queries(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            client.get(NEW)

    def test_without_an_agency_at_work_says_so(self, client):
        Holding.objects.all().delete()
        assert "还没有机关受理网上申请" in client.get(NEW).text

    def test_in_a_house_that_stands_outside_alone_is_closed(self, client, settings, tmp_path):
        """Requests do not travel inwards: nobody would ever confirm one."""
        settings.TRANSFER = Transfer("outside", "yanshi", tmp_path, 24)
        assert "还没有机关受理网上申请" in client.get(NEW).text
        assert client.post(NEW, filled()).status_code == 422
        assert not Request.objects.exists()

    def test_about_something_that_is_not_there_is_possible_all_the_same(self, client):
        for told in ("plan.row:nothing", "nonsense", "x:y"):
            assert client.get(f"{NEW}?about={told}").status_code == 200
            assert client.get(f"/disclosure/guide/?about={told}").status_code == 200


class TestTheGuide:
    def test_is_no_condition(self, client, clerk):
        text = client.get("/disclosure/guide/").text
        assert text.index("直接填申请表") < text.index("可能已经公开了")
        assert client.get(NEW).status_code == 200

    def test_and_the_first_page_tell_how_long_it_takes(self, client):
        text = client.get("/disclosure/").text
        assert all(
            word in text for word in ("20个工作日", "重新计算", "工作日计算器", "提交申请", "查办理情况")
        )


class TestWaitingFor:
    def test_is_counted_from_submission(self, submitted):
        """Monday 22 April 2024: confirmed by Tuesday, the twentieth working day is Tuesday 21 May."""
        waiting = waiting_for(submitted)
        assert (waiting.confirm_by, waiting.safe_on) == (day("2024-04-23"), day("2024-05-21"))
        assert waiting.likely_on == day("2024-05-22")
        assert not waiting.is_provisional


class TestTheReceipt:
    def test_is_gone_after_half_an_hour(self, client, submitted):
        old = DOOR.receipt_token(submitted.number, now=timezone.now() - timedelta(minutes=31))
        assert client.get(f"/disclosure/receipt/{old}/").status_code == 410
        assert client.get("/disclosure/receipt/nonsense/").status_code == 410


class TestTheStatus:
    def test_says_that_no_period_runs_before_the_confirmation(self, client, submitted):
        page = client.post(STATUS, pair(submitted)).text
        assert "机关确认收到之前，答复期限还没有开始计算" in page
        assert "个工作日内与申请人确认收到。双方确认收到的那一天是收到申请的日期" in page
        assert "2024年5月21日" in page

    def test_tells_day_and_working_after_it(self, client, confirmed):
        page = client.post(STATUS, pair(confirmed)).text
        assert "2024年5月21日" in page
        assert "《条例》第三十三条第二款" in page
        assert "双方确认收到" in page
        assert "这一天是双方确认的收到申请的日期，答复期限从次日起算（《条例》第三十一条）" in page

    def test_rests_while_somebody_is_consulted(self, client, clerk, confirmed):
        consult(
            **seen(confirmed),
            party=Party.THIRD,
            name="演示公司",
            about="甲",
            on=NOW.date(),
            actor=clerk,
            now=NOW,
        )
        page = client.post(STATUS, pair(confirmed)).text
        assert "机关正在征求意见" in page
        assert "演示公司" not in page
        assert "最迟在" not in page

    def test_when_late_tells_where_to_turn(self, client, confirmed):
        assert (
            "《条例》第五十一条" in client.post(STATUS, pair(confirmed)).text
        )  # the period of 2024 is long over

    def test_names_neither_applicant_nor_official(self, client, confirmed):
        page = client.post(STATUS, pair(confirmed)).text
        assert not any(word in page for word in ("李四", PAPER, "13800000000", "演示clerk", "电话确认"))

    def test_is_not_told_what_is_said_inside(self, client, confirmed, office):
        handling.call_in_request(**seen(confirmed), reason="内部督促的话", actor=office, now=NOW)
        assert "内部督促的话" not in client.post(STATUS, pair(confirmed)).text

    def test_opens_by_post_alone(self, client, submitted):
        address = f"{STATUS}?number={submitted.number}&code={code_of(submitted.number)}"
        assert WHAT.wanted not in client.get(address).text

    def test_is_kept_by_no_cache_and_found_by_no_search_engine(self, client, submitted):
        answer = client.post(STATUS, pair(submitted))
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"

    @pytest.mark.parametrize("number", ["S20240422-99999", "", "x" * 31, "\x00"])
    def test_of_nothing_is_refused(self, client, submitted, number):
        assert client.post(STATUS, {"number": number, "code": "AAAAAAAA"}).status_code in {404, 422}

    def test_of_wrong_pairs_ends_after_ten(self, client, submitted):
        for _ in range(10):
            assert client.post(STATUS, pair(submitted, code="AAAAAAAA")).status_code == 404
        refused = client.post(STATUS, pair(submitted))
        assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)
        for way in ("correction", "withdrawal"):
            assert client.post(f"{STATUS}{way}/", pair(submitted, sure="on", text="x")).status_code == 429

    def test_costs_a_constant_number_of_queries(self, client, confirmed):
        with CaptureQueriesContext(connection) as asked:
            client.post(STATUS, pair(confirmed))
        rows = [one for one in asked.captured_queries if "set_config" not in one["sql"]]  # PostgreSQL names
        assert len(rows) <= 15  # two of them read what is open against silence: it is overdue


@pytest.fixture
def asked(clerk) -> Request:
    """Asked for a correction a moment ago."""
    now = timezone.now()
    today = timezone.localdate(now).isoformat()
    made = hand_in(clerk, came_on=today, now=now)
    return handling.ask_correction(
        **seen(made), points="一、哪一年？\n二、哪个部门？", days=10, actor=clerk, now=now
    )


class TestCorrecting:
    URL = f"{STATUS}correction/"

    def test_is_asked_for_point_by_point(self, client, asked):
        page = client.post(STATUS, pair(asked)).text
        assert all(
            word in page for word in ("需要您补充说明", "哪一年？", "哪个部门？", "补正期限10个工作日")
        )

    def test_starts_the_period_anew(self, client, asked):
        answer = client.post(self.URL, pair(asked, text="2025年的，市财政局"))
        assert (answer.status_code, "已收到您的补正" in answer.text) == (200, True)
        asked.case.refresh_from_db()
        assert (asked.case.state, asked.case.due_on is not None) == (State.IN_HAND, True)
        assert "2025年的，市财政局" in answer.text

    def test_twice_is_told_so(self, client, asked):
        client.post(self.URL, pair(asked, text="2025年的"))
        again = client.post(self.URL, pair(asked, text="2025年的"))
        assert (again.status_code, "没有等待中的补正" in again.text) == (422, True)
        assert "readonly>2025年的</textarea>" in again.text

    def test_with_nothing_or_too_much_keeps_what_was_written(self, client, asked):
        assert "请按上面的要求写明" in client.post(self.URL, pair(asked, text=" ")).text
        long = client.post(self.URL, pair(asked, text="补" * 3001))
        assert (long.status_code, "超过3000字" in long.text, "补" * 3001 in long.text) == (422, True, True)

    def test_after_a_withdrawal_is_refused_and_gives_the_words_back(self, client, asked):
        client.post(f"{STATUS}withdrawal/", pair(asked, sure="on"))
        answer = client.post(self.URL, pair(asked, text="2025年的，<市财政局>"))
        assert answer.status_code == 422
        assert "这件申请已经办结，不再办理，您这次的补正没有提交" in answer.text
        assert "readonly>2025年的，&lt;市财政局&gt;</textarea>" in answer.text
        assert "请刷新页面" not in answer.text

    def test_with_a_wrong_code_is_refused(self, client, asked):
        assert client.post(self.URL, pair(asked, code="AAAAAAAA", text="2025年的")).status_code == 404
        assert client.post(self.URL, {"text": "2025年的"}).status_code == 422
        assert client.get(self.URL).status_code == 405


class TestWithdrawing:
    URL = f"{STATUS}withdrawal/"

    def test_needs_a_second_yes(self, client, submitted):
        refused = client.post(self.URL, pair(submitted, reason="不需要了"))
        assert (refused.status_code, "先勾选" in refused.text, "不需要了" in refused.text) == (
            422,
            True,
            True,
        )
        answer = client.post(self.URL, pair(submitted, reason="不需要了", sure="on"))
        assert (answer.status_code, "您已撤回申请" in answer.text) == (200, True)
        submitted.case.refresh_from_db()
        assert submitted.case.state == State.CLOSED

    def test_twice_is_told_so(self, client, submitted):
        told = pair(submitted, sure="on")
        assert client.post(self.URL, told).status_code == 200
        again = client.post(self.URL, told | {"reason": "不需要了"})
        assert (again.status_code, "您这次的撤回没有提交" in again.text) == (422, True)
        assert "readonly>不需要了</textarea>" in again.text

    def test_is_no_longer_offered_when_it_is_over(self, client, submitted):
        client.post(self.URL, pair(submitted, sure="on"))
        assert "不需要了，撤回申请" not in client.post(STATUS, pair(submitted)).text


def test_a_request_of_another_form_is_another(clerk):
    assert submit(once=uuid.uuid4().hex).number != submit(once=uuid.uuid4().hex).number
    assert at("2024-04-22") == NOW
    assert Client().get("/disclosure/").status_code == 200
