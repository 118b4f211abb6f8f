"""A console: a fresh key for one direction between the two networks."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.transfer.kinds import Side
from quancheng.kernel.transfer.pair import direction, ring_of
from quancheng.kernel.transfer.validity import add_dated_key, days_of


class Command(BaseCommand):
    help = "跨网摆渡：为一个方向添加新密钥并启用，旧密钥留着读旧包；整个目录随后带到另一侧"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--of", choices=[side.value for side in Side], required=True, help="由哪一侧送出")
        parser.add_argument("--days", type=int, default=365, help="有效多少天，默认365")

    def handle(self, *args: Any, of: str, days: int, **options: Any) -> None:
        if settings.TRANSFER.keys is None:
            raise CommandError("没有设置摆渡密钥目录；请在环境变量 QUANCHENG_TRANSFER_KEYS 里写明路径")
        if not 1 <= days <= 3660:
            raise CommandError(f"有效天数{days}不合理；请填1至3660")
        ring = ring_of(settings.TRANSFER.keys, Side(of))
        key_id = add_dated_key(ring, first=timezone.localdate(), days=days)
        told = days_of(ring, key_id)
        assert told is not None
        self.stdout.write(
            f"已为 {direction(Side(of))} 添加密钥 {key_id}，{told.first}至{told.last}有效。"
            f"请先把 {settings.TRANSFER.keys} 整个带到另一侧，再写下一个包。"
        )
