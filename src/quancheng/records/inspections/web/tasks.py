"""Tasks to bring materials: the list, the page of one, its steps."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.permission import steps_open_to
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.links.naming import ref_named
from quancheng.records.inspections import workflow as flow
from quancheng.records.inspections.commands import materials as bringing
from quancheng.records.inspections.commands import tasks as writing
from quancheng.records.inspections.forms import (
    AddressForm,
    FileForm,
    LaterForm,
    PassOnForm,
    ReasonForm,
    RecordForm,
    StepForm,
)
from quancheng.records.inspections.models import Task
from quancheng.records.inspections.queries import tasks as queries
from quancheng.records.inspections.queries.gathering import materials_of_task
from quancheng.records.inspections.queries.sheets import is_office
from quancheng.records.inspections.web.desk import HOME
from quancheng.records.inspections.web.lines import TaskLine, task_line, task_lines
from quancheng.ui.cases import Action, Happened, Offer, Refused, SheetLine, history_of, sheet_of, standing_of
from quancheng.ui.entered import turn_away, version_of
from quancheng.ui.gate import actor_of

PAGE = 50
OFFERS: Mapping[str, Offer] = {
    offer.step.code: offer
    for offer in (
        Offer(flow.SIGN, StepForm, writing.sign_task, "已签收，请添加材料", is_main=True),
        Offer(flow.HAND_IN, StepForm, writing.hand_in, "材料已报送，等政务公开机构验收", is_main=True),
        Offer(flow.ACCEPT, StepForm, writing.accept_task, "已验收，材料计入指标", is_main=True),
        Offer(flow.RETURN, ReasonForm, writing.return_task, "已退回单位补充"),
        Offer(flow.LATER, LaterForm, writing.prolong_task, "报送期限已改，单位会收到通知"),
        Offer(flow.PASS_ON, PassOnForm, writing.pass_task_on, "已移交，接收单位会收到通知"),
        Offer(flow.CANCEL, ReasonForm, writing.cancel_task, "任务已取消", is_grave=True),
    )
}


class NoSuchTaskStep(Refusal):
    """An address that names a step that tasks do not have."""

    code = "inspections.no_such_step"
    status = 404


class UnnamedRecord(Refusal):
    """What was entered names no record of this house."""

    code = "inspections.unnamed_record"
    status = 422


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task, finished for its page."""

    task: Task
    line: TaskLine
    standing: str
    sheet: tuple[SheetLine, ...]
    history: tuple[Happened, ...]
    main: Action | None
    others: tuple[Action, ...]
    may_bring: bool


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks of my unit; for the office all of them."""
    actor, today = actor_of(request), timezone.localdate()
    page = Paginator(queries.tasks_listed(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": task_lines(page.object_list, today=today),
        "is_office": is_office(actor),
        "trail": [(HOME, reverse("inspections_desk:inspections")), ("迎检任务", "")],
    }
    return render(request, "inspections/desk/tasks.html", context)


@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """One task: what is asked, by when, what was brought. Raises NoSuchTask."""
    return _show(request, task_id)


@require_POST
def step(request: HttpRequest, task_id: int, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchTaskStep, NoSuchTask."""
    actor = actor_of(request)
    offer = OFFERS.get(code)
    if offer is None:
        raise NoSuchTaskStep("没有这个步骤，请回到任务页面重新选择", step=code)
    queries.task_for(actor, task_id)
    form = _step_form(offer, actor, request.POST)

    def write(form: Form) -> None:
        offer.command(
            task_id=task_id, version=version_of(request), **form.cleaned_data, actor=actor, now=timezone.now()
        )

    return _written(request, task_id, code, form, write, offer.done)


@require_POST
def bring_file(request: HttpRequest, task_id: int) -> HttpResponse:
    """The unit adds a file."""
    actor = actor_of(request)
    queries.task_for(actor, task_id)

    def write(form: Form) -> None:
        brought = form.cleaned_data["file"]
        data = brought.read()
        upload = check_upload(data, name=brought.name, accepted=EVIDENCE)
        bringing.bring_file(
            task_id=task_id, upload=upload, data=data, says=form.cleaned_data["says"], actor=actor,
            now=timezone.now(),
        )  # fmt: skip

    form = FileForm(request.POST, request.FILES, auto_id="file_%s")
    return _written(request, task_id, "file", form, write, "文件已添加")


