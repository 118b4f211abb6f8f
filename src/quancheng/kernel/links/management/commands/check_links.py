"""Find links that lead nowhere."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from quancheng.kernel.links.queries import broken_links


class Command(BaseCommand):
    """List every link with an end that no module can find; exit code 1 when there is one."""

    help = "逐条检查记录之间的关联，列出指向不存在记录的关联；有断链时退出码为 1。"

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for broken in broken_links():
            count += 1
            self.stdout.write(f"断链：{broken.link.source} → {broken.link.target}，找不到 {broken.missing}")
        self.stdout.write(f"共 {count} 处断链" if count else "没有断链")
        if count:
            sys.exit(1)
