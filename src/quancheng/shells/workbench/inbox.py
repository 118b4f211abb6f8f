"""通知: what the official was told, newest first, and the way to what it is about."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel.notify import queries
from quancheng.kernel.notify.reading import NoSuchNotice, mark_all_read, mark_read
from quancheng.shells.workbench.unread import unread_of
from quancheng.ui.gate import actor_of

ON_A_PAGE = 25


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The notices of the official, all or the unread alone. Looking marks nothing as read."""
    actor = actor_of(request)
    only_unread = request.GET.get("show") == "unread"
    rows = queries.unread_for(actor) if only_unread else queries.inbox_for(actor)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    told = {
        "page": page,
        "items": queries.opened(actor, list(page.object_list)),
        "unread": unread_of(request),
        "only_unread": only_unread,
        "shown_at": timezone.now().isoformat(),
    }
    return render(request, "workbench/desk/inbox.html", told)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read, or all that the official was shown. Raises NoSuchNotice."""
    actor, now = actor_of(request), timezone.now()
    number = request.POST.get("notice", "")
    if number == "all":
        mark_all_read(actor, shown_at=_shown_at(request, now), now=now)
    elif number.isdecimal():
        mark_read(actor, [int(number)], now=now)
    else:
        raise NoSuchNotice("没有选择通知，请回到通知页面再点一次")
    return redirect("workbench:inbox")


def _shown_at(request: HttpRequest, now: datetime) -> datetime:
    """When the page was made from which the official clicked; nothing newer is marked."""
    try:
        told = parse_datetime(request.POST.get("shown_at", ""))
    except ValueError:
        told = None
    if told is None or timezone.is_naive(told):
        raise NoSuchNotice("页面信息不完整，请刷新通知页面后再点“全部标为已读”")
    return min(told, now)
