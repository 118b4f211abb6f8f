"""Drafting: what is covered, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.redaction import events
from quancheng.kernel.redaction.grounds import Ground, ground_of
from quancheng.kernel.redaction.looking import Place, places_of, suggested
from quancheng.kernel.redaction.models import SMALLEST, Box, Redaction, Span
from quancheng.kernel.redaction.moving import touch
from quancheng.kernel.redaction.places import ON_THE_PAGE, Rect
from quancheng.kernel.redaction.queries import (
    OPEN,
    count_of_parts,
    pages_of,
    redaction_to_edit,
    subject_for,
    text_in,
)
from quancheng.kernel.redaction.refusals import (
    BadBox,
    BegunAlready,
    NotOpen,
    NotYoursToRedact,
    WordsNotFound,
)

State = Redaction.State
MOST_PARTS = 2000  # [D] of one document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a part is withheld, as it is entered."""

    ground: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxTold:
    """A box as it is drawn or entered: fractions of the page; for a scan the words under it."""

    page: int
    rect: Rect
    words: str = ""


@command
def begin_redaction(*, ref: RecordRef, actor: Actor, now: datetime) -> Redaction:
    """Begin to make the open part of the file of a record.

    Raises NoSuchRedaction, NotRedactable, NotYoursToRedact, BegunAlready, FileRefused,
    TooLargeToMake.
    """
    subject = subject_for(actor, ref)
    if not subject.may_draft or actor.person_id is None:
        raise NotYoursToRedact("您的岗位不能对这份文件作区分处理，请由该文件的承办人办理")
    redaction, is_new = Redaction.objects.get_or_create(
        about=str(ref), original=subject.file, state__in=OPEN,
        defaults={
            "tenant_id": subject.tenant_id, "unit_id": subject.unit_id, "state": State.DRAFT,
            "pages": pages_of(subject.file), "drafted_by_id": actor.person_id, "drafted_at": now,
        },
    )  # fmt: skip
    if not is_new:
        raise BegunAlready(f"这份文件已由{redaction.drafted_by}拟定区分处理，请在那一份上继续，不必另起")
    event = events.RedactionBegun(redaction=redaction.pk, record=ref, original=subject.file.digest)
    record(event, actor=actor, at=now)
    return redaction


@command
def cover_box(*, redaction_id: int, box: BoxTold, reason: Reason, actor: Actor, now: datetime) -> Box:
    """Cover a rectangle of a page.

    Raises NoSuchRedaction, NotYoursToRedact, NotOpen, GroundWanted, BadBox.
    """
    redaction = _to_edit(actor, redaction_id)
    ground = _ground(redaction, reason)
    _must_be_on(redaction, box)
    touch(redaction)
    [made] = _boxes(redaction, [box], ground, reason, now)
    record(_told(redaction, 1, ground, reason), actor=actor, at=now)
    return made


@command
def cover_span(
    *, redaction_id: int, start: int, end: int, reason: Reason, actor: Actor, now: datetime
) -> Span:
    """Cover a stretch of a text.

    Raises NoSuchRedaction, NotYoursToRedact, NotOpen, GroundWanted, BadBox.
    """
    redaction = _to_edit(actor, redaction_id)
    ground = _ground(redaction, reason)
    length = 0 if redaction.is_paged else len(text_in(redaction.original))
    if not 0 <= start < end <= length:
        raise BadBox(f"遮盖的起止位置应在0到{length}之间，且起在止前；请重新选择文字", start=start, end=end)
    touch(redaction)
    [made] = _spans(redaction, [(start, end)], ground, reason, now)
    record(_told(redaction, 1, ground, reason), actor=actor, at=now)
    return made


@command
def cover_words(*, redaction_id: int, words: str, reason: Reason, actor: Actor, now: datetime) -> int:
    """Cover the words wherever they stand in the document; how many places.

    Raises NoSuchRedaction, NotYoursToRedact, NotOpen, GroundWanted, WordsNotFound, BadBox.
    """
    redaction = _to_edit(actor, redaction_id)
    found = places_of(redaction, words)
    if not found:
        raise WordsNotFound(f"文件的文字里没有“{words}”；扫描件没有文字层，请画框遮盖")
    ground = _ground(redaction, reason)
    count = _cover(redaction, found, ground, reason, now)
    record(_told(redaction, count, ground, reason), actor=actor, at=now)
    return count


@command
def cover_suggested(
    *, redaction_id: int, keys: Sequence[str], reason: Reason, actor: Actor, now: datetime
) -> int:
    """Cover those of the numbers found in the document that were chosen; how many places.

    Raises NoSuchRedaction, NotYoursToRedact, NotOpen, GroundWanted, WordsNotFound, BadBox.
    """
    redaction = _to_edit(actor, redaction_id)
    found = [place for place in suggested(redaction) if place.key in set(keys)]
    if not found:
        raise WordsNotFound("没有选中要遮盖的号码，请先勾选")
    ground = _ground(redaction, reason)
    count = _cover(redaction, found, ground, reason, now)
    record(_told(redaction, count, ground, reason), actor=actor, at=now)
    return count


