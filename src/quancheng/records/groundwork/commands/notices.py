"""What a unit does with the notices that it sends: write, issue, urge, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.models import Unit
from quancheng.records.groundwork.commands import telling_units as telling
from quancheng.records.groundwork.commands.wording import (
    forget_who_wrote,
    is_reworded,
    version_of,
)
from quancheng.records.groundwork.events import notices as events
from quancheng.records.groundwork.models import Collection, Layout, Notice, NoticeFile, Recipient
from quancheng.records.groundwork.queries.addressees import addressees, is_office, may_send, units_chosen
from quancheng.records.groundwork.queries.fillings import collection_of, columns_of, handed_on, hold
from quancheng.records.groundwork.queries.notices import (
    arrival_of_unit,
    arrivals_of,
    is_drafted_already,
    notice_of_sender,
)
from quancheng.records.groundwork.rules.columns import as_data, faults_of
from quancheng.records.groundwork.rules.drafts import TableWish, Wish, number_says
from quancheng.records.groundwork.workflow import notices as flow
from quancheng.records.groundwork.workflow.notices import State

MOST_FILES = 10


class MayNotSend(Refusal):
    """Neither of the openness office nor of a unit with others below it."""

    code = "groundwork.may_not_send"
    status = 403


class DraftUnsound(Refusal):
    """The notice cannot stand as it is written; every fault is told."""

    code = "groundwork.draft_unsound"
    status = 422


class IssuedAlready(Refusal):
    """What was issued is not rewritten."""

    code = "groundwork.issued_already"


class NotByYou(Refusal):
    """A second person issues, and a head."""

    code = "groundwork.not_by_you"
    status = 403


class NothingToUrge(Refusal):
    """Nobody owes anything, or all were urged today."""

    code = "groundwork.nothing_to_urge"


class WithdrawnAlready(Refusal):
    """The notice is not in force."""

    code = "groundwork.withdrawn_already"


class NotHandedOn(Refusal):
    """Only the openness office of a government hands a collection on, once."""

    code = "groundwork.not_handed_on"


class WrittenMeanwhile(Meanwhile):
    """Another person has saved the draft since this one was opened."""

    code = "groundwork.written_meanwhile"


class DraftedAlready(Meanwhile):
    """The same draft lies there: somebody clicked twice."""

    code = "groundwork.drafted_already"


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as the gate let it through, with its bytes."""

    upload: Upload
    data: bytes


@command
def write_notice(*, wish: Wish, files: Sequence[Brought], actor: Actor, now: datetime) -> Notice:
    """Draft a notice; a head of the unit issues it, or it goes before leaders.

    Raises MayNotSend, DraftUnsound, DraftedAlready, QuotaReached.
    """
    today = timezone.localdate(now)
    if not may_send(actor, on=today):
        raise MayNotSend("您所在的单位没有下级单位，不能发通知；需要发的，请联系政务公开机构")
    units = _sound(wish, actor, today)
    assert actor.person_id is not None
    assert actor.tenant_id is not None
    assert actor.unit_id is not None
    if is_drafted_already(actor.unit_id, wish):
        raise DraftedAlready("同样的草稿已经保存过，没有重复保存；请从“发出的”列表打开那一份")
    notice = Notice.objects.create(
        tenant_id=actor.tenant_id, unit_id=actor.unit_id, title=wish.title, text=wish.text,
        sign_by=wish.sign_by, drafted_by_id=actor.person_id, drafted_at=now,
    )  # fmt: skip
    _lay_out(notice, units, wish.table, actor=actor, now=now)
    _attach(notice, files, actor=actor, now=now)
    telling.tell_heads(notice, actor=actor, now=now)
    told = events.NoticeWritten(notice=notice.pk, title=wish.title, units=len(units))
    record(told, actor=actor, at=now)
    return notice


