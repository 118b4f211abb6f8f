"""A freshly migrated database gets its front page."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from quancheng.shells.portal.layout import SitePlan, lay_out_site
from quancheng.shells.portal.models import HomePage, NoticeBoard

pytestmark = pytest.mark.django_db

PLAN = SitePlan(title="某市政务公开", government="某市人民政府", host="某市人民政府办公厅")


class TestLayOutSite:
    def test_makes_our_front_page_the_root(self):
        home = lay_out_site(PLAN)
        site = Site.objects.get()
        assert site.root_page_id == home.pk
        assert site.site_name == "某市政务公开"
        assert NoticeBoard.objects.child_of(home).count() == 1

    def test_takes_down_the_page_that_wagtail_left(self):
        lay_out_site(PLAN)
        assert [type(page.specific) for page in Page.objects.filter(depth=2)] == [HomePage]

    def test_done_twice_is_done_once(self):
        once = lay_out_site(PLAN)
        once.title = "编辑改过的名称"
        once.save()
        again = lay_out_site(PLAN)
        assert again.title == "编辑改过的名称"
        assert (HomePage.objects.count(), NoticeBoard.objects.count(), Site.objects.count()) == (1, 1, 1)

    def test_builds_a_tree_where_none_is(self):
        Site.objects.all().delete()
        Page.objects.all().delete()
        home = lay_out_site(PLAN)
        assert home.get_parent().depth == 1

    def test_has_a_console(self):
        said = StringIO()
        call_command("lay_out_site", title="某县政务公开", government="某县人民政府", stdout=said)
        assert said.getvalue() == "门户首页：某县政务公开（某县人民政府）\n"
