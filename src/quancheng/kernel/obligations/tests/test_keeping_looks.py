"""What is kept of each look: everything when it is new, a line with its digest when it is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quancheng.kernel.files.content import Cell, Content, Paragraph, Table
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.obligations import tasks
from quancheng.kernel.obligations.models import Snapshot
from quancheng.kernel.obligations.queries import kept_text
from quancheng.kernel.obligations.snapshots import Outcome, text_of
from quancheng.kernel.obligations.tests.conftest import PAGE

ADDRESS = "https://www.jinan.gov.cn/zwgk/1.html"


def look() -> Snapshot:
    """The newest line after another week."""
    Snapshot.objects.update(taken_at=timezone.now() - timedelta(days=8))
    tasks.look_around(timezone.now())
    return Snapshot.objects.order_by("-pk")[0]


@pytest.mark.django_db
class TestALook:
    def test_for_the_first_time_keeps_everything(self, bring, web):
        bring(ADDRESS)
        first = look()
        assert (first.outcome, first.page.size) == (Outcome.KEPT, len(PAGE.encode()))
        assert "四次采购意向" in first.text
        assert first.picture

    def test_that_finds_the_same_is_a_line_with_its_digest(self, bring, web):
        bring(ADDRESS)
        first, again = look(), look()
        assert again.outcome == Outcome.SAME
        assert (again.text, again.page, again.picture) == ("", None, None)
        assert (again.digest, again.size, again.status) == (first.digest, first.size, 200)
        assert StoredFile.objects.count() == 2  # the page and the picture of the first look

    def test_that_finds_the_same_takes_no_picture(self, bring, web):
        bring(ADDRESS)
        look()
        look()
        assert web.pictures == 1

    def test_that_finds_a_change_keeps_everything(self, bring, web):
        evidence = bring(ADDRESS)
        look()
        look()
        web.pages[ADDRESS] = PAGE.replace("四次采购意向均已公开，附清单。", "页面维护中，敬请期待。")
        changed = look()
        assert changed.outcome == Outcome.CHANGED
        assert "页面维护中" in changed.text
        assert changed.page
        assert changed.picture
        assert "四次采购意向" in kept_text(evidence)

    def test_after_one_that_found_the_same_compares_with_what_is_kept(self, bring, web):
        bring(ADDRESS)
        assert [look().outcome for _ in range(3)] == [Outcome.KEPT, Outcome.SAME, Outcome.SAME]

    def test_that_finds_nothing_keeps_nothing(self, bring, web, gone):
        bring(ADDRESS)
        web.pages[ADDRESS] = gone
        told = look()
        assert (told.outcome, told.text, told.page, told.picture) == (Outcome.GONE, "", None, None)


class TestTheText:
    def test_holds_tables_row_by_row(self):
        table = Table(((Cell("事项"), Cell("时限")), (Cell("公开\n清单"), Cell("三月"))), place="第1个表格")
        assert text_of(Content((Paragraph("要点"), table))) == "要点\n事项\t时限\n公开 清单\t三月"
