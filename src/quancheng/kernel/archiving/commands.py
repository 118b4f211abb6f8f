"""Preparing a package for the archive, entering its receipt, withdrawing it."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.archiving import events, queries
from quancheng.kernel.archiving.holdings import Holding, holding_of
from quancheng.kernel.archiving.models import HandedRecord, Handover
from quancheng.kernel.archiving.package import Package, packed
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.kinds import Kind as Format
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.retention.going import let_go, one_after_the_other

MOST = 200  # [D] records of one package: a list that two people go through together
TOO_HEAVY = 500 * 1024 * 1024  # [D] bytes: what still fits on a disc and through a form


class NothingToHandOver(Refusal):
    """No record of the kind is past its term, unheld and in no package."""

    code = "archiving.nothing_to_hand_over"


class TooLargeAPackage(Refusal):
    """Together the files are more than can be carried."""

    code = "archiving.too_large_a_package"
    status = 422


class HeldMeanwhile(Refusal):
    """A hold was set after the package was made: what it names stays."""

    code = "archiving.held_meanwhile"


class OverAlready(Refusal):
    """The handover was received or withdrawn already."""

    code = "archiving.over_already"


class NotYet(Refusal):
    """Nobody can have received it before it was made, or in days to come."""

    code = "archiving.not_yet"
    status = 422


@command
def prepare_handover(*, kind: str, actor: Actor, now: datetime) -> Handover:
    """Put what is past its term and not held into a package for the archive (《档案法》第十四条).

    Nothing of it goes yet. Raises NotByYou, NoSuchKind, NothingToHandOver, TooLargeAPackage.
    """
    keeper, holding = queries.must_hand_over(actor), holding_of(kind)
    one_after_the_other(keeper.tenant_id)
    tenant, year = Tenant.objects.get(pk=keeper.tenant_id), timezone.localdate(now).year
    handover = Handover(
        tenant=tenant, kind=kind, year=year, made_by_id=keeper.person_id, made_at=now,
        number=queries.last_number(tenant_id=tenant.pk, year=year) + 1,
    )  # fmt: skip
    made = _packed(holding, handover, now)
    handover.count, handover.digest = len(made.records), made.digest
    handover.package = _kept(made, handover, now)
    handover.save()
    HandedRecord.objects.bulk_create(
        HandedRecord(
            handover=handover, kind=kind, row=one.row, ref=one.ref, title=one.title, since=one.since,
            folder=one.folder, files=one.files,
        )
        for one in made.records
    )  # fmt: skip
    told = events.HandoverPrepared(
        number=handover.label, kind=holding.kind.says, count=handover.count, digest=handover.digest
    )
    record(told, actor=actor, at=now)
    return handover


@command
def receive_handover(
    *, handover_id: int, received_by: str, received_unit: str, received_on: date,
    receipt: tuple[Upload, bytes] | None, actor: Actor, now: datetime,
) -> Handover:  # fmt: skip
    """Enter who received the package, and when: only now its records count as archived, as their kind says.

    A hold beats the archive too. Raises NoSuchHandover, NotByYou, OverAlready, NotYet, HeldMeanwhile.
    """
    handover = queries.handover_for(actor, handover_id)
    one_after_the_other(handover.tenant_id)
    holding = _under_way(handover)
    _must_be_possible(handover, received_on, timezone.localdate(now))
    if held := queries.held_among(handover, holding.kind, on=timezone.localdate(now)):
        names = "、".join(held[:3])
        raise HeldMeanwhile(
            f"{names}等{len(held)}件生成移交包以后被保全，不能移交；请作废本次移交，重新生成不含它们的移交包"
        )
    if receipt is not None:
        handover.receipt = keep_file(*receipt, tenant_id=handover.tenant_id, actor=actor, now=now)
    handover.received_by, handover.received_unit = received_by, received_unit
    handover.received_on, handover.entered_by_id, handover.entered_at = received_on, actor.person_id, now
    handover.save()
    rows = handover.records.values_list("row", flat=True)
    let_go(holding.kind.rows(now).model._base_manager.filter(pk__in=list(rows)), holding.kind, now)
    told = events.HandoverReceived(
        number=handover.label, kind=holding.kind.says, count=handover.count, unit=received_unit,
        by=received_by, on=received_on,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return handover


@command
def withdraw_handover(*, handover_id: int, reason: str, actor: Actor, now: datetime) -> Handover:
    """A package that was not received counts no more; its records wait for another one.

    Raises NoSuchHandover, NotByYou, OverAlready.
    """
    handover = queries.handover_for(actor, handover_id)
    one_after_the_other(handover.tenant_id)
    holding = _under_way(handover)
    handover.withdrawn_by_id, handover.withdrawn_at, handover.withdrawn_for = actor.person_id, now, reason
    handover.save()
    handover.records.update(is_out=True)
    told = events.HandoverWithdrawn(
        number=handover.label, kind=holding.kind.says, count=handover.count, reason=reason
    )
    record(told, actor=actor, at=now)
    return handover


def _packed(holding: Holding, handover: Handover, now: datetime) -> Package:
    kind, tenant = holding.kind, handover.tenant
    due = queries.rows_to_hand_over(kind, tenant_id=tenant.pk, now=now).order_by(kind.since, "pk")
    chosen = list(due.values_list("pk", kind.ref, kind.since)[:MOST])
    if not chosen:
        raise NothingToHandOver(f"没有可以移交的{kind.says}：要么还没满期限，要么在保全中或已在移交包里")
    rows = {row.pk: row for row in kind.rows(now).filter(pk__in=[pk for pk, _, _ in chosen])}
    told = [(rows[pk], str(ref), _day(since)) for pk, ref, since in chosen]
    made = packed(holding, told, label=handover.label, keeper=tenant.full_name, now=now)
    if len(made.data) > TOO_HEAVY:
        raise TooLargeAPackage("这一批的文件太大，放不进一个移交包；请先请系统管理员分批处理")
    return made


def _day(since: date | datetime) -> date:
    return timezone.localdate(since) if isinstance(since, datetime) else since


def _kept(made: Package, handover: Handover, now: datetime) -> StoredFile:
    upload = Upload(f"{handover.label}.zip", Format.ARCHIVE, len(made.data), None)
    clockwork = Actor.clockwork(handover.tenant_id)  # the house made it: no unit's share of the day
    return keep_file(upload, made.data, tenant_id=handover.tenant_id, actor=clockwork, now=now)


def _under_way(handover: Handover) -> Holding:
    """The row is read again under the lock: whoever was quicker is seen."""
    handover.refresh_from_db()
    if handover.entered_at or handover.withdrawn_at:
        what = "已登记接收" if handover.entered_at else "已作废"
        raise OverAlready(f"{handover.label}{what}，请刷新页面查看")
    return holding_of(handover.kind)


def _must_be_possible(handover: Handover, on: date, today: date) -> None:
    made = timezone.localdate(handover.made_at)
    if not made <= on <= today:
        raise NotYet(f"接收日期须在生成移交包（{made}）和今天之间，请核对")
