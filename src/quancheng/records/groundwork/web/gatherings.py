"""The desk's pages of meetings and trainings: the list, the form, one page and its steps, its papers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import DOCX_TYPE
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.records.groundwork.commands import gatherings as commands
from quancheng.records.groundwork.forms.gatherings import (
    AGENDA,
    DECISIONS,
    AttendanceForm,
    CheckInForm,
    GatheringForm,
    LookingForm,
    MaterialForm,
    SheetForm,
    choices_of,
)
from quancheng.records.groundwork.models import Gathering
from quancheng.records.groundwork.queries import councils, minutes
from quancheng.records.groundwork.queries import gatherings as queries
from quancheng.records.groundwork.rules.gatherings import AgendaLine, DecisionLine, Told
from quancheng.records.groundwork.web.gathering_lines import line_of
from quancheng.records.groundwork.web.gathering_page import gathering_page, step_form
from quancheng.records.groundwork.web.gathering_steps import OFFERS
from quancheng.ui.answers import kept, saved
from quancheng.ui.cases import Offer, Refused
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

PAGE = 50
HOME = ("会议与培训", "groundwork_desk:gatherings")


class NoSuchStep(Refusal):
    """An address that names a step that these records do not have."""

    code = "groundwork.no_such_step"
    status = 404


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Ours, or for the office those of all units: what is to come first, then the newest."""
    actor, now = actor_of(request), timezone.now()
    form = LookingForm(request.GET)
    wanted = form.wanted()
    page = Paginator(queries.gatherings_listed(actor, wanted), PAGE).get_page(request.GET.get("page"))
    came = queries.came_of_each(page.object_list)
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "lines": [line_of(one, came.get(one.pk, 0), now=now) for one in page.object_list],
        "is_office": queries.is_office(actor),
        "is_narrowed": bool(wanted.kind or wanted.state or wanted.year or wanted.word or wanted.unit_id),
        "open_decisions": councils.open_decisions(actor, is_whole=False).count(),
    }
    return render(request, "groundwork/desk/gatherings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write one down, before it is held or afterwards."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Change one while it is planned. Raises NoSuchGathering, NotYourGathering."""
    actor = actor_of(request)
    one = queries.gathering_for(actor, gathering_id)
    commands.must_work_on(actor, one)
    return _edit(request, one)


@require_safe
def gathering(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """One of them: agenda, decisions, who came, papers. Raises NoSuchGathering."""
    return show(request, queries.gathering_for(actor_of(request), gathering_id))


@require_POST
def step(request: HttpRequest, gathering_id: int, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchGathering."""
    actor, offer = actor_of(request), OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到会议或培训的页面重新选择", step=code)
    one = queries.gathering_for(actor, gathering_id)
    form: Any = step_form(offer, one, request.POST)
    if form.is_valid():
        try:
            _take(offer, form, request, actor, gathering_id)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, offer.done)
            return redirect("groundwork_desk:gathering", gathering_id)
    return show(request, queries.gathering_for(actor, gathering_id), refused=Refused(code, form))


