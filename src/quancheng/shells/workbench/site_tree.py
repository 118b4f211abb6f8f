"""网站内容: the door from the desk to the site tree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from wagtail.models import Site

from quancheng.kernel.basis.refusal import Refusal


class NoSite(Refusal):
    """No front page has been put up yet."""

    code = "workbench.no_site"
    status = 404


@require_safe
def site_tree(request: HttpRequest) -> HttpResponse:
    """Lead the editor to the front page of the site. It stands where Wagtail lists the roots of all sites.

    Raises NoSite.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise NoSite("门户网站尚未建立，请系统管理员先运行 manage.py lay_out_site")
    return redirect("wagtailadmin_explore", site.root_page_id)
