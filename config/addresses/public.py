"""What citizens can reach. No address of the desk stands here.

Of Wagtail's own addresses only the two that serve: its sign-in pages for private pages stay out,
because nothing on the portal is private.
"""

from django.urls import include, path, re_path
from wagtail.documents.views.serve import serve as serve_document
from wagtail.urls import serve_pattern
from wagtail.views import serve as serve_page

from quancheng.shells.portal import pages
from quancheng.ui.shelf import shelved

handler404 = pages.not_found

urlpatterns = [
    path("", include("quancheng.shells.portal.urls")),
    path("plan/", include("quancheng.records.plan.web.site_urls")),
    path("mailbox/", include("quancheng.records.mailbox.web.site_urls")),
    path("documents/<int:document_id>/<str:document_filename>", serve_document, name="wagtaildocs_serve"),
    re_path(serve_pattern, shelved()(serve_page), name="wagtail_serve"),
]
