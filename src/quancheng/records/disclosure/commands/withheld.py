"""Past refusals looked at again (定期评估审查, 《条例》第十八条): still withheld, or open now."""

from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.steps import open_case
from quancheng.records.disclosure.commands.own_telling import (
    OWN_DUE,
    TO_PUBLISH,
    WITHHELD_DUE,
    WITHHELD_TO_DECIDE,
    about_own_record,
    about_request,
    tell_of_made_open,
    tell_of_many,
)
from quancheng.records.disclosure.commands.telling import tell_people
from quancheng.records.disclosure.events import own_records as events
from quancheng.records.disclosure.models import Item, MadeOpen, OwnRecord, Reevaluation
from quancheng.records.disclosure.queries.agencies import people_of_unit
from quancheng.records.disclosure.queries.norms import made_open_days
from quancheng.records.disclosure.queries.own_records import own_records_due
from quancheng.records.disclosure.queries.withheld import due_by_unit, open_look, refusal_for
from quancheng.records.disclosure.rules.made_open import (
    ASSESSORS,
    DECIDERS,
    FREE,
    MADE_OPEN,
    Origin,
    likeness_of,
)
from quancheng.records.disclosure.workflow import REGISTRARS


class NotYourRefusal(Refusal):
    """Neither the handler who assesses nor the head who decides."""

    code = "disclosure.not_your_refusal"
    status = 403


class LookedAtAlready(Refusal):
    """An assessment waits for its decision, or none does."""

    code = "disclosure.looked_at_already"


class SameLooker(Refusal):
    """Who assessed the refusal does not decide on it."""

    code = "disclosure.same_looker"
    status = 403


class NoReasonTold(Refusal):
    """An assessment says why."""

    code = "disclosure.no_reason_told"
    status = 422


@command
def look_again(*, item_id: int, opens: bool, reason: str, actor: Actor, now: datetime) -> Reevaluation:
    """The handler says whether the ground still stands, and why.

    Raises NoSuchRefusal, NotYourRefusal, LookedAtAlready, NoReasonTold.
    """
    item = refusal_for(actor, item_id)
    if not actor.roles & ASSESSORS or actor.person_id is None:
        raise NotYourRefusal("定期评估由承办岗位提出意见")
    if open_look(item) is not None:
        raise LookedAtAlready("这一项已有评估意见等待审定")
    if not reason.strip():
        raise NoReasonTold("请写明理由：原来的依据现在是否仍然成立")
    looked = Reevaluation.objects.create(
        item=item, is_open=opens, reason=reason.strip(), proposed_by_id=actor.person_id, proposed_at=now
    )
    heads = people_of_unit(item.request.case.unit_id, on=timezone.localdate(now), roles=DECIDERS)
    tell_people(item.request, WITHHELD_TO_DECIDE, heads, actor=actor, now=now)
    told = events.RefusalReviewed(request=item.request.number, place=item.place, what=_says(looked))
    record(told, actor=actor, at=now)
    return looked


@command
def agree_to_look(*, item_id: int, actor: Actor, now: datetime) -> Reevaluation:
    """The head agrees: the refusal stands until the next time, or what it withheld is published.

    Raises NoSuchRefusal, NotYourRefusal, LookedAtAlready, SameLooker.
    """
    item, looked = _to_decide(item_id, actor)
    looked.is_agreed, looked.decided_by_id, looked.decided_at = True, actor.person_id, now
    if looked.is_open:
        looked.made_open = _freed(item, looked.reason, actor, now)
    looked.save(update_fields=["is_agreed", "decided_by", "decided_at", "made_open"])
    told = events.RefusalDecided(request=item.request.number, place=item.place, what=_says(looked))
    record(told, actor=actor, at=now)
    return looked


@command
def disagree_with_look(*, item_id: int, actor: Actor, now: datetime) -> Reevaluation:
    """The head does not agree: it is to be assessed anew. Raises as `agree_to_look`."""
    item, looked = _to_decide(item_id, actor)
    looked.is_agreed, looked.decided_by_id, looked.decided_at = False, actor.person_id, now
    looked.save(update_fields=["is_agreed", "decided_by", "decided_at"])
    told = events.RefusalDecided(request=item.request.number, place=item.place, what="退回重新评估")
    record(told, actor=actor, at=now)
    return looked


@command
def remind_of_own_work(*, actor: Actor, now: datetime) -> int:
    """Agencies are reminded of own records that are due, and of refusals to be looked at again. How many."""
    today = timezone.localdate(now)
    own, refused = _own_by_unit(list(own_records_due(today=today))), dict(due_by_unit(today=today))
    counts = sum(map(len, own.values())), sum(map(len, refused.values()))
    total = sum(counts)
    if not total:
        return 0
    for unit_id, records in own.items():
        first = records[0]
        tell_of_many(
            OWN_DUE, about_own_record(first.number), first.number, len(records),
            people_of_unit(unit_id, on=today, roles=REGISTRARS), tenant_id=first.tenant_id, now=now,
            once=f"own_due:{unit_id}:{today}",
        )  # fmt: skip
    for unit_id, items in refused.items():
        request = items[0].request
        tell_of_many(
            WITHHELD_DUE, about_request(request), request.number, len(items),
            people_of_unit(unit_id, on=today), tenant_id=request.tenant_id, now=now,
            once=f"withheld_due:{unit_id}:{today:%G-%V}",
        )  # fmt: skip
    record(events.OwnWorkReminded(own_records=counts[0], withheld=counts[1]), actor=actor, at=now)
    return total


def _to_decide(item_id: int, actor: Actor) -> tuple[Item, Reevaluation]:
    item = refusal_for(actor, item_id)
    if not actor.roles & DECIDERS:
        raise NotYourRefusal("定期评估由负责人审定")
    looked = open_look(item)
    if looked is None:
        raise LookedAtAlready("没有等待审定的评估意见，请刷新页面")
    if looked.proposed_by_id == actor.person_id:
        raise SameLooker("评估意见由您提出，须由另一人审定")
    return item, looked


def _freed(item: Item, reason: str, actor: Actor, now: datetime) -> MadeOpen:
    """What was withheld is to be published, in the period for what became open."""
    unit, today = item.request.case.unit, timezone.localdate(now)
    case = open_case(
        workflow=MADE_OPEN, step=FREE, unit=unit, actor=actor, now=now, note=reason,
        days=made_open_days(unit.tenant_id, on=today),
    )  # fmt: skip
    one = MadeOpen.objects.create(
        tenant_id=unit.tenant_id, case=case, origin=Origin.WITHHELD, about=item.wanted,
        likeness=likeness_of(item.wanted), opened_at=now, makes_open=True, reason=reason,
        decided_by_id=actor.person_id, decided_at=now,
    )  # fmt: skip
    tell_of_made_open(one, TO_PUBLISH, people_of_unit(unit.pk, on=today), actor=actor, now=now)
    return one


def _says(looked: Reevaluation) -> str:
    return "现在可以公开" if looked.is_open else "继续不予公开"


def _own_by_unit(records: list[OwnRecord]) -> dict[int, list[OwnRecord]]:
    found: dict[int, list[OwnRecord]] = {}
    for one in records:
        found.setdefault(one.case.unit_id, []).append(one)
    return found
