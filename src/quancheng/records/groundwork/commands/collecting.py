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
from quancheng.records.groundwork.queries.fillings import Table, collection_of, is_begun, table_of
from quancheng.records.groundwork.queries.notices import arrival_of_unit
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
def sign_notice(*, arrival_id: int, version: int, actor: Actor, now: datetime) -> Recipient:
    """The unit has taken note (签收). Raises NoSuchNotice, StepNotOpen, NotYourStep, MovedMeanwhile."""
    arrival, case = _mine(actor, arrival_id)
    take_step(case=case, step=flow.SIGN, actor=actor, now=now, seen_version=version)
    arrival.signed_at, arrival.signed_by_id = now, actor.person_id
    arrival.save(update_fields=["signed_at", "signed_by"])
    record(events.NoticeSigned(arrival=arrival.pk, unit=str(case.unit)), actor=actor, at=now)
    return arrival


@command
def save_table(*, arrival_id: int, version: int, rows: Sequence[Row], actor: Actor, now: datetime) -> Saved:
    """Keep what was filled in, complete or not; of two who fill at once the second is told.

    Raises NoSuchNotice, NotYourTable, SignFirst, NotToBeFilled, FilledMeanwhile, TableUnsound.
    """
    arrival, case = _mine(actor, arrival_id)
    must_be_to_fill(case, actor)
    saved = keep_rows(arrival, rows, version=version, actor=actor, now=now)
    told = events.TableSaved(arrival=arrival.pk, unit=str(case.unit), rows=len(rows))
    record(told, actor=actor, at=now)
    return saved


@command
def bring_table(*, arrival_id: int, version: int, rows: Sequence[Row], actor: Actor, now: datetime) -> Saved:
    """Take the rows of a workbook that the unit has filled in, all or none; the table before is replaced.

    Raises NoSuchNotice, SignFirst, NotToBeFilled, NothingNew, FilledMeanwhile, TableUnsound.
    """
    arrival, case = _mine(actor, arrival_id)
    must_be_to_fill(case, actor)
    table = table_of(arrival)
    read = checked(table.columns, rows, is_many=collection_of(arrival.notice).is_many)
    if not table.former and table.version and same_rows(read.rows, table.rows):
        raise NothingNew("文件里的内容与已保存的完全相同，没有重复保存；可以直接报送")
    saved = keep_rows(arrival, rows, version=version, actor=actor, now=now)
    told = events.TableSaved(arrival=arrival.pk, unit=str(case.unit), rows=len(rows))
    record(told, actor=actor, at=now)
    return saved


@command
def fill_table(*, arrival_id: int, version: int, actor: Actor, now: datetime) -> Recipient:
    """The table is complete and goes to the unit's head; it must be without a fault.

    Raises NoSuchNotice, SignFirst, TableUnsound, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    arrival, case = _mine(actor, arrival_id)
    must_be_to_fill(case, actor)
    rows = _complete(arrival)
    take_step(case=case, step=flow.FILL, actor=actor, now=now, seen_version=version)
    telling.tell_receivers(
        [arrival], telling.TO_CONFIRM, actor=actor, now=now, once=f"filled:{case.version}", roles=HEADS
    )
    told = events.TableFilled(arrival=arrival.pk, unit=str(case.unit), rows=len(rows))
    record(told, actor=actor, at=now)
    return arrival


@command
def confirm_table(*, arrival_id: int, version: int, actor: Actor, now: datetime) -> Recipient:
    """The head of the unit stands for the table; it goes to the sender.

    Raises NoSuchNotice, TableUnsound, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    arrival, case = _mine(actor, arrival_id)
    _complete(arrival)
    take_step(case=case, step=flow.CONFIRM, actor=actor, now=now, seen_version=version)
    _tell_sender(arrival, telling.HANDED_IN, actor=actor, now=now, unit=str(case.unit))
    record(events.TableConfirmed(arrival=arrival.pk, unit=str(case.unit)), actor=actor, at=now)
    return arrival


