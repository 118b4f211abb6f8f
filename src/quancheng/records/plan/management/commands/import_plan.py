"""`import_plan FILE --dry-run --json`: how a plan is understood, as one JSON object; needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.content import Content
from quancheng.kernel.files.reading import read_content
from quancheng.records.plan.rules import PlanReading, as_json, understand

UNREADABLE = 2


class OnlyDryRun(Refusal):
    """Nothing is saved from the console yet."""

    code = "plan.import.only_dry_run"


class FileNotOpened(Refusal):
    """There is no such file, or it may not be read."""

    code = "plan.import.file_not_opened"


class Command(BaseCommand):
    help = "读入一份工作要点（docx、xlsx、pdf、html、txt），先看它被怎样理解"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="工作要点的文件")
        parser.add_argument("--dry-run", action="store_true", help="只看理解的结果，什么都不保存")
        parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象，供别的程序使用")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if not options["dry_run"]:
                raise OnlyDryRun("目前只能试读：请加上 --dry-run；要保存进台账，请在工作台上导入。")
            reading = understand(_content(Path(options["file"])))
        except Refusal as refusal:
            self.stderr.write(refusal.sentence)
            raise SystemExit(UNREADABLE) from None
        self.stdout.write(_json(reading) if options["json"] else _summary(reading))


def _content(path: Path) -> Content:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileNotOpened(f"找不到文件“{path}”；请核对路径后再试。") from None
    except IsADirectoryError:
        raise FileNotOpened(f"“{path}”是文件夹，不是文件；请给出文件夹里那份文件的路径。") from None
    except (OSError, ValueError):
        raise FileNotOpened(f"打不开文件“{path}”；请核对路径和读取权限后再试。") from None
    return read_content(data, name=path.name)


def _json(reading: PlanReading) -> str:
    return json.dumps(as_json(reading), ensure_ascii=False, indent=2)


def _summary(reading: PlanReading) -> str:
    doubts = [problem.sentence for row in reading.rows for problem in row.problems] + [
        problem.sentence for problem in reading.problems
    ]
    head = f"《{reading.title}》{reading.year or '年份不明'}：{len(reading.rows)} 行，{len(doubts)} 条提示"
    return "\n".join([head, *doubts])
