"""Reading proceedings: the agency against which they go, and the openness office of its government."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet, Value

from quancheng.kernel.access.audiences import OFFICE_ROLES, Audience, Whose, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.levels import Level, level_of
from quancheng.kernel.casework.models import Case, CaseLine
from quancheng.kernel.casework.orders import left_standing_among, why_it_stands
from quancheng.kernel.links.parts import Part, parts_of
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.records.remedies.events import PROCEEDING_KIND
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.norms import (
    is_review_first_against_silence,
    periods_on,
    thresholds_for,
)
from quancheng.records.remedies.rules.filing import filing_until, is_in_time
from quancheng.records.remedies.rules.kinds import Attacked, Column, Kind
from quancheng.records.remedies.rules.looking import RESTING, Urgency, Wanted
from quancheng.records.remedies.workflow import ENTERS, ORDERING, REVIEW, STAYED, SUIT, TO_ACT

REQUEST_KIND = Attacked.REQUEST.value  # of the module whose replies are attacked
WORKFLOWS = (REVIEW.code, SUIT.code)
SOON = timedelta(days=7)
STANDS = Q(taken_back_at__isnull=True)  # what was entered by mistake counts nowhere
_WHOSE = Whose(tenant="case__tenant", unit="case__unit")


class NoSuchProceeding(Refusal):
    """Missing or out of sight."""

    code = "remedies.no_such_proceeding"
    status = 404


class NotYourProceeding(Refusal):
    """It goes against another unit, which keeps it."""

    code = "remedies.not_your_proceeding"
    status = 403


class NoSuchRequest(Refusal):
    """The request that is named is missing, out of sight, or another unit's."""

    code = "remedies.no_such_request"
    status = 422


@dataclass(frozen=True, slots=True)
class Counts:
    """How many proceedings wait for what."""

    open: int
    stayed: int
    to_act: int
    to_comply: int
    late: int


@dataclass(frozen=True, slots=True)
class Lit:
    """One case in a list, with the warning that stands today."""

    case: Case
    level: Level


def proceedings_for(actor: Actor) -> QuerySet[Proceeding]:
    """Those against the actor's own unit; for the openness office of a government all of its units."""
    whose = Proceeding.objects.annotate(audience=Value(Audience.OFFICE))
    seen = whose.filter(visible_to(actor, whose=_WHOSE), case__workflow__in=WORKFLOWS)
    return seen.select_related("case__unit", "case__tenant", "tenant", "before")


def proceeding_for(actor: Actor, proceeding_id: int) -> Proceeding:
    """One of them. Raises NoSuchProceeding."""
    found = proceedings_for(actor).filter(pk=proceeding_id).first()
    if found is None:
        raise NoSuchProceeding("没有找到这件复议或者诉讼；请从列表中重新选择", proceeding=proceeding_id)
    return found


def may_work_on(actor: Actor, proceeding: Proceeding) -> bool:
    """Whether it goes against the actor's own unit, and they are at work on such things there."""
    return actor.unit_id == proceeding.case.unit_id and bool(actor.roles & ENTERS)


def proceeding_to_work_on(actor: Actor, proceeding_id: int) -> Proceeding:
    """One of the actor's own unit. Raises NoSuchProceeding, NotYourProceeding."""
    found = proceeding_for(actor, proceeding_id)
    if not may_work_on(actor, found):
        raise NotYourProceeding(f"{found.number}由{found.case.unit}办理，请由该单位登记")
    return found


def is_office(actor: Actor) -> bool:
    """Whether the actor supervises all units of their government."""
    return bool(actor.roles & OFFICE_ROLES)


def proceedings_listed(actor: Actor, wanted: Wanted, *, today: date) -> QuerySet[Proceeding]:
    """What is looked for: what the unit has to do by its day, then what is heard, then what is over."""
    found = proceedings_for(actor)
    if not (wanted.is_whole and is_office(actor)):
        found = found.filter(case__unit_id=actor.unit_id or 0)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.column:
        found = found.filter(STANDS, column=wanted.column if wanted.column != Column.PENDING else None)
    if wanted.standing == RESTING:
        found = found.filter(case__state__in=STAYED)
    elif wanted.standing:
        found = found.filter(case__ended_on__isnull=wanted.standing == "open")
    if wanted.urgency:
        found = found.filter(as_urgent(wanted.urgency, today=today))
    if wanted.word:
        fields = ("number", "request", "reply", "organ", "file_number", "decision_number")
        found = found.filter(_any_of(fields, wanted.word))
    return found.order_by(*BY_URGENCY, "-filed_on", "-pk")


