"""Who asks together with whom: for the agency that has the request in hand, and for nobody else.

Compared are digests alone. Requests of other agencies of the government are counted, never named; those of
other governments are not looked at.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.norms.queries import norm_on
from quancheng.kernel.text.likeness import likeness
from quancheng.records.disclosure.models import Applicant, Request
from quancheng.records.disclosure.queries.akin import Earlier, limits_for
from quancheng.records.disclosure.queries.linked import page_of
from quancheng.records.disclosure.queries.requests import SEALED, applicant_of, may_read_applicant
from quancheng.records.disclosure.rules.applicants import Applicant as Sort
from quancheng.records.disclosure.rules.patterns import (
    Counted,
    Hint,
    Limits,
    Marks,
    hints_of,
    is_same_applicant,
    why_linked,
)
from quancheng.records.disclosure.workflow import DISCLOSURE

MOST_COUNTED = 2000  # [D] requests of one applicant that are counted; nobody has sent more
MOST_NAMED = 20  # [D] of them shown one by one


@dataclass(frozen=True, slots=True)
class LinkedRequest:
    """One request of the same agency whose applicant has something in common with this one."""

    number: str
    href: str
    on: date
    state: str
    why: str
    name: str  # in clear: the page masks it
    is_person: bool
    is_same_applicant: bool
    percent: int  # how alike the two requests are


@dataclass(frozen=True, slots=True)
class LinkedApplicants:
    """Everything that is linked with a request, with the counts and the patterns that show."""

    requests: tuple[LinkedRequest, ...]
    counted: Counted
    others: int  # requests of linked applicants in this agency, those of the same applicant left out
    elsewhere: int
    agencies_elsewhere: int
    hints: tuple[Hint, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.requests or self.elsewhere or self.hints)


def linked_applicants(
    actor: Actor, request: Request, near: Iterable[Earlier], *, on: date
) -> LinkedApplicants | None:
    """Who belongs together with whom, if the actor may read who asks; otherwise nothing at all.

    `near`: the requests that are alike as a whole.
    """
    if not may_read_applicant(actor, request):
        return None
    applicant = applicant_of(request)
    mine = marks_of(applicant)
    linked = _with_marks(mine)
    if not linked:
        return LinkedApplicants((), Counted(this_month=1, this_year=1, people=1, agencies=1), 0, 0, 0, ())
    # By the marks alone: beside other conditions a database walks through every request of the government.
    linked_rows = Applicant.objects.filter(linked).exclude(pk=applicant.pk)
    told = linked_rows.values_list("pk", "request__tenant_id", "request__case__unit_id")
    units = {pk: unit for pk, tenant, unit in told if tenant == request.tenant_id}
    here = list(_here([pk for pk, unit in units.items() if unit == request.case.unit_id])[:MOST_COUNTED])
    away = [unit for unit in units.values() if unit != request.case.unit_id]
    found = [(one, marks_of(one)) for one in here]
    same = [one.request for one, marks in found if is_same_applicant(mine, marks)]
    counted = _counted(request, applicant, same, near, on=on)
    shown = [(one, marks) for one, marks in found if why_linked(mine, marks)]
    return LinkedApplicants(
        requests=tuple(_all_told(request, mine, shown[:MOST_NAMED])),
        counted=counted,
        others=len(shown) - len(same),
        elsewhere=len(away),
        agencies_elsewhere=len(set(away)),
        hints=hints_of(counted, pattern_limits(request.tenant_id, on=on)),
    )


def pattern_limits(tenant_id: int, *, on: date) -> Limits:
    """From which numbers on a pattern is told, as the government has set them for the day."""

    def number(code: str) -> int:
        return norm_on(code, tenant_id=tenant_id, on=on).number

    return Limits(
        same_day=number("disclosure.many_at_once"),
        this_month=number("disclosure.repeat_watch"),
        same_topic=number("disclosure.same_topic"),
        people=number("disclosure.same_item_people"),
        agencies=number("disclosure.many_agencies"),
    )


def marks_of(applicant: Applicant) -> Marks:
    """By what an applicant is compared."""
    return Marks(
        proof=applicant.proof_digest, phone=applicant.phone_digest, email=applicant.email_digest,
        address=applicant.address_digest, name=applicant.name_digest,
        agent_proof=applicant.agent_proof_digest, agent_phone=applicant.agent_phone_digest,
        is_person=Sort(applicant.sort).is_person,
    )  # fmt: skip


def day_of(request: Request) -> date:
    """On which day a request counts: that of receipt, or of arrival while it is not confirmed."""
    return request.received_on or timezone.localdate(request.submitted_at)


def _with_marks(marks: Marks) -> Q:
    """Whoever has one of these marks; empty when the applicant has none (all erased)."""
    linked = Q()
    for field, digest in (
        ("proof_digest", marks.proof), ("phone_digest", marks.phone), ("email_digest", marks.email),
        ("address_digest", marks.address), ("agent_proof_digest", marks.agent_proof),
        ("agent_phone_digest", marks.agent_phone),
    ):  # fmt: skip
        if digest:
            linked |= Q(**{field: digest}) & ~Q(**{field: ""})  # said, so that the partial indexes serve
    if marks.name and not marks.is_person:
        linked |= Q(name_digest=marks.name) & ~Q(name_digest="") & ~Q(sort=Sort.PERSON)
    return linked


def _here(keys: Sequence[int]) -> QuerySet[Applicant]:
    """Those of the same agency, the newest first, without what is sealed: only those shown are opened."""
    here = Applicant.objects.filter(pk__in=keys).select_related("request__case")
    return here.defer(*SEALED).order_by("-request__submitted_at", "-pk")


def _counted(
    request: Request, applicant: Applicant, same: Sequence[Request], near: Iterable[Earlier], *, on: date
) -> Counted:
    """The applicant's requests in the calendar month, year and day of this one, it included."""
    day, least = day_of(request), limits_for(request.tenant_id, on=on)
    days = [day_of(one) for one in same]
    alike = [one for one in same if likeness(one.wanted, request.wanted) >= least.shown]
    return Counted(
        same_day=1 + days.count(day),
        this_month=1 + sum((one.year, one.month) == (day.year, day.month) for one in days),
        this_year=1 + sum(one.year == day.year for one in days),
        same_topic=1 + len(alike),
        people=_people(applicant, near, least.same),
        agencies=_agencies(applicant, request, day.year),
    )


