"""To whom one can apply, and who works on requests there."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, QuerySet

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.kernel.orgs.queries import acting_unit_ids, people_in
from quancheng.kernel.transfer.pair import is_outside
from quancheng.records.disclosure.workflow import OF_UNIT


class NoSuchAgency(Refusal):
    """No unit that takes requests (《条例》第二十七条)."""

    code = "disclosure.no_such_agency"
    status = 422


def agencies_to_ask(*, on: date) -> QuerySet[Unit]:
    """The standing agencies in which somebody is at work on requests on the day, by government and order.

    None in a house that stands outside alone: requests do not travel, and nobody would ever confirm one.
    """
    if is_outside():
        return Unit.objects.none()
    standing = Unit.objects.filter(closed_on__isnull=True)
    at_work = people_in(standing.values_list("pk", flat=True), roles=OF_UNIT, on=on)
    rooms = Unit.objects.filter(pk__in=set(at_work.values_list("post__unit_id", flat=True)))
    seated = set(acting_unit_ids(rooms, on=on).values())  # an internal unit acts in the name of the one above
    return (
        standing.exclude(kind=UnitKind.INTERNAL)
        .filter(pk__in=seated)
        .select_related("tenant")
        .order_by("tenant_id", "code")
    )


def agency_to_ask(unit_id: int, *, on: date) -> Unit:
    """One of these. Raises NoSuchAgency."""
    found = agencies_to_ask(on=on).filter(pk=unit_id).first()
    if found is None:
        raise NoSuchAgency("这个单位不受理网上申请，请重新选择，或者当面提交、邮寄申请", unit=unit_id)
    return found


def government_asked(*, unit_id: int | None, tenant_id: int | None, on: date) -> int:
    """By whose norms one looks before filing: of the agency chosen, else of the record from which one came,
    else of the highest government that can be asked; none, where none can.
    """
    found = agencies_to_ask(on=on)
    chosen = found.filter(pk=unit_id).first() if unit_id else None
    if chosen is None and tenant_id is not None:
        return tenant_id
    highest = chosen or found.order_by(F("tenant__parent_id").asc(nulls_first=True), "tenant_id").first()
    return highest.tenant_id if highest else 0


def people_of_unit(unit_id: int, *, on: date, roles: Iterable[str] = OF_UNIT) -> set[int]:
    """Those who work on requests in a unit on the day, deputies among them."""
    return set(people_in([unit_id], roles=roles, on=on).values_list("person_id", flat=True))
