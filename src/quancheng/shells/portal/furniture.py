"""What stands on every public page around its content: whose site it is, where it leads, how it is read."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from quancheng.shells.portal import navigation, reading
from quancheng.shells.portal.models import HomePage
from quancheng.shells.portal.navigation import Link


@dataclass(frozen=True, slots=True)
class Furniture:
    """The head and the foot of a public page, finished for the template."""

    site_name: str
    government: str
    host: str
    navigation: tuple[Link, ...]
    tools: tuple[Link, ...]
    search_href: str | None
    elder: bool


def furniture(request: HttpRequest) -> dict[str, Furniture]:
    """For templates of the public surface; the desk has a frame of its own."""
    if settings.SURFACE != "public":
        return {}
    home = home_of(request)
    return {
        "furniture": Furniture(
            site_name=home.title if home else settings.WAGTAIL_SITE_NAME,
            government=home.government if home else "",
            host=home.host if home else "",
            navigation=navigation.navigation(request),
            tools=_tools(request),
            search_href=navigation.address_of(navigation.SEARCH),
            elder=reading.reads_as_elder(request),
        )
    }


def home_of(request: HttpRequest) -> HomePage | None:
    """The front page of the site that this address belongs to; None before the site has been laid out."""
    site = Site.find_for_request(request)
    home: HomePage | None = HomePage.objects.filter(pk=site.root_page_id).first() if site else None
    return home


def _tools(request: HttpRequest) -> tuple[Link, ...]:
    elder = Link(
        "退出长者模式" if reading.reads_as_elder(request) else "长者模式", reading.switch_address(request)
    )
    always = (navigation.MINE, navigation.ACCESSIBILITY)  # the same link for everybody, signed in or not
    found = {entry.label: navigation.address_of(entry) for entry in always}
    mine, accessibility = (Link(label, href) for label, href in found.items() if href)
    return mine, elder, accessibility
