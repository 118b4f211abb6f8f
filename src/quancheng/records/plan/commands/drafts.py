"""Bringing a plan in as a draft, and correcting the draft until it says what the document says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.kernel.files.content import Content
from quancheng.kernel.files.keeping import digest_of, keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.queries import unit_for
from quancheng.records.plan import events
from quancheng.records.plan.models import Draft
from quancheng.records.plan.queries.editions import regrouped_count
from quancheng.records.plan.queries.plans import (
    KEEPERS,
    draft_for,
    edition_of,
    open_draft_of,
    own_plan,
    plan_to_amend,
    register_of,
    rows_confirmed,
)
from quancheng.records.plan.rules.drafting import (
    EMPTY_ROW,
    FIELD_SAYS,
    DraftRow,
    Field,
    accepted,
    corrected,
    doubts_of,
    drafted,
    inherited,
    problems_as_json,
    problems_from_json,
    problems_left,
    redated,
    rows_as_json,
    rows_from_json,
    with_row,
)
from quancheng.records.plan.rules.understanding import understand

MOST_ROWS = 5000  # [D] the longest real plan at hand has 126


class NotYourOffice(Refusal):
    """Only the openness office (政务公开机构) keeps the plan."""

    code = "plan.not_your_office"
    status = 403


class NoRows(Refusal):
    """A file that can be read, but holds no row of a plan."""

    code = "plan.no_rows"
    status = 422


class TooManyRows(Refusal):
    """A file with more rows than any plan has."""

    code = "plan.too_many_rows"
    status = 422


class NothingNew(Refusal):
    """The same file as the edition in force."""

    code = "plan.nothing_new"


class UnitsKnownNow(NothingNew):
    """The same file as the edition in force, but its names mean other units now; `plan` says whose."""

    code = "plan.units_known_now"


class AlreadyBrought(Refusal):
    """The same file waits as a draft already; `draft` in the facts says which."""

    code = "plan.already_brought"


class ChangedMeanwhile(Meanwhile):
    """Somebody else was quicker, or the page was old."""

    code = "plan.changed_meanwhile"


class DraftClosed(Refusal):
    """The draft has been confirmed or discarded."""

    code = "plan.draft_closed"


class NoSuchDraftRow(Refusal):
    """The draft has no row of this key (any more)."""

    code = "plan.no_such_draft_row"
    status = 404


@command
def bring_draft(*, upload: Upload, data: bytes, actor: Actor, now: datetime) -> Draft:
    """Take in a file as a draft of a plan: keep it, read it, and set down what was understood.

    `upload` is what `check_upload` let through, `data` its bytes.
    Raises NotYourOffice, NothingNew, UnitsKnownNow, AlreadyBrought, NoRows, TooManyRows.
    """
    keeper = keeper_of(actor)
    _must_be_new(actor, digest_of(data), now=now)
    reading = understand(upload.content or Content(()))
    if not reading.rows:
        raise NoRows(
            f"“{upload.name}”里没有读出任务分工：没有表格，也没有带责任单位的条目。请上传任务分工表，或写明责任单位的正文"
        )
    if len(reading.rows) > MOST_ROWS:
        raise TooManyRows(
            f"“{upload.name}”读出{len(reading.rows)}行，超过一份任务分工的上限{MOST_ROWS}行；请核对文件，或分成几份上传"
        )
    amended = plan_to_amend(keeper.tenant_id, title=reading.title, year=reading.year)
    rows = inherited(drafted(reading), rows_confirmed(amended) if amended else ())
    draft = Draft.objects.create(
        tenant_id=keeper.tenant_id,
        source=keep_file(upload, data, tenant_id=keeper.tenant_id, actor=actor, now=now),
        title=reading.title[:200],
        year=reading.year,
        amends=amended,
        rows=rows_as_json(rows),
        problems=problems_as_json(reading.problems),
        brought_by_id=keeper.person_id,
        brought_at=now,
    )
    register = register_of(draft, today=timezone.localdate(now))
    doubts = sum(len(doubts_of(row, register)) for row in rows)
    told = events.PlanDrafted(draft=draft.pk, title=draft.title, rows=len(rows), doubts=doubts)
    record(told, actor=actor, at=now)
    return draft


@command
def correct_row(
    *, draft_id: int, version: int, key: int, changes: Mapping[Field, str], actor: Actor, now: datetime
) -> Draft:
    """Write some cells of one row of a draft anew; the whole draft is checked again.

    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile, NoSuchDraftRow.
    """
    draft = open_draft(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    row = _row(rows, key)
    mended = corrected(row, changes, year=draft.year)
    what = f"第{row.said.no}项：{'、'.join(FIELD_SAYS[name] for name in Field if name in changes)}"
    _rewrite(draft, [mended if each.key == key else each for each in rows])
    record(events.DraftCorrected(draft=draft.pk, what=what), actor=actor, at=now)
    return draft


@command
def accept_doubts(*, draft_id: int, version: int, keys: frozenset[int], actor: Actor, now: datetime) -> Draft:
    """Let the doubts of some rows stand after a look at them.

    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile.
    """
    draft = open_draft(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    register = register_of(draft, today=timezone.localdate(now))
    _rewrite(draft, [accepted(row, register) if row.key in keys else row for row in rows])
    looked = "、".join(row.said.no for row in rows if row.key in keys)
    record(events.DraftCorrected(draft=draft.pk, what=f"核对疑点：第{looked}项"), actor=actor, at=now)
    return draft


@command
def choose_units(
    *, draft_id: int, version: int, key: int, name: str, unit_ids: Sequence[int], actor: Actor, now: datetime
) -> Draft:
    """Say which units a name in a row stands for, in place of what the register finds.

    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile, NoSuchDraftRow, NoSuchUnit.
    """
    draft = open_draft(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    row = _row(rows, key)
    known = tuple(unit_for(actor, unit_id).pk for unit_id in unit_ids)
    mended = replace(row, chosen={**row.chosen, name: known})
    _rewrite(draft, [mended if each.key == key else each for each in rows])
    what = f"第{row.said.no}项：“{name}”指{len(known)}个单位"
    record(events.DraftCorrected(draft=draft.pk, what=what), actor=actor, at=now)
    return draft


@command
def add_row(*, draft_id: int, version: int, cells: Mapping[Field, str], actor: Actor, now: datetime) -> Draft:
    """Add a row that the file lacks: behind the last row with a smaller number, else at the end.

    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile.
    """
    draft = open_draft(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    key = max((row.key for row in rows), default=0) + 1
    fresh = corrected(DraftRow(key, EMPTY_ROW), cells, year=draft.year)
    _rewrite(draft, with_row(rows, fresh))
    record(events.DraftCorrected(draft=draft.pk, what=f"增加第{fresh.said.no}项"), actor=actor, at=now)
    return draft


@command
def remove_row(*, draft_id: int, version: int, key: int, actor: Actor, now: datetime) -> Draft:
    """Take a row out of a draft, when the reading made one too many.

    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile, NoSuchDraftRow.
    """
    draft = open_draft(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    gone = _row(rows, key)
    _rewrite(draft, [row for row in rows if row.key != key])
    record(events.DraftCorrected(draft=draft.pk, what=f"去掉第{gone.said.no}项"), actor=actor, at=now)
    return draft


@command
def describe_draft(
    *, draft_id: int, version: int, title: str, year: int, amends: str, actor: Actor, now: datetime
) -> Draft:
    """Set the title and the year of a draft, and the plan that it amends (empty: it is a new plan).

    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile, NoSuchPlan.
    """
    draft = open_draft(actor, draft_id, version)
    draft.title, draft.year = title, year
    draft.amends = own_plan(actor, amends) if amends else None
    _rewrite(draft, [redated(row, year=year) for row in rows_from_json(draft.rows)])
    record(events.DraftCorrected(draft=draft.pk, what=f"标题《{title}》，年度{year}"), actor=actor, at=now)
    return draft


@command
def discard_draft(*, draft_id: int, version: int, actor: Actor, now: datetime) -> Draft:
    """Put a draft aside. The file and what was entered are kept.

    Raises NoSuchDraft, DraftClosed, ChangedMeanwhile.
    """
    draft = open_draft(actor, draft_id, version)
    close_draft(draft, Draft.State.DISCARDED)
    record(events.DraftDiscarded(draft=draft.pk), actor=actor, at=now)
    return draft


@dataclass(frozen=True, slots=True)
class Keeper:
    """An official of the openness office, known by person and government."""

    person_id: int
    tenant_id: int


def keeper_of(actor: Actor) -> Keeper:
    """The official behind the actor. Raises NotYourOffice when the actor keeps no plans."""
    if actor.tenant_id is None or actor.person_id is None or not actor.roles & KEEPERS:
        raise NotYourOffice("只有政务公开机构的人员可以办理，请联系本级政务公开机构")
    return Keeper(actor.person_id, actor.tenant_id)


def _must_be_new(actor: Actor, digest: str, *, now: datetime) -> None:
    if draft := open_draft_of(actor, digest):
        when = timezone.localtime(draft.brought_at)
        raise AlreadyBrought(
            f"这份文件已于{when:%m月%d日 %H:%M}由{draft.brought_by}上传，正在等待核对", draft=draft.pk
        )
    if edition := edition_of(actor, digest):
        same, plan = f"这份文件与《{edition.plan}》{edition}完全相同", edition.plan.ref
        if count := regrouped_count(edition, today=timezone.localdate(now)):
            raise UnitsKnownNow(
                f"{same}，但按现在的名册，其中{count}项所指的单位有变化；可在工作台重新识别单位",
                plan=plan,
            )
        raise NothingNew(f"{same}，没有需要更新的内容", plan=plan)


def open_draft(actor: Actor, draft_id: int, version: int) -> Draft:
    """The draft as the page showed it. Raises NoSuchDraft, DraftClosed, ChangedMeanwhile."""
    draft = draft_for(actor, draft_id)
    if draft.state != Draft.State.OPEN:
        raise DraftClosed(f"该草稿{draft.get_state_display()}，不能再更正；如需调整请重新上传")
    if draft.version != version:
        raise ChangedMeanwhile("这份草稿刚被更正过，页面已不是最新。您填写的内容还在，请核对后再提交一次")
    return draft


def _row(rows: Sequence[DraftRow], key: int) -> DraftRow:
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise NoSuchDraftRow("草稿里没有这一行，可能刚被去掉，请刷新页面", key=key)
    return found


def _rewrite(draft: Draft, rows: Sequence[DraftRow]) -> None:
    """What was sent for review and is corrected after that has to be sent again."""
    problems = problems_left(problems_from_json(draft.problems), rows)
    swap_draft(
        draft,
        rows=rows_as_json(rows),
        problems=problems_as_json(problems),
        title=draft.title,
        year=draft.year,
        amends=draft.amends,
        sent_by=None,
        sent_at=None,
    )


def close_draft(draft: Draft, state: Draft.State) -> None:
    """End a draft; nothing of it is lost. Raises ChangedMeanwhile."""
    swap_draft(draft, state=state)


def swap_draft(draft: Draft, **kept: object) -> None:
    """Write these fields of a draft. Raises ChangedMeanwhile."""
    _swap(draft, kept)


def _swap(draft: Draft, kept: Mapping[str, object]) -> None:
    """Compare and swap: of two who write at once, the slower is told so."""
    here = Draft.objects.filter(pk=draft.pk, version=draft.version)
    if not here.update(version=F("version") + 1, **kept):
        raise ChangedMeanwhile("这份草稿刚被更正过，页面已不是最新。您填写的内容还在，请核对后再提交一次")
    draft.refresh_from_db()
