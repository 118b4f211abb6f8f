"""Coming in by the city's identity platform (统一身份认证平台): it says who it is."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.queries import person_of_account
from quancheng.ui.source import source_of


class PlatformAdapter(DefaultSocialAccountAdapter):
    """Only who is in the register comes in; nobody is registered by coming.

    The first time, the claim named in `OIDC_CLAIM` must be an account of the register; from then on the
    platform's own number of the person (`sub`) is what counts: a second number never comes in as the same
    person, whatever it claims. Nothing else that the platform tells is kept.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person. Raises ImmediateHttpResponse with a page of ours."""
        told = sociallogin.account.extra_data
        claims = {**(told.get("id_token") or {}), **(told.get("userinfo") or {})}
        sociallogin.account.extra_data = {"sub": sociallogin.account.uid}
        if sociallogin.is_existing:
            return
        person = person_of_account(str(claims.get(settings.IDENTITY_PLATFORM.claim) or ""))
        if person is None or not _may_come(person) or _is_known(person):
            raise ImmediateHttpResponse(render(request, "workbench/door/unknown.html", status=403))
        sociallogin.connect(request, person)

    def get_client_ip(self, request: HttpRequest) -> str:
        return source_of(request)


def _is_known(person: Person) -> bool:
    """Whether the platform knows this person by another number already."""
    return bool(SocialAccount.objects.filter(user=person).exists())


def _may_come(person: Person) -> bool:
    """In production no demo account, as with a password."""
    return not (settings.IN_PRODUCTION and person.is_demo)
