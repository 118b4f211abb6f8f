"""A console: make an authority of one's own, keys and a seal marked 演示, for a trial house."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quancheng.kernel.seals.keyring import NAME
from quancheng.kernel.seals.picture import Face
from quancheng.kernel.seals.trial import AUTHORITY, MARK, YEARS, Span, new_authority, write_roots, write_seal


class Command(BaseCommand):
    help = "生成试用印章：自建演示根证书、pdf密钥和证书、SM2密钥和证书、带“演示”字样的电子印章"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="密钥名称，小写字母、数字和连字符，例如 office")
        parser.add_argument("organ", help="环形文字，即单位名称")
        parser.add_argument("--into", type=Path, help="印章密钥目录；不写则为本站的")
        parser.add_argument("--roots", type=Path, help="信任的根证书目录；不写则为本站的")
        parser.add_argument("--diameter", type=int, default=42, help="直径，毫米")

    def handle(self, *args: Any, key: str, organ: str, diameter: int, **options: Any) -> None:
        keys = options["into"] or settings.SEALS.keys
        roots = options["roots"] or settings.SEALS.roots
        if settings.IN_PRODUCTION:
            raise CommandError("演示印章只用于试用，正式环境请使用有资质的机构签发的证书和印章")
        if keys is None or roots is None:
            raise CommandError(
                "请写明 --into 和 --roots，或者在 QUANCHENG_SEAL_KEYS、QUANCHENG_SEAL_ROOTS 里写明路径"
            )
        if not key or any(sign not in NAME for sign in key):
            raise CommandError("密钥名称只能用小写字母、数字和连字符")
        if (keys / key).exists():
            raise CommandError(f"{keys / key} 已经存在，没有改动；请换一个密钥名称")
        now = timezone.now().replace(microsecond=0)
        span = Span(start=now, end=now + YEARS)
        authority = new_authority(AUTHORITY, span=span)
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_seal(keys / key, Face(organ, MARK, diameter), authority, span=span)
        write_roots(roots, authority, name=key)
        self.stdout.write(f"已生成演示印章 {keys / key}；根证书在 {roots}。登记印章时密钥名称填写 {key}。")
