"""A console: the packages of the other network, taken in one after the other."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.transfer.commands import note_refusal, take_package
from quancheng.kernel.transfer.package import LARGEST, NoPackage


class Command(BaseCommand):
    help = "跨网摆渡：按编号导入目录里另一侧网络送来的包；导入过的不再写，遇到有问题的就停下"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="放包的目录")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"没有目录 {folder}；请核对")
        found = sorted(folder.glob("*.qct"))
        if not found:
            self.stdout.write(f"{folder} 里没有摆渡包（*.qct）。")
        for path in found:
            self._take(path)

    def _take(self, path: Path) -> None:
        try:
            taken = take_package(
                data=read_in(path), name=path.name, actor=Actor.clockwork(), now=timezone.now()
            )
        except Refusal as refusal:
            note_refusal(file=path.name, refusal=refusal, actor=Actor.clockwork(), now=timezone.now())
            raise CommandError(refusal.sentence) from refusal
        if taken.was_known:
            self.stdout.write(f"{path.name}：第{taken.number}号包已经导入过，没有改动。")
        else:
            self.stdout.write(
                f"{path.name}：已导入第{taken.number}号包，共{taken.rows}条，写入{taken.written}条。"
            )


def read_in(path: Path) -> bytes:
    """Raises NoPackage for what could not be one."""
    if path.stat().st_size > LARGEST:
        raise NoPackage(f"{path.name} 超过{LARGEST // 1024 // 1024}MB，不是本系统写的包；请核对文件")
    return path.read_bytes()
