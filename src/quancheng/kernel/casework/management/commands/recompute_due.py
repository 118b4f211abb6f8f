"""Computing every stored last day anew; by night it must change nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.recompute import Report, differing_due_days, recompute_every_due_day


class Command(BaseCommand):
    help = "按办理记录和现行放假安排重新计算在办件的届满日，报告并改正差异。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只报告，不改正")

    def handle(self, *args: object, **told: Any) -> None:
        report = _report(dry_run=told["dry_run"])
        for item in report.differences:
            self.stdout.write(f"办件{item.case_id}：{item.before or '待定'} → {item.after or '待定'}")
        done = "有差异" if told["dry_run"] else "已改正"
        self.stdout.write(f"检查{report.looked_at}件在办件，{done}{len(report.differences)}件")


def _report(*, dry_run: bool) -> Report:
    if dry_run:
        return differing_due_days()
    return recompute_every_due_day(actor=Actor.clockwork(), now=timezone.now())
