"""A console: the next package for the other network, written into a folder."""

import os
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.transfer.commands.sending import (
    NothingToCarry,
    Sent,
    send_again,
    send_everything,
    send_package,
)
from quancheng.kernel.transfer.queries import anew_is_wanted


class Command(BaseCommand):
    help = "跨网摆渡：把要送往另一侧网络的新内容写成带封印的包，没有新内容时不写"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, required=True, help="放包的目录")
        parser.add_argument("--again", type=int, default=0, help="重新导出途中丢失的第几号包")
        parser.add_argument("--anew", action="store_true", help="全部重发：对方缺包又找不回来时用")
        parser.add_argument("--after", type=int, default=0, help="本站从备份恢复过：对方已导入的最后一个包号")

    def handle(self, *args: Any, to: Path, again: int, anew: bool, after: int, **options: Any) -> None:
        if not to.is_dir():
            raise CommandError(f"没有目录 {to}；请先建好，再运行一次")
        try:
            if again > 0:
                self._send(to, partial(send_again, number=again))
            elif anew or after > 0 or anew_is_wanted():
                self._send(to, partial(send_everything, after=max(0, after)))
            while not again:
                self._send(to, send_package)
        except NothingToCarry as nothing:
            self.stdout.write(nothing.sentence)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal

    def _send(self, to: Path, make: Callable[..., Sent]) -> None:
        sent = make(actor=Actor.clockwork(), now=timezone.now())
        try:
            put_down(sent, to)
        except OSError as fault:
            raise CommandError(
                f"第{sent.number}号包没有写成：{fault}；排除后用 --again {sent.number} 重新导出"
            ) from fault
        self.stdout.write(f"已写第{sent.number}号包 {to / sent.name}，共{sent.rows}条。")


def put_down(sent: Sent, to: Path) -> None:
    """Under its name only when it is whole and on the disk; until then nobody takes it for a package."""
    coming = to / f".{sent.name}.part"
    with coming.open("wb") as file:
        file.write(sent.data)
        file.flush()
        os.fsync(file.fileno())
    coming.chmod(0o600)
    coming.replace(to / sent.name)
