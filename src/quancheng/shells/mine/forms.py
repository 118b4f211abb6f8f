"""The shape of what a citizen enters at the door and in the account."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password

from quancheng.kernel.citizens.models import Citizen
from quancheng.kernel.citizens.ways import LONGEST, Address, Way, address_in
from quancheng.ui.seals import SealedForm

HIDDEN_INPUT = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
LONGEST_NAME = 40
LONGEST_PASSWORD = 128


class AddressField(forms.CharField):
    """A mobile phone of this country or an e-mail address, in one spelling."""

    def __init__(self, **told: Any) -> None:
        super().__init__(max_length=LONGEST, **told)

    def clean(self, value: Any) -> Address:
        """Raises ValidationError."""
        address = address_in(str(super().clean(value)))
        if address is None:
            raise forms.ValidationError(
                "看不出是手机号码还是邮箱，请写成 13800000000 或 name@example.cn 的样子"
            )
        return address


def words_for(ways: tuple[str, ...]) -> str:
    """What is asked for where these ways are open."""
    return "或".join(way.says for way in Way if way.value in ways) or "手机号码"


class AddressForm(SealedForm):
    """Where the code is to go, and the consent without which nothing may be kept.

    《个人信息保护法》第十三条、第三十一条: for children under fourteen their parents consent.
    """

    address = AddressField(
        widget=forms.TextInput(attrs={**HIDDEN_INPUT, "autocomplete": "username"}),
        error_messages={"required": "请填写接收验证码的手机号码或邮箱"},
    )
    consent = forms.BooleanField(
        label="同意",
        error_messages={"required": "请阅读个人信息处理告知，同意后勾选这一项"},
    )

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["address"].label = words_for(settings.CITIZEN_WAYS)


class NewAddressForm(SealedForm):
    """The phone or e-mail address by which the account is to go."""

    address = AddressField(
        label="新的手机号码或电子邮箱",
        help_text="验证码会发到这里；填手机号码就换手机，填邮箱就换邮箱。",
        widget=forms.TextInput(attrs=HIDDEN_INPUT),
    )


class CodeForm(forms.Form):
    """The digits that came."""

    digits = forms.CharField(
        label="验证码",
        max_length=20,
        help_text="6位数字",
        widget=forms.TextInput(
            attrs={**HIDDEN_INPUT, "autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
        error_messages={"required": "请填写收到的6位数字"},
    )


class PasswordForm(SealedForm):
    """An address and the password that was set for it."""

    address = AddressField(
        label="手机号码或电子邮箱", widget=forms.TextInput(attrs={**HIDDEN_INPUT, "autocomplete": "username"})
    )
    password = forms.CharField(
        label="密码",
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """A password, twice."""

    password = forms.CharField(
        label="新密码",
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输入一遍",
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, citizen: Citizen, **told: Any) -> None:
        super().__init__(*args, **told)
        self.citizen = citizen
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        """The same rules as for officials. Raises ValidationError."""
        told = str(self.cleaned_data["password"])
        validate_password(told, user=cast("Any", self.citizen))
        return told

    def clean(self) -> None:
        """Raises ValidationError."""
        told = self.cleaned_data
        if "password" in told and "again" in told and told["password"] != told["again"]:
            self.add_error("again", "两次输入的不一样，请再输入一遍")


class NameForm(forms.Form):
    """How one wants to be called; empty is an answer."""

    name = forms.CharField(
        label="称呼",
        max_length=LONGEST_NAME,
        required=False,
        help_text="只显示在您自己的页面上，加密保存，可以不填。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class CloseForm(SealedForm):
    """Where the code goes by which an account is closed."""

    to = forms.ChoiceField(label="验证码发到", widget=forms.RadioSelect)

    def offer(self, addresses: tuple[Address, ...]) -> None:
        """The addresses of the account that this house reaches."""
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        open_ones = [one for one in addresses if one.way.value in settings.CITIZEN_WAYS]
        field.choices = [(one.way.value, f"{one.way.says} {one.masked}") for one in open_ones]
        if open_ones:
            field.initial = open_ones[0].way.value
