"""Taking a request in: from the website, over the counter, by post; and when it counts as received."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import A_DAY, Refusal
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.steps import open_case, take_step
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.queries import units_for
from quancheng.records.disclosure import events
from quancheng.records.disclosure.commands.confirming import must_be_next
from quancheng.records.disclosure.commands.lettering import Secretary
from quancheng.records.disclosure.commands.telling import ARRIVED, tell_people
from quancheng.records.disclosure.forms.papers import Brought
from quancheng.records.disclosure.models import Applicant, IdentityPaper, Request
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.queries.agencies import agency_to_ask, people_of_unit
from quancheng.records.disclosure.queries.doors import (
    door_of,
    form_of,
    forms_of,
    lock_of,
    locks_of,
    marks_of,
    number_is_taken,
    of_form,
    sent_from,
    source_digest,
)
from quancheng.records.disclosure.queries.letters import about_of
from quancheng.records.disclosure.queries.norms import confirmation_days, is_received_when_told, most_signs
from quancheng.records.disclosure.queries.papers import sealed_papers
from quancheng.records.disclosure.queries.requests import applicant_of, request_for
from quancheng.records.disclosure.queries.throttle import most_a_day
from quancheng.records.disclosure.rules.applicants import Applicant as ApplicantSort
from quancheng.records.disclosure.rules.applicants import Proof, fault_of, fault_of_agent, tidy_number
from quancheng.records.disclosure.rules.letters import receipt
from quancheng.records.disclosure.rules.numbers import number_on
from quancheng.records.disclosure.rules.receipt import Channel, is_certain
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import (
    CONFIRM,
    DISCLOSURE,
    MAIL_CAME,
    PASSED_ON_CAME,
    RECEIVE,
    SUBMIT,
)

CAME = {Channel.PLAIN_POST: MAIL_CAME, Channel.ELSEWHERE: PASSED_ON_CAME}  # confirmed on the very day
_NUMBERS_A_DAY = 100_000
_DRAWS = 60


class TooManyRequests(Refusal):
    """The source has sent enough for one day, or the numbers of the day are used up."""

    code = "disclosure.too_many_requests"
    status = 429
    wait = A_DAY


class SentAlready(Refusal):
    """The form has brought another request already; this one needs a form of its own."""

    code = "disclosure.sent_already"


class BadApplicant(Refusal):
    """Who asks is not told as the law wants it (《条例》第二十九条第二款第一项)."""

    code = "disclosure.bad_applicant"
    status = 422


class TooManyWords(Refusal):
    """What is wanted is told in more words than the government's norm takes."""

    code = "disclosure.too_many_words"
    status = 422


class BadReceipt(Refusal):
    """The day of receipt is not one on which the request can have been received."""

    code = "disclosure.bad_receipt"
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who asks, in clear, and who acts for them (委托代理人), if anybody does."""

    sort: ApplicantSort
    name: str
    proof: Proof
    proof_number: str
    representative: str = ""
    contact_person: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    agent_name: str = ""
    agent_proof: Proof = Proof.IDENTITY
    agent_proof_number: str = ""
    agent_phone: str = ""

    def tidied(self) -> "Who":
        """The same with the numbers of its papers in one spelling."""
        numbers = (self.proof_number, self.agent_proof_number)
        own, agents = (tidy_number(number) for number in numbers)
        return replace(self, proof_number=own, agent_proof_number=agents)

    def fault_of_agent(self) -> str:
        """What is wrong with whoever acts for them, as a sentence; empty when nothing is."""
        return fault_of_agent(
            name=self.agent_name, proof=self.agent_proof, number=self.agent_proof_number,
            phone=self.agent_phone, applicant=self.proof_number,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What is asked for, and how it is to be had."""

    wanted: str
    features: str = ""
    medium: Medium
    route: Route
    needs_help: bool = False


