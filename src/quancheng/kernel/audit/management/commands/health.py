"""A console: is the house alive? For a monitor that calls it; the exit code is 1 when it is not."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quancheng.kernel.audit.health import health


class Command(BaseCommand):
    help = "以 JSON 报告定时任务和后台任务是否正常；不正常时返回码为1"

    def handle(self, *args: Any, **options: Any) -> None:
        told = health(now=timezone.now())
        self.stdout.write(json.dumps(told.as_data(), ensure_ascii=False, indent=1))
        if told.faults:
            sys.exit(1)
