"""Taking in what somebody wants put right about themselves: from the website, over the counter, by post."""

import secrets
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import A_DAY, Refusal
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.steps import open_case
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.queries import units_for
from quancheng.records.disclosure.commands.intake import BadApplicant, SentAlready, Who
from quancheng.records.disclosure.commands.own_telling import (
    OWN_ARRIVED,
    tell_of_own_record,
)
from quancheng.records.disclosure.events import own_records as events
from quancheng.records.disclosure.models import OwnRecord, OwnRecordClaim, OwnRecordEvidence
from quancheng.records.disclosure.queries.accounts import digest_for
from quancheng.records.disclosure.queries.agencies import agency_to_ask, people_of_unit
from quancheng.records.disclosure.queries.norms import own_record_days
from quancheng.records.disclosure.queries.own_records import (
    DOOR,
    LOCK,
    claim_brought,
    form_of,
    number_is_taken,
    of_form,
    sent_from,
)
from quancheng.records.disclosure.rules.applicants import fault_of
from quancheng.records.disclosure.rules.own_record import (
    MOST_BYTES,
    MOST_FILES,
    OWN_RECORD,
    RECEIVE,
    number_on,
)
from quancheng.records.disclosure.rules.receipt import Channel

_NUMBERS_A_DAY = 100_000
_DRAWS = 60
MOST_A_DAY = 5  # [D] from one network address in a day: each may bring files


class TooManyOwnRecords(Refusal):
    """The source has sent enough for one day, or the numbers of the day are used up."""

    code = "disclosure.too_many_own_records"
    status = 429
    wait = A_DAY


class BadClaim(Refusal):
    """It is not said which record is wrong, what is wrong about it, or what is right."""

    code = "disclosure.bad_claim"
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Which record, what is wrong about it, and how it should read."""

    which: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that the gate let through, with its bytes."""

    upload: Upload
    data: bytes


@command
def submit_own_record(
    *, unit_id: int, who: Who, claim: Claim, files: Sequence[Brought], once: str, source: str, actor: Actor,
    now: datetime,
) -> OwnRecord:  # fmt: skip
    """Take in what came by the website; the target of the agency runs from that day.

    `once` names the form; sent again, it is the same case. Raises SentAlready, TooManyOwnRecords,
    NoSuchAgency, BadApplicant, BadClaim.
    """
    if known := _known(once, who, claim):
        return known
    today = timezone.localdate(now)
    _must_be_whole(who, claim, files)
    digest = DOOR.source_digest(source, on=today)
    if sent_from(digest) >= MOST_A_DAY:
        raise TooManyOwnRecords(f"从您的网络今天已提交{MOST_A_DAY}件更正申请，请明天再提交，或当面提交、邮寄")
    unit = agency_to_ask(unit_id, on=today)
    days = own_record_days(unit.tenant_id, on=today)
    case = open_case(
        workflow=OWN_RECORD,
        step=RECEIVE,
        unit=unit,
        actor=Actor.clockwork(unit.tenant_id),
        now=now,
        days=days,
    )
    kept = _kept(
        case, unit, who, claim, Channel.INTERNET, files=files, once=once, source=digest, actor=actor, now=now
    )
    tell_of_own_record(kept, OWN_ARRIVED, people_of_unit(unit.pk, on=today), actor=actor, now=now)
    told = events.OwnRecordReceived(own_record=kept.number, channel=Channel.INTERNET.says, days=days)
    record(told, actor=actor, at=now)
    return kept


@command
def register_own_record(
    *, channel: Channel, came_on: date, who: Who, claim: Claim, files: Sequence[Brought], once: str,
    actor: Actor, now: datetime,
) -> OwnRecord:  # fmt: skip
    """Enter what came over the counter or by post, in the actor's own agency.

    Raises BadApplicant, BadClaim, NotYourStep, BadDay.
    """
    if known := _known(once, who, claim):
        return known
    _must_be_whole(who, claim, files)
    unit = units_for(actor).get(pk=actor.unit_id or 0)
    days = own_record_days(unit.tenant_id, on=timezone.localdate(now))
    case = open_case(
        workflow=OWN_RECORD, step=RECEIVE, unit=unit, actor=actor, now=now, on=came_on, days=days
    )
    kept = _kept(case, unit, who, claim, channel, files=files, once=once, source="", actor=actor, now=now)
    told = events.OwnRecordReceived(own_record=kept.number, channel=channel.says, days=days)
    record(told, actor=actor, at=now)
    return kept