@command
def rewrite_notice(
    *, notice_id: int, version: int, wish: Wish, files: Sequence[Brought], without: Sequence[int],
    actor: Actor, now: datetime,
) -> Notice:  # fmt: skip
    """Change a draft; whose words stand in it does not issue it. `without`: files to take out.

    Raises NoSuchNotice, NotOfSender, IssuedAlready, WrittenMeanwhile, DraftUnsound.
    """
    notice = draft_of(actor, notice_id)
    units = _sound(wish, actor, timezone.localdate(now))
    before = version_of(notice)
    changed = Notice.objects.filter(pk=notice.pk, version=version, issued_at__isnull=True).update(
        title=wish.title, text=wish.text, sign_by=wish.sign_by, version=F("version") + 1
    )
    if not changed:
        raise WrittenMeanwhile("您打开草稿之后，另一人已经保存过，本次没有保存；请对照新的草稿再决定是否保存")
    notice = draft_of(actor, notice_id)
    notice.recipients.all().delete()
    Collection.objects.filter(notice=notice).delete()
    _lay_out(notice, units, wish.table, actor=actor, now=now)
    notice.files.filter(pk__in=list(without)).delete()
    _attach(notice, files, actor=actor, now=now)
    if is_reworded(notice, before, actor=actor, now=now):
        Notice.objects.filter(pk=notice.pk).update(drafted_by=actor.person_id, drafted_at=now)
    told = events.NoticeRewritten(notice=notice.pk, title=wish.title, units=len(units))
    record(told, actor=actor, at=now)
    return notice


@command
def discard_notice(*, notice_id: int, actor: Actor, now: datetime) -> None:
    """Delete a draft. Raises NoSuchNotice, NotOfSender, IssuedAlready."""
    notice = draft_of(actor, notice_id)
    Notice.objects.filter(pk=notice.pk, issued_at__isnull=True).delete()
    forget_who_wrote(notice_id)
    record(events.NoticeDiscarded(notice=notice_id), actor=actor, at=now)


@command
def urge_units(*, notice_id: int, actor: Actor, now: datetime) -> int:
    """Urge (催办) who has not signed or not handed in, each at most once a day. How many units.

    Raises NoSuchNotice, NotOfSender, WithdrawnAlready, NothingToUrge.
    """
    notice, today = in_force(actor, notice_id), timezone.localdate(now)
    not_today = Q(urged_on__isnull=True) | Q(urged_on__lt=today)
    owes = Q(case__ended_on__isnull=True, case__state__in=flow.WITH_UNIT)
    owing = list(arrivals_of(notice).filter(owes, not_today))
    urged = Recipient.objects.filter(not_today, pk__in=[one.pk for one in owing]).update(
        urged_on=today, urged=F("urged") + 1
    )
    count = len(owing)
    if urged != count or not owing:
        raise NothingToUrge("没有可催办的单位：都已办理，或今天已经催办过；同一单位一天只催办一次")
    facts = {one.pk: {"what": _owed(one)} for one in owing}
    telling.tell_receivers(owing, telling.URGED, actor=actor, now=now, once=f"urged:{today}", facts=facts)
    told = events.UnitsUrged(notice=notice.pk, number=number_says(notice.year, notice.number), units=count)
    record(told, actor=actor, at=now)
    return count


@command
def withdraw_notice(*, notice_id: int, reason: str, actor: Actor, now: datetime) -> Notice:
    """Take an issued notice back, with the reason; what is still open with the units ends.

    Raises NoSuchNotice, NotOfSender, WithdrawnAlready, ReasonMissing.
    """
    notice = in_force(actor, notice_id)
    step = flow.WITHDRAW if hasattr(notice, "collection") else flow.WITHDRAW_NOTICE
    told_to = list(arrivals_of(notice))
    for one in told_to:
        assert one.case is not None
        if one.case.state in step.out_of and one.case.ended_on is None:
            take_step(case=one.case, step=step, actor=actor, now=now, note=reason)
    notice.withdrawn_at, notice.withdrawn_reason = now, reason
    notice.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    telling.tell_receivers(told_to, telling.WITHDRAWN, actor=actor, now=now, once="withdrawn", reason=reason)
    told = events.NoticeWithdrawn(
        notice=notice.pk, number=number_says(notice.year, notice.number), reason=reason
    )
    record(told, actor=actor, at=now)
    return notice


@command
def hand_on(*, arrival_id: int, sign_by: date, due_on: date, actor: Actor, now: datetime) -> Notice:
    """The office of a government drafts the same collection for its own units (向下布置).

    Raises NoSuchNotice, NoCollection, NotHandedOn, DraftUnsound.
    """
    arrival = arrival_of_unit(actor, arrival_id)
    above = arrival.notice
    collection = collection_of(above)
    if not is_office(actor):
        raise NotHandedOn("收表由政务公开机构向下布置，您的岗位不能布置")
    hold(arrival)
    if handed_on(arrival):
        raise NotHandedOn("这份收表已经向下布置过，请打开已布置的那一份")
    units = [one.unit for one in addressees(actor, on=timezone.localdate(now))]
    if not units:
        raise DraftUnsound("本级政府没有可以布置的单位，请直接填报")
    assert actor.person_id is not None
    assert actor.unit_id is not None
    assert actor.tenant_id is not None
    notice = Notice.objects.create(
        tenant_id=actor.tenant_id, unit_id=actor.unit_id, title=above.title, text=above.text,
        sign_by=sign_by, handed_from=arrival, drafted_by_id=actor.person_id, drafted_at=now,
    )  # fmt: skip
    table = TableWish(due_on, collection.is_many, columns_of(collection))
    _lay_out(notice, units, table, actor=actor, now=now)
    telling.tell_heads(notice, actor=actor, now=now)
    record(events.HandedOn(notice=notice.pk, above=arrival.pk), actor=actor, at=now)
    return notice


