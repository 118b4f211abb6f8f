"""What the house is told of supervision: its workflows, how its records are named and listed."""

from collections.abc import Mapping, Sequence

from django.urls import NoReverseMatch, reverse

from quancheng.kernel.approvals import papers
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.casework import agenda
from quancheng.kernel.casework.registry import register
from quancheng.kernel.links import registry as links
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.obligations import measures
from quancheng.records.disclosure.events import BULLETIN_KIND, DEMAND_KIND, JOINT_KIND
from quancheng.records.disclosure.models import Conference, Demand
from quancheng.records.disclosure.queries.bulletins import PAPER, bulletins_for
from quancheng.records.disclosure.queries.conference import joints_for
from quancheng.records.disclosure.queries.demands import demands_for
from quancheng.records.disclosure.queries.judged import MEASURES
from quancheng.records.disclosure.queries.merging import GIVEN_AT
from quancheng.records.disclosure.rules.conference import JOINT
from quancheng.records.disclosure.rules.demands import DEMAND


def joints_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Conferences and coordinations, for who called them, who is asked, and the office."""
    return {
        str(one.pk): Linked(
            f"申请{one.request.number}的{one.get_sort_display()}", _page("joint", one.pk), one.case.due_on
        )
        for one in joints_for(actor).filter(pk__in=row_numbers(refs))
    }


def demands_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Demands, for who handed them on, who owns them, and the office."""
    return {
        str(one.pk): Linked(f"申请{one.request.number}的转办事项", _page("demand", one.pk), one.case.due_on)
        for one in demands_for(actor).filter(pk__in=row_numbers(refs))
    }


def bulletins_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Bulletins about requests, for the office and for whom they went to."""
    found = bulletins_for(actor).filter(pk__in=row_numbers(refs))
    return {str(one.pk): Linked(one.title, _page("bulletin", one.pk), one.as_of) for one in found}


def _page(name: str, pk: int) -> str:
    try:
        return reverse(f"disclosure_desk:{name}", args=[pk])
    except NoReverseMatch:  # the worker and the other surface do not know the pages of the desk
        return ""


def watch_requests() -> None:
    """Once, when the house starts."""
    register(JOINT)
    register(DEMAND)
    agenda.register(
        JOINT,
        JOINT_KIND,
        Conference,
        left="未结束的会商和协调",
        page="disclosure_desk:joints",
        given_at=GIVEN_AT,
    )
    agenda.register(
        DEMAND,
        DEMAND_KIND,
        Demand,
        left="未办结的转办事项",
        page="disclosure_desk:demands",
        given_at=GIVEN_AT,
    )
    links.register(
        JOINT_KIND, says="会商和协调", find_many=joints_as_linked,
        page=r"/disclosure/supervision/joint/(\d+)/", is_inner=True,
    )  # fmt: skip
    links.register(
        DEMAND_KIND, says="转办事项", find_many=demands_as_linked,
        page=r"/disclosure/supervision/demands/(\d+)/", is_inner=True,
    )  # fmt: skip
    links.register(
        BULLETIN_KIND, says="依申请公开通报", find_many=bulletins_as_linked,
        page=r"/disclosure/supervision/bulletins/(\d+)/", is_inner=True,
    )  # fmt: skip
    papers.register(PAPER)
    for measure in MEASURES:
        measures.register(measure)
