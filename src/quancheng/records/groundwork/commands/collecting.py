"""What a unit does with a notice that it got: sign, fill in, confirm, ask for a later day."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.refusals import BadDay
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.records.groundwork.commands import telling_units as telling
from quancheng.records.groundwork.events import notices as events
from quancheng.records.groundwork.models import Filling, Recipient
from quancheng.records.groundwork.queries.fillings import Table, collection_of, table_of
from quancheng.records.groundwork.queries.notices import receipt_of_unit
from quancheng.records.groundwork.rules.rows import MOST_ROWS, Fault, Row, checked, same_rows, totals
from quancheng.records.groundwork.workflow import notices as flow
from quancheng.records.groundwork.workflow.notices import HEADS, OF_UNIT, State

TOLD = 20  # faults in the sentence of a refusal; the page shows them all


class TableUnsound(Refusal):
    """Some cells cannot stand; each is told with its row and column."""

    code = "groundwork.table_unsound"
    status = 422


class NotToBeFilled(Refusal):
    """The table is not in the unit's hands now."""

    code = "groundwork.not_to_be_filled"


class FilledMeanwhile(Meanwhile):
    """Another person of the unit has saved since this one opened the table."""

    code = "groundwork.filled_meanwhile"


class NothingNew(Refusal):
    """What was brought is what is there already."""

    code = "groundwork.nothing_new"


class SignFirst(Refusal):
    """A table is filled in after the notice has been signed for."""

    code = "groundwork.sign_first"


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and what still has to be mended before it can be handed in."""

    version: int
    faults: tuple[Fault, ...]
    whole: str


@command
def sign_notice(*, receipt_id: int, version: int, actor: Actor, now: datetime) -> Recipient:
    """The unit has taken note (签收). Raises NoSuchNotice, StepNotOpen, NotYourStep, MovedMeanwhile."""
    receipt, case = _mine(actor, receipt_id)
    take_step(case=case, step=flow.SIGN, actor=actor, now=now, seen_version=version)
    receipt.signed_at, receipt.signed_by_id = now, actor.person_id
    receipt.save(update_fields=["signed_at", "signed_by"])
    record(events.NoticeSigned(receipt=receipt.pk, unit=str(case.unit)), actor=actor, at=now)
    return receipt


@command
def save_table(*, receipt_id: int, version: int, rows: Sequence[Row], actor: Actor, now: datetime) -> Saved:
    """Keep what was filled in, complete or not; of two who fill at once the second is told.

    Raises NoSuchNotice, NotYourTable, SignFirst, NotToBeFilled, FilledMeanwhile, TableUnsound.
    """
    receipt, case = _mine(actor, receipt_id)
    must_be_to_fill(case, actor)
    saved = keep_rows(receipt, rows, version=version, actor=actor, now=now)
    told = events.TableSaved(receipt=receipt.pk, unit=str(case.unit), rows=len(rows))
    record(told, actor=actor, at=now)
    return saved


@command
def bring_table(*, receipt_id: int, version: int, rows: Sequence[Row], actor: Actor, now: datetime) -> Saved:
    """Take the rows of a workbook that the unit has filled in, all or none; the table before is replaced.

    Raises NoSuchNotice, SignFirst, NotToBeFilled, NothingNew, FilledMeanwhile, TableUnsound.
    """
    receipt, case = _mine(actor, receipt_id)
    must_be_to_fill(case, actor)
    table = table_of(receipt)
    read = checked(table.columns, rows, is_many=collection_of(receipt.notice).is_many)
    if not table.former and table.version and same_rows(read.rows, table.rows):
        raise NothingNew("文件里的内容与已保存的完全相同，没有重复保存；可以直接报送")
    saved = keep_rows(receipt, rows, version=version, actor=actor, now=now)
    told = events.TableSaved(receipt=receipt.pk, unit=str(case.unit), rows=len(rows))
    record(told, actor=actor, at=now)
    return saved


@command
def fill_table(*, receipt_id: int, version: int, actor: Actor, now: datetime) -> Recipient:
    """The table is complete and goes to the unit's head; it must be without a fault.

    Raises NoSuchNotice, SignFirst, TableUnsound, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    receipt, case = _mine(actor, receipt_id)
    must_be_to_fill(case, actor)
    rows = _complete(receipt)
    take_step(case=case, step=flow.FILL, actor=actor, now=now, seen_version=version)
    telling.tell_receivers(
        [receipt], telling.TO_CONFIRM, actor=actor, now=now, once=f"filled:{case.version}", roles=HEADS
    )
    told = events.TableFilled(receipt=receipt.pk, unit=str(case.unit), rows=len(rows))
    record(told, actor=actor, at=now)
    return receipt


@command
def confirm_table(*, receipt_id: int, version: int, actor: Actor, now: datetime) -> Recipient:
    """The head of the unit stands for the table; it goes to the sender.

    Raises NoSuchNotice, TableUnsound, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    receipt, case = _mine(actor, receipt_id)
    _complete(receipt)
    take_step(case=case, step=flow.CONFIRM, actor=actor, now=now, seen_version=version)
    _tell_sender(receipt, telling.HANDED_IN, actor=actor, now=now, unit=str(case.unit))
    record(events.TableConfirmed(receipt=receipt.pk, unit=str(case.unit)), actor=actor, at=now)
    return receipt


@command
def refuse_table(*, receipt_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Recipient:
    """The head gives the table back to whoever filled it in.

    Raises NoSuchNotice, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    receipt, case = _mine(actor, receipt_id)
    take_step(case=case, step=flow.REFUSE, actor=actor, now=now, note=reason, seen_version=version)
    telling.tell_receivers(
        [receipt], telling.REFUSED, actor=actor, now=now, once=f"refused:{case.version}", reason=reason
    )
    told = events.TableRefused(receipt=receipt.pk, unit=str(case.unit), reason=reason)
    record(told, actor=actor, at=now)
    return receipt


