"""What was answered to others, as data: a table, JSON, a feed."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from quancheng.kernel.files.tables import Sheet
from quancheng.records.mailbox.models import Publication
from quancheng.records.mailbox.queries.publications import published
from quancheng.ui.open_data import Entry, feed_answer, object_answer, table_answer
from quancheng.ui.shelf import shelved
from quancheng.ui.tries import measured

COLUMNS = ("标题", "类别", "来信日期", "来信摘要", "答复单位", "答复日期", "答复")
TITLE = "留言选登"
NEWEST = 100


@require_safe
@shelved()
@measured
def as_csv(request: HttpRequest) -> HttpResponse:
    """As a table for a spreadsheet."""
    return table_answer(Sheet(TITLE, COLUMNS, (cells(one) for one in published())), name="messages")


@require_safe
@shelved()
@measured
def as_json(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    return object_answer({TITLE: [dict(zip(COLUMNS, cells(one), strict=True)) for one in published()]})


@require_safe
@shelved()
@measured
def feed(request: HttpRequest) -> HttpResponse:
    """The newest answers, for a reader of feeds."""
    newest = (_entry(one) for one in published()[:NEWEST])
    return feed_answer(request, title=TITLE, home=reverse("mailbox_site:index"), entries=newest)


def _entry(one: Publication) -> Entry:
    assert one.published_at is not None, "what is published was published at some time"
    place = reverse("mailbox_site:published", args=[one.pk])
    return Entry(one.title, place, one.answer, f"mailbox:{one.pk}", one.published_at)


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
