"""By which tariff a government charges on a day, what a request would cost, and what was collected."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from quancheng.kernel.access.named import named
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.casework.clock import last_day_at_stop
from quancheng.kernel.casework.queries import past_of
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.norms.queries import holding_on
from quancheng.records.disclosure.models import Explanation, Fee, Item, Request
from quancheng.records.disclosure.models.requests import Medium
from quancheng.records.disclosure.queries.doors import PHONE, PROOF
from quancheng.records.disclosure.queries.norms import after_paying, fee_month, fee_service_days
from quancheng.records.disclosure.queries.requests import applicant_of
from quancheng.records.disclosure.rules.fees import (
    AfterPaying,
    Basis,
    Month,
    Tier,
    Worksheet,
    shipped_tariff,
    tariff_from,
    worksheet,
)
from quancheng.records.disclosure.workflow import ANSWER_CLOCK, ANSWER_DAYS, FEE_NOTICE, PAYMENT_CLOCK, State

NORM_OF = {Basis.ITEMS: "disclosure.fee_items", Basis.PAGES: "disclosure.fee_pages"}
GIVEN = frozenset({"36-2", "37"})  # the grounds on which information itself is handed out


class NotByPage(Refusal):
    """By page one charges only for information that is handed out (国办函〔2020〕109号, 第五条)."""

    code = "disclosure.not_by_page"
    status = 422


@dataclass(frozen=True, slots=True)
class Collected:
    """The fees of a year: notices issued and not withdrawn, what was paid, how many closed unpaid."""

    notices: int
    paid: int
    yuan: int
    unpaid: int


def has_own_tariff(basis: Basis, *, tenant_id: int, on: date) -> bool:
    """Whether a government has set tiers of its own for a day."""
    held = holding_on(NORM_OF[basis], tenant_id=tenant_id, on=on)
    return held is not None and held.is_own


def tariff_of(basis: Basis, *, tenant_id: int, on: date) -> tuple[Tier, ...]:
    """The tiers in force for a government on a day: its own, else what is shipped. Raises NoTariff."""
    held = holding_on(NORM_OF[basis], tenant_id=tenant_id, on=on)
    return tariff_from(held.table) if held else shipped_tariff(basis, on=on)


def place_in_month(request: Request, *, on: date) -> int:
    """Which item of its applicant a request is, or begins with, in its calendar month; none received, 0.

    One that came before and was charged as several items (一事一申请, 国办函〔2020〕109号第四条) counts as so
    many, by the notice that was issued and holds. The month by the norm that holds `on` the day on which one
    asks. The same paper, under every key of the house; whether relatives are one applicant a person decides.
    """
    applicant = applicant_of(request)
    if request.received_on is None or not applicant.proof_number:
        return 0
    digests = machine().keyed_digests(applicant.proof_number, purpose=PROOF)
    month, (field, day) = _of_month(request, on), _counted_by(request, on)
    before = Q(**{f"{field}__lt": day}) | Q(**{field: day}, pk__lt=request.pk)
    earlier = month.filter(before, applicant__proof_digest__in=digests)
    charged = Fee.objects.filter(
        request__in=earlier, basis=Basis.ITEMS, issued_at__isnull=False, withdrawn_at__isnull=True
    )
    more = charged.aggregate(more=Sum(F("count") - 1, default=0))["more"]
    return earlier.count() + int(more) + 1


def linked_in_month(request: Request, *, on: date) -> int:
    """How many requests of that month have the same telephone on another paper: shown, never counted."""
    applicant = applicant_of(request)
    if request.received_on is None or not applicant.phone:
        return 0
    digests = machine().keyed_digests(applicant.phone, purpose=PHONE)
    linked = _of_month(request, on).filter(applicant__phone_digest__in=digests)
    return linked.exclude(applicant__proof_digest=applicant.proof_digest).count()


def fee_for(request: Request, basis: Basis, *, pages: int, on: date, items: int = 1) -> Worksheet:
    """What a request would cost on a day, with the working. `items`: into how many a person splits it.

    Raises NotByPage, NoTariff, BadCount.
    """
    tiers = tariff_of(basis, tenant_id=request.tenant_id, on=on)
    if basis is Basis.ITEMS:
        return worksheet(basis, items, tiers, before=max(place_in_month(request, on=on) - 1, 0))
    _must_be_given(request)
    return worksheet(basis, pages, tiers)


def fee_of(request: Request) -> Fee | None:
    """The fee that was proposed for a request, neither dropped nor withdrawn."""
    return next((one for one in fees_of(request) if one.withdrawn_at is None), None)


def fees_of(request: Request) -> list[Fee]:
    """The fees of a request that were not dropped: those withdrawn too, the newest first. One query."""
    found = Fee.objects.filter(request=request, dropped_at__isnull=True).order_by("-pk")
    return list(found.select_related("letter", "proposed_by", "issued_by", "withdrawn_by"))


def notice_of_fee(request: Request) -> tuple[date, date | None]:
    """When the latest fee notice was issued, and the last day to answer as it was then.

    Read from the history: whoever may read how a request stands, the applicant too, may read it.
    """
    past = past_of(request.case)
    n = max(n for n, line in enumerate(past.lines) if line.step == FEE_NOTICE.code)
    was_due = last_day_at_stop(ANSWER_CLOCK, past.lines[:n], work_calendar(), past.pauses_of(ANSWER_CLOCK))
    return past.lines[n].on, was_due


def after_paying_of(request: Request) -> AfterPaying:
    """What follows a payment: by the norms that held on the day on which the notice was issued."""
    issued_on, _ = notice_of_fee(request)
    return after_paying(request.tenant_id, on=issued_on)


def what_payment_brings(request: Request, *, left: int) -> str:
    """The same in words, while one waits. `left`: working days of the period that are not used yet."""
    with named([request.door]):
        issued_on, was_due = notice_of_fee(request)
    told = after_paying(request.tenant_id, on=issued_on)
    return told.says(days=ANSWER_DAYS, left=left, was_due=was_due)


def last_to_pay(request: Request) -> date | None:
    """The last day to pay, also once the request is closed; none while the notice is not served."""
    return last_day_at_stop(PAYMENT_CLOCK, past_of(request.case).lines, work_calendar())


def fee_notices_unserved(*, today: date) -> list[Fee]:
    """Notices that were issued and of whose service nobody knows, past the days of the norm.

    Without that day the period to pay never begins, and the answer waits for ever.
    """
    waiting = Fee.objects.filter(
        issued_at__isnull=False, withdrawn_at__isnull=True, letter__served_on__isnull=True,
        request__case__state=State.AWAITING_FEE,
    ).select_related("request__case__unit", "request__tenant").order_by("issued_at", "pk")  # fmt: skip
    calendar, days = work_calendar(), fee_service_days
    most = {one: days(one, on=today) for one in {fee.request.tenant_id for fee in waiting}}
    return [
        fee
        for fee in waiting
        if fee.issued_at
        and working_days_between(calendar, after=timezone.localdate(fee.issued_at), until=today)
        >= most[fee.request.tenant_id]
    ]


def fees_collected(*, unit_ids: Collection[int], year: int) -> Collected:
    """What these agencies collected in a year, for part six of the annual report. One query."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)

    def within(field: str) -> Q:
        return Q(**{f"{field}__gte": first, f"{field}__lt": after})

    issued = Q(withdrawn_at__isnull=True, issued_at__date__gte=first, issued_at__date__lt=after)
    found = Fee.objects.filter(request__case__unit_id__in=unit_ids).aggregate(
        notices=Count("pk", filter=issued),
        paid=Count("pk", filter=within("paid_on")),
        yuan=Sum("yuan", filter=within("paid_on"), default=0),
        unpaid=Count("pk", filter=within("unpaid_on")),
    )
    return Collected(**found)


