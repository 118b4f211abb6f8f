"""A console: write today's anchor now, for instance before a backup. The clockwork writes one every day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.audit.verify import anchor_chain
from quancheng.kernel.basis.refusal import Refusal


class Command(BaseCommand):
    help = "写下今天的审计锚（每天一个，已有则不再写）"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            anchor = anchor_chain(on=timezone.localdate())
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{anchor.on} 的锚：到第{anchor.seq}行。")
