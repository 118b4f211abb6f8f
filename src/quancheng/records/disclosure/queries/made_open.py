"""What several asked for and could be public (第四十四条), and what was decided about it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet, Value
from django.utils import timezone

from quancheng.kernel.access.audiences import Audience, Whose, visible_to
from quancheng.kernel.access.named import named
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.periods import months_later
from quancheng.kernel.files.letterhead import Letter
from quancheng.kernel.orgs.models import Tenant
from quancheng.records.disclosure.models import Applicant, MadeOpen, Request, Suggestion
from quancheng.records.disclosure.queries.letters import seal_lines
from quancheng.records.disclosure.queries.norms import same_wish
from quancheng.records.disclosure.queries.requests import SEALED
from quancheng.records.disclosure.rules.applicants import addressed
from quancheng.records.disclosure.rules.letters import TITLES
from quancheng.records.disclosure.rules.made_open import (
    OPEN_ROWS,
    Origin,
    letter_paragraphs,
    likeness_of,
)
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import DISCLOSURE, State

MONTHS_BACK = 24  # [D] requests older than that are no sign of what people want today
_WHOSE = Whose(tenant="case__tenant", unit="case__unit")


class NoSuchMadeOpen(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "disclosure.no_such_made_open"
    status = 404


class NoSuchSuggestion(Refusal):
    """Nobody suggested it of that request, or no answer has gone out."""

    code = "disclosure.no_such_suggestion"
    status = 404


@dataclass(frozen=True, slots=True)
class Wish:
    """The same wish of several applicants of one agency."""

    unit_id: int
    tenant_id: int
    likeness: str
    requests: tuple[Request, ...]


def made_opens_for(actor: Actor) -> QuerySet[MadeOpen]:
    """The assessments that the actor may see."""
    seen = MadeOpen.objects.annotate(audience=Value(Audience.OFFICE)).filter(visible_to(actor, whose=_WHOSE))
    return seen.select_related("case__unit", "case__tenant", "tenant", "assessed_by", "decided_by")


def made_open_for(actor: Actor, made_open_id: int) -> MadeOpen:
    """One of them. Raises NoSuchMadeOpen."""
    found = made_opens_for(actor).filter(pk=made_open_id).first()
    if found is None:
        raise NoSuchMadeOpen("没有找到这项评估；请从列表中重新选择", made_open=made_open_id)
    return found


def made_opens_listed(actor: Actor) -> QuerySet[MadeOpen]:
    """Those under way first, the most urgent first among them."""
    return made_opens_for(actor).order_by(
        F("case__ended_on").desc(nulls_first=True), F("case__due_on").asc(nulls_last=True), "-pk"
    )


def wishes_of(one: MadeOpen) -> QuerySet[Request]:
    """The requests that asked for it, the first that came first."""
    return Request.objects.filter(same_wishes__made_open=one).select_related("case").order_by("submitted_at")


def suggestions_of(one: MadeOpen) -> QuerySet[Suggestion]:
    """The suggestions that it answers."""
    return Suggestion.objects.filter(made_open=one).select_related("request__case__unit").order_by("pk")


def same_wishes(*, on: date) -> Iterator[Wish]:
    """What reaches the number of applicants of its government, can be given, and nobody has assessed yet."""
    for tenant in Tenant.objects.order_by("pk"):
        least = same_wish(tenant.pk, on=on)
        known = set(
            MadeOpen.objects.filter(tenant=tenant).values_list("case__unit_id", "likeness").order_by()
        )
        for (unit_id, likeness), found in _alike(tenant, since=months_later(on, -MONTHS_BACK)).items():
            if (unit_id, likeness) not in known and _is_a_wish(found, least):
                yield Wish(unit_id, tenant.pk, likeness, tuple(found))


def open_suggestions() -> QuerySet[Suggestion]:
    """Suggestions that no assessment has taken up yet."""
    waiting = Suggestion.objects.filter(made_open__isnull=True, answered_at__isnull=True)
    return waiting.select_related("request__case__unit", "request__tenant").order_by("pk")


def under_way(*, unit_id: int, likeness: str) -> MadeOpen | None:
    """An assessment of the same that has not ended."""
    if not likeness:
        return None
    found = MadeOpen.objects.filter(case__unit_id=unit_id, likeness=likeness, case__ended_on__isnull=True)
    return found.select_related("case").first()


def may_suggest(request: Request) -> bool:
    """Whether its applicant may suggest it: it was given to them, wholly or in part, and nobody did yet."""
    if request.case.state != State.ANSWERED or request.row not in OPEN_ROWS:
        return False
    return suggestion_of(request) is None


def suggestion_of(request: Request) -> Suggestion | None:
    """What the applicant suggested, and what they were told."""
    with named([request.door]):
        return Suggestion.objects.filter(request=request).defer("reason").first()


def answered_suggestion(actor: Actor, made_open_id: int, number: str) -> Suggestion:
    """One that was answered, for the agency. Raises NoSuchMadeOpen, NoSuchSuggestion."""
    one = made_open_for(actor, made_open_id)
    found = suggestions_of(one).filter(request__number=number, answered_at__isnull=False).first()
    if found is None or actor.unit_id != one.case.unit_id:
        raise NoSuchSuggestion("这件申请的主动公开建议还没有答复", number=number)
    return found


def as_letter(suggestion: Suggestion, applicant: Applicant) -> Letter:
    """Letter 27 as it is printed, to the applicant."""
    unit = str(suggestion.request.case.unit)
    at = suggestion.answered_at
    return Letter(
        issuer=unit, number=suggestion.letter, title=TITLES[Sort.SUGGESTION],
        recipient=addressed(applicant.name, applicant.agent_name),
        sender=unit,
        body=(
            *letter_paragraphs(number=suggestion.request.number, answer=suggestion.answer),
            *seal_lines(suggestion.letter_code),
        ),
        on=timezone.localdate(at) if at else None,
    )  # fmt: skip


def made_opens_with(actor: Actor, refs: Sequence[str]) -> QuerySet[MadeOpen]:
    """Those of these references that the actor may see."""
    return made_opens_for(actor).filter(pk__in=row_numbers(refs))


def made_open(unit_ids: Collection[int], since: date, until: date) -> int:
    """How much these agencies made public under article 44, first and last day included."""
    found = MadeOpen.objects.filter(case__unit_id__in=unit_ids, published_on__range=(since, until))
    return found.exclude(origin=Origin.WITHHELD).count()


def _alike(tenant: Tenant, *, since: date) -> dict[tuple[int, str], list[Request]]:
    """The requests of a government by agency and wish; one query, however many."""
    begin = datetime.combine(since, datetime.min.time(), tzinfo=timezone.get_current_timezone())
    rows = Request.objects.filter(
        tenant=tenant, submitted_at__gte=begin, received_on__isnull=False, case__workflow=DISCLOSURE.code
    )
    found: dict[tuple[int, str], list[Request]] = {}
    for one in rows.select_related("case", "applicant").defer(*_SEALED).order_by("submitted_at", "pk"):
        if likeness := likeness_of(one.wanted):
            found.setdefault((one.case.unit_id, likeness), []).append(one)
    return found


_SEALED = tuple(f"applicant__{field}" for field in SEALED)


def _is_a_wish(found: Sequence[Request], least: int) -> bool:
    people = {one.applicant.proof_digest for one in found if one.applicant.proof_digest}
    return len(people) >= least and any(
        one.case.state == State.ANSWERED and one.row in OPEN_ROWS for one in found
    )
