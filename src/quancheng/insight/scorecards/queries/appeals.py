"""Reading appeals: the office those of its government, a unit its own."""

from django.db.models import F, Q, QuerySet

from quancheng.insight.scorecards.models import Appeal, AppealFile, Mark, Score
from quancheng.insight.scorecards.queries.sets import is_office
from quancheng.insight.scorecards.workflow import APPEAL, State
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal


class NoSuchAppeal(Refusal):
    """Missing or out of sight."""

    code = "scorecards.no_such_appeal"
    status = 404


def appeals_for(actor: Actor) -> QuerySet[Appeal]:
    """The appeals that the actor may see, those that wait first, by their last day."""
    found = Appeal.objects.filter(case__workflow=APPEAL.code).select_related(
        "case__unit",
        "case__tenant",
        "score__result__set",
        "indicator",
        "filed_by",
        "decided_by",
        "correction",
    )
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    seen = Q(case__unit_id=actor.unit_id)
    if is_office(actor):
        seen |= Q(case__tenant_id=actor.tenant_id)
    return found.filter(seen).order_by(F("case__ended_on").desc(nulls_first=True), "case__due_on", "-pk")


def appeal_for(actor: Actor, appeal_id: int) -> Appeal:
    """One appeal. Raises NoSuchAppeal."""
    found = appeals_for(actor).filter(pk=appeal_id).first()
    if found is None:
        raise NoSuchAppeal("没有找到这件申诉，请从申诉列表中选择", appeal=appeal_id)
    return found


def held_score(score: Score) -> Score:
    """The score, held until the commit: of two appeals at once the second sees the first."""
    return Score.objects.select_for_update().get(pk=score.pk)


def open_appeal(score: Score, indicator_id: int) -> Appeal | None:
    """An appeal against the same point that waits for a decision."""
    return score.appeals.filter(indicator_id=indicator_id, case__state=State.FILED).first()


def scored_it(appeal: Appeal) -> set[int]:
    """Who had a hand in the score: who froze it, and who gave or confirmed a mark that it stands on."""
    result = appeal.score.result
    marks = Mark.objects.filter(indicator=appeal.indicator, unit=appeal.score.unit_id, period=result.period)
    hands = {pk for pair in marks.values_list("given_by_id", "confirmed_by_id") for pk in pair if pk}
    return hands | {result.frozen_by_id}


def files_of(appeal: Appeal) -> QuerySet[AppealFile]:
    """What was handed in with an appeal."""
    return appeal.files.select_related("file").order_by("pk")


def appeal_file_for(actor: Actor, file_id: int) -> AppealFile:
    """One of those files. Raises NoSuchAppeal."""
    seen = AppealFile.objects.filter(appeal__in=appeals_for(actor).order_by())
    found = seen.select_related("file").filter(pk=file_id).first()
    if found is None:
        raise NoSuchAppeal("没有找到这份申诉材料", file=file_id)
    return found


def appeals_waiting(actor: Actor) -> int:
    """How many appeals wait for the office to decide."""
    if not is_office(actor):
        return 0
    return appeals_for(actor).filter(case__tenant_id=actor.tenant_id or 0, case__state=State.FILED).count()
