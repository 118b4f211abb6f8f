"""Two people do the same thing at the same moment: one is done, the other is told why not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from quancheng.insight.scorecards.commands import appeals, copies, indicators, letters, results, sets, talks
from quancheng.insight.scorecards.commands.once import refused_twice
from quancheng.insight.scorecards.models import (
    Addressee,
    Appeal,
    Correction,
    Letter,
    Mark,
    Result,
    ScoreSet,
    Talk,
    TalkNote,
)
from quancheng.insight.scorecards.queries.sets import next_version
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.rules.scoring import Shape
from quancheng.insight.scorecards.tests.conftest import (
    AFTER,
    HELD,
    NOW,
    QUARTER,
    at,
    draft_letter,
    indicator,
    issue_letter,
    said,
    score,
    staff,
    told,
    unit,
)
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.roles import Role

DATA = "演示".encode()


def together(*acts: Callable[[], object]) -> list[str]:
    """Run all acts at once; how each went: done, or the code of its refusal."""
    gate, went = Barrier(len(acts)), ["" for _ in acts]

    def run(n: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
            went[n] = "done"
        except Refusal as refusal:
            went[n] = refusal.code
        finally:
            connection.close()

    threads = [Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(went)


@pytest.fixture
def meet(monkeypatch):
    """Let two who act at once both have read something before either of them writes."""

    def at(place, name: str) -> None:
        read, both = getattr(place, name), Barrier(2)

        def read_by_both(*args, **kwargs):
            found = read(*args, **kwargs)
            both.wait(timeout=30)
            return found

        monkeypatch.setattr(place, name, read_by_both)

    return at


def give(actor, points="5"):
    return results.give_mark(
        indicator_id=indicator("M1").pk, unit_id=unit("市财政局").pk, period=QUARTER, points=Decimal(points),
        reason="齐全", upload=check_upload(DATA, name="材料.txt"), data=DATA, actor=actor, now=AFTER,
    )  # fmt: skip


@pytest.fixture
def by_hand(draft, office, office_head) -> ScoreSet:
    """A set with one indicator by hand."""
    hand = told("M1", shape=Shape.MANUAL, reading="", is_bonus=True, points=Decimal(5))
    indicators.add_indicator(set_id=draft.pk, version=draft.version, told=hand, actor=office, now=NOW)
    return sets.issue_set(set_id=draft.pk, version=draft.version + 1, actor=office_head, now=NOW)


@pytest.fixture
def talk(frozen, office, office_head) -> Letter:
    return issue_letter(draft_letter(frozen, office, Kind.TALK, talk_on=HELD.on), office_head)


class TestRefusedTwice:
    """What each check would have found, had the other been committed a moment earlier, the database finds."""

    def test_a_period_is_frozen_once(self, frozen, office_head, monkeypatch):
        monkeypatch.setattr(results, "result_of_period", lambda tenant, period: None)
        with pytest.raises(results.PeriodIsFrozen, match="刚由他人固化") as refused:
            results.freeze_result(period=QUARTER, actor=office_head, now=AFTER)
        assert refused.value.status == 409

    def test_a_mark_is_given_once(self, by_hand, office, monkeypatch):
        give(office)
        monkeypatch.setattr(results, "standing_mark", lambda *_: None)
        with pytest.raises(results.MarkedMeanwhile, match="刚由他人评定"):
            give(office, "4")
        assert Mark.objects.count() == 1

    def test_a_talk_is_recorded_once(self, talk, office, monkeypatch):
        talks.record_talk(letter_id=talk.pk, held=HELD, actor=office, now=at("2026-04-09"))  # Thursday
        seen = Letter.objects.get(pk=talk.pk)
        monkeypatch.setattr(talks, "letter_of_office", lambda *_: seen)
        monkeypatch.setattr(talks, "hasattr", lambda *_: False, raising=False)
        monkeypatch.setattr(talks, "awaits_talk", lambda _: True)
        with pytest.raises(talks.RecordedAlready, match="已经有记录"):
            talks.record_talk(letter_id=talk.pk, held=HELD, actor=office, now=at("2026-04-09"))

    def test_a_version_is_drafted_once(self, draft, office, monkeypatch):
        monkeypatch.setattr(sets, "open_draft", lambda *_: None)
        monkeypatch.setattr(sets, "next_version", lambda tenant, year: next_version(tenant, year) - 1)
        with pytest.raises(sets.DraftedAlready, match="刚由他人拟定"):
            sets.draft_set(year=2026, settings=said(), actor=office, now=NOW)

    def test_another_fault_stays_a_fault(self, draft):
        with pytest.raises(IntegrityError), refused_twice(Refusal("两次")), transaction.atomic():
            ScoreSet.objects.filter(pk=draft.pk).update(appeal_days=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time")
class TestTwoAtOnce:
    def test_draft_a_set(self, office, office_head):
        acts = [
            lambda who=who: sets.draft_set(year=2026, settings=said(), actor=who, now=NOW)
            for who in (office, office_head)
        ]
        assert together(*acts) == ["done", "scorecards.drafted_already"]
        assert ScoreSet.objects.count() == 1

    def test_add_an_indicator_to_the_same_page(self, draft, office, office_head, meet):
        acts = [
            lambda who=who: indicators.add_indicator(
                set_id=draft.pk, version=draft.version, told=told("C1", is_bonus=True), actor=who, now=NOW
            )
            for who in (office, office_head)
        ]
        meet(sets, "set_of_office")
        assert together(*acts) == ["done", "scorecards.changed_meanwhile"]

    def test_give_a_mark(self, by_hand, office, office_head, meet):
        meet(results, "standing_mark")
        acts = [lambda who=who: give(who) for who in (office, office_head)]
        assert together(*acts) == ["done", "scorecards.marked_meanwhile"]
        assert Mark.objects.filter(replaced_at__isnull=True).count() == 1

    def test_freeze_a_period(self, worked, office_head):
        other = staff("市政府办公厅", "second-head", Role.OPENNESS_HEAD)
        acts = [
            lambda who=who: results.freeze_result(period=QUARTER, actor=who, now=AFTER)
            for who in (office_head, other)
        ]
        assert together(*acts) == ["done", "scorecards.period_is_frozen"]
        assert Result.objects.count() == 1

    def test_appeal_against_the_same_point(self, frozen, clerk, head):
        acts = [
            lambda who=who: appeals.file_appeal(
                score_id=score(frozen).pk, indicator_id=indicator("A1").pk, text="请核对。", files=(),
                actor=who, now=AFTER,
            )
            for who in (clerk, head)
        ]  # fmt: skip
        assert together(*acts) == ["done", "scorecards.appealed_already"]
        assert Appeal.objects.count() == 1

    def test_decide_an_appeal(self, frozen, office, clerk):
        other = staff("市政府办公厅", "second", Role.OPENNESS_OFFICE)
        filed = appeals.file_appeal(
            score_id=score(frozen).pk, indicator_id=indicator("A1").pk, text="请核对。", files=(),
            actor=clerk, now=AFTER,
        )  # fmt: skip
        acts = [
            lambda who=who: appeals.uphold_appeal(
                appeal_id=filed.pk, version=filed.case.version, change=Decimal(10), reason="核实。",
                actor=who, now=AFTER,
            )
            for who in (office, other)
        ]  # fmt: skip
        assert together(*acts) == ["casework.moved_meanwhile", "done"]
        assert Correction.objects.count() == 1

    def test_issue_a_letter(self, frozen, office, office_head, meet):
        other = staff("市政府办公厅", "second-head", Role.OPENNESS_HEAD)
        one = draft_letter(frozen, office)
        meet(letters, "letter_of_office")
        acts = [
            lambda who=who: letters.issue_letter(letter_id=one.pk, version=0, actor=who, now=AFTER)
            for who in (office_head, other)
        ]
        assert together(*acts) == ["done", "scorecards.changed_meanwhile"]

    def test_sign_for_a_letter(self, frozen, office, office_head, clerk, head):
        one = issue_letter(draft_letter(frozen, office), office_head)
        acts = [
            lambda who=who: copies.sign_letter(letter_id=one.pk, actor=who, now=AFTER)
            for who in (clerk, head)
        ]
        assert together(*acts) == ["done", "scorecards.signed_already"]

    def test_answer_a_letter(self, frozen, office, office_head, clerk, head, meet):
        one = issue_letter(draft_letter(frozen, office, answer_on=date(2026, 4, 17)), office_head)  # Friday
        copies.sign_letter(letter_id=one.pk, actor=clerk, now=AFTER)
        meet(copies, "own_copy")
        acts = [
            lambda who=who: copies.answer_letter(letter_id=one.pk, text="已补齐。", actor=who, now=AFTER)
            for who in (clerk, head)
        ]
        assert together(*acts) == ["casework.moved_meanwhile", "done"]

    def test_record_a_talk(self, talk, office, office_head):
        acts = [
            lambda who=who: talks.record_talk(
                letter_id=talk.pk, held=HELD, actor=who, now=at("2026-04-09")  # Thursday
            )
            for who in (office, office_head)
        ]  # fmt: skip
        assert together(*acts) == ["done", "scorecards.recorded_already"]
        assert Talk.objects.count() == 1

    def test_follow_a_talk_up(self, talk, office, office_head):
        talks.record_talk(letter_id=talk.pk, held=HELD, actor=office, now=at("2026-04-09"))  # Thursday
        acts = [
            lambda who=who: talks.follow_up_talk(
                letter_id=talk.pk, text="已做到。", actor=who, now=at("2026-04-30")  # Thursday
            )
            for who in (office, office_head)
        ]  # fmt: skip
        assert together(*acts) == ["done", "scorecards.nothing_to_follow_up"]
        assert TalkNote.objects.count() == 1

    def test_withdraw_a_letter_and_record_its_talk(self, talk, office, office_head):
        version = Letter.objects.get(pk=talk.pk).version
        went = together(
            lambda: letters.withdraw_letter(
                letter_id=talk.pk, version=version, reason="有误", actor=office_head, now=at("2026-04-09")
            ),  # Thursday
            lambda: talks.record_talk(letter_id=talk.pk, held=HELD, actor=office, now=at("2026-04-09")),
        )
        assert went.count("done") == 1
        state = Addressee.objects.get(letter=talk).case.state
        assert (state == "withdrawn") is (Letter.objects.get(pk=talk.pk).withdrawn_at is not None)
        assert Talk.objects.exists() is (state == "talked")
