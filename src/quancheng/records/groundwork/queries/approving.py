"""Notices and collections as papers laid before leaders (呈批), in the words in which they go out."""

from collections.abc import Iterator

from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.papers import PaperKind
from quancheng.kernel.approvals.queries import standing_approval
from quancheng.kernel.approvals.wording import writers_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import Block, Grid, Heading, Text, in_chinese, paragraphs_of
from quancheng.kernel.files.letterhead import Column as Width
from quancheng.records.groundwork.events.notices import NOTICE_KIND
from quancheng.records.groundwork.models import Collection, Notice
from quancheng.records.groundwork.queries.fillings import collection_of, columns_of
from quancheng.records.groundwork.queries.notices import files_of, notice_of_sender
from quancheng.records.groundwork.queries.wording import notice_draft
from quancheng.records.groundwork.workflow.notices import HEADS

LAYOUT = (Width("序号", 2, is_number=True), Width("列名", 6), Width("填写要求", 10), Width("合计", 2))


class NoDraft(Refusal):
    """The notice has gone out: there is nothing to approve."""

    code = "groundwork.no_draft"


def notice_drafted(actor: Actor, ref: str) -> Contents:
    """A draft of the actor's own unit. Raises NoSuchNotice, NotOfSender, NoDraft."""
    notice = notice_of_sender(actor, row_number(ref))
    if notice.issued_at is not None:
        raise NoDraft("这份通知已经签发，不需要呈批")
    return notice_contents(notice)


def notice_contents(notice: Notice) -> Contents:
    """The notice in the words in which it will go out, but for its number and day.

    To whom, by when, which columns and which files are part of the words: who signs, signs them too.
    """
    return Contents(notice.title, tuple(_blocks(notice)))


def notice_approval(notice: Notice) -> Approval | None:
    """The approval of a draft in its present words, if it was granted."""
    return standing_approval(RecordRef(NOTICE_KIND, str(notice.pk)), notice_contents(notice))


def _blocks(notice: Notice) -> Iterator[Block]:
    units = notice.recipients.select_related("unit").order_by("unit__tenant_id", "unit__code")
    yield Text(f"主送：{'、'.join(one.unit.name for one in units)}")
    yield from paragraphs_of(notice.text)
    yield Text(f"请于{in_chinese(notice.sign_by)}前签收。")
    if hasattr(notice, "collection"):
        yield from _table(collection_of(notice))
    kept = sorted((one.file.name, one.file.digest) for one in files_of(notice))
    if kept:
        yield Heading("附件")
        yield from (Text(f"{name}（SM3摘要{digest}）") for name, digest in kept)


def _table(collection: Collection) -> Iterator[Block]:
    rows = "可填多行" if collection.is_many else "填一行"
    yield Text(f"请于{in_chinese(collection.due_on)}前报送下表，每个单位{rows}。")
    told = (
        (str(place), one.heading, one.asks, "是" if one.is_summed else "–")
        for place, one in enumerate(columns_of(collection), start=1)
    )
    yield Grid("表样", LAYOUT, tuple(told))


def _notice_now(ref: str) -> Contents | None:
    notice = Notice.objects.filter(pk=row_number(ref), issued_at__isnull=True).first()
    return notice_contents(notice) if notice else None


def _writers(ref: str) -> frozenset[int]:
    notice = Notice.objects.filter(pk=row_number(ref)).first()
    return writers_of(notice_draft(notice.pk), last=notice.drafted_by_id) if notice else frozenset()


PAPER = PaperKind(
    code=NOTICE_KIND, says="通知", signed_by=frozenset(HEADS), drafted=notice_drafted, present=_notice_now,
    writers=_writers,
)  # fmt: skip
