"""Notices that editors put up inside stand outside, and come down there."""

NOTICES = """
from datetime import date
from quancheng.shells.portal.models import Notice, NoticeBoard
board = NoticeBoard.objects.get()
"""
PUTS_UP = """
for slug, body in (("one", '<p>见<a linktype="page" id="3">页面</a>。</p>'), ("two", "<p>第二件。</p>")):
    board.add_child(instance=Notice(title=f"公告{slug}", slug=slug, issuer="演示市政府办公厅",
        issued_on=date(2024, 3, 4), body=body))
print("[]")
"""
CHANGES = """
Notice.objects.get(slug="one").unpublish()
two = Notice.objects.get(slug="two")
two.body = "<p>改过的第二件。</p>"
two.save()
print("[]")
"""
SHOWS = """
print(json.dumps({one.slug: [one.title, one.issuer, str(one.issued_on), one.body]
    for one in Notice.objects.live().filter(slug__in=["one", "two", "own", "own2"])}))
"""


class TestWhatWasMadePublic:
    def test_goes_out_and_goes_down(self, two_houses):
        outer, inner = two_houses
        inner.says(NOTICES + PUTS_UP)
        outer.says(NOTICES + PUTS_UP.replace("one", "own").replace("two", "own2"))
        inner.send()
        outer.take(inner.gate)
        shown = outer.says(NOTICES + SHOWS)
        assert set(shown) == {"one", "two", "own", "own2"}
        assert shown["one"] == ["公告one", "演示市政府办公厅", "2024-03-04", "<p>见页面。</p>"]
        assert "没有要送往外网的新内容" in inner.send()

        inner.says(NOTICES + CHANGES)
        inner.send()
        outer.take(inner.gate)
        shown = outer.says(NOTICES + SHOWS)
        assert set(shown) == {"two", "own", "own2"}  # what this side put up itself stays
        assert shown["two"][3] == "<p>改过的第二件。</p>"
        outer.says(NOTICES + 'Notice.objects.filter(slug__startswith="own").delete()\nprint("[]")')
