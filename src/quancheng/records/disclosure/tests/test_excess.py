"""Very many requests (第三十五条): reasons asked for, given, weighed; a later day overrides the ceiling."""

import pytest
from django.core.cache import cache

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import BadDay, NotYourStep, ReasonMissing, StepNotOpen, TooLate
from quancheng.kernel.casework.worksheet import worksheets
from quancheng.kernel.notify.models import Notice
from quancheng.records.disclosure.commands import excess, handling, replies
from quancheng.records.disclosure.models import Explanation, Letter
from quancheng.records.disclosure.queries.doors import NoMatch, code_of, status_of
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.tests.conftest import PASSER_BY, at, day, hand_in, now_of, seen
from quancheng.records.disclosure.web.status_page import status_page

RECEIVED, LAST = "2024-06-03", "2024-07-02"  # Monday; the last day is a Tuesday (E8a)


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


@pytest.fixture
def june(clerk):
    return hand_in(clerk, came_on=RECEIVED, now=at(RECEIVED))


def ask(request, actor, on="2024-06-05", **told):
    given = {
        "count": 120, "period": "2024年1月至5月", "points": "请说明申请这些信息的理由。",
        "until": day("2024-06-19"), **told,
    }  # fmt: skip
    return excess.ask_reasons(**seen(request), **given, actor=actor, now=at(on))


def explain(request, actor, on="2024-06-14"):
    return excess.note_reasons(**seen(request), on=day(on), text="研究课题所需", actor=actor, now=at(on))


def delay(request, actor, on="2024-06-20", until="2024-10-31", reason="数量过大，需逐件核对"):
    return excess.delay_answer(**seen(request), until=day(until), reason=reason, actor=actor, now=at(on))


@pytest.fixture
def asked(june, clerk):
    return ask(june, clerk)


@pytest.fixture
def explained(asked, clerk):
    return explain(asked, clerk)


class TestAskReasons:
    def test_makes_the_letter_and_stops_nothing(self, asked):
        letter = Letter.objects.get(sort="reasons")
        assert (letter.number, letter.remedy) == ("市财政局依理〔2024〕1号", "C")
        assert "120件" in letter.text
        assert "2024年6月19日前说明理由" in letter.text
        assert asked.case.due_on == day(LAST)
        assert last_told() == "disclosure.reasons.asked"

    @pytest.mark.parametrize(
        ("told", "refusal"),
        [
            ({"count": 1}, excess.NotSoMany), ({"until": day("2024-06-05")}, BadDay),
            ({"points": " "}, ReasonMissing),
        ],
    )  # fmt: skip
    def test_wants_a_number_a_later_day_and_words(self, june, clerk, told, refusal):
        with pytest.raises(refusal):
            ask(june, clerk, **told)
        assert not Explanation.objects.exists()

    def test_a_second_time_is_refused(self, asked, clerk):
        with pytest.raises(excess.ReasonsAskedAlready):
            ask(asked, clerk)

    def test_is_the_handlers(self, june, head, neighbour):
        with pytest.raises(NotYourStep):
            ask(june, head)
        with pytest.raises(NoSuchRequest):
            ask(june, neighbour)

    def test_is_told_to_the_applicant(self, asked, clerk):
        page = status_page(status_of(asked.number, code_of(asked.number)), today=day("2024-06-06"))
        assert (page.says, page.explain.until) == ("请说明申请的理由", day("2024-06-19"))
        explain(asked, clerk)
        page = status_page(status_of(asked.number, code_of(asked.number)), today=day("2024-06-17"))
        assert page.explain is None


class TestNoteReasons:
    def test_keeps_what_was_said(self, explained):
        assert (Explanation.objects.get().answer, explained.case.due_on) == ("研究课题所需", day(LAST))
        assert last_told() == "disclosure.reasons.given"

    def test_needs_that_they_were_asked_for(self, june, clerk):
        with pytest.raises(excess.NoReasonsAsked):
            explain(june, clerk)

    def test_before_the_question_is_refused(self, asked, clerk):
        with pytest.raises(BadDay, match="2024-06-05"):
            excess.note_reasons(
                **seen(asked), on=day("2024-06-04"), text="甲", actor=clerk, now=at("2024-06-14")
            )

    def test_once_and_not_by_strangers(self, explained, clerk, neighbour):
        with pytest.raises(StepNotOpen):
            explain(explained, clerk)
        with pytest.raises(NoSuchRequest):
            explain(explained, neighbour)


