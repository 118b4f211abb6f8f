"""What an official may do in Wagtail's rooms: by the role of the post in which they act, never by its groups.

Nobody has the right to publish there. Wagtail asks the person for these rights; they are put there for the
time of one request.
"""

from collections.abc import Sequence

from django.contrib.auth.models import Permission
from django.utils.functional import SimpleLazyObject
from wagtail.models import GroupPagePermission
from wagtail.permission_policies.pages import PagePermissionPolicy

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import Role
from quancheng.shells.workbench.site.queries import roots_of

RIGHTS = ("add_page", "change_page", "lock_page", "unlock_page")  # never publish_page


def grant_for_this_request(person: Person, actor: Actor) -> None:
    """Wagtail finds the rights of the post where it would otherwise ask its groups."""
    setattr(person, PagePermissionPolicy.permission_cache_name, SimpleLazyObject(lambda: _rights(actor)))


def _rights(actor: Actor) -> Sequence[GroupPagePermission]:
    if Role.SITE_EDITOR not in actor.roles:
        return []
    permissions = [Permission(codename=codename) for codename in RIGHTS]
    return [
        GroupPagePermission(page=root, permission=each) for root in roots_of(actor) for each in permissions
    ]
