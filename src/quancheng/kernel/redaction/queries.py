"""Reading redactions, for an actor: whoever may see the record to which the file belongs."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.redaction.made import Made, Repeat
from quancheng.kernel.redaction.making import Part, covers_of, make_pdf, needles_by_page
from quancheng.kernel.redaction.making import repeats_in as repeats_on_pages
from quancheng.kernel.redaction.models import Box, Redaction, Span
from quancheng.kernel.redaction.naming import check_of_name, place_in_name
from quancheng.kernel.redaction.painting import paint
from quancheng.kernel.redaction.paper import SCREEN_DPI, opened, sheets_of
from quancheng.kernel.redaction.places import Rect, Sheet
from quancheng.kernel.redaction.plain import Stretch, make_text, needles_under, text_of
from quancheng.kernel.redaction.plain import repeats_in as repeats_in_text
from quancheng.kernel.redaction.refusals import (
    ChangedMeanwhile,
    NoSuchRedaction,
    NothingCovered,
    NotRedactable,
    NotYoursToRedact,
    SecondPersonNeeded,
)
from quancheng.kernel.redaction.subjects import Subject, subjects_of

PAGED = frozenset({Kind.PDF, Kind.PICTURE})
WORDED = frozenset({Kind.TEXT, Kind.DOCX})
State = Redaction.State
OPEN = (State.DRAFT, State.HANDED_IN)


@dataclass(frozen=True, slots=True)
class Seen:
    """A redaction, with the record to which its file belongs as the actor sees it."""

    redaction: Redaction
    subject: Subject
    actor: Actor

    @property
    def is_mine(self) -> bool:
        return self.redaction.drafted_by_id == self.actor.person_id

    @property
    def may_edit(self) -> bool:
        return self.redaction.state == State.DRAFT and self.is_mine and self.subject.may_draft

    @property
    def may_finish(self) -> bool:
        return self.redaction.state == State.HANDED_IN and not self.is_mine and self.subject.may_finish

    @property
    def may_drop(self) -> bool:
        return self.redaction.state in {State.DRAFT, State.HANDED_IN} and self.subject.may_draft


def subject_for(actor: Actor, ref: RecordRef) -> Subject:
    """The record whose file is to be redacted. Raises NoSuchRedaction, NotRedactable."""
    found = subjects_of(actor, [ref]).get(ref)
    if found is None:
        raise NoSuchRedaction("没有找到这份文件，请从它所属的记录进入")
    if not is_redactable(found.file):
        raise NotRedactable(
            f"“{found.file.name}”这种格式不能区分处理；请另存为 pdf 或 docx，重新上传后再处理",
            name=found.file.name,
        )
    return found


def redaction_for(actor: Actor, redaction_id: int) -> Seen:
    """One redaction. Raises NoSuchRedaction."""
    related = ("original", "product", "drafted_by", "finished_by", "unit", "proof")
    found = Redaction.objects.select_related(*related).filter(pk=redaction_id).first()
    if found is not None:
        ref = RecordRef.parse(found.about)
        subject = subjects_of(actor, [ref]).get(ref)
        if subject is not None:
            return Seen(found, subject, actor)
    raise NoSuchRedaction("没有找到这份区分处理，请从文件所属的记录进入", redaction=redaction_id)


def redaction_to_edit(actor: Actor, redaction_id: int) -> Seen:
    """One that the actor drafts. Raises NoSuchRedaction, NotYoursToRedact."""
    seen = redaction_for(actor, redaction_id)
    if not (seen.is_mine and seen.subject.may_draft):
        raise NotYoursToRedact("只有拟定人可以修改遮盖；请与拟定人联系，或放弃这份草稿后另行拟定")
    return seen


def redaction_to_judge(actor: Actor, redaction_id: int) -> Seen:
    """One that the actor finishes or sends back.

    Raises NoSuchRedaction, SecondPersonNeeded, NotYoursToRedact.
    """
    seen = redaction_for(actor, redaction_id)
    if seen.is_mine:
        raise SecondPersonNeeded("这份区分处理由您拟定，须由另一人逐页核对后完成")
    if not seen.subject.may_finish:
        raise NotYoursToRedact("您的岗位不能复核这份文件的区分处理，请由该文件的复核人办理")
    return seen


def product_for(actor: Actor, redaction_id: int) -> StoredFile:
    """The open part that was made. Raises NoSuchRedaction."""
    product = redaction_for(actor, redaction_id).redaction.product
    if product is None:
        raise NoSuchRedaction("公开件还没有生成，请待复核人完成区分处理", redaction=redaction_id)
    return product


def redactions_about(actor: Actor, refs: Sequence[RecordRef]) -> Mapping[RecordRef, Sequence[Redaction]]:
    """For these records what was drafted and finished, the newest first, nothing dropped. Two queries."""
    seen = subjects_of(actor, refs)
    told = Redaction.objects.filter(about__in=[str(ref) for ref in seen]).exclude(state=State.DROPPED)
    found: dict[RecordRef, list[Redaction]] = {}
    for one in told.select_related("drafted_by", "product", "original"):
        found.setdefault(RecordRef.parse(one.about), []).append(one)
    return found


def redactions_listed(actor: Actor, *, most: int = 200) -> Sequence[Seen]:
    """The newest of the actor's government that they may see. One query, and one for each kind of record."""
    related = ("original", "drafted_by", "finished_by", "unit")
    newest = Redaction.objects.filter(tenant_id=actor.tenant_id or 0).exclude(state=State.DROPPED)
    told = list(newest.select_related(*related)[:most])
    subjects = subjects_of(actor, {RecordRef.parse(one.about) for one in told})
    return [
        Seen(one, subjects[ref], actor) for one in told if (ref := RecordRef.parse(one.about)) in subjects
    ]


