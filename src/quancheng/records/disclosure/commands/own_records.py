"""Putting right what an agency keeps about somebody (《条例》第四十一条): from the form to the letter."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import take_step
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.commands.own_telling import (
    OWN_HANDED_ON,
    OWN_PAST_HANDED_ON,
    OWN_RETURNED,
    OWN_TO_ISSUE,
    tell_of_own_record,
)
from quancheng.records.disclosure.events import own_records as events
from quancheng.records.disclosure.models import OwnRecord, OwnRecordClaim, OwnRecordEvidence, Reply
from quancheng.records.disclosure.queries.agencies import agency_to_ask, people_of_unit
from quancheng.records.disclosure.queries.merging import must_be_left_behind
from quancheng.records.disclosure.queries.own_records import (
    claim_of,
    evidence_of,
    letter_text,
    may_read_claim,
    own_record_for,
    own_status_of,
    with_source_before,
)
from quancheng.records.disclosure.rules.own_record import (
    HAND_ON,
    HAND_ON_PAST,
    ISSUE,
    PROPOSE,
    RETURN,
    SERVE_AS,
    VERIFY,
    WITHDRAW,
    End,
    State,
)
from quancheng.records.disclosure.rules.remedies import Step as Sort

_HEADS = frozenset(ISSUE.by)


class BadEnd(Refusal):
    """The case cannot end so: it is not verified, or the competent agency is not named."""

    code = "disclosure.bad_own_record_end"
    status = 422


class ClaimNotYours(Refusal):
    """The actor does not handle the case."""

    code = "disclosure.claim_not_yours"
    status = 403


class SameHand(Refusal):
    """Who wrote the letter does not issue it."""

    code = "disclosure.own_record_same_hand"
    status = 403


class BadOwnService(Refusal):
    """The letter cannot have been served so."""

    code = "disclosure.bad_own_service"
    status = 422


@command
def verify_own_record(*, number: str, version: int, found: str, actor: Actor, now: datetime) -> OwnRecord:
    """The evidence holds: the record is wrong, and is to be put right.

    Raises NoSuchOwnRecord, BadEnd, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    own_record = own_record_for(actor, number)
    if not found.strip():
        raise BadEnd("请写明核实情况：核对了什么、结果怎样")
    take_step(case=own_record.case, step=VERIFY, actor=actor, now=now, seen_version=version)
    claim = claim_of(own_record)
    claim.found = found.strip()
    claim.save(update_fields=["found"])
    record(events.OwnRecordMoved(own_record=number, what=VERIFY.says), actor=actor, at=now)
    return own_record


@command
def propose_own_record_end(
    *, number: str, version: int, end: End, found: str, agency: str, actor: Actor, now: datetime
) -> OwnRecord:
    """Write letter 26: put right, passed on, told whom to ask, or not verified (Art. 41).

    Raises NoSuchOwnRecord, BadEnd, ClauseIncomplete, NoOrgan, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    own_record, today = own_record_for(actor, number), timezone.localdate(now)
    found, agency = found.strip(), agency.strip() if end.names_agency else ""
    _must_end_so(own_record, end, found, agency)
    text, remedy = letter_text(own_record, end, found=found, agency=agency, on=today)
    take_step(case=own_record.case, step=PROPOSE, actor=actor, now=now, seen_version=version)
    own_record.end, own_record.agency, own_record.remedy = end, agency, remedy
    own_record.proposed_by_id = actor.person_id
    own_record.save(update_fields=["end", "agency", "remedy", "proposed_by"])
    claim = claim_of(own_record)
    claim.found, claim.text = found, text
    claim.save(update_fields=["found", "text"])
    heads = people_of_unit(own_record.case.unit_id, on=today, roles=_HEADS)
    tell_of_own_record(own_record, OWN_TO_ISSUE, heads, actor=actor, now=now)
    record(events.OwnRecordMoved(own_record=number, what=f"拟写告知书，{end.says}"), actor=actor, at=now)
    return own_record


@command
def return_own_record(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> OwnRecord:
    """The letter goes back: what was found is to be looked at again.

    Raises NoSuchOwnRecord, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    own_record = own_record_for(actor, number)
    take_step(case=own_record.case, step=RETURN, actor=actor, now=now, note=reason, seen_version=version)
    people = {own_record.proposed_by_id} if own_record.proposed_by_id else set()
    tell_of_own_record(own_record, OWN_RETURNED, people, actor=actor, now=now, reason=reason)
    record(events.OwnRecordReturned(own_record=number, reason=reason), actor=actor, at=now)
    return own_record


