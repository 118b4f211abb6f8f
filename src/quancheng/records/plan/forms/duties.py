"""The shape of what people enter about duties."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from quancheng.kernel.files.reading import LARGEST, MEGABYTE
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.forms.fields import day_field, name_urgency, text_field
from quancheng.records.plan.rules.looking import Urgency, Wanted
from quancheng.records.plan.workflow.duty import STATE_SAYS


class StepForm(forms.Form):
    """A step that needs no word."""


class NoteForm(StepForm):
    """A report, with what was done in a few words."""

    note = text_field(
        "完成情况", required=False, help_text="做了什么、在哪里公开，一两句话即可；佐证另外添加。"
    )


class ReasonForm(StepForm):
    """A step with its reason."""

    reason = text_field("理由")


class LaterForm(StepForm):
    """A later day, with its reason."""

    until = day_field("延至")
    reason = text_field("理由")


class ReassignForm(StepForm):
    """Another unit, with the reason."""

    unit_id = forms.TypedChoiceField(label="改派给", coerce=int)
    reason = text_field("理由")

    def offer(self, units: Iterable[Unit]) -> None:
        """The units among which the office chooses."""
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "请选择单位"), *((unit.pk, str(unit)) for unit in units)]


class EvidenceFileForm(forms.Form):
    """A file that speaks for a duty."""

    file = forms.FileField(
        label="文件",
        help_text=f"docx、xlsx、pdf、html、txt或图片，不超过{LARGEST // MEGABYTE}MB。不得上传涉密文件。",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".docx,.xlsx,.pdf,.html,.htm,.txt,.png,.jpg,.jpeg,.gif"}
        ),
    )
    says = forms.CharField(label="说明", max_length=200, required=False)


class EvidenceAddressForm(forms.Form):
    """An address that speaks for a duty."""

    address = forms.URLField(
        label="网址",
        max_length=500,
        assume_scheme="https",
        help_text="公开页面的完整地址，以 https:// 开头。",
    )
    says = forms.CharField(label="说明", max_length=200, required=False)


class LookingForm(forms.Form):
    """What somebody looks for among duties. What cannot be understood is not looked for."""

    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部状态"), *((state.value, says) for state, says in STATE_SAYS.items())],
    )
    urgency = forms.TypedChoiceField(
        label="时限",
        required=False,
        coerce=Urgency,
        empty_value=None,
        choices=[("", "不限"), *((each.value, each.value) for each in Urgency)],
    )
    q = forms.CharField(label="查找", required=False, max_length=60)
    scope = forms.CharField(required=False, widget=forms.HiddenInput)
    wish = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, soon: int) -> None:
        super().__init__(data)
        name_urgency(self, soon=soon)

    def wanted(self) -> Wanted:
        """What is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(
            state=told.get("state", ""),
            urgency=told.get("urgency"),
            word=told.get("q", "").strip(),
            is_whole=told.get("scope") == "all",
            asks_later=bool(told.get("wish")),
        )
