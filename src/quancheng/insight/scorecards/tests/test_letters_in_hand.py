"""A letter in the hands of its unit: signed, answered, taken over; a talk recorded, added to, followed up."""

from datetime import date

import pytest

from quancheng.insight.scorecards.commands import copies, talks
from quancheng.insight.scorecards.commands.letters import BadAnswerDay, withdraw_letter
from quancheng.insight.scorecards.commands.nightly import remind_of_talks
from quancheng.insight.scorecards.commands.sets import NotOfOffice
from quancheng.insight.scorecards.models import Addressee, TalkNote
from quancheng.insight.scorecards.queries.letters import NoSuchLetter, answering, letter_for
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.tests.conftest import AFTER, HELD, at, unit
from quancheng.insight.scorecards.tests.conftest import draft_letter as draft
from quancheng.insight.scorecards.tests.conftest import issue_letter as issue
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.agenda import left_by_unit, named, open_cases_of
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.notify.models import Notice

ANSWER_ON = date(2026, 4, 17)  # Friday


@pytest.fixture
def reminder(frozen, office, office_head):
    return issue(draft(frozen, office, answer_on=ANSWER_ON), office_head)


@pytest.fixture
def talk(frozen, office, office_head):
    return issue(draft(frozen, office, Kind.TALK, talk_on=date(2026, 4, 8)), office_head)  # Wednesday


def sign(letter, actor, now=AFTER):
    return copies.sign_letter(letter_id=letter.pk, actor=actor, now=now)


def in_hand(actor):
    """The letters that the actor's unit has in hand, beside its duties."""
    return open_cases_of(actor).filter(workflow="score_letter")


def due(letter):
    return Addressee.objects.get(letter=letter).case.due_on


class TestSignLetter:
    def test_is_done_once_by_the_unit(self, frozen, office, office_head, clerk, head, neighbour):
        done = issue(draft(frozen, office), office_head)
        assert due(done) == date(2026, 4, 7)  # Tuesday: Saturday to Monday are not worked
        assert sign(done, clerk).signed_by_id == clerk.person_id
        assert due(done) is None
        with pytest.raises(copies.SignedAlready):
            sign(done, head)
        with pytest.raises(copies.NotYourLetter):
            sign(done, office)
        with pytest.raises(NoSuchLetter):
            sign(done, neighbour)
        assert AuditEntry.objects.filter(code="scorecards.letter.signed").count() == 1

    def test_leads_to_the_answer_that_it_asks_for(self, reminder, clerk):
        sign(reminder, clerk)
        assert due(reminder) == ANSWER_ON

    def test_leads_to_the_talk(self, talk, clerk):
        sign(talk, clerk)
        assert due(talk) == date(2026, 4, 8)  # Wednesday

    def test_is_refused_once_withdrawn(self, reminder, clerk, office_head):
        withdraw_letter(letter_id=reminder.pk, version=1, reason="有误", actor=office_head, now=AFTER)
        with pytest.raises(copies.LetterWithdrawnMeanwhile, match="不需要再办理"):
            sign(reminder, clerk)


class TestAnswerLetter:
    def answer(self, letter, actor, text="已补齐两项。"):
        return copies.answer_letter(letter_id=letter.pk, text=text, actor=actor, now=at("2026-04-10"))

    def test_ends_it_and_tells_the_office(self, reminder, clerk, office):
        sign(reminder, clerk)
        done = self.answer(reminder, clerk)  # Friday
        assert (done.answer, done.answered_by_id) == ("已补齐两项。", clerk.person_id)
        assert not in_hand(clerk).exists()
        told = Notice.objects.filter(kind="scorecards.letter_answered")
        assert office.person_id in told.values_list("to_person_id", flat=True)
        assert AuditEntry.objects.filter(code="scorecards.letter.answered").count() == 1

    def test_comes_after_the_signature_and_once(self, reminder, clerk):
        with pytest.raises(copies.NothingToAnswer):
            self.answer(reminder, clerk)
        sign(reminder, clerk)
        with pytest.raises(ReasonMissing):
            self.answer(reminder, clerk, " ")
        self.answer(reminder, clerk)
        with pytest.raises(copies.NothingToAnswer):
            self.answer(reminder, clerk)

    def test_is_the_units_own(self, reminder, clerk, office, neighbour):
        sign(reminder, clerk)
        with pytest.raises(copies.NotYourLetter):
            self.answer(reminder, office)
        with pytest.raises(NoSuchLetter):
            self.answer(reminder, neighbour)

    @pytest.mark.parametrize("kind", [Kind.PRAISE, Kind.CIRCULAR])
    def test_is_not_asked_for_by_other_letters(self, frozen, office, kind):
        to = () if kind is Kind.CIRCULAR else ("市财政局",)
        with pytest.raises(BadAnswerDay, match="不需要单位反馈"):
            draft(frozen, office, kind, to=to, answer_on=ANSWER_ON)

    def test_falls_due_on_a_day_to_come(self, frozen, office):
        with pytest.raises(BadAnswerDay, match="须晚于今天"):
            draft(frozen, office, answer_on=date(2026, 4, 1))  # Wednesday, today


class TestTakeOverLetter:
    def test_puts_it_in_another_hand(self, reminder, clerk, head):
        copy = sign(reminder, clerk)
        assert answering(copy) == (clerk.person_id, clerk.post_id)
        copies.take_over_letter(letter_id=reminder.pk, actor=head, now=AFTER)
        assert answering(copy) == (head.person_id, head.post_id)
        assert AuditEntry.objects.filter(code="scorecards.letter.taken_over").count() == 1

    def test_is_refused_where_nothing_waits(self, reminder, head, neighbour):
        with pytest.raises(copies.NothingToAnswer):
            copies.take_over_letter(letter_id=reminder.pk, actor=head, now=AFTER)
        with pytest.raises(NoSuchLetter):
            copies.take_over_letter(letter_id=reminder.pk, actor=neighbour, now=AFTER)


