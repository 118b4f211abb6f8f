"""Writing the indicators of a draft: one by one at the desk, or all at once from a sheet."""

from datetime import datetime

from quancheng.insight.scorecards import events
from quancheng.insight.scorecards.commands.sets import NotSound, changed
from quancheng.insight.scorecards.models import Indicator
from quancheng.insight.scorecards.queries.filled import told_in
from quancheng.insight.scorecards.queries.readings import readings
from quancheng.insight.scorecards.queries.sets import code_taken, indicator_of, last_place
from quancheng.insight.scorecards.rules.indicators import Told, faults_of
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal

FIELDS = tuple(Told.__dataclass_fields__)


class BadIndicator(Refusal):
    """The indicator says something that cannot be; the sentence names every fault."""

    code = "scorecards.bad_indicator"
    status = 422


@command
def add_indicator(*, set_id: int, version: int, told: Told, actor: Actor, now: datetime) -> Indicator:
    """Add an indicator to a draft.

    Raises NotOfOffice, NoSuchSet, SetIsFixed, ChangedMeanwhile, BadIndicator.
    """
    score_set = changed(set_id, version, actor, now)
    _must_be_good(told, is_taken=code_taken(score_set, told.code))
    indicator = Indicator.objects.create(set=score_set, place=last_place(score_set) + 1, **_said(told))
    record(_written(indicator), actor=actor, at=now)
    return indicator


@command
def amend_indicator(
    *, set_id: int, version: int, indicator_id: int, told: Told, actor: Actor, now: datetime
) -> Indicator:
    """Put an indicator of a draft otherwise. Raises as `add_indicator`, and NoSuchIndicator."""
    score_set = changed(set_id, version, actor, now)
    indicator = indicator_of(score_set, indicator_id)
    _must_be_good(told, is_taken=code_taken(score_set, told.code, but=indicator_id))
    for name, value in _said(told).items():
        setattr(indicator, name, value)
    indicator.save()
    record(_written(indicator), actor=actor, at=now)
    return indicator


@command
def remove_indicator(*, set_id: int, version: int, indicator_id: int, actor: Actor, now: datetime) -> None:
    """Take an indicator out of a draft. Raises NotOfOffice, NoSuchSet, SetIsFixed, NoSuchIndicator."""
    score_set = changed(set_id, version, actor, now)
    indicator = indicator_of(score_set, indicator_id)
    code = indicator.code
    indicator.delete()
    record(events.IndicatorRemoved(score_set=set_id, indicator=code), actor=actor, at=now)


@command
def bring_indicators(*, set_id: int, version: int, data: bytes, actor: Actor, now: datetime) -> int:
    """Take the indicators of a draft from a filled-in sheet, in place of those it had; all or none.

    Raises NotOfOffice, NoSuchSet, SetIsFixed, ChangedMeanwhile, UnreadableTable, NotSound.
    """
    score_set = changed(set_id, version, actor, now)
    read = told_in(data)
    if read.wrong:
        raise NotSound("表格没有导入，请改正后重新上传：" + "；".join(read.wrong), faults=read.wrong)
    score_set.indicators.all().delete()
    Indicator.objects.bulk_create(
        Indicator(set=score_set, place=place, **_said(told)) for place, told in enumerate(read.told, start=1)
    )
    count = len(read.told)
    record(events.IndicatorsBrought(score_set=set_id, count=count), actor=actor, at=now)
    return count


def _must_be_good(told: Told, *, is_taken: bool) -> None:
    faults = list(faults_of(told, readings()))
    if is_taken:
        faults.append(f"编号“{told.code}”已有别的指标使用")
    if faults:
        raise BadIndicator("；".join(faults), faults=faults)


def _said(told: Told) -> dict[str, object]:
    said = {name: getattr(told, name) for name in FIELDS}
    return said | {"shape": told.shape.value}


def _written(indicator: Indicator) -> events.IndicatorWritten:
    return events.IndicatorWritten(
        score_set=indicator.set_id, indicator=indicator.code, points=str(indicator.points)
    )