@command
def ask_for_later(
    *, receipt_id: int, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> Recipient:
    """The unit asks for a later day; the sender decides.

    Raises NoSuchNotice, BadDay, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    receipt, case = _mine(actor, receipt_id)
    last = case.due_on or case.last_on
    if until < timezone.localdate(now) or (last and until <= last):
        raise BadDay(f"申请延至的日期须晚于现在的期限{last}，也不能早于今天", until=until)
    take_step(case=case, step=flow.ASK_LATER, actor=actor, now=now, note=reason, seen_version=version)
    receipt.wanted_on = until
    receipt.save(update_fields=["wanted_on"])
    _tell_sender(
        receipt, telling.ASKED, actor=actor, now=now, unit=str(case.unit), until=str(until), reason=reason
    )
    told = events.LaterDayAsked(receipt=receipt.pk, unit=str(case.unit), until=until, reason=reason)
    record(told, actor=actor, at=now)
    return receipt


def must_be_to_fill(case: Case, actor: Actor) -> None:
    """Raises SignFirst, NotToBeFilled."""
    if case.state == State.SENT:
        raise SignFirst("请先签收通知，再填报收表")
    if case.state not in flow.TO_FILL or case.ended_on is not None:
        where = flow.TABLE_SAYS[State(case.state)]
        raise NotToBeFilled(f"收表现在处于“{where}”，不能修改；需要更正的，请负责人或发出单位先退回")
    if not actor.roles & OF_UNIT:
        raise NotToBeFilled("您的岗位不能填报收表，请由承办人或负责人填报")


def keep_rows(
    receipt: Recipient,
    rows: Sequence[Row],
    *,
    version: int,
    actor: Actor,
    now: datetime,
    is_gathered: bool = False,
) -> Saved:
    """Write the rows down in the layout that holds now, if nobody has since `version`.

    Cells that cannot be understood are kept as they were written. Raises FilledMeanwhile, TableUnsound.
    """
    collection = collection_of(receipt.notice)
    table = table_of(receipt)
    if len(rows) > MOST_ROWS:
        raise TableUnsound(f"超过{MOST_ROWS}行（现在{len(rows)}行），没有保存；请联系发出单位分开收")
    read = checked(table.columns, rows, is_many=collection.is_many)
    bad = {(fault.line, fault.column) for fault in read.faults}
    good = [
        {one.key: row[one.key] for one in table.columns if (line, one.title) not in bad}
        for line, row in enumerate(read.rows, start=1)
    ]
    assert actor.person_id is not None
    told = {
        "edition": table.edition, "rows": json.dumps(read.rows, ensure_ascii=False), "row_count": len(rows),
        "sums": totals(table.columns, good), "is_gathered": is_gathered, "saved_at": now,
        "saved_by_id": actor.person_id,
    }  # fmt: skip
    _swap(receipt, table, version, told)
    return Saved(version + 1, read.faults, read.whole)


def _swap(receipt: Recipient, table: Table, version: int, told: dict[str, object]) -> None:
    """Compare and swap: the second of two finds no row of the version they saw."""
    if version != table.version:
        raise FilledMeanwhile(_MEANWHILE)
    if table.version == 0:
        Filling.objects.create(recipient=receipt, version=1, **told)
        return
    changed = Filling.objects.filter(recipient=receipt, version=version).update(
        **told, version=F("version") + 1
    )
    if not changed:
        raise FilledMeanwhile(_MEANWHILE)


_MEANWHILE = (
    "您打开表格之后，本单位另一人已经保存过，本次没有保存；您填的内容还在下面，请对照最新的表格再决定是否保存"
)


def _mine(actor: Actor, receipt_id: int) -> tuple[Recipient, Case]:
    receipt = receipt_of_unit(actor, receipt_id)
    assert receipt.case is not None
    return receipt, receipt.case


def _complete(receipt: Recipient) -> Sequence[Row]:
    """Raises TableUnsound, with the first faults."""
    table = table_of(receipt)
    read = checked(table.columns, table.rows, is_many=collection_of(receipt.notice).is_many)
    if read.whole or read.faults:
        wrong = [*([read.whole] if read.whole else []), *map(str, read.faults)]
        more = f"；另有{len(wrong) - TOLD}处" if len(wrong) > TOLD else ""
        raise TableUnsound("；".join(wrong[:TOLD]) + more, wrong=tuple(wrong))
    if table.former:
        raise TableUnsound("表样已调整，请打开填报页核对一遍并保存，再报送")
    return table.rows


def _tell_sender(receipt: Recipient, kind: NoticeKind, *, actor: Actor, now: datetime, **facts: str) -> None:
    assert receipt.case is not None
    telling.tell_sender(
        receipt.notice, kind, actor=actor, now=now, once=f"{kind.code}:{receipt.pk}:{receipt.case.version}",
        about=RecordRef(events.RECEIPT_KIND, str(receipt.pk)), **facts,
    )  # fmt: skip
