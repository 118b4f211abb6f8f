"""Laying out the site: the tree that a freshly migrated database does not hold yet."""

from dataclasses import dataclass

from wagtail.models import Locale, Page, Site

from quancheng.kernel.basis.command import command
from quancheng.shells.portal.models import HomePage, NoticeBoard

NOTICES = "notices"  # its children stand under the address that the portal's own list has


@dataclass(frozen=True, slots=True)
class SitePlan:
    """How the site is called, whose it is, and where it is reached."""

    title: str
    government: str
    host: str
    hostname: str = "localhost"
    port: int = 80
    welcome: str = ""


@command
def lay_out_site(plan: SitePlan) -> HomePage:
    """Make sure that the site has our front page as its root and a notice board under it; twice is once.

    A front page that stands already keeps what editors wrote on it.
    """
    home = HomePage.objects.order_by("pk").first() or _put_up_home(plan)
    if not NoticeBoard.objects.child_of(home).exists():
        home.add_child(instance=NoticeBoard(title="通知公告", slug=NOTICES))
    _point_site(home, plan)
    _take_down_welcome()
    return home


def _put_up_home(plan: SitePlan) -> HomePage:
    Locale.objects.get_or_create(language_code="zh-hans")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    home = HomePage(
        title=plan.title, slug="portal", government=plan.government, host=plan.host, welcome=plan.welcome
    )
    added: HomePage = root.add_child(instance=home)
    return added


def _point_site(home: HomePage, plan: SitePlan) -> None:
    """The one site that Wagtail's migrations made becomes ours."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id == home.pk:
        return
    site.hostname, site.port, site.site_name, site.root_page = plan.hostname, plan.port, plan.title, home
    site.save()


def _take_down_welcome() -> None:
    """The page by which Wagtail greets a new site would otherwise stand in the editors' tree for ever."""
    for page in Page.objects.exact_type(Page).filter(depth=2, slug="home", sites_rooted_here=None):
        page.delete()
