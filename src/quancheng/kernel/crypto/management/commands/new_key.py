"""A console: add a key and make it current."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from quancheng.kernel.crypto.keys import add_key


class Command(BaseCommand):
    help = "添加一把新密钥并启用；旧密钥保留，原有内容照常可读"
    requires_system_checks: list[str] = []  # the check asks for the very key that this console makes

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into", type=Path, help="另一个密钥目录，例如跨网摆渡的；不写则为本站的")

    def handle(self, *args: Any, into: Path | None, **options: Any) -> None:
        folder = into or settings.CRYPTO_KEYS
        if folder is None:
            raise CommandError("没有指明密钥目录：请先在环境变量 QUANCHENG_KEYS 里写明路径")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key_id = add_key(folder)
        self.stdout.write(f"已添加密钥 {key_id} 并启用。请立即备份 {folder}，并重启各进程。")