@command
def change_ground(
    *, redaction_id: int, part_id: int, reason: Reason, actor: Actor, now: datetime
) -> Box | Span:
    """A part is withheld for another reason.

    Raises NoSuchRedaction, NotYoursToRedact, NotOpen, GroundWanted, BadBox.
    """
    redaction = _to_edit(actor, redaction_id)
    ground = _ground(redaction, reason)
    part = _part(redaction, part_id)
    touch(redaction)
    before = part.article
    part.ground, part.label, part.article, part.note = (
        ground.code, ground.label, ground.article, reason.note,
    )  # fmt: skip
    part.save(update_fields=["ground", "label", "article", "note"])
    event = events.GroundChanged(
        redaction=redaction.pk, where=_where(part), before=before, article=ground.article
    )
    record(event, actor=actor, at=now)
    return part


@command
def uncover(*, redaction_id: int, part_id: int, actor: Actor, now: datetime) -> None:
    """A part is to be seen after all.

    Raises NoSuchRedaction, NotYoursToRedact, NotOpen, BadBox.
    """
    redaction = _to_edit(actor, redaction_id)
    part = _part(redaction, part_id)
    touch(redaction)
    event = events.PartUncovered(redaction=redaction.pk, where=_where(part), article=part.article)
    part.delete()
    record(event, actor=actor, at=now)


def _to_edit(actor: Actor, redaction_id: int) -> Redaction:
    redaction = redaction_to_edit(actor, redaction_id).redaction
    if redaction.state != State.DRAFT:
        raise NotOpen(f"这份区分处理{redaction.get_state_display()}，现在不能修改；需要修改的，请复核人退回")
    return redaction


def _ground(redaction: Redaction, reason: Reason) -> Ground:
    return ground_of(RecordRef.parse(redaction.about).kind, reason.ground)


def _must_be_on(redaction: Redaction, box: BoxTold) -> None:
    rect = box.rect
    is_on = rect.cut(ON_THE_PAGE) == rect
    is_some = rect.right - rect.left >= SMALLEST and rect.bottom - rect.top >= SMALLEST
    if not 1 <= box.page <= redaction.pages:
        raise BadBox(f"这份文件没有第{box.page}页，共{redaction.pages}页", page=box.page)
    if not (is_on and is_some):
        raise BadBox("遮盖框应在页面之内，宽和高都不能为零；请重新画框，或核对填写的四个数", page=box.page)


def _cover(
    redaction: Redaction, found: Iterable[Place], ground: Ground, reason: Reason, now: datetime
) -> int:
    """Cover what is not covered yet; how many places."""
    bare = [place for place in found if not place.is_covered]
    touch(redaction)
    if redaction.is_paged:
        told = [BoxTold(page=place.page, rect=rect) for place in bare for rect in place.rects]
        _boxes(redaction, [box for box in told if box.rect.area > 0], ground, reason, now)
    else:
        _spans(redaction, [(place.start, place.end) for place in bare], ground, reason, now)
    return len(bare)


def _boxes(
    redaction: Redaction, boxes: Sequence[BoxTold], ground: Ground, reason: Reason, now: datetime
) -> list[Box]:
    _must_not_be_too_many(redaction, len(boxes))
    return Box.objects.bulk_create(
        Box(
            redaction=redaction, page=box.page, left=box.rect.left, top=box.rect.top,
            width=max(box.rect.right - box.rect.left, SMALLEST),
            height=max(box.rect.bottom - box.rect.top, SMALLEST), words=box.words,
            ground=ground.code, label=ground.label, article=ground.article, note=reason.note, added_at=now,
        )
        for box in boxes
    )  # fmt: skip


def _spans(
    redaction: Redaction,
    places: Sequence[tuple[int, int]],
    ground: Ground,
    reason: Reason,
    now: datetime,
) -> list[Span]:
    _must_not_be_too_many(redaction, len(places))
    return Span.objects.bulk_create(
        Span(
            redaction=redaction, start=start, end=end, ground=ground.code, label=ground.label,
            article=ground.article, note=reason.note, added_at=now,
        )
        for start, end in places
    )  # fmt: skip


def _must_not_be_too_many(redaction: Redaction, more: int) -> None:
    if count_of_parts(redaction) + more > MOST_PARTS:
        raise BadBox(f"一份文件最多遮盖{MOST_PARTS}处；遮盖这么多的，请考虑不公开整页或拆分文件")


def _part(redaction: Redaction, part_id: int) -> Box | Span:
    parts = redaction.boxes if redaction.is_paged else redaction.spans
    found: Box | Span | None = parts.filter(pk=part_id).first()
    if found is None:
        raise BadBox("没有找到这一处遮盖，可能刚刚已取消；请刷新页面", part=part_id)
    return found


def _where(part: Box | Span) -> str:
    return f"第{part.page}页" if isinstance(part, Box) else f"第{part.start}—{part.end}字"


def _told(redaction: Redaction, count: int, ground: Ground, reason: Reason) -> events.PartsCovered:
    return events.PartsCovered(redaction=redaction.pk, count=count, article=ground.article, note=reason.note)
