"""A year of requests from a file: what it may say, what comes of it, and what is refused with its place."""

import copy
import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.conf import settings as house
from django.core.management import call_command

from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.records.disclosure.public import AnnualRow, ApplicantColumn, annual_cells
from quancheng.records.remedies.public import Column, Kind, remedy_cells
from quancheng.shells.demo.city import DemoInProduction, load_city
from quancheng.shells.demo.life.norms import load_norms
from quancheng.shells.demo.life.people import People
from quancheng.shells.demo.replay import play, requests_from
from quancheng.shells.demo.replay.shape import BadFile

Request, Unit = apps.get_model("disclosure", "Request"), apps.get_model("orgs", "Unit")
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday
TODAY = date(2026, 3, 5)


@pytest.fixture(scope="module")
def example():
    """The example of the page that tells the shape."""
    page = (house.ROOT / "docs" / "requests-file.md").read_text(encoding="utf-8")
    return json.loads(page.partition("```json\n")[2].partition("```")[0])


def told(example, **changed):
    """The example with places put otherwise: `steps[0]` of its second request, and the like."""
    return json.dumps(example | changed, ensure_ascii=False).encode()


def tell_how_one_pays(from_on):
    """A fee notice tells it, and so it must hold on the day of the notice."""
    people, now = People(TODAY), datetime(2023, 12, 29, 9, tzinfo=NOW.tzinfo)  # Friday
    entered = enter_value(
        norm="disclosure.payment", value=(("", "演示市财政非税收入专户（演示）"),), from_on=from_on,
        source="演示", mark=Mark.D, actor=people.office, now=now,
    )  # fmt: skip
    sign_value(value_id=entered.pk, digest=entered.digest, actor=people.playing("legal"), now=now)


