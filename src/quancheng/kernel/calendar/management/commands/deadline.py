"""A statutory period, worked out on the console: by when, and why."""

import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import calendar_without_house
from quancheng.kernel.calendar.days import in_words
from quancheng.kernel.calendar.question import Told, answer
from quancheng.kernel.calendar.worksheet import Mark, Worksheet, WorkStep


class Command(BaseCommand):
    help = "计算期限届满日并列出每一步：工作日（--days）、日历日（--calendar-days）或月（--months）。"
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = _refuse_line  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--received", default="", metavar="日期", help="收到日，例如 2024-01-08")
        parser.add_argument("--days", default="", metavar="N", help="工作日数")
        parser.add_argument("--calendar-days", default="", metavar="N", help="日历日数，届满日遇休息日顺延")
        parser.add_argument("--months", default="", metavar="N", help="月数，届满日遇休息日顺延")
        parser.add_argument(
            "--reset", action="append", default=[], metavar="日期", help="补正或缴费后重新起算"
        )
        parser.add_argument(
            "--pause", action="append", default=[], metavar="起:止", help="暂停：起日计入，止日不计入；可重复"
        )
        parser.add_argument("--extend", default="", metavar="N", help="延长的工作日数，1至20")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: object, **told: Any) -> None:
        question = Told(
            received=told["received"],
            days=told["days"],
            calendar_days=told["calendar_days"],
            months=told["months"],
            resets=told["reset"],
            pauses=told["pause"],
            extend=told["extend"],
        )
        try:
            worksheet = answer(question, calendar_without_house())
        except Refusal as refusal:
            _refuse(refusal.sentence)
        if told["json"]:
            self.stdout.write(json.dumps(worksheet.as_data(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(worksheet)))


def _refuse_line(message: str) -> NoReturn:
    _refuse(f"命令写法有误（{message}），用 --help 查看写法")


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(2)


def _lines(worksheet: Worksheet) -> list[str]:
    due = in_words(worksheet.due) if worksheet.due else "待定"
    head = f"届满日  {due}" + ("  暂定：有年份尚无放假安排" if worksheet.provisional else "")
    steps = [line for n, step in enumerate(worksheet.steps, start=1) for line in _step_lines(n, step)]
    return [head, "", *steps]


def _step_lines(n: int, step: WorkStep) -> list[str]:
    basis = f"  （{step.article}）" if step.article else ""
    lines = [f"{n}. {step.rule}{basis}"]
    for name, marks in (("计入", step.counted), ("不计", step.skipped)):
        if marks:
            lines.append(f"   {name} {len(marks)} 日：{'、'.join(_mark(mark) for mark in marks)}")
    return lines


def _mark(mark: Mark) -> str:
    why = "" if mark.reason == "工作日" else f"（{mark.holiday}{mark.reason}）"
    return f"{mark.day:%m-%d}{why}"
