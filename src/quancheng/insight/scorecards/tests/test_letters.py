"""Letters: the right words, a second person, a number without gap, a signature."""

import io
from datetime import date

import pytest
from docx import Document

from quancheng.insight.scorecards.commands import letters as writing
from quancheng.insight.scorecards.commands.sets import ChangedMeanwhile, DrafterDoesNotIssue
from quancheng.insight.scorecards.commands.talks import record_talk
from quancheng.insight.scorecards.models import Letter
from quancheng.insight.scorecards.queries.approving import PAPER, NoDraft, letter_drafted
from quancheng.insight.scorecards.queries.letters import (
    NoSuchLetter,
    letter_for,
    letters_for,
    text_for,
)
from quancheng.insight.scorecards.queries.papers import letter_letter
from quancheng.insight.scorecards.queries.results import NoSuchResult
from quancheng.insight.scorecards.queries.sets import NotOfOffice
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.tests.conftest import AFTER, HELD, at, score
from quancheng.insight.scorecards.tests.conftest import draft_letter as draft
from quancheng.insight.scorecards.tests.conftest import issue_letter as issue
from quancheng.kernel.approvals import commands as approvals
from quancheng.kernel.approvals.queries import Asked
from quancheng.kernel.approvals.refusals import NotApproved, OwnPaper, WroteItYourself
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.agenda import open_cases_of
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.files.letterhead import as_docx
from quancheng.kernel.notify.models import Notice


class TestDraftLetter:
    def test_proposes_words_from_the_frozen_figures(self, frozen):
        said = text_for(Kind.REMINDER, frozen, score(frozen))
        assert "市财政局得分61.11分" in said
        assert "责任事项按时完成（30/60分）" in said

    @pytest.mark.parametrize("bad", ["责令限期改正。", "给予警告处分。", "取消评优资格。"])
    def test_refuses_what_is_not_the_offices_to_say(self, frozen, office, bad):
        with pytest.raises(writing.NotOurWords, match="请改写"):
            draft(frozen, office, text=bad)

    def test_of_a_circular_goes_to_everybody(self, frozen, office):
        assert draft(frozen, office, Kind.CIRCULAR, to=()).addressees.count() == 4

    @pytest.mark.parametrize("to", [(), ("市财政局", "市水务局")])
    def test_of_a_reminder_goes_to_one(self, frozen, office, to):
        with pytest.raises(writing.WrongAddressees):
            draft(frozen, office, to=to)

    def test_of_a_talk_names_a_day_to_come(self, frozen, office):
        for day in (None, date(2026, 4, 1)):  # Wednesday, today
            with pytest.raises(writing.NoTalkDay):
                draft(frozen, office, Kind.TALK, talk_on=day)

    def test_of_accountability_names_the_organ(self, frozen, office):
        with pytest.raises(writing.NotOurWords, match="送哪个机关"):
            draft(frozen, office, Kind.ACCOUNTABILITY)

    def test_is_for_the_office(self, frozen, clerk, stranger):
        with pytest.raises(NotOfOffice):
            draft(frozen, clerk)
        with pytest.raises(NoSuchResult):
            draft(frozen, stranger)


class TestAmendLetter:
    def test_makes_it_another_persons(self, frozen, office, office_head):
        one = draft(frozen, office)
        said = writing.LetterWording(subject="提醒", text="请补齐。")
        writing.amend_letter(letter_id=one.pk, version=0, wording=said, actor=office_head, now=AFTER)
        with pytest.raises(DrafterDoesNotIssue):
            issue(one, office_head)
        with pytest.raises(ChangedMeanwhile):
            writing.amend_letter(letter_id=one.pk, version=0, wording=said, actor=office, now=AFTER)


