"""What a process of the house does around the killing: makes work ready, lets every task end, counts.

python -m tests.bench.killed.inside ready COUNT       prints what may be written, and where the audit ends
python -m tests.bench.killed.inside settle            the hours after, without waiting for them
python -m tests.bench.killed.inside judge LEDGER      what is lost, doubled or half written, as JSON
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from quancheng.kernel.audit import outbox
from quancheng.kernel.audit.models import AuditEntry, AuditHead
from quancheng.kernel.audit.registry import event_of, subscribers_of
from quancheng.kernel.audit.verify import verify_chain
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.files.jobs import clear_parts
from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.storage import LONGEST_WRITING, WholeFileStorage
from quancheng.kernel.notify.models import Delivery, Notice, State
from quancheng.kernel.notify.sending import deliver_due
from quancheng.kernel.obligations.models import DueItem, Evidence
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import Role
from quancheng.records.groundwork.models import Recipient
from quancheng.records.groundwork.public import Wish, arrivals_of, issue_notice, write_notice
from quancheng.records.mailbox.models import Message
from quancheng.records.plan.workflow.duty import IN_HAND
from quancheng.records.plan.workflow.duty import State as DutyState
from quancheng.shells.demo.life.people import People

ROUNDS = 12  # of putting back what a dead worker had in hand


def ready(count: int) -> dict[str, Any]:
    """Open duties of units with a clerk, and notices that wait for their signature."""
    now = timezone.now()
    people = People(timezone.localdate(now))
    duties = DueItem.objects.filter(case__state__in={DutyState.ISSUED, *IN_HAND}).select_related("case")
    clerks = people.of_units({duty.case.unit_id for duty in duties}, Role.HANDLER)
    account = dict(Person.objects.values_list("pk", "account"))
    may_report = [
        {"of": duty.pk, "account": account[clerks[duty.case.unit_id].person_id]}
        for duty in duties if duty.case.unit_id in clerks
    ]  # fmt: skip
    office = people.office
    own = sorted(
        unit for unit, actor in clerks.items()
        if actor.tenant_id == office.tenant_id and unit != office.unit_id
    )  # fmt: skip
    may_sign: list[dict[str, Any]] = []
    while own and len(may_sign) < count:
        wish = Wish(f"演示通知{len(may_sign)}", "请签收。（演示）", people.on + timedelta(days=7), tuple(own))
        draft = write_notice(wish=wish, files=(), actor=office, now=now)
        notice = issue_notice(notice_id=draft.pk, version=0, actor=people.office_head, now=now)
        may_sign += [
            {"of": one.pk, "account": account[clerks[one.unit_id].person_id]} for one in arrivals_of(notice)
        ]
    told = AuditHead.objects.get(pk=AuditHead.ONLY).seq
    return {"report": may_report, "signature": may_sign, "seq": told, "lines": CaseLine.objects.count()}


def settle() -> dict[str, Any]:
    """Let the minute jobs of the next hours do their work at once: every task ends, every letter leaves."""
    outbox.LONGEST_RUN, outbox.pause_after = timedelta(), lambda _attempts: timedelta()
    found = Counter(DBTaskResult.objects.values_list("status", flat=True))
    taken_over = 0
    for _ in range(ROUNDS):
        taken_over += outbox.requeue(now=timezone.now()).taken_over
        Worker(
            queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id="settling", excluded_queue_names=[],
        ).run()  # fmt: skip
        if not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists():
            break
    for hours in range(3, 100, 8):  # past every quiet night and the pause of a weekend
        while deliver_due(now=timezone.now() + timedelta(hours=hours)):
            pass
    return {"found": dict(found), "taken_over": taken_over}


def judge(ledger: dict[str, Any]) -> dict[str, Any]:
    """Every fault as a sentence, and the figures."""
    since = list(AuditEntry.objects.filter(seq__gt=ledger["seq"]).order_by("seq"))
    faults = [
        *(fault for write in ledger["writes"] for fault in _of_write(write, since)),
        *_of_outbox(since), *_of_history(since, ledger["lines"]), *_of_files(), *_of_whole_house(),
    ]  # fmt: skip
    parts = _parts()
    if parts:
        faults += [] if clear_parts(timezone.now() + LONGEST_WRITING) == len(parts) else ["parts stay"]
    return {"faults": faults, "lines": len(since), "parts": parts, "files": StoredFile.objects.count()}


def _of_write(write: dict[str, Any], since: list[AuditEntry]) -> Iterator[str]:
    found = {"message": _messages, "evidence": _evidence, "report": _reports, "signature": _signatures}
    count, audited = found[write["kind"]](write, since)
    name = f"{write['kind']} {write['mark'] or write['of']}"
    if count > 1 or audited > 1:
        yield f"{name}: {count} times, {audited} lines of the audit"
    if count != audited:
        yield f"{name}: half written, {count} records and {audited} lines of the audit"
    if write["acknowledged"] and count != 1:
        yield f"{name}: acknowledged and lost"
    if write["told_already"] and count != 1:
        yield f"{name}: told that it is there, and it is not"


def _lines(since: list[AuditEntry], code: str, **facts: object) -> int:
    return sum(
        entry.code == code and all(entry.facts.get(name) == value for name, value in facts.items())
        for entry in since
    )


def _messages(write: dict[str, Any], since: list[AuditEntry]) -> tuple[int, int]:
    found = list(Message.objects.filter(text=write["mark"]).select_related("case"))
    whole = [
        one for one in found
        if one.case.lines.count() == 1 and one.name == "演示" and write["number"] in {"", one.number}
        and Notice.objects.filter(about__endswith=one.number).exists()
    ]  # fmt: skip
    audited = sum(_lines(since, "mailbox.message.received", message=one.number) for one in found)
    return len(whole), audited


def _evidence(write: dict[str, Any], since: list[AuditEntry]) -> tuple[int, int]:
    found = list(Evidence.objects.filter(item=write["of"], says=write["mark"]).select_related("file"))
    audited = sum(_lines(since, "plan.evidence.added", evidence=one.pk) for one in found)
    return sum(one.file is not None and not _damage_of(one.file) for one in found), audited


def _reports(write: dict[str, Any], since: list[AuditEntry]) -> tuple[int, int]:
    found = CaseLine.objects.filter(case__due_item=write["of"], step="report", note=write["mark"])
    return found.count(), _lines(since, "plan.duty.reported", duty=write["of"])


def _signatures(write: dict[str, Any], since: list[AuditEntry]) -> tuple[int, int]:
    arrival = Recipient.objects.select_related("case").get(pk=write["of"])
    assert arrival.case is not None
    signed = arrival.case.lines.filter(step="sign").count()
    is_whole = (arrival.signed_at is not None) == bool(signed)
    return signed if is_whole else -1, _lines(since, "groundwork.notice.signed", arrival=write["of"])


def _of_outbox(since: list[AuditEntry]) -> Iterator[str]:
    """One task for each subscriber of each line, each ended well."""
    tasks = Counter(
        (task.task_path, *task.args_kwargs["args"]) for task in DBTaskResult.objects.all().iterator()
    )
    for entry in since:
        event = event_of(entry.code)
        for subscriber in subscribers_of(event) if event else ():
            times = tasks[(subscriber.module_path, entry.seq)]  # type: ignore[attr-defined]
            if times != 1:
                yield f"line {entry.seq} {entry.code}: {times} tasks of {subscriber.module_path}"  # type: ignore[attr-defined]
    for task in DBTaskResult.objects.exclude(status="SUCCESSFUL"):
        yield f"task {task.task_path} {task.args_kwargs['args']}: {task.status} {task.exception_class_path}"
    waiting = Delivery.objects.filter(state=State.WAITING, frequency="immediate").count()
    if waiting:
        yield f"{waiting} letters wait"


def _of_history(since: list[AuditEntry], lines: int) -> Iterator[str]:
    """No case without a history, none that stands elsewhere than its last line; one line for one act."""
    for case in Case.objects.prefetch_related("lines"):
        history = list(case.lines.all())
        if not history:
            yield f"case {case.pk} has no history"
        elif history[-1].state != case.state:
            yield f"case {case.pk} stands at {case.state}, its history at {history[-1].state}"
    stepped = {"mailbox.message.received", "plan.duty.reported", "groundwork.notice.signed"}
    acts, written = sum(entry.code in stepped for entry in since), CaseLine.objects.count() - lines
    if acts != written:
        yield f"{written} lines of history, {acts} lines of the audit"


def _of_files() -> Iterator[str]:
    """What a row names is there, whole; what lies under a digest has it."""
    for kept in StoredFile.objects.all().iterator():
        if damage := _damage_of(kept):
            yield damage
    place = settings.MEDIA_ROOT / "kept"
    for path in sorted(place.rglob("*")) if place.is_dir() else ():
        if path.is_file() and digest_of(path.read_bytes()) != path.name:
            yield f"file {path.name} is not what its name says"


def _damage_of(kept: StoredFile) -> str:
    if not kept.data or not default_storage.exists(kept.data.name):
        return f"file {kept.pk} {kept.name}: no bytes"
    with kept.data.open("rb") as lying:
        data = lying.read()
    is_whole = len(data) == kept.size and digest_of(data) == kept.digest
    return "" if is_whole else f"file {kept.pk} {kept.name}: {len(data)} of {kept.size} bytes"


def _parts() -> list[str]:
    assert isinstance(default_storage, WholeFileStorage)
    return [part.name for part in default_storage.parts_left(now=timezone.now() + LONGEST_WRITING)]


def _of_whole_house() -> Iterator[str]:
    if broken := verify_chain().broken:
        yield broken.sentence
    for item in differing_due_days().differences:
        yield f"case {item.case_id} keeps {item.before}, its history gives {item.after}"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for (said,) in cursor.execute("PRAGMA integrity_check").fetchall():
                if said != "ok":
                    yield f"SQLite: {said}"


if __name__ == "__main__":
    act, *words = sys.argv[1:]
    if act == "ready":
        told = ready(int(words[0]))
    else:
        told = settle() if act == "settle" else judge(json.loads(Path(words[0]).read_text()))
    sys.stdout.write(json.dumps(told, ensure_ascii=False))
