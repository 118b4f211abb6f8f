"""What was answered to others, as data: a table, JSON, a feed."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localtime
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from quancheng.kernel.files import tables
from quancheng.records.mailbox.models import Publication
from quancheng.records.mailbox.queries.publications import published

COLUMNS = ("标题", "类别", "来信日期", "来信摘要", "答复单位", "答复日期", "答复")
TITLE = "留言选登"
NEWEST = 100
fresh = cache_control(public=True, max_age=60)


@require_safe
@fresh
def as_csv(request: HttpRequest) -> HttpResponse:
    """As a table for a spreadsheet (UTF-8 with its mark, so that Excel reads Chinese)."""
    table = tables.Sheet(TITLE, COLUMNS, (cells(one) for one in published()))
    answer = HttpResponse(tables.as_csv(table), content_type=tables.CSV_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="messages.csv"'
    return answer


@require_safe
@fresh
def as_json(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    rows = [dict(zip(COLUMNS, cells(one), strict=True)) for one in published()]
    return JsonResponse({TITLE: rows}, json_dumps_params={"ensure_ascii": False})


@require_safe
@fresh
def feed(request: HttpRequest) -> HttpResponse:
    """The newest answers, for a reader of feeds."""
    home = request.build_absolute_uri(reverse("mailbox_site:index"))
    atom = Atom1Feed(title=TITLE, link=home, description=TITLE, language="zh-Hans")
    for one in published()[:NEWEST]:
        assert one.published_at is not None
        atom.add_item(
            title=one.title,
            link=request.build_absolute_uri(reverse("mailbox_site:published", args=[one.pk])),
            description=one.answer,
            unique_id=f"urn:quancheng:mailbox:{one.pk}",
            updateddate=localtime(one.published_at),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def cells(one: Publication) -> tuple[str, ...]:
    """One answer as a table shows it."""
    return (
        one.title,
        one.get_kind_display(),
        one.received_on.isoformat(),
        one.question,
        str(one.unit),
        one.answered_on.isoformat(),
        one.answer,
    )
