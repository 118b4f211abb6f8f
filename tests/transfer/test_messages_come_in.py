"""What the public wrote comes in, whole, once and in order: compared in two houses of their own."""

import shutil

WRITES = """
from datetime import datetime
from zoneinfo import ZoneInfo
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Tenant
from quancheng.records.mailbox.public import Kind, send_message
now = datetime(2026, 3, 3, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # Tuesday
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
    "source": bool(one.source)}
    for one in Message.objects.filter(once__startswith="form-").order_by("number")]))
"""
RAW = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT name FROM mailbox_message WHERE once LIKE 'form-%'")
    print(json.dumps([row[0] for row in cursor.fetchall()]))
"""


def writing(*words: str) -> str:
    return WRITES.replace("WORDS", repr(words))


class TestWhatThePublicWrote:
    def test_comes_in_whole_once_and_in_order(self, two_houses, tmp_path):
        outer, inner = two_houses
        numbers = outer.says(writing("甲", "乙"))
        outer.send()
        assert "没有要送往内网的新内容" in outer.send()
        assert "写入2条" in inner.take(outer.gate)

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
        assert "方向不对" in outer.take(outer.gate)

        outer.says(writing("丙"))
        outer.send()
        outer.says(writing("丁"))
        outer.send()
        alone = tmp_path / "alone"
        alone.mkdir()
        *_, lost, later = sorted(outer.gate.glob("*.qct"))
        shutil.copy(later, alone)
        assert "缺少第" in inner.take(alone)
        data = bytearray(lost.read_bytes())
        data[len(data) // 2] ^= 1
        (alone / lost.name).write_bytes(data)
        assert "不完整或被改动过" in inner.take(alone)
        assert len(inner.says(READS)) == 2
        assert inner.take(outer.gate).count("写入1条") == 2
        assert len(inner.says(READS)) == 4
        assert "审计" in inner.console("manage.py", "verify_audit")

    def test_leaves_no_name_outside_once_the_office_has_it(self, two_houses):
        outer, inner = two_houses
        outer.says(writing("戊"))
        outer.send()
        inner.take(outer.gate)
        inner.send()
        outer.take(inner.gate)
        assert {(one["name"], one["contact"]) for one in outer.says(READS)} == {("", "")}
        assert "演示戊" in {one["name"] for one in inner.says(READS)}
        assert all(one["text"] for one in outer.says(READS))
