"""Look at the outbox from outside: does it really send?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.notify.queries import faults


class Command(BaseCommand):
    """Name missing digests, letters that are stuck and letters that were given up; then exit code 1."""

    help = "检查通知是否按时发出：缺失的汇总、滞留和失败的通知；有问题时退出码为 1。"

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        found = list(faults(work_calendar(), now=now, today=timezone.localdate(now)))
        for fault in found:
            self.stdout.write(fault)
        self.stdout.write(f"共 {len(found)} 个问题" if found else "通知发送正常")
        if found:
            sys.exit(1)
