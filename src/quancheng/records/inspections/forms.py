"""The shape of what officials enter for an inspection."""

from collections.abc import Iterable
from datetime import date

from django import forms

from quancheng.kernel.files.reading import LARGEST, MEGABYTE
from quancheng.kernel.orgs.models import Unit
from quancheng.records.inspections.rules.columns import FIELD_SAYS, Field

SHEETS = ".docx,.xlsx,.pdf,.html,.htm,.txt"
EVIDENCE = f"{SHEETS},.png,.jpg,.jpeg,.gif"
ROWS = {Field.ASKS: 4, Field.SCORING: 3, Field.MATERIALS: 2}


def _day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def _reason() -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label="理由", max_length=500, widget=widget, error_messages={"required": "请填写理由"}
    )


class SpanForm(forms.Form):
    """The period that is inspected, and the last day."""

    from_on = _day("检查期起")
    until_on = _day("检查期止", help_text="只在这段时间的记录里推荐佐证材料。")
    hand_in_on = _day("报送截止", required=False)

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "检查期止不能早于检查期起，请改正日期")

    def days(self) -> tuple[date, date, date | None]:
        """First day, last day, the day of handing in."""
        told = self.cleaned_data
        return told["from_on"], told["until_on"], told["hand_in_on"]


class UploadForm(SpanForm):
    """One file that holds an indicator sheet."""

    file = forms.FileField(
        label="指标表文件",
        help_text=f"支持 docx、xlsx、pdf、html、txt，不超过{LARGEST // MEGABYTE}MB。不得上传涉密文件。",
        widget=forms.ClearableFileInput(attrs={"accept": SHEETS}),
    )
    field_order = ("file", "from_on", "until_on", "hand_in_on")


class AboutForm(SpanForm):
    """Title and period of a draft."""

    title = forms.CharField(label="名称", max_length=200)
    field_order = ("title", "from_on", "until_on", "hand_in_on")


class RowForm(forms.Form):
    """The cells of one row."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        for name in Field:
            widget = forms.Textarea(attrs={"rows": ROWS[name]}) if name in ROWS else forms.TextInput()
            must = name is Field.NAME
            self.fields[name.value] = forms.CharField(label=FIELD_SAYS[name], required=must, widget=widget)
        self.fields[Field.POINTS.value].help_text = "如：5、5分、5%、≤5。"

    def changes(self) -> dict[Field, str]:
        """The cells as entered."""
        return {name: self.cleaned_data[name.value] for name in Field}


class FileForm(forms.Form):
    """A file as evidence."""

    file = forms.FileField(
        label="文件",
        help_text=f"文档或图片，不超过{LARGEST // MEGABYTE}MB。不得上传涉密文件。",
        widget=forms.ClearableFileInput(attrs={"accept": EVIDENCE}),
    )
    says = forms.CharField(label="说明", max_length=200, required=False, help_text="不填则用文件名。")


class AddressForm(forms.Form):
    """An address as evidence."""

    address = forms.URLField(label="网址", max_length=500, assume_scheme="https")
    says = forms.CharField(label="说明", max_length=200)


class RecordForm(forms.Form):
    """A record of the house as evidence."""

    named = forms.CharField(
        label="系统记录",
        max_length=500,
        help_text="粘贴记录页面的网址，如责任事项、督办单的页面。",
    )


class RatingForm(forms.Form):
    """How many points are expected."""

    points = forms.DecimalField(label="预计得分", min_value=0, max_digits=6, decimal_places=2)
    why = forms.CharField(label="自评理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class UnitForm(forms.Form):
    """A unit, chosen among those that the office may ask."""

    unit_id = forms.TypedChoiceField(label="承办单位", coerce=int)

    def offer(self, units: Iterable[Unit]) -> None:
        """The units among which the office chooses."""
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "请选择单位"), *((unit.pk, str(unit)) for unit in units)]


class TaskForm(UnitForm):
    """A task for a unit."""

    until = _day("报送期限")
    demand = forms.CharField(label="材料要求", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class StepForm(forms.Form):
    """A step that needs no word."""


class ReasonForm(StepForm):
    """A step with its reason."""

    reason = _reason()


class LaterForm(StepForm):
    """Another day, with the reason."""

    until = _day("改期至")
    reason = _reason()


class PassOnForm(UnitForm, StepForm):
    """Another unit, with the reason."""

    reason = _reason()
    field_order = ("unit_id", "reason")
