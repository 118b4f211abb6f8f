"""The shape of what is written into a notice, and of the steps that units and senders take."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from quancheng.kernel.basis.reference import row_numbers
from quancheng.kernel.files.reading import LARGEST, MEGABYTE
from quancheng.kernel.orgs.models import Unit
from quancheng.records.groundwork.models.notices import LONGEST_REASON, LONGEST_TEXT, LONGEST_TITLE

MOST_AT_ONCE = 10
ONE, MANY = "one", "many"


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, chosen or written."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def reason_field(label: str = "理由", help_text: str = "") -> forms.CharField:
    """A reason in free words."""
    return forms.CharField(
        label=label, max_length=LONGEST_REASON, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3})
    )


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, none, or one: always as a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Each as a single one would be."""
        brought = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if len(brought) > MOST_AT_ONCE:
            raise forms.ValidationError(f"一次最多上传{MOST_AT_ONCE}个文件，请分次上传")
        return [super(ManyFilesField, self).clean(each, initial) for each in brought]


class NoticeForm(forms.Form):
    """What a notice says, by when it is signed for, and whether a table goes with it."""

    title = forms.CharField(label="标题", max_length=LONGEST_TITLE)
    text = forms.CharField(label="正文", max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 7}))
    sign_by = day_field("签收期限")
    has_table = forms.BooleanField(label="同时收表", required=False)
    due_on = day_field("报送期限", required=False)
    many = forms.ChoiceField(
        label="每个单位填", required=False, choices=[(MANY, "多行"), (ONE, "一行")], widget=forms.RadioSelect
    )
    attached = ManyFilesField(
        label="附件",
        required=False,
        help_text=f"docx、xlsx、pdf、html、txt或图片，每个不超过{LARGEST // MEGABYTE}MB，可选多个。"
        "不得上传涉密文件。",
        widget=ManyFilesInput(attrs={"accept": ".docx,.xlsx,.pdf,.html,.htm,.txt,.png,.jpg,.jpeg,.gif"}),
    )

    def clean(self) -> None:
        """A table is due on a day."""
        told = self.cleaned_data
        if told.get("has_table") and not told.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "收表须写明报送期限")


class StepForm(forms.Form):
    """A step that needs no word."""


class ReasonForm(StepForm):
    """A step with its reason."""

    reason = reason_field()


class LaterForm(StepForm):
    """Another day, with the reason."""

    until = day_field("延至")
    reason = reason_field()


class PassOnForm(StepForm):
    """Another unit, with the reason."""

    unit_id = forms.TypedChoiceField(label="移交给", coerce=int)
    reason = reason_field(help_text="如：机构合并，由该单位承接。")

    def offer(self, units: Iterable[Unit]) -> None:
        """The units among which the sender chooses."""
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "请选择单位"), *((unit.pk, str(unit)) for unit in units)]


class HandOnForm(forms.Form):
    """By when the units of the level below sign and hand in."""

    sign_by = day_field("下级签收期限")
    due_on = day_field("下级报送期限", help_text="早于上级要求的期限，留出审核汇总的时间。")


class TableFileForm(forms.Form):
    """A workbook of ours, filled in."""

    file = forms.FileField(
        label="填好的表格",
        help_text="用下载的 xlsx 文件填写后上传；会替换已保存的内容。不得上传涉密文件。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


def chosen_units(data: QueryDict) -> list[int]:
    """The units that were ticked, each once."""
    return row_numbers(dict.fromkeys(data.getlist("unit")))


def ticked_tables(data: QueryDict) -> dict[int, int]:
    """The tables that were ticked, each with the version that the page showed."""
    marks = (mark.partition(":") for mark in data.getlist("table"))
    return {int(pk): int(version) for pk, _, version in marks if pk.isdecimal() and version.isdecimal()}


def chosen_files(data: QueryDict) -> list[int]:
    """The files that are to be taken out."""
    return row_numbers(data.getlist("without"))