class TestRecordTalk:
    def record(self, letter, actor, day="2026-04-09"):
        return talks.record_talk(letter_id=letter.pk, held=HELD, actor=actor, now=at(day))  # Thursday

    def test_keeps_what_was_agreed(self, talk, office, clerk):
        kept = self.record(talk, office)
        assert letter_for(clerk, talk.pk).talk == kept
        assert due(talk) == date(2026, 4, 30)  # Thursday: to be followed up
        assert AuditEntry.objects.filter(code="scorecards.talk.recorded").count() == 1

    def test_is_refused_a_second_time(self, talk, office):
        self.record(talk, office)
        with pytest.raises(talks.RecordedAlready, match="补正"):
            self.record(talk, office)

    def test_is_refused_before_it_was_held(self, talk, office):
        with pytest.raises(talks.NoTalk):
            self.record(talk, office, "2026-04-01")  # Wednesday

    def test_is_for_a_talk(self, reminder, office):
        with pytest.raises(talks.NoTalk):
            self.record(reminder, office)

    def test_is_for_the_office(self, talk, clerk):
        with pytest.raises(NotOfOffice):
            self.record(talk, clerk)


class TestAddToTalk:
    def add(self, letter, actor, text="参加人还有演示副局长。"):
        return talks.add_to_talk(letter_id=letter.pk, text=text, actor=actor, now=at("2026-04-10"))

    def test_leaves_what_was_written(self, talk, office, clerk):
        kept = talks.record_talk(letter_id=talk.pk, held=HELD, actor=office, now=at("2026-04-09"))
        self.add(talk, office)
        self.add(talk, office, "回访日期以函为准。")
        kept.refresh_from_db()
        assert kept.agreed == HELD.agreed
        assert [x.text for x in kept.notes.all()] == ["参加人还有演示副局长。", "回访日期以函为准。"]
        told = Notice.objects.filter(kind="scorecards.talk_added_to", to_person=clerk.person_id)
        assert told.count() == 2
        assert AuditEntry.objects.filter(code="scorecards.talk.added_to").count() == 2

    def test_takes_a_record_and_words(self, talk, office, clerk, stranger):
        with pytest.raises(talks.NoTalk, match="先记录"):
            self.add(talk, office)
        talks.record_talk(letter_id=talk.pk, held=HELD, actor=office, now=at("2026-04-09"))
        with pytest.raises(ReasonMissing):
            self.add(talk, office, " ")
        with pytest.raises(NotOfOffice):
            self.add(talk, clerk)
        with pytest.raises(NoSuchLetter):
            self.add(talk, stranger)


class TestFollowUpTalk:
    def follow_up(self, letter, actor):
        return talks.follow_up_talk(
            letter_id=letter.pk, text="约定事项已经补齐。", actor=actor, now=at("2026-04-30")
        )  # Thursday

    def test_ends_the_matter(self, talk, office, clerk):
        talks.record_talk(letter_id=talk.pk, held=HELD, actor=office, now=at("2026-04-09"))
        assert self.follow_up(talk, office).sort == TalkNote.Sort.FOLLOW_UP
        assert Addressee.objects.get(letter=talk).case.ended_on == date(2026, 4, 30)  # Thursday
        assert remind_of_talks(actor=Actor.clockwork(), now=at("2026-04-30")) == 0
        assert AuditEntry.objects.filter(code="scorecards.talk.followed_up").count() == 1

    def test_is_refused_twice_and_to_others(self, talk, office, clerk):
        with pytest.raises(talks.NoTalk):
            self.follow_up(talk, office)
        talks.record_talk(letter_id=talk.pk, held=HELD, actor=office, now=at("2026-04-09"))
        with pytest.raises(NotOfOffice):
            self.follow_up(talk, clerk)
        self.follow_up(talk, office)
        with pytest.raises(talks.NothingToFollowUp, match="已经回访"):
            self.follow_up(talk, office)


class TestRemindOfTalks:
    def test_tells_the_office_on_the_day(self, talk, office):
        talks.record_talk(letter_id=talk.pk, held=HELD, actor=office, now=at("2026-04-09"))
        clockwork = Actor.clockwork()
        assert remind_of_talks(actor=clockwork, now=at("2026-04-29")) == 0  # Wednesday
        assert remind_of_talks(actor=clockwork, now=at("2026-04-30")) == 1  # Thursday
        remind_of_talks(actor=clockwork, now=at("2026-04-30", "18:00"))
        told = Notice.objects.filter(kind="scorecards.follow_up", to_person=office.person_id)
        assert told.count() == 1


class TestInHand:
    def test_the_unit_finds_it_in_its_agenda(self, reminder, clerk, neighbour):
        [line] = named(clerk, list(in_hand(clerk)))
        assert (line.says, line.state, line.due_on) == ("考核函件", "待签收", date(2026, 4, 7))  # Tuesday
        assert "政公开提醒〔2026〕1号" in line.title
        assert not in_hand(neighbour).exists()

    def test_a_unit_leaves_it_behind(self, reminder):
        left = {each.says: each.count for each in left_by_unit(unit("市财政局").pk)}
        assert left["未办结的考核函件"] == 1
