"""Fields that several forms share."""

from typing import cast

from django import forms

from quancheng.records.plan.rules.looking import Urgency


def day_field(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def text_field(label: str, *, rows: int = 3, required: bool = True, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=1000, help_text=help_text, widget=widget
    )


def name_urgency(form: forms.Form, *, soon: int) -> None:
    """Say in the choices of a list how many working days ahead the reader's government calls soon."""
    field = cast("forms.ChoiceField", form.fields["urgency"])
    field.choices = [("", "不限"), *((each.value, each.says(soon)) for each in Urgency)]