def in_force(actor: Actor, notice_id: int) -> Notice:
    """A notice of the actor's unit that was issued and stands. Raises NoSuchNotice, WithdrawnAlready."""
    notice = notice_of_sender(actor, notice_id)
    if notice.issued_at is None:
        raise WithdrawnAlready("这份通知还是草稿，签发后才能办理这一步")
    if notice.withdrawn_at is not None:
        raise WithdrawnAlready("这份通知已经撤回，不能再办理")
    return notice


def _lay_out(
    notice: Notice, units: Sequence[Unit], table: TableWish | None, *, actor: Actor, now: datetime
) -> None:
    """Write down to whom a draft goes, and the table that it asks for."""
    Recipient.objects.bulk_create(Recipient(notice=notice, unit=unit) for unit in units)
    if table is None:
        return
    assert actor.person_id is not None
    collection = Collection.objects.create(notice=notice, due_on=table.due_on, is_many=table.is_many)
    Layout.objects.create(
        collection=collection, edition=1, columns=as_data(table.columns), made_at=now,
        made_by_id=actor.person_id,
    )  # fmt: skip


def _attach(notice: Notice, files: Sequence[Brought], *, actor: Actor, now: datetime) -> None:
    """Keep the files of a draft; the same file brought twice lies once. Raises DraftUnsound."""
    kept = {
        keep_file(one.upload, one.data, tenant_id=notice.tenant_id, actor=actor, now=now).pk for one in files
    }
    held = set(notice.files.values_list("file_id", flat=True))
    if len(held | kept) > MOST_FILES:
        raise DraftUnsound(f"附件最多{MOST_FILES}个，请合并或删去一些")
    NoticeFile.objects.bulk_create(NoticeFile(notice=notice, file_id=pk) for pk in sorted(kept - held))


def draft_of(actor: Actor, notice_id: int) -> Notice:
    """A notice of the actor's unit, not issued yet. Raises NoSuchNotice, NotOfSender, IssuedAlready."""
    notice = notice_of_sender(actor, notice_id)
    if notice.issued_at is not None:
        raise IssuedAlready("这份通知已经签发，不能再修改；需要更正的，请撤回后重新发出")
    return notice


def _sound(wish: Wish, actor: Actor, today: date) -> list[Unit]:
    """The units that are chosen, each once. Raises DraftUnsound."""
    units = units_chosen(actor, wish.unit_ids, on=today)
    wrong = [] if units else ["请至少选一个接收单位"]
    gone = len(set(wish.unit_ids)) - len(units)
    if gone and units:
        wrong.append(f"有{gone}个单位已撤销或不在可选范围，请重新选择")
    wrong += wrong_days(wish.sign_by, wish.table.due_on if wish.table else None, today)
    if wish.table:
        wrong += list(faults_of(wish.table.columns))
    must_be_sound(wrong)
    return units


def wrong_days(sign_by: date, due_on: date | None, today: date) -> list[str]:
    """What is wrong with the days of a notice, in sentences."""
    wrong = [f"签收期限{sign_by}已经过去，请改为今天或以后"] if sign_by < today else []
    if due_on and due_on < today:
        wrong.append(f"报送期限{due_on}已经过去，请改为今天或以后")
    elif due_on and due_on < sign_by:
        wrong.append(f"报送期限{due_on}早于签收期限{sign_by}，请调整")
    return wrong


def must_be_sound(wrong: Sequence[str]) -> None:
    """Raises DraftUnsound."""
    if wrong:
        raise DraftUnsound("；".join(wrong), wrong=tuple(wrong))


def _owed(one: Recipient) -> str:
    assert one.case is not None
    by = f"（{one.case.due_on}到期）" if one.case.due_on else ""
    return f"通知尚未签收{by}" if one.case.state == State.SENT else f"收表尚未报送{by}"
