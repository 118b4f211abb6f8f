"""Reading inspections and the drafts of their sheets: for the openness office of the government."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import QuerySet, Value

from quancheng.kernel.access.audiences import OFFICE_ROLES, Audience, Whose, visible_to
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.inspections.models import Indicator, Inspection, SheetDraft
from quancheng.records.inspections.rules.kept import Meeting, Standing, meet, rows_from_json
from quancheng.records.inspections.rules.sheet import doubts_of, doubts_of_whole

_OF_TENANT = Whose(tenant="tenant", unit="")


class NoSuchInspection(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "inspections.no_such_inspection"
    status = 404


class NoSuchSheet(Refusal):
    """No draft of this number that the actor may see."""

    code = "inspections.no_such_sheet"
    status = 404


def is_office(actor: Actor) -> bool:
    """Whether the actor gathers for inspections."""
    return bool(actor.roles & OFFICE_ROLES)


def inspections_for(actor: Actor) -> QuerySet[Inspection]:
    """The inspections of the actor's government, for its openness office, the latest first."""
    marked = Inspection.objects.annotate(audience=Value(Audience.OFFICE))
    return marked.filter(visible_to(actor, whose=_OF_TENANT)).select_related("source")


def inspection_for(actor: Actor, inspection_id: int) -> Inspection:
    """One inspection. Raises NoSuchInspection."""
    found = inspections_for(actor).filter(pk=inspection_id).first()
    if found is None:
        raise NoSuchInspection("没有找到这次迎检，请从列表中重新选择", inspection=inspection_id)
    return found


def drafts_for(actor: Actor) -> QuerySet[SheetDraft]:
    """The drafts of sheets, for the openness office."""
    marked = SheetDraft.objects.annotate(audience=Value(Audience.OFFICE))
    seen = marked.filter(visible_to(actor, whose=_OF_TENANT))
    return seen.select_related("source", "brought_by", "corrected_by", "amends")


def open_drafts(actor: Actor) -> QuerySet[SheetDraft]:
    """Those that wait to be confirmed."""
    return drafts_for(actor).filter(state=SheetDraft.State.OPEN)


def draft_for(actor: Actor, draft_id: int) -> SheetDraft:
    """One draft. Raises NoSuchSheet."""
    found = drafts_for(actor).filter(pk=draft_id).first()
    if found is None:
        raise NoSuchSheet("没有找到这份指标表草稿，请从列表中重新选择", draft=draft_id)
    return found


def same_open_draft(actor: Actor, digest: str) -> SheetDraft | None:
    """The draft in which the same file waits already."""
    return open_drafts(actor).filter(source__digest=digest).first()


def same_in_force(actor: Actor, digest: str) -> Inspection | None:
    """The inspection whose points come from the very same file."""
    return inspections_for(actor).filter(source__digest=digest).first()


def doubts_left(draft: SheetDraft) -> int:
    """How many doubts about rows nobody has looked at."""
    rows = rows_from_json(draft.rows)
    return sum(len(doubts_of(row, rows)) for row in rows)


def doubts_about_sums(draft: SheetDraft) -> list[str]:
    """Whether the points of a draft add up."""
    parts: Mapping[str, Decimal] = {group: Decimal(told) for group, told in draft.parts.items()}
    return doubts_of_whole(rows_from_json(draft.rows), full=draft.full, parts=parts)


def standing_of(inspection: Inspection | None) -> tuple[Standing, ...]:
    """The indicators that stand, as a new sheet is compared with them. One query."""
    if inspection is None:
        return ()
    found = Indicator.objects.filter(inspection=inspection)
    return tuple(found.values_list("pk", "group", "subgroup", "name", "asks"))


def meeting_of(draft: SheetDraft) -> Meeting:
    """How a draft meets the points that stand."""
    return meet(rows_from_json(draft.rows), standing_of(draft.amends))
