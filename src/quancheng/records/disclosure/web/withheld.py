"""The desk's pages of past refusals that are looked at again (不予公开定期评估)."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.commands import withheld as commands
from quancheng.records.disclosure.forms.own_records import LookAgainForm
from quancheng.records.disclosure.queries import withheld as queries
from quancheng.records.disclosure.queries.replies import item_grounds
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.rules.made_open import ASSESSORS, DECIDERS
from quancheng.records.disclosure.web.desk import HOME, PAGE
from quancheng.ui.gate import actor_of

WITHHELD = "不予公开定期评估"


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Past refusals, those that were looked at longest ago first."""
    actor, today = actor_of(request), timezone.localdate()
    page = Paginator(queries.refusals_listed(actor), PAGE).get_page(request.GET.get("page"))
    found = queries.as_refused(list(page.object_list), today=today)
    lines = [
        {
            "refused": one, "is_due": one.is_due(today),
            "is_ours": one.item.request.case.unit_id == actor.unit_id,
            "grounds": "、".join(dict.fromkeys(ground.law for ground in item_grounds(one.item))),
        }
        for one in found
    ]  # fmt: skip
    context = {
        "page": page, "lines": lines, "is_office": is_office(actor),
        "due": sum(1 for line in lines if line["is_due"]),
        "trail": [(HOME, reverse("disclosure_desk:requests")), (WITHHELD, "")],
    }  # fmt: skip
    return render(request, "disclosure/desk/withheld.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: HttpRequest, item_id: int) -> HttpResponse:
    """One refusal: its grounds, every look at it; the handler says whether it still stands."""
    actor = actor_of(request)
    item = queries.refusal_for(actor, item_id)
    form, status = LookAgainForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                commands.look_again(item_id=item_id, **form.cleaned_data, actor=actor, now=timezone.now())
            except Refusal as refusal:
                form.add_error(None, refusal.sentence)
                status = refusal.status
            else:
                messages.success(request, "评估意见已提交审定")
                return redirect("disclosure_desk:refusal", item_id)
    [told] = queries.as_refused([item], today=timezone.localdate())
    waiting = told.open_look
    is_own = waiting is not None and waiting.proposed_by_id == actor.person_id
    context = {
        "item": item, "told": told, "form": form, "grounds": item_grounds(item),
        "looks": queries.looks_at(item), "is_due": told.is_due(timezone.localdate()),
        "may_look": waiting is None and bool(actor.roles & ASSESSORS),
        "may_decide": waiting is not None and not is_own and bool(actor.roles & DECIDERS),
        "trail": [
            (HOME, reverse("disclosure_desk:requests")), (WITHHELD, reverse("disclosure_desk:withheld")),
            (f"{item.request.number} 第{item.place}项", ""),
        ],
    }  # fmt: skip
    return render(request, "disclosure/desk/refusal.html", context, status=status)


@require_POST
def agree(request: HttpRequest, item_id: int) -> HttpResponse:
    """The head agrees with the assessment."""
    return _decided(request, item_id, commands.agree_to_look, "已审定")


@require_POST
def disagree(request: HttpRequest, item_id: int) -> HttpResponse:
    """The head wants it assessed anew."""
    return _decided(request, item_id, commands.disagree_with_look, "已退回重新评估")


def _decided(request: HttpRequest, item_id: int, command: Callable[..., object], said: str) -> HttpResponse:
    actor = actor_of(request)
    queries.refusal_for(actor, item_id)  # a stranger is told that there is none
    try:
        command(item_id=item_id, actor=actor, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    if queries.refusals_for(actor).filter(pk=item_id).exists():
        return redirect("disclosure_desk:refusal", item_id)
    return redirect("disclosure_desk:made_opens")
