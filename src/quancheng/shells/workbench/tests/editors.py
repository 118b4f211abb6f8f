"""Who edits the site in a test: a person whose posts bear the role."""

from quancheng.kernel.orgs.models import Person, PostRole
from quancheng.kernel.orgs.roles import Role


def make_editor(person: Person) -> None:
    """The role of a post is all that makes an editor: no group of Wagtail does, and nobody is a superuser."""
    for held in person.holdings.all():
        PostRole.objects.get_or_create(post=held.post, role=Role.SITE_EDITOR)
