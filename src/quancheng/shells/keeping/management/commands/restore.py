"""A console: put a backup back into an empty place, and compare."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.keeping import telling
from quancheng.shells.keeping.backup import newest_in
from quancheng.shells.keeping.bringing import keys_from, keys_here
from quancheng.shells.keeping.house import House, house_in, this_house
from quancheng.shells.keeping.restore import restore


class Command(BaseCommand):
    help = "把备份恢复到空的目录和空的数据库，逐项核对；不一致时返回码为1"
    requires_system_checks: list[str] = []  # they ask for the keys that this console brings

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path, metavar="BACKUP", help="备份文件；给目录则取其中最近的一份")
        parser.add_argument(
            "--into", type=Path, metavar="FOLDER", help="恢复到这个目录，默认是本站的数据目录"
        )
        parser.add_argument(
            "--database", default="", metavar="NAME", help="使用PostgreSQL时，恢复到同一服务器上的这个空库"
        )
        parser.add_argument("--keys", type=Path, metavar="FILE", help="密钥备份，一并恢复")
        parser.add_argument(
            "--without-keys", action="store_true", help="密钥已丢失，只恢复其余内容（个人信息读不出来）"
        )

    def handle(self, *args: Any, backup: Path, keys: Path | None, without_keys: bool, **options: Any) -> None:
        try:
            into = _place(options["into"], options["database"], brings_keys=keys is not None)
            brought = None if without_keys else keys_from(keys, into) if keys else keys_here(into)
            restored = restore(newest_in(backup), into=into, keys=brought)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        for sentence in (*telling.told_restore(restored), *telling.told_secret(restored)):
            self.stdout.write(sentence)
        if restored.differences:
            sys.exit(1)


def _place(folder: Path | None, database: str, *, brings_keys: bool) -> House:
    """Keys that are brought along into another folder stand within it, as in a trial house."""
    if folder is None:
        return house_in(this_house().folder, database=database) if database else this_house()
    folder = folder.absolute()
    return house_in(folder, database=database, keys=folder / "keys" if brings_keys else None)
