"""Pages of a long list: the keys of a page are looked for, and only the rows of these keys are read whole."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class NarrowPaginator(Paginator[Any]):
    """A paginator for a queryset in a set order, in two queries a page, however far behind the page stands.

    A database that skips to page 1,000 carries every column of every row before it through the sorting; keys
    are carried lightly. `listed` decides what is counted and in which order, `whole` what is seen and how a
    row is read; a page holds a list. `key`: the column of what is listed that names a row to be read.
    """

    def __init__(self, listed: QuerySet[Any], size: int, *, whole: QuerySet[Any], key: str = "pk") -> None:
        super().__init__(listed, size)
        self._whole, self._key = whole, key

    def _get_page(self, rows: QuerySet[Any], number: int, pages: Paginator[Any]) -> Page[Any]:
        keys = list(rows.values_list(self._key, flat=True))
        found = {row.pk: row for row in self._whole.filter(pk__in=keys)}
        return Page([found[key] for key in keys if key in found], number, pages)
