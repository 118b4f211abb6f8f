"""A console: prove that a backup of this house can be restored."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.keeping import telling
from quancheng.shells.keeping.drill import drill
from quancheng.shells.keeping.house import this_house


class Command(BaseCommand):
    help = "备份恢复演练：备份本站，恢复到空处，逐项核对后清除；不一致时返回码为1"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--in", dest="within", type=Path, metavar="FOLDER", help="在这个目录里演练，默认是数据目录"
        )

    def handle(self, *args: Any, within: Path | None, **options: Any) -> None:
        try:
            house = this_house()
            drilled = drill(house, within=within or house.folder, now=timezone.now())
        except Refusal as refusal:
            raise CommandError(f"演练没有完成：{refusal.sentence}") from refusal
        for sentence in telling.told_restore(drilled.restored):
            self.stdout.write(sentence)
        self.stdout.write(
            f"备份{drilled.size / 1_000_000:.1f} MB，用时{drilled.seconds_of_backup:.1f}秒；"
            f"恢复并核对用时{drilled.seconds_of_restore:.1f}秒。"
        )
        if drilled.restored.differences:
            sys.exit(1)