@require_POST
def material(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Bring a file; what the gate turns away is told in its place. Raises NoSuchGathering."""
    actor = actor_of(request)
    form = MaterialForm(request.POST, request.FILES, auto_id="material_%s")
    if form.is_valid():
        brought = form.cleaned_data["file"]
        data = brought.read()
        try:
            safe = check_upload(data, name=brought.name, accepted=EVIDENCE)
            commands.bring_material(
                gathering_id=gathering_id, upload=safe, data=data, is_minutes=form.cleaned_data["is_minutes"],
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, "材料已上传")
            return redirect("groundwork_desk:gathering", gathering_id)
    return show(request, queries.gathering_for(actor, gathering_id), forms={"material_form": form})


@require_safe
def download(request: HttpRequest, material_id: int) -> FileResponse:
    """A file of a meeting, to be saved. Raises NoSuchMaterial."""
    return kept(queries.material_for(actor_of(request), material_id).file)


@require_safe
def minutes_as_docx(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """The minutes on the unit's letterhead. Raises NoSuchGathering, NoMinutes."""
    letter = minutes.minutes_of(actor_of(request), gathering_id)
    return saved(letter.data, DOCX_TYPE, letter.name)


def show(
    request: HttpRequest,
    one: Gathering,
    *,
    refused: Refused | None = None,
    forms: dict[str, Form] | None = None,
    wrong: tuple[str, ...] = (),
) -> HttpResponse:
    """The page of one, with what was just turned away in its place."""
    page = gathering_page(actor_of(request), one, now=timezone.now(), refused=refused)
    until = timezone.localtime(one.ends_at)
    context: dict[str, Any] = {
        "page": page,
        "refused": refused,
        "wrong": wrong,
        "material_form": MaterialForm(auto_id="material_%s"),
        "attendance_form": AttendanceForm(auto_id="attendance_%s"),
        "sheet_form": SheetForm(auto_id="sheet_%s"),
        "check_in_form": CheckInForm(auto_id="check_in_%s", initial={"until": until}),
        "trail": [(HOME[0], reverse(HOME[1])), (one.title, "")],
        **(forms or {}),
    }
    status = 422 if refused or forms else 200
    return render(request, "groundwork/desk/gathering.html", context, status=status)


def _take(offer: Offer, form: Any, request: HttpRequest, actor: Actor, gathering_id: int) -> None:
    offer.command(
        gathering_id=gathering_id, version=version_of(request), **form.facts(), actor=actor,
        now=timezone.now(),
    )  # fmt: skip


def _edit(request: HttpRequest, one: Gathering | None) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    form, agenda, decisions = _forms(request, actor, one)
    form.offer(councils.led_by(actor, on=today))
    adds = {"add_agenda", "add_decision"} & set(request.POST)
    is_sound = all([form.is_valid(), agenda.is_valid(), decisions.is_valid()])
    if request.method == "POST" and not adds and is_sound:
        told = form.told(_agenda(agenda), _decisions(decisions))
        try:
            saved = _save(request, actor, one, told)
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "已保存" if one else "已登记")
            return redirect("groundwork_desk:gathering", saved.pk)
    context = {
        "form": form,
        "agenda": agenda,
        "decisions": decisions,
        "one": one,
        "adds": adds,
        "version": version_to_show(request, form, one.case.version) if one else 0,
        "trail": [(HOME[0], reverse(HOME[1])), ("修改" if one else "登记", "")],
    }
    wrong = request.method == "POST" and not adds
    return render(request, "groundwork/desk/gathering_form.html", context, status=422 if wrong else 200)


def _save(request: HttpRequest, actor: Actor, one: Gathering | None, told: Told) -> Gathering:
    if one is None:
        return commands.plan_gathering(told=told, actor=actor, now=timezone.now())
    return commands.amend_gathering(
        gathering_id=one.pk, version=version_of(request), told=told, actor=actor, now=timezone.now()
    )


def _forms(request: HttpRequest, actor: Actor, one: Gathering | None) -> tuple[GatheringForm, Any, Any]:
    """The form and its lines: as sent, with one line more where one was asked for; else as they stand."""
    units = choices_of(queries.units_that_may_owe(actor))
    if request.method == "POST":
        sent = request.POST.copy()
        for button, prefix in (("add_agenda", "agenda"), ("add_decision", "decisions")):
            count = sent.get(f"{prefix}-TOTAL_FORMS", "1")
            more = int(count) + 1 if button in sent and count.isdecimal() else count
            sent[f"{prefix}-TOTAL_FORMS"] = str(more)
        return (
            GatheringForm(sent),
            AGENDA(sent, prefix="agenda"),
            DECISIONS(sent, prefix="decisions", form_kwargs={"units": units}),
        )
    told = queries.told_of(one) if one else None
    return (
        GatheringForm(initial=_initial(told) if told else {"kind": request.GET.get("kind", "meeting")}),
        AGENDA(prefix="agenda", initial=[_as_dict(each) for each in told.agenda] if told else []),
        DECISIONS(
            prefix="decisions", form_kwargs={"units": units},
            initial=[_as_dict(each) for each in told.decisions] if told else [],
        ),
    )  # fmt: skip


def _initial(told: Told) -> dict[str, object]:
    begins, ends = timezone.localtime(told.starts_at), timezone.localtime(told.ends_at)
    until = ends.date() if ends.date() != begins.date() else None
    span = {"on": begins.date(), "begins": begins.time(), "ends": ends.time(), "until": until}
    return {**_as_dict(told), "kind": told.kind.value, **span}


def _as_dict(told: Told | AgendaLine | DecisionLine) -> dict[str, object]:
    return {name: getattr(told, name) for name in told.__slots__}


def _agenda(lines: Any) -> list[AgendaLine]:
    return [AgendaLine(each["title"], each["reporter"]) for each in lines.filled()]


def _decisions(lines: Any) -> list[DecisionLine]:
    return [DecisionLine(e["what"], e["unit_id"], e["due_on"], e["who"]) for e in lines.filled()]
