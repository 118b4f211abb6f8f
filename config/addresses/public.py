"""What citizens can reach. No address of the desk stands here.

Of Wagtail's own addresses only the one that serves pages: its sign-in pages for private pages stay out,
because nothing on the portal is private, and so do its documents, because no page can have any.
"""

from django.urls import include, path, re_path
from wagtail.urls import serve_pattern
from wagtail.views import serve as serve_page

from quancheng.shells.portal import pages
from quancheng.ui.shelf import shelved

handler404 = pages.not_found

urlpatterns = [
    path("", include("quancheng.shells.portal.urls")),
    path("plan/", include("quancheng.records.plan.web.site_urls")),
    path("mine/", include("quancheng.shells.mine.urls")),
    path("disclosure/", include("quancheng.records.disclosure.web.site_urls")),
    path("mailbox/", include("quancheng.records.mailbox.web.site_urls")),
    path("yearbook/", include("quancheng.insight.yearbook.web.site_urls")),
    re_path(serve_pattern, shelved()(serve_page), name="wagtail_serve"),
]