def _known(once: str, who: Who, claim: Claim) -> OwnRecord | None:
    """What the form brought before, if it reads as it did then. Raises SentAlready."""
    known = of_form(once)
    if known is None:
        return None
    said = who.tidied()
    before = claim_brought(known, once, said.proof_number)
    told = (said.name, said.proof_number, claim.which.strip(), claim.wrong.strip(), claim.right.strip())
    if before is None or told != (
        before.name, before.proof_number, before.which, before.wrong, before.right,
    ):  # fmt: skip
        raise SentAlready("这个页面已经提交过一件更正申请，内容与这次不同；如要再提一件，请重新打开页面填写")
    return known


def _must_be_whole(who: Who, claim: Claim, files: Sequence[Brought]) -> None:
    """Raises BadApplicant, BadClaim."""
    if not who.name.strip():
        raise BadApplicant("请填写申请人的姓名或者名称")
    if fault := fault_of(who.proof, who.tidied().proof_number):
        raise BadApplicant(fault)
    if fault := who.tidied().fault_of_agent():
        raise BadApplicant(fault)
    if not (who.phone or who.email or who.address):
        raise BadApplicant("请至少填写一种联系方式：联系电话、电子邮箱或者通信地址")
    for says, text in (("哪一条记录", claim.which), ("哪里不准确", claim.wrong), ("应当怎样", claim.right)):
        if not text.strip():
            raise BadClaim(f"请写明{says}（《条例》第四十一条）")
    _must_be_few(files)


def _must_be_few(files: Sequence[Brought]) -> None:
    """Raises BadClaim."""
    if len(files) > MOST_FILES:
        raise BadClaim(f"证据最多{MOST_FILES}个文件，请合并以后再提交")
    for one in files:
        if len(one.data) > MOST_BYTES:
            raise BadClaim(f"“{one.upload.name}”超过{MOST_BYTES // 1024 // 1024}MB，请压缩或者分成几个文件")


def _kept(
    case: Case, unit: Unit, who: Who, claim: Claim, channel: Channel, *, files: Sequence[Brought], once: str,
    source: str, actor: Actor, now: datetime,
) -> OwnRecord:  # fmt: skip
    """Write it down, named by its form and its lock: so the role of the public process may."""
    number, who = _new_number(timezone.localdate(now)), who.tidied()
    form, lock = form_of(once), digest_for(LOCK, number, who.proof_number)
    with named([form, lock]):
        own_record = OwnRecord.objects.create(
            tenant_id=unit.tenant_id, number=number, case=case, channel=channel, submitted_at=now, once=form,
            door=DOOR.door_of(number), source=source,
            registered_by_id=actor.person_id if actor.kind is Kind.OFFICIAL else None,
            citizen_id=actor.citizen_id,
        )  # fmt: skip
        OwnRecordClaim.objects.create(
            own_record=own_record, sort=who.sort, name=who.name, proof=who.proof,
            proof_number=who.proof_number, representative=who.representative,
            contact_person=who.contact_person, phone=who.phone, email=who.email, address=who.address,
            agent_name=who.agent_name, agent_proof=who.agent_proof,
            agent_proof_number=who.agent_proof_number, agent_phone=who.agent_phone, lock=lock,
            which=claim.which.strip(), wrong=claim.wrong.strip(), right=claim.right.strip(),
        )  # fmt: skip
        _attach(own_record, files)
    return own_record


def _attach(own_record: OwnRecord, files: Sequence[Brought]) -> None:
    """While its claim is named: what speaks for it may be written down by whoever may write that."""
    for place, one in enumerate(files, start=1):
        OwnRecordEvidence.objects.create(
            own_record=own_record, place=place, name=one.upload.name, kind=one.upload.kind.name.lower(),
            size=len(one.data), content=b64encode(one.data).decode("ascii"),
        )  # fmt: skip


def _new_number(today: date) -> str:
    for _ in range(_DRAWS):
        number = number_on(today, secrets.randbelow(_NUMBERS_A_DAY))
        if not number_is_taken(number):
            return number
    raise TooManyOwnRecords("今天的编号已用完，请明天再提交，或当面提交、邮寄")
