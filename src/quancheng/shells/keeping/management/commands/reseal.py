"""A console: seal with the current key what older keys sealed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.keeping.resealing import reseal_everything


class Command(BaseCommand):
    help = "换密钥之后，用现行密钥重新加密原有内容；各进程照常运行，可以中断后再来"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=200, help="每批的条数，默认200")

    def handle(self, *args: Any, batch: int, **options: Any) -> None:
        try:
            for done in reseal_everything(batch=max(1, batch), now=timezone.now()):
                self.stdout.write(f"{done.column.model}.{done.column.field}：重新加密{done.rows}条")
        except Refusal as refusal:
            raise CommandError(f"没有做完，已重新加密的不受影响：{refusal.sentence}") from refusal
        self.stdout.write("完成。旧密钥仍须保存：审计记录里的摘要和信件里的链接是用它们算的。")
