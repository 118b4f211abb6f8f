"""The desk's pages of supervision orders: the list, one order, its steps, its answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import as_docx
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.records.plan.commands import order_answers as answering
from quancheng.records.plan.commands.orders import set_supervision_rule
from quancheng.records.plan.forms.orders import AnswerForm, LookingForOrdersForm, RuleForm
from quancheng.records.plan.models import Order
from quancheng.records.plan.queries import orders as queries
from quancheng.records.plan.queries.order_lines import order_lines
from quancheng.records.plan.queries.papers import order_letter
from quancheng.records.plan.queries.sealing import order_sealed
from quancheng.records.plan.queries.warning import soon_days
from quancheng.records.plan.web.answers import docx_answer, file_answer
from quancheng.records.plan.web.duties import NoSuchStep
from quancheng.records.plan.web.order_page import order_page, order_step_form
from quancheng.records.plan.web.order_steps import ORDER_OFFERS
from quancheng.ui.cases import Refused
from quancheng.ui.entered import version_of
from quancheng.ui.gate import actor_of

PAGE = 50
HOME = ("督办单", "plan_desk:orders")


@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """What was issued to my unit; for the office all that it drafted and issued."""
    actor, today = actor_of(request), timezone.localdate()
    form = LookingForOrdersForm(request.GET, soon=soon_days(actor.tenant_id, on=today))
    wanted = form.wanted()
    page = Paginator(queries.orders_listed(actor, wanted, today=today), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "lines": order_lines(page.object_list, today=today),
        "is_narrowed": bool(wanted.state or wanted.urgency or wanted.word),
        "counts": queries.order_counts(actor, today=today),
        "is_of_office": queries.is_of_office(actor),
    }
    return render(request, "plan/desk/orders.html", context)


@require_safe
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """One order: what is demanded, by when, what the unit answered, what happened, what I may do."""
    actor = actor_of(request)
    return show(request, actor, queries.order_for(actor, order_id))


@require_POST
def step(request: HttpRequest, order_id: int, code: str) -> HttpResponse:
    """Take one step; what is refused is shown in its place. Raises NoSuchStep, NoSuchOrder."""
    actor = actor_of(request)
    offer = ORDER_OFFERS.get(code)
    if offer is None:
        raise NoSuchStep("没有这个步骤，请回到督办单页面重新选择", step=code)
    seen = queries.order_for(actor, order_id)
    form = order_step_form(offer, seen, request.POST)
    if form.is_valid():
        try:
            offer.command(
                order_id=order_id, version=version_of(request), **form.cleaned_data,
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, offer.done)
            return redirect("plan_desk:order", order_id)
    return show(request, actor, queries.order_for(actor, order_id), refused=Refused(code, form))


@require_POST
def answer(request: HttpRequest, order_id: int) -> HttpResponse:
    """Keep the answer as a draft, or send it: the button says which. Raises NoSuchOrder."""
    actor = actor_of(request)
    form = AnswerForm(request.POST, request.FILES, auto_id="answer_%s")
    sends = request.POST.get("act") == "send"
    if form.is_valid():
        act = answering.send_answer if sends else answering.write_answer
        try:
            act(
                order_id=order_id, version=version_of(request), text=form.cleaned_data["text"],
                files=_checked(form), actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已报送答复，等政务公开机构审核" if sends else "答复稿已保存")
            return redirect("plan_desk:order", order_id)
    return show(request, actor, queries.order_for(actor, order_id), refused=Refused("answer", form))


@require_safe
def answer_file(request: HttpRequest, file_id: int) -> FileResponse:
    """The file itself, for whoever may see the answer: to be saved, never shown in the house's own pages."""
    return file_answer(queries.stored_answer_file(actor_of(request), file_id))


@require_POST
def remove_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Take a file out of the draft of an answer. Raises NoSuchAnswerFile."""
    actor = actor_of(request)
    found = queries.answer_file_for(actor, file_id)
    try:
        answering.remove_answer_file(file_id=file_id, actor=actor, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"已移去附件“{found.file.name}”")
    return redirect("plan_desk:order", found.answer.order_id)


@require_safe
def paper(request: HttpRequest, order_id: int) -> HttpResponse:
    """The order as a docx to be printed. Raises NoSuchOrder."""
    seen = queries.order_for(actor_of(request), order_id)
    name = f"{seen.label or '督办单草稿'} {seen.subject}.docx"
    return docx_answer(as_docx(order_letter(seen)), name)


@require_safe
def sealed(request: HttpRequest, order_id: int) -> FileResponse:
    """The order under its seal. Raises NoSuchOrder, NotSealed."""
    return file_answer(order_sealed(actor_of(request), order_id))


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """How my government supervises: the words before the numbers, the days for an answer."""
    actor, today = actor_of(request), timezone.localdate()
    now_so = queries.own_supervising(actor, on=today)
    proposed = {"lettering": now_so.prefix, "answer_days": now_so.answer_days, "from_on": today}
    form = RuleForm(request.POST or None, initial=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            _set_rule(form, actor)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "督办规则已更新")
            return redirect("plan_desk:order_rules")
    context = {"form": form, "now_so": now_so, "past": queries.own_rules(actor), "trail": trail("督办规则")}
    return render(request, "plan/desk/order_rules.html", context, status=422 if form.errors else 200)


def _set_rule(form: RuleForm, actor: Actor) -> None:
    told = form.cleaned_data
    set_supervision_rule(
        prefix=told["lettering"], answer_days=told["answer_days"], from_on=told["from_on"],
        source=told["source"], actor=actor, now=timezone.now(),
    )  # fmt: skip


def show(request: HttpRequest, actor: Actor, seen: Order, *, refused: Refused | None = None) -> HttpResponse:
    """The page of an order, with what was just turned away in its place."""
    page = order_page(actor, seen, today=timezone.localdate(), refused=refused)
    context = {"page": page, "refused": refused, "trail": trail(seen.label or "草稿")}
    return render(request, "plan/desk/order.html", context, status=422 if refused else 200)


def trail(*here: str) -> list[tuple[str, str]]:
    """The way back to the list."""
    return [(HOME[0], reverse(HOME[1])), *((each, "") for each in here)]


def _checked(form: AnswerForm) -> list[answering.Brought]:
    """The files, each looked through before any is kept. Raises FileRefused."""
    found = []
    for brought in form.cleaned_data["attached"]:
        data = brought.read()
        found.append(answering.Brought(check_upload(data, name=brought.name, accepted=EVIDENCE), data))
    return found