BY_URGENCY = (
    F("case__ended_on").desc(nulls_first=True),
    F("case__due_on").asc(nulls_last=True),
)


def as_urgent(urgency: Urgency, *, today: date) -> Q:
    """How the last day stands to today."""
    match urgency:
        case Urgency.LATE:
            return Q(case__due_on__lt=today)
        case Urgency.SOON:
            return Q(case__due_on__gte=today, case__due_on__lte=today + SOON)
        case Urgency.LATER:
            return Q(case__due_on__gt=today + SOON)


def lit(cases: Iterable[Case], *, today: date) -> Sequence[Lit]:
    """The warnings of cases, in one query for the calendar and one for the norms of each government."""
    calendar, found = work_calendar(), list(cases)
    lights = {one: thresholds_for(one, on=today) for one in {case.tenant_id for case in found}}
    return [
        Lit(case, level_of(case.due_on, today=today, calendar=calendar, thresholds=lights[case.tenant_id]))
        for case in found
    ]


def proceedings_at_a_glance(actor: Actor, *, today: date) -> Counts:
    """What waits, for a unit its own, for the office everywhere. One query."""
    seen = proceedings_for(actor).filter(case__ended_on__isnull=True)
    return Counts(
        **seen.aggregate(
            open=Count("pk"),
            stayed=Count("pk", filter=Q(case__state__in=STAYED)),
            to_act=Count("pk", filter=Q(case__state__in=TO_ACT)),
            to_comply=Count("pk", filter=Q(case__state="to_comply")),
            late=Count("pk", filter=Q(case__due_on__lt=today)),
        )
    )


def attacked_named(actor: Actor, number: str) -> tuple[RecordRef, Linked]:
    """What somebody names by its number, a request or an application to put an own record right, which must
    lie with their own unit: where it stands, and how its module shows it. Raises NoSuchRequest.
    """
    seen = resolve(actor, [RecordRef(kind, number) for kind in Attacked] if number else [])
    for ref, found in seen.items():
        if found.unit_id != actor.unit_id:
            raise NoSuchRequest(
                f"申请{number}由其他机关承办，请由承办机关登记；该机关已撤销的，请先在申请页面移交承接机关"
            )
        return ref, found
    raise NoSuchRequest(
        f"没有找到申请{number}；请核对编号，只能登记针对本机关所办的公开申请、更正申请的复议和诉讼；"
        "原由已并入本机关的单位办结的，请政务公开机构先在申请页面把它移交给本机关"
    )


def replies_to(actor: Actor, attacked: RecordRef) -> Sequence[Part]:
    """The replies that went out, and the other letters with a remedy, as the module of the record tells."""
    return parts_of(actor, attacked)


def told_by_module(actor: Actor, proceeding: Proceeding) -> date | None:
    """When what is attacked was received, as far as its module knows."""
    parts = replies_to(actor, proceeding.attacked) if proceeding.reply else ()
    return next((part.on for part in parts if part.number == proceeding.reply), None)


def known_on(actor: Actor, proceeding: Proceeding) -> date | None:
    """When what is attacked was received: as its module tells today, else as it was entered here."""
    return told_by_module(actor, proceeding) or proceeding.known_on


def reviews_of(actor: Actor, number: str) -> QuerySet[Proceeding]:
    """The reconsiderations of a request, of which a later suit names one."""
    return proceedings_for(actor).filter(STANDS, request=number, kind=Kind.REVIEW)


def suits_after(review: Proceeding) -> list[Proceeding]:
    """The suits that name a reconsideration as the one before them."""
    return list(Proceeding.objects.filter(STANDS, before=review).order_by("pk"))


