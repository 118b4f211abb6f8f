"""Bringing a list of public commitments in as a draft, and correcting it until it says what was promised."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.content import Content
from quancheng.kernel.files.keeping import digest_of, keep_file
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.queries import unit_for
from quancheng.records.plan import events
from quancheng.records.plan.commands.drafts import AlreadyBrought, ChangedMeanwhile, NothingNew, keeper_of
from quancheng.records.plan.models import CommitmentDraft
from quancheng.records.plan.queries.commitment_drafts import (
    NoSuchCommitmentRow,
    commitment_draft_for,
    edition_of_file,
    list_of_year,
    register_of_commitments,
    rows_in_force,
    waiting_draft_of_file,
)
from quancheng.records.plan.rules.commitment_cells import (
    FIELD_SAYS,
    CommitmentRow,
    accepted,
    doubts_of,
    doubts_of_numbers,
)
from quancheng.records.plan.rules.commitment_drafts import (
    corrected,
    inherited,
    problems_as_json,
    rows_as_json,
    rows_from_json,
)
from quancheng.records.plan.rules.commitments import redated, understand_commitments

Rows = Sequence[CommitmentRow]


class NoCommitments(Refusal):
    """A file that can be read, but holds no table of commitments."""

    code = "plan.no_commitments"
    status = 422


class CommitmentDraftClosed(Refusal):
    """The draft waits for the second person, has been published, or was put aside."""

    code = "plan.commitment_draft_closed"


@command
def bring_commitments(*, upload: Upload, data: bytes, actor: Actor, now: datetime) -> CommitmentDraft:
    """Take in a file as a draft: keep it, read it, and set down what was understood.

    `upload` is what `check_upload` let through, `data` its bytes.
    Raises NotYourOffice, NothingNew, AlreadyBrought, NoCommitments.
    """
    keeper = keeper_of(actor)
    _must_be_new(actor, digest_of(data))
    reading = understand_commitments(upload.content or Content(()))
    if not reading.rows:
        raise NoCommitments(
            f"“{upload.name}”里没有读出承诺清单：需要一张表，表头至少写明任务、完成时限、责任单位或责任人"
        )
    draft = CommitmentDraft(
        tenant_id=keeper.tenant_id,
        source=keep_file(upload, data, tenant_id=keeper.tenant_id, actor=actor, now=now),
        title=reading.title[:200],
        year=reading.year,
        problems=problems_as_json([*reading.problems, *doubts_of_numbers(reading.rows)]),
        brought_by_id=keeper.person_id,
        brought_at=now,
    )
    rows = inherited(reading.rows, rows_in_force(list_of_year(draft)))
    draft.rows = rows_as_json(rows)
    draft.save(force_insert=True)
    register = register_of_commitments(draft, today=timezone.localdate(now))
    doubts = sum(len(doubts_of(row, register, year=draft.year)) for row in rows)
    told = events.CommitmentsBrought(draft=draft.pk, title=draft.title, rows=len(rows), doubts=doubts)
    record(told, actor=actor, at=now)
    return draft


@command
def correct_commitment(
    *, draft_id: int, version: int, key: int, cells: Mapping[str, Any], actor: Actor, now: datetime
) -> CommitmentDraft:
    """Write some cells of one row anew; `chosen` says which unit of the register is meant.

    Raises NoSuchCommitmentDraft, CommitmentDraftClosed, ChangedMeanwhile, NoSuchCommitmentRow, NoSuchUnit.
    """
    draft = open_commitment_draft(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    row = _row(rows, key)
    if cells.get("chosen") is not None:
        unit_for(actor, cells["chosen"])
    mended = corrected(row, cells)
    _rewrite(draft, [mended if each.key == key else each for each in rows])
    what = (
        f"第{mended.no}项：{'、'.join(FIELD_SAYS[name] for name in FIELD_SAYS if name in mended.corrected)}"
    )
    record(events.CommitmentsCorrected(draft=draft.pk, what=what), actor=actor, at=now)
    return draft


@command
def accept_commitment_doubts(
    *, draft_id: int, version: int, keys: frozenset[int], actor: Actor, now: datetime
) -> CommitmentDraft:
    """Let the doubts of some rows stand after a look at them; what a commitment must have stays open.

    Raises NoSuchCommitmentDraft, CommitmentDraftClosed, ChangedMeanwhile.
    """
    draft = open_commitment_draft(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    register = register_of_commitments(draft, today=timezone.localdate(now))
    _rewrite(draft, [accepted(row, register, year=draft.year) if row.key in keys else row for row in rows])
    looked = "、".join(row.no for row in rows if row.key in keys)
    record(events.CommitmentsCorrected(draft=draft.pk, what=f"核对疑点：第{looked}项"), actor=actor, at=now)
    return draft


@command
def add_commitment(
    *, draft_id: int, version: int, cells: Mapping[str, Any], actor: Actor, now: datetime
) -> CommitmentDraft:
    """Add a commitment that the file lacks, at the end.

    Raises NoSuchCommitmentDraft, CommitmentDraftClosed, ChangedMeanwhile, NoSuchUnit.
    """
    draft = open_commitment_draft(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    if cells.get("chosen") is not None:
        unit_for(actor, cells["chosen"])
    fresh = corrected(CommitmentRow(max((row.key for row in rows), default=0) + 1), cells)
    _rewrite(draft, [*rows, fresh])
    record(events.CommitmentsCorrected(draft=draft.pk, what=f"增加第{fresh.no}项"), actor=actor, at=now)
    return draft


@command
def remove_commitment(
    *, draft_id: int, version: int, key: int, actor: Actor, now: datetime
) -> CommitmentDraft:
    """Take a row out of a draft.

    Raises NoSuchCommitmentDraft, CommitmentDraftClosed, ChangedMeanwhile, NoSuchCommitmentRow.
    """
    draft = open_commitment_draft(actor, draft_id, version)
    rows = rows_from_json(draft.rows)
    gone = _row(rows, key)
    _rewrite(draft, [row for row in rows if row.key != key])
    record(events.CommitmentsCorrected(draft=draft.pk, what=f"去掉第{gone.no}项"), actor=actor, at=now)
    return draft


@command
def describe_commitments(
    *, draft_id: int, version: int, title: str, year: int, actor: Actor, now: datetime
) -> CommitmentDraft:
    """Set the title and the year; days without a year of their own are read anew.

    Raises NoSuchCommitmentDraft, CommitmentDraftClosed, ChangedMeanwhile.
    """
    draft = open_commitment_draft(actor, draft_id, version)
    draft.title, draft.year = title, year
    _rewrite(draft, [redated(row, year=year) for row in rows_from_json(draft.rows)])
    what = f"标题《{title}》，年度{year}"
    record(events.CommitmentsCorrected(draft=draft.pk, what=what), actor=actor, at=now)
    return draft


@command
def discard_commitments(*, draft_id: int, version: int, actor: Actor, now: datetime) -> CommitmentDraft:
    """Put a draft aside. The file and what was entered are kept.

    Raises NoSuchCommitmentDraft, CommitmentDraftClosed, ChangedMeanwhile.
    """
    draft = open_commitment_draft(actor, draft_id, version)
    swap_draft(draft, state=CommitmentDraft.State.DISCARDED)
    record(events.CommitmentsDiscarded(draft=draft.pk), actor=actor, at=now)
    return draft


def open_commitment_draft(actor: Actor, draft_id: int, version: int) -> CommitmentDraft:
    """The draft as the page showed it.

    Raises NoSuchCommitmentDraft, CommitmentDraftClosed, ChangedMeanwhile.
    """
    draft = commitment_draft_for(actor, draft_id)
    if draft.state != CommitmentDraft.State.OPEN:
        raise CommitmentDraftClosed(
            f"该草稿{draft.get_state_display()}，不能再更正；如需更正请先由审核人退回"
        )
    return seen(draft, version)


def seen(draft: CommitmentDraft, version: int) -> CommitmentDraft:
    """Raises ChangedMeanwhile when the page was old."""
    if draft.version != version:
        raise ChangedMeanwhile("这份草稿刚被更正过，页面已不是最新。您填写的内容还在，请核对后再提交一次")
    return draft


def swap_draft(draft: CommitmentDraft, **kept: object) -> None:
    """Write these fields of a draft. Raises ChangedMeanwhile."""
    _swap(draft, kept)


def _swap(draft: CommitmentDraft, kept: Mapping[str, object]) -> None:
    """Compare and swap: of two who write at once, the slower is told so."""
    here = CommitmentDraft.objects.filter(pk=draft.pk, version=draft.version)
    if not here.update(version=F("version") + 1, **kept):
        raise ChangedMeanwhile("这份草稿刚被更正过，页面已不是最新。您填写的内容还在，请核对后再提交一次")
    draft.refresh_from_db()


def _must_be_new(actor: Actor, digest: str) -> None:
    if draft := waiting_draft_of_file(actor, digest):
        when = timezone.localtime(draft.brought_at)
        raise AlreadyBrought(
            f"这份文件已于{when:%m月%d日 %H:%M}由{draft.brought_by}上传，{draft.get_state_display()}",
            draft=draft.pk,
        )
    if edition := edition_of_file(actor, digest):
        raise NothingNew(
            f"这份文件与《{edition.list}》{edition}完全相同，没有需要更新的内容", list=edition.list.ref
        )


def _row(rows: Rows, key: int) -> CommitmentRow:
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise NoSuchCommitmentRow("草稿里没有这一项，可能刚被去掉，请刷新页面", key=key)
    return found


def _rewrite(draft: CommitmentDraft, rows: Rows) -> None:
    """Write the rows, title and year; what the numbers say about the whole is looked at anew."""
    others = [each for each in draft.problems if each["code"] != "doubled"]
    problems = [*others, *problems_as_json(doubts_of_numbers(rows))]
    swap_draft(draft, rows=rows_as_json(rows), problems=problems, title=draft.title, year=draft.year)