@require_POST
def bring_address(request: HttpRequest, task_id: int) -> HttpResponse:
    """The unit adds an address."""
    actor = actor_of(request)
    queries.task_for(actor, task_id)

    def write(form: Form) -> None:
        bringing.bring_address(task_id=task_id, **form.cleaned_data, actor=actor, now=timezone.now())

    form = AddressForm(request.POST, auto_id="address_%s")
    return _written(request, task_id, "address", form, write, "网址已添加")


@require_POST
def bring_record(request: HttpRequest, task_id: int) -> HttpResponse:
    """The unit adds a record of the house, named by the address of its page."""
    actor = actor_of(request)
    queries.task_for(actor, task_id)
    hosts = {request.get_host(), urlsplit(settings.PUBLIC_ADDRESS).netloc}

    def write(form: Form) -> None:
        ref = ref_named(form.cleaned_data["named"], hosts=hosts)
        if ref is None:
            raise UnnamedRecord("没有认出这是哪条记录，请复制记录页面的完整网址")
        bringing.bring_record(task_id=task_id, ref=ref, actor=actor, now=timezone.now())

    form = RecordForm(request.POST, auto_id="record_%s")
    return _written(request, task_id, "record", form, write, "系统记录已添加")


def _step_form(offer: Offer, actor: Actor, data: Mapping[str, object] | None = None) -> Form:
    form = offer.form(data, auto_id=f"{offer.step.code}_%s")
    if isinstance(form, PassOnForm):
        form.offer(queries.units_to_ask(actor))
    return form


def _written(
    request: HttpRequest, task_id: int, code: str, form: Form, write: Callable[[Form], None], done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            write(form)
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, done)
            return redirect("inspections_desk:task", task_id)
    return _show(request, task_id, refused=Refused(code, form))


def _show(request: HttpRequest, task_id: int, *, refused: Refused | None = None) -> HttpResponse:
    actor = actor_of(request)
    found = queries.task_for(actor, task_id)
    told: dict[str, Form] = {
        code: form(auto_id=f"{code}_%s")
        for code, form in (("file", FileForm), ("address", AddressForm), ("record", RecordForm))
    }
    if refused:
        told |= {refused.code: refused.form}
    context = {
        "page": _page(actor, found, today=timezone.localdate(), refused=refused),
        "materials": materials_of_task(actor, found.pk),
        "forms": told,
        "refused": refused,
        "is_office": is_office(actor),
        "trail": [
            (HOME, reverse("inspections_desk:inspections")),
            ("迎检任务", reverse("inspections_desk:tasks")),
            (found.indicator.name, ""),
        ],
    }
    return render(request, "inspections/desk/task.html", context, status=422 if refused else 200)


def _page(actor: Actor, found: Task, *, today: date, refused: Refused | None) -> TaskPage:
    [clock] = worksheets(found.case, today=today)
    entries = timeline(found.case, reader=Circle.STAFF)
    actions = tuple(_actions(actor, found, today=today, refused=refused))
    main = next((each for each in actions if OFFERS[each.code].is_main), None)
    return TaskPage(
        task=found,
        line=task_line(found, today=today),
        standing=standing_of(clock, ended="报送"),
        sheet=tuple(sheet_of(clock, entries)),
        history=tuple(history_of(entries))[::-1],
        main=main,
        others=tuple(each for each in actions if each is not main),
        may_bring=found.case.unit_id == actor.unit_id and found.case.state in flow.BRINGING,
    )


def _actions(actor: Actor, found: Task, *, today: date, refused: Refused | None) -> Iterator[Action]:
    open_codes = {one.code for one in steps_open_to(found.case, actor, today=today)}
    for code, offer in OFFERS.items():
        turned = refused.form if refused and refused.code == code else None
        if code in open_codes or turned is not None:
            href = reverse("inspections_desk:step", args=[found.pk, code])
            form = turned or _step_form(offer, actor)
            yield Action(code, offer.says, href, form, offer.is_grave, is_open=turned is not None)
