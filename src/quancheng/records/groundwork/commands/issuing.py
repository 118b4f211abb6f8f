"""A notice goes out: issued by a head on the desk, or sent by its unit once leaders approved it (呈批)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.approvals.queries import signer_of
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.steps import Opening, open_cases
from quancheng.kernel.orgs.models import Unit
from quancheng.records.groundwork.commands import telling_units as telling
from quancheng.records.groundwork.commands.notices import (
    NotByYou,
    WrittenMeanwhile,
    draft_of,
    must_be_sound,
    wrong_days,
)
from quancheng.records.groundwork.commands.wording import must_be_issued_by_another
from quancheng.records.groundwork.events import notices as events
from quancheng.records.groundwork.models import Notice, Recipient
from quancheng.records.groundwork.queries.addressees import units_chosen
from quancheng.records.groundwork.queries.approving import notice_approval
from quancheng.records.groundwork.queries.fillings import columns_of
from quancheng.records.groundwork.rules.columns import faults_of
from quancheng.records.groundwork.rules.drafts import number_says
from quancheng.records.groundwork.workflow import notices as flow
from quancheng.records.groundwork.workflow.notices import HEADS

SERIES = "groundwork.notice"
WHAT_IS_SIGNED = "通知（含接收单位、期限、表样和附件）"


@command
def issue_notice(*, notice_id: int, version: int, actor: Actor, now: datetime) -> Notice:
    """A head who did not write it issues the notice: it gets its number and goes to every unit.

    Raises NoSuchNotice, NotOfSender, IssuedAlready, NotByYou, WroteItYourself, WrittenMeanwhile,
    DraftUnsound.
    """
    notice = draft_of(actor, notice_id)
    must_issue(actor, notice)
    must_be_issued_by_another(notice, person_id=actor.person_id or 0)
    units = _number(notice, version, actor.person_id or 0, actor=actor, now=now)
    _send(notice, units, flow.SEND, actor=actor, now=now)
    told = events.NoticeIssued(
        notice=notice.pk, number=number_says(notice.year, notice.number), units=len(units),
        sign_by=notice.sign_by,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return notice


@command
def send_approved_notice(*, notice_id: int, version: int, actor: Actor, now: datetime) -> Notice:
    """The unit sends out a notice whose present words were approved (呈批); the last signer issues it.

    Raises NoSuchNotice, NotOfSender, IssuedAlready, NotApproved, NotByYou, WroteItYourself,
    WrittenMeanwhile, DraftUnsound.
    """
    notice = draft_of(actor, notice_id)
    approval = notice_approval(notice)
    signer = signer_of(approval, what=WHAT_IS_SIGNED)
    if signer.pk == notice.drafted_by_id:
        raise NotByYou(f"通知由{signer}拟稿，最后的批示也是本人作出，须由另一人签发：请另送一位负责人签发")
    must_be_issued_by_another(notice, person_id=signer.pk, who=str(signer))
    units = _number(notice, version, signer.pk, actor=actor, now=now)
    _send(notice, units, flow.SEND_APPROVED, actor=actor, now=now, note=f"{signer}签发")
    told = events.ApprovedNoticeSent(
        notice=notice.pk, number=number_says(notice.year, notice.number), units=len(units),
        sign_by=notice.sign_by, slip=approval.code if approval else "",
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return notice


def must_issue(actor: Actor, notice: Notice) -> None:
    """Raises NotByYou."""
    if not actor.roles & HEADS:
        raise NotByYou("通知由负责人签发，您的岗位不能签发；请等负责人签发，或者呈批后印发")
    if notice.drafted_by_id == actor.person_id:
        raise NotByYou("您是最后修改这份草稿的人，须由另一位负责人签发，或请承办人改写以后再签发")


def _number(notice: Notice, version: int, signer_id: int, *, actor: Actor, now: datetime) -> list[Unit]:
    """The next number, for the words that were read; its units. Raises WrittenMeanwhile, DraftUnsound."""
    today = timezone.localdate(now)
    units = _still_sound(notice, actor, today)
    number = next_number(SERIES, tenant=notice.tenant, year=today.year)
    as_read = Notice.objects.filter(pk=notice.pk, version=notice.version, issued_at__isnull=True)
    issued = notice.version == version and as_read.update(
        year=today.year, number=number, issued_by=signer_id, issued_at=now, version=F("version") + 1
    )
    if not issued:
        raise WrittenMeanwhile("您打开页面之后，草稿已被修改或签发，本次没有签发；请看最新的内容")
    notice.refresh_from_db()
    return units


def _still_sound(notice: Notice, actor: Actor, today: date) -> list[Unit]:
    """The same when it is issued: meanwhile a day may have passed, or a unit may have gone."""
    chosen = list(notice.recipients.values_list("unit_id", flat=True))
    units = units_chosen(actor, chosen, on=today)
    table = notice.collection if hasattr(notice, "collection") else None
    wrong = [] if len(units) == len(chosen) else ["有接收单位已撤销或不在可选范围，请修改草稿重新选择"]
    wrong += wrong_days(notice.sign_by, table.due_on if table else None, today)
    if table:
        wrong += list(faults_of(columns_of(table)))
    above = notice.handed_from
    if above and above.case and table and above.case.due_on and table.due_on > above.case.due_on:
        wrong.append(f"报送期限{table.due_on}晚于上级要求的{above.case.due_on}，请提前")
    must_be_sound(wrong)
    return units


def _send(
    notice: Notice, units: Sequence[Unit], step: Step, *, actor: Actor, now: datetime, note: str = ""
) -> None:
    """A case for each unit, in a few queries for all of them; each is told."""
    table = notice.collection if hasattr(notice, "collection") else None
    arrivals = {one.unit_id: one for one in notice.recipients.select_related("unit")}
    openings = [
        Opening(
            unit=unit, until=table.due_on if table else notice.sign_by, tenant_id=notice.tenant_id, note=note,
            about=f"{events.ARRIVAL_KIND}:{arrivals[unit.pk].pk}", within=f"{events.NOTICE_KIND}:{notice.pk}",
        )
        for unit in units
    ]  # fmt: skip
    workflow = flow.TABLE if table else flow.NOTICE
    cases = open_cases(workflow=workflow, step=step, openings=openings, actor=actor, now=now)
    for case in cases:
        arrivals[case.unit_id].case = case
    Recipient.objects.bulk_update(arrivals.values(), ["case"], batch_size=200)
    _tell_issued(notice, list(arrivals.values()), actor=actor, now=now)


def _tell_issued(notice: Notice, arrivals: Sequence[Recipient], *, actor: Actor, now: datetime) -> None:
    table = notice.collection if hasattr(notice, "collection") else None
    asks = f"，并在{table.due_on}前报送收表" if table else ""
    for one in arrivals:
        one.notice = notice
    telling.tell_receivers(
        arrivals, telling.ISSUED, actor=actor, now=now, once="issued", sign_by=str(notice.sign_by), asks=asks
    )