class TestIssueLetter:
    def test_is_not_for_whose_words_a_clerk_saved_again(self, frozen, office, office_head):
        own = draft(frozen, office_head)
        said = {"subject": "第一季度考核提醒", "text": "请对照记录查找原因。"}
        for text in (said["text"], "请对照记录查找原因，并报告。"):
            version = Letter.objects.get(pk=own.pk).version
            wording = writing.LetterWording(**{**said, "text": text})
            writing.amend_letter(letter_id=own.pk, version=version, wording=wording, actor=office, now=AFTER)
            with pytest.raises((DrafterDoesNotIssue, WroteItYourself)):
                issue(own, office_head)
        assert Letter.objects.get(pk=own.pk).drafted_by_id == office.person_id
        with pytest.raises(WroteItYourself):
            issue(own, office_head)

    def test_numbers_without_gap_by_kind(self, frozen, office, office_head):
        first, dropped, second = (draft(frozen, office) for _ in range(3))
        issue(first, office_head)
        writing.discard_letter(letter_id=dropped.pk, version=0, actor=office, now=AFTER)
        assert issue(second, office_head).label == "政公开提醒〔2026〕2号"
        assert issue(draft(frozen, office, Kind.PRAISE), office_head).label == "政公开表扬〔2026〕1号"

    def test_tells_the_unit_and_keeps_the_basis(self, frozen, office, office_head, clerk, neighbour):
        done = issue(draft(frozen, office), office_head)
        assert done.basis == "《条例》第四十七条"
        told = Notice.objects.filter(kind="scorecards.letter_issued").values_list("to_person_id", flat=True)
        assert clerk.person_id in told
        assert neighbour.person_id not in told
        assert AuditEntry.objects.filter(code="scorecards.letter.issued").count() == 1

    def test_takes_a_second_person_and_the_head(self, frozen, office, office_head):
        with pytest.raises(NotOfOffice):
            issue(draft(frozen, office), office)
        with pytest.raises(DrafterDoesNotIssue):
            issue(draft(frozen, office_head), office_head)

    def test_of_accountability_is_hidden_from_the_unit(self, frozen, office, office_head, clerk):
        said = {"organ": "泉州湾市人民政府", "text": "建议依法研究追究责任。"}
        done = issue(draft(frozen, office, Kind.ACCOUNTABILITY, **said), office_head)
        assert not Notice.objects.filter(kind="scorecards.letter_issued").exists()
        with pytest.raises(NoSuchLetter):
            letter_for(clerk, done.pk)

    def test_prints_as_a_letter(self, frozen, office, office_head):
        done = issue(draft(frozen, office), office_head)
        seen = letter_for(office, done.pk)
        text = "\n".join(x.text for x in Document(io.BytesIO(as_docx(letter_letter(seen)))).paragraphs)
        assert "政公开提醒〔2026〕1号" in text
        assert "《条例》第四十七条" in text


class TestLettersFor:
    def test_shows_units_what_was_issued_to_them(self, frozen, office, office_head, clerk, neighbour):
        one = draft(frozen, office)
        assert [letters_for(x).count() for x in (office, clerk)] == [1, 0]
        issue(one, office_head)
        assert [letters_for(x).count() for x in (office, clerk, neighbour)] == [1, 1, 0]


class TestSendApprovedLetter:
    def approve(self, one, office, mayor):
        chain = [Asked(1, "签发", mayor.post_id)]
        ref = RecordRef("scorecards.letter", str(one.pk))
        laid = approvals.submit_paper(
            ref=ref, chain=chain, until=date(2026, 4, 3), reason="请审", actor=office, now=AFTER
        )  # Friday
        approvals.agree(approval_id=laid.pk, version=laid.case.version, opinion="", actor=mayor, now=AFTER)

    def send(self, one, actor):
        fresh = Letter.objects.get(pk=one.pk)
        return writing.send_approved_letter(letter_id=one.pk, version=fresh.version, actor=actor, now=AFTER)

    def test_goes_out_under_the_name_of_the_last_signer(self, frozen, office, mayor, clerk):
        one = draft(frozen, office)
        self.approve(one, office, mayor)
        done = self.send(one, office)
        assert (done.label, done.issued_by_id) == ("政公开提醒〔2026〕1号", mayor.person_id)
        assert AuditEntry.objects.filter(code="scorecards.letter.approved_sent").count() == 1
        assert Notice.objects.filter(kind="scorecards.letter_issued", to_person=clerk.person_id).exists()

    def test_is_refused_before_anybody_agreed(self, frozen, office):
        with pytest.raises(NotApproved, match="没有获得批准"):
            self.send(draft(frozen, office), office)

    def test_is_refused_in_other_words(self, frozen, office, mayor):
        one = draft(frozen, office)
        self.approve(one, office, mayor)
        said = writing.LetterWording(subject="第一季度考核提醒", text="请对照记录查找原因，并报送。")
        writing.amend_letter(letter_id=one.pk, version=0, wording=said, actor=office, now=AFTER)
        with pytest.raises(NotApproved, match="改动"):
            self.send(one, office)

    def test_is_approved_by_nobody_whose_words_stand_in_it(self, frozen, office, office_head):
        one = draft(frozen, office_head)
        with pytest.raises(OwnPaper, match="有您写的文字"):
            self.approve(one, office, office_head)

    def test_is_refused_when_the_basis_has_changed(self, frozen, office, mayor):
        one = draft(frozen, office)
        self.approve(one, office, mayor)
        Letter.objects.filter(pk=one.pk).update(basis="旧依据")
        with pytest.raises(writing.BasisChanged, match="重新呈批"):
            self.send(one, office)

    def test_is_for_the_office(self, frozen, office, mayor, clerk, stranger):
        one = draft(frozen, office)
        self.approve(one, office, mayor)
        with pytest.raises(NotOfOffice):
            self.send(one, clerk)
        with pytest.raises(NoSuchLetter):
            self.send(one, stranger)

    def test_has_no_paper_once_it_is_out(self, frozen, office, office_head):
        done = issue(draft(frozen, office), office_head)
        with pytest.raises(NoDraft, match="不需要呈批"):
            letter_drafted(office, str(done.pk))
        assert PAPER.present(str(done.pk)) is None


