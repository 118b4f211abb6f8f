"""Entering a year's notice from a file."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.commands import import_year
from quancheng.kernel.calendar.notices import UnreadableNotice, read_notice


class Command(BaseCommand):
    help = "录入一个年份的放假安排：JSON、CSV 或通知原文（txt）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件")
        parser.add_argument("--year", type=int, default=None, help="通知原文没有写明年份时注明")
        parser.add_argument("--number", default="", help="文号，例如 国办发明电〔2023〕7号")

    def handle(self, *args: object, **told: Any) -> None:
        try:
            notice = read_notice(
                _text_of(told["file"]), name=told["file"].name, year=told["year"], number=told["number"]
            )
            entry = import_year(notice=notice, actor=Actor.clockwork(), now=timezone.now())
        except Refusal as refusal:
            sys.stderr.write(f"{refusal.sentence}\n")
            sys.exit(2)
        self.stdout.write(f"已录入{entry}，共调整{len(notice.days)}天，待核对")


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as fault:
        raise UnreadableNotice(f"文件“{path}”打不开，请核对路径和权限") from fault
    except UnicodeDecodeError as fault:
        raise UnreadableNotice(f"文件“{path}”不是 UTF-8 编码的文本，请另存为 UTF-8 后再试") from fault