@command
def refuse_table(*, arrival_id: int, version: int, reason: str, actor: Actor, now: datetime) -> Recipient:
    """The head gives the table back to whoever filled it in.

    Raises NoSuchNotice, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    arrival, case = _mine(actor, arrival_id)
    take_step(case=case, step=flow.REFUSE, actor=actor, now=now, note=reason, seen_version=version)
    telling.tell_receivers(
        [arrival], telling.REFUSED, actor=actor, now=now, once=f"refused:{case.version}", reason=reason
    )
    told = events.TableRefused(arrival=arrival.pk, unit=str(case.unit), reason=reason)
    record(told, actor=actor, at=now)
    return arrival


@command
def ask_for_later(
    *, arrival_id: int, version: int, until: date, reason: str, actor: Actor, now: datetime
) -> Recipient:
    """The unit asks for a later day; the sender decides.

    Raises NoSuchNotice, BadDay, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    arrival, case = _mine(actor, arrival_id)
    last = case.due_on or case.last_on
    if until < timezone.localdate(now) or (last and until <= last):
        raise BadDay(f"申请延至的日期须晚于现在的期限{last}，也不能早于今天", until=until)
    take_step(case=case, step=flow.ASK_LATER, actor=actor, now=now, note=reason, seen_version=version)
    arrival.wanted_on = until
    arrival.save(update_fields=["wanted_on"])
    _tell_sender(
        arrival, telling.ASKED, actor=actor, now=now, unit=str(case.unit), until=str(until), reason=reason
    )
    told = events.LaterDayAsked(arrival=arrival.pk, unit=str(case.unit), until=until, reason=reason)
    record(told, actor=actor, at=now)
    return arrival


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
    arrival: Recipient,
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
    collection = collection_of(arrival.notice)
    table = table_of(arrival)
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
    _swap(arrival, table, version, told)
    return Saved(version + 1, read.faults, read.whole)


def _swap(arrival: Recipient, table: Table, version: int, told: dict[str, object]) -> None:
    """Compare and swap: the second of two finds no row of the version they saw."""
    if version != table.version:
        raise FilledMeanwhile(_MEANWHILE)
    if table.version == 0:
        if is_begun(arrival):
            raise FilledMeanwhile(_MEANWHILE)
        Filling.objects.create(recipient=arrival, version=1, **told)
        return
    changed = Filling.objects.filter(recipient=arrival, version=version).update(
        **told, version=F("version") + 1
    )
    if not changed:
        raise FilledMeanwhile(_MEANWHILE)


_MEANWHILE = (
    "您打开表格之后，本单位另一人已经保存过，本次没有保存；您填的内容还在下面，请对照最新的表格再决定是否保存"
)


def _mine(actor: Actor, arrival_id: int) -> tuple[Recipient, Case]:
    arrival = arrival_of_unit(actor, arrival_id)
    assert arrival.case is not None
    return arrival, arrival.case


def _complete(arrival: Recipient) -> Sequence[Row]:
    """Raises TableUnsound, with the first faults."""
    table = table_of(arrival)
    read = checked(table.columns, table.rows, is_many=collection_of(arrival.notice).is_many)
    if read.whole or read.faults:
        wrong = [*([read.whole] if read.whole else []), *map(str, read.faults)]
        more = f"；另有{len(wrong) - TOLD}处" if len(wrong) > TOLD else ""
        raise TableUnsound("；".join(wrong[:TOLD]) + more, wrong=tuple(wrong))
    if table.former:
        raise TableUnsound("表样已调整，请打开填报页核对一遍并保存，再报送")
    return table.rows


def _tell_sender(arrival: Recipient, kind: NoticeKind, *, actor: Actor, now: datetime, **facts: str) -> None:
    assert arrival.case is not None
    telling.tell_sender(
        arrival.notice, kind, actor=actor, now=now, once=f"{kind.code}:{arrival.pk}:{arrival.case.version}",
        about=RecordRef(events.ARRIVAL_KIND, str(arrival.pk)), **facts,
    )  # fmt: skip
