"""The shape of what the public enters."""

from collections.abc import Iterable, Sequence

from django import forms

from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.text.contacts import is_contact, is_mail, tidy
from quancheng.records.mailbox.models.messages import LONGEST_TEXT
from quancheng.records.mailbox.rules.kinds import EXPLAINED, KINDS, Kind
from quancheng.records.mailbox.rules.looking import Selected
from quancheng.ui.fields import Sieve, Words
from quancheng.ui.lookups import LookupForm
from quancheng.ui.seals import SealedForm

SHORTEST_TEXT = 6  # [D] fewer signs name no matter that somebody could look into


class MessageForm(SealedForm):
    """A message, and as much of its sender as they wish to tell."""

    offered: Sequence[tuple[int, str]] = ()
    tenant = forms.TypedChoiceField(label="写给", coerce=int)
    wish = forms.TypedChoiceField(label="您要", coerce=Kind, choices=EXPLAINED, widget=forms.RadioSelect)
    text = Words(
        label="留言内容",
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=f"什么事、在哪里、希望怎样解决。{SHORTEST_TEXT}至{LONGEST_TEXT}字。",
        error_messages={
            "required": "请写下您要说的话",
            "min_length": f"太短了，请写到{SHORTEST_TEXT}个字以上，让人看得懂是什么事",
            "max_length": "超过%(limit_value)d字（现在%(show_value)d字），请分成几件写",
        },
    )
    name = forms.CharField(
        label="怎样称呼您",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label="手机或电子邮箱",
        max_length=254,
        required=False,
        help_text="只用于核实情况和答复您，加密保存。不留也会办理，凭编号和查询码看答复。",
    )
    wants_mail = forms.BooleanField(label="答复同时发到上面的邮箱", required=False)

    def offer(self, tenants: Iterable[Tenant]) -> None:
        """The governments that one can write to; with one alone there is nothing to choose."""
        field = self.fields["tenant"]
        assert isinstance(field, forms.TypedChoiceField)
        choices = [(tenant.pk, tenant.full_name) for tenant in tenants]
        field.choices = self.offered = choices
        if len(choices) == 1:
            field.widget, field.initial = forms.HiddenInput(), choices[0][0]

    def clean_contact(self) -> str:
        """A phone number or an address, in one spelling."""
        contact = tidy(str(self.cleaned_data["contact"]))
        if contact and not is_contact(contact):
            raise forms.ValidationError(
                "看不出是手机号码还是邮箱，请写成 13800000000 或 name@example.cn 的样子"
            )
        return contact

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).strip()

    def clean(self) -> None:
        """An answer by e-mail needs an e-mail address."""
        told = self.cleaned_data
        if told.get("wants_mail") and "contact" in told and not is_mail(told["contact"]):
            self.add_error("contact", "要用邮件接收答复，请在这里填写电子邮箱")


class StatusForm(LookupForm):
    """Number and code of a message."""

    number = forms.CharField(
        label="编号",
        max_length=30,
        help_text="例如 20260302-12345",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class SelectionForm(Sieve):
    """What a reader looks for among the published messages."""

    kind = forms.TypedChoiceField(
        label="类别", required=False, coerce=Kind, empty_value=None, choices=[("", "全部类别"), *KINDS]
    )
    unit = forms.TypedChoiceField(label="答复单位", required=False, coerce=int, empty_value=None)
    q = forms.CharField(label="含有词语", required=False, max_length=60)

    def offer(self, units: Iterable[tuple[int, str]]) -> None:
        """The units that have answered something public."""
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "全部单位"), *units]

    def wanted(self) -> Selected:
        """What is looked for."""
        self.is_valid()
        told = self.cleaned_data
        return Selected(told.get("kind"), told.get("q", "").strip(), told.get("unit"))
