"""The sign-in in the house's own words: Wagtail's form speaks of users, and leaves a field without a name."""

from django import forms
from wagtail.admin.forms.auth import LoginForm

REFUSED = "账号或密码不正确，请核对后重试；忘记密码，请联系安全管理员重新发放。"


class SignInForm(LoginForm):
    """Account and password. What is refused is told in one sentence that does not say which was wrong."""

    password = forms.CharField(label="密码", strip=False, widget=forms.PasswordInput)

    def get_invalid_login_error(self) -> forms.ValidationError:
        return forms.ValidationError(REFUSED, code="invalid_login")
