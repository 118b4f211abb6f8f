"""网站内容: the door from the desk to the site tree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.workbench.site.queries import roots_of
from quancheng.ui.gate import actor_of


class NoSite(Refusal):
    """No front page has been put up yet."""

    code = "workbench.no_site"
    status = 404


@require_safe
def site_tree(request: HttpRequest) -> HttpResponse:
    """Lead the editor to the front page of the own government. It stands where Wagtail lists all sites.

    Raises NoSite.
    """
    roots = roots_of(actor_of(request))
    if not roots:
        raise NoSite("本级政府的门户网站尚未建立，请系统管理员先运行 manage.py lay_out_site")
    return redirect("wagtailadmin_explore", roots[0].pk)