def _people(applicant: Applicant, near: Iterable[Earlier], least: int) -> int:
    """How many applicants have asked this agency for the same."""
    numbers = [one.number for one in near if one.likeness.percent >= least and one.likeness.is_same]
    asked = Applicant.objects.filter(request__number__in=numbers).exclude(proof_digest="")
    return len({applicant.proof_digest, *asked.values_list("proof_digest", flat=True)})


def _agencies(applicant: Applicant, request: Request, year: int) -> int:
    """How many agencies of the government the applicant has asked in the year."""
    if not applicant.proof_digest:
        return 1
    same = Applicant.objects.filter(
        proof_digest=applicant.proof_digest,
        request__tenant_id=request.tenant_id,
        request__submitted_at__year=year,
    )
    return same.aggregate(units=Count("request__case__unit", distinct=True))["units"] or 1


def _all_told(
    request: Request, mine: Marks, shown: Sequence[tuple[Applicant, Marks]]
) -> Iterator[LinkedRequest]:
    names = dict(Applicant.objects.filter(pk__in=[one.pk for one, _ in shown]).values_list("pk", "name"))
    for one, marks in shown:
        yield _told(request, mine, one, marks, names[one.pk])


def _told(request: Request, mine: Marks, one: Applicant, marks: Marks, name: str) -> LinkedRequest:
    return LinkedRequest(
        number=one.request.number,
        href=page_of(one.request.number),
        on=day_of(one.request),
        state=DISCLOSURE.state_in_words(one.request.case.state),
        why=why_linked(mine, marks),
        name=name,
        is_person=Sort(one.sort).is_person,
        is_same_applicant=is_same_applicant(mine, marks),
        percent=likeness(one.request.wanted, request.wanted),
    )
