"""An indicator sheet comes in, is corrected, and is confirmed by a second person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import F

from quancheng.kernel.approvals.wording import keep_version, must_be_decided_by_another
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.files.content import Content
from quancheng.kernel.files.keeping import digest_of, keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.records.inspections import events
from quancheng.records.inspections.models import Indicator, Inspection, SheetDraft
from quancheng.records.inspections.models.sheets import LONGEST_NAME
from quancheng.records.inspections.queries.sheets import (
    doubts_left,
    draft_for,
    inspection_for,
    is_office,
    meeting_of,
    same_in_force,
    same_open_draft,
)
from quancheng.records.inspections.queries.wording import sheet_draft, sheet_version
from quancheng.records.inspections.rules.columns import FIELD_SAYS, Field
from quancheng.records.inspections.rules.kept import day_in, rows_as_json, rows_from_json
from quancheng.records.inspections.rules.sheet import SheetRow, corrected, understand

MOST_ROWS = 1000  # [D] the longest indicator sheet seen has under 200


class NotYourInspection(Refusal):
    """Only the openness office prepares for inspections."""

    code = "inspections.not_yours"
    status = 403


class NoIndicators(Refusal):
    """A file that can be read but holds no indicator sheet, or more rows than any has."""

    code = "inspections.no_indicators"
    status = 422


class SheetKnown(Refusal):
    """The same file waits already, or is in force; the facts say where."""

    code = "inspections.sheet_known"


class SheetClosed(Refusal):
    """The draft is confirmed or put aside."""

    code = "inspections.sheet_closed"


class SheetMoved(Meanwhile):
    """Somebody else was quicker."""

    code = "inspections.sheet_moved"


class NoSuchRow(Refusal):
    """The draft has no such row any more."""

    code = "inspections.no_such_row"
    status = 404


class NotReady(Refusal):
    """The draft has doubts left, or no rows."""

    code = "inspections.sheet_not_ready"


class SecondPersonNeeded(Refusal):
    """Who brought or corrected the sheet does not confirm it."""

    code = "inspections.second_person_needed"
    status = 403


@dataclass(frozen=True, slots=True)
class Span:
    """The period that is inspected, and the day by which materials are handed in."""

    from_on: date
    until_on: date
    hand_in_on: date | None = None


@dataclass(frozen=True, slots=True)
class Keeper:
    """An official of the openness office, by person, unit and government."""

    person_id: int
    unit_id: int
    tenant_id: int


def keeper_of(actor: Actor) -> Keeper:
    """The official behind the actor. Raises NotYourInspection."""
    if not is_office(actor) or actor.person_id is None or actor.unit_id is None or actor.tenant_id is None:
        raise NotYourInspection("迎检由政务公开机构组织，请联系本级政务公开机构")
    return Keeper(actor.person_id, actor.unit_id, actor.tenant_id)


@command
def bring_sheet(
    *, upload: Upload, data: bytes, span: Span, amends: int | None, actor: Actor, now: datetime
) -> SheetDraft:
    """Take in an indicator sheet as a draft; `amends` names the inspection that it amends.

    Raises NotYourInspection, NoSuchInspection, SheetKnown, NoIndicators.
    """
    keeper = keeper_of(actor)
    amended = inspection_for(actor, amends) if amends else None
    _must_be_new(actor, digest_of(data))
    reading = understand(upload.content or Content(()))
    if not 0 < len(reading.rows) <= MOST_ROWS:
        raise NoIndicators(
            f"“{upload.name}”里没有读出指标：没有表格，或表头里没有“指标”“分值”“评分标准”等列名。"
            "请上传带表头的评估指标表"
            if not reading.rows
            else f"“{upload.name}”读出{len(reading.rows)}行，超过上限{MOST_ROWS}行；请核对文件"
        )
    draft = SheetDraft.objects.create(
        tenant_id=keeper.tenant_id,
        amends=amended,
        source=keep_file(upload, data, tenant_id=keeper.tenant_id, actor=actor, now=now),
        title=amended.title if amended else (reading.title or upload.name.rpartition(".")[0])[:LONGEST_NAME],
        from_on=span.from_on,
        until_on=span.until_on,
        hand_in_on=span.hand_in_on,
        full=reading.full,
        rows=rows_as_json(reading.rows),
        parts={group: str(points) for group, points in reading.parts.items()},
        brought_by_id=keeper.person_id,
        brought_at=now,
    )
    told = events.SheetBrought(
        draft=draft.pk, title=draft.title, rows=len(reading.rows), doubts=doubts_left(draft)
    )
    record(told, actor=actor, at=now)
    return draft


@command
def correct_row(
    *, draft_id: int, version: int, key: int, changes: Mapping[Field, str], actor: Actor, now: datetime
) -> SheetDraft:
    """Write the cells of one row anew; key 0 adds a row at the end.

    Raises NoSuchSheet, SheetClosed, SheetMoved, NoSuchRow.
    """
    draft = _open(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    if not key:
        rows.append(SheetRow(max((row.key for row in rows), default=0) + 1, {}))
    key = key or rows[-1].key
    _must_be_there(rows, key)
    _rewrite(draft, [corrected(row, changes) if row.key == key else row for row in rows], actor, now)
    what = f"第{key}行：{'、'.join(FIELD_SAYS[name] for name in changes)}"
    record(events.SheetCorrected(draft=draft.pk, what=what), actor=actor, at=now)
    return draft


@command
def accept_doubts(
    *, draft_id: int, version: int, keys: frozenset[int], actor: Actor, now: datetime
) -> SheetDraft:
    """Let the doubts of some rows stand after a look at them. Raises NoSuchSheet, SheetClosed, SheetMoved."""
    draft = _open(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    _rewrite(draft, [replace(row, accepted=row.accepted or row.key in keys) for row in rows], actor, now)
    what = f"核对疑点：第{'、'.join(map(str, sorted(keys)))}行"
    record(events.SheetCorrected(draft=draft.pk, what=what), actor=actor, at=now)
    return draft


@command
def remove_row(*, draft_id: int, version: int, key: int, actor: Actor, now: datetime) -> SheetDraft:
    """Take out a row that is none. Raises NoSuchSheet, SheetClosed, SheetMoved, NoSuchRow."""
    draft = _open(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    _must_be_there(rows, key)
    _rewrite(draft, [row for row in rows if row.key != key], actor, now)
    record(events.SheetCorrected(draft=draft.pk, what=f"去掉第{key}行"), actor=actor, at=now)
    return draft


@command
def describe_sheet(
    *, draft_id: int, version: int, title: str, span: Span, actor: Actor, now: datetime
) -> SheetDraft:
    """Set the title, the period and the last day. Raises NoSuchSheet, SheetClosed, SheetMoved."""
    draft = _open(actor, draft_id, version)
    _put_otherwise(
        draft,
        now,
        title=title,
        from_on=span.from_on,
        until_on=span.until_on,
        hand_in_on=span.hand_in_on,
        corrected_by=actor.person_id,
    )
    record(events.SheetCorrected(draft=draft.pk, what="名称和检查期"), actor=actor, at=now)
    return draft


@command
def discard_sheet(*, draft_id: int, version: int, actor: Actor, now: datetime) -> SheetDraft:
    """Put a draft aside; the file is kept. Raises NoSuchSheet, SheetClosed, SheetMoved."""
    draft = _open(actor, draft_id, version)
    _swap(draft, state=SheetDraft.State.DISCARDED)
    record(events.SheetDiscarded(draft=draft.pk), actor=actor, at=now)
    return draft


@command
def confirm_sheet(*, draft_id: int, version: int, actor: Actor, now: datetime) -> Inspection:
    """The sheet becomes the points of the inspection. What was gathered stays with the indicators it meets.

    An indicator that the amended sheet no longer has is marked and kept.
    Raises NoSuchSheet, SheetClosed, SheetMoved, NotReady, SecondPersonNeeded, WroteItYourself.
    """
    draft = _open(actor, draft_id, version)
    if not draft.rows or doubts_left(draft):
        raise NotReady("还有疑点没有核对，或没有一项指标；请先更正或确认无误，再确认指标表")
    if actor.person_id in {draft.brought_by_id, draft.corrected_by_id}:
        raise SecondPersonNeeded("指标表须由另一人确认：您上传或更正过这份表，请同事核对后确认")
    _put_otherwise(draft, now, state=SheetDraft.State.CONFIRMED, confirmed_by=actor.person_id)
    must_be_decided_by_another(sheet_draft(draft), person_id=actor.person_id or 0, what="指标表")
    meeting = meeting_of(draft)
    inspection = _put_in_force(draft, now)
    _write_indicators(inspection, rows_from_json(draft.rows), meeting.of_row)
    here = Indicator.objects.filter(inspection=inspection)
    gone = here.filter(pk__in=meeting.gone, dropped_at__isnull=True).update(dropped_at=now)
    kept = len(meeting.of_row)
    told = events.SheetConfirmed(
        draft=draft.pk, inspection=inspection.pk, title=inspection.title,
        new=len(draft.rows) - kept, kept=kept, gone=gone,
    )  # fmt: skip
    record(told, actor=actor, at=now)
    return inspection


def _put_in_force(draft: SheetDraft, now: datetime) -> Inspection:
    inspection = draft.amends or Inspection(tenant_id=draft.tenant_id)
    inspection.title, inspection.full, inspection.source = draft.title, draft.full, draft.source
    inspection.from_on, inspection.until_on = draft.from_on, draft.until_on
    inspection.hand_in_on, inspection.confirmed_at = draft.hand_in_on, now
    inspection.save()
    return inspection


def _write_indicators(inspection: Inspection, rows: Sequence[SheetRow], known: Mapping[int, int]) -> None:
    """New rows are created, known ones written anew; ratings and materials are not touched."""
    made = [
        Indicator(
            pk=known.get(row.key), inspection=inspection, **_facts_of(row, place, inspection.until_on.year)
        )
        for place, row in enumerate(rows, start=1)
    ]
    fields = [*_facts_of(rows[0], 1, 2000), "dropped_at"]
    Indicator.objects.bulk_create([one for one in made if one.pk is None])
    Indicator.objects.bulk_update([one for one in made if one.pk in known.values()], fields)


def _facts_of(row: SheetRow, place: int, year: int) -> dict[str, object]:
    due = row.said(Field.DUE)
    return {
        "place": place,
        "group": row.said(Field.GROUP)[:LONGEST_NAME],
        "subgroup": row.said(Field.SUBGROUP)[:LONGEST_NAME],
        "name": (row.said(Field.NAME) or row.said(Field.ASKS))[:LONGEST_NAME],
        "asks": row.said(Field.ASKS),
        "points": row.points,
        "scoring": row.said(Field.SCORING),
        "materials_asked": row.said(Field.MATERIALS),
        "units_said": row.said(Field.UNITS)[:300],
        "due_said": due[:120],
        "due_on": day_in(due, year=year),
    }


def _must_be_new(actor: Actor, digest: str) -> None:
    if waiting := same_open_draft(actor, digest):
        raise SheetKnown(
            f"这份文件已由{waiting.brought_by}上传，正在等待核对和确认", draft=waiting.pk, inspection=None
        )
    if known := same_in_force(actor, digest):
        raise SheetKnown(
            f"这份文件与《{known.title}》现行的指标表完全相同，没有需要更新的内容",
            draft=None,
            inspection=known.pk,
        )


def _open(actor: Actor, draft_id: int, version: int) -> SheetDraft:
    draft = draft_for(actor, draft_id)
    if draft.state != SheetDraft.State.OPEN:
        raise SheetClosed(f"该草稿{draft.get_state_display()}，不能再改；如需调整请上传修订后的指标表")
    if draft.version != version:
        raise SheetMoved("这份草稿刚被更正过，页面已不是最新。您填写的内容还在，请核对后再提交一次")
    return draft


def _must_be_there(rows: Sequence[SheetRow], key: int) -> None:
    if all(row.key != key for row in rows):
        raise NoSuchRow("草稿里没有这一行，可能刚被去掉，请刷新页面", key=key)


def _rewrite(draft: SheetDraft, rows: Sequence[SheetRow], actor: Actor, now: datetime) -> None:
    _put_otherwise(draft, now, rows=rows_as_json(rows), corrected_by=actor.person_id)


def _put_otherwise(draft: SheetDraft, now: datetime, **kept: object) -> None:
    """Change the draft and keep how it read before; the version decides before anything else is written."""
    before = sheet_version(draft)
    _swap(draft, **kept)
    keep_version(sheet_draft(draft), before, at=now)


def _swap(draft: SheetDraft, **kept: object) -> None:
    """Compare and swap: of two who write at once, the slower is told so."""
    here = SheetDraft.objects.filter(pk=draft.pk, version=draft.version)
    if not here.update(version=F("version") + 1, **kept):
        raise SheetMoved("这份草稿刚被更正过，页面已不是最新。您填写的内容还在，请核对后再提交一次")
    draft.refresh_from_db()
