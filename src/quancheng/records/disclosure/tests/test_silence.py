"""A party that says nothing in time is silent by itself, and the period goes on."""

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.notify.models import Notice
from quancheng.records.disclosure.commands import consulting, handling
from quancheng.records.disclosure.models import Consultation
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.tasks import let_silence_end
from quancheng.records.disclosure.tests.conftest import at, day, enter, hand_in, now_of, seen, signed_in
from quancheng.records.disclosure.workflow.asking import Asked

pytestmark = pytest.mark.django_db
THE_LAST, THE_NIGHT_AFTER = at("2024-09-19", "02:45"), at("2024-09-20", "02:45")  # Thursday, Friday


def asked_of(clerk, party=Party.THIRD):
    """E10: received on Monday 19 August, sent on the 26th, the party has it on Wednesday the 28th."""
    request = hand_in(clerk, came_on="2024-08-19", now=at("2024-08-19"))
    asked = consulting.consult(
        **seen(request), party=party, name="演示公司", about="单价", on=day("2024-08-26"), actor=clerk,
        now=at("2024-08-26"),
    )  # fmt: skip
    told = {"number": request.number, "place": 1, "actor": clerk}
    consulting.note_delivery(**told, on=day("2024-08-28"), now=at("2024-08-28"))
    return asked


def stands(asked):
    return Consultation.objects.select_related("case").get(pk=asked.pk)


def silent_lines():
    return AuditEntry.objects.filter(code="disclosure.consultation.moved", facts__what="逾期未回复")


@pytest.fixture
def silent(clerk, head):
    asked = asked_of(clerk)
    let_silence_end(THE_NIGHT_AFTER)
    return asked


def heard(asked, clerk, on, now, **told):
    given = {"opinion": Opinion.REFUSES_WITH_REASONS, "reasons": "涉及经营数据（演示）", **told}
    return consulting.note_opinion(
        number=asked.request.number, place=1, on=day(on), actor=clerk, now=at(now), **given
    )


class TestEndBySilence:
    @pytest.mark.parametrize(
        ("party", "opinion"),
        [(Party.THIRD, Opinion.SILENT), (Party.CO_MAKER, Opinion.DEEMED), (Party.ORGAN, Opinion.SILENT)],
    )
    def test_comes_the_night_after_the_partys_last_day(self, clerk, party, opinion):
        asked = asked_of(clerk, party)
        let_silence_end(THE_LAST)
        assert stands(asked).case.state == Asked.DELIVERED  # E10a: the party has until the 19th
        let_silence_end(THE_NIGHT_AFTER)
        kept = stands(asked)
        assert (kept.opinion, kept.case.ended_on) == (opinion, day("2024-09-19"))
        assert now_of(asked.request).case.due_on == day("2024-10-15")  # E10b: Tuesday
        assert not differing_due_days().differences

    def test_is_the_day_that_somebody_would_have_entered(self, clerk, office):
        enter("disclosure.silent_pause_ends", "sent", office)
        asked = asked_of(clerk)
        let_silence_end(THE_NIGHT_AFTER)
        assert stands(asked).case.ended_on == day("2024-09-14")  # Saturday of work
        assert now_of(asked.request).case.due_on == day("2024-10-12")

    def test_is_told_to_the_unit_and_to_the_audit_once(self, silent):
        told = Notice.objects.filter(kind="disclosure.fell_silent")
        assert told.count() == 2  # clerk and head
        let_silence_end(at("2024-09-21", "02:45"))
        assert (told.count(), silent_lines().count()) == (2, 1)

    def test_of_two_ends_each(self, clerk):
        first, second = asked_of(clerk), asked_of(clerk, Party.CO_MAKER)
        let_silence_end(THE_NIGHT_AFTER)
        assert {stands(one).opinion for one in (first, second)} == {Opinion.SILENT, Opinion.DEEMED}
        assert silent_lines().count() == 2

    def test_waits_for_a_day_of_receipt(self, clerk):
        request = hand_in(clerk, came_on="2024-08-19", now=at("2024-08-19"))
        asked = consulting.consult(
            **seen(request), party=Party.THIRD, name="演示公司", about="单价", on=day("2024-08-26"),
            actor=clerk, now=at("2024-08-26"),
        )  # fmt: skip
        let_silence_end(at("2024-12-02", "02:45"))
        assert stands(asked).case.state == Asked.SENT

    def test_leaves_alone_what_is_over(self, clerk):
        asked = asked_of(clerk)
        handling.note_withdrawal(**seen(asked.request), reason="来电", actor=clerk, now=at("2024-08-30"))
        let_silence_end(THE_NIGHT_AFTER)
        assert stands(asked).case.state == Asked.DELIVERED


class TestAnOpinionAfterSilence:
    def test_that_came_in_time_takes_its_place(self, silent, clerk):
        made = heard(silent, clerk, "2024-09-18", "2024-09-20")
        assert (made.opinion, made.case.state) == (Opinion.REFUSES_WITH_REASONS, Asked.HEARD)
        assert now_of(silent.request).case.due_on == day("2024-10-14")  # the pause ended a day before
        assert not differing_due_days().differences

    def test_that_came_late_is_kept_and_moves_nothing(self, silent, clerk):
        made = heard(silent, clerk, "2024-09-24", "2024-09-24")
        assert (made.opinion, made.case.ended_on) == (Opinion.SILENT, day("2024-09-19"))
        assert made.reasons == "逾期意见（2024-09-24收到）：不同意，有理由。涉及经营数据（演示）"
        assert now_of(silent.request).case.due_on == day("2024-10-15")
        assert not differing_due_days().differences

    def test_is_entered_on_the_page(self, silent, clerk, desk_surface):
        page = reverse("disclosure_desk:request", args=[silent.request.number])
        window = signed_in(clerk)
        assert "逾期意见" in window.get(page).text
        told = {"on": "2024-09-24", "opinion": "refuses", "reasons": ""}
        entered = window.post(
            reverse("disclosure_desk:opinion", args=[silent.request.number, 1]), told, follow=True
        )
        assert "已登记逾期意见，供本机关参考，期限不变" in entered.text
        assert "逾期意见（2024-09-24收到）" not in entered.text  # what third parties say is masked
        party = reverse("disclosure_desk:party", args=[silent.request.number, 1])
        assert "逾期意见（2024-09-24收到）：不同意，未说明理由" in window.post(party).text
