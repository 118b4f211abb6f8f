"""What officials can reach: Wagtail's frame, with the workbench in it."""

from django.urls import include, path
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

urlpatterns = [
    path("documents/", include(document_urls)),
    path("", include("quancheng.shells.workbench.door.urls")),
    path("", include("quancheng.shells.workbench.urls")),
    path("", include("quancheng.shells.workbench.of_records")),
    path("", include(admin_urls)),
]
