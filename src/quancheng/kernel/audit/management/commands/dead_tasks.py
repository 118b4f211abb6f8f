"""A console: the background tasks that were given up, and a second chance for them."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quancheng.kernel.audit.outbox import dead_tasks, revive


class Command(BaseCommand):
    help = "列出多次失败后已放弃的后台任务；有则返回码为1"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", action="store_true", help="查明原因后，让它们重新排队")

    def handle(self, *args: Any, retry: bool, **options: Any) -> None:
        dead = dead_tasks()
        for task in dead:
            self.stdout.write(
                f"{task.finished_at:%F %T} {task.task_path} {task.exception_class_path} {task.id}"
            )
        if retry:
            count = sum(revive(task, now=timezone.now()) for task in dead)
            self.stdout.write(f"已让{count}个任务重新排队。")
        elif dead:
            sys.exit(1)
