"""What stands on every desk page around its content: who I am, in which post, what waits, where to go."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.access.actors import posts_of, seat_of
from quancheng.kernel.orgs.models import Holding, Person
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.shells.workbench.menu import entries_for
from quancheng.shells.workbench.unread import unread_of
from quancheng.ui.gate import actor_of


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post that the official may act in."""

    post_id: int
    label: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """An entry of the menu for a window without scripts, where Wagtail draws none."""

    label: str
    href: str
    unread: str  # how many notices wait there; empty when none does
    is_here: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The bar on top of a desk page and its menu, finished for the template."""

    name: str
    posts: tuple[PostChoice, ...]
    seat: str  # the administrator's seat, when the official acts from one
    switch_href: str
    help_href: str
    inbox_href: str
    search_href: str  # empty on the page of the search, which has the box of its own
    unread: int
    ways: tuple[Way, ...]


def frame(request: HttpRequest) -> dict[str, Frame]:
    """For templates of the desk; the public surface has furniture of its own."""
    if settings.SURFACE != "desk" or not isinstance(request.user, Person):
        return {}
    posts = post_choices(request, request.user)
    return {
        "frame": Frame(
            name=request.user.name,
            posts=posts,
            seat="" if posts else _seat(request.user),
            switch_href=reverse("workbench:act_as"),
            help_href=reverse("workbench:help"),
            inbox_href=reverse("workbench:inbox"),
            search_href=_search_href(request),
            unread=unread_of(request),
            ways=_ways(request),
        )
    }


def _search_href(request: HttpRequest) -> str:
    href = reverse("workbench:search")
    return "" if request.path == href else href


def _ways(request: HttpRequest) -> tuple[Way, ...]:
    items = entries_for(request)
    here = max((item.url for item in items if request.path.startswith(item.url)), key=len, default="")
    return tuple(
        Way(item.label, item.url, item.attrs.get("data-unread", ""), is_here=item.url == here)
        for item in items
    )


def post_choices(request: HttpRequest, person: Person) -> tuple[PostChoice, ...]:
    """The posts among which the official may choose today, the one in use marked."""
    current = actor_of(request).post_id
    return tuple(
        PostChoice(held.post_id, _label(held), is_current=held.post_id == current)
        for held in posts_of(person, timezone.localdate())
    )


def _label(held: Holding) -> str:
    standing_in = f"（代 {held.stands_in_for.person.name}）" if held.stands_in_for else ""
    return f"{held.post.unit} · {held.post.title}{standing_in}"


def _seat(person: Person) -> str:
    seat = seat_of(person)
    return f"{seat.tenant} · {AdminRole(seat.role).says}" if seat else ""
