"""The shape of files: those of a reply, and a paper that comes later."""

from collections.abc import Sequence

from django import forms

from quancheng.records.disclosure.forms.papers import PaperField
from quancheng.records.disclosure.models.files import LONGEST_TITLE
from quancheng.records.disclosure.rules.files import FILE_ACCEPT, GIVES, PAPER_SORTS, Gives, PaperSort

Places = Sequence[tuple[int, str]]


class AttachForm(forms.Form):
    """A file for one item, under the title that the applicant reads."""

    place = forms.TypedChoiceField(label="属于哪一项", coerce=int)
    title = forms.CharField(
        label="附件名称", max_length=LONGEST_TITLE,
        help_text="申请人看到的名称，会写进答复书；不要写不公开的内容。原文件名不会提供给申请人。",
        error_messages={"required": "请填写附件名称"},
    )  # fmt: skip
    gives = forms.TypedChoiceField(label="怎样提供", coerce=Gives, choices=GIVES)
    file = forms.FileField(
        label="文件", help_text="docx、xlsx、pdf、jpg、png、ofd 或 txt，不超过30MB。涉密文件不得上传。",
        widget=forms.FileInput(attrs={"accept": FILE_ACCEPT}),
        error_messages={"required": "请选择文件", "empty": "文件是空的，请重新选择"},
    )  # fmt: skip

    def offer(self, places: Places) -> None:
        """The items to which files may be brought."""
        field = self.fields["place"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(places)


class RenameForm(forms.Form):
    """The title that the applicant reads, changed."""

    title = forms.CharField(
        label="附件名称", max_length=LONGEST_TITLE, error_messages={"required": "请填写附件名称"}
    )


class GivesForm(forms.Form):
    """What of a file the applicant gets."""

    gives = forms.TypedChoiceField(label="怎样提供", coerce=Gives, choices=GIVES)


class PaperForm(forms.Form):
    """A paper that came later, and what it shows."""

    sort = forms.TypedChoiceField(
        label="文件种类", coerce=PaperSort, choices=PAPER_SORTS, initial=PaperSort.IDENTITY, required=False,
        empty_value=PaperSort.IDENTITY,
    )  # fmt: skip
    paper = PaperField(label="照片或者扫描件", help_text="pdf、jpg 或者 png，不超过5MB；加密保存。")

    def clean_paper(self) -> object:
        """Here nothing is sent for nothing. Raises ValidationError."""
        if self.cleaned_data["paper"] is None:
            raise forms.ValidationError("请选择文件")
        return self.cleaned_data["paper"]
