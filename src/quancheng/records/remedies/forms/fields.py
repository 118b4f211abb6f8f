"""What the forms of this module have in common."""

from django import forms

from quancheng.ui.fields import Words


def words(label: str, most: int, *, rows: int, needed: str, help_text: str = "") -> Words:
    """A field for words of several lines; `needed` is said when it is empty; without it the field may be."""
    return Words(
        label=label, max_length=most, required=bool(needed), help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": needed},
    )  # fmt: skip


def day(label: str, help_text: str = "") -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, widget=_picker(), help_text=help_text)


def day_if_any(label: str, help_text: str = "") -> forms.DateField:
    """A field for a day that may be left empty."""
    return forms.DateField(label=label, widget=_picker(), help_text=help_text, required=False)


def line(label: str, most: int, needed: str = "", help_text: str = "") -> forms.CharField:
    """A field for one line; `needed` is said when it is empty; without it the field may be."""
    return forms.CharField(
        label=label, max_length=most, required=bool(needed), help_text=help_text,
        error_messages={"required": needed},
    )  # fmt: skip


def _picker() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StepForm(forms.Form):
    """A step that needs no word."""


class DayForm(StepForm):
    """A day on which something happened."""

    on = day("日期")
