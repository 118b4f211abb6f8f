"""Past refusals that are to be looked at again (定期评估审查, 《条例》第十八条)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.periods import months_later
from quancheng.records.disclosure.models import Item, Reevaluation
from quancheng.records.disclosure.queries.norms import withheld_again
from quancheng.records.disclosure.queries.requests import may_read_applicant, requests_for
from quancheng.records.disclosure.rules.grounds import EXCEPTIONS, GROUNDS
from quancheng.records.disclosure.rules.made_open import next_look_on
from quancheng.records.disclosure.workflow import State

_WITHHOLDING = tuple(one.code for one in GROUNDS if one.code.partition("-")[0] in EXCEPTIONS)


class NoSuchRefusal(Refusal):
    """No such refusal, out of sight, or public by now."""

    code = "disclosure.no_such_refusal"
    status = 404


@dataclass(frozen=True, slots=True)
class Refused:
    """One refusal, since when it was last looked at, and by when again."""

    item: Item
    last_on: date
    look_on: date
    open_look: Reevaluation | None

    def is_due(self, today: date) -> bool:
        return self.look_on <= today


def refusals_for(actor: Actor) -> QuerySet[Item]:
    """Answered items that are withheld and were not found open since, each with the day of its last look."""
    return _refused(Item.objects.filter(request__in=requests_for(actor)))


def refusal_for(actor: Actor, item_id: int) -> Item:
    """One of them, of the actor's own agency. Raises NoSuchRefusal."""
    found = refusals_for(actor).filter(pk=item_id).first()
    if found is None or not may_read_applicant(actor, found.request):
        raise NoSuchRefusal("没有找到这项不予公开的信息；请从列表中重新选择", item=item_id)
    return found


def refusals_listed(actor: Actor) -> QuerySet[Item]:
    """Those whose last look lies longest back first."""
    return refusals_for(actor).order_by(F("last_on"), "pk")


def as_refused(items: Sequence[Item], *, today: date) -> list[Refused]:
    """The refusals with their days; two queries for all of them."""
    months = {one: withheld_again(one, on=today) for one in {item.request.tenant_id for item in items}}
    looks = Reevaluation.objects.filter(item__in=items, decided_at__isnull=True).select_related("proposed_by")
    waiting = {one.item_id: one for one in looks}
    return [
        Refused(item, last, next_look_on(last, months=months[item.request.tenant_id]), waiting.get(item.pk))
        for item in items
        if (last := getattr(item, "last_on", None))
    ]


def due_by_unit(*, today: date) -> Iterator[tuple[int, list[Item]]]:
    """The refusals of every agency that are due, the longest waiting first."""
    found: dict[int, list[Item]] = {}
    for tenant_id in _refused(Item.objects.all()).values_list("request__tenant_id", flat=True).distinct():
        before = months_later(today, -withheld_again(tenant_id, on=today))
        rows = _refused(Item.objects.filter(request__tenant_id=tenant_id)).filter(Q(last_on__lte=before))
        for item in rows.order_by(F("last_on"), "pk"):
            found.setdefault(item.request.case.unit_id, []).append(item)
    yield from found.items()


def looks_at(item: Item) -> QuerySet[Reevaluation]:
    """Every time it was looked at again, the newest first."""
    found = Reevaluation.objects.filter(item=item).select_related("proposed_by", "decided_by")
    return found.order_by("-pk")


def open_look(item: Item) -> Reevaluation | None:
    """The one that waits for a decision."""
    return looks_at(item).filter(decided_at__isnull=True).first()


def _refused(items: QuerySet[Item]) -> QuerySet[Item]:
    withheld = Q(ground__in=_WITHHOLDING) | Q(ground="37")
    served = items.filter(withheld, request__case__state=State.ANSWERED)
    freed = Reevaluation.objects.filter(is_open=True, is_agreed=True).values("item")
    still = served.exclude(pk__in=freed).select_related("request__case__unit", "request__tenant")
    looked = Max(TruncDate("reevaluations__decided_at"), filter=Q(reevaluations__is_agreed=True))
    last = Coalesce("looked_on", F("request__case__ended_on"))
    return still.annotate(looked_on=looked, last_on=last)
