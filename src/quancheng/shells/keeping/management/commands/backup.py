"""A console: take a backup while the house goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.keeping import backup, telling
from quancheng.shells.keeping.house import this_house

WITHOUT_KEYS = "这份备份不含密钥：没有密钥，其中的个人信息读不出来。密钥用 --keys-to 另外备份到别的介质。"


class Command(BaseCommand):
    help = "备份数据库、文件和审计锚；密钥用 --keys-to 另外备份"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, metavar="FOLDER", help="放备份的目录，默认是数据目录下的 backups"
        )
        parser.add_argument("--keys-to", type=Path, metavar="FOLDER", help="放密钥备份的目录，不能与上面同处")
        parser.add_argument(
            "--keep", type=int, default=backup.KEEP, metavar="N", help="保留最近N份，默认14份"
        )

    def handle(self, *args: Any, to: Path | None, keys_to: Path | None, keep: int, **options: Any) -> None:
        if keep < 1:
            raise CommandError("--keep 至少为1")
        to, now = to or settings.VAR / "backups", timezone.now()
        try:
            house = this_house()
            if keys_to:
                backup.must_lie_apart(keys_to, to)
            for sentence in telling.told_backup(backup.take_backup(house, to=to, keep=keep, now=now)):
                self.stdout.write(sentence)
            keys = backup.take_keys(house, to=keys_to, apart_from=to, now=now) if keys_to else None
            self.stdout.write(telling.told_keys(keys) if keys else WITHOUT_KEYS)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
