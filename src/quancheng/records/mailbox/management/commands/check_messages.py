"""`./manage.py check_messages`: is any message being lost?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quancheng.records.mailbox.queries.faults import faults


class Command(BaseCommand):
    """Name messages that are lost, unsorted or unanswered too long, and who publishes none; then exit 1."""

    help = (
        "检查留言有无遗漏：既不在办也没有结果的、超过期限未分类的、长期未答复的，以及长期没有选登的政府；"
        "有问题时退出码为 1。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults(today=timezone.localdate()))
        for fault in found:
            self.stdout.write(fault)
        self.stdout.write(f"共 {len(found)} 个问题" if found else "没有遗漏的留言")
        if found:
            sys.exit(1)
