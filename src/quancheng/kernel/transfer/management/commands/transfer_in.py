"""A console: the packages of the other network, taken in one after the other."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.transfer.commands.taking import PackageMissing, note_refusal, take_package
from quancheng.kernel.transfer.package import LARGEST, NoPackage
from quancheng.kernel.transfer.queries import was_turned_away


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
        missing = None
        for path in found:
            missing = self._take(path, missing)
        if missing is not None:
            raise CommandError(missing.sentence)

    def _take(self, path: Path, missing: PackageMissing | None) -> PackageMissing | None:
        """What is missing after this one: a gap is passed over by a package that begins afresh."""
        now = timezone.now()
        try:
            taken = take_package(data=read_in(path), name=path.name, actor=Actor.clockwork(), now=now)
        except PackageMissing as gap:
            if missing is None:
                turned_away(path.name, gap)
            return missing or gap
        except Refusal as refusal:
            turned_away(path.name, refusal)
            raise CommandError(refusal.sentence) from refusal
        if taken.was_known:
            self.stdout.write(f"{path.name}：第{taken.number}号包已经导入过，没有改动。")
            return missing
        self.stdout.write(
            f"{path.name}：已导入第{taken.number}号包，共{taken.rows}条，写入{taken.written}条。"
        )
        return None


def turned_away(file: str, refusal: Refusal) -> None:
    """Written down once, though a timer brings the same file again and again."""
    if not was_turned_away(file, refusal.sentence):
        note_refusal(file=file, refusal=refusal, actor=Actor.clockwork(), now=timezone.now())


def read_in(path: Path) -> bytes:
    """Raises NoPackage for what could not be one."""
    if path.stat().st_size > LARGEST:
        raise NoPackage(f"{path.name} 超过{LARGEST // 1024 // 1024}MB，不是本系统写的包；请核对文件")
    return path.read_bytes()
