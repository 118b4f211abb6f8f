"""What citizens can reach. No address of the desk stands here."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.documents import urls as document_urls

urlpatterns = [
    path("", include("quancheng.shells.portal.urls")),
    path("documents/", include(document_urls)),
    path("", include(wagtail_urls)),
]
