"""Who is in charge of a request (主办人), and who may put whom in charge."""

from collections.abc import Iterable, Mapping
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.charge import charge_of, who_may_be
from quancheng.kernel.casework.models import Charge
from quancheng.kernel.orgs.models import Holding
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.workflow import HEADS, REGISTRARS


def names_in_charge(requests: Iterable[Request]) -> Mapping[int, str]:
    """Of each case who is in charge, for rows that `requests_whole` read: no query."""
    charges = (getattr(one.case, "charge", None) for one in requests)
    standing = (one for one in charges if one is not None and one.unit_id == one.case.unit_id)
    return {one.case_id: one.person.name for one in standing}


def in_charge_of(request: Request) -> Charge | None:
    """Who is in charge in the agency that has it."""
    return charge_of(request.case)


def whom_to_put_in_charge(actor: Actor, request: Request, *, today: date) -> list[Holding]:
    """Among whom the actor chooses. The head puts anybody of the agency in charge, and so does whoever
    registers while nobody is; afterwards a handler takes a request for herself alone. Nobody, once it is
    over.
    """
    is_theirs = actor.unit_id == request.case.unit_id and bool(actor.roles & REGISTRARS)
    if not is_theirs or request.case.ended_on is not None:
        return []
    people, charge = list(who_may_be(request.case, on=today)), in_charge_of(request)
    if charge is not None and not actor.roles & HEADS:
        people = [one for one in people if (one.person_id, one.post_id) == (actor.person_id, actor.post_id)]
    had = (charge.person_id, charge.post_id) if charge else None
    return [one for one in people if (one.person_id, one.post_id) != had]


def may_let_go(actor: Actor, request: Request, charge: Charge | None) -> bool:
    """Whoever has it in charge lets go of it, or the head takes it from them; until it is over."""
    if charge is None or actor.unit_id != request.case.unit_id or request.case.ended_on is not None:
        return False
    return bool(actor.roles & HEADS) or (charge.person_id, charge.post_id) == (actor.person_id, actor.post_id)
