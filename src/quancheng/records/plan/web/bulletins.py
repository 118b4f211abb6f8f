"""The desk's pages of bulletins: the list, one bulletin, its words, its paper."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.approvals.queries import approvals_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import as_docx, paragraphs_of
from quancheng.records.plan.commands import bulletins as writing
from quancheng.records.plan.forms.orders import BulletinForm
from quancheng.records.plan.forms.showing import DecisionReasonForm
from quancheng.records.plan.models import Bulletin
from quancheng.records.plan.queries import bulletins as queries
from quancheng.records.plan.queries.approving import bulletin_approval
from quancheng.records.plan.queries.board import overseen_plans
from quancheng.records.plan.queries.orders import is_of_office
from quancheng.records.plan.queries.papers import NUMERALS, bulletin_letter
from quancheng.records.plan.queries.plans import BULLETIN_KIND
from quancheng.records.plan.queries.sealing import bulletin_marks, bulletin_sealed
from quancheng.records.plan.rules.bulletin import from_json
from quancheng.records.plan.web.answers import docx_answer, file_answer
from quancheng.records.plan.workflow.order import OF_HEAD
from quancheng.ui.entered import carried_out, turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

PAGE = 50
DONE = {"gather": "已按今天的数据更新；您改写过的部分没有动，请核对其中的数字", "discard": "通报草稿已作废"}


@require_safe
def bulletins(request: HttpRequest) -> HttpResponse:
    """What the office drafted and issued; for a unit what it was told."""
    actor = actor_of(request)
    context = {
        "page": Paginator(queries.bulletins_for(actor), PAGE).get_page(request.GET.get("page")),
        "is_of_office": is_of_office(actor),
        "plans": list(overseen_plans(actor)),
    }
    return render(request, "plan/desk/bulletins.html", context)


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Begin a bulletin with the figures of today."""
    try:
        drafted = writing.draft_bulletin(
            plan_ref=request.POST.get("plan", ""), actor=actor_of(request), now=timezone.now()
        )
    except writing.DraftedAlready as refusal:
        messages.warning(request, refusal.sentence)
        return redirect("plan_desk:bulletin", refusal.facts["bulletin"])
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("plan_desk:bulletins")
    messages.success(request, "已取数并拟出初稿，请逐段核对修改")
    return redirect("plan_desk:bulletin_edit", drafted.pk)


@require_safe
def bulletin(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """One bulletin, as it will be or was issued. Raises NoSuchBulletin."""
    actor = actor_of(request)
    return _show(request, actor, queries.bulletin_for(actor, bulletin_id))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """The words of a draft, part by part. Raises NoSuchBulletin."""
    actor = actor_of(request)
    seen = queries.bulletin_of_office(actor, bulletin_id)
    form = BulletinForm(
        request.POST or None, texts=list(queries.texts_of(seen)), initial={"title": seen.title}
    )
    if request.method == "POST" and form.is_valid():
        try:
            writing.amend_bulletin(
                bulletin_id=bulletin_id, version=version_of(request), title=form.cleaned_data["title"],
                texts=form.texts(), actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "通报草稿已保存")
            return redirect("plan_desk:bulletin", bulletin_id)
    context = {
        "bulletin": seen,
        "figures": from_json(seen.figures),
        "form": form,
        "version": version_to_show(request, form, seen.version),
        "trail": _trail("修改"),
    }
    return render(request, "plan/desk/bulletin_edit.html", context, status=422 if form.errors else 200)


@require_POST
def step(request: HttpRequest, bulletin_id: int, code: str) -> HttpResponse:
    """Take the figures again, issue it, or give it up; what is refused is told on its page."""
    actor, version, now = actor_of(request), version_of(request), timezone.now()
    acts = {
        "gather": writing.gather_again,
        "issue": writing.issue_bulletin,
        "send": writing.send_approved_bulletin,
        "discard": writing.discard_bulletin,
    }
    seen = queries.bulletin_for(actor, bulletin_id)
    try:
        if code not in acts:
            raise queries.NoSuchBulletin("没有这个步骤，请回到通报页面重新选择", step=code)
        done = acts[code](bulletin_id=bulletin_id, version=version, actor=actor, now=now)
    except Refusal as refusal:
        return _show(request, actor, seen, refusal=refusal)
    messages.success(request, DONE.get(code) or f"已签发{done.label}，各责任单位已收到通知")
    return redirect("plan_desk:bulletin", bulletin_id)


@require_POST
def withdraw(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """Declare it void, with the reason; what lacks is told on its page."""
    actor, form = actor_of(request), DecisionReasonForm(request.POST)
    told = {"bulletin_id": bulletin_id, "version": version_of(request), "actor": actor, "now": timezone.now()}
    done = carried_out(form, writing.withdraw_bulletin, **told)
    if done is None:
        return _show(request, actor, queries.bulletin_for(actor, bulletin_id), withdraw=form)
    messages.success(request, f"已撤销{done.label}，收到通报的单位已收到通知")
    return redirect("plan_desk:bulletin", bulletin_id)


@require_safe
def paper(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """The bulletin as a docx to be printed. Raises NoSuchBulletin."""
    seen = queries.bulletin_for(actor_of(request), bulletin_id)
    return docx_answer(as_docx(bulletin_letter(seen)), f"{seen.label or '通报草稿'} {seen.title}.docx")


@require_safe
def sealed(request: HttpRequest, bulletin_id: int) -> FileResponse:
    """The bulletin under its seal. Raises NoSuchBulletin, NotSealed."""
    return file_answer(bulletin_sealed(actor_of(request), bulletin_id))


def _show(
    request: HttpRequest,
    actor: Actor,
    seen: Bulletin,
    *,
    refusal: Refusal | None = None,
    withdraw: DecisionReasonForm | None = None,
) -> HttpResponse:
    said = [each for each in queries.texts_of(seen) if each.text.strip()]
    is_draft = not seen.issued_at and not seen.discarded_at
    of_office = is_of_office(actor) and seen.tenant_id == actor.tenant_id
    ref = RecordRef(BULLETIN_KIND, str(seen.pk))
    context = {
        "bulletin": seen,
        "figures": from_json(seen.figures),
        "parts": [
            (numeral, each, [paragraph.text for paragraph in paragraphs_of(each.text)])
            for numeral, each in zip(NUMERALS, said, strict=False)
        ],
        "refused": refusal.sentence if refusal else "",
        "may_amend": is_draft and of_office,
        "may_issue": is_draft and of_office and bool(actor.roles & OF_HEAD),
        "ref": ref,
        "approvals": list(approvals_of(actor, ref)) if is_draft and of_office else [],
        "is_approved": is_draft and of_office and bulletin_approval(seen) is not None,
        "marks": bulletin_marks(actor, seen, on=timezone.localdate()),
        "may_withdraw": _holds(seen) and of_office and bool(actor.roles & OF_HEAD),
        "withdraw": withdraw or DecisionReasonForm(),
        "drafted_it": seen.drafted_by_id == actor.person_id,
        "trail": _trail(seen.label or "草稿"),
    }
    status = refusal.status if refusal else 422 if withdraw else 200
    return render(request, "plan/desk/bulletin.html", context, status=status)


def _holds(bulletin: Bulletin) -> bool:
    return bulletin.issued_at is not None and bulletin.withdrawn_at is None


def _trail(here: str) -> list[tuple[str, str]]:
    return [("通报", reverse("plan_desk:bulletins")), (here, "")]
