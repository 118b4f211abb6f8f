"""What a search of the desk may be narrowed to."""

from datetime import date
from typing import Any

from django import forms

from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.text.words import LONGEST

YEARS_BACK = 6  # [D] of those offered by name; any span can be told in days
DAY = {"type": "date"}
BOX = {"type": "search", "data-slash": True, "aria-keyshortcuts": "/"}


class SearchForm(forms.Form):
    """The words, and what they are looked for within."""

    q = forms.CharField(label="检索词", required=False, max_length=LONGEST, widget=forms.TextInput(attrs=BOX))
    unit = forms.TypedChoiceField(label="单位", required=False, coerce=int, empty_value=None)
    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    first = forms.DateField(label="自", required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    last = forms.DateField(label="至", required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    mine = forms.BooleanField(label="只看本单位", required=False)

    def __init__(self, data: Any, *, units: list[Unit], today: date) -> None:
        super().__init__(data, auto_id="search_%s")
        self.fields["unit"].choices = [("", "全部单位"), *((one.pk, str(one)) for one in units)]  # type: ignore[attr-defined]  # of a ChoiceField
        years = range(today.year + 1, today.year - YEARS_BACK, -1)
        self.fields["year"].choices = [("", "全部年度"), *((year, f"{year}年") for year in years)]  # type: ignore[attr-defined]  # of a ChoiceField

    def clean(self) -> dict[str, Any]:
        """A span that ends before it begins finds nothing: it is said instead."""
        told = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", f"“至”不能早于“自”的{first}，请更改其中一个日期")
        return told

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The span that is asked for: the days told, else the year."""
        told = self.cleaned_data
        first, last, year = told.get("first"), told.get("last"), told.get("year")
        if year and not (first or last):
            return date(year, 1, 1), date(year, 12, 31)
        return first, last

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the words is told."""
        return any(self.cleaned_data.get(name) for name in ("unit", "year", "first", "last", "mine"))
