"""The shape of what is entered about terms and holds."""

from django import forms

from quancheng.kernel.archiving.models import LONGEST_NAME
from quancheng.kernel.retention.kinds import Kind
from quancheng.kernel.retention.models import LONGEST_REASON

MOST = 1200  # a hundred years of months; fits its column


class TermForm(forms.Form):
    """How long, from a day on, with its source."""

    value = forms.IntegerField(label="保存期限", min_value=1, max_value=MOST)
    from_on = forms.DateField(
        label="启用日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(
        label="依据", max_length=200, help_text="文件名称、文号和条款，或本级档案分类方案。"
    )

    def tell_of(self, kind: Kind) -> None:
        """In what the term is counted, and how short it may be."""
        field = self.fields["value"]
        field.label = f"保存期限（{kind.measure.value}）"
        if kind.least:
            field.help_text = f"至少{kind.least.value}{kind.measure.value}（{kind.least.law}）。"


class HoldForm(forms.Form):
    """What is held, and why."""

    ref = forms.CharField(
        label="记录编号",
        max_length=120,
        required=False,
        help_text="空着则保全整类。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="保全理由",
        max_length=LONGEST_REASON,
        help_text="案号、来函文号，或纪检、审计、复议、诉讼等事由。",
    )

    def tell_of(self, kind: Kind) -> None:
        """Some kinds can be held as a whole only."""
        if not kind.record:
            self.fields["ref"].widget = forms.HiddenInput()


class ReceiptForm(forms.Form):
    """Who received a package for the archive, and when."""

    received_unit = forms.CharField(label="接收单位", max_length=120, help_text="档案室或档案馆的名称。")
    received_by = forms.CharField(label="接收人", max_length=LONGEST_NAME)
    received_on = forms.DateField(
        label="接收日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    scan = forms.FileField(
        label="回执扫描件",
        required=False,
        help_text="双方签字的归档移交清单，pdf或图片；没有可以不传。不得上传涉密文件。",
    )


class WithdrawForm(forms.Form):
    """Why a package for the archive counts no more."""

    reason = forms.CharField(label="作废理由", max_length=LONGEST_REASON)


class LiftForm(forms.Form):
    """Why a hold is lifted."""

    reason = forms.CharField(label="解除理由", max_length=LONGEST_REASON)