class TestExplainRequest:
    def explain(self, request, code="", text="研究课题所需"):
        return excess.explain_request(
            number=request.number, code=code or code_of(request.number), text=text, actor=PASSER_BY,
            now=at("2024-06-14"),
        )  # fmt: skip

    def test_by_the_applicant_with_number_and_code(self, asked, clerk):
        self.explain(asked)
        told = Explanation.objects.get()
        assert (told.answer, told.answered_on) == ("研究课题所需", day("2024-06-14"))
        assert last_told() == "disclosure.reasons.given"
        assert Notice.objects.get(kind="disclosure.explained").to_person_id == clerk.person_id

    def test_with_a_wrong_code_or_twice_is_refused(self, asked):
        with pytest.raises(NoMatch):
            self.explain(asked, code="ABCDEFGH")
        self.explain(asked)
        with pytest.raises(excess.NoReasonsAsked):
            self.explain(asked, text="又一次")

    def test_where_nobody_asked_is_refused(self, june):
        with pytest.raises(excess.NoReasonsAsked):
            self.explain(june)

    def test_on_the_page_keeps_what_was_written(self, client, asked):
        cache.clear()
        pair = {"number": asked.number, "code": code_of(asked.number)}
        assert "请说明理由" in client.post("/disclosure/status/", pair).text
        empty = client.post("/disclosure/status/explanation/", {**pair, "text": " "})
        assert (empty.status_code, "请写明申请这些信息的理由" in empty.text) == (422, True)
        long = client.post("/disclosure/status/explanation/", {**pair, "text": "甲" * 3001})
        assert long.status_code == 422
        done = client.post("/disclosure/status/explanation/", {**pair, "text": "研究课题所需"})
        assert "已收到您说明的理由" in done.text


class TestDelayAnswer:
    def test_puts_its_day_in_the_place_of_the_counted_one(self, explained, head):
        made = delay(explained, head)  # beyond forty working days: Tuesday 30 July 2024
        assert made.case.due_on == day("2024-10-31")
        assert made.case.is_moved
        letter = Letter.objects.get(sort="delay")
        assert "原定2024年7月2日前答复，现延迟至2024年10月31日前答复" in letter.text
        assert (letter.number, letter.serve_by) == ("市财政局依迟〔2024〕1号", day(LAST))
        assert last_told() == "disclosure.answer.delayed"

    def test_shows_its_working(self, explained, head):
        delay(explained, head)
        sheet = worksheets(now_of(explained).case, today=day("2024-10-30"))[0]
        assert (sheet.due, sheet.standing.left, sheet.standing.overdue) == (day("2024-10-31"), 1, 0)
        assert any("《条例》第三十五条" in step.article for step in sheet.sheet.steps)
        late = worksheets(now_of(explained).case, today=day("2024-11-01"))[0]
        assert late.standing.overdue == 1

    def test_needs_reasons_that_were_given(self, asked, june, clerk, head):
        with pytest.raises(excess.NoReasonsGiven):
            delay(asked, head)
        other = hand_in(clerk, came_on=RECEIVED, now=at(RECEIVED))
        with pytest.raises(excess.NoReasonsAsked):
            delay(other, head)

    def test_after_the_last_day_is_refused(self, explained, head):
        with pytest.raises(TooLate):
            delay(explained, head, on="2024-07-03")
        assert delay(explained, head, on=LAST).case.due_on == day("2024-10-31")

    @pytest.mark.parametrize("until", [LAST, "2024-06-28", "2024-10-27"])
    def test_to_no_later_day_or_to_a_sunday_is_refused(self, explained, head, until):
        with pytest.raises(BadDay):
            delay(explained, head, until=until)

    def test_is_the_heads_and_once(self, explained, clerk, head, neighbour):
        with pytest.raises(NotYourStep):
            delay(explained, clerk)
        with pytest.raises(NoSuchRequest):
            delay(explained, neighbour)
        delay(explained, head)
        with pytest.raises(StepNotOpen):
            delay(explained, head, until="2024-12-31")

    def test_falls_away_with_a_correction(self, june, clerk, head):
        """A new run is counted anew."""
        ask(june, clerk)
        explain(june, clerk, on="2024-06-06")
        delay(june, head, on="2024-06-07")
        handling.ask_correction(**seen(june), points="请写明", days=10, actor=clerk, now=at("2024-06-11"))
        assert now_of(june).case.due_on is None  # while corrected, the stated day rests too
        made = handling.take_correction(
            **seen(june), text="2025年的", on=day("2024-06-17"), actor=clerk, now=at("2024-06-17")
        )
        assert made.case.due_on == day("2024-07-15")  # Monday, twenty working days after Monday 17 June


class TestTheGround:
    def decide(self, request, clerk, on):
        replies.divide_request(**seen(request), wanted=("甲",), actor=clerk, now=at(on))
        return replies.decide_item(
            **seen(request), place=1, ground="35", withheld=(), row=None, row_reason="", actor=clerk,
            now=at(on), said={"count": "120件", "reasons": "理由不合理"},
        )  # fmt: skip

    def test_is_open_only_when_reasons_were_asked_for(self, june, clerk):
        with pytest.raises(excess.NoReasonsAsked):
            self.decide(june, clerk, "2024-06-10")

    def test_waits_for_the_reasons_or_the_end_of_their_term(self, asked, clerk):
        with pytest.raises(excess.NoReasonsGiven, match="2024-06-19"):
            self.decide(asked, clerk, "2024-06-19")
        assert self.decide(asked, clerk, "2024-06-20").ground == "35"

    def test_is_open_once_they_were_given(self, explained, clerk):
        assert self.decide(explained, clerk, "2024-06-17").row == 19
