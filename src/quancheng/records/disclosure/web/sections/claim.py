"""Who says what of which record, as far as the reader may know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from quancheng.kernel.text.contacts import masked_contact, masked_name
from quancheng.records.disclosure.models import OwnRecordClaim
from quancheng.records.disclosure.rules.applicants import Applicant as Sort
from quancheng.records.disclosure.rules.applicants import Proof, masked_number
from quancheng.records.disclosure.web.sections.who import Fact, agent_facts


@dataclass(frozen=True, slots=True)
class ClaimSection:
    """The claim for the page: not told, masked, in clear, or erased."""

    may_read: bool
    is_clear: bool
    facts: tuple[Fact, ...]
    which: str
    wrong: str
    right: str
    found: str
    erased_on: date | None


def claim_section(claim: OwnRecordClaim | None, *, is_clear: bool) -> ClaimSection:
    """To whom the claim is closed, not even a masked name is given."""
    if claim is None:
        return ClaimSection(False, False, (), "", "", "", "", None)
    if claim.erased_at:
        return ClaimSection(True, False, (), "", "", "", "", timezone.localdate(claim.erased_at))
    facts = tuple(_facts(claim, is_clear=is_clear))
    return ClaimSection(True, is_clear, facts, claim.which, claim.wrong, claim.right, claim.found, None)


def _facts(claim: OwnRecordClaim, *, is_clear: bool) -> Iterator[Fact]:
    def shown(text: str, masked: str) -> str:
        return text if is_clear else masked

    sort = Sort(claim.sort)
    yield Fact("类型", sort.says)
    yield Fact("申请人", shown(claim.name, masked_name(claim.name)) if sort.is_person else claim.name)
    yield Fact(Proof(claim.proof).says, shown(claim.proof_number, masked_number(claim.proof_number)))
    for says, text in (("负责人", claim.representative), ("联系人", claim.contact_person)):
        if text:
            yield Fact(says, shown(text, masked_name(text)))
    for says, text in (("电话", claim.phone), ("电子邮箱", claim.email)):
        if text:
            yield Fact(says, shown(text, masked_contact(text)))
    if claim.address:
        yield Fact("地址", shown(claim.address, f"{claim.address[:3]}…"))
    yield from agent_facts(claim, is_clear=is_clear)
