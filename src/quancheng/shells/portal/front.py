"""What the front page shows: the plan of the year first, then the doors, then the latest notices."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from quancheng.shells.portal import navigation
from quancheng.shells.portal.glance import plan_at_a_glance
from quancheng.shells.portal.navigation import Link

LATEST = 6


def front_page(request: HttpRequest, notices: QuerySet[Page]) -> dict[str, object]:
    """Everything the front page needs, finished for the template."""
    return {
        "plan": plan_at_a_glance(),
        "doors": doors(request),
        "notices": notices.order_by("-issued_on", "-pk")[:LATEST],
    }


def doors(request: HttpRequest) -> tuple[Link, ...]:
    """The entries of the navigation that say what one finds behind them."""
    return tuple(link for link in navigation.navigation(request) if link.says)
