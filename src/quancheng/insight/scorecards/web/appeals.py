"""Appeals at the desk: a unit files one, the office decides it."""

from collections.abc import Iterator, Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.insight.scorecards import workflow as flow
from quancheng.insight.scorecards.commands import appeals as writing
from quancheng.insight.scorecards.forms import AppealForm, ReasonForm, StepForm, UpholdForm
from quancheng.insight.scorecards.models import Appeal
from quancheng.insight.scorecards.queries import appeals as queries
from quancheng.insight.scorecards.queries.results import frozen_card, own_score, period_of
from quancheng.insight.scorecards.queries.sets import is_office
from quancheng.insight.scorecards.web.desk import HOME
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.ui.answers import kept
from quancheng.ui.cases import Action, Offer, Refused, history_of, standing_of
from quancheng.ui.entered import turn_away, version_of
from quancheng.ui.gate import actor_of

PAGE = 50
APPEALS = "申诉"
TONES = {"filed": "blue", "upheld": "green", "rejected": "grey", "withdrawn": "grey"}
OFFERS: Mapping[str, Offer] = {
    offer.step.code: offer
    for offer in (
        Offer(flow.UPHOLD, UpholdForm, writing.uphold_appeal, "申诉成立，得分已更正，单位已收到通知"),
        Offer(flow.REJECT, ReasonForm, writing.reject_appeal, "维持原分，单位已收到通知"),
        Offer(flow.WITHDRAW, StepForm, writing.withdraw_appeal, "申诉已撤回"),
    )
}


class NoSuchStep(Refusal):
    """An address that names a step that appeals do not have."""

    code = "scorecards.no_such_step"
    status = 404


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """The appeals that the actor may see, those that wait first."""
    actor = actor_of(request)
    page = Paginator(queries.appeals_for(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "lines": [(one, *_state(one)) for one in page.object_list],
        "is_office": is_office(actor), "today": timezone.localdate(), "trail": _trail((APPEALS, "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/appeals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, score_id: int) -> HttpResponse:
    """The unit appeals against one of its points. Raises NoSuchScore."""
    actor = actor_of(request)
    seen = own_score(actor, score_id)
    lines = frozen_card(seen).lines
    form = AppealForm(
        request.POST or None, request.FILES or None, initial={"indicator_id": request.GET.get("indicator")}
    )
    form.offer((x.indicator.pk, f"{x.indicator.code} {x.indicator.name}") for x in lines)
    if request.method == "POST" and form.is_valid():
        brought = form.cleaned_data.pop("file")
        try:
            files = [_checked(brought.name, brought.read())] if brought else []
            filed = writing.file_appeal(
                score_id=score_id, **form.cleaned_data, files=files, actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "申诉已提交，等政务公开机构处理")
            return redirect("scorecards_desk:appeal", filed.pk)
    period = period_of(seen.result)
    back = reverse("scorecards_desk:score", args=[score_id])
    context = {
        "form": form, "title": "提出申诉", "has_files": True,
        "lead": f"{period.says} {seen.unit_name}，申诉截止{seen.result.appeal_until:%Y-%m-%d}",
        "trail": _trail((f"{period.says} {seen.unit_name}", back), ("提出申诉", "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/form.html", context, status=422 if form.errors else 200)


@require_safe
def appeal(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """One appeal: what the unit says, by when it is decided, what was decided. Raises NoSuchAppeal."""
    actor = actor_of(request)
    return _show(request, actor, queries.appeal_for(actor, appeal_id))


@require_POST
def step(request: HttpRequest, appeal_id: int, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchAppeal."""
    actor = actor_of(request)
    offer = OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到申诉页面重新选择", step=code)
    seen = queries.appeal_for(actor, appeal_id)
    form = offer.form(request.POST, auto_id=f"{code}_%s")
    if form.is_valid():
        try:
            offer.command(
                appeal_id=appeal_id, version=version_of(request), **form.cleaned_data, actor=actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, offer.done)
            return redirect("scorecards_desk:appeal", appeal_id)
        seen = queries.appeal_for(actor, appeal_id)
    return _show(request, actor, seen, refused=Refused(code, form))


@require_safe
def file(request: HttpRequest, file_id: int) -> FileResponse:
    """What was handed in with an appeal. Raises NoSuchAppeal."""
    return kept(queries.appeal_file_for(actor_of(request), file_id).file)


def _show(
    request: HttpRequest, actor: Actor, seen: Appeal, *, refused: Refused | None = None
) -> HttpResponse:
    today = timezone.localdate()
    [clock] = worksheets(seen.case, today=today)
    says, tone = _state(seen)
    context = {
        "appeal": seen, "state": says, "tone": tone, "standing": standing_of(clock, ended="处理"),
        "period": period_of(seen.score.result), "files": list(queries.files_of(seen)),
        "page": {
            "main": None, "others": list(_actions(actor, seen, refused)),
            "line": {"version": seen.case.version},
        },
        "history": list(history_of(timeline(seen.case, reader=Circle.STAFF)))[::-1],
        "refused": refused,
        "scored_it": is_office(actor) and actor.person_id in queries.scored_it(seen),
        "trail": _trail((APPEALS, reverse("scorecards_desk:appeals")), (str(seen), "")),
    }  # fmt: skip
    return render(request, "scorecards/desk/appeal.html", context, status=422 if refused else 200)


def _actions(actor: Actor, seen: Appeal, refused: Refused | None) -> Iterator[Action]:
    open_codes = {one.code for one in steps_open_to(seen.case, actor, today=timezone.localdate())}
    if actor.person_id in queries.scored_it(seen):
        open_codes -= {flow.UPHOLD.code, flow.REJECT.code}
    for code, offer in OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code in open_codes or turned is not None:
            href = reverse("scorecards_desk:appeal_step", args=[seen.pk, code])
            form = turned or offer.form(auto_id=f"{code}_%s")
            yield Action(code, offer.says, href, form, offer.is_grave, turned is not None)


def _state(seen: Appeal) -> tuple[str, str]:
    return flow.APPEAL.state_in_words(seen.case.state), TONES[seen.case.state]


def _checked(name: str, data: bytes) -> writing.Brought:
    return writing.Brought(check_upload(data, name=name, accepted=EVIDENCE), data)


def _trail(*rest: tuple[str, str]) -> list[tuple[str, str]]:
    return [(HOME, reverse("scorecards_desk:matrix")), *rest]