class TestWithdrawLetter:
    def withdraw(self, one, actor, reason="得分已经更正，提醒不再成立。"):
        fresh = Letter.objects.get(pk=one.pk)
        return writing.withdraw_letter(
            letter_id=one.pk, version=fresh.version, reason=reason, actor=actor, now=at("2026-04-02")
        )  # Thursday

    def test_stays_readable_and_keeps_its_number(self, frozen, office, office_head, clerk):
        done = self.withdraw(issue(draft(frozen, office), office_head), office_head)
        seen = letter_for(clerk, done.pk)
        assert (seen.label, seen.stands) == ("政公开提醒〔2026〕1号", False)
        text = "\n".join(x.text for x in Document(io.BytesIO(as_docx(letter_letter(seen)))).paragraphs)
        assert "本函已于2026年4月2日撤回" in text
        assert AuditEntry.objects.filter(code="scorecards.letter.withdrawn").count() == 1

    def test_tells_the_unit_why_and_takes_it_out_of_its_hands(
        self, frozen, office, office_head, clerk, neighbour
    ):
        one = issue(draft(frozen, office), office_head)
        in_hand = open_cases_of(clerk).filter(workflow="score_letter")
        assert in_hand.count() == 1
        self.withdraw(one, office_head)
        told = Notice.objects.filter(kind="scorecards.letter_withdrawn")
        assert clerk.person_id in told.values_list("to_person_id", flat=True)
        assert neighbour.person_id not in told.values_list("to_person_id", flat=True)
        assert "得分已经更正" in told[0].body
        assert not in_hand.exists()

    def test_takes_a_reason_and_the_head(self, frozen, office, office_head, clerk, stranger):
        one = issue(draft(frozen, office), office_head)
        with pytest.raises(ReasonMissing):
            self.withdraw(one, office_head, " ")
        for actor in (office, clerk):
            with pytest.raises(NotOfOffice):
                self.withdraw(one, actor)
        with pytest.raises(NoSuchLetter):
            self.withdraw(one, stranger)

    def test_is_done_once_and_to_what_is_issued(self, frozen, office, office_head):
        with pytest.raises(writing.NotIssued):
            self.withdraw(draft(frozen, office), office_head)
        done = self.withdraw(issue(draft(frozen, office), office_head), office_head)
        with pytest.raises(writing.NotIssued):
            self.withdraw(done, office_head)
        other = issue(draft(frozen, office), office_head)
        with pytest.raises(ChangedMeanwhile):
            writing.withdraw_letter(letter_id=other.pk, version=0, reason="x", actor=office_head, now=AFTER)

    def test_does_not_unmake_a_talk(self, frozen, office, office_head):
        one = issue(draft(frozen, office, Kind.TALK, talk_on=date(2026, 4, 8)), office_head)
        record_talk(letter_id=one.pk, held=HELD, actor=office, now=at("2026-04-09"))
        with pytest.raises(writing.TalkTookPlace, match="补正"):
            self.withdraw(one, office_head)

    def test_tells_no_unit_of_what_it_never_saw(self, frozen, office, office_head):
        said = {"organ": "泉州湾市人民政府", "text": "建议依法研究追究责任。"}
        self.withdraw(issue(draft(frozen, office, Kind.ACCOUNTABILITY, **said), office_head), office_head)
        assert not Notice.objects.filter(kind="scorecards.letter_withdrawn").exists()
