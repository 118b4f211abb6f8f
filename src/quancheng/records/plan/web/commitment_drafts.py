"""The desk's pages on which commitments come in: upload, correct, send for review, publish."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import check_upload
from quancheng.records.plan.commands import commitment_drafts as writing
from quancheng.records.plan.commands import commitment_editions as editions
from quancheng.records.plan.commands.drafts import AlreadyBrought, keeper_of
from quancheng.records.plan.forms.commitments import (
    AboutCommitmentsForm,
    AmendForm,
    CommitmentForm,
    CommitmentsFileForm,
    ShortReasonForm,
)
from quancheng.records.plan.models import CommitmentDraft
from quancheng.records.plan.queries import commitment_drafts as queries
from quancheng.records.plan.web.commitment_draft_page import draft_page, review, row_view
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
CELLS = ("no", "section", "task", "content", "day", "unit", "chosen", "others", "person", "office")


@read_or_write
def upload(request: HttpRequest) -> HttpResponse:
    """Bring a file; what was understood is shown next. Raises NotYourOffice."""
    keeper_of(actor_of(request))
    form = CommitmentsFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            data = brought.read()
            safe = check_upload(data, name=brought.name)
            draft = writing.bring_commitments(
                upload=safe, data=data, actor=actor_of(request), now=timezone.now()
            )
        except AlreadyBrought as known:
            messages.info(request, known.sentence)
            return redirect("plan_desk:commitment_draft", known.facts["draft"])
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("plan_desk:commitment_draft", draft.pk)
    context = {"form": form, "trail": _trail("上传承诺清单")}
    return render(request, "plan/desk/commitments_upload.html", context, status=422 if form.errors else 200)


@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The whole draft as understood, with every doubt beside its cell; once sent, the page of its review."""
    seen = queries.commitment_draft_for(actor_of(request), draft_id)
    if seen.state == CommitmentDraft.State.CONFIRMED:
        return redirect("plan_desk:commitments_review", draft_id)
    if seen.state == CommitmentDraft.State.PUBLISHED:
        return redirect("plan_desk:commitments_of", seen.edition.list.ref)
    only_doubtful = request.GET.get("show") == "doubts"
    register = queries.register_of_commitments(seen, today=timezone.localdate())
    page = draft_page(seen, queries.list_of_year(seen), register, only_doubtful=only_doubtful)
    context = {"page": page, "only_doubtful": only_doubtful, "trail": _trail("核对承诺")}
    return render(request, "plan/desk/commitments_draft.html", context)


@read_or_write
def row(request: HttpRequest, draft_id: int, key: int) -> HttpResponse:
    """One commitment: its cells, to be corrected."""
    actor = actor_of(request)
    seen, read = queries.commitment_row_for(actor, draft_id, key)
    register = queries.register_of_commitments(seen, today=timezone.localdate())
    initial = {name: getattr(read, name) for name in CELLS}
    form = CommitmentForm(request.POST or None, initial=initial, register=register)
    if request.method == "POST" and form.is_valid():
        try:
            writing.correct_commitment(
                draft_id=draft_id, version=version_of(request), key=key, cells=form.cleaned_data,
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, f"已更正第{form.cleaned_data['no']}项")
            return redirect(f"{reverse('plan_desk:commitment_draft', args=[draft_id])}#row-{key}")
    context = {
        "form": form,
        "draft": seen,
        "version": version_to_show(request, form, seen.version),
        "view": row_view(read, register, year=seen.year),
        "trail": _trail_in(seen, f"更正第{read.no}项"),
    }
    return render(request, "plan/desk/commitments_row.html", context, status=422 if form.errors else 200)


