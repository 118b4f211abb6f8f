"""What consoles of this module read from their line, and how they refuse."""

import sys
from datetime import date
from typing import NoReturn

from django.core.management.base import CommandParser


def refused(sentence: str) -> NoReturn:
    """End with a sentence and status 2; nothing else is printed."""
    sys.stderr.write(f"{sentence}\n")
    sys.exit(2)


def speaks_chinese(parser: CommandParser) -> CommandParser:
    """What argparse would say in English is told in our words."""
    parser.error = _refuse_line  # type: ignore[method-assign]
    return parser


def number_from(text: str, option: str) -> int:
    """A whole number from zero on."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        refused(f"{option} 应为不小于0的整数，现为“{text[:20]}”")
    return int(text)


def day_from(text: str, option: str) -> date | None:
    """A day, or none when the option is not there."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        refused(f"{option} 应为日期，例如 2024-01-08，现为“{text[:20]}”")


def _refuse_line(message: str) -> NoReturn:
    refused(f"命令写法有误（{message}），用 --help 查看写法")
