"""Notices, found by whoever is about to ask for what one of them says."""

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse
from django.utils.html import strip_tags

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.finding import Found, Rows
from quancheng.kernel.links.openly import Stand
from quancheng.shells.portal.models import Notice

KIND = "portal.notice"


def _rows(_: Actor) -> Rows:
    """What everybody may read, whoever asks."""
    found: Rows = Notice.objects.live().public()
    return found


def _tell(rows: Sequence[Notice]) -> list[Found]:
    return [
        Found(
            RecordRef(KIND, str(one.pk)), one.title, strip_tags(one.body), one.issued_on, address=_page(one)
        )
        for one in rows
    ]


def _page(notice: Notice) -> str:
    """Where it opens on the portal; the desk has no address of it."""
    try:
        reverse("portal:notices")
    except NoReverseMatch:
        return ""
    return notice.get_url() or ""


NOTICE_PAGES = Stand(KIND, "通知公告", rows=_rows, fields=("title", "body"), tell=_tell)
