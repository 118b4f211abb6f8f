"""A citizen writes outside, an official answers inside, the citizen reads the answer outside."""

WRITES = """
import re
from django.test import Client
from quancheng.kernel.text.codes import tidy
from quancheng.ui import seals
from django.utils import timezone
from datetime import timedelta
citizen = Client(HTTP_HOST="localhost")
page = citizen.get("/mailbox/new/").content.decode()
tenant = re.search(r'name="tenant"[^>]*value="(\\d+)"|<option value="(\\d+)"', page)
told = {"wish": "question", "text": TEXT, "name": "演示居民", "contact": "13800000000",
    "tenant": next(one for one in tenant.groups() if one) if tenant else "1",
    "seal": seals.new_seal(timezone.now() - timedelta(minutes=1))}
sent = citizen.post("/mailbox/new/", told)
assert sent.status_code == 302, sent.content.decode()
receipt = citizen.get(sent["Location"]).content.decode()
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.queries.senders import code_of
message = Message.objects.order_by("-pk").first()
number = message.number
assert number in receipt
Message.objects.filter(pk=message.pk).update(received_at=timezone.now() - timedelta(minutes=5))
print(json.dumps([number, code_of(number)]))
"""
ANSWERS = """
from datetime import timedelta
from django.utils import timezone
from quancheng.kernel.orgs.roles import Role
from quancheng.records.mailbox.models import Message
from quancheng.records.mailbox.public import Kind, answer_message, classify_message, draft_reply
from quancheng.shells.demo.life.people import People
now = timezone.now()
people = People(timezone.localdate(now))
message = Message.objects.select_related("case").get(number=NUMBER)
unit = next(iter(people.units_called({"市大数据局"}, message.tenant)))
handler, head = (people.of_units([unit], role)[unit] for role in (Role.HANDLER, Role.HEAD))
def version():
    return Message.objects.select_related("case").get(number=NUMBER).case.version
classify_message(number=NUMBER, version=version(), kind=Kind.QUESTION, unit_id=unit, reason="内部理由",
    actor=people.office, now=now)
draft_reply(number=NUMBER, version=version(), text="开放到晚上九点（演示）。", actor=handler, now=now)
answer_message(number=NUMBER, version=version(), actor=head, now=now)
print(json.dumps(""))
"""
READS = """
from django.test import Client
page = Client(HTTP_HOST="localhost").post("/mailbox/status/", {"number": NUMBER, "code": CODE})
print(json.dumps([page.status_code, page.content.decode()]))
"""
SENDER = """
from quancheng.records.mailbox.models import Message
one = Message.objects.get(number=NUMBER)
print(json.dumps([one.name, one.contact, one.text, bool(one.erased_at)]))
"""


def with_words(script: str, **words: str) -> str:
    for name, word in words.items():
        script = script.replace(name, repr(word))
    return script


class TestAnAnswer:
    def test_is_read_outside_with_number_and_code(self, two_houses):
        outer, inner = two_houses
        number, code = outer.says(with_words(WRITES, TEXT="图书馆开放到几点？"), surface="public")
        assert "已写第" in outer.send()
        assert "写入1条" in inner.take(outer.gate)
        status, page = outer.says(with_words(READS, NUMBER=number, CODE=code), surface="public")
        assert (status, "待分类" in page, "开放到晚上九点" in page) == (200, True, False)

        inner.says(with_words(ANSWERS, NUMBER=number))
        inner.send()
        outer.take(inner.gate)
        status, page = outer.says(with_words(READS, NUMBER=number, CODE=code), surface="public")
        assert status == 200
        assert "已答复" in page
        assert "开放到晚上九点（演示）。" in page
        assert "图书馆开放到几点？" in page
