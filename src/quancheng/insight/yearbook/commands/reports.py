"""Working on a report: begun from the records, counted again, typed where there are none, put into words."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from quancheng.insight.yearbook import events
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.checks import TEXTS, draft_name, version_by
from quancheng.insight.yearbook.queries.reports import (
    edition_before,
    former_figures,
    next_number,
    open_report,
    ref_for,
    report_to_write,
    unit_ids_of,
    unit_to_report,
)
from quancheng.insight.yearbook.rules import slots, words
from quancheng.insight.yearbook.rules.counting import counted
from quancheng.insight.yearbook.rules.days import Owes
from quancheng.insight.yearbook.rules.figures import Figures, Number
from quancheng.insight.yearbook.rules.shape import TEXT_TITLES, Part, Place
from quancheng.kernel.approvals.standing import Version
from quancheng.kernel.approvals.wording import forget_wordings, keep_rewording
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.orgs.models import Tenant, Unit

FIRST_YEAR = 2019  # the first whose report follows 《条例》 as it is now
State = Report.State


class StartedAlready(Refusal):
    """An edition is being worked on; `report` in the facts says which."""

    code = "yearbook.started_already"


class YearOutside(Refusal):
    """A year that has not begun, or one before the law."""

    code = "yearbook.year_outside"
    status = 422


class ReportIsFixed(Refusal):
    """What was submitted, issued or given up is not changed."""

    code = "yearbook.report_is_fixed"


class ChangedMeanwhile(Meanwhile):
    """Another person changed the report since the page was opened."""

    code = "yearbook.changed_meanwhile"


class SourceMissing(Refusal):
    """Figures that nobody counted say where they come from."""

    code = "yearbook.source_missing"
    status = 422


class SummedNotTyped(Refusal):
    """The tables of a government's report are the sums of others."""

    code = "yearbook.summed_not_typed"


class StrangeSlot(Refusal):
    """A text is bound to a figure that there is none of."""

    code = "yearbook.strange_slot"
    status = 422


class FigureRewritten(Refusal):
    """Somebody wrote another number into a place that is bound to a table."""

    code = "yearbook.figure_rewritten"
    status = 422


@command
def start_report(*, unit_id: int, year: int, actor: Actor, now: datetime) -> Report:
    """Begin the report of a unit: counted from its records, its words proposed by the house.

    After an issue it is the next edition, which begins with what was published.
    Raises NotYourReport, YearOutside, StartedAlready.
    """
    unit = unit_to_report(actor, unit_id)
    report = begun(unit.tenant, unit, year, actor=actor, now=now)
    report.save()
    told = events.ReportStarted(report=report.pk, who=report.who, year=year, number=report.number)
    record(told, actor=actor, at=now)
    return report


@command
def count_again(*, report_id: int, version: int, actor: Actor, now: datetime) -> Report:
    """Count the records anew; what was typed stays. Raises as `enter_cells`."""
    report = held(report_id, version, actor)
    must_not_be_summed(report)
    fresh = counted(unit_ids=unit_ids_of(report), year=report.year)
    fresh = fresh.without(report.by_hand)
    report.cells, report.counted_at = report.figures.with_cells(fresh.told).kept(), now
    report.save(update_fields=["cells", "counted_at"])
    record(events.ReportCounted(report=report_id), actor=actor, at=now)
    return report


@command
def enter_cells(
    *, report_id: int, version: int, part: Part, cells: Mapping[Place, Number | None], source: str,
    actor: Actor, now: datetime,
) -> Report:  # fmt: skip
    """Type figures of one table, with their source; what says the same as the records stays counted.

    A sum left empty is computed. Raises NoSuchReport, NotYourReport, ReportIsFixed, ChangedMeanwhile,
    SourceMissing, SummedNotTyped.
    """
    report = held(report_id, version, actor)
    must_not_be_summed(report)
    before = version_by(report, report.drafted_by_id)
    fresh = counted(unit_ids=unit_ids_of(report), year=report.year)
    typed = _typed(part, cells, fresh, kept=report)
    if typed and not source.strip():
        count = len(typed)
        raise SourceMissing(f"第{part.numeral}部分有{count}个手工录入的数据，请写明数据来源，如“纸质台账”")
    emptied = [place for place, value in cells.items() if value is None]
    told = {place: value for place, value in cells.items() if value is not None}
    report.cells = report.figures.without(emptied).with_cells(told).kept()
    others = {place for place in report.by_hand if place.part != part}
    report.hand = [place.key for place in sorted(others | typed)]
    report.sources = {**report.sources, str(int(part)): source.strip() if typed else ""}
    _reworded(report, before, actor=actor, now=now)
    report.save(update_fields=["cells", "hand", "sources", "drafted_by", "drafted_at"])
    count = len(typed)
    told_of = events.CellsEntered(report=report_id, part=int(part), cells=count, source=source.strip()[:100])
    record(told_of, actor=actor, at=now)
    return report


@command
def write_texts(
    *, report_id: int, version: int, texts: Mapping[str, str], actor: Actor, now: datetime
) -> Report:
    """Put the text parts otherwise; figures in them stay bound to the tables.

    Raises NoSuchReport, NotYourReport, ReportIsFixed, ChangedMeanwhile, StrangeSlot, FigureRewritten.
    """
    report = held(report_id, version, actor)
    former, figures = former_figures(report), report.figures
    before = version_by(report, report.drafted_by_id)
    for name in TEXTS:
        text = texts.get(name, getattr(report, name)).replace("\r\n", "\n").strip()
        _must_be_bound(name, text, getattr(report, name), figures, former)
        setattr(report, name, slots.bound(text, figures, former))
    _reworded(report, before, actor=actor, now=now)
    report.save(update_fields=[*TEXTS, "drafted_by", "drafted_at"])
    record(events.TextsWritten(report=report_id), actor=actor, at=now)
    return report


