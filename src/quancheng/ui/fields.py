"""Fields and forms that several modules have in common."""

from collections.abc import Iterable
from typing import cast

from django import forms


class Words(forms.CharField):
    """Words of several lines. What is too long is told and kept whole; a browser would cut it in silence."""

    widget = forms.Textarea
    default_error_messages = {"max_length": "超过%(limit_value)d字（现在%(show_value)d字），请删减"}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """Those of any field, but for the length at which a browser cuts off what is pasted."""
        attrs: dict[str, object] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class Sieve(forms.Form):
    """What narrows a list. What cannot be understood is not looked for."""

    def asked(self) -> str:
        """By what the list is narrowed, in words: on paper there is no form to read it from."""
        self.is_valid()
        shown = {bound.name: bound.field for bound in self.visible_fields()}
        told = ((field, self.cleaned_data.get(name)) for name, field in shown.items())
        return "、".join(_in_words(field, value) for field, value in told if value)


def _in_words(field: forms.Field, value: object) -> str:
    if isinstance(field, forms.ChoiceField):
        offered = cast("Iterable[tuple[object, object]]", field.choices)
        return next(str(says) for key, says in offered if key == value)
    return f"含有“{value}”"