@read_or_write
def new_row(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A commitment that the file lacks."""
    actor = actor_of(request)
    seen = queries.commitment_draft_for(actor, draft_id)
    register = queries.register_of_commitments(seen, today=timezone.localdate())
    form = CommitmentForm(request.POST or None, register=register)
    if request.method == "POST" and form.is_valid():
        try:
            writing.add_commitment(
                draft_id=draft_id, version=version_of(request), cells=form.cleaned_data,
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, f"已补第{form.cleaned_data['no']}项")
            return redirect("plan_desk:commitment_draft", draft_id)
    context = {
        "form": form, "draft": seen, "version": version_to_show(request, form, seen.version),
        "view": None, "trail": _trail_in(seen, "补一项"),
    }  # fmt: skip
    return render(request, "plan/desk/commitments_row.html", context, status=422 if form.errors else 200)


@read_or_write
def about(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Title and year."""
    actor = actor_of(request)
    seen = queries.commitment_draft_for(actor, draft_id)
    form = AboutCommitmentsForm(request.POST or None, initial={"title": seen.title, "year": seen.year})
    if request.method == "POST" and form.is_valid():
        try:
            writing.describe_commitments(
                draft_id=draft_id, version=version_of(request), **form.cleaned_data,
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            return redirect("plan_desk:commitment_draft", draft_id)
    context = {
        "form": form, "draft": seen, "version": version_to_show(request, form, seen.version),
        "trail": _trail_in(seen, "标题和年度"),
    }  # fmt: skip
    return render(request, "plan/desk/commitments_about.html", context, status=422 if form.errors else 200)


@require_POST
def accept(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Let the doubts of the rows on the page stand."""
    keys = frozenset(int(key) for key in request.POST.getlist("key") if key.isdecimal())
    return _written(
        request,
        draft_id,
        lambda **told: writing.accept_commitment_doubts(keys=keys, **told),
        says="所列疑点已标记为核对过；缺少任务、时限、单位或责任人的须更正",
    )


@require_POST
def remove(request: HttpRequest, draft_id: int, key: int) -> HttpResponse:
    """Take a row out."""
    return _written(
        request, draft_id, lambda **told: writing.remove_commitment(key=key, **told), says="已去掉这一项"
    )


@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Put the draft aside."""
    _written(request, draft_id, writing.discard_commitments, says="草稿已放弃；文件仍保留在系统中")
    return redirect("plan_desk:commitments")


@read_or_write
def look_through(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What publishing will change; here it is sent for review. POST: send it."""
    actor = actor_of(request)
    form = AmendForm(request.POST or None)
    form.fields["reason"].required = False  # the first edition has nothing to explain; the command knows
    if request.method == "POST" and form.is_valid():
        try:
            editions.confirm_commitments(
                draft_id=draft_id, version=version_of(request), **form.cleaned_data,
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("reason" if isinstance(refusal, editions.WhyMissing) else None, refusal.sentence)
        else:
            messages.success(request, "已送审，等政务公开机构的另一位负责人审核公开")
            return redirect("plan_desk:commitments")
    return _review(request, draft_id, amend=form)


@require_POST
def publish(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The second person shows it to the public."""
    try:
        edition = editions.publish_commitments(
            draft_id=draft_id, version=version_of(request), actor=actor_of(request), now=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("plan_desk:commitments_review", draft_id)
    messages.success(request, f"《{edition.list.title}》{edition}已公开，各责任单位已收到通知")
    return redirect("plan_desk:commitments_of", edition.list.ref)


@require_POST
def send_back(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The second person sends it back to be corrected."""
    form = ShortReasonForm(request.POST)
    if form.is_valid():
        try:
            editions.return_commitments(
                draft_id=draft_id, version=version_of(request), **form.cleaned_data,
                actor=actor_of(request), now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "已退回核对")
            return redirect("plan_desk:commitment_draft", draft_id)
    return _review(request, draft_id, back=form)


def _review(
    request: HttpRequest,
    draft_id: int,
    *,
    amend: AmendForm | None = None,
    back: ShortReasonForm | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    seen = queries.commitment_draft_for(actor, draft_id)
    amends = queries.list_of_year(seen)
    today = timezone.localdate()
    register = queries.register_of_commitments(seen, today=today)
    before = [facts for facts, _ in queries.facts_in_force(amends)]
    after = queries.facts_drafted(seen, register)
    wrong = bool((amend and amend.errors) or (back and back.errors))
    context = {
        "page": review(actor, seen, amends, before=before, after=after, register=register, today=today),
        "form": amend or AmendForm(),
        "back": back or ShortReasonForm(),
        "is_waiting": seen.state == CommitmentDraft.State.CONFIRMED,
        "is_open": seen.state == CommitmentDraft.State.OPEN,
        "trail": _trail_in(seen, "送审") if seen.state == CommitmentDraft.State.OPEN else _trail("审核公开"),
    }
    return render(request, "plan/desk/commitments_review.html", context, status=422 if wrong else 200)


def _written(request: HttpRequest, draft_id: int, write: Callable[..., Any], *, says: str) -> HttpResponse:
    try:
        write(draft_id=draft_id, version=version_of(request), actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, says)
    return redirect("plan_desk:commitment_draft", draft_id)


def _trail(here: str) -> list[tuple[str, str]]:
    return [("公开承诺", reverse("plan_desk:commitments")), (here, "")]


def _trail_in(draft: CommitmentDraft, here: str) -> list[tuple[str, str]]:
    return [
        ("公开承诺", reverse("plan_desk:commitments")),
        ("核对承诺", reverse("plan_desk:commitment_draft", args=[draft.pk])),
        (here, ""),
    ]
