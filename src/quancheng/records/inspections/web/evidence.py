"""One indicator: what is asked, what the house proposes, what was taken, who was asked."""

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.records.inspections.commands import materials as writing
from quancheng.records.inspections.commands import tasks as asking
from quancheng.records.inspections.forms import AddressForm, FileForm, RatingForm, TaskForm
from quancheng.records.inspections.models import Indicator
from quancheng.records.inspections.queries import gathering as queries
from quancheng.records.inspections.queries.tasks import tasks_of, units_to_ask
from quancheng.records.inspections.rules.points import in_figures
from quancheng.records.inspections.web.desk import HOME
from quancheng.records.inspections.web.lines import task_lines
from quancheng.ui.answers import kept
from quancheng.ui.cases import Refused
from quancheng.ui.entered import turn_away, version_of
from quancheng.ui.gate import actor_of

FORMS: dict[str, type[Form]] = {
    "file": FileForm,
    "address": AddressForm,
    "rate": RatingForm,
    "task": TaskForm,
}


class NoSuchReference(Refusal):
    """What was sent names no record."""

    code = "inspections.no_such_reference"
    status = 422


@require_safe
def indicator(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """One indicator with everything about it. Raises NoSuchIndicator."""
    return _show(request, indicator_id)


@require_POST
def take(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """A proposed record is taken."""
    writing.take_record(
        indicator_id=indicator_id, ref=_ref(request), actor=actor_of(request), now=timezone.now()
    )
    messages.success(request, "已采用为佐证材料")
    return redirect("inspections_desk:indicator", indicator_id)


@require_POST
def aside(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """A proposed record is refused."""
    writing.set_aside(
        indicator_id=indicator_id, ref=_ref(request), actor=actor_of(request), now=timezone.now()
    )
    messages.success(request, "不再推荐这条记录")
    return redirect("inspections_desk:indicator", indicator_id)


@require_POST
def add_file(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """The office adds a file."""

    def write(form: Form, actor: Actor) -> None:
        brought = form.cleaned_data["file"]
        data = brought.read()
        upload = check_upload(data, name=brought.name, accepted=EVIDENCE)
        writing.upload_material(
            indicator_id=indicator_id, upload=upload, data=data, says=form.cleaned_data["says"], actor=actor,
            now=timezone.now(),
        )  # fmt: skip

    return _written(request, indicator_id, "file", write, "文件已添加")


@require_POST
def add_address(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """The office adds an address."""

    def write(form: Form, actor: Actor) -> None:
        writing.add_address(indicator_id=indicator_id, **form.cleaned_data, actor=actor, now=timezone.now())

    return _written(request, indicator_id, "address", write, "网址已添加")


@require_POST
def rate(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """How many points are expected, and why."""

    def write(form: Form, actor: Actor) -> None:
        writing.rate_indicator(
            indicator_id=indicator_id, version=version_of(request), **form.cleaned_data, actor=actor,
            now=timezone.now(),
        )  # fmt: skip

    return _written(request, indicator_id, "rate", write, "自评已保存")


@require_POST
def lay_task(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """A unit is asked for what lacks."""

    def write(form: Form, actor: Actor) -> None:
        asking.lay_task(indicator_id=indicator_id, **form.cleaned_data, actor=actor, now=timezone.now())

    return _written(request, indicator_id, "task", write, "任务已下达，单位会收到通知")


@require_safe
def download(request: HttpRequest, material_id: int) -> FileResponse:
    """The file of one piece: to be saved, never shown in the house's own pages. Raises NoSuchMaterial."""
    return kept(queries.file_for(actor_of(request), material_id))


@require_POST
def withdraw(request: HttpRequest, material_id: int) -> HttpResponse:
    """A piece is taken back."""
    gone = writing.withdraw_material(material_id=material_id, actor=actor_of(request), now=timezone.now())
    messages.success(request, "已撤回这件材料")
    if gone.task_id:
        return redirect("inspections_desk:task", gone.task_id)
    return redirect("inspections_desk:indicator", gone.indicator_id)


def _written(
    request: HttpRequest, indicator_id: int, code: str, write: Callable[[Form, Actor], None], done: str
) -> HttpResponse:
    actor = actor_of(request)
    found = queries.indicator_for(actor, indicator_id)
    form = _form(code, found, actor, request)
    if form.is_valid():
        try:
            write(form, actor)
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, done)
            return redirect("inspections_desk:indicator", indicator_id)
    return _show(request, indicator_id, refused=Refused(code, form))


def _show(request: HttpRequest, indicator_id: int, *, refused: Refused | None = None) -> HttpResponse:
    actor = actor_of(request)
    found = queries.indicator_for(actor, indicator_id)
    tasks = tasks_of(actor, [found]).get(found.pk, [])
    above = reverse("inspections_desk:inspection", args=[found.inspection_id])
    context = {
        "indicator": found,
        "points": in_figures(found.points),
        "expected": in_figures(found.expected),
        "proposed": () if found.dropped_at else queries.proposed_for(actor, found),
        "materials": queries.materials_of(actor, [found]).get(found.pk, []),
        "tasks": task_lines(tasks, today=timezone.localdate()),
        "forms": dict(_forms(found, actor, refused)),
        "refused": refused,
        "trail": [
            (HOME, reverse("inspections_desk:inspections")),
            (found.inspection.title, above),
            (found.name, ""),
        ],
    }
    return render(request, "inspections/desk/indicator.html", context, status=422 if refused else 200)


def _forms(found: Indicator, actor: Actor, refused: Refused | None) -> Iterator[tuple[str, Form]]:
    for code in FORMS:
        yield code, refused.form if refused and refused.code == code else _form(code, found, actor)


def _form(code: str, found: Indicator, actor: Actor, request: HttpRequest | None = None) -> Form:
    first = {
        "points": in_figures(found.points if found.expected is None else found.expected),
        "why": found.expected_why,
        "demand": found.materials_asked or found.asks,
        "until": found.due_on or found.inspection.hand_in_on,
    }
    data, files = (request.POST, request.FILES) if request else (None, None)
    form = FORMS[code](data, files, initial=first, auto_id=f"{code}_%s")
    if isinstance(form, TaskForm):
        form.offer(units_to_ask(actor))
    return form


def _ref(request: HttpRequest) -> RecordRef:
    try:
        return RecordRef.parse(request.POST.get("ref", ""))
    except ValueError:
        raise NoSuchReference("没有选择记录，请在推荐列表中重新选择") from None
