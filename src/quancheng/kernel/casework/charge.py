"""Who of its unit is in charge of a case (主办人): one person, for colleagues to see. No right hangs on it.

A module says in its `apps.ready` of which workflow a case has somebody in charge, and who can be:

    charge.register(DISCLOSURE, says="主办的公开申请", by=OF_UNIT)

Nobody leaves a post with cases in their charge; a colleague takes them over (接办) with all that is in hand.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db.models import Count, F, Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.casework.definition import Workflow
from quancheng.kernel.casework.models import Case, Charge
from quancheng.kernel.orgs.handover import Pair, watch_holdings
from quancheng.kernel.orgs.models import Holding
from quancheng.kernel.orgs.queries import people_in
from quancheng.kernel.orgs.spans import in_force

PAGE = "workbench:handover"
_by: dict[str, "Charged"] = {}


@dataclass(frozen=True, slots=True)
class Charged:
    """Of one workflow: what somebody leaves behind, and in posts of which roles one can be in charge."""

    says: str
    by: frozenset[str]


def register(workflow: Workflow, *, says: str, by: Set[str]) -> None:
    """Let cases of a workflow have somebody in charge. Raises TypeError when that is told in two ways."""
    told = Charged(says, frozenset(by))
    if _by.setdefault(workflow.code, told) != told:
        raise TypeError(f"who is in charge of a {workflow.code!r} is told in two ways")
    watch_holdings(says, partial(_count, workflow.code), page=PAGE, many=partial(counted, workflow.code))


def who_may_be(case: Case, *, on: date) -> QuerySet[Holding]:
    """Whom one can put in charge of a case: those at work on such cases in its unit on the day."""
    return people_in([case.unit_id], roles=_by[case.workflow].by, on=on)


def put_in_charge(case: Case, holding: Holding, *, now: datetime) -> Charge:
    """From now on this person has it in charge; within a command that records who said so."""
    told = {"unit_id": case.unit_id, "person_id": holding.person_id, "post_id": holding.post_id, "since": now}
    return Charge.objects.update_or_create(case=case, defaults=told)[0]


def let_go(case: Case) -> None:
    """Nobody has it in charge any more; within a command that records who said so."""
    Charge.objects.filter(case=case).delete()


def charge_of(case: Case) -> Charge | None:
    """Who is in charge in the unit that has it; what went on to another unit is in nobody's charge there."""
    return _standing().filter(case=case).select_related("person", "post").first()


def in_my_charge(actor: Actor, *, on: date) -> QuerySet[Charge]:
    """What the actor is in charge of, and what those are for whom they stand in (代理) in this post."""
    stood_in_for = Holding.objects.filter(
        in_force(on), person_id=actor.person_id or 0, post_id=actor.post_id or 0, stands_in_for__isnull=False
    )
    absent = Q(post_id=actor.post_id or 0, person__in=stood_in_for.values("stands_in_for__person"))
    return _standing().filter(Q(person_id=actor.person_id or 0) | absent)


def charged_in_unit(actor: Actor) -> set[Pair]:
    """Who is in charge of something that the actor could take over in their unit. One query."""
    return set(_to_take(actor).order_by().values_list("person_id", "post_id").distinct())


def take_charge_of(actor: Actor, *, person_id: int, post_id: int, now: datetime) -> int:
    """What a colleague had in charge is in the actor's charge; how much that was. Within a command."""
    taken = _to_take(actor).filter(person_id=person_id, post_id=post_id)
    return Charge.objects.filter(pk__in=list(taken.values_list("pk", flat=True))).update(
        person_id=actor.person_id, post_id=actor.post_id, since=now
    )


def counted(workflow: str, pairs: Collection[Pair]) -> Mapping[Pair, int]:
    """How many open cases each of these people has in charge in their post. One query."""
    found = _open([workflow]).filter(person_id__in={person for person, _ in pairs}).order_by()
    rows = found.values_list("person_id", "post_id").annotate(count=Count("pk"))
    return {(person, post): count for person, post, count in rows}


def _count(workflow: str, person_id: int, post_id: int) -> int:
    return counted(workflow, [(person_id, post_id)]).get((person_id, post_id), 0)


def _to_take(actor: Actor) -> QuerySet[Charge]:
    mine = [code for code, told in _by.items() if told.by & actor.roles]
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None or actor.post_id is None:
        return Charge.objects.none()
    return _open(mine).filter(unit_id=actor.unit_id)


def _open(workflows: Iterable[str]) -> QuerySet[Charge]:
    return _standing().filter(case__workflow__in=workflows, case__ended_on__isnull=True)


def _standing() -> QuerySet[Charge]:
    return Charge.objects.filter(unit_id=F("case__unit_id"))