@command
def submit_request(
    *, unit_id: int, who: Who, what: What, once: str, source: str, paper: Brought | None = None,
    authority: Brought | None = None, actor: Actor, now: datetime,
) -> Request:  # fmt: skip
    """Take in what came by the website. It counts as received when both sides have confirmed (Art. 31(3)):
    the applicant confirms by submitting, so the agency's confirmation makes the day.

    `once` names the form; sent again, it is the same request. `source` is the network address, of which only
    a digest for the day is kept. Raises SentAlready, TooManyRequests, NoSuchAgency, BadApplicant,
    TooManyWords.
    """
    who = who.tidied()
    if known := _known(once, unit_id, who, what, Channel.INTERNET):
        return known
    today = timezone.localdate(now)
    _must_be_told(who)
    unit, digest = agency_to_ask(unit_id, on=today), source_digest(source, on=today)
    most = most_a_day(unit.tenant_id, on=today)
    if sent_from(digest) >= most:
        raise TooManyRequests(f"从您的网络今天已提交{most}件申请，请明天再提交，或当面提交、邮寄申请")
    _must_fit(who, what, unit, on=today)
    case = open_case(
        workflow=DISCLOSURE, step=SUBMIT, unit=unit, actor=Actor.clockwork(unit.tenant_id), now=now,
        days=confirmation_days(unit.tenant_id, on=today),
    )  # fmt: skip
    request = _kept(
        case, unit, who, what, Channel.INTERNET, once=once, source=digest, paper=paper, authority=authority,
        actor=actor, now=now,
    )  # fmt: skip
    tell_people(request, ARRIVED, people_of_unit(unit.pk, on=today), actor=actor, now=now)
    told = events.RequestSubmitted(request=request.number, channel=Channel.INTERNET.says)
    record(told, actor=actor, at=now)
    return request


@command
def register_request(
    *, channel: Channel, came_on: date, who: Who, what: What, once: str, paper: Brought | None = None,
    authority: Brought | None = None, actor: Actor, now: datetime,
) -> Request:  # fmt: skip
    """Enter what came over the counter or by post, in the actor's own agency.

    On the channels on which the law knows the day, `came_on` is the day of receipt; on the others the
    period waits for the confirmation (Art. 31): of a letter, or of what was passed on, on that very day.
    Entered as it came: what lacks is asked for (Art. 30). Raises SentAlready, BadApplicant, TooManyWords,
    NotYourStep, BadDay.
    """
    who = who.tidied()
    if known := _known(once, actor.unit_id or 0, who, what, channel, came_on):
        return known
    _must_be_named(who)
    unit, today = units_for(actor).get(pk=actor.unit_id or 0), timezone.localdate(now)
    _must_fit(who, what, unit, on=today)
    certain = _is_certain(channel, unit, on=today)
    days = 0 if certain or channel in CAME else confirmation_days(unit.tenant_id, on=today)
    case = open_case(
        workflow=DISCLOSURE, step=RECEIVE if certain else CAME.get(channel, SUBMIT), unit=unit,
        actor=actor, now=now, on=came_on, days=days, until=came_on if channel in CAME else None,
    )  # fmt: skip
    request = _kept(
        case, unit, who, what, channel, once=once, source="", paper=paper, authority=authority, actor=actor,
        now=now,
    )  # fmt: skip
    if certain:
        request.received_on = came_on
        request.save(update_fields=["received_on"])
        _receipt(request, actor, now)
        told: events.RequestEvent = events.RequestReceived(
            request=request.number, channel=channel.says, received_on=came_on
        )
    else:
        told = events.RequestSubmitted(request=request.number, channel=channel.says)
    record(told, actor=actor, at=now)
    return request


@command
def confirm_receipt(*, number: str, version: int, on: date, how: str, actor: Actor, now: datetime) -> Request:
    """The agency has confirmed with the applicant: from here the twenty working days run (Art. 31).

    `how` tells by what: the call, the message, the submission itself. Where a government wants both to
    confirm, this is its applicant's confirmation, entered at the desk. Raises NoSuchRequest, AgencyFirst,
    StepNotOpen, NotYourStep, BadDay, MovedMeanwhile.
    """
    request = request_for(actor, number)
    must_be_next(request, on=on)
    take_step(case=request.case, step=CONFIRM, actor=actor, now=now, on=on, note=how, seen_version=version)
    request.received_on = on
    request.save(update_fields=["received_on"])
    _receipt(request, actor, now)
    record(events.ReceiptConfirmed(request=number, received_on=on), actor=actor, at=now)
    return request


def _receipt(request: Request, actor: Actor, now: datetime) -> None:
    """The letter that says that it was received, and by when it is answered."""
    due = due_on(request.case)
    lines = receipt(about_of(request), due_on=due)
    Secretary(actor, now).writes(request, Sort.RECEIPT, lines, counted=(due,))


def _must_be_named(who: Who) -> None:
    """Raises BadApplicant."""
    if not who.name.strip():
        raise BadApplicant("请填写申请人的姓名或者名称")
    if who.proof_number and (fault := fault_of(who.proof, who.proof_number)):
        raise BadApplicant(fault)
    if fault := who.fault_of_agent():
        raise BadApplicant(fault)


