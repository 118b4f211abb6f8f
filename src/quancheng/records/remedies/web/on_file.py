"""The files of a proceeding: put to it, handed out again."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.records.remedies.commands.papers import add_paper
from quancheng.records.remedies.forms.proceedings import PaperForm
from quancheng.records.remedies.queries.on_file import paper_for
from quancheng.records.remedies.queries.proceedings import proceeding_for
from quancheng.records.remedies.web.desk import show
from quancheng.ui.answers import kept
from quancheng.ui.cases import Refused
from quancheng.ui.gate import actor_of


@require_POST
def bring(request: HttpRequest, proceeding_id: int) -> HttpResponse:
    """Put a file to a proceeding. Raises NoSuchProceeding."""
    actor = actor_of(request)
    seen = proceeding_for(actor, proceeding_id)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _bring(form, proceeding_id, actor)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已添加材料")
            return redirect("remedies_desk:proceeding", proceeding_id)
    return show(request, actor, seen, refused=Refused("papers", form))


@require_safe
def on_file(request: HttpRequest, proceeding_id: int, paper_id: int) -> FileResponse:
    """One of them. Raises NoSuchProceeding, NoSuchPaper."""
    return kept(paper_for(actor_of(request), proceeding_id, paper_id).file)


def _bring(form: PaperForm, proceeding_id: int, actor: Actor) -> None:
    brought = form.cleaned_data["file"]
    data = brought.read()
    upload = check_upload(data, name=brought.name, accepted=EVIDENCE)
    says, now = form.cleaned_data["says"], timezone.now()
    add_paper(proceeding_id=proceeding_id, says=says, upload=upload, data=data, actor=actor, now=now)
