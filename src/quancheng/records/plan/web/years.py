"""The desk's pages of the turn of the year: next year's draft, and rows beside last year's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.plan.commands import years as writing
from quancheng.records.plan.commands.drafts import AlreadyBrought
from quancheng.records.plan.forms.years import EarlierPlanForm, NextYearForm
from quancheng.records.plan.models import Plan, Row
from quancheng.records.plan.queries import years as queries
from quancheng.records.plan.queries.plans import draft_for, own_row
from quancheng.records.plan.queries.taking_up import kept_plan
from quancheng.records.plan.rules.drafting import rows_from_json
from quancheng.records.plan.web.year_page import year_page
from quancheng.ui.entered import turn_away, version_of, version_to_show
from quancheng.ui.gate import actor_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
Trail = list[tuple[str, str]]


@read_or_write
def next_year(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin next year's plan: from a new document, or from the rows of this one."""
    actor = actor_of(request)
    plan = kept_plan(actor, ref)
    form = NextYearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        only_open = form.cleaned_data["rows"] == "open"
        try:
            draft = writing.draft_from_last_year(
                plan_ref=ref, only_open=only_open, actor=actor, now=timezone.now()
            )
        except AlreadyBrought as known:
            messages.info(request, known.sentence)
            return redirect("plan_desk:draft", known.facts["draft"])
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已按底稿生成草稿，时限已顺延；请逐行核对标出的疑点")
            return redirect("plan_desk:draft", draft.pk)
    context = {"plan": plan, "year": plan.year + 1, "form": form, "trail": _trail(plan, "编制下一年度")}
    return render(request, "plan/desk/years_next.html", context, status=422 if form.errors else 200)


@require_safe
def draft_beside(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A draft beside last year's plan: what is new, changed, dropped, before it is confirmed."""
    actor = actor_of(request)
    draft = draft_for(actor, draft_id)
    earlier = queries.earlier_of_draft(draft)
    page = None
    if earlier is not None and draft.year is not None:
        rows = [row.said for row in rows_from_json(draft.rows)]
        today = timezone.localdate()
        page = year_page(queries.compared_with(earlier, rows, year=draft.year, today=today))
    context = {
        "draft": draft,
        "earlier": earlier,
        "page": page,
        "trail": [
            ("工作要点", reverse("plan_desk:plans")),
            ("核对任务分工", reverse("plan_desk:draft", args=[draft.pk])),
            ("与上年比较", ""),
        ],
    }
    return render(request, "plan/desk/years_draft.html", context)


@read_or_write
def beside(request: HttpRequest, ref: str) -> HttpResponse:
    """A plan beside last year's: which row goes on with which."""
    actor, today = actor_of(request), timezone.localdate()
    plan = kept_plan(actor, ref)
    plans = list(queries.plans_before(actor, plan))
    form = EarlierPlanForm(
        request.POST or None, plans=plans, initial={"earlier": plan.follows.ref if plan.follows else ""}
    )
    if request.method == "POST" and form.is_valid():
        earlier = form.cleaned_data["earlier"]
        try:
            writing.follow_plan(
                plan_ref=ref, version=version_of(request), earlier_ref=earlier,
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            turn_away(form, refusal)
        else:
            messages.success(request, "已按文字相近程度对应上年的行，请逐行核对")
            return redirect("plan_desk:beside", ref)
    ties, dropped = queries.ties_of_plan(plan, plan.follows, today=today) if plan.follows else ((), ())
    context = {
        "plan": plan,
        "plans": plans,
        "form": form,
        "version": version_to_show(request, form, plan.version),
        "ties": ties,
        "dropped": dropped,
        "new_count": sum(not tie.earlier for tie in ties),
        "may_take_apart": any(queries.rows_to_take_apart(plan)),
        "trail": _trail(plan, "与上年比较"),
    }
    return render(request, "plan/desk/years_beside.html", context, status=422 if form.errors else 200)


@read_or_write
def tie(request: HttpRequest, ref: str) -> HttpResponse:
    """One row: which rows of last year it goes on with."""
    actor = actor_of(request)
    row = own_row(actor, ref)
    plan = kept_plan(actor, row.plan.ref)
    refused = ""
    if request.method == "POST":
        chosen, seen = (frozenset(request.POST.getlist(name)) for name in ("row", "seen"))
        try:
            writing.tie_row(row_ref=ref, earlier_refs=chosen, seen=seen, actor=actor, now=timezone.now())
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            messages.success(request, f"第{row.no}项与上年的对应已保存")
            return redirect("plan_desk:beside", plan.ref)
    choices, standing = queries.earlier_choices(row, today=timezone.localdate())
    ticked = set(request.POST.getlist("row")) if refused else standing
    context = {
        "row": row,
        "plan": plan,
        "choices": [(each, percent, each.ref in ticked) for each, percent in choices],
        "seen": sorted(standing),
        "refused": refused,
        "trail": _trail_in(plan, row),
    }
    return render(request, "plan/desk/years_tie.html", context, status=422 if refused else 200)


@require_POST
def as_last_year(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the rows apart as last year."""
    try:
        count = writing.take_apart_as_last_year(plan_ref=ref, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"已按上年分项分解{count}行；下达之前可以逐行调整")
    return redirect("plan_desk:beside", ref)


def _trail(plan: Plan, here: str) -> Trail:
    return [
        ("工作要点", reverse("plan_desk:plans")),
        (plan.title, reverse("plan_desk:plan", args=[plan.ref])),
        (here, ""),
    ]


def _trail_in(plan: Plan, row: Row) -> Trail:
    return [
        *_trail(plan, "")[:2],
        ("与上年比较", reverse("plan_desk:beside", args=[plan.ref])),
        (f"第{row.no}项", ""),
    ]
