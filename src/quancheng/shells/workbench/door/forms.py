"""What is asked at the door, in the house's own words."""

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as ByPassword
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ByCode
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils import timezone

from quancheng.shells.workbench.door.queries import is_locked
from quancheng.shells.workbench.door.sessions import limits

MINUTE = 60  # seconds


def code_box() -> forms.TextInput:
    """Where six digits are typed, on a phone by its number keys; nothing is remembered by the browser."""
    return forms.TextInput(
        attrs={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "autofocus": True,
            "class": "door__code",
        }
    )


class SignInForm(LoginForm):
    """Account and password. What is refused is told in one sentence that does not say which was wrong."""

    password = forms.CharField(
        label="密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        box = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
        self.fields["login"] = forms.CharField(label="账号", max_length=60, widget=box)
        self.order_fields(["login", "password"])

    def clean(self) -> dict[str, object]:
        """A locked account is told as locked, whether it exists or not, right password or wrong."""
        try:
            told: dict[str, object] = super().clean()
        except forms.ValidationError:
            if is_locked(self.cleaned_data["login"], now=timezone.now()):
                raise forms.ValidationError(locked(), code="locked") from None
            raise
        return told


class CodeForm(AuthenticateForm):
    """Six digits from the phone, or one of the recovery codes."""

    code = forms.CharField(
        label="验证码", help_text="手机应用上的六位数字；手机不在身边，可用一个恢复码。", widget=code_box()
    )


class PasswordAgainForm(ByPassword):
    """The own password once more."""

    password = forms.CharField(
        label="密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class CodeAgainForm(ByCode):
    """Six digits once more."""

    code = forms.CharField(
        label="验证码", help_text="手机应用上的六位数字，或者一个恢复码。", widget=code_box()
    )


class SetFactorForm(ActivateTOTPForm):
    """The first six digits, which prove that the phone has taken the secret."""

    code = forms.CharField(label="手机上显示的六位数字", widget=code_box())


def locked() -> str:
    """What somebody reads whose account is locked."""
    told = limits()
    minutes = int(told.locked_for.total_seconds()) // MINUTE
    return f"连续输错{told.failures}次，账号已锁定{minutes}分钟；急用，请联系安全管理员解锁。"
