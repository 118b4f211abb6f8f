"""A few invented notices stand on the board of the portal, and come down with the city."""

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life import load_notices
from quancheng.shells.portal.layout import SitePlan, lay_out_site
from quancheng.shells.portal.models import HomePage, Notice, NoticeBoard

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("Asia/Shanghai"))  # Thursday


@pytest.fixture
def home() -> HomePage:
    return lay_out_site(SitePlan(title="某市政务公开", government="某市人民政府", host="某市政府办公厅"))


class TestLoadNotices:
    def test_puts_up_four_that_say_they_are_invented(self, home):
        assert load_notices(NOW) == 4
        told = list(Notice.objects.live().descendant_of(home))
        assert len(told) == 4
        assert all("演示" in one.title and "演示内容" in one.body for one in told)
        assert all(one.issued_on < NOW.date() for one in told)

    def test_shows_them_on_the_portal(self, home, client):
        load_notices(NOW)
        newest = Notice.objects.order_by("-issued_on").first()
        assert newest.title in client.get("/notices/").text
        assert "12345" in client.get(Notice.objects.get(slug="demo-notice-1").url).text

    def test_changes_nothing_a_second_time(self, home):
        load_notices(NOW)
        assert load_notices(NOW) == 0
        assert Notice.objects.count() == 4

    def test_waits_for_a_board(self):
        assert load_notices(NOW) == 0

    def test_is_refused_in_production(self, home, settings):
        settings.IN_PRODUCTION = True
        with pytest.raises(DemoInProduction):
            load_notices(NOW)


class TestTheConsole:
    def test_takes_them_down_and_leaves_those_of_editors(self, home):
        load_notices(NOW)
        board = NoticeBoard.objects.child_of(home).get()
        board.add_child(
            instance=Notice(
                title="正式公告", slug="real", issuer="某市政府办公厅", issued_on=NOW.date(), body="<p>。</p>"
            )
        )
        out = StringIO()
        call_command("demo", "unload", stdout=out)
        assert "已移除演示通知公告4篇" in out.getvalue()
        assert [one.title for one in Notice.objects.all()] == ["正式公告"]
