"""Public lists as open data: the same table, object and feed wherever something is listed for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localtime

from quancheng.kernel.files.tables import CSV_TYPE, Sheet, as_csv


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news in a feed. `place` is its address within the site, `key` names it for ever."""

    title: str
    place: str
    text: str
    key: str
    at: datetime


def table_answer(sheet: Sheet, *, name: str) -> HttpResponse:
    """A table for a spreadsheet, saved under `name`.csv (UTF-8 with its mark: Excel reads Chinese)."""
    answer = HttpResponse(as_csv(sheet), content_type=CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def object_answer(told: dict[str, object]) -> JsonResponse:
    """The same for programs; Chinese stays Chinese."""
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def feed_answer(request: HttpRequest, *, title: str, home: str, entries: Iterable[Entry]) -> HttpResponse:
    """The news of a list for a reader of feeds (Atom). `home`: the page of the list within the site."""
    page = request.build_absolute_uri(home)
    atom = Atom1Feed(title=title, link=page, description=title, language="zh-Hans")
    for one in entries:
        atom.add_item(
            title=one.title,
            link=request.build_absolute_uri(one.place),
            description=one.text,
            unique_id=f"urn:quancheng:{one.key}",
            updateddate=localtime(one.at),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
