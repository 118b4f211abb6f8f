"""Signing in, and the one permission that Wagtail asks for before it shows its frame."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.utils import timezone

from quancheng.kernel.access.actors import opens_desk
from quancheng.kernel.orgs.models import Person

Account = Person | AnonymousUser

ACCESS_ADMIN = "wagtailadmin.access_admin"
_ASKED = "_desk_asked"


class PostBackend(ModelBackend):
    """The desk opens to whoever holds a post or an administrator's seat today, and to nobody else.

    In production a demo account cannot sign in at all, and a session of one ends.
    """

    def user_can_authenticate(self, user: Account | None) -> bool:
        if settings.IN_PRODUCTION and isinstance(user, Person) and user.is_demo:
            return False
        return super().user_can_authenticate(user)

    def get_all_permissions(self, user_obj: Account, obj: Model | None = None) -> set[str]:
        found = super().get_all_permissions(user_obj, obj)
        if obj is None and isinstance(user_obj, Person) and _opens_desk_today(user_obj):
            return found | {ACCESS_ADMIN}
        return found


def _opens_desk_today(person: Person) -> bool:
    """Asked dozens of times for one page, read once: the person is fetched anew for each request."""
    today = timezone.localdate()
    asked_on, answer = getattr(person, _ASKED, (None, False))
    if asked_on != today:
        answer = opens_desk(person, today)
        setattr(person, _ASKED, (today, answer))
    return answer
