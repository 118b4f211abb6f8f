"""Numbers, query codes and digests: what somebody learns who holds the number and the code of a request."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from quancheng.kernel.access.doors import Door
from quancheng.kernel.access.named import named
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.timeline import Entry, timeline
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.text.codes import tidy
from quancheng.kernel.text.contacts import tidy as contact_of
from quancheng.kernel.text.variants import half_width, simplified
from quancheng.records.disclosure.models import Correction, Explanation, Fee, Request
from quancheng.records.disclosure.rules.applicants import BETWEEN
from quancheng.records.disclosure.rules.numbers import tidy_number
from quancheng.records.disclosure.workflow import DISCLOSURE, OVER, State

UNSPOKEN = re.compile(r"[\s,，.。、;；:：\-—()（）]+")  # people write an address with and without
DOOR = Door("disclosure.request")
code_of, door_of, doors_of, source_digest = DOOR.code_of, DOOR.door_of, DOOR.doors_of, DOOR.source_digest
PROOF = "disclosure.applicant.proof_digest"
PHONE = "disclosure.applicant.phone_digest"
FORM, LOCK = "disclosure.request.form", "disclosure.applicant.lock"
OTHERS = "disclosure.applicant.{}_digest"


class Told(Protocol):
    """What is told of somebody who asks, in clear."""

    @property
    def name(self) -> str: ...
    @property
    def proof_number(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def agent_proof_number(self) -> str: ...
    @property
    def agent_phone(self) -> str: ...


class NoMatch(Refusal):
    """Number and code do not belong together; whether the number exists is not told."""

    code = "disclosure.no_match"
    status = 404


@dataclass(frozen=True, slots=True)
class Status:
    """How a request stands, for its applicant: no name, no number of a paper."""

    request: Request
    state: str
    state_says: str
    is_over: bool
    unit: str
    due_on: date | None
    history: tuple[Entry, ...]
    correction: Correction | None
    fee: Fee | None
    explanation: Explanation | None


def status_of(number: str, code: str) -> Status:
    """How the request stands. The same refusal for a wrong number and a wrong code. Raises NoMatch."""
    number, code = tidy_number(number), tidy(code)
    opens = DOOR.opens(number, code)
    with named(doors_of(number) if opens else []):
        found = _with_number(number) if opens else None
        if found is None:
            raise NoMatch("编号与查询码不相符，请对照回执逐位核对；查询码不含数字0、1和字母I、O")
        return status_told(found)


def status_told(found: Request) -> Status:
    """How a request stands, in the words for its applicant."""
    return Status(
        request=found,
        state=found.case.state,
        state_says=DISCLOSURE.state_in_words(found.case.state),
        is_over=found.case.state in OVER,
        unit=str(found.case.unit),
        due_on=found.case.due_on,
        history=timeline(found.case, reader=Circle.APPLICANT),
        correction=Correction.objects.filter(request=found).first(),
        fee=_fee_told(found),
        explanation=_to_explain(found),
    )


def of_form(once: str) -> Request | None:
    """The request that came from this very form before."""
    digests = forms_of(once)
    with named(digests):
        return Request.objects.filter(once__in=digests).first()


def form_of(once: str) -> str:
    """What is kept of the number of a form: nobody gets the form from it."""
    return machine().keyed_digest(once, purpose=FORM)


def forms_of(once: str) -> list[str]:
    """The same under every key that the house still has."""
    return list(machine().keyed_digests(once, purpose=FORM))


def lock_of(number: str) -> str:
    """By what the role of the public process finds who asked: no column beside a request tells it."""
    return machine().keyed_digest(number, purpose=LOCK)


def locks_of(number: str) -> list[str]:
    """The same under every key that the house still has."""
    return list(machine().keyed_digests(number, purpose=LOCK))


def number_is_taken(number: str) -> bool:
    with named(doors_of(number)):
        return Request.objects.filter(number=number).exists()


def sent_from(digest: str) -> int:
    """How many requests came from one source on its day."""
    with named([digest]):
        return Request.objects.filter(source=digest).count()


def sent_on(day: date) -> int:
    """How many requests came in on a day, from everywhere: their cases are counted, none is read."""
    return Case.objects.filter(workflow=DISCLOSURE.code, opened_on=day).count()


def proof_digest(number: str) -> str:
    """By what the requests of one applicant are found: nobody gets the number of the paper from it."""
    return machine().keyed_digest(number, purpose=PROOF) if number else ""


def phone_digest(phone: str) -> str:
    """The same for a phone number, however it is spaced."""
    plain = BETWEEN.sub("", contact_of(phone))
    return machine().keyed_digest(plain, purpose=PHONE) if plain else ""


def digest_of(what: str, text: str) -> str:
    """The same for what else is told of an applicant (name, email, address), in one spelling."""
    plain = UNSPOKEN.sub("", simplified(half_width(text)).casefold())
    return machine().keyed_digest(plain, purpose=OTHERS.format(what)) if plain else ""


def _fee_told(request: Request) -> Fee | None:
    """The fee while it waits to be paid; of who decided it nothing."""
    if request.case.state != State.AWAITING_FEE:
        return None
    told = Fee.objects.filter(request=request).only("basis", "yuan", "working", "how", "request")
    return told.order_by("-pk").first()  # a proposal that was dropped is older


def _to_explain(request: Request) -> Explanation | None:
    """What the applicant was asked to explain and has not yet; of who asked nothing."""
    if request.case.state != State.IN_HAND:
        return None
    waiting = Explanation.objects.filter(request=request, answered_on__isnull=True)
    return waiting.only("points", "until", "answered_on", "request").first()


def marks_of(number: str, applicant: Told) -> dict[str, str]:
    """By what an applicant's row is named, and by what it is compared with others: none leads back to it."""
    return {
        "lock": lock_of(number),
        "proof_digest": proof_digest(applicant.proof_number),
        "phone_digest": phone_digest(applicant.phone),
        "name_digest": digest_of("name", applicant.name),
        "email_digest": digest_of("email", applicant.email),
        "address_digest": digest_of("address", applicant.address),
        "agent_proof_digest": proof_digest(applicant.agent_proof_number),
        "agent_phone_digest": phone_digest(applicant.agent_phone),
    }


def _with_number(number: str) -> Request | None:
    return Request.objects.select_related("case__unit", "tenant").filter(number=number).first()
