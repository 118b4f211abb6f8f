"""`load_requests FILE.json [--dry-run] [--json]`: a year of requests, played step by step."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.demo.replay import Played, Told, play, requests_from

REFUSED, STOPPED = 2, 1  # the exit codes


class Command(BaseCommand):
    help = "按文件载入依申请公开的办件，逐日办理（只用于演示和演练；文件格式见 docs/requests-file.md）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="申请文件（JSON，UTF-8）")
        parser.add_argument("--dry-run", action="store_true", help="只检查文件，什么都不保存")
        parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象，供别的程序使用")

    def handle(self, *args: Any, **told: Any) -> None:
        try:
            requests = requests_from(_content(told["file"]))
            if told["dry_run"]:
                self.stdout.write(f"文件可以载入：申请{len(requests)}件，步骤{_steps(requests)}步。")
                return
            played = play(requests, today=timezone.localdate())
        except Refusal as refusal:
            sys.stderr.write(f"{refusal.sentence}\n")
            sys.exit(REFUSED)
        self.stdout.write(_data(played) if told["json"] else _words(played))
        if played.stopped:
            sys.exit(STOPPED)


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as fault:
        sys.stderr.write(f"打不开文件“{name}”：{fault.strerror}；请核对文件名和权限\n")
        sys.exit(REFUSED)


def _steps(requests: tuple[Told, ...]) -> int:
    return sum(len(one.deeds) for one in requests)


def _data(played: Played) -> str:
    told = {
        "numbers": played.numbers, "known": played.known, "steps": played.steps, "stopped": played.stopped,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=2)


def _words(played: Played) -> str:
    new = len(played.numbers) - played.known
    lines = [f"载入申请{new}件（此前已有{played.known}件），办理{played.steps}步。"]
    if played.stopped:
        lines += [
            f"有{len(played.stopped)}件没有办到底，改正后再载入一次，接着办：",
            *played.stopped,
        ]
    return "\n".join(lines)
