"""What allauth asks of the house: its words, what follows a sign-in, where secrets are sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from quancheng.kernel.crypto.port import machine
from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench.door import commands, sessions
from quancheng.ui.source import source_of

REFUSED = "账号或密码不正确，请核对后重试；忘记密码，请联系安全管理员重新发放。"
TOO_OFTEN = "尝试的次数太多，请过一会儿再试。"
WRONG_CODE = "验证码不正确：请核对手机时间是否准确，再输入当前显示的六位数字；每个验证码只能用一次。"
SEALED_FOR = "workbench.second_factor"


class DoorAdapter(DefaultAccountAdapter):
    """Nobody signs up here; who signs in is written down, and the oldest of too many sign-ins ends."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": REFUSED,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "incorrect_password": "密码不正确，请核对后重试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth hands it over
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return source_of(request)

    def is_reauthentication_required(self, *, app: str, **_: object) -> bool:  # noqa: ARG002  # all apps alike
        return not sessions.is_sure(context.request, now=timezone.now())

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:  # noqa: ARG002
        """Who has proved who they are, but whose account is out of use, is told so."""
        return render(request, "workbench/door/unknown.html", status=403)

    def post_login(self, request: HttpRequest, user: Person, **told: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **told)
        ended = sessions.end_the_oldest(request, user)
        proof = sessions.proof_of(request)
        commands.note_sign_in(person=user, source=source_of(request), proof=proof, now=timezone.now())
        sessions.tell_of_ended(request, ended)
        return response

    def add_message(self, *_: object, **__: object) -> None:
        """What allauth would say in passing, the pages themselves say."""

    def send_notification_mail(self, *_: object, **__: object) -> None:
        """Letters go out through `notify` alone."""


class SealedMFAAdapter(DefaultMFAAdapter):
    """The secrets of the second factor lie in the database sealed, as personal data does."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "本系统要求使用动态口令，不能停用；更换手机的，请联系安全管理员重置。",
        "cannot_generate_recovery_codes": "先启用动态口令，再生成恢复码。",
    }

    def encrypt(self, text: str) -> str:
        return machine().encrypt(text, purpose=SEALED_FOR)

    def decrypt(self, encrypted_text: str) -> str:
        return machine().decrypt(encrypted_text, purpose=SEALED_FOR)

    def get_totp_label(self, user: Person) -> str:
        return user.account

    def get_totp_issuer(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:  # noqa: ARG002  # one rule for all
        return not sessions.must_have_second_factor()

    def send_notification_mail(self, *_: object, **__: object) -> None:
        """Letters go out through `notify` alone."""
