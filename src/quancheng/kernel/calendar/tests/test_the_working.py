"""The working of a last day word for word: what an applicant reads, a clerk checks, a court may be shown."""

import pytest

from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.calendar.ledger import (
    Articles,
    Ledger,
    PauseReading,
    merged,
    read_as,
    safe_day,
    work_out,
)
from quancheng.kernel.calendar.periods import period_of_days, period_of_months
from quancheng.kernel.calendar.tests.examples import SHIPPED, day, pause
from quancheng.kernel.calendar.worksheet import Worksheet

ARTICLES = Articles("计", "复", "停", "延")
FIRST = "《民法典》第二百零一条第一款"
RESTS = "08-31周末 09-01周末"


def lines(sheet: Worksheet) -> list[str]:
    """A step as one line: rule, article, stretch, how many days count, which do not and why."""
    return [
        f"{step.rule}｜{step.article}｜{step.begins:%m-%d}→{step.ends:%m-%d}｜{len(step.counted)}｜"
        + " ".join(f"{mark.day:%m-%d}{mark.reason}" for mark in step.skipped)
        for step in sheet.steps
    ]


def received(on: str, weekday: str) -> str:
    return f"收到之日{on}（{weekday}）不计入，自下一日起算｜{FIRST}｜{on[5:]}→{on[5:]}｜0｜{on[5:]}起算当日"


def begun(on: str, weekday: str) -> str:
    return received(on, weekday).replace("收到", "起算")


