"""What the public wrote comes in, what was made public goes out: compared in two houses of their own."""

import shutil

WRITES = """
from datetime import datetime
from zoneinfo import ZoneInfo
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Tenant
from quancheng.records.mailbox.public import Kind, send_message
now = datetime(2024, 3, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # Tuesday
city = Tenant.objects.get(slug="jinan")
sent = [send_message(tenant_id=city.pk, wish=Kind.SUGGESTION, text=f"建议{word}：多设座椅。",
    name=f"演示{word}", contact="13800000000", once=f"form-{word}", source="203.0.113.1",
    actor=Actor.anonymous(), now=now).number
    for word in WORDS]
print(json.dumps(sent))
"""
READS = """
from quancheng.records.mailbox.models import Message
fields = ("number", "wish", "text", "name", "contact", "wants_mail", "about", "about_title", "once")
print(json.dumps([{**{name: getattr(one, name) for name in fields}, "at": str(one.received_at),
    "opened": str(one.case.opened_on), "due": str(one.case.due_on), "unit": one.case.unit.name,
    "source": bool(one.source)} for one in Message.objects.order_by("number")]))
"""
RAW = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT name FROM mailbox_message")
    print(json.dumps([row[0] for row in cursor.fetchall()]))
"""
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
    for one in Notice.objects.live()}))
"""


def writing(*words: str) -> str:
    return WRITES.replace("WORDS", repr(words))


class TestWhatThePublicWrote:
    def test_comes_in_whole_once_and_in_order(self, two_houses, tmp_path):
        outer, inner = two_houses
        numbers = outer.says(writing("甲", "乙"))
        assert "已写第1号包" in outer.send()
        assert "没有要送往内网的新内容" in outer.send()
        assert "共2条，写入2条" in inner.take(outer.gate)

        outside, inside = outer.says(READS), inner.says(READS)
        assert sorted(numbers) == [one["number"] for one in inside]
        assert {one.pop("source") for one in outside} == {True}
        assert {one.pop("source") for one in inside} == {False}  # where it came from stays outside
        assert inside == outside  # its term runs from the day on which it was received outside
        assert {one["name"] for one in inside} == {"演示甲", "演示乙"}

        sealed = inner.says(RAW)
        assert all(name.startswith("qc1.sm4-gcm.") for name in sealed)
        assert not {name.split(".")[2] for name in sealed} & {name.split(".")[2] for name in outer.says(RAW)}

        assert "已经导入过，没有改动" in inner.take(outer.gate)
        assert len(inner.says(READS)) == 2
        assert "方向不对" in outer.take(outer.gate)

        outer.says(writing("丙"))
        outer.send()
        outer.says(writing("丁"))
        outer.send()
        alone = tmp_path / "alone"
        alone.mkdir()
        _, second, third = sorted(outer.gate.glob("*.qct"))
        shutil.copy(third, alone)
        assert "缺少第2号包" in inner.take(alone)
        data = bytearray(second.read_bytes())
        data[len(data) // 2] ^= 1
        (alone / second.name).write_bytes(data)
        assert "不完整或被改动过" in inner.take(alone)
        assert len(inner.says(READS)) == 2
        assert inner.take(outer.gate).count("写入1条") == 2
        assert len(inner.says(READS)) == 4
        assert "审计" in inner.console("manage.py", "verify_audit")


class TestWhatWasMadePublic:
    def test_goes_out_and_goes_down(self, two_houses):
        outer, inner = two_houses
        inner.says(NOTICES + PUTS_UP)
        outer.says(NOTICES + PUTS_UP.replace("one", "own").replace("two", "own2"))
        assert "已写第1号包" in inner.send()
        assert "写入2条" in outer.take(inner.gate)
        shown = outer.says(NOTICES + SHOWS)
        assert set(shown) == {"one", "two", "own", "own2"}
        assert shown["one"] == ["公告one", "演示市政府办公厅", "2024-03-04", "<p>见页面。</p>"]
        assert "没有要送往外网的新内容" in inner.send()

        inner.says(NOTICES + CHANGES)
        assert "已写第2号包" in inner.send()
        assert "写入2条" in outer.take(inner.gate)
        shown = outer.says(NOTICES + SHOWS)
        assert set(shown) == {"two", "own", "own2"}  # what this side put up itself stays
        assert shown["two"][3] == "<p>改过的第二件。</p>"
