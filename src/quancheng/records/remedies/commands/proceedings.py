"""Entering a reconsideration or a suit, and what every proceeding may come to beside its course."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.kernel.links.ties import tie
from quancheng.records.remedies import events
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands.telling import ENTERED, tell_of_proceeding
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.measures import acting_unit
from quancheng.records.remedies.queries.norms import answer_days, days_on, review_days
from quancheng.records.remedies.queries.people import people_of_office
from quancheng.records.remedies.queries.proceedings import (
    attacked_named,
    proceeding_to_work_on,
    replies_to,
    reviews_of,
    told_by_module,
)
from quancheng.records.remedies.rules.kinds import Column, Filer, Kind, Procedure

ATTACKS = "attacks"  # the relation of a proceeding to its request
SIGNS = {Kind.REVIEW: "FY", Kind.DIRECT: "SS", Kind.AFTER: "SS"}  # 复议, 诉讼


class BadFiling(Refusal):
    """What is entered does not fit together."""

    code = "remedies.bad_filing"
    status = 422


class NotSettled(Refusal):
    """A proceeding that has not been settled is counted as pending, and as nothing else."""

    code = "remedies.not_settled"


class ReasonMissing(Refusal):
    """Counting it otherwise than the table says needs a reason."""

    code = "remedies.reason_missing"
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What is entered of a proceeding.

    `request` is the number of a request, or of an application to put an own record right. `reply` is the
    number of a served reply, or of another letter with a remedy, empty against silence;
    `known_on` when it was received, where its module does not know (it was posted). What else is told of it
    comes from its module. `accepted_on`: when the organ took it up or the court filed it; `notified_on`: when
    the notice to answer, or the copy of the complaint, came to the agency.
    """

    kind: Kind
    request: str
    organ: str
    filed_on: date
    accepted_on: date
    reply: str = ""
    reply_on: date | None = None
    clause: str = ""
    paper: str = ""
    known_on: date | None = None
    filed_by: Filer = Filer.APPLICANT
    before_id: int | None = None
    file_number: str = ""
    procedure: Procedure = Procedure.ORDINARY
    notified_on: date | None = None


@command
def enter_proceeding(*, filing: Filing, actor: Actor, now: datetime) -> Proceeding:
    """Enter a reconsideration or a suit against the agency, and begin its clocks.

    Raises NoSuchRequest, BadFiling, NotYourStep, BadDay, TooManyDays.
    """
    today = timezone.localdate(now)
    attacked, _ = attacked_named(actor, filing.request)
    told = _with_reply(actor, filing, attacked)
    before = _before(actor, told)
    _must_be_in_order(told, today)
    unit = acting_unit(actor)
    case = _begun(told, actor=actor, now=now)
    serial = next_number(f"remedies.{SIGNS[told.kind]}", tenant=unit.tenant, year=today.year)
    made = Proceeding.objects.create(
        tenant=unit.tenant, number=f"{SIGNS[told.kind]}{today.year}-{serial:03}", kind=told.kind, case=case,
        of_kind=attacked.kind, request=told.request, reply=told.reply, reply_on=told.reply_on,
        clause=told.clause, before=before, paper=told.paper, known_on=told.known_on, filed_by=told.filed_by,
        filed_on=told.filed_on, organ=told.organ.strip(), file_number=told.file_number.strip(),
        procedure=told.procedure, entered_by_id=actor.person_id or 0, entered_at=now,
    )  # fmt: skip
    here = RecordRef(events.PROCEEDING_KIND, str(made.pk))
    tie(here, to=attacked, relation=ATTACKS, tenant_id=unit.tenant_id, actor=actor, now=now)
    office = people_of_office(unit.tenant_id, on=today)
    facts = {"sort": told.kind.says, "request": told.request}
    tell_of_proceeding(made, ENTERED, office, actor=actor, now=now, **facts)
    entered = events.ProceedingEntered(
        proceeding=str(made.pk), number=made.number, kind=told.kind.says, request=told.request,
        filed_on=told.filed_on,
    )  # fmt: skip
    record(entered, actor=actor, at=now)
    return made


@command
def note_known(*, proceeding_id: int, on: date, actor: Actor, now: datetime) -> Proceeding:
    """When what is attacked was received, as the file of the case shows; entered again, it is corrected.

    From that day the period to begin runs (《行政复议法》第二十条；《行政诉讼法》第四十六条). What its own
    module knows – served otherwise than by post, or signed for – goes before it.
    Raises NoSuchProceeding, NotYourProceeding, BadFiling.
    """
    proceeding = proceeding_to_work_on(actor, proceeding_id)
    if not proceeding.reply:
        raise BadFiling("针对逾期未答复提出的，没有收到答复书的日期可以登记")
    if told := told_by_module(actor, proceeding):
        raise BadFiling(
            f"{proceeding.reply}的收到日期是{told}，已随文书的送达登记；有误的，请在申请页面更正签收日期"
        )
    _must_be_receipt(on, served_on=proceeding.reply_on, filed_on=proceeding.filed_on)
    proceeding.known_on = on
    proceeding.save(update_fields=["known_on"])
    noted = events.ReceiptNoted(
        proceeding=str(proceeding_id), number=proceeding.number, reply=proceeding.reply, known_on=on
    )
    record(noted, actor=actor, at=now)
    return proceeding


