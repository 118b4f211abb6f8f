"""The portal's pages of annual reports, and the same as data."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries import published as queries
from quancheng.insight.yearbook.queries.papers import as_data, cells_sheet, texts_filled
from quancheng.insight.yearbook.queries.reports import NoSuchReport
from quancheng.insight.yearbook.rules.layout import laid_out
from quancheng.insight.yearbook.rules.shape import TEXT_TITLES
from quancheng.insight.yearbook.web.drawn import plain_table
from quancheng.kernel.basis.reference import row_number
from quancheng.kernel.files.tables import Sheet
from quancheng.ui.open_data import Entry, feed_answer, object_answer, table_answer
from quancheng.ui.shelf import shelved
from quancheng.ui.tries import measured

TITLE = "政府信息公开工作年度报告"
COLUMNS = ("单位", "政府", "报告年度", "公布日期", "本年新收申请", "结转下年度", "网址")
NEWEST = 100
fresh = cache_control(public=True, max_age=60)


@require_safe
@fresh
def index(request: HttpRequest) -> HttpResponse:
    """The issued reports of a year. Raises NoSuchReport."""
    years = queries.published_years()
    asked = request.GET.get("year", "")
    year = row_number(asked) if asked else (years[0] if years else 0)
    if asked and year not in years:
        raise NoSuchReport("没有这一年的年度报告，请在年度里重新选择")
    context = {"years": years, "year": year, "reports": list(queries.published(year=year)), "title": TITLE}
    return render(request, "yearbook/site/index.html", context)


@require_safe
@fresh
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """One issued report, all six parts. Raises NoSuchReport."""
    seen = queries.published_one(ref)
    texts = texts_filled(seen)
    words = {name: (title, texts[name].split("\n")) for name, title in TEXT_TITLES.items()}
    context = {
        "report": seen, "tables": [plain_table(laid) for laid in laid_out(seen.figures)],
        "overview": words["overview"], "rest": [words["problems"], words["other"]],
        "others": queries.other_years(seen),
    }  # fmt: skip
    return render(request, "yearbook/site/report.html", context)


@require_safe
@shelved()
@measured
def report_csv(request: HttpRequest, ref: str) -> HttpResponse:  # a view's signature
    """Every cell of a report as a table. Raises NoSuchReport."""
    return table_answer(cells_sheet(queries.published_one(ref)), name=ref)


@require_safe
@shelved()
@measured
def report_json(request: HttpRequest, ref: str) -> HttpResponse:  # a view's signature
    """A report for programs. Raises NoSuchReport."""
    return object_answer(as_data(queries.published_one(ref)))


@require_safe
@shelved()
@measured
def index_csv(request: HttpRequest) -> HttpResponse:  # a view's signature
    """The issued reports of all years as a table."""
    return table_answer(Sheet(TITLE, COLUMNS, _rows()), name="annual-reports")


@require_safe
@shelved()
@measured
def index_json(request: HttpRequest) -> HttpResponse:  # a view's signature
    """The same for programs."""
    return object_answer({TITLE: [dict(zip(COLUMNS, row, strict=True)) for row in _rows()]})


@require_safe
@shelved()
@measured
def feed(request: HttpRequest) -> HttpResponse:
    """The newest reports, for a reader of feeds."""
    newest = queries.published().order_by("-issued_at", "-pk")[:NEWEST]
    entries = (_entry(one) for one in newest)
    return feed_answer(request, title=TITLE, home=reverse("yearbook_site:index"), entries=entries)


def _rows() -> Iterator[tuple[str | int, ...]]:
    for one in queries.published():
        assert one.issued_at is not None, "what is published was issued"
        yield (
            one.who, one.tenant.full_name, one.year, timezone.localdate(one.issued_at).isoformat(),
            int(one.figures.at(3, 1, 7)), int(one.figures.at(3, 25, 7)), _page(one),
        )  # fmt: skip


def _entry(one: Report) -> Entry:
    assert one.issued_at is not None, "what is published was issued"
    text = f"{one.who}公布{one.year}年政府信息公开工作年度报告。"
    return Entry(str(one), _page(one), text, f"yearbook:{one.ref}:{one.number}", one.issued_at)


def _page(one: Report) -> str:
    return reverse("yearbook_site:report", args=[one.ref])
