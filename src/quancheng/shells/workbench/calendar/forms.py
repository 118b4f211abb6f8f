"""The shape of what is entered about a year's notice."""

from django import forms

from quancheng.kernel.calendar.notices import FIRST_YEAR


class NoticeForm(forms.Form):
    """The notice as a file, or as the text of the announcement."""

    file = forms.FileField(
        label="通知文件",
        required=False,
        help_text="通知正文（txt），或 csv、json 表格；不超过200KB。",
        widget=forms.FileInput(attrs={"accept": ".txt,.csv,.json"}),
    )
    text = forms.CharField(
        label="或者粘贴通知正文",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="从“国务院办公厅关于××××年部分节假日安排的通知”起，每个节日一段。",
    )
    year = forms.IntegerField(
        label="年份",
        required=False,
        min_value=FIRST_YEAR,
        max_value=2100,
        help_text="通知里写明时不必填。",
    )
    number = forms.CharField(
        label="文号",
        required=False,
        max_length=80,
        help_text="如：国办发明电〔2023〕7号；通知里写明时不必填。",
    )

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        if bool(told.get("file")) == bool(str(told.get("text") or "").strip()) and not self.errors:
            raise forms.ValidationError("请选择一个通知文件，或者粘贴通知正文，二者选一。")
        return told


class ConfirmForm(forms.Form):
    """The entry was compared with the printed notice."""

    issued_on = forms.DateField(
        label="通知的成文日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="写在通知末尾。",
    )
