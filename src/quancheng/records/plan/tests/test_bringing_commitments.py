"""A list of commitments comes in, is corrected, sent for review, published by a second person, taken back."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.db.models import F

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import commitment_drafts as drafts
from quancheng.records.plan.commands import commitment_editions as editions
from quancheng.records.plan.commands.commitment_changes import DoneAlready
from quancheng.records.plan.commands.commitments import ask_to_move, confirm_progress
from quancheng.records.plan.commands.drafts import AlreadyBrought, ChangedMeanwhile, NothingNew, NotYourOffice
from quancheng.records.plan.commands.editions import DoubtsLeft, NothingToConfirm, NoYear
from quancheng.records.plan.commands.publishing import NotYoursToPublish, PublishedAlready, SecondPersonNeeded
from quancheng.records.plan.models import Commitment, CommitmentDraft, CommitmentEdition, CommitmentList
from quancheng.records.plan.queries import commitment_drafts as queries
from quancheng.records.plan.queries import commitments as reading
from quancheng.records.plan.rules.promises import Outcome
from quancheng.records.plan.tests.commitments import (
    THREE,
    TITLE,
    brought,
    published,
    report,
    sent,
    staff,
    told,
)
from quancheng.records.plan.tests.conftest import NOW, at, official
from quancheng.records.plan.tests.desk import signed_in

pytestmark = pytest.mark.django_db
PUBLIC = Actor.anonymous()
LATER = ((*THREE[0][:3], "2026年11月底前", *THREE[0][4:]), *THREE[1:])
WHY = "苗木供应推迟，须待秋季栽植。"


def lines() -> dict[str, int]:
    return {
        code: AuditEntry.objects.filter(code=code).count()
        for code in set(AuditEntry.objects.values_list("code", flat=True))
    }


def of(no: str) -> Commitment:
    return reading.commitments_for(Actor.clockwork()).get(no=no)


@pytest.fixture
def head(city) -> Actor:
    return official(city, "chief", Role.OPENNESS_HEAD)


class TestBringCommitments:
    def test_sets_down_what_was_understood(self, office):
        draft = brought(office)
        assert (draft.title, draft.year, len(draft.rows), draft.state) == (TITLE, 2026, 3, "open")
        assert lines() == {"plan.commitments.brought": 1}

    def test_is_refused_to_a_unit(self, handler):
        with pytest.raises(NotYourOffice):
            brought(handler)

    def test_of_a_file_without_a_table_is_refused_and_keeps_nothing(self, office):
        data = "市政府承诺把事情办好。".encode()
        upload = check_upload(data, name="承诺.txt")
        with pytest.raises(drafts.NoCommitments, match="没有读出承诺清单"):
            drafts.bring_commitments(upload=upload, data=data, actor=office, now=NOW)
        assert not CommitmentDraft.objects.exists()

    def test_of_the_same_file_twice_names_the_draft(self, office):
        draft = brought(office)
        with pytest.raises(AlreadyBrought) as refusal:
            brought(office)
        assert refusal.value.facts["draft"] == draft.pk

    def test_of_the_file_in_force_changes_nothing(self, office, head):
        published(office, head)
        with pytest.raises(NothingNew):
            brought(office)
        assert Commitment.objects.count() == 3

    def test_takes_over_what_was_decided_about_the_same_words(self, office, head):
        draft = brought(office, [*THREE, ("4", "办学", "两所", "12月底前", "教育部门", "演示·孙某（局长）")])
        unit = Unit.objects.get(short_name="市财政局")
        draft = drafts.correct_commitment(
            draft_id=draft.pk, version=draft.version, key=4, cells={"chosen": unit.pk}, actor=office, now=NOW
        )
        draft = editions.confirm_commitments(
            draft_id=draft.pk, version=draft.version, reason="", actor=office, now=NOW
        )
        editions.publish_commitments(draft_id=draft.pk, version=draft.version, actor=head, now=NOW)
        again = brought(office, [*LATER, ("4", "办学", "两所", "12月底前", "教育部门", "演示·孙某（局长）")])
        assert again.rows[3]["chosen"] == unit.pk


class TestCorrecting:
    def test_a_cell_writes_it_anew(self, office):
        draft = brought(office)
        draft = drafts.correct_commitment(
            draft_id=draft.pk, version=0, key=1, cells={"day": date(2026, 10, 31)}, actor=office, now=NOW
        )
        assert (draft.rows[0]["day"], draft.rows[0]["day_text"]) == ("2026-10-31", "2026-10-31")
        assert lines()["plan.commitments.corrected"] == 1

    def test_an_old_page_is_refused(self, office):
        draft = brought(office)
        old = {"draft_id": draft.pk, "version": 0, "actor": office, "now": NOW}
        drafts.correct_commitment(**old, key=1, cells={"task": "公园"})
        with pytest.raises(ChangedMeanwhile):
            drafts.correct_commitment(**old, key=1, cells={"task": "花园"})

    def test_a_row_that_is_not_there_is_refused(self, office):
        draft = brought(office)
        with pytest.raises(queries.NoSuchCommitmentRow):
            drafts.remove_commitment(draft_id=draft.pk, version=0, key=9, actor=office, now=NOW)

    def test_adds_and_removes_rows(self, office):
        draft = brought(office)
        told = {"draft_id": draft.pk, "actor": office, "now": NOW}
        drafts.add_commitment(**told, version=0, cells={"no": "4", "task": "办学"})
        draft = drafts.remove_commitment(**told, version=1, key=1)
        assert [row["no"] for row in draft.rows] == ["2", "3", "4"]

    def test_the_year_dates_days_without_one(self, office):
        draft = brought(office, title="重点任务公开承诺清单")
        draft = drafts.describe_commitments(
            draft_id=draft.pk, version=0, title=TITLE, year=2027, actor=office, now=NOW
        )
        assert [row["day"] for row in draft.rows] == ["2026-09-30", "2027-12-31", "2026-06-30"]

    def test_accepts_doubts_that_looking_settles(self, office):
        draft = brought(office, [(*THREE[0][:4], "市财政局、市发展改革委", THREE[0][5])])
        draft = drafts.accept_commitment_doubts(
            draft_id=draft.pk, version=0, keys=frozenset({1}), actor=office, now=NOW
        )
        assert draft.rows[0]["accepted"] == ["several_units"]

    def test_is_refused_once_put_aside(self, office):
        draft = brought(office)
        drafts.discard_commitments(draft_id=draft.pk, version=0, actor=office, now=NOW)
        with pytest.raises(drafts.CommitmentDraftClosed):
            drafts.remove_commitment(draft_id=draft.pk, version=1, key=1, actor=office, now=NOW)

    def test_is_nothing_for_strangers(self, office, handler, stranger):
        draft = brought(office)
        for actor in (handler, stranger, PUBLIC):
            with pytest.raises(queries.NoSuchCommitmentDraft):
                drafts.remove_commitment(draft_id=draft.pk, version=0, key=1, actor=actor, now=NOW)


class TestConfirmCommitments:
    def confirm(self, draft, actor, reason=""):
        return editions.confirm_commitments(
            draft_id=draft.pk, version=draft.version, reason=reason, actor=actor, now=NOW
        )

    def test_sends_it_to_a_second_person_and_changes_nothing_else(self, office):
        draft = sent(office)
        assert (draft.state, draft.confirmed_by_id) == ("confirmed", office.person_id)
        assert not CommitmentList.objects.exists()
        assert lines()["plan.commitments.confirmed"] == 1

    def test_with_doubts_is_refused_and_names_the_rows(self, office):
        draft = brought(office, [THREE[0], ("2", "修路", "十条", "长期坚持", "市财政局", "演示·李某")])
        with pytest.raises(DoubtsLeft, match="第2项"):
            self.confirm(draft, office)

    def test_without_a_year_is_refused(self, office):
        rows = [(*THREE[0][:3], "12月底前", *THREE[0][4:])]
        with pytest.raises(NoYear):
            self.confirm(brought(office, rows, "重点任务公开承诺清单"), office)

    def test_of_an_amendment_wants_a_reason(self, office, head):
        published(office, head)
        with pytest.raises(editions.WhyMissing):
            self.confirm(brought(office, LATER), office)

    def test_of_nothing_new_is_refused(self, office, head):
        published(office, head)
        with pytest.raises(NothingToConfirm):
            self.confirm(brought(office, THREE, f"{TITLE} "), office, WHY)

    def test_of_a_second_draft_of_the_year_waits(self, office):
        sent(office)
        with pytest.raises(editions.AnotherWaits):
            self.confirm(brought(office, LATER), office)

    def test_spares_what_is_done(self, office, head):
        published(office, head)
        done = of("3")
        clerk, chief = staff("市财政局", "c", Role.HANDLER), staff("市财政局", "h", Role.HEAD)
        report(done, clerk, on=date(2026, 3, 2), is_done=True)
        confirm_progress(**told(done), actor=chief, now=NOW)
        with pytest.raises(DoneAlready, match="社区食堂"):
            self.confirm(brought(office, THREE[:2]), office, WHY)


class TestReturnCommitments:
    def test_opens_it_again_with_the_reason(self, office, head):
        draft = sent(office)
        draft = editions.return_commitments(
            draft_id=draft.pk, version=draft.version, reason="第2项的责任人已调整", actor=head, now=NOW
        )
        assert (draft.state, draft.returned_for, draft.confirmed_by_id) == (
            "open",
            "第2项的责任人已调整",
            None,
        )
        assert lines()["plan.commitments.returned"] == 1

    def test_without_a_reason_is_refused(self, office, head):
        draft = sent(office)
        with pytest.raises(editions.WhyMissing):
            editions.return_commitments(
                draft_id=draft.pk, version=draft.version, reason=" ", actor=head, now=NOW
            )

    def test_of_what_does_not_wait_is_refused(self, office, head):
        draft = brought(office)
        with pytest.raises(editions.NotWaiting):
            editions.return_commitments(draft_id=draft.pk, version=0, reason="再看", actor=head, now=NOW)


class TestPublishCommitments:
    def test_makes_each_a_promise_with_a_clock(self, office, head):
        edition = published(office, head)
        assert (edition.number, edition.list.ref, edition.list.published_on) == (
            1,
            "qzw-2026",
            date(2026, 3, 2),
        )
        due = {each.no: (each.ref, each.case.due_on.isoformat()) for each in Commitment.objects.all()}
        assert due == {
            "1": ("qzw-2026-1", "2026-09-30"),
            "2": ("qzw-2026-2", "2026-12-31"),
            "3": ("qzw-2026-3", "2026-06-30"),
        }
        assert lines()["plan.commitments.published"] == 1

    def test_by_who_confirmed_it_is_refused(self, city):
        both = official(city, "both", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)
        draft = sent(both)
        with pytest.raises(SecondPersonNeeded):
            editions.publish_commitments(draft_id=draft.pk, version=draft.version, actor=both, now=NOW)
        assert not Commitment.objects.exists()

    def test_by_who_confirmed_it_is_refused_by_the_database_too(self, office, head):
        edition = published(office, head)
        with pytest.raises(IntegrityError):
            CommitmentEdition.objects.filter(pk=edition.pk).update(published_by=edition.confirmed_by_id)

    def test_is_for_the_head_of_the_openness_office(self, office, city):
        draft = sent(office)
        other = official(city, "other", Role.OPENNESS_OFFICE)
        with pytest.raises(NotYoursToPublish):
            editions.publish_commitments(draft_id=draft.pk, version=draft.version, actor=other, now=NOW)

    def test_is_nothing_for_a_stranger(self, office, stranger):
        draft = sent(office)
        with pytest.raises(queries.NoSuchCommitmentDraft):
            editions.publish_commitments(draft_id=draft.pk, version=draft.version, actor=stranger, now=NOW)

    def test_twice_is_refused(self, office, head):
        draft = sent(office)
        old = {"draft_id": draft.pk, "version": draft.version, "actor": head, "now": NOW}
        editions.publish_commitments(**old)
        with pytest.raises(editions.NotWaiting):
            editions.publish_commitments(**old)

    def test_of_a_list_that_somebody_changed_at_the_same_moment_is_refused(self, office, head, monkeypatch):
        published(office, head)
        draft = sent(office, LATER, reason=WHY)

        def quicker(found: CommitmentList):
            CommitmentList.objects.filter(pk=found.pk).update(version=F("version") + 1)
            return queries.latest_commitment_edition(found)

        monkeypatch.setattr(editions, "latest_commitment_edition", quicker)
        with pytest.raises(ChangedMeanwhile):
            editions.publish_commitments(draft_id=draft.pk, version=draft.version, actor=head, now=NOW)
        assert (CommitmentEdition.objects.count(), of("1").case.due_on) == (1, date(2026, 9, 30))

    def test_tells_the_people_of_the_units(self, office, head, city):
        signed_in(Unit.objects.get(short_name="市财政局"), "clerk", Role.HANDLER)
        published(office, head)
        assert Notice.objects.filter(kind="plan.commitment_promised").count() == 1


class TestAnAmendment:
    def test_moves_a_day_and_keeps_the_old_one_with_the_reason(self, office, head):
        published(office, head)
        published(office, head, LATER, reason=WHY)
        [move] = reading.line_of(of("1")).promise.moves
        assert (move.before, move.until, move.reason) == (date(2026, 9, 30), date(2026, 11, 30), WHY)
        assert Commitment.objects.count() == 3

    def test_may_bring_a_day_forward(self, office, head):
        published(office, head)
        published(office, head, [(*THREE[0][:3], "2026年8月底前", *THREE[0][4:]), *THREE[1:]], reason=WHY)
        assert of("1").case.due_on == date(2026, 8, 31)

    def test_hands_over_to_another_unit(self, office, head):
        published(office, head)
        published(office, head, [(*THREE[0][:4], "市发展改革委", "演示·钱涌波"), *THREE[1:]], reason=WHY)
        moved = of("1")
        assert (str(moved.case.unit), moved.person) == ("市发展改革委", "演示·钱涌波")

    def test_does_not_hand_over_the_former_units_wish_for_a_later_day(self, office, head):
        published(office, head)
        clerk = staff("市财政局", "c", Role.HANDLER)
        ask_to_move(**told(of("1")), until=date(2026, 11, 30), reason=WHY, actor=clerk, now=NOW)
        published(office, head, [(*THREE[0][:4], "市发展改革委", "演示·钱涌波"), *THREE[1:]], reason=WHY)
        assert (of("1").wanted_until, list(reading.moves_asked_of(office))) == (None, [])

    def test_adds_and_takes_back(self, office, head):
        published(office, head)
        published(
            office,
            head,
            [*THREE[:2], ("4", "建图书馆", "一座", "12月底前", "市财政局", "演示·赵清泉")],
            reason=WHY,
        )
        assert [each.no for each in reading.commitments_in(CommitmentList.objects.get())] == ["1", "2", "4"]
        gone = reading.line_of(of("3"))
        assert gone.outcome is Outcome.CANCELLED
        assert gone.commitment.dropped_in.number == 2


class TestWithdrawCommitments:
    def withdraw(self, actor, reason="责任人信息有误"):
        return editions.withdraw_commitments(ref="qzw-2026", reason=reason, actor=actor, now=at("2026-03-03"))

    def test_takes_the_list_from_the_public_at_once(self, office, head):
        published(office, head)
        self.withdraw(head)
        assert not reading.commitments_for(PUBLIC).exists()
        assert reading.commitments_for(office).count() == 3
        assert lines()["plan.commitments.withdrawn"] == 1

    def test_without_a_reason_twice_or_by_another_is_refused(self, office, head, stranger):
        published(office, head)
        for actor, reason, refusal in (
            (head, " ", editions.WhyMissing),
            (office, "有误", NotYoursToPublish),
            (stranger, "有误", reading.NoSuchCommitments),
        ):
            with pytest.raises(refusal):
                self.withdraw(actor, reason)
        self.withdraw(head)
        with pytest.raises(PublishedAlready):
            self.withdraw(head)

    def test_is_undone_by_a_second_person(self, city, head):
        both = official(city, "both", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)
        published(both, head)
        self.withdraw(head)
        with pytest.raises(SecondPersonNeeded):
            editions.restore_commitments(ref="qzw-2026", actor=both, now=at("2026-03-04"))
        found = editions.restore_commitments(ref="qzw-2026", actor=head, now=at("2026-03-04"))
        assert found.published_on == date(2026, 3, 4)
        with pytest.raises(PublishedAlready):
            editions.restore_commitments(ref="qzw-2026", actor=head, now=at("2026-03-04"))
