"""All tables of a collection together: every row, a line of totals, by level; and the same as a file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quancheng.records.groundwork.queries.fillings import Whole, level_of, whole_of
from quancheng.records.groundwork.queries.notices import notice_read_whole
from quancheng.records.groundwork.queries.table_sheets import whole_sheet
from quancheng.records.groundwork.web.files import sheet_answer
from quancheng.records.groundwork.web.notices import HOME
from quancheng.ui.gate import actor_of
from quancheng.ui.sure import only_when_sure

PAGE = 200


@require_safe
def whole(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Every row that was handed in. Raises NoSuchNotice, NotOfSender, NoCollection."""
    notice = notice_read_whole(actor_of(request), notice_id)
    found = whole_of(notice)
    page = Paginator(list(found.rows), PAGE).get_page(request.GET.get("page"))
    context = {
        "notice": notice,
        "whole": found,
        "page": page,
        "lines": [
            (
                part.arrival.pk,
                str(part.arrival.case.unit) if part.arrival.case else "",
                level_of(part.arrival.unit.tenant),
                part.arrival.filling.is_gathered,
                [(row.get(one.key, ""), one.is_summed) for one in found.columns],
            )
            for part, row in page.object_list
        ],
        "totals": [found.totals.get(one.key, "") for one in found.columns],
        "levels": _levels(found),
        "summed": [one for one in found.columns if one.is_summed],
        "trail": [
            (HOME[0], f"{reverse(HOME[1])}?scope=sent"),
            (notice.title, reverse("groundwork_desk:notice", args=[notice.pk])),
            ("汇总", ""),
        ],
    }
    return render(request, "groundwork/desk/notices/whole.html", context)


@only_when_sure
@require_safe
def whole_file(request: HttpRequest, notice_id: int, ending: str) -> HttpResponse:
    """The same as a file. Raises NoSuchNotice, NotOfSender, NoCollection, NoSuchFormat."""
    notice = notice_read_whole(actor_of(request), notice_id)
    return sheet_answer(ending, whole_sheet(notice))


def _levels(found: Whole) -> list[tuple[str, int, list[str]]]:
    return [
        (level, tables, [sums[one.key] for one in found.columns if one.is_summed])
        for level, tables, sums in found.by_level
    ]
