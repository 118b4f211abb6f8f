"""What to look for in the audit."""

import re
from itertools import groupby

from django import forms
from django.apps import apps

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.audit.registry import every_event
from quancheng.shells.workbench.orgs.forms import day

_FIELD = re.compile(r"\{\w+\}")
UNKNOWN = "没有这一项，请重新选择。"
Choice = tuple[str, str]


class LookForm(forms.Form):
    """By whom, in which unit, what sort of thing, from which day to which."""

    kind = forms.ChoiceField(label="事项", required=False, error_messages={"invalid_choice": UNKNOWN})
    unit = forms.TypedChoiceField(
        label="办理单位",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )
    person = forms.CharField(label="办理人（姓名或账号）", max_length=60, required=False)
    from_on = day("自哪一天", required=False)
    until_on = day("至哪一天", required=False)

    def __init__(self, *args: object, units: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        for name, choices in (("unit", units), ("kind", kinds())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "全部"), *choices]

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        first, last = told.get("from_on"), told.get("until_on")
        if first and last and last < first:
            raise forms.ValidationError("起始日期不能晚于截止日期，请核对。")
        return told


def kinds() -> list[tuple[str, list[Choice]]]:
    """Every kind of event under its module; a choice that ends in a dot stands for the whole module."""
    modules = {app.label: str(app.verbose_name) for app in apps.get_app_configs()}
    found = []
    for label, events in groupby(every_event(), lambda event: event.code.partition(".")[0]):
        module = modules.get(label, label)
        whole = (f"{label}.", f"{module}：全部")
        found.append((module, [whole, *((event.code, _in_short(event)) for event in events)]))
    return found


def kind_says(kind: str) -> str:
    """A choice of `kinds` in words."""
    return next((says for _, choices in kinds() for code, says in choices if code == kind), kind)


def _in_short(event: type[AuditEvent]) -> str:
    """The sentence of an event with its gaps left open."""
    return _FIELD.sub("…", event.sentence)
