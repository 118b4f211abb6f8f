"""The desk pages of the record modules, each under its own name; all of them behind the sign-in."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

urlpatterns = decorate_urlpatterns(
    [
        path("plan/", include("quancheng.records.plan.web.urls")),
        path("mailbox/", include("quancheng.records.mailbox.web.urls")),
    ],
    require_admin_access,
)
