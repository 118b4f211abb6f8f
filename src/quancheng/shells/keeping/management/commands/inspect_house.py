"""A console: what stands in this house, as JSON. A restore asks it of the house it has put up."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.keeping.inspection import AS_TEXT, inspect


class Command(BaseCommand):
    help = "清点本站：各表的行数和摘要、迁移、审计链、加密字段能否打开（输出JSON）"
    requires_system_checks: list[str] = []  # what is wrong is what it is asked for

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--without-keys", action="store_true", help="没有密钥，不核对审计链和加密字段")

    def handle(self, *args: Any, without_keys: bool, **options: Any) -> None:
        try:
            self.stdout.write(AS_TEXT.dump_json(inspect(with_keys=not without_keys)).decode())
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
