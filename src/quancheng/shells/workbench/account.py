"""我的账号: what an official may change about their own sign-in. It stands where Wagtail's own page would."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.commands.people import change_own_password
from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench.door.queries import has_second_factor
from quancheng.ui.gate import actor_of


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show who I am and let me choose a new password; other sign-ins of mine end with the old one."""
    person = request.user
    assert isinstance(person, Person)
    form = PasswordChangeForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid() and _changed(request, person, form):
        messages.success(request, gettext("新密码已生效，下次登录请使用新密码。"))
        return redirect("workbench:account")
    context = {"form": form, "person": person, "has_factor": has_second_factor(person)}
    return render(request, "workbench/desk/account.html", context, status=422 if form.errors else 200)


def _changed(request: HttpRequest, person: Person, form: PasswordChangeForm) -> bool:
    """Run the command; a refusal becomes a sentence in the form. The sign-in at hand goes on."""
    try:
        change_own_password(
            person=person,
            password=form.cleaned_data["new_password1"],
            actor=actor_of(request),
            now=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error("new_password1", refusal.sentence)
        return False
    update_session_auth_hash(request, person)
    return True
