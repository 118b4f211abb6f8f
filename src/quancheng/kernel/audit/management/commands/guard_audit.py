"""A console: put the audit's triggers up again, after it is known why they were gone."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from quancheng.kernel.audit import guard


class Command(BaseCommand):
    help = "重新装上审计表的防改触发器"

    def handle(self, *args: Any, **options: Any) -> None:
        gone = guard.missing(connection)
        guard.put_up(connection)
        self.stdout.write(f"已装上：{'、'.join(gone)}。" if gone else "触发器都在，无需补装。")
