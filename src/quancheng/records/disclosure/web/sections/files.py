"""The files of a reply, item by item: what of each is given, and what stands against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.queries import is_redactable
from quancheng.records.disclosure.events import FILE_KIND
from quancheng.records.disclosure.forms.files import AttachForm, GivesForm, PaperForm, RenameForm
from quancheng.records.disclosure.models import IdentityPaper, Item, OnlineReceipt, ReplyFile, Request
from quancheng.records.disclosure.queries.annexes import files_of, withheld_in_words
from quancheng.records.disclosure.queries.files import must_be_ready, newest_finished, to_give
from quancheng.records.disclosure.queries.papers import papers_of
from quancheng.records.disclosure.queries.receipts import receipt_of
from quancheng.records.disclosure.queries.requests import lacking_of, may_read_applicant
from quancheng.records.disclosure.rules.applicants import Lacks
from quancheng.records.disclosure.rules.files import OF_STATE, Gives, PaperSort
from quancheng.records.disclosure.rules.grounds import Outcome, ground_called
from quancheng.records.disclosure.workflow import ATTACH
from quancheng.ui.cases import Refused

KIND = FILE_KIND
Told = Mapping[str, Any] | None
Brought = MultiValueDict[str, UploadedFile[Any]] | None


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file as the desk shows it."""

    file: ReplyFile
    gives: str
    withheld: str
    may_redact: bool
    lacks: str  # what is still to be done before it can go out
    is_made: bool  # there is something to give
    form: GivesForm
    title: RenameForm
    is_open: bool  # what was refused stands there


@dataclass(frozen=True, slots=True)
class FilesPart:
    """The card of files, and what may be done in it."""

    lines: tuple[FileLine, ...]
    attach: AttachForm
    may_attach: bool
    attach_open: bool
    faults: str
    receipt: OnlineReceipt | None
    kind: str


@dataclass(frozen=True, slots=True)
class PapersPart:
    """The papers by which the applicant shows who they are."""

    papers: tuple[IdentityPaper, ...]
    may_see: bool
    form: PaperForm
    is_open: bool
    lacks_authority: bool  # an agent is named, and no power of attorney is there


def files_part(
    actor: Actor, request: Request, items: Sequence[Item], *, today: date, refused: Refused | None
) -> FilesPart | None:
    """None for whom the reply is none of theirs."""
    if not may_read_applicant(actor, request):
        return None
    may_attach = bool(items) and ATTACH.code in {
        step.code for step in steps_open_to(request.case, actor, today=today)
    }
    turned = refused.form if refused and refused.code == "attach" else None
    attach = turned if isinstance(turned, AttachForm) else attach_form(items)
    return FilesPart(
        lines=tuple(_lines(request, refused)), attach=attach, may_attach=may_attach and bool(_places(items)),
        attach_open=turned is not None, faults=_faults(request, items) if may_attach else "",
        receipt=receipt_of(request), kind=KIND,
    )  # fmt: skip


def attach_form(items: Sequence[Item], data: Told = None, files: Brought = None) -> AttachForm:
    """The form, with the items that may have files; of a partial disclosure the open part is proposed."""
    is_partly = any(_outcome(item) is Outcome.PARTLY for item in items)
    form = AttachForm(
        data,
        files,
        auto_id="attach_%s",
        initial={"gives": Gives.OPEN_PART if is_partly else Gives.WHOLE},
    )
    form.offer(_places(items))
    return form


def papers_part(actor: Actor, request: Request, refused: Refused | None) -> PapersPart:
    turned = refused.form if refused and refused.code == "paper" else None
    form = turned if isinstance(turned, PaperForm) else PaperForm(auto_id="paper_%s")
    found = tuple(papers_of(actor, request))
    may_see = may_read_applicant(actor, request)
    lacks = may_see and Lacks.AUTHORITY in lacking_of(request)
    if lacks and turned is None:
        form.initial["sort"] = PaperSort.AUTHORITY
    return PapersPart(found, may_see, form, turned is not None, lacks)


def received_on(paper: IdentityPaper) -> date:
    return timezone.localdate(paper.came_at)


def _lines(request: Request, refused: Refused | None) -> Iterator[FileLine]:
    files = list(files_of(request))
    finished = newest_finished(files)
    for one in files:
        gives, title = Gives(one.gives), _renaming(one, refused)
        yield FileLine(
            file=one, gives=gives.says, withheld=withheld_in_words(one.withheld),
            may_redact=gives is Gives.OPEN_PART and is_redactable(one.original),
            lacks=_lacks(one, finished.get(one.pk)),
            is_made=to_give(one) is not None,
            form=GivesForm(initial={"gives": gives}, auto_id=f"gives{one.pk}_%s"),
            title=title or RenameForm(initial={"title": one.title}, auto_id=f"title{one.pk}_%s"),
            is_open=title is not None,
        )  # fmt: skip


def _renaming(one: ReplyFile, refused: Refused | None) -> RenameForm | None:
    form = refused.form if refused and refused.code == f"title-{one.pk}" else None
    return form if isinstance(form, RenameForm) else None


def _lacks(one: ReplyFile, newest: Redaction | None) -> str:
    if one.gives != Gives.OPEN_PART:
        return ""
    if not is_redactable(one.original):
        return "这种格式不能区分处理，请另存为 pdf 或 docx 重新添加"
    if newest is None:
        return "还没有完成区分处理"
    return "" if newest.pk == one.redaction_id else "公开件正在更换，请稍候刷新"


def _faults(request: Request, items: Sequence[Item]) -> str:
    """What the reviewer would not be shown yet; empty where nothing is decided."""
    if any(not item.ground for item in items):
        return ""
    try:
        must_be_ready(request, items)
    except Refusal as refusal:
        return refusal.sentence
    return ""


def _places(items: Sequence[Item]) -> list[tuple[int, str]]:
    return [
        (item.place, f"第{item.place}项 {item.wanted[:20]}")
        for item in items
        if OF_STATE not in (item.ground, *item.withheld)
    ]


def _outcome(item: Item) -> Outcome | None:
    return ground_called(item.ground).outcome if item.ground else None
