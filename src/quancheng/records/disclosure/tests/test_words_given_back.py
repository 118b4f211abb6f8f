"""What an applicant wrote is not lost because nobody waits for it any more; a draft says what it lacks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quancheng.records.disclosure.commands import excess, handling
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.tests.conftest import hand_in, seen

pytestmark = pytest.mark.django_db
WRITTEN = "研究课题所需，逐年对比"


@pytest.fixture
def asked(clerk):
    """Asked a moment ago why so much is asked for."""
    now = timezone.now()
    request = hand_in(clerk, came_on=timezone.localdate(now).isoformat(), now=now)
    return excess.ask_reasons(
        **seen(request), count=60, period="今年以来", points="请说明理由",
        until=timezone.localdate(now) + timedelta(days=7), actor=clerk, now=now,
    )  # fmt: skip


class TestReasons:
    def send(self, client, asked):
        told = {"number": asked.number, "code": code_of(asked.number), "text": WRITTEN}
        return client.post("/disclosure/status/explanation/", told)

    def test_that_came_after_the_withdrawal_stand_on_the_page(self, client, asked, clerk):
        handling.note_withdrawal(**seen(asked), reason="来电", actor=clerk, now=timezone.now())
        answer = self.send(client, asked)
        assert answer.status_code == 422
        assert "您这次的理由说明没有提交" in answer.text
        assert f"readonly>{WRITTEN}</textarea>" in answer.text

    def test_that_came_twice_stand_there_too(self, client, asked):
        assert self.send(client, asked).status_code == 200
        assert "没有等待中的理由说明" in self.send(client, asked).text


class TestTheDraft:
    def test_says_all_that_it_leaves_out(self, client, clerk):
        shown = client.get("/disclosure/new/").text
        assert "不含姓名、证件号码、电话、电子邮箱、地址和代理人" in shown
        assert "姓名、证件号码和联系方式须重新填写" in shown
