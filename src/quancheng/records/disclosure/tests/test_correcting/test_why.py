"""The correction notice cites the article of what lacks: unclear content, or not saying who asks."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from quancheng.records.disclosure.commands import handling
from quancheng.records.disclosure.models import Letter
from quancheng.records.disclosure.rules.applicants import Lacks
from quancheng.records.disclosure.tests.conftest import NOW, WHO, hand_in, now_of, seen, signed_in

pytestmark = pytest.mark.django_db
TWENTY_NINE = "第二十九条第二款第一项"


@pytest.fixture
def bare(clerk):
    """Neither the number of a paper nor a way to reach who asks."""
    return hand_in(clerk, who=replace(WHO, proof_number="", phone="", address=""))


def told(request, clerk, **lacks):
    handling.ask_correction(**seen(request), points="请补充", days=10, actor=clerk, now=NOW, **lacks)
    return Letter.objects.get(request=request, sort="correction").text


class TestTheNotice:
    def test_says_that_the_content_is_unclear(self, received, clerk):
        text = told(received, clerk)
        assert "您的申请内容不明确。" in text
        assert "第三十条，请作以下补正" in text
        assert "第二十九条" not in text

    def test_says_what_lacks_of_who_asks_and_not_that_the_content_is_unclear(self, bare, clerk):
        text = told(bare, clerk)
        assert "您的申请没有提供身份证明、联系方式。" in text
        assert TWENTY_NINE in text
        assert "不明确" not in text

    def test_says_both_where_somebody_told_both(self, bare, clerk):
        text = told(bare, clerk, lacks=(Lacks.CONTENT, Lacks.CONTACT))
        assert "内容不明确，也没有提供联系方式。" in text
        assert TWENTY_NINE in text


class TestTheForm:
    def test_proposes_what_lacks_and_takes_what_is_told(self, clerk, desk_surface):
        today = timezone.localdate().isoformat()
        came = hand_in(clerk, came_on=today, now=timezone.now(), who=replace(WHO, proof_number=""))
        window = signed_in(clerk)
        page = window.get(reverse("disclosure_desk:request", args=[came.number]))
        assert "来件没有写明证件号码" in page.text
        (form,) = (one.form for one in page.context["page"].others if one.code == "ask")
        assert form["lacks"].value() == (Lacks.PROOF,)
        step = reverse("disclosure_desk:step", args=[came.number, "ask"])
        said = {
            "points": "请补身份证明",
            "days": 10,
            "lacks": ["proof"],
            "version": now_of(came).case.version,
        }
        window.post(step, said)
        assert "您的申请没有提供身份证明。" in Letter.objects.get(request=came, sort="correction").text