@command
def discard_report(*, report_id: int, version: int, actor: Actor, now: datetime) -> Report:
    """Give a draft up. Raises NoSuchReport, NotYourReport, ReportIsFixed, ChangedMeanwhile."""
    report = held(report_id, version, actor)
    report.state = State.DISCARDED
    report.save(update_fields=["state"])
    forget_wordings([draft_name(report)])
    record(events.ReportDiscarded(report=report_id), actor=actor, at=now)
    return report


def begun(tenant: Tenant, unit: Unit | None, year: int, *, actor: Actor, now: datetime) -> Report:
    """A new edition, not saved yet. Raises YearOutside, StartedAlready."""
    must_be_reportable(year, now)
    ref = ref_for(tenant, unit, year)
    if (found := open_report(ref)) is not None:
        raise StartedAlready(f"{found}正在编制，请直接打开修改", report=found.pk)
    report = Report(
        tenant=tenant, unit=unit, year=year, ref=ref, number=next_number(ref),
        drafted_by_id=actor.person_id or 0, drafted_at=now,
    )  # fmt: skip
    published = edition_before(ref)
    texts = {name: getattr(published, name) for name in TEXTS} if published else None
    for name, text in (texts or words.drafted(report.owes, year=year)).items():
        setattr(report, name, text)
    if published:
        report.cells, report.hand, report.sources = published.cells, published.hand, published.sources
        report.counted_at = published.counted_at
    elif unit:
        report.cells, report.counted_at = counted(unit_ids=[unit.pk], year=year).kept(), now
    return report


def must_be_reportable(year: int, now: datetime) -> None:
    """Raises YearOutside."""
    if not FIRST_YEAR <= year <= timezone.localdate(now).year:
        raise YearOutside(f"报告年度应在{FIRST_YEAR}年至{timezone.localdate(now).year}年之间，请重新选择")


def must_not_be_summed(report: Report) -> None:
    """Raises SummedNotTyped."""
    if report.owes is Owes.GOVERNMENT:
        raise SummedNotTyped("本级政府报告的表格由各单位报告汇总，不能直接改数；请改单位报告后重新汇总")


def held(report_id: int, version: int, actor: Actor) -> Report:
    """The draft, with its version moved on. Raises ReportIsFixed, ChangedMeanwhile."""
    report = report_to_write(actor, report_id)
    if report.state != State.DRAFT:
        raise ReportIsFixed(f"这份报告现在是“{report.get_state_display()}”，不能再改")
    return claimed(report, version, State.DRAFT)


def claimed(report: Report, version: int, state: str) -> Report:
    """The report in the hands of whoever saw it last. Raises ChangedMeanwhile."""
    _move_on(report, version, state)
    return report


def _move_on(report: Report, version: int, state: str) -> None:
    """Of two who change a report at once the second is told so."""
    here = Report.objects.filter(pk=report.pk, version=version, state=state)
    if not here.update(version=F("version") + 1):
        raise ChangedMeanwhile("这份报告刚被他人修改，请核对最新内容后再操作")
    report.refresh_from_db(fields=["version"])


def _typed(part: Part, cells: Mapping[Place, Number | None], fresh: Figures, *, kept: Report) -> set[Place]:
    """Which cells do not say what the records say; sums are checked, not typed.

    A counted cell that stands in the form as it stood was not typed, also when the records moved meanwhile.
    """
    is_counted, by_hand, stood = bool(fresh.counted(part)), kept.by_hand, kept.figures

    def is_typed(place: Place, value: Number) -> bool:
        if not is_counted:
            return True
        was_counted = place not in by_hand and place in stood.told and stood.of(place) == value
        return not was_counted and fresh.of(place) != value

    return {
        place
        for place, value in cells.items()
        if not place.is_total and value is not None and is_typed(place, value)
    }


def _reworded(report: Report, before: Version, *, actor: Actor, now: datetime) -> None:
    """Whoever wrote last is the drafter; whose words stand is kept, and does not issue."""
    after = version_by(report, actor.person_id or 0)
    if keep_rewording(draft_name(report), before=before, after=after, at=now):
        report.drafted_by_id, report.drafted_at = after.written_by, now


def _must_be_bound(name: str, text: str, kept: str, figures: Figures, former: Figures | None) -> None:
    if strange := slots.strange_names(text):
        raise StrangeSlot(
            f"“{TEXT_TITLES[name]}”里的“{{{{{strange[0]}}}}}”不是可以引用的数据，请从右侧的数据名称中选用"
        )
    for slot, written, says in slots.rewritten(text, kept, figures, former):
        raise FigureRewritten(
            f"“{TEXT_TITLES[name]}”里的“{slot}”与表格一致，现为{says}，不能在文字里改成{written}；"
            "数据有误请改表格，不引用表格的请去掉双花括号"
        )


def bind(report: Report) -> None:
    """Put the numbers of now into the words that are bound to them."""
    former = former_figures(report)
    for name in TEXTS:
        setattr(report, name, slots.bound(getattr(report, name), report.figures, former))
