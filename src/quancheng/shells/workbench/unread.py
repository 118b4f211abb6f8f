"""How many notices wait for the official: asked once a page, shown in the bar on top and in the menu."""

from django.http import HttpRequest

from quancheng.kernel.notify.queries import unread_count
from quancheng.ui.gate import actor_of


def unread_of(request: HttpRequest) -> int:
    """The count for whoever asks; one query a request, however often a page shows it."""
    known: int | None = getattr(request, "unread_notices", None)
    if known is None:
        known = unread_count(actor_of(request))
        request.unread_notices = known  # type: ignore[attr-defined]  # read above
    return known
