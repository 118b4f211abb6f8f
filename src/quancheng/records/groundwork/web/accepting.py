"""The page on which the sender of a collection accepts many tables at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quancheng.records.groundwork.commands.accepting import NothingToAccept, accept_tables
from quancheng.records.groundwork.forms.notices import ticked_tables
from quancheng.records.groundwork.queries.fillings import collection_of, columns_of
from quancheng.records.groundwork.queries.notices import notice_of_sender
from quancheng.records.groundwork.queries.standing import Standing, tables_standing
from quancheng.records.groundwork.rules.columns import Column
from quancheng.records.groundwork.web.notices import HOME
from quancheng.ui.gate import actor_of

TOLD = 10  # tables in one message; the page lists them all


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, notice_id: int) -> HttpResponse:
    """What is whole, ticked; what stays out and why. Raises NoSuchNotice, NotOfSender, NoCollection."""
    actor = actor_of(request)
    notice = notice_of_sender(actor, notice_id)
    refused, ticked = None, None
    if request.method == "POST":
        ticked = set(request.POST.getlist("table"))
        try:
            done = accept_tables(
                notice_id=notice_id, seen=ticked_tables(request.POST), actor=actor, now=timezone.now()
            )
        except NothingToAccept as refusal:
            refused = refusal
        else:
            messages.success(request, f"已审核通过{done.count}份收表，各单位会收到提醒")
            if done.left:
                messages.warning(request, f"{len(done.left)}份没有通过：{_brief(done.left)}")
            return redirect("groundwork_desk:accept" if done.left else "groundwork_desk:notice", notice_id)
    standing = tables_standing(notice)
    context = {
        "notice": notice,
        "collection": collection_of(notice),
        "summed": (summed := [one for one in columns_of(collection_of(notice)) if one.is_summed]),
        "whole": [
            (each, _sums(each, summed), ticked is None or each.mark in ticked)
            for each in standing if not each.why
        ],
        "out": [each for each in standing if each.why],
        "refused": refused,
        "trail": [
            (HOME[0], f"{reverse(HOME[1])}?scope=sent"),
            (notice.title, reverse("groundwork_desk:notice", args=[notice.pk])),
            ("批量审核", ""),
        ],
    }  # fmt: skip
    return render(request, "groundwork/desk/notices/accept.html", context, status=422 if refused else 200)


def _sums(each: Standing, summed: list[Column]) -> list[tuple[str, str]]:
    return [(one.heading, str(each.arrival.filling.sums.get(one.key, ""))) for one in summed]


def _brief(left: tuple[str, ...]) -> str:
    more = f"；另有{len(left) - TOLD}份" if len(left) > TOLD else ""
    return "；".join(left[:TOLD]) + more
