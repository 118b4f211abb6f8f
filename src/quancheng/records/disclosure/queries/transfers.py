"""Which agencies are the right ones for what is not ours, and what became of it there (第三十六条第五项)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from quancheng.kernel.access.named import named
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.records.disclosure.models import Item, Redirection, Request
from quancheng.records.disclosure.queries.agencies import agencies_to_ask
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.norms import contact_of_unit
from quancheng.records.disclosure.workflow import State

NOT_OURS = "36-5"


class NoSuchRedirection(Refusal):
    """The answer named no agency there, or it names none any more."""

    code = "disclosure.no_such_redirection"
    status = 404


@dataclass(frozen=True, slots=True)
class Passed:
    """One piece that is another agency's, for the applicant: which agency, and what they may still do."""

    place: int
    told: str
    unit: str
    is_wished: bool
    may_wish: bool
    new_number: str
    new_code: str


def units_to_name(request: Request) -> QuerySet[Unit]:
    """The standing agencies of the same government, all but the one that answers."""
    standing = Unit.objects.filter(tenant_id=request.tenant_id, closed_on__isnull=True)
    return standing.exclude(kind=UnitKind.INTERNAL).exclude(pk=request.case.unit_id).order_by("code")


def unit_to_name(request: Request, unit_id: int) -> Unit:
    """One of these. Raises NoSuchRedirection."""
    found = units_to_name(request).filter(pk=unit_id).first()
    if found is None:
        raise NoSuchRedirection("请从本级政府的单位名册中选择负责公开的机关", unit=unit_id)
    return found


def as_told(unit: Unit, *, on: date) -> str:
    """The agency as a reply names it, with how to reach it where that is known."""
    contact = contact_of_unit(unit, on=on)
    return f"{unit.name}（{contact}）" if contact else unit.name


def contact_kept(request: Request, named: str, *, on: date) -> str:
    """How the agency of the same government is reached that a reply names; empty where that is not known.

    Of several whose names stand in the text, as 市水务局 in 市水务局执法支队, the longest is meant.
    """
    if not named:
        return ""
    meant = max((unit for unit in units_to_name(request) if unit.name in named), key=_length, default=None)
    return contact_of_unit(meant, on=on) if meant else ""


def _length(unit: Unit) -> int:
    return len(unit.name)


def not_ours(request: Request) -> list[Item]:
    """The items of a request that are answered as another agency's."""
    return list(Item.objects.filter(request=request, ground=NOT_OURS))


def redirections_of(request: Request) -> Mapping[int, Redirection]:
    """The agencies named, by the place of the item."""
    found = Redirection.objects.filter(request=request).select_related("unit", "new_request")
    return {one.place: one for one in found}


def redirection_of(request: Request, place: int) -> Redirection:
    """One of them. Raises NoSuchRedirection."""
    found = redirections_of(request).get(place)
    if found is None:
        raise NoSuchRedirection("这一项没有写明本级政府的其他机关，不能代为提出", place=place)
    return found


def passed_of(request: Request, *, on: date) -> tuple[Passed, ...]:
    """What the applicant sees of an answered request; the number and code of the new one are theirs."""
    if request.case.state != State.ANSWERED:
        return ()
    with named([request.door]):
        found = tuple(Redirection.objects.filter(request=request).select_related("unit"))
        takes = set(agencies_to_ask(on=on).values_list("pk", flat=True)) if found else set()
        return tuple(_passed(one, may_wish=one.unit_id in takes) for one in found)


def takes_requests(unit: Unit, *, on: date) -> bool:
    """Whether one may apply to the unit here."""
    return agencies_to_ask(on=on).filter(pk=unit.pk).exists()


def came_from(actor: Actor, request: Request) -> Redirection | None:
    """The answered request of another agency from which this one came."""
    if actor.unit_id != request.case.unit_id:
        return None
    found = Redirection.objects.filter(new_request=request)
    return found.select_related("request__case__unit").first()


def wished_and_not_registered() -> QuerySet[Redirection]:
    """What applicants want passed along and nobody has registered yet."""
    waiting = Redirection.objects.filter(wished_at__isnull=False, new_request__isnull=True)
    waiting = waiting.filter(request__applicant__erased_at__isnull=True)  # else there is nobody to ask for
    return waiting.select_related("unit", "request__case", "request__tenant").order_by("pk")


def _passed(one: Redirection, *, may_wish: bool) -> Passed:
    number = one.new_number
    return Passed(
        place=one.place,
        told=one.told,
        unit=str(one.unit),
        is_wished=one.wished_at is not None,
        may_wish=may_wish and one.wished_at is None,
        new_number=number,
        new_code=code_of(number) if number else "",
    )
