"""What is kept of parties, own records, reasons and who signed goes when its term is over; the rest stays."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.kernel.retention.commands import TooShort, erase_due, set_term
from quancheng.kernel.retention.kinds import kind_called
from quancheng.records.disclosure.commands.consulting import consult
from quancheng.records.disclosure.commands.excess import ask_reasons, note_reasons
from quancheng.records.disclosure.commands.made_open import suggest_openness
from quancheng.records.disclosure.models import (
    Consultation,
    Explanation,
    OwnRecord,
    OwnRecordClaim,
    OwnRecordEvidence,
    Reply,
    Suggestion,
)
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.tests.conftest import NOW, PASSER_BY, at, day, seen, signed_in, staff
from quancheng.records.disclosure.tests.test_correcting.conftest import send
from quancheng.records.disclosure.tests.test_made_open import answer

CLOCKWORK = Actor.clockwork()
LATE = at("2027-06-01")  # Tuesday: more than 36 months after it ended


def term(kind: str, city, *, months: int = 36) -> None:
    """The government sets the term that waits."""
    someone = staff("市政府办公厅", f"keeper-{kind}")
    keeper = replace(someone, roles=frozenset({AdminRole.SECURITY}))
    set_term(kind=kind, value=months, from_on=day("2024-04-23"), source="演示", actor=keeper, now=NOW)


def erase(kind: str, city, now: datetime) -> int:
    return erase_due(kind=kind_called(kind), tenant_id=city.pk, actor=CLOCKWORK, now=now)


@pytest.fixture
def asked(received, clerk):
    consult(
        **seen(received), party=Party.THIRD, name="演示设备有限公司", about="合同（演示）", on=NOW.date(),
        actor=clerk, now=NOW,
    )  # fmt: skip
    Case.objects.filter(pk=received.case_id).update(ended_on=NOW.date(), due_on=None)
    return received


class TestTheTerm:
    """Somebody whose rights were not told may still apply or sue for a year: its proofs are there."""

    @pytest.mark.parametrize(
        "what",
        [
            "applicant", "paper", "receipt", "online_letter", "consultation", "letter", "reply_proof",
            "explanation",
        ],
    )  # fmt: skip
    def test_of_what_a_remedy_needs_is_twelve_months_at_least(self, city, what):
        with pytest.raises(TooShort, match="至少保存12"):
            term(f"disclosure.{what}", city, months=11)
        assert not kind_called(f"disclosure.{what}").is_too_short(12)


class TestAConsultedParty:
    KIND = "disclosure.consultation"

    def test_is_kept_while_nobody_set_the_term(self, asked, city):
        assert erase(self.KIND, city, LATE) == 0
        assert Consultation.objects.get().name == "演示设备有限公司"

    def test_is_forgotten_when_the_term_is_over(self, asked, city):
        term(self.KIND, city)
        assert erase(self.KIND, city, at("2027-04-21")) == 0
        assert erase(self.KIND, city, LATE) == 1
        one = Consultation.objects.get()
        assert (one.name, one.reasons, one.about) == ("", "", "合同（演示）")
        assert one.erased_at == LATE
        assert erase(self.KIND, city, LATE) == 0

    def test_that_is_forgotten_is_told_so_on_the_page(self, asked, clerk, desk_surface):
        Consultation.objects.update(name="", erased_at=timezone.now())
        assert "名称已清除" in signed_in(clerk).get(f"/disclosure/{asked.number}/").text


class TestAnOwnRecord:
    @pytest.fixture
    def ended(self, clerk):
        one = send()
        Case.objects.filter(pk=one.case_id).update(ended_on=NOW.date(), due_on=None, state="withdrawn")
        return one

    def test_forgets_who_said_what_and_keeps_how_it_ended(self, ended, city):
        term("disclosure.own_record_claim", city)
        assert erase("disclosure.own_record_claim", city, LATE) == 1
        claim = OwnRecordClaim.objects.get()
        assert (claim.name, claim.which, claim.wrong, claim.right, claim.proof_number) == ("",) * 5
        assert OwnRecord.objects.get().number == ended.number

    def test_lets_its_evidence_go(self, ended, city):
        term("disclosure.own_record_evidence", city)
        assert erase("disclosure.own_record_evidence", city, LATE) == 1
        assert not OwnRecordEvidence.objects.exists()

    def test_that_is_open_keeps_everything(self, clerk, city):
        send()
        term("disclosure.own_record_evidence", city)
        assert erase("disclosure.own_record_evidence", city, LATE) == 0

    def test_that_is_forgotten_is_told_so_on_the_page(self, ended, clerk, desk_surface):
        OwnRecordClaim.objects.update(name="", which="", wrong="", right="", erased_at=timezone.now())
        assert "已满保存期限" in signed_in(clerk).get(f"/disclosure/own-records/{ended.number}/").text


class TestWhoSignedForAReply:
    KIND = "disclosure.reply_proof"

    def test_is_forgotten_and_the_reply_stays(self, received, clerk, reviewer, head, court, city):
        answer(received, clerk, reviewer, head)
        term(self.KIND, city)
        assert erase(self.KIND, city, at("2027-04-21")) == 0
        assert erase(self.KIND, city, LATE) == 1
        one = Reply.objects.get()
        assert (one.proof, one.erased_at, one.served_on) == ("", LATE, NOW.date())
        assert one.text
        assert erase(self.KIND, city, LATE) == 0


class TestReasonsOfAnApplicant:
    KIND = "disclosure.explanation"

    @pytest.fixture
    def explained(self, received, clerk):
        ask_reasons(
            **seen(received), count=120, period="2024年1月至4月", points="请说明理由",
            until=day("2024-05-10"), actor=clerk, now=NOW,
        )  # fmt: skip
        note_reasons(**seen(received), on=NOW.date(), text="研究课题所需", actor=clerk, now=NOW)
        Case.objects.filter(pk=received.case_id).update(ended_on=NOW.date(), due_on=None)
        return received

    def test_are_forgotten_and_what_was_asked_stays(self, explained, city):
        assert erase(self.KIND, city, LATE) == 0
        term(self.KIND, city)
        assert erase(self.KIND, city, LATE) == 1
        one = Explanation.objects.get()
        assert (one.answer, one.points, one.answered_on) == ("", "请说明理由", NOW.date())
        assert erase(self.KIND, city, LATE) == 0

    def test_that_are_forgotten_are_told_so_on_the_page(self, explained, clerk, desk_surface):
        Explanation.objects.update(answer="", erased_at=timezone.now())
        assert "说明的理由已清除" in signed_in(clerk).get(f"/disclosure/{explained.number}/").text


class TestTheReasonOfASuggestion:
    KIND = "disclosure.suggestion"

    @pytest.fixture
    def suggested(self, received, clerk, reviewer, head, court):
        answer(received, clerk, reviewer, head)
        suggest_openness(
            number=received.number, code=code_of(received.number), reason="很多人需要（演示）",
            actor=PASSER_BY, now=NOW,
        )  # fmt: skip
        return received

    def test_is_kept_while_nobody_has_answered_it(self, suggested, city):
        term(self.KIND, city)
        assert erase(self.KIND, city, LATE) == 0
        assert Suggestion.objects.get().reason == "很多人需要（演示）"

    def test_is_forgotten_after_the_answer_which_stays(self, suggested, city):
        Suggestion.objects.update(answered_at=NOW, outcome="open", answer="已公开", letter="演示1号")
        term(self.KIND, city)
        assert erase(self.KIND, city, LATE) == 1
        one = Suggestion.objects.get()
        assert (one.reason, one.answer, one.letter) == ("", "已公开", "演示1号")
