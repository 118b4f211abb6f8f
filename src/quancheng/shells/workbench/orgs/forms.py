"""The shape of what is entered about units, posts and people."""

from django import forms


def day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget, required=required)


class LookForm(forms.Form):
    """What to look for in the tree, and on which day."""

    q = forms.CharField(label="查找", max_length=60, required=False)
    on = day("哪一天的机构", required=False)


class WorkbookForm(forms.Form):
    """The register as a workbook."""

    file = forms.FileField(
        label="名册文件",
        help_text="用“导出名册”得到的 xlsx 文件填写。不得上传涉密文件。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
