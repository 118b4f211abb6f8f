"""The desk pages of the record modules, each under its own name; all of them behind the sign-in.

The three administrators (三员) keep the house and handle no business: to them none of these pages opens.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.roles import EVERY_ADMIN
from quancheng.ui.gate import actor_of

View = Callable[..., HttpResponse]


class NoBusinessOfAdministrators(Refusal):
    """An administrator asked for a page on which officials handle business."""

    code = "workbench.no_business_of_administrators"
    status = 403


def no_administrators(view: View) -> View:
    """Keep the three administrators out of a page. Raises NoBusinessOfAdministrators."""

    @wraps(view)
    def for_business(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if actor_of(request).roles & EVERY_ADMIN:
            raise NoBusinessOfAdministrators(
                "系统、安全、审计三类管理员不办理业务，不能打开业务页面；需要了解情况，请联系政务公开机构"
            )
        return view(request, *args, **kwargs)

    return for_business


_pages = [
    path("plan/", include("quancheng.records.plan.web.urls")),
    path("groundwork/", include("quancheng.records.groundwork.web.urls")),
    path("inspections/", include("quancheng.records.inspections.web.urls")),
    path("mailbox/", include("quancheng.records.mailbox.web.urls")),
    path("disclosure/", include("quancheng.records.disclosure.web.urls")),
    path("remedies/", include("quancheng.records.remedies.web.urls")),
    path("scorecards/", include("quancheng.insight.scorecards.web.urls")),
    path("yearbook/", include("quancheng.insight.yearbook.web.urls")),
]
urlpatterns = decorate_urlpatterns(decorate_urlpatterns(_pages, no_administrators), require_admin_access)