@command
def issue_own_record(*, number: str, version: int, actor: Actor, now: datetime) -> OwnRecord:
    """The head signs letter 26; it gets its number in a series of its own, and a code to check it by.

    Raises NoSuchOwnRecord, SameHand, StepNotOpen, NotYourStep, MovedMeanwhile.
    """
    own_record = own_record_for(actor, number)
    take_step(case=own_record.case, step=ISSUE, actor=actor, now=now, seen_version=version)
    if actor.person_id == own_record.proposed_by_id:
        raise SameHand("这份告知书由您拟写，须由另一人签发")
    unit = own_record.case.unit
    told_as = Secretary(actor, now).numbers(Sort.OWN_RECORD, unit, tenant=own_record.tenant)
    own_record.issued_by_id, own_record.issued_at, own_record.issuer = actor.person_id, now, str(unit)
    own_record.letter, own_record.letter_code = told_as.number, told_as.code
    own_record.save(update_fields=["issued_by", "issued_at", "issuer", "letter", "letter_code"])
    told = events.OwnRecordIssued(own_record=number, letter=own_record.letter, remedy=own_record.remedy)
    record(told, actor=actor, at=now)
    return own_record


@command
def serve_own_record(
    *, number: str, version: int, way: Reply.Way, proof: str, on: date, sent_on: date | None = None,
    actor: Actor, now: datetime,
) -> OwnRecord:  # fmt: skip
    """The letter has reached the applicant; with it the case is over. Not by network: nobody who asks for a
    correction is asked how to be told, and the clause of letter 26 names no channel on the internet.

    `sent_on`: when a letter was posted that was signed for `on` a later day: in time is what was posted in
    time (国办公开办函〔2016〕235号), so that the case ends with it; both days stand in the history.
    Raises NoSuchOwnRecord, BadOwnService, StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    own_record = own_record_for(actor, number)
    if own_record.issued_at is not None and (sent_on or on) < timezone.localdate(own_record.issued_at):
        raise BadOwnService(f"送达日期不能早于签发日期{timezone.localdate(own_record.issued_at)}")
    counted, says = _posted(way, on=on, sent_on=sent_on, today=timezone.localdate(now))
    if way == Reply.Way.BY_NETWORK:
        raise BadOwnService(
            "更正告知书不能登记为网上送达：更正申请没有征得申请人同意网上送达，告知书也没有写明网上申请行政复议的"
            "渠道（《行政复议法》第二十二条第二款）；请直接送达、委托送达或者邮寄，送达后申请人仍可在网上查看"
        )
    if not proof.strip():
        raise BadOwnService("请填写送达凭证：签收人、送达回证编号或者邮政企业的邮件号")
    end = End(own_record.end) if own_record.end else End.NOT_VERIFIED
    take_step(
        case=own_record.case,
        step=SERVE_AS[end],
        actor=actor,
        now=now,
        on=counted,
        note=says,
        seen_version=version,
    )
    own_record.way, own_record.proof, own_record.served_on = way, proof.strip(), counted
    own_record.save(update_fields=["way", "proof", "served_on"])
    record(events.OwnRecordServed(own_record=number, served_on=counted, end=end.says), actor=actor, at=now)
    return own_record


def _posted(way: Reply.Way, *, on: date, sent_on: date | None, today: date) -> tuple[date, str]:
    """The day that counts, and what is written of the way. Raises BadOwnService."""
    says = Reply.Way(way).label
    if sent_on is None:
        return on, says
    if way != Reply.Way.BY_POST:
        raise BadOwnService("只有邮寄的才填写交邮日期，请清空“交邮日期”")
    if not sent_on <= on <= today:
        raise BadOwnService(f"交邮日期{sent_on}不能晚于送达日期{on}，送达日期不能晚于今天{today}")
    return sent_on, says if sent_on == on else f"{says}（{sent_on}交邮，{on}签收）"


@command
def note_own_withdrawal(*, number: str, version: int, reason: str, actor: Actor, now: datetime) -> OwnRecord:
    """The applicant has withdrawn; the agency writes it down.

    Raises NoSuchOwnRecord, StepNotOpen, NotYourStep, ReasonMissing, MovedMeanwhile.
    """
    own_record = own_record_for(actor, number)
    take_step(case=own_record.case, step=WITHDRAW, actor=actor, now=now, note=reason, seen_version=version)
    record(events.OwnRecordWithdrawn(own_record=number, reason=reason), actor=actor, at=now)
    return own_record


@command
def withdraw_own_record(*, number: str, code: str, actor: Actor, now: datetime) -> OwnRecord:
    """The applicant withdraws on the website, with number and code. Raises NoOwnMatch, StepNotOpen."""
    own_record = own_status_of(number, code, today=timezone.localdate(now)).own_record
    why = "申请人在网上撤回"
    with named([own_record.door]):
        take_step(
            case=own_record.case,
            step=WITHDRAW,
            actor=Actor.clockwork(own_record.tenant_id),
            now=now,
            note=why,
        )
    record(events.OwnRecordWithdrawn(own_record=own_record.number, reason=why), actor=actor, at=now)
    return own_record


@command
def hand_on_own_record(
    *, number: str, version: int, unit_id: int, reason: str, actor: Actor, now: datetime
) -> OwnRecord:
    """Another agency has taken over the duties of this one: its cases go along, and, once this one is no
    more, what was over too, so that the other one answers for its letter.

    Raises NoSuchOwnRecord, NoSuchAgency, UnitIsThere, BadUnit, StepNotOpen, NotYourStep, ReasonMissing,
    MovedMeanwhile.
    """
    own_record, today = own_record_for(actor, number), timezone.localdate(now)
    unit, is_over = agency_to_ask(unit_id, on=today), own_record.case.ended_on is not None
    if is_over:
        must_be_left_behind(own_record.case, on=today)
    step, kind = (HAND_ON_PAST, OWN_PAST_HANDED_ON) if is_over else (HAND_ON, OWN_HANDED_ON)
    take_step(
        case=own_record.case, step=step, actor=actor, now=now, note=reason, to_unit=unit,
        seen_version=version,
    )  # fmt: skip
    people = people_of_unit(unit.pk, on=today)
    tell_of_own_record(own_record, kind, people, actor=actor, now=now)
    told = events.OwnRecordHandedOn(own_record=number, unit=str(unit), reason=reason)
    record(told, actor=actor, at=now)
    return own_record


@command
def read_claim(*, number: str, actor: Actor, now: datetime) -> OwnRecordClaim:
    """Read in clear who says what; that is written down. Raises NoSuchOwnRecord, ClaimNotYours."""
    own_record = own_record_for(actor, number)
    _must_be_yours(actor, own_record)
    claim = claim_of(own_record)
    record(events.ClaimRead(own_record=number), actor=actor, at=now)
    return claim


@command
def read_evidence(*, number: str, place: int, actor: Actor, now: datetime) -> OwnRecordEvidence:
    """Take out one file; that it was read is written down.

    Raises NoSuchOwnRecord, ClaimNotYours, NoSuchEvidence.
    """
    own_record = own_record_for(actor, number)
    _must_be_yours(actor, own_record)
    evidence = evidence_of(own_record, place)
    record(events.OwnEvidenceRead(own_record=number, place=place), actor=actor, at=now)
    return evidence


@command
def erase_own_sources(*, actor: Actor, now: datetime) -> int:
    """Digests of sources go when their day is over: they were for its throttle alone. How many."""
    count = with_source_before(timezone.localdate(now)).update(source="")
    if not count:
        return 0
    record(events.OwnSourcesErased(count=count), actor=actor, at=now)
    return count


def _must_end_so(own_record: OwnRecord, end: End, found: str, agency: str) -> None:
    """Raises BadEnd."""
    if end is End.CORRECTED and own_record.case.state != State.VERIFIED:
        raise BadEnd("予以更正的，请先登记核实结果，再拟写告知书")
    if end is not End.CORRECTED and own_record.case.state == State.VERIFIED:
        raise BadEnd("已核实记录确有不准确，应当更正；核实有误的，请先退回重新核实")
    if not found:
        raise BadEnd("请写明核实情况，申请人会看到")
    if end.names_agency and not agency:
        raise BadEnd("请写明有权更正的机关的名称和联系方式")


def _must_be_yours(actor: Actor, own_record: OwnRecord) -> None:
    if not may_read_claim(actor, own_record):
        raise ClaimNotYours("只有承办机关可以查看申请人和申请内容")
