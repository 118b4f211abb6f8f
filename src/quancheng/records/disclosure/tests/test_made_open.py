"""From the same wish to the public page (第四十四条)."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.refusals import NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import made_open, replies
from quancheng.records.disclosure.models import MadeOpen, Reply, Request, Suggestion
from quancheng.records.disclosure.public import made_open as figure
from quancheng.records.disclosure.queries.doors import NoMatch, code_of
from quancheng.records.disclosure.queries.letters import verifiable_of
from quancheng.records.disclosure.queries.made_open import NoSuchMadeOpen, made_open_for, made_opens_for
from quancheng.records.disclosure.rules.applicants import Proof
from quancheng.records.disclosure.rules.made_open import State, likeness_of
from quancheng.records.disclosure.tasks import (
    forget_own_sources,
    notice_wishes,
    remind_own,
    take_up_suggestions,
)
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    PASSER_BY,
    WHAT,
    WHO,
    day,
    decide,
    divide,
    draft,
    enter_norm,
    finance,
    hand_in,
    now_of,
    seen,
    signed_in,
    staff,
)

CLOCKWORK = Actor.clockwork()
OTHER = replace(WHO, proof=Proof.PASSPORT, proof_number="E00000000")
THIRD = replace(WHO, proof=Proof.PASSPORT, proof_number="E00000001")


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def answer(request, clerk, reviewer, head, ground="36-2", **said):
    divide(request, clerk, request.wanted)
    decide(request, clerk, ground, **(said or {"information": "见附件"}))
    draft(request, clerk)
    replies.review_reply(**seen(request), actor=reviewer, now=NOW)
    replies.clear_reply(**seen(request), actor=reviewer, now=NOW)
    replies.issue_reply(**seen(request), actor=head, now=NOW)
    replies.serve_reply(
        **seen(request), way=Reply.Way.BY_HAND, proof="回证1", on=day("2024-04-22"), actor=clerk, now=NOW
    )
    return now_of(request)


@pytest.fixture
def answered(received, clerk, reviewer, head, court):
    """A request that was given what it asked for, on Monday 22 April 2024."""
    return answer(received, clerk, reviewer, head)


def ask_alike(clerk, who=OTHER, wanted="请公开 2025年市级部门预算执行情况的报告。"):
    return hand_in(clerk, who=who, what=replace(WHAT, wanted=wanted), once=uuid.uuid4().hex)


def notice() -> int:
    return made_open.notice_same_wishes(actor=CLOCKWORK, now=NOW)


@pytest.fixture
def noticed(answered, clerk):
    ask_alike(clerk)
    notice()
    return MadeOpen.objects.get()


def moved(one):
    version = MadeOpen.objects.select_related("case").get(pk=one.pk).case.version
    return {"made_open_id": one.pk, "version": version}


def assess(one, actor, *, opens=True, reason="属于主动公开范围，不涉密"):
    return made_open.assess_openness(**moved(one), makes_open=opens, reason=reason, actor=actor, now=NOW)


def suggest(request, reason="很多人需要"):
    return made_open.suggest_openness(
        number=request.number, code=code_of(request.number), reason=reason, actor=PASSER_BY, now=NOW
    )


def take_up() -> int:
    return made_open.take_up_suggestion(actor=CLOCKWORK, now=NOW)


class TestTheSameWish:
    @pytest.mark.parametrize(
        "wanted",
        [
            "2025年市级部门预算执行情况的报告",
            "我想申请公开：2025年市级部门预算执行情况的报告",
            "２０２５年市级部门预算执行情况的报告。",
        ],
    )
    def test_is_known_by_what_is_wanted(self, wanted):
        assert likeness_of(wanted) == likeness_of(WHAT.wanted)

    def test_is_not_what_says_something_else_or_nothing(self):
        assert likeness_of("2024年市级部门预算执行情况的报告") != likeness_of(WHAT.wanted)
        assert likeness_of("请公开信息") == ""


class TestNoticeSameWishes:
    def test_tells_the_agency_of_two_applicants(self, noticed):
        assert noticed.case.state == State.TO_ASSESS
        assert noticed.wishes.count() == 2
        assert last_told() == "disclosure.made_open.noticed"
        assert Notice.objects.filter(kind="disclosure.made_open_to_assess").count() == 1

    def test_again_finds_nothing(self, noticed):
        assert notice() == 0

    def test_of_one_applicant_twice_is_none(self, answered, clerk):
        ask_alike(clerk, who=WHO)
        assert notice() == 0

    def test_without_an_open_result_is_none(self, received, clerk):
        ask_alike(clerk)
        assert notice() == 0

    def test_by_the_number_that_its_government_set(self, answered, clerk, office, legal):
        enter_norm("disclosure.same_wish", 3, office, legal)
        ask_alike(clerk)
        assert notice() == 0
        ask_alike(clerk, who=THIRD)
        assert notice() == 1

    def test_is_the_agencys_and_the_offices(self, noticed, clerk, office, neighbour, district):
        for actor, count in ((clerk, 1), (office, 1), (neighbour, 0), (district, 0)):
            assert made_opens_for(actor).count() == count
        with pytest.raises(NoSuchMadeOpen):
            made_open_for(neighbour, noticed.pk)


class TestAssessOpenness:
    def test_goes_to_the_head(self, noticed, clerk, head):
        assess(noticed, clerk)
        assert made_open_for(clerk, noticed.pk).case.state == State.TO_DECIDE
        assert last_told() == "disclosure.made_open.moved"

    def test_says_why(self, noticed, clerk):
        with pytest.raises(made_open.NotSaidWhy):
            assess(noticed, clerk, reason=" ")

    def test_is_the_handlers(self, noticed, head, neighbour):
        with pytest.raises(NotYourStep):
            assess(noticed, head)
        with pytest.raises(NoSuchMadeOpen):
            assess(noticed, neighbour)


class TestDecideOpenness:
    def decide(self, one, actor):
        return made_open.decide_openness(**moved(one), actor=actor, now=NOW)

    def test_starts_the_twenty_working_days(self, noticed, clerk, head):
        assess(noticed, clerk)
        assert self.decide(noticed, head).case.due_on == date(2024, 5, 21)  # Tuesday

    def test_by_the_days_that_its_government_set(self, noticed, clerk, head, office, legal):
        enter_norm("disclosure.made_open_days", 5, office, legal)
        assess(noticed, clerk)
        assert self.decide(noticed, head).case.due_on == date(2024, 4, 28)  # Sunday, a make-up day

    def test_declines_as_assessed(self, noticed, clerk, head):
        assess(noticed, clerk, opens=False, reason="只涉及个别人")
        assert self.decide(noticed, head).case.state == State.DECLINED

    def test_is_not_for_whoever_assessed(self, noticed, city):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        assess(noticed, both)
        with pytest.raises(made_open.SameAssessor):
            self.decide(noticed, both)
        with pytest.raises(IntegrityError), transaction.atomic():
            MadeOpen.objects.filter(pk=noticed.pk).update(decided_by=both.person_id)

    def test_goes_back_with_a_reason(self, noticed, clerk, head):
        assess(noticed, clerk)
        with pytest.raises(ReasonMissing):
            made_open.return_assessment(**moved(noticed), reason="", actor=head, now=NOW)
        made_open.return_assessment(**moved(noticed), reason="请核对范围", actor=head, now=NOW)
        assert last_told() == "disclosure.made_open.returned"


class TestNotePublication:
    def publish(self, one, actor, address="https://www.demo.invalid/ys.html", on="2024-04-22"):
        return made_open.note_publication(**moved(one), address=address, on=day(on), actor=actor, now=NOW)

    @pytest.fixture
    def decided(self, noticed, clerk, head):
        assess(noticed, clerk)
        return made_open.decide_openness(**moved(noticed), actor=head, now=NOW)

    def test_is_counted_under_article_44(self, decided, clerk):
        self.publish(decided, clerk)
        unit = [finance().pk]
        assert figure(unit, day("2024-01-01"), day("2024-12-31")) == 1
        assert figure(unit, day("2024-04-23"), day("2024-12-31")) == 0
        assert figure([], day("2024-01-01"), day("2024-12-31")) == 0
        assert last_told() == "disclosure.made_open.published"

    def test_needs_an_address(self, decided, clerk):
        with pytest.raises(made_open.BadPublication):
            self.publish(decided, clerk, address="门户网站")

    def test_before_the_decision_is_refused(self, noticed, clerk):
        with pytest.raises(StepNotOpen):
            self.publish(noticed, clerk)


class TestHandOnAssessment:
    def test_goes_with_the_duties(self, noticed, office, neighbour):
        made_open.hand_on_assessment(
            **moved(noticed), unit_id=neighbour.unit_id, reason="机构改革", actor=office, now=NOW
        )
        assert made_open_for(neighbour, noticed.pk)
        assert last_told() == "disclosure.made_open.handed_on"


class TestSuggestOpenness:
    def test_becomes_an_assessment(self, answered, clerk):
        suggest(answered)
        assert last_told() == "disclosure.suggestion.made"
        assert [take_up(), take_up()] == [1, 0]
        assert Suggestion.objects.get().made_open == MadeOpen.objects.get()
        assert last_told() == "disclosure.suggestion.taken_up"

    def test_joins_the_one_under_way(self, noticed, answered):
        suggest(answered)
        take_up()
        assert MadeOpen.objects.count() == 1
        assert Suggestion.objects.get().made_open == noticed

    def test_is_answered_with_letter_27(self, answered, clerk, head):
        suggest(answered)
        take_up()
        one = MadeOpen.objects.get()
        assess(one, clerk, opens=False, reason="涉及商业秘密")
        made_open.decide_openness(**moved(one), actor=head, now=NOW)
        told = Suggestion.objects.get()
        assert (told.outcome, told.letter) == ("declined", "市财政局依建复〔2024〕1号")
        assert verifiable_of(told.letter, told.letter_code).title == "主动公开建议答复书"
        assert "涉及商业秘密" in told.answer

    def test_once_and_only_of_what_was_given(self, answered, clerk, submitted):
        suggest(answered)
        for request in (answered, submitted):
            with pytest.raises(made_open.MayNotSuggest):
                suggest(request)

    def test_with_a_wrong_code_is_refused(self, answered):
        with pytest.raises(NoMatch):
            made_open.suggest_openness(
                number=answered.number, code="AAAAAAAA", reason="", actor=PASSER_BY, now=NOW
            )


@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    def test_show_an_assessment_through_to_its_end(self, noticed, clerk, head, neighbour):
        here, window = f"/disclosure/made-open/{noticed.pk}/", signed_in(clerk)
        assert len(window.get("/disclosure/made-open/").context["lines"]) == 1
        assert signed_in(neighbour).get(here).status_code == 404
        version = moved(noticed)["version"]
        empty = window.post(f"{here}steps/assess/", {"version": version, "makes_open": "open", "reason": ""})
        assert empty.status_code == 422
        told = window.post(
            f"{here}steps/assess/", {"version": version, "makes_open": "open", "reason": "可以"}, follow=True
        )
        assert "评估意见已提交审定" in told.text
        done = signed_in(head).post(f"{here}steps/open/", {"version": version + 1}, follow=True)
        assert "已决定公开" in done.text
        assert window.post(f"{here}steps/none/", {}).status_code == 404

    def test_print_letter_27_for_whoever_suggested(self, answered, clerk, head):
        suggest(answered)
        take_up()
        one = MadeOpen.objects.get()
        address = f"/disclosure/made-open/{one.pk}/letters/{answered.number}.docx"
        window = signed_in(clerk)
        assert window.get(address).status_code == 404
        assess(one, clerk, opens=False)
        made_open.decide_openness(**moved(one), actor=head, now=NOW)
        assert window.get(address).content[:2] == b"PK"
        assert window.get(address.replace(".docx", ".pdf")).content[:4] == b"%PDF"


class TestOnTheStatusPage:
    def test_the_applicant_suggests_it(self, client, answered):
        cache.clear()
        pair = {"number": answered.number, "code": code_of(answered.number)}
        assert "建议把这些信息向所有人公开" in client.post("/disclosure/status/", pair).text
        told = client.post("/disclosure/status/suggestion/", {**pair, "reason": "都需要"})
        assert "已收到您的建议" in told.text
        assert Suggestion.objects.get().reason == "都需要"
        assert Request.objects.count() == 1


class TestTheJobs:
    def test_take_suggestions_up_and_change_nothing_the_second_time(self, answered, clerk, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
        suggest(answered)
        ask_alike(clerk)
        for _ in range(2):
            take_up_suggestions.call(0)
            notice_wishes(NOW)
            remind_own(NOW)
            forget_own_sources(NOW)
        assert MadeOpen.objects.count() == 1
