"""A report as a paper: docx, pdf and html of one layout, a workbook, and data for programs."""

from collections.abc import Iterator, Mapping

from django.utils import timezone

from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.reports import former_figures
from quancheng.insight.yearbook.rules import slots
from quancheng.insight.yearbook.rules.figures import Figures, plain
from quancheng.insight.yearbook.rules.layout import Laid, Line, laid_out
from quancheng.insight.yearbook.rules.shape import (
    DECIDED_COLUMN,
    ISSUED_COLUMNS,
    MONEY_COLUMN,
    SUM_OF_REMEDIES,
    SUM_OF_REQUESTS,
    TEXT_TITLES,
    ActiveRow,
    Part,
    Place,
    RemedyBlock,
    places_of,
)
from quancheng.kernel.files.letterhead import (
    Block,
    Box,
    Heading,
    Letter,
    Ruled,
    Text,
    in_chinese,
    paragraphs_of,
)
from quancheng.kernel.files.tables import Sheet, Value
from quancheng.records.disclosure.public import AnnualRow

_ACTIVE_HEADS = (*ISSUED_COLUMNS, DECIDED_COLUMN, MONEY_COLUMN)
ORDER: tuple[str | Part, ...] = (
    "overview",
    Part.ACTIVE,
    Part.REQUESTS,
    Part.REMEDIES,
    "problems",
    "other",
)


def report_letter(report: Report) -> Letter:
    """The whole report as it is printed."""
    return Letter(
        issuer="", title=str(report), body=tuple(_blocks(report)), sender=report.who,
        on=timezone.localdate(report.issued_at) if report.issued_at else None,
    )  # fmt: skip


def texts_filled(report: Report) -> Mapping[str, str]:
    """The text parts with the figures in their places; once issued, those that were signed."""
    if report.issued_at:
        return {name: slots.as_written(getattr(report, name)) for name in TEXT_TITLES}
    former, figures = former_figures(report), report.figures
    return {name: slots.filled(getattr(report, name), figures, former) for name in TEXT_TITLES}


def _blocks(report: Report) -> Iterator[Block]:
    texts = texts_filled(report)
    tables = {one.part: one for one in laid_out(report.figures)}
    for part in ORDER:  # the parts of the format, and while it is a draft as of when it was counted
        if isinstance(part, Part):
            yield Heading(tables[part].title)
            yield _ruled(tables[part])
        else:
            yield Heading(TEXT_TITLES[part])
            yield from paragraphs_of(texts[part] or "无。")
    if report.counted_at and not report.issued_at:
        yield Text(f"（草稿。表格{as_of(report)}。）")


def as_of(report: Report) -> str:
    """As of when its figures were counted, or summed, in words; empty where nobody counted."""
    if report.counted_at is None:
        return ""
    at = timezone.localtime(report.counted_at)
    return f"{'统计' if report.unit_id else '汇总'}截至{in_chinese(at.date())}{at:%H:%M}"


def _ruled(laid: Laid) -> Ruled:
    return Ruled("", tuple(map(_boxes, laid.head)), tuple(map(_boxes, laid.body)), laid.widths)


def _boxes(line: Line) -> tuple[Box, ...]:
    return tuple(
        Box(one.text, one.rows, one.columns, one.is_head and not one.is_row_head, one.place is not None)
        for one in line
    )


def workbook_of(report: Report) -> tuple[Sheet, ...]:
    """The three tables, each on a sheet that the house reads back; the texts behind them."""
    figures, texts = report.figures, texts_filled(report)
    words = tuple((TEXT_TITLES[name], text) for name, text in texts.items())
    told = (("统计时间", as_of(report)),) if report.counted_at else ()
    return (
        Sheet("二、主动公开", ("项目", *_ACTIVE_HEADS), tuple(_active_rows(figures))),
        Sheet("三、依申请公开", ("行次", "项目", *_heads(Part.REQUESTS)), tuple(_request_rows(figures))),
        Sheet("四、复议诉讼", ("项目", *_heads(Part.REMEDIES)), tuple(_remedy_rows(figures))),
        Sheet("文字部分", ("部分", "内容"), (*words, *told)),
    )


def cells_sheet(report: Report) -> Sheet:
    """Every cell of the tables in a line of its own, as open data."""
    rows = (
        (f"{Part(place.part).numeral}", place.row, place.row_name, place.column_name,
         _value(report.figures, place))
        for part in Part for place in places_of(part)
    )  # fmt: skip
    return Sheet(str(report), ("部分", "行次", "项目", "栏目", "数值"), rows)


def as_data(report: Report) -> dict[str, object]:
    """A report for programs: whose, of which year, its tables and its words."""
    return {
        "unit": report.who,
        "government": report.tenant.full_name,
        "year": report.year,
        "edition": report.number,
        "issued_on": timezone.localdate(report.issued_at).isoformat() if report.issued_at else None,
        "counted_at": timezone.localtime(report.counted_at).isoformat() if report.counted_at else None,
        **tables_as_data(report.figures),
        "texts": {TEXT_TITLES[name]: text for name, text in texts_filled(report).items()},
    }


def tables_as_data(figures: Figures) -> dict[str, object]:
    """The three tables for programs; rows of part 三 in the order of the format."""
    columns = range(1, SUM_OF_REQUESTS + 1)
    active: dict[str, dict[str, object]] = {}
    for place in places_of(Part.ACTIVE):
        active.setdefault(place.row_name, {})[place.column_name] = _value(figures, place)
    return {
        "part2": active,
        "part3": {"rows": [[figures.at(Part.REQUESTS, row, n) for n in columns] for row in AnnualRow]},
        "part4": {
            block.label: {
                place.column_name: figures.of(place)
                for place in places_of(Part.REMEDIES)
                if place.row == block
            }
            for block in RemedyBlock
        },
    }


def _active_rows(figures: Figures) -> Iterator[tuple[Value, ...]]:
    for row in ActiveRow:
        cells: dict[str, Value] = {
            place.column_name: _value(figures, place) for place in places_of(Part.ACTIVE) if place.row == row
        }
        yield (row.label, *(cells.get(name) for name in _ACTIVE_HEADS))


def _request_rows(figures: Figures) -> Iterator[tuple[Value, ...]]:
    for row in AnnualRow:
        cells = (int(figures.at(Part.REQUESTS, row, n)) for n in range(1, SUM_OF_REQUESTS + 1))
        yield (int(row), row.label, *cells)


def _remedy_rows(figures: Figures) -> Iterator[tuple[Value, ...]]:
    for block in RemedyBlock:
        cells = (int(figures.at(Part.REMEDIES, block, n)) for n in range(1, SUM_OF_REMEDIES + 1))
        yield (block.label, *cells)


def _heads(part: Part) -> tuple[str, ...]:
    return tuple(place.column_name for place in places_of(part) if place.row == 1)


def _value(figures: Figures, place: Place) -> int | float:
    value = figures.of(place)
    return int(value) if not place.is_money else float(plain(value))