@command
def count_otherwise(
    *, proceeding_id: int, column: int, reason: str, actor: Actor, now: datetime
) -> Proceeding:
    """Put a settled proceeding into another column of table 四 than its table says, with a reason.

    Raises NoSuchProceeding, NotYourProceeding, NotSettled, ReasonMissing.
    """
    proceeding = proceeding_to_work_on(actor, proceeding_id)
    if proceeding.taken_back_at is not None:
        raise NotSettled("登记有误，已经撤销，年报不计入，不能改列")
    if proceeding.settled_on is None:
        raise NotSettled("还没有审结，年报计入“尚未审结”，不能改列")
    if not reason.strip():
        raise ReasonMissing("请写明改列的理由，例如填报说明或者上级答复")
    proceeding.column, proceeding.column_reason = Column(column), reason.strip()
    proceeding.save(update_fields=["column", "column_reason"])
    moved = events.CountedOtherwise(
        proceeding=str(proceeding_id), number=proceeding.number, column=Column(column).says, reason=reason
    )
    record(moved, actor=actor, at=now)
    return proceeding


@command
def write_lessons(*, proceeding_id: int, lessons: str, actor: Actor, now: datetime) -> Proceeding:
    """Put down what the agency learned from it. Raises NoSuchProceeding, NotYourProceeding."""
    proceeding = proceeding_to_work_on(actor, proceeding_id)
    proceeding.lessons = lessons.strip()
    proceeding.save(update_fields=["lessons"])
    told = events.LessonsWritten(
        proceeding=str(proceeding_id), number=proceeding.number, lessons=proceeding.lessons
    )
    record(told, actor=actor, at=now)
    return proceeding


def _with_reply(actor: Actor, filing: Filing, attacked: RecordRef) -> Filing:
    """What the module of the request tells of the reply goes before what was typed. Raises BadFiling."""
    known = {part.number: part for part in replies_to(actor, attacked)}
    if not filing.reply:
        return replace(filing, known_on=None)
    part = known.get(filing.reply)
    if part is None:
        raise BadFiling(f"申请{filing.request}没有文号为“{filing.reply}”的已送达文书，请从列表中选择")
    if part.on is None and filing.known_on:
        _must_be_receipt(filing.known_on, served_on=part.served_on, filed_on=filing.filed_on)
    return replace(
        filing, reply_on=part.served_on, clause=part.facts.get("clause", ""), paper=part.title,
        known_on=part.on or filing.known_on,
        filed_by=Filer.THIRD if part.facts.get("to") == "third" else Filer.APPLICANT,
    )  # fmt: skip


def _must_be_receipt(on: date, *, served_on: date | None, filed_on: date) -> None:
    """Raises BadFiling."""
    if served_on and on < served_on:
        raise BadFiling(f"收到日期{on}不能早于送达（交邮）日期{served_on}")
    if on > filed_on:
        raise BadFiling(f"收到日期{on}不能晚于提出日期{filed_on}；没有收到就提出的，不填收到日期")


def _before(actor: Actor, filing: Filing) -> Proceeding | None:
    """Raises BadFiling."""
    if filing.kind is not Kind.AFTER:
        return None
    found = reviews_of(actor, filing.request).filter(pk=filing.before_id or 0).first()
    if found is None:
        raise BadFiling("复议后起诉的，请选择先行的行政复议；没有的，请先登记该行政复议")
    if found.settled_on is None and found.silent_on is None:
        raise BadFiling(
            f"先行的行政复议{found.number}还没有登记决定，请先登记复议决定；复议机关逾期不作决定的，请先登记逾期未作决定"
        )
    return found


def _must_be_in_order(filing: Filing, today: date) -> None:
    """Raises BadFiling."""
    if not filing.organ.strip():
        raise BadFiling("请填写复议机关或者人民法院")
    if filing.filed_on > filing.accepted_on:
        raise BadFiling(f"提出日期{filing.filed_on}不能晚于受理、立案日期{filing.accepted_on}")
    if filing.notified_on and filing.notified_on < filing.accepted_on:
        raise BadFiling(f"收到通知的日期{filing.notified_on}不能早于受理、立案日期{filing.accepted_on}")
    if max(filing.accepted_on, filing.notified_on or filing.accepted_on) > today:
        raise BadFiling(f"日期不能晚于今天{today}")


def _begun(filing: Filing, *, actor: Actor, now: datetime) -> Case:
    """The case, with its clocks: how long organ or court have, and how long the agency has to answer."""
    unit, on = acting_unit(actor), filing.accepted_on
    if filing.kind is Kind.REVIEW:
        days = review_days(filing.procedure, tenant_id=unit.tenant_id, on=on)
        begin, follow, kind = flow.FILED, flow.NOTIFIED, flow.REVIEW
    else:
        begin = flow.SUED if filing.procedure is Procedure.ORDINARY else flow.SUED_SIMPLY
        days, follow, kind = 0, flow.SERVED, flow.SUIT
    case = open_case(workflow=kind, step=begin, unit=unit, actor=actor, now=now, on=on, days=days)
    if filing.notified_on:
        own = own_days(filing.kind, filing.procedure, tenant_id=unit.tenant_id, on=filing.notified_on)
        take_step(case=case, step=follow, actor=actor, now=now, on=filing.notified_on, days=own)
    return case


def own_days(kind: Kind, procedure: Procedure, *, tenant_id: int, on: date) -> int:
    """How long the agency has to answer, or to defend."""
    if kind is Kind.REVIEW:
        return answer_days(procedure, tenant_id=tenant_id, on=on)
    return days_on("defend", tenant_id=tenant_id, on=on)
