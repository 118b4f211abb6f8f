"""`plan_status [--plan REF] --json`: every row with its tasks, duties, measures, evidence and state."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.queries.plans import newest_plan, plan_for
from quancheng.records.plan.queries.status import PlanStatus, RowStatus, TaskStatus, plan_status_with_evidence


class Command(BaseCommand):
    help = "打印工作要点每一行的分项、责任事项、度量、佐证数和状态"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", default="", help="工作要点的编号（默认最新的一份）")
        parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        clockwork = Actor.clockwork()
        try:
            plan = plan_for(clockwork, options["plan"]) if options["plan"] else newest_plan(clockwork)
        except Refusal as refusal:
            self.stderr.write(refusal.sentence)
            raise SystemExit(2) from None
        status = plan_status_with_evidence(plan, today=timezone.localdate())
        told = json.dumps(_plan(status), ensure_ascii=False, indent=2) if options["json"] else _words(status)
        self.stdout.write(told)


def _plan(status: PlanStatus) -> dict[str, object]:
    return {
        "plan": status.plan.ref,
        "title": status.plan.title,
        "year": status.plan.year,
        "rows": [_row(row) for row in status.rows],
    }


def _row(row: RowStatus) -> dict[str, object]:
    return {
        "no": row.row.no,
        "requirement": row.row.requirement,
        "state": row.progress.value,
        "measured": row.is_measured,
        "duties": asdict(row.tally),
        "evidence": row.evidence,
        "tasks": [_task(task) for task in row.tasks],
    }


def _task(status: TaskStatus) -> dict[str, object]:
    task = status.task
    return {
        "ref": task.ref,
        "title": task.title,
        "rhythm": task.rhythm,
        "due_on": task.due_on.isoformat(),
        "target": task.target,
        "target_unit": task.target_unit,
        "measure": status.measure or None,
        "state": status.tally.progress.value,
        "duties": asdict(status.tally),
        "evidence": status.evidence,
    }


def _words(status: PlanStatus) -> str:
    whole = status.tally
    duties = f"责任事项{whole.total}项，完成{whole.done}项，逾期{whole.late}项"
    head = f"《{status.plan.title}》{len(status.rows)}行，{duties}"
    lines = [
        f"{row.row.no:>4}  {row.progress.value}  完成{row.tally.done}/{row.tally.total}  佐证{row.evidence}"
        f"{'' if row.is_measured else '  无可读取的记录，由单位报送'}"
        for row in status.rows
    ]
    return "\n".join([head, *lines])
