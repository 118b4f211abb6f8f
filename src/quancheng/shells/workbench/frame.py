"""What stands on every desk page around its content: who I am, in which post I act, where help is."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post that the official may act in."""

    post_id: int
    label: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The bar on top of a desk page, finished for the template."""

    name: str
    posts: tuple[PostChoice, ...]
    switch_href: str | None
    help_href: str | None

    @property
    def current_post(self) -> PostChoice | None:
        return next((post for post in self.posts if post.is_current), None)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """For templates of the desk; the public surface has furniture of its own."""
    if settings.SURFACE != "desk" or not request.user.is_authenticated:
        return {}
    return {
        "frame": Frame(
            name=request.user.get_full_name(),
            posts=posts_of(request),
            switch_href=_address("workbench:act_as"),
            help_href=_address("workbench:help"),
        )
    }


def posts_of(request: HttpRequest) -> tuple[PostChoice, ...]:  # noqa: ARG001  # until orgs knows posts
    """The posts among which the official may choose."""
    return ()


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
