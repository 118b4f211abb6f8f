"""Numbers, query codes and digests: what somebody learns who holds the number and the code of a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.crypto import constant_time_compare

from quancheng.kernel.access.named import named
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.timeline import Entry, timeline
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.text.codes import code_from, tidy
from quancheng.records.disclosure.models import Correction, Request
from quancheng.records.disclosure.rules.numbers import tidy_number
from quancheng.records.disclosure.workflow import DISCLOSURE, OVER

CODE = "disclosure.request.code"  # the purpose of the digest from which a code is read
SOURCE = "disclosure.request.source"
DOOR = "disclosure.request.door"  # of the digest by which the public process names a request to the database
PROOF = "disclosure.applicant.proof_digest"
PHONE = "disclosure.applicant.phone_digest"


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


def code_of(number: str) -> str:
    """The query code of a request, from its number and the key of the house; it is stored nowhere."""
    return code_from(machine().keyed_digest(number, purpose=CODE))


def status_of(number: str, code: str) -> Status:
    """How the request stands. The same refusal for a wrong number and a wrong code. Raises NoMatch."""
    number, code = tidy_number(number), tidy(code)
    digests = machine().keyed_digests(number, purpose=CODE)
    matches = [constant_time_compare(code_from(one), code) for one in digests]
    with named(doors_of(number) if any(matches) else []):
        found = _with_number(number) if any(matches) else None
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
    )


def of_form(once: str) -> Request | None:
    """The request that came from this very form before."""
    with named([once]):
        return Request.objects.filter(once=once).first()


def number_is_taken(number: str) -> bool:
    with named(doors_of(number)):
        return Request.objects.filter(number=number).exists()


def door_of(number: str) -> str:
    """What is kept beside a request: without the key of the house nobody gets it from the number."""
    return machine().keyed_digest(number, purpose=DOOR)


def doors_of(number: str) -> Sequence[str]:
    """The same under every key that the house still has."""
    return list(machine().keyed_digests(number, purpose=DOOR))


def source_digest(source: str, *, on: date) -> str:
    """Where a request came from, as a digest that is good for one day and leads back to nobody."""
    return machine().keyed_digest(source, purpose=f"{SOURCE}/{on.isoformat()}")


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
    """The same for a phone number."""
    return machine().keyed_digest(phone, purpose=PHONE) if phone else ""


def _with_number(number: str) -> Request | None:
    return Request.objects.select_related("case__unit", "tenant").filter(number=number).first()