class TestWorkOut:
    def test_starts_anew_with_a_correction(self):
        sheet = work_out(Ledger(day("2024-04-22"), 20, resets=(day("2024-05-10"),)), SHIPPED, ARTICLES)  # E7b
        assert lines(sheet) == [
            received("2024-04-22", "星期一"),
            (
                "期限自2024-05-10（星期五）重新起算，当日不计入；此前经过的12个工作日不再计入"
                "｜复｜04-23→05-10｜0｜05-10起算当日"
            ),
            (
                "计20个工作日｜计｜05-11→06-06｜20｜"
                "05-12周末 05-18周末 05-19周末 05-25周末 05-26周末 06-01周末 06-02周末"
            ),
            "届满日：2024-06-06（星期四），工作日，当日二十四时前有效｜｜06-06→06-06｜0｜",
        ]

    def test_starts_anew_on_the_day_of_receipt_itself(self):
        sheet = work_out(Ledger(day("2024-07-01"), 2, resets=(day("2024-07-01"),)), SHIPPED, ARTICLES)
        assert lines(sheet)[1] == (
            "期限自2024-07-01（星期一）重新起算，当日不计入；此前经过的0个工作日不再计入"
            "｜复｜07-01→07-01｜0｜07-01起算当日"
        )

    def test_tells_by_when_an_extension_must_be_decided(self):
        sheet = work_out(Ledger(day("2024-06-03"), 20, extension=2), SHIPPED, ARTICLES)
        assert lines(sheet)[1:] == [
            (
                "计20个工作日｜计｜06-04→07-02｜20｜06-08周末 06-09周末 06-10放假 06-15周末 06-16周末"
                " 06-22周末 06-23周末 06-29周末 06-30周末"
            ),
            "延长2个工作日（须不晚于2024-07-02（星期二）决定并告知申请人）｜延｜07-02→07-04｜2｜",
            "届满日：2024-07-04（星期四），工作日，当日二十四时前有效｜｜07-04→07-04｜0｜",
        ]

    def test_takes_a_consultation_out(self):
        told = Ledger(day("2024-08-19"), 20, pauses=(pause("2024-08-26", "2024-09-10"),))  # E9
        assert lines(work_out(told, SHIPPED, ARTICLES)) == [
            received("2024-08-19", "星期一"),
            "2024-08-26（星期一）次日至2024-09-10（星期二）暂停，其中11个工作日不计入｜停｜08-26→09-10｜0｜",
            (
                "计20个工作日｜计｜08-20→10-08｜20｜08-24周末 08-25周末 08-27暂停 08-28暂停 08-29暂停"
                f" 08-30暂停 {RESTS} 09-02暂停 09-03暂停 09-04暂停 09-05暂停 09-06暂停 09-07周末"
                " 09-08周末 09-09暂停 09-10暂停 09-15放假 09-16放假 09-17放假 09-21周末 09-22周末"
                " 09-28周末 10-01放假 10-02放假 10-03放假 10-04放假 10-05放假 10-06放假 10-07放假"
            ),
            "届满日：2024-10-08（星期二），工作日，当日二十四时前有效｜｜10-08→10-08｜0｜",
        ]

    def test_leaves_the_last_day_open_while_a_pause_is(self):
        sheet = work_out(
            Ledger(day("2024-08-19"), 20, pauses=((day("2024-08-26"), None),)), SHIPPED, ARTICLES
        )
        assert sheet.due is None
        assert lines(sheet)[1:] == [
            "自2024-08-26（星期一）次日起暂停，尚未结束｜停｜08-26→08-26｜0｜",
            "已计5个工作日｜计｜08-20→08-26｜5｜08-24周末 08-25周末",
            "暂停尚未结束，届满日待定｜｜08-26→08-26｜0｜",
        ]

    def test_tells_how_much_of_an_extension_was_used_when_a_pause_came(self):
        told = Ledger(day("2024-07-01"), 3, extension=3, pauses=((day("2024-07-05"), None),))
        assert lines(work_out(told, SHIPPED, ARTICLES))[2:] == [
            "计3个工作日｜计｜07-02→07-04｜3｜",
            "延长3个工作日，已计1个｜延｜07-04→07-05｜1｜",
            "暂停尚未结束，届满日待定｜｜07-05→07-05｜0｜",
        ]

    def test_tells_of_a_pause_that_came_too_late(self):
        told = Ledger(day("2024-07-01"), 3, pauses=(pause("2024-07-04", "2024-07-08"),))
        assert lines(work_out(told, SHIPPED, ARTICLES))[1] == (
            "2024-07-04（星期四）次日至2024-07-08（星期一）暂停，其中2个工作日不计入"
            "；暂停开始前期限已届满，不影响届满日｜停｜07-04→07-08｜0｜"
        )

    def test_tells_of_a_pause_before_a_fresh_start(self):
        told = Ledger(
            day("2024-07-01"), 3, resets=(day("2024-07-10"),), pauses=(pause("2024-07-02", "2024-07-10"),)
        )
        assert lines(work_out(told, SHIPPED, ARTICLES))[2:] == [
            "2024-07-02（星期二）至2024-07-10（星期三）的暂停在重新起算之前，不影响届满日｜停｜07-02→07-10｜0｜",
            "计3个工作日｜计｜07-11→07-15｜3｜07-13周末 07-14周末",
            "届满日：2024-07-15（星期一），工作日，当日二十四时前有效｜｜07-15→07-15｜0｜",
        ]

    def test_tells_of_a_pause_that_was_over_on_the_day_of_receipt(self):
        told = Ledger(day("2024-07-01"), 3, pauses=(pause("2024-07-01", "2024-07-01"),))
        assert lines(work_out(told, SHIPPED, ARTICLES))[1] == (
            "2024-07-01（星期一）至2024-07-01（星期一）的暂停在起算之日以前，不影响届满日｜停｜07-01→07-01｜0｜"
        )

    def test_doubts_only_the_years_that_it_counts_through(self):
        calendar = WorkCalendar(rest={}, years=frozenset({2024}))
        assert not work_out(Ledger(day("2023-12-31"), 2), calendar, ARTICLES).provisional
        assert work_out(Ledger(day("2023-12-29"), 2), calendar, ARTICLES).provisional
        assert work_out(Ledger(day("2024-12-30"), 2), calendar, ARTICLES).provisional


