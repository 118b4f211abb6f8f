"""会签: departments of the agency's own are asked without a letter, and their days count as shipped."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.casework.refusals import BadDay, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.records.disclosure.commands import replies
from quancheng.records.disclosure.commands.consulting import BadOpinion, note_delivery, note_silence
from quancheng.records.disclosure.commands.countersigning import (
    ask_department,
    drop_department,
    note_department,
)
from quancheng.records.disclosure.models import Letter
from quancheng.records.disclosure.models.consultations import Opinion
from quancheng.records.disclosure.queries.consultations import NoSuchConsultation
from quancheng.records.disclosure.queries.doors import code_of, status_of
from quancheng.records.disclosure.queries.requests import NoSuchRequest, safe_day_of
from quancheng.records.disclosure.tests.conftest import at, day, draft, hand_in, now_of, seen, signed_in
from quancheng.records.disclosure.web.status_page import status_page
from quancheng.records.disclosure.workflow import State

pytestmark = pytest.mark.django_db
RECEIVED, LAST = "2024-06-03", date(2024, 7, 2)  # Monday; Tuesday


def ask(request, actor, on="2024-06-05", until="2024-06-19"):
    return ask_department(
        **seen(request), name="演示法制科", about="是否涉密", until=day(until), actor=actor, now=at(on)
    )


def say(request, actor, on="2024-06-14", opinion=Opinion.AGREES, reasons=""):
    return note_department(
        number=request.number, place=1, opinion=opinion, reasons=reasons, on=day(on), actor=actor, now=at(on)
    )


def drop(request, actor, on="2024-06-21", reason="法制科没有反馈"):
    return drop_department(number=request.number, place=1, reason=reason, actor=actor, now=at(on))


@pytest.fixture
def june(clerk):
    return hand_in(clerk, came_on=RECEIVED, now=at(RECEIVED))


@pytest.fixture
def asked(june, clerk):
    ask(june, clerk)
    return now_of(june)


class TestAskDepartment:
    def test_writes_no_letter_and_stops_nothing(self, asked):
        assert [one.sort for one in Letter.objects.all()] == ["receipt"]
        assert asked.case.due_on == LAST
        [kept] = asked.consultations.all()
        assert (kept.party, kept.case.workflow, kept.case.due_on) == ("own", "countersign", day("2024-06-19"))
        assert AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0] == (
            "disclosure.consultation.sent"
        )

    def test_is_told_to_the_applicant_without_a_word_of_a_pause(self, asked):
        page = status_page(status_of(asked.number, code_of(asked.number)), today=day("2024-06-06"))
        assert "机关内部会签" in [one.title for one in page.history]
        assert "不计入" not in page.then + "".join(one.title + one.text for one in page.history)
        assert page.due_on == LAST

    def test_by_a_day_that_has_passed_is_refused(self, june, clerk):
        with pytest.raises(BadDay):
            ask(june, clerk, until="2024-06-04")

    def test_is_the_handlers(self, june, head, neighbour):
        with pytest.raises(NotYourStep):
            ask(june, head)
        with pytest.raises(NoSuchRequest):
            ask(june, neighbour)

    def test_has_neither_receipt_nor_silence(self, asked, clerk):
        told = {"number": asked.number, "place": 1, "actor": clerk, "now": at("2024-07-30")}
        with pytest.raises(NoSuchConsultation):
            note_delivery(**told, on=day("2024-06-06"))
        with pytest.raises(NoSuchConsultation):
            note_silence(**told)


class TestNoteDepartment:
    def test_keeps_what_was_said(self, asked, clerk):
        kept = say(asked, clerk, opinion=Opinion.REFUSES_WITH_REASONS, reasons="演示理由")
        assert (kept.opinion, kept.reasons, kept.case.state) == ("with_reasons", "演示理由", "said")
        with pytest.raises(StepNotOpen):
            say(asked, clerk)

    @pytest.mark.parametrize("opinion", [Opinion.SILENT, Opinion.DEEMED, Opinion.REFUSES_WITH_REASONS])
    def test_takes_no_silence_and_no_empty_reasons(self, asked, clerk, opinion):
        with pytest.raises(BadOpinion):
            say(asked, clerk, opinion=opinion)


class TestDropDepartment:
    def test_says_nothing_and_wants_a_reason(self, asked, clerk):
        with pytest.raises(ReasonMissing):
            drop(asked, clerk, reason=" ")
        assert (drop(asked, clerk).opinion, now_of(asked).case.due_on) == ("", LAST)

    def test_lets_the_answer_go_on(self, decided, clerk, court):
        ask(decided, clerk, on="2024-04-22")
        with pytest.raises(replies.NotHeardYet):
            draft(decided, clerk)
        drop(decided, clerk, on="2024-04-22")
        assert draft(decided, clerk).case.state == State.IN_REVIEW


class TestWhereAGovernmentSaysItRests:
    def test_the_days_until_the_opinion_are_left_out(self, june, clerk, said):
        said("own_departments", "pauses")
        ask(june, clerk)  # Wednesday 5 June; to the nineteenth nine days of work
        assert now_of(june).case.due_on == date(2024, 7, 15)  # Monday
        say(june, clerk)  # Friday 14 June: six of them
        after = now_of(june)
        assert after.case.due_on == due_on(after.case) == date(2024, 7, 10)  # Wednesday
        assert safe_day_of(after) == LAST
        assert not differing_due_days().differences

    def test_a_department_that_is_late_holds_up_nothing_more(self, june, clerk, said):
        said("own_departments", "pauses")
        ask(june, clerk)
        say(june, clerk, on="2024-06-28")
        assert now_of(june).case.due_on == date(2024, 7, 15)

    def test_the_reading_is_that_of_the_first_day(self, asked, clerk, said):
        said("own_departments", "pauses", on=at("2024-06-06"))
        say(asked, clerk)
        assert now_of(asked).case.due_on == LAST
        assert not differing_due_days().differences

    def test_the_worksheet_names_it(self, june, clerk, said):
        said("own_departments", "pauses")
        ask(june, clerk)
        steps = worksheets(now_of(june).case, today=day("2024-06-07"))[0].sheet.steps
        assert any("本机关内部会签：《条例》第三十三条第三款" in step.article for step in steps)


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    def test_asks_in_a_form_of_its_own(self, clerk):
        today = timezone.localdate()
        made = hand_in(clerk, came_on=today.isoformat(), now=timezone.now())
        client, address = signed_in(clerk), f"/disclosure/{made.number}/"
        assert 'value="own"' not in client.get(address).text  # no letter goes to them
        told = {"name": "演示法制科", "about": "是否涉密", "until": today.isoformat()}
        step = reverse("disclosure_desk:step", args=[made.number, "ask_inside"])
        shown = client.post(step, {**told, "version": seen(made)["version"]}, follow=True).text
        assert ("已送会签，请看现在的届满日" in shown, "演示法制科" in shown) == (True, True)

    def test_offers_the_opinion_and_the_end_of_waiting(self, asked, clerk):
        client = signed_in(clerk)
        page = client.get(f"/disclosure/{asked.number}/").text
        assert ("本机关内设机构（会签）" in page, "会签期限2024-06-19" in page) == (True, True)
        assert ("会签期限至2024-06-19" in page, "延迟至" in page) == (True, False)
        empty = client.post(f"/disclosure/{asked.number}/asked/1/department/dropped/", {"reason": ""})
        assert "请填写理由" in empty.text
        client.post(f"/disclosure/{asked.number}/asked/1/department/dropped/", {"reason": "没有反馈"})
        assert "不再等待会签" in client.get(f"/disclosure/{asked.number}/").text
        assert now_of(asked).consultations.get().case.state == "dropped"

    def test_takes_the_opinion(self, asked, clerk):
        client = signed_in(clerk)
        told = {"on": "2024-06-14", "opinion": "agrees", "reasons": ""}
        client.post(f"/disclosure/{asked.number}/asked/1/department/", told)
        assert "同意公开" in client.get(f"/disclosure/{asked.number}/").text
