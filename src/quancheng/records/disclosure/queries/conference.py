"""Reading what units work out together: who called them, who is asked, and the openness office."""

from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.models import Conference, ConferenceUnit, Request
from quancheng.records.disclosure.queries.agencies import NoSuchAgency, agencies_to_ask
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.rules.conference import Standing


class NoSuchJoint(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "disclosure.no_such_joint"
    status = 404


def joints_for(actor: Actor) -> QuerySet[Conference]:
    """Those that the actor's unit called, is asked in, or whose request it has; the office sees all."""
    found = Conference.objects.select_related("case__unit", "request__case__unit", "opened_by")
    if actor.kind is Kind.CLOCKWORK:
        return found
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    asked = ConferenceUnit.objects.filter(unit_id=actor.unit_id).values("joint_id")
    mine = Q(case__unit_id=actor.unit_id) | Q(request__case__unit_id=actor.unit_id) | Q(pk__in=asked)
    if is_office(actor):
        mine |= Q(tenant_id=actor.tenant_id or 0)
    return found.filter(mine, tenant_id=actor.tenant_id or 0).order_by("case__ended_on", "case__due_on", "pk")


def joint_for(actor: Actor, joint_id: int) -> Conference:
    """One of them. Raises NoSuchJoint."""
    found = joints_for(actor).filter(pk=joint_id).first()
    if found is None:
        raise NoSuchJoint("没有找到这次会商，可能不属于您所在的单位；请从列表中选择", joint=joint_id)
    return found


def joints_of(actor: Actor, request: Request) -> QuerySet[Conference]:
    """What units worked out about one request, as far as the actor may see it, the newest first."""
    return joints_for(actor).filter(request=request).order_by("-pk")


def asked_in(joint: Conference) -> QuerySet[ConferenceUnit]:
    """Who is asked, with what they said."""
    return joint.units.select_related("unit", "given_by")


def own_place(actor: Actor, joint: Conference) -> ConferenceUnit | None:
    """The place of the actor's unit among those asked, if it has one."""
    return asked_in(joint).filter(unit_id=actor.unit_id or 0).first()


def opinions_due(*, today: date) -> QuerySet[ConferenceUnit]:
    """Units that have not spoken when the next worked day, or an earlier one, is their last."""
    next_day = next(work_calendar().worked_days(after=today))
    waiting = ConferenceUnit.objects.filter(
        given_at__isnull=True, joint__case__state=Standing.OPEN, due_on__lte=next_day
    )
    return waiting.select_related("joint__case__unit", "unit").order_by("due_on", "pk")


def units_to_call(actor: Actor, *, on: date) -> QuerySet[Unit]:
    """The other agencies of the government in which somebody works on requests."""
    return agencies_to_ask(on=on).filter(tenant_id=actor.tenant_id or 0).exclude(pk=actor.unit_id or 0)


def own_unit(actor: Actor) -> Unit:
    """The unit for which the actor acts. Raises NoSuchAgency."""
    found = Unit.objects.filter(pk=actor.unit_id or 0).first()
    if found is None:
        raise NoSuchAgency("您现在没有在任何单位任职，不能发起会商")
    return found


def in_days(days: int, *, today: date) -> date:
    """A proposal for a last day: so many working days from today."""
    return next(islice(work_calendar().worked_days(after=today), days - 1, None))