def explanation_of(request: Request) -> Explanation | None:
    """What the applicant was asked to explain, if they were."""
    return Explanation.objects.filter(request=request).select_related("asked_by").first()


def _counted_by(request: Request, on: date) -> tuple[str, date]:
    """By which day a request has its month, as the norm says on a day: the field, and the day itself."""
    if fee_month(request.tenant_id, on=on) is Month.SUBMISSION or request.received_on is None:
        return "case__opened_on", request.case.opened_on
    return "received_on", request.received_on


def _of_month(request: Request, on: date) -> QuerySet[Request]:
    """What came to the agency of a request in the calendar month of the request."""
    field, day = _counted_by(request, on)
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    came = Request.objects.filter(**{f"{field}__gte": first, f"{field}__lt": after})
    return came.filter(case__unit_id=request.case.unit_id)


def _must_be_given(request: Request) -> None:
    """Raises NotByPage."""
    if request.medium == Medium.READING:
        raise NotByPage("申请人选择当面查阅、抄录，没有复制的页数，不能按量计收")
    if not Item.objects.filter(request=request, ground__in=GIVEN).exists():
        raise NotByPage(
            "按量计收只用于提供信息的答复：请先把要提供的事项拟定为予以公开或者部分公开；只告知已公开信息的获取途径的，"
            "不得按量计收"
        )
