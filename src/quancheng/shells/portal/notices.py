"""通知公告: what has been told to the public, the latest first, as a page and as data."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from quancheng.kernel.files import tables
from quancheng.shells.portal.furniture import home_of
from quancheng.shells.portal.models import Notice
from quancheng.ui.shelf import shelved

NOTICES_A_PAGE = 20
NEWEST = 100  # in the feed
TITLE = "通知公告"
COLUMNS = ("标题", "发布机构", "发布日期", "正文", "网址")
fresh = cache_control(public=True, max_age=60)


@require_safe
@shelved("page")
def notices(request: HttpRequest) -> HttpResponse:
    """A page of the list."""
    page = Paginator(_told(request), NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/site/notices.html", {"notices": page})


@require_safe
@fresh
def as_csv(request: HttpRequest) -> HttpResponse:
    """As a table for a spreadsheet (UTF-8 with its mark, so that Excel reads Chinese)."""
    table = tables.Sheet(TITLE, COLUMNS, (_cells(request, one) for one in _told(request)))
    answer = HttpResponse(tables.as_csv(table), content_type=tables.CSV_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="notices.csv"'
    return answer


@require_safe
@fresh
def as_json(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    rows = [dict(zip(COLUMNS, _cells(request, one), strict=True)) for one in _told(request)]
    return JsonResponse({TITLE: rows}, json_dumps_params={"ensure_ascii": False})


@require_safe
@fresh
def feed(request: HttpRequest) -> HttpResponse:
    """The newest notices, for a reader of feeds."""
    home = request.build_absolute_uri(reverse("portal:notices"))
    atom = Atom1Feed(title=TITLE, link=home, description=TITLE, language="zh-Hans")
    for one in _told(request)[:NEWEST]:
        atom.add_item(
            title=one.title,
            link=request.build_absolute_uri(one.get_url(request)),
            description=_plain(one.body),
            unique_id=f"urn:quancheng:notice:{one.pk}",
            updateddate=localtime(one.last_published_at or one.latest_revision_created_at),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _told(request: HttpRequest) -> QuerySet[Notice]:
    home = home_of(request)
    told = Notice.objects.live().public().descendant_of(home) if home else Notice.objects.none()
    listed: QuerySet[Notice] = told.order_by("-issued_on", "-pk")
    return listed


def _cells(request: HttpRequest, one: Notice) -> tuple[str, ...]:
    address = request.build_absolute_uri(one.get_url(request))
    return one.title, one.issuer, one.issued_on.isoformat(), _plain(one.body), address


def _plain(body: str) -> str:
    """The words alone, one paragraph a line."""
    return strip_tags(body.replace("</p>", "\n").replace("<br/>", "\n")).strip()
