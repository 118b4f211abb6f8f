"""通知公告: what has been told to the public, the latest first, as a page and as data."""

from datetime import datetime, time

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import make_aware
from django.views.decorators.http import require_safe

from quancheng.kernel.files.tables import Sheet
from quancheng.shells.portal.furniture import home_of
from quancheng.shells.portal.models import Notice
from quancheng.ui.open_data import Entry, feed_answer, object_answer, table_answer
from quancheng.ui.shelf import shelved
from quancheng.ui.tries import measured

NOTICES_A_PAGE = 20
NEWEST = 100  # in the feed
TITLE = "通知公告"
COLUMNS = ("标题", "发布机构", "发布日期", "正文", "网址")


@require_safe
@shelved("page")
def notices(request: HttpRequest) -> HttpResponse:
    """A page of the list."""
    page = Paginator(_told(request), NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/site/notices.html", {"notices": page})


@require_safe
@shelved()
@measured
def as_csv(request: HttpRequest) -> HttpResponse:
    """As a table for a spreadsheet."""
    rows = (_cells(request, one) for one in _told(request))
    return table_answer(Sheet(TITLE, COLUMNS, rows), name="notices")


@require_safe
@shelved()
@measured
def as_json(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    rows = (_cells(request, one) for one in _told(request))
    return object_answer({TITLE: [dict(zip(COLUMNS, row, strict=True)) for row in rows]})


@require_safe
@shelved()
@measured
def feed(request: HttpRequest) -> HttpResponse:
    """The newest notices, for a reader of feeds."""
    newest = (_entry(request, one) for one in _told(request)[:NEWEST])
    return feed_answer(request, title=TITLE, home=reverse("portal:notices"), entries=newest)


def _told(request: HttpRequest) -> QuerySet[Notice]:
    home = home_of(request)
    told = Notice.objects.live().public().descendant_of(home) if home else Notice.objects.none()
    listed: QuerySet[Notice] = told.order_by("-issued_on", "-pk")
    return listed


def _cells(request: HttpRequest, one: Notice) -> tuple[str, ...]:
    address = request.build_absolute_uri(one.get_url(request))
    return one.title, one.issuer, one.issued_on.isoformat(), _plain(one.body), address


def _entry(request: HttpRequest, one: Notice) -> Entry:
    at = one.last_published_at or one.latest_revision_created_at
    if at is None:  # put up by a console, without a revision
        at = make_aware(datetime.combine(one.issued_on, time()))
    return Entry(one.title, one.get_url(request), _plain(one.body), f"notice:{one.pk}", at)


def _plain(body: str) -> str:
    """The words alone, one paragraph a line."""
    return strip_tags(body.replace("</p>", "\n").replace("<br/>", "\n")).strip()
