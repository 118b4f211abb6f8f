"""`manage.py deadline`."""

import json

import pytest
from django.core.management import call_command, execute_from_command_line
from django.db import DatabaseError

from quancheng.kernel.calendar import book

pytestmark = pytest.mark.django_db


def asked(capsys, *line: str) -> dict:
    call_command("deadline", *line, "--json")
    return json.loads(capsys.readouterr().out)


class TestDeadline:
    @pytest.mark.parametrize(
        ("line", "due"),
        [
            ("--received 2024-01-08 --days 20", "2024-02-04"),
            ("--received 2024-04-22 --days 20 --reset 2024-05-10", "2024-06-06"),
            ("--received 2024-08-19 --days 20 --pause 2024-08-26:2024-09-19 --extend 20", "2024-11-12"),
            (
                "--received 2024-08-19 --days 20 --pause 2024-08-26:2024-09-10 --pause 2024-08-29:2024-09-13",
                "2024-10-11",
            ),
            ("--received 2024-08-02 --calendar-days 60", "2024-10-08"),
            ("--received 2024-08-31 --months 6", "2025-02-28"),
        ],
    )
    def test_prints_the_day(self, capsys, line, due):
        told = asked(capsys, *line.split())
        assert (told["due"], told["provisional"]) == (due, False)

    def test_shows_its_working_day_by_day(self, capsys):
        told = asked(capsys, "--received", "2024-01-31", "--days", "20")
        [count] = [step for step in told["steps"] if len(step["counted"]) == 20]
        assert (count["from"], count["to"]) == ("2024-02-01", "2024-03-04")
        assert count["article"] == "《政府信息公开条例》第三十三条第二款"
        assert {"date": "2024-02-04", "reason": "调休上班", "holiday": "春节"} in count["counted"]
        assert {"date": "2024-02-12", "reason": "放假", "holiday": "春节"} in count["skipped"]
        assert {"date": "2024-02-24", "reason": "周末", "holiday": ""} in count["skipped"]

    def test_names_the_days_of_a_pause(self, capsys):
        line = "--received 2024-08-19 --days 20 --pause 2024-08-26:2024-09-10"
        told = asked(capsys, *line.split())
        paused = [m["date"] for step in told["steps"] for m in step["skipped"] if m["reason"] == "暂停"]
        assert (len(paused), paused[0], paused[-1]) == (11, "2024-08-27", "2024-09-10")

    def test_says_when_the_day_is_provisional(self, capsys):
        assert asked(capsys, "--received", "2026-12-20", "--days", "20")["provisional"] is True

    def test_speaks_to_people_too(self, capsys):
        call_command("deadline", "--received", "2024-01-08", "--days", "20")
        told = capsys.readouterr().out
        assert told.startswith("届满日  2024-02-04（星期日）")
        assert "02-04（春节调休上班）" in told

    def test_works_before_a_database_has_been_made(self, capsys, monkeypatch):
        def no_table():
            raise DatabaseError("no such table")

        monkeypatch.setattr(book, "edition", no_table)
        assert asked(capsys, "--received", "2024-01-08", "--days", "20")["due"] == "2024-02-04"

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("--days 20", "请填写收到日"),
            ("--received 2024-02-30 --days 20", "收到日“2024-02-30”不是有效日期"),
            ("--received 1024-02-03 --days 20", "年份须在2000至2100之间"),
            ("--received 2024-01-08", "请填写且只填写一种期限"),
            ("--received 2024-01-08 --days 20 --months 6", "请填写且只填写一种期限"),
            ("--received 2024-01-08 --days 0", "工作日数“0”须是1至1000的整数"),
            ("--received 2024-01-08 --days 二十", "工作日数“二十”须是1至1000的整数"),
            ("--received 2024-01-08 --days 20 --extend 21", "延长的工作日数“21”须是1至20的整数"),
            ("--received 2024-01-08 --days 20 --reset 2024-01-05", "早于收到日"),
            ("--received 2024-01-08 --days 20 --pause 2024-01-10", "须写成 起:止"),
            ("--received 2024-01-08 --days 20 --pause 2024-01-10:2024-01-09", "早于暂停起日"),
            ("--received 2024-01-08 --days 20 --pause 2024-01-05:2024-01-09", "早于收到日"),
            ("--received 2024-01-08 --months 6 --extend 5", "只用于按工作日计算的期限"),
            ("--received", "命令写法有误"),
            ("--recieved 2024-01-08", "命令写法有误"),
        ],
    )
    def test_answers_bad_input_with_one_sentence(self, capsys, line, sentence):
        with pytest.raises(SystemExit) as stopped:
            execute_from_command_line(["manage.py", "deadline", *line.split()])
        told = capsys.readouterr()
        assert stopped.value.code == 2
        assert sentence in told.err
        assert len(told.err.strip().splitlines()) == 1
        assert told.out == ""
