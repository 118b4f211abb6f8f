"""`import_plan FILE --dry-run --json`: how a plan is understood, as one JSON object; needs no database.

`import_plan FILE --as ACCOUNT`: bring it in as a draft, as that official would at the desk; with `--confirm`
also let its doubts stand and confirm it, with `--issue` also lay its tasks upon the units.
"""

import json
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.queries import person_of_account
from quancheng.records.plan.commands.drafts import accept_doubts, bring_draft
from quancheng.records.plan.commands.editions import confirm_draft
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.rules import PlanReading, as_json, understand
from quancheng.records.plan.rules.drafting import rows_from_json

UNREADABLE = 2


class NobodyActs(Refusal):
    """A plan is brought in by an official, so that the audit can say by whom."""

    code = "plan.import.nobody_acts"


class FileNotOpened(Refusal):
    """There is no such file, or it may not be read."""

    code = "plan.import.file_not_opened"


class Command(BaseCommand):
    help = "读入一份工作要点（docx、xlsx、pdf、html、txt），先看它被怎样理解"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="工作要点的文件")
        parser.add_argument("--dry-run", action="store_true", help="只看理解的结果，什么都不保存")
        parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象，供别的程序使用")

        parser.add_argument("--as", dest="account", default="office", help="以哪个账号导入（默认 office）")
        parser.add_argument("--confirm", action="store_true", help="疑点按原样保留并确认")
        parser.add_argument("--issue", action="store_true", help="确认后把任务下达到单位")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            data = _read(path)
            if options["dry_run"]:
                reading = understand(read_content(data, name=path.name))
                self.stdout.write(_json(reading) if options["json"] else _summary(reading))
                return
            for told in _brought(data, path.name, **options):
                self.stdout.write(told)
        except Refusal as refusal:
            self.stderr.write(refusal.sentence)
            raise SystemExit(UNREADABLE) from None


def _brought(
    data: bytes, name: str, *, account: str, confirm: bool, issue: bool, **_others: object
) -> Iterator[str]:
    """The steps that the official takes, each told when it is done."""
    now = timezone.now()
    actor = _actor(account, now)
    draft = bring_draft(upload=check_upload(data, name=name), data=data, actor=actor, now=now)
    rows = rows_from_json(draft.rows)
    yield f"《{draft.title}》读出{len(rows)}行，草稿{draft.pk}待核对"
    if not (confirm or issue):
        return
    keys = frozenset(row.key for row in rows)
    draft = accept_doubts(draft_id=draft.pk, version=draft.version, keys=keys, actor=actor, now=now)
    edition = confirm_draft(draft_id=draft.pk, version=draft.version, actor=actor, now=now)
    yield f"《{edition.plan.title}》{edition}已确认，编号{edition.plan.ref}"
    if issue:
        duties = issue_tasks(plan_ref=edition.plan.ref, actor=actor, now=now)
        yield f"已下达，形成{duties}项责任事项"


def _actor(account: str, now: datetime) -> Actor:
    person = person_of_account(account)
    if person is None:
        raise NobodyActs(f"没有账号“{account}”；请用 --as 给出政务公开机构人员的账号")
    return actor_for(person, None, timezone.localdate(now), uuid.uuid4().hex)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileNotOpened(f"找不到文件“{path}”；请核对路径后再试。") from None
    except IsADirectoryError:
        raise FileNotOpened(f"“{path}”是文件夹，不是文件；请给出文件夹里那份文件的路径。") from None
    except (OSError, ValueError):
        raise FileNotOpened(f"打不开文件“{path}”；请核对路径和读取权限后再试。") from None


def _json(reading: PlanReading) -> str:
    return json.dumps(as_json(reading), ensure_ascii=False, indent=2)


def _summary(reading: PlanReading) -> str:
    doubts = [problem.sentence for row in reading.rows for problem in row.problems] + [
        problem.sentence for problem in reading.problems
    ]
    head = f"《{reading.title}》{reading.year or '年份不明'}：{len(reading.rows)} 行，{len(doubts)} 条提示"
    return "\n".join([head, *doubts])
