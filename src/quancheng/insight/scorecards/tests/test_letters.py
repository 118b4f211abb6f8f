"""Letters: the right words, a second person, a number without gap, a signature."""

import io
from datetime import date

import pytest
from docx import Document

from quancheng.insight.scorecards.commands import letters as writing
from quancheng.insight.scorecards.commands.nightly import remind_of_talks
from quancheng.insight.scorecards.commands.sets import ChangedMeanwhile, DrafterDoesNotIssue
from quancheng.insight.scorecards.models import Letter
from quancheng.insight.scorecards.queries.letters import NoSuchLetter, letter_for, letters_for, text_for
from quancheng.insight.scorecards.queries.papers import letter_letter
from quancheng.insight.scorecards.queries.results import NoSuchResult
from quancheng.insight.scorecards.queries.sets import NotOfOffice
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.tests.conftest import AFTER, at, score, unit
from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.letterhead import as_docx
from quancheng.kernel.notify.models import Notice


def draft(frozen, actor, kind=Kind.REMINDER, *, to=("市财政局",), now=AFTER, **said):
    words = {"subject": "第一季度考核提醒", "text": "请对照记录查找原因。", **said}
    return writing.draft_letter(
        kind=kind, result_id=frozen.pk, unit_ids=[unit(name).pk for name in to],
        wording=writing.LetterWording(**words), actor=actor, now=now,
    )  # fmt: skip


def issue(letter, actor, now=AFTER):
    fresh = Letter.objects.get(pk=letter.pk)
    return writing.issue_letter(letter_id=letter.pk, version=fresh.version, actor=actor, now=now)


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


class TestSignLetter:
    def test_is_done_once_by_the_unit(self, frozen, office, office_head, clerk, head, neighbour):
        done = issue(draft(frozen, office), office_head)
        signed = writing.sign_letter(letter_id=done.pk, actor=clerk, now=AFTER)
        assert signed.signed_by_id == clerk.person_id
        with pytest.raises(writing.SignedAlready):
            writing.sign_letter(letter_id=done.pk, actor=head, now=AFTER)
        with pytest.raises(writing.NotYourLetter):
            writing.sign_letter(letter_id=done.pk, actor=office, now=AFTER)
        with pytest.raises(NoSuchLetter):
            writing.sign_letter(letter_id=done.pk, actor=neighbour, now=AFTER)


class TestRecordTalk:
    HELD = writing.Held(
        on=date(2026, 4, 8), held_by="演示主任", held_with="演示局长", agreed="四月底前补齐。",
        follow_up_on=date(2026, 4, 30),
    )  # fmt: skip  # Wednesday, Thursday

    def test_keeps_what_was_agreed(self, frozen, office, office_head, clerk):
        done = issue(draft(frozen, office, Kind.TALK, talk_on=date(2026, 4, 8)), office_head)
        talk = writing.record_talk(letter_id=done.pk, held=self.HELD, actor=office, now=at("2026-04-09"))
        assert letter_for(clerk, done.pk).talk == talk
        with pytest.raises(writing.NoTalk):
            writing.record_talk(letter_id=done.pk, held=self.HELD, actor=office, now=at("2026-04-09"))

    def test_is_refused_before_it_was_held(self, frozen, office, office_head):
        done = issue(draft(frozen, office, Kind.TALK, talk_on=date(2026, 4, 8)), office_head)
        with pytest.raises(writing.NoTalk):
            writing.record_talk(letter_id=done.pk, held=self.HELD, actor=office, now=AFTER)

    def test_is_for_a_talk(self, frozen, office, office_head):
        done = issue(draft(frozen, office), office_head)
        with pytest.raises(writing.NoTalk):
            writing.record_talk(letter_id=done.pk, held=self.HELD, actor=office, now=at("2026-04-09"))


class TestRemindOfTalks:
    def test_tells_the_office_on_the_day(self, frozen, office, office_head):
        done = issue(draft(frozen, office, Kind.TALK, talk_on=date(2026, 4, 8)), office_head)
        held = TestRecordTalk.HELD
        writing.record_talk(letter_id=done.pk, held=held, actor=office, now=at("2026-04-09"))
        clockwork = Actor.clockwork()
        assert remind_of_talks(actor=clockwork, now=at("2026-04-29")) == 0  # Wednesday
        assert remind_of_talks(actor=clockwork, now=at("2026-04-30")) == 1  # Thursday
        remind_of_talks(actor=clockwork, now=at("2026-04-30", "18:00"))
        told = Notice.objects.filter(kind="scorecards.follow_up", to_person=office.person_id)
        assert told.count() == 1


class TestLettersFor:
    def test_shows_units_what_was_issued_to_them(self, frozen, office, office_head, clerk, neighbour):
        one = draft(frozen, office)
        assert [letters_for(x).count() for x in (office, clerk)] == [1, 0]
        issue(one, office_head)
        assert [letters_for(x).count() for x in (office, clerk, neighbour)] == [1, 1, 0]