def has_ordered(proceeding: Proceeding) -> bool:
    """Whether a decision in force ordered the request anew."""
    return proceeding.case.lines.filter(step__in=[step.code for step in ORDERING]).exists()


def order_left_standing(proceeding: Proceeding) -> str:
    """Why the order of a proceeding that was taken back stands all the same: work was done under it in the
    moment before it could be undone. Empty when it does not.
    """
    if proceeding.taken_back_at is None or not has_ordered(proceeding):
        return ""
    source = RecordRef(PROCEEDING_KIND, str(proceeding.pk))
    return why_it_stands(proceeding.attacked, source)


def orders_left_standing(rows: Iterable[Proceeding]) -> set[int]:
    """Which of these proceedings were taken back while their order stands: a list asks once for all.

    Two queries, whatever stands in the list; none where nothing was taken back. Only requests are reopened
    by an order.
    """
    of_requests = (one for one in rows if one.of_kind == REQUEST_KIND)
    gone = {one.case_id: one for one in of_requests if one.taken_back_at is not None}
    steps = [step.code for step in ORDERING]
    ordered = CaseLine.objects.filter(case__in=gone, step__in=steps) if gone else CaseLine.objects.none()
    given = {
        (gone[case_id].request, str(RecordRef(PROCEEDING_KIND, str(gone[case_id].pk)))): gone[case_id].pk
        for case_id in ordered.values_list("case_id", flat=True)
    }
    return {given[one] for one in left_standing_among(REQUEST_KIND, given.keys())}


def begins_of(actor: Actor, proceeding: Proceeding) -> date | None:
    """From when the period to begin it runs: from receipt (知道之日, 《行政复议法》第二十条；《行政诉讼法》
    第四十六条), not from posting; from the decision before it, or, where the organ stayed silent, from the
    end of its period (第四十五条). None where nothing was replied, or nobody knows when it was received.
    """
    before = proceeding.before
    if before is None:
        return known_on(actor, proceeding)
    came_late = before.received_on is not None and before.received_on > proceeding.filed_on
    return before.silent_on if before.silent_on and came_late else before.received_on


def others_of(actor: Actor, proceeding: Proceeding) -> QuerySet[Proceeding]:
    """What else was brought against the same request."""
    same = proceedings_for(actor).filter(request=proceeding.request)
    return same.exclude(pk=proceeding.pk).order_by("filed_on", "pk")


def doubts_of(actor: Actor, proceeding: Proceeding) -> list[str]:
    """What looks wrong and stops nothing: it is for the organ or the court to say."""
    found = []
    kind = Kind(proceeding.kind)
    if why := order_left_standing(proceeding):
        found.append(f"责令重新答复没有恢复：{why}。请与承办机关核对，申请按重新办理的结果答复。")
    if kind is Kind.DIRECT and proceeding.clause == "A":
        found.append(
            "答复书的救济途径是A类（复议前置），未经复议直接起诉的，法院应当告知先申请行政复议；请核对类型和文号。"
        )
    if kind is Kind.DIRECT and not proceeding.reply and _is_review_first(proceeding):
        found.append(
            "针对逾期不答复的，按现行规则应当先申请行政复议（《行政复议法》第二十三条）；"
            "未经复议直接起诉的，请核对类型，答辩时可以提出。"
        )
    begins = begins_of(actor, proceeding)
    if begins is None:
        return found
    periods = periods_on(tenant_id=proceeding.tenant_id, on=begins)
    sheet = filing_until(kind, begins, periods, work_calendar())
    if not is_in_time(proceeding.filed_on, sheet):
        found.append(
            f"提出日期{proceeding.filed_on}晚于期限届满日{sheet.due}，答复、答辩时可以提出逾期抗辩。"
        )
    return found


def _is_review_first(proceeding: Proceeding) -> bool:
    return is_review_first_against_silence(tenant_id=proceeding.tenant_id, on=proceeding.filed_on)


def _any_of(fields: Iterable[str], word: str) -> Q:
    found = Q(pk__in=[])
    for name in fields:
        found |= Q(**{f"{name}__icontains": word})
    return found
