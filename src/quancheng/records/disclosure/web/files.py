"""What an official does with files: those of a reply, and the papers of who asks."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import check_upload
from quancheng.records.disclosure.commands import files as commands
from quancheng.records.disclosure.commands.papers import add_paper, read_paper
from quancheng.records.disclosure.forms.files import AttachForm, GivesForm, PaperForm, RenameForm
from quancheng.records.disclosure.queries.replies import items_of
from quancheng.records.disclosure.queries.requests import request_for
from quancheng.records.disclosure.rules.files import FILE_KINDS
from quancheng.records.disclosure.web.desk import show
from quancheng.records.disclosure.web.sections.files import attach_form
from quancheng.ui.answers import kept, saved
from quancheng.ui.cases import Refused
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure


@require_POST
def attach(request: HttpRequest, number: str) -> HttpResponse:
    """Bring a file for an item; what the gate turns away is told in its place."""
    seen = request_for(actor_of(request), number)
    form = attach_form(list(items_of(seen)), request.POST, request.FILES)
    return _done(request, number, "attach", form, _attached, "附件已添加")


@require_POST
def give(request: HttpRequest, number: str, file_id: int) -> HttpResponse:
    """Say what of a file the applicant gets."""
    form = GivesForm(request.POST, auto_id=f"gives{file_id}_%s")

    def write(request: HttpRequest, number: str, form: Form) -> object:
        return commands.give_otherwise(
            number=number, version=version_of(request), file_id=file_id, gives=form.cleaned_data["gives"],
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    return _done(request, number, f"file-{file_id}", form, write, "已改变提供方式")


@require_POST
def rename(request: HttpRequest, number: str, file_id: int) -> HttpResponse:
    """The applicant reads another title."""
    form = RenameForm(request.POST, auto_id=f"title{file_id}_%s")

    def write(request: HttpRequest, number: str, form: Form) -> object:
        return commands.rename_file(
            number=number, version=version_of(request), file_id=file_id, title=form.cleaned_data["title"],
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    return _done(request, number, f"title-{file_id}", form, write, "附件已改名")


@require_POST
def remove(request: HttpRequest, number: str, file_id: int) -> HttpResponse:
    """Take a file away from the reply."""

    def write(request: HttpRequest, number: str, form: Form) -> object:
        return commands.remove_file(
            number=number, version=version_of(request), file_id=file_id, actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip

    return _done(request, number, f"file-{file_id}", Form(request.POST), write, "附件已移除")


@only_when_sure
@require_safe
@never_cache
def original(request: HttpRequest, number: str, file_id: int) -> FileResponse:
    """The file as it came, for the agency alone; it is written down. Raises NoSuchFile."""
    return kept(
        commands.read_original(number=number, file_id=file_id, actor=actor_of(request), now=timezone.now())
    )


@only_when_sure
@require_safe
@never_cache
def given(request: HttpRequest, number: str, file_id: int) -> FileResponse:
    """What the applicant gets; it is written down. Raises NoSuchFile."""
    return kept(
        commands.read_given(number=number, file_id=file_id, actor=actor_of(request), now=timezone.now())
    )


@require_POST
def bring_paper(request: HttpRequest, number: str) -> HttpResponse:
    """Add a paper that came later."""
    form = PaperForm(request.POST, request.FILES, auto_id="paper_%s")

    def write(request: HttpRequest, number: str, form: Form) -> object:
        return add_paper(
            number=number,
            brought=form.cleaned_data["paper"],
            sort=form.cleaned_data["sort"],
            actor=actor_of(request),
            now=timezone.now(),
        )

    return _done(request, number, "paper", form, write, "文件已加密保存")


@only_when_sure
@require_safe
@never_cache
def paper(request: HttpRequest, number: str, paper_id: UUID) -> HttpResponse:
    """A paper in clear, to be saved; that it was read is written down. Raises NoSuchPaper."""
    found = read_paper(number=number, paper_id=paper_id, actor=actor_of(request), now=timezone.now())
    return saved(found.data, "application/octet-stream", found.name)


def _attached(request: HttpRequest, number: str, form: Form) -> object:
    assert isinstance(form, AttachForm)
    told = form.cleaned_data
    data = told["file"].read()
    upload = check_upload(data, name=told["file"].name, accepted=FILE_KINDS)
    return commands.attach_file(
        number=number, version=version_of(request), place=told["place"], title=told["title"],
        gives=told["gives"], upload=upload, data=data, actor=actor_of(request), now=timezone.now(),
    )  # fmt: skip


def _done(
    request: HttpRequest, number: str, code: str, form: Form,
    write: Callable[[HttpRequest, str, Form], object], said: str,
) -> HttpResponse:  # fmt: skip
    """Write what is in order and go back to the page; what is refused is shown there."""
    if form.is_valid():
        try:
            write(request, number, form)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, said)
            return redirect("disclosure_desk:request", number)
    actor = actor_of(request)
    return show(request, actor, request_for(actor, number), refused=Refused(code, form))
