"""By what the supervision screen is narrowed."""

from collections.abc import Iterable
from datetime import date

from django import forms

from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.rules.watching import Picked, Watch, month_of, quarter_of, year_of
from quancheng.ui.fields import Sieve

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WatchForm(Sieve):
    """A unit, a stretch of days, a list. What cannot be read narrows nothing."""

    unit = forms.TypedChoiceField(label="单位", required=False, coerce=int, empty_value=None)
    first = forms.DateField(label="自", required=False, widget=_DAY)
    last = forms.DateField(label="至", required=False, widget=_DAY)
    list = forms.TypedChoiceField(
        required=False, coerce=Watch, empty_value=Watch.SOON, widget=forms.HiddenInput,
        choices=[(one.value, one.says) for one in Watch],
    )  # fmt: skip

    def offer(self, units: Iterable[Unit]) -> None:
        """The units among which the reader chooses."""
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "全部单位"), *((unit.pk, str(unit)) for unit in units)]

    def picked(self, *, today: date) -> Picked:
        """What is looked at; without days the year until today, and days that are turned round put right."""
        self.is_valid()
        told = self.cleaned_data
        first, last = told.get("first") or year_of(today)[0], told.get("last") or today
        return Picked(min(first, last), max(first, last), told.get("unit"))

    def watch(self) -> Watch:
        """The list that is looked at."""
        self.is_valid()
        return Watch(self.cleaned_data.get("list") or Watch.SOON)


def spans(today: date) -> tuple[tuple[str, date, date], ...]:
    """The stretches of days that are chosen most."""
    before = date.fromordinal(month_of(today)[0].toordinal() - 1)
    return (
        ("本月", month_of(today)[0], today),
        ("上月", *month_of(before)),
        ("本季度", quarter_of(today)[0], today),
        ("本年", year_of(today)[0], today),
        ("上年", *year_of(date(today.year - 1, 1, 1))),
    )
