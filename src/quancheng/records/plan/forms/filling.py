"""The shape of a table that was filled in."""

from django import forms


class TableForm(forms.Form):
    """A workbook of ours, filled in."""

    file = forms.FileField(
        label="填好的表格",
        help_text="用上面导出的 xlsx 文件填写。不得上传涉密文件。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
