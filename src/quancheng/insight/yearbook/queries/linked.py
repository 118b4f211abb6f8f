"""How reports look from other modules, and by which words they are found, for who may see them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from quancheng.insight.yearbook.events import DUTY_KIND, REPORT_KIND
from quancheng.insight.yearbook.models import OPEN, Report
from quancheng.insight.yearbook.queries.board import TONES
from quancheng.insight.yearbook.queries.duties import duties_as_linked
from quancheng.insight.yearbook.queries.remedies import RemediesCounter
from quancheng.insight.yearbook.queries.reports import reports_for
from quancheng.insight.yearbook.queries.requests import RequestsCounter, fees_told
from quancheng.insight.yearbook.rules import counting
from quancheng.insight.yearbook.rules.shape import Part
from quancheng.insight.yearbook.rules.slots import as_written
from quancheng.insight.yearbook.workflow import ANNUAL
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_numbers
from quancheng.kernel.casework import agenda
from quancheng.kernel.links import finding
from quancheng.kernel.links import registry as links
from quancheng.kernel.links.finding import Found, Rows, Shelf, in_fields, of_unit
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.handover import watch_units

NAMED = "政府信息公开工作年度报告"  # who types a part of it means reports
LEFT = "未公布的年度报告草稿"
OWED = "应公布而未公布的年度报告"


def reports_as_linked(actor: Actor, refs: Sequence[str]) -> Mapping[str, Linked]:
    """Reports by their number in the house."""
    found = reports_for(actor).filter(pk__in=row_numbers(refs))
    return {str(one.pk): Linked(str(one), _page(one), _day(one), one.tenant_id) for one in found}


def reports_found(actor: Actor) -> Rows:
    """Reports that a search may show; drafts that were given up are left out."""
    return reports_for(actor).exclude(state=Report.State.DISCARDED).filter(tenant=actor.tenant_id or 0)


def _told(rows: Sequence[Report]) -> list[Found]:
    return [
        Found(
            RecordRef(REPORT_KIND, str(one.pk)), str(one), as_written(one.overview), _day(one),
            address=_page(one), unit=one.who, state=one.get_state_display(),
            tone=TONES.get(Report.State(one.state), ""),
        )
        for one in rows
    ]  # fmt: skip


def _of_names(words: Sequence[str]) -> Q:
    """The words name the unit, or stand in the text."""
    fields = ("unit__name", "unit__short_name", "tenant__full_name", "overview", "problems", "other")
    is_called = any(word in NAMED for word in words)
    return in_fields(*fields)(words) | (Q(pk__isnull=False) if is_called else Q(pk__in=[]))


def drafts_of_unit(unit_id: int) -> QuerySet[Report]:
    """What a unit that closes would leave unpublished."""
    return Report.objects.filter(unit=unit_id, state__in=OPEN)


def _day(one: Report) -> date:
    return timezone.localdate(one.issued_at or one.drafted_at)


def _page(one: Report) -> str:
    try:
        return reverse("yearbook_desk:report", args=[one.pk])
    except NoReverseMatch:  # the portal does not know the pages of the desk
        return ""


SHELF = Shelf(
    REPORT_KIND, "年度报告", seen=reports_found, words=_of_names, tell=_told, day="drafted_at__date",
    order=("-year", "-pk"), of_units=of_unit("unit"),
)  # fmt: skip


def tell_the_house() -> None:
    """Once, when the house starts."""
    links.register(REPORT_KIND, says="年度报告", find_many=reports_as_linked, is_inner=True)
    links.register(DUTY_KIND, says="年度报告责任", find_many=duties_as_linked, is_inner=True)
    agenda.register(ANNUAL, DUTY_KIND, DueItem, left=OWED, page="yearbook_desk:duties")
    finding.register(SHELF)
    counting.register(Part.REQUESTS, RequestsCounter())
    counting.register(Part.REMEDIES, RemediesCounter())
    counting.register_fees(fees_told)
    watch_units(LEFT, drafts_of_unit, page="yearbook_desk:board")
