"""我的账号: what an official may change about their own sign-in. It stands where Wagtail's own page would."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quancheng.kernel.orgs.models import Person


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show who I am and let me choose a new password; other sign-ins of mine end with the old one."""
    assert isinstance(request.user, Person)
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, form.user)
        messages.success(request, gettext("新密码已生效，下次登录请使用新密码。"))
        return redirect("workbench:account")
    return render(request, "workbench/desk/account.html", {"form": form, "person": request.user})