@pytest.mark.django_db
class TestPlay:
    @pytest.fixture(autouse=True)
    def city(self):
        load_city(NOW)
        load_norms(NOW)

    def test_makes_the_annual_table(self, example):
        played = play(requests_from(told(example)), today=TODAY)
        assert (len(played.numbers), played.known, played.steps, played.stopped) == (4, 0, 21, [])
        bureau = Unit.objects.get(code="105", tenant__slug="jinan")
        person, firm, institute = ApplicantColumn.PERSON, ApplicantColumn.ENTERPRISE, ApplicantColumn.RESEARCH
        assert annual_cells(unit_ids=[bureau.pk], year=2024) == {
            (AnnualRow.RECEIVED, person): 2,
            (AnnualRow.RECEIVED, firm): 1,
            (AnnualRow.RECEIVED, institute): 1,
            (AnnualRow.DISCLOSED, person): 1,
            (AnnualRow.PARTLY, firm): 1,
            (AnnualRow.NOT_CORRECTED, institute): 1,
            (AnnualRow.CARRIED_OUT, person): 1,
        }
        assert annual_cells(unit_ids=[bureau.pk], year=2025)[AnnualRow.CARRIED_IN, person] == 1

    def test_counts_the_days_of_the_worked_examples(self, example):
        play(requests_from(told(example)), today=TODAY)
        open_one = Request.objects.get(wanted__startswith="会议纪要")
        assert open_one.case.due_on == date(2025, 1, 14)  # E14: Tuesday
        assert Request.objects.get(wanted__startswith="采购合同").case.ended_on == date(2024, 10, 8)

    def test_plays_a_fee_that_was_not_paid_with_its_letter(self, example):
        """E13: received on Monday 2 September 2024, notice of 20 September, last day to pay 23 October."""
        tell_how_one_pays(date(2024, 1, 1))
        one = copy.deepcopy(example["requests"][3]) | {"ref": "E13", "came_on": "2024-09-02"}
        one["steps"] = [
            {"step": "divide", "on": "2024-09-18", "wanted": ["会议纪要"]},
            {"step": "decide", "ground": "36-2"},
            {"step": "propose_fee", "on": "2024-09-18", "basis": "pages", "pages": 68, "why": "数量过大"},
            {"step": "fee_notice", "on": "2024-09-20"}, {"step": "fee_notice_served", "on": "2024-09-20"},
            {"step": "unpaid", "on": "2024-10-24"}, {"step": "draft_ending"}, {"step": "review_ending"},
            {"step": "issue_ending"},
        ]  # fmt: skip
        played = play(requests_from(told(example, requests=[one])), today=TODAY)
        assert (played.steps, played.stopped) == (9, [])
        request = Request.objects.get(number=played.numbers["E13"])
        assert (request.row, request.case.ended_on) == (AnnualRow.FEE_NOT_PAID, date(2024, 10, 24))
        early = copy.deepcopy(one) | {"ref": "E13-early"}
        early["steps"][5]["on"] = "2024-10-23"
        stopped = play(requests_from(told(example, requests=[early])), today=TODAY).stopped
        assert "2024-10-23届满" in stopped[0]

    def test_plays_very_many_with_a_later_day(self, example):
        one = copy.deepcopy(example["requests"][3]) | {"ref": "E35", "came_on": "2024-06-03"}
        one["steps"] = [
            {"step": "ask_reasons", "on": "2024-06-05", "count": 120, "period": "2024年1月至5月",
             "points": "请说明理由", "until": "2024-06-19"},
            {"step": "reasons_got", "on": "2024-06-14", "text": "研究"},
            {"step": "delay", "on": "2024-06-20", "until": "2024-10-31", "reason": "数量过大"},
        ]  # fmt: skip
        played = play(requests_from(told(example, requests=[one])), today=TODAY)
        assert played.stopped == []
        assert Request.objects.get(number=played.numbers["E35"]).case.due_on == date(2024, 10, 31)

    def test_plays_what_was_brought_against_an_answer_and_against_silence(self, example):
        """A review that upholds, a suit after it, and an order against silence: the request opens anew."""
        attacked, silent = copy.deepcopy(example["requests"][0]), copy.deepcopy(example["requests"][3])
        attacked["proceedings"] = [
            {"kind": "review", "organ": "演示市人民政府", "file_number": "演复1号", "procedure": "simple",
             "filed_on": "2024-03-01", "accepted_on": "2024-03-04", "notified_on": "2024-03-05",
             "steps": [{"step": "answered", "on": "2024-03-08"},
                       {"step": "decided", "on": "2024-04-01", "outcome": "r-upheld"}]},
            {"kind": "after", "before": "演复1号", "organ": "演示区人民法院", "file_number": "演行初2号",
             "filed_on": "2024-04-08", "accepted_on": "2024-04-10", "notified_on": "2024-04-12",
             "steps": [{"step": "answered", "on": "2024-04-22"}, {"step": "heard", "on": "2024-06-03"},
                       {"step": "judged", "on": "2024-08-01", "outcome": "s-dismissed"},
                       {"step": "appealed", "on": "2024-08-09"},
                       {"step": "appeal_decided", "on": "2024-11-01", "result": "upheld"}]},
        ]  # fmt: skip
        silent["proceedings"] = [
            {"kind": "review", "organ": "演示市人民政府", "file_number": "演复3号", "against": "silence",
             "filed_on": "2025-02-10", "accepted_on": "2025-02-12", "notified_on": "2025-02-14",
             "steps": [{"step": "answered", "on": "2025-02-20"},
                       {"step": "decided", "on": "2025-03-14", "outcome": "r-ordered",
                        "decision_number": "演复决3号", "redo_by": "2025-04-11"},
                       {"step": "complied", "on": "2025-04-10"}]},
        ]  # fmt: skip
        silent["steps"] = [
            {"step": "answer", "on": "2025-04-10", "items": [{"wanted": "会议纪要", "ground": "36-2"}]}
        ]
        file = told(example, requests=[attacked, silent])
        played = play(requests_from(file), today=TODAY)
        assert played.stopped == []
        bureau = Unit.objects.get(code="105", tenant__slug="jinan")
        assert remedy_cells(unit_ids=[bureau.pk], year=2024) == {
            (Kind.REVIEW.block, Column.UPHELD): 1, (Kind.AFTER.block, Column.UPHELD): 1,
        }  # fmt: skip
        assert remedy_cells(unit_ids=[bureau.pk], year=2025) == {(Kind.REVIEW.block, Column.CORRECTED): 1}
        answered = Request.objects.get(number=played.numbers[silent["ref"]])
        assert answered.case.ended_on == date(2025, 4, 10)
        assert answered.redos.get().order == "演示市人民政府行政复议决定（演复决3号）"
        again = play(requests_from(file), today=TODAY)
        assert (again.known, again.steps, again.stopped) == (2, 0, [])

    def test_stops_a_proceeding_against_an_answer_that_was_never_served(self, example):
        one = copy.deepcopy(example["requests"][3])
        one["proceedings"] = [
            {"kind": "review", "organ": "演示市人民政府", "file_number": "演复1号", "filed_on": "2025-02-10",
             "accepted_on": "2025-02-12"}
        ]  # fmt: skip
        stopped = play(requests_from(told(example, requests=[one])), today=TODAY).stopped
        assert stopped[0].startswith("requests[0].proceedings[0]")
        assert "silence" in stopped[0]

    def test_changes_nothing_a_second_time(self, example):
        play(requests_from(told(example)), today=TODAY)
        again = play(requests_from(told(example)), today=TODAY)
        assert (again.known, again.steps, again.stopped) == (4, 0, [])
        assert Request.objects.count() == 4

    def test_goes_on_where_a_step_was_refused(self, example):
        late = copy.deepcopy(example)
        late["requests"][2]["steps"][0]["on"] = "2024-05-06"  # Monday, the eighth working day
        late["requests"][2]["steps"][1]["on"] = "2024-05-06"
        stopped = play(requests_from(told(late)), today=TODAY).stopped
        assert len(stopped) == 1
        assert stopped[0].startswith("requests[2].steps[0]")
        assert "7个工作日" in stopped[0]
        mended = play(requests_from(told(example)), today=TODAY)
        assert (mended.known, mended.steps, mended.stopped) == (4, 3, [])

    def test_is_refused_where_nobody_may_act(self, example):
        apps.get_model("orgs", "Holding").objects.filter(post__unit__code="105").delete()
        with pytest.raises(Exception, match="没有人能办理“登记收到”"):
            play(requests_from(told(example)), today=TODAY)
        assert not Request.objects.exists()

    def test_is_refused_in_production(self, example, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            play(requests_from(told(example)), today=TODAY)

    def test_is_a_console(self, example, tmp_path, capsys):
        file = tmp_path / "year.json"
        file.write_bytes(told(example))
        call_command("load_requests", str(file), "--json")
        assert set(json.loads(capsys.readouterr().out)["numbers"]) == {"E1", "E9", "E7", "E14"}


class TestRequestsFrom:
    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"format": "other"}, "format"),
            ({"requests": []}, "requests 应有"),
            ({"requests": {}}, "requests 应为一个列表"),
        ],
    )
    def test_refuses_a_file_of_another_shape(self, example, change, said):
        with pytest.raises(BadFile, match=said):
            requests_from(told(example, **change))

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"{", "第1行"), (b"\xff\xfe\x00", "UTF-8"), (b"[]", "文件 应为一个对象"),
            (b"[" * 100_000, "嵌套太深"), (b"", "第1行"),
        ],
    )  # fmt: skip
    def test_refuses_what_is_no_file_of_requests(self, content, said):
        with pytest.raises(BadFile, match=said):
            requests_from(content)

    @pytest.mark.parametrize(
        ("place", "value", "said"),
        [
            (("came_on",), "2024-02-30", r"requests\[1\].came_on 应为日期"),
            (("at",), "25:00", r"requests\[1\].at 应为时刻"),
            (("purpose",), "科研", "没有“purpose”这一项"),
            (("applicant", "name"), "", r"requests\[1\].applicant.name 应为文字"),
            (("applicant", "name"), "演" * 3001, "最多3000字"),
            (("steps", 0, "on"), "2024-01-01", "日期应当从早到晚"),
            (("steps", 0, "step"), "vanish", "不是步骤"),
            (("steps", 1, "party"), "friend", r"steps\[1\].party 应为third、co_maker、organ之一"),
            (("steps", 2, "place"), -1, "不小于0的整数"),
            (("steps", 4, "items"), [{"wanted": "合同"}], r"steps\[4\].items\[0\].ground 没有填写"),
            (("ref",), "E1", "出现了两次"),
            (("needs_help",), "yes", "true 或者 false"),
        ],
    )  # fmt: skip
    def test_names_the_place_of_a_fault(self, example, place, value, said):
        faulty = copy.deepcopy(example)
        there = faulty["requests"][1]
        for step in place[:-1]:
            there = there[step]
        there[place[-1]] = value
        with pytest.raises(BadFile, match=said):
            requests_from(told(faulty))