def is_redactable(file: StoredFile) -> bool:
    """Whether the open part of a file of this format can be made."""
    return Kind.__members__.get(file.kind.upper()) in PAGED | WORDED


def kind_of(file: StoredFile) -> Kind:
    """The format under which a file was kept."""
    return Kind[file.kind.upper()]


def bytes_of(file: StoredFile) -> bytes:
    with file.data.open("rb") as lying:
        data: bytes = lying.read()
    return data


def sheets_in(file: StoredFile) -> tuple[Sheet, ...]:
    """Every page with its characters. Raises Damaged, Locked, TooMuch, TooLargeToMake."""
    return sheets_of(bytes_of(file), digest=file.digest, kind=kind_of(file), name=file.name)


def text_in(file: StoredFile) -> str:
    """The words of a text. Raises FileRefused."""
    return text_of(bytes_of(file), name=file.name)


def pages_of(file: StoredFile) -> int:
    """How many pages there are to cover; none where words are covered. Raises what reading raises."""
    if kind_of(file) in PAGED:
        return len(sheets_in(file))
    text_in(file)
    return 0


def page_picture(seen: Seen, number: int, *, is_covered: bool) -> bytes:
    """One page as PNG: as it came, or with its boxes as they will be. Raises NoSuchRedaction."""
    redaction = seen.redaction
    if not 1 <= number <= redaction.pages:
        raise NoSuchRedaction(f"这份文件没有第{number}页", page=number)
    file = redaction.original
    sheet = sheets_in(file)[number - 1]
    with opened(bytes_of(file), kind=kind_of(file), name=file.name) as paper:
        picture = paper.picture(number, SCREEN_DPI)
    if is_covered:
        paint(picture, covers_of(sheet, parts_of(redaction)), dpi=SCREEN_DPI)
    kept = io.BytesIO()
    picture.save(kept, "PNG", compress_level=1)
    return kept.getvalue()


def parts_of(redaction: Redaction) -> list[Part]:
    return [as_part(box) for box in redaction.boxes.all()]


def as_part(box: Box) -> Part:
    rect = Rect(box.left, box.top, box.left + box.width, box.top + box.height)
    return Part(box.page, rect, box.label, box.words)


def stretches_of(redaction: Redaction) -> list[Stretch]:
    return [as_stretch(span) for span in redaction.spans.all()]


def as_stretch(span: Span) -> Stretch:
    return Stretch(span.start, span.end, span.article)


def count_of_parts(redaction: Redaction) -> int:
    return redaction.boxes.count() if redaction.is_paged else redaction.spans.count()


def repeats_of(redaction: Redaction) -> tuple[Repeat, ...]:
    """Covered words that stand openly elsewhere in the document."""
    if redaction.is_paged:
        return repeats_on_pages(sheets_in(redaction.original), parts_of(redaction))
    return repeats_in_text(text_in(redaction.original), stretches_of(redaction))


def needles_in(redaction: Redaction) -> tuple[str, ...]:
    """What was sought in the product, read anew from the original: no word is kept."""
    if redaction.is_paged:
        by_page = needles_by_page(sheets_in(redaction.original), parts_of(redaction))
        return tuple(sorted({needle for sought in by_page.values() for needle in sought}))
    return needles_under(text_in(redaction.original), stretches_of(redaction))


def place_told_by(redaction: Redaction, name: str) -> str:
    """Where in a name words stand that this redaction covers; empty where none does. Reads the original."""
    return place_in_name(name, needles=needles_in(redaction), repeats=repeats_of(redaction))


def place_told_of(product: StoredFile, name: str) -> str:
    """The same for an open part of which only the file is at hand; empty for a file that is none."""
    made = Redaction.objects.filter(product=product).select_related("original")
    return next((place for one in made if (place := place_told_by(one, name))), "")


def made_of(seen: Seen, *, seen_version: int) -> Made:
    """Make the open part, and prove it, before anything is written: that takes a while.

    Raises ChangedMeanwhile, NothingCovered, StillThere, NameTells, TooLargeToMake and what reading raises.
    """
    redaction, file = seen.redaction, seen.redaction.original
    if redaction.version != seen_version:
        raise ChangedMeanwhile("这份区分处理在您打开之后有改动，请核对现在的内容后再办理")
    parts, stretches = parts_of(redaction), stretches_of(redaction)
    if not (parts or stretches):
        raise NothingCovered("还没有遮盖任何内容，不需要区分处理；可以全部公开的文件请直接公开")
    data, kind = bytes_of(file), kind_of(file)
    if redaction.is_paged:
        made = make_pdf(data, kind=kind, name=file.name, sheets=sheets_in(file), parts=parts)
    else:
        made = make_text(data, kind=kind, name=file.name, stretches=stretches)
    repeats, goes_out_as = repeats_of(redaction), seen.subject.goes_out_as
    of_name = check_of_name(goes_out_as, needles=made.needles, repeats=repeats)
    return Made(
        redaction_id=redaction.pk, version=redaction.version, data=made.data,
        kind=Kind.PDF if redaction.is_paged else kind, name=made.name, original_digest=digest_of(data),
        parts=len(parts) + len(stretches), goes_out_as=goes_out_as, needles=made.needles, repeats=repeats,
        checks=(*made.checks, *of_name),
    )  # fmt: skip
