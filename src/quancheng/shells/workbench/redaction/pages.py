"""The pages of redactions: the list, what stands for one record, one draft with its pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.redaction import queries
from quancheng.kernel.redaction.commands.drafting import begin_redaction
from quancheng.shells.workbench.redaction.view import TONES, of_record_trail, show
from quancheng.ui.gate import actor_of


@require_safe
def redactions(request: HttpRequest) -> HttpResponse:
    """What is drafted, waits and was finished, as far as I may see it."""
    listed = queries.redactions_listed(actor_of(request))
    lines = [(seen, TONES[seen.redaction.state]) for seen in listed]
    return render(request, "workbench/desk/redaction/list.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
def of_record(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """What there is for the file of a record; a new draft is begun here. Raises NoSuchRedaction."""
    actor, about = actor_of(request), RecordRef(kind, ref)
    subject = queries.subject_for(actor, about)
    if request.method == "POST":
        queries.pages_of(subject.file)  # read before anything is written: nobody waits for a long file
        begun = begin_redaction(ref=about, actor=actor, now=timezone.now())
        messages.success(request, "已开始区分处理：请在页面上画框，或按词语遮盖")
        return redirect("workbench:redaction", begun.pk)
    found = queries.redactions_about(actor, [about]).get(about, ())
    context = {
        "subject": subject,
        "ref": about,
        "lines": [(one, TONES[one.state]) for one in found],
        "is_open": any(one.state in queries.OPEN for one in found),
        "trail": of_record_trail(subject),
    }
    return render(request, "workbench/desk/redaction/of_record.html", context)


@require_safe
def redaction(request: HttpRequest, redaction_id: int) -> HttpResponse:
    """One redaction, page by page. Raises NoSuchRedaction."""
    return show(request, redaction_id)