class TestPeriods:
    def test_of_days_roll_over_a_holiday(self):
        assert lines(period_of_days(day("2024-08-02"), 60, SHIPPED)) == [  # E21
            begun("2024-08-02", "星期五"),
            f"按日历计满60日：2024-10-01（星期二）｜{FIRST}｜08-03→10-01｜60｜",
            (
                "最后一日是放假，顺延至其后第一个工作日：2024-10-08（星期二）｜《民法典》第二百零三条第一款"
                "｜10-01→10-08｜1｜10-02放假 10-03放假 10-04放假 10-05放假 10-06放假 10-07放假"
            ),
            "届满日：2024-10-08（星期二），工作日｜｜10-08→10-08｜0｜",
        ]

    def test_of_days_end_on_a_working_day_as_they_are(self):
        assert lines(period_of_days(day("2024-03-01"), 60, SHIPPED)) == [  # E22
            begun("2024-03-01", "星期五"),
            f"按日历计满60日：2024-04-30（星期二）｜{FIRST}｜03-02→04-30｜60｜",
            "届满日：2024-04-30（星期二），工作日｜｜04-30→04-30｜0｜",
        ]

    def test_of_months_end_on_the_same_day_of_the_month(self):
        assert lines(period_of_months(day("2024-03-01"), 6, SHIPPED)) == [  # E22
            begun("2024-03-01", "星期五"),
            "满6个月，到期月的对应日：2024-09-01（星期日）｜《民法典》第二百零二条｜03-02→09-01｜184｜",
            (
                "最后一日是周末，顺延至其后第一个工作日：2024-09-02（星期一）｜《民法典》第二百零三条第一款"
                "｜09-01→09-02｜1｜"
            ),
            "届满日：2024-09-02（星期一），工作日｜｜09-02→09-02｜0｜",
        ]

    def test_of_months_end_with_a_month_that_has_no_such_day(self):
        sheet = period_of_months(day("2024-08-31"), 6, SHIPPED)  # E24
        assert lines(sheet)[1] == (
            "满6个月，到期月没有对应日，以月末日为准：2025-02-28（星期五）｜《民法典》第二百零二条"
            "｜09-01→02-28｜181｜"
        )
        assert lines(sheet)[-1] == "届满日：2025-02-28（星期五），工作日｜｜02-28→02-28｜0｜"


class TestMerged:
    @pytest.mark.parametrize(
        ("pauses", "union"),
        [
            ([("07-01", "07-05"), ("07-05", "07-09")], [("07-01", "07-09")]),  # they touch: one stretch
            ([("07-01", "07-05"), ("07-06", "07-09")], [("07-01", "07-05"), ("07-06", "07-09")]),
            ([("07-03", "07-09"), ("07-01", "07-04")], [("07-01", "07-09")]),
            ([("07-01", "07-09"), ("07-03", "07-04")], [("07-01", "07-09")]),
        ],
    )
    def test_takes_shared_days_out_once(self, pauses, union):
        def dated(told):
            return [pause(f"2024-{begins}", f"2024-{ends}") for begins, ends in told]

        assert merged(tuple(dated(pauses))) == dated(union)

    def test_stays_open_when_one_of_them_is(self):
        assert merged((pause("2024-07-01", "2024-07-05"), (day("2024-07-03"), None))) == [
            (day("2024-07-01"), None)
        ]


class TestReadAs:
    OPEN = (day("2024-07-03"), None)

    def test_shifts_one_edge_by_a_day(self):
        told = pause("2024-07-03", "2024-07-09")
        assert read_as(told, PauseReading.AFTER_SENDING) == told
        assert read_as(told, PauseReading.FROM_SENDING) == pause("2024-07-02", "2024-07-09")
        assert read_as(told, PauseReading.BEFORE_ANSWER) == pause("2024-07-03", "2024-07-08")

    def test_leaves_an_open_pause_open(self):
        assert read_as(self.OPEN, PauseReading.BEFORE_ANSWER) == self.OPEN

    def test_never_ends_a_pause_before_it_began(self):
        told = pause("2024-07-03", "2024-07-03")
        assert read_as(told, PauseReading.BEFORE_ANSWER) == told

    def test_gives_no_safe_day_while_a_pause_is_open(self):
        assert safe_day(Ledger(day("2024-07-01"), 20, pauses=(self.OPEN,)), SHIPPED) is None