def _must_be_told(who: Who) -> None:
    """Raises BadApplicant."""
    _must_be_named(who)
    if not who.proof_number:
        raise BadApplicant(fault_of(who.proof, ""))
    if not (who.phone or who.email or who.address):
        raise BadApplicant("请至少填写一种联系方式：联系电话、电子邮箱或者通信地址")


def _must_fit(who: Who, what: What, unit: Unit, *, on: date) -> None:
    """Raises BadApplicant, TooManyWords."""
    name_most, text_most = most_signs(unit.tenant_id, on=on)
    if len(who.name) > name_most:
        raise BadApplicant(
            f"“姓名或者名称”有{len(who.name)}字，最多{name_most}字；更长的请填简称，全称写在内容描述里"
        )
    if len(what.wanted) > text_most:
        raise TooManyWords(
            f"“所需政府信息的内容描述”有{len(what.wanted)}字，最多{text_most}字；请分成几件申请"
        )


def _is_certain(channel: Channel, unit: Unit, *, on: date) -> bool:
    """Whether the day of receipt is known now; of what is told by mouth the government's norm says it."""
    if channel is Channel.ORAL:
        return is_received_when_told(unit.tenant_id, on=on)
    return is_certain(channel)


def _known(
    once: str, unit_id: int, who: Who, what: What, channel: Channel, came_on: date | None = None
) -> Request | None:
    """What the form brought before, if all of it reads as it did then. Raises SentAlready."""
    known = of_form(once)
    if known is None:
        return None
    with named([*forms_of(once), *locks_of(known.number)]):
        before = (known.case.unit_id, who_of(applicant_of(known)), what_of(known), Channel(known.channel))
        same_day = came_on is None or came_on == known.case.opened_on
    if before != (unit_id, who, what, channel) or not same_day:
        raise SentAlready("这个页面已经提交过一件申请，内容与这次不同；如要再申请一件，请再提交一次")
    return known


def who_of(applicant: Applicant) -> Who:
    """Who asked, as it was entered."""
    told = {name: getattr(applicant, name) for name in Who.__dataclass_fields__}
    sorts = {"proof": Proof(applicant.proof), "agent_proof": Proof(applicant.agent_proof)}
    return Who(**told | {"sort": ApplicantSort(applicant.sort), **sorts})


def what_of(request: Request) -> What:
    """What was asked for, as it was entered."""
    told = {name: getattr(request, name) for name in What.__dataclass_fields__}
    return What(**told | {"medium": Medium(request.medium), "route": Route(request.route)})


def _kept(
    case: Case, unit: Unit, who: Who, what: What, channel: Channel, *, once: str, source: str,
    paper: Brought | None, authority: Brought | None, actor: Actor, now: datetime,
) -> Request:  # fmt: skip
    """Write it down, named by its form and its lock: so the role of the public process may."""
    number = _new_number(timezone.localdate(now))
    form, lock = form_of(once), lock_of(number)
    with named([form, lock]):
        request = Request.objects.create(
            tenant_id=unit.tenant_id, number=number, case=case, channel=channel, wanted=what.wanted,
            features=what.features, medium=what.medium, route=what.route, needs_help=what.needs_help,
            submitted_at=now, once=form, door=door_of(number), source=source,
            registered_by_id=actor.person_id if actor.kind is Kind.OFFICIAL else None,
            citizen_id=actor.citizen_id,
        )  # fmt: skip
        Applicant.objects.create(
            request=request, sort=who.sort, name=who.name, proof=who.proof, proof_number=who.proof_number,
            representative=who.representative, contact_person=who.contact_person, phone=who.phone,
            email=who.email, address=who.address, agent_name=who.agent_name, agent_proof=who.agent_proof,
            agent_proof_number=who.agent_proof_number, agent_phone=who.agent_phone, **marks_of(number, who),
        )  # fmt: skip
        IdentityPaper.objects.bulk_create(sealed_papers(request, paper, authority=authority, now=now))
    return request


def _new_number(today: date) -> str:
    for _ in range(_DRAWS):
        number = number_on(today, secrets.randbelow(_NUMBERS_A_DAY))
        if not number_is_taken(number):
            return number
    raise TooManyRequests("今天的申请编号已用完，请明天再提交，或当面提交、邮寄申请")
