"""Reading requests: the agency that has one in hand, the openness office of its government, the applicant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from quancheng.kernel.access.audiences import OFFICE_ROLES, Audience, Whose, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.actor import Kind as ActorKind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, level_of
from quancheng.kernel.casework.charge import in_my_charge
from quancheng.kernel.casework.definition import Step
from quancheng.kernel.casework.queries import past_of
from quancheng.records.disclosure.models import Applicant, Correction, IdentityPaper, Request
from quancheng.records.disclosure.queries.norms import thresholds_for
from quancheng.records.disclosure.rules.applicants import Lacks, addressed, lacking_from
from quancheng.records.disclosure.rules.files import PaperSort
from quancheng.records.disclosure.rules.looking import Urgency, Wanted
from quancheng.records.disclosure.workflow import (
    CLEAR,
    CONFIRM,
    DISCLOSURE,
    ISSUE,
    REVIEW,
    SAFE_CLOCK,
    SERVE,
    UNDER_WAY,
    State,
)

_WHOSE = Whose(tenant="case__tenant", unit="case__unit", citizen="citizen")
SEALED = (  # of an applicant: what a list has no need to open
    "name", "proof_number", "representative", "contact_person", "phone", "email", "address", "agent_name",
    "agent_proof_number", "agent_phone",
)  # fmt: skip
_BESIDE = ("case__unit", "case__tenant", "tenant")


class NoSuchRequest(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "disclosure.no_such_request"
    status = 404


@dataclass(frozen=True, slots=True)
class Counts:
    """How many requests wait for what: of the actor's agency, but `late` of all that they see.

    What waits for a step (`to_…`) is counted for whoever may take that step, and for nobody else.
    """

    open: int
    unconfirmed: int
    correcting: int
    late: int
    to_confirm: int
    to_review: int
    to_clear: int
    to_issue: int
    to_serve: int
    late_here: int
    in_my_charge: int

    @property
    def some(self) -> bool:
        """Whether anything of it waits for this very person."""
        waiting = (
            self.to_confirm,
            self.to_review,
            self.to_clear,
            self.to_issue,
            self.to_serve,
            self.late_here,
        )
        return any(waiting)


@dataclass(frozen=True, slots=True)
class Urgent:
    """One request in a list, with the warning that stands today."""

    request: Request
    level: Level
    is_provisional: bool  # its last day lies in a year whose holidays nobody knows yet


def requests_for(actor: Actor) -> QuerySet[Request]:
    """The requests that the actor may see: those of their own agency, for the openness office of a government
    all of its agencies, for a citizen those of their account. Who asks is told by `applicant_of` alone.
    """
    circle = Audience.PERSON if actor.kind is ActorKind.CITIZEN else Audience.OFFICE
    whose = Request.objects.annotate(audience=Value(circle)).filter(visible_to(actor, whose=_WHOSE))
    return whose.filter(case__workflow=DISCLOSURE.code).select_related(*_BESIDE)


def requests_whole() -> QuerySet[Request]:
    """How a row is read once `requests_listed` has told its key. It knows nothing of who may see what."""
    return Request.objects.select_related(*_BESIDE, "case__charge__person")


def request_for(actor: Actor, number: str) -> Request:
    """One request. Raises NoSuchRequest."""
    found = requests_for(actor).filter(number=number).first()
    if found is None:
        raise NoSuchRequest("没有找到这件申请；请从列表中重新选择", number=number)
    return found


def safe_day_of(request: Request) -> date | None:
    """By when to answer whatever reading of the law holds; None once it is over, or a pause is open.

    Counted from submission, and under the strictest of the three readings of a pause
    (《条例》第三十三条第三款 names none).
    """
    return past_of(request.case).safe_day(SAFE_CLOCK, work_calendar())


def lines_written(actor: Actor, number: str) -> int:
    """How many steps a request and its consultations have behind them. Raises NoSuchRequest."""
    past = past_of(request_for(actor, number).case)
    return len(past.lines) + sum(len(lines) for _, lines in past.subcases)


def is_office(actor: Actor) -> bool:
    """Whether the actor supervises the requests of all agencies of their government."""
    return bool(actor.roles & OFFICE_ROLES)


def may_read_applicant(actor: Actor, request: Request) -> bool:
    """Whoever handles the request may read who asks; who supervises it has no need to."""
    return actor.unit_id is not None and actor.unit_id == request.case.unit_id


def applicant_of(request: Request) -> Applicant:
    """Who asks."""
    return request.applicant


def addressee_of(request: Request) -> str:
    """To whom its letters go: the applicant, with whoever acts for them."""
    who = applicant_of(request)
    return addressed(who.name, who.agent_name)


def correction_of(request: Request) -> Correction | None:
    """What the applicant was asked to make clearer, if they were."""
    return Correction.objects.filter(request=request).select_related("asked_by").first()


def lacking_of(request: Request) -> tuple[Lacks, ...]:
    """What a request still lacks of who asks; nothing of one whose term is over."""
    who = applicant_of(request)
    if who.erased_at:
        return ()
    return lacking_from(
        proof_number=who.proof_number, reached_by=who.phone or who.email or who.address,
        is_authorised=not who.agent_name or has_authority(request),
    )  # fmt: skip


def has_authority(request: Request) -> bool:
    """Whether a power of attorney (授权委托书) came with a request, or after it."""
    return IdentityPaper.objects.filter(request=request, sort=PaperSort.AUTHORITY).exists()


def may_be_completed(request: Request) -> bool:
    """Whether anything is still untold of who asks, or of somebody who acts for them, from now on perhaps."""
    who = applicant_of(request)
    told = (who.proof_number, who.phone, who.email, who.address, who.agent_name)
    return not who.erased_at and not all((*told, who.agent_proof_number, who.agent_phone))


def has_corrected(request: Request) -> bool:
    """Whether the applicant was asked to correct the request, and did."""
    return Correction.objects.filter(request=request, answered_at__isnull=False).exists()


def requests_listed(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[Request]:
    """The requests that are looked for, the most urgent first; what is over stands last."""
    found = requests_for(actor)
    if not (wanted.is_whole and is_office(actor)):
        found = found.filter(case__unit_id=actor.unit_id or 0)
    if wanted.state:
        found = found.filter(case__state=wanted.state)
    if wanted.channel:
        found = found.filter(channel=wanted.channel)
    if wanted.urgency:
        found = found.filter(_as_urgent(wanted.urgency, today=today))
    if wanted.is_in_my_charge:
        found = found.filter(case__in=in_my_charge(actor, on=today).values("case"))
    if wanted.word:
        found = found.filter(Q(number__icontains=wanted.word) | Q(wanted__icontains=wanted.word))
    return found.order_by(
        F("case__ended_on").desc(nulls_first=True),
        Case(When(case__state=State.UNCONFIRMED, then=0), default=1),
        F("case__due_on").asc(nulls_last=True),
        "submitted_at",
        "pk",
    )


def urgent(requests: Iterable[Request], *, today: date) -> tuple[Urgent, ...]:
    """The requests with their warnings, in one query for the calendar."""
    calendar, found = work_calendar(), list(requests)
    lights = {one: thresholds_for(one, on=today) for one in {each.tenant_id for each in found}}
    return tuple(
        Urgent(
            one,
            level_of(one.case.due_on, today=today, calendar=calendar, thresholds=lights[one.tenant_id]),
            one.case.due_on is not None and calendar.is_provisional(since=today, until=one.case.due_on),
        )
        for one in found
    )


def requests_at_a_glance(actor: Actor, *, today: date) -> Counts:
    """What waits in the actor's agency, and for the office how many are late anywhere. One query."""
    mine = Q(case__unit_id=actor.unit_id or 0)

    def of_mine(**told: object) -> Count:
        return Count("pk", filter=mine & Q(**told))

    def to_take(step: Step) -> Count:
        may = bool(actor.roles & step.by)
        return Count("pk", filter=mine & Q(case__state__in=step.out_of) if may else Q(pk__in=[]))

    return Counts(
        **requests_for(actor)
        .filter(case__state__in=UNDER_WAY)
        .aggregate(
            open=Count("pk", filter=mine),
            unconfirmed=of_mine(case__state=State.UNCONFIRMED),
            correcting=of_mine(case__state=State.CORRECTING),
            late=Count("pk", filter=Q(case__due_on__lt=today)),
            to_confirm=to_take(CONFIRM),
            to_review=to_take(REVIEW),
            to_clear=to_take(CLEAR),
            to_issue=to_take(ISSUE),
            to_serve=to_take(SERVE),
            late_here=of_mine(case__due_on__lt=today),
            in_my_charge=of_mine(case__in=in_my_charge(actor, on=today).values("case")),
        )
    )


def _as_urgent(urgency: Urgency, *, today: date) -> Q:
    match urgency:
        case Urgency.LATE:
            return Q(case__due_on__lt=today)
        case Urgency.TODAY:
            return Q(case__due_on=today)
        case Urgency.LATER:
            return Q(case__due_on__gt=today)
