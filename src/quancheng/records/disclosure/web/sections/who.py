"""Who asks, as far as the reader may know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.text.contacts import masked_contact, masked_name
from quancheng.records.disclosure.models import Applicant, OwnRecordClaim, Request
from quancheng.records.disclosure.queries.requests import applicant_of, may_read_applicant
from quancheng.records.disclosure.rules.applicants import Applicant as Sort
from quancheng.records.disclosure.rules.applicants import Proof, masked_number


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing told of the applicant."""

    says: str
    told: str


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks, as far as the actor may know: masked, in clear, or only what sort."""

    sort: str
    facts: tuple[Fact, ...]
    may_read: bool
    is_clear: bool
    erased_on: date | None


def who_section(actor: Actor, request: Request, clear: Applicant | None) -> Who:
    """To whom the applicant is closed, not even a masked name is given."""
    applicant = clear or applicant_of(request)
    sort, may_read = Sort(applicant.sort), may_read_applicant(actor, request)
    erased = timezone.localdate(applicant.erased_at) if applicant.erased_at else None
    if erased or not may_read:
        return Who(sort.says, (), may_read, False, erased)
    return Who(
        sort.says, tuple(_facts(applicant, is_clear=clear is not None)), may_read, clear is not None, None
    )


def _facts(applicant: Applicant, *, is_clear: bool) -> Iterator[Fact]:
    def shown(text: str, masked: str) -> str:
        return text if is_clear else masked

    name = applicant.name
    if Sort(applicant.sort).is_person:
        name = shown(name, masked_name(name))
    yield Fact("申请人", name)
    told = shown(applicant.proof_number, masked_number(applicant.proof_number)) or "没有写明号码"
    yield Fact(Proof(applicant.proof).says, told)
    for says, text in (("负责人", applicant.representative), ("联系人", applicant.contact_person)):
        if text:
            yield Fact(says, shown(text, masked_name(text)))
    for says, text in (("电话", applicant.phone), ("电子邮箱", applicant.email)):
        if text:
            yield Fact(says, shown(text, masked_contact(text)))
    if applicant.address:
        yield Fact("地址", shown(applicant.address, f"{applicant.address[:3]}…"))
    yield from agent_facts(applicant, is_clear=is_clear)


def agent_facts(one: Applicant | OwnRecordClaim, *, is_clear: bool) -> Iterator[Fact]:
    """Who acts for the applicant, masked and read as they are; nothing where nobody does."""
    if not one.agent_name:
        return
    number, phone = one.agent_proof_number, one.agent_phone
    yield Fact("委托代理人", one.agent_name if is_clear else masked_name(one.agent_name))
    told = (number if is_clear else masked_number(number)) or "没有写明号码"
    yield Fact(f"代理人{Proof(one.agent_proof).says}", told)
    if phone:
        yield Fact("代理人电话", phone if is_clear else masked_contact(phone))
