"""A console: run what is due. The supervisor of the worker calls it once a minute."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quancheng.kernel.audit.periodic import run_due


class Command(BaseCommand):
    help = "运行到时的定时任务（每分钟调用一次；重复调用无害）"

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = run_due(now=timezone.now())
        for outcome in outcomes:
            said = f"失败：{outcome.fault}" if outcome.fault else "完成"
            self.stdout.write(f"{outcome.job.says}（{outcome.job.name}）：{said}")
        if any(outcome.fault for outcome in outcomes):
            sys.exit(1)
