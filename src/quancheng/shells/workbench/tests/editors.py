"""Who edits the site in a test: a person of a group that has every right on the whole tree."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Locale, Page

from quancheng.kernel.orgs.models import Person

RIGHTS = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")


def make_editor(person: Person) -> None:
    """The rights of Wagtail's groups are all that an editor can have: nobody is a superuser."""
    Locale.objects.get_or_create(language_code="zh-hans")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    group, _ = Group.objects.get_or_create(name="网站编辑")
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)
    person.groups.add(group)
