"""A unit tells how far its promise is; its head stands by it; the office moves days with a public reason."""

from datetime import date

import pytest
from django.db import IntegrityError

from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.refusals import BadDay, MovedMeanwhile, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.notify.models import Notice, Subscription
from quancheng.kernel.obligations.measures import measures
from quancheng.kernel.orgs.handover import left_by_unit
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import commitment_editions as editions
from quancheng.records.plan.commands import commitments as working
from quancheng.records.plan.models import Commitment, CommitmentNote
from quancheng.records.plan.queries import commitments as queries
from quancheng.records.plan.queries.commitment_links import commitments_as_linked, lists_as_linked
from quancheng.records.plan.rules.promises import Outcome
from quancheng.records.plan.tests.commitments import THREE, published, report, sent, staff, told
from quancheng.records.plan.tests.conftest import NOW, at, official
from quancheng.records.plan.tests.desk import signed_in

pytestmark = pytest.mark.django_db
PUBLIC = Actor.anonymous()
TODAY = date(2026, 3, 2)  # Monday
WHY = "苗木供应推迟，须待秋季栽植。"


@pytest.fixture
def head_of_office(city) -> Actor:
    return official(city, "chief", Role.OPENNESS_HEAD)


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


@pytest.fixture
def other(city) -> Actor:
    return staff("市发展改革委", "other", Role.HANDLER, Role.HEAD)


@pytest.fixture
def promise(office, head_of_office) -> Commitment:
    """The parks of the finance department, promised for Wednesday 30 September 2026."""
    return published(office, head_of_office).list.commitments.get(no="1")


def line(promise: Commitment) -> queries.CommitmentLine:
    return queries.line_of(promise)


def finish(promise: Commitment, clerk: Actor, head: Actor, on: str, seen: str = "") -> None:
    now = at(seen or on)
    working.report_progress(
        **told(promise), on=date.fromisoformat(on), words="30处全部建成。", is_done=True,
        address="https://www.example.cn/a.html", actor=clerk, now=now,
    )  # fmt: skip
    working.confirm_progress(**told(promise), actor=head, now=now)


def audited(code: str) -> int:
    return AuditEntry.objects.filter(code=f"plan.commitment.{code}").count()


class TestReportProgress:
    def test_waits_for_the_head_and_is_not_public(self, promise, clerk):
        report(promise, clerk, on=TODAY)
        assert line(promise).notes == ()
        assert queries.waiting_note(promise).words == "已完成一半。"
        assert audited("reported") == 1

    @pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 3)])
    def test_of_a_day_before_the_promise_or_after_today_is_refused(self, promise, clerk, day):
        with pytest.raises(working.BadProgressDay):
            report(promise, clerk, on=day)

    def test_of_done_shows_where_everybody_can_see_it(self, promise, clerk):
        with pytest.raises(working.NothingToShow):
            working.report_progress(
                **told(promise), on=TODAY, words="建成。", is_done=True, address="", actor=clerk, now=NOW
            )
        assert not CommitmentNote.objects.exists()

    def test_is_for_the_unit_that_promised(self, promise, other, office, stranger):
        for actor in (other, office, stranger):
            with pytest.raises(queries.NoSuchCommitment):
                report(promise, actor, on=TODAY)

    def test_is_for_its_handler(self, promise, head):
        with pytest.raises(NotYourStep):
            report(promise, head, on=TODAY)

    def test_while_another_waits_is_refused(self, promise, clerk):
        report(promise, clerk, on=TODAY)
        with pytest.raises(StepNotOpen):
            report(promise, clerk, on=TODAY)

    def test_from_an_old_page_is_refused(self, promise, clerk):
        old = told(promise)
        report(promise, clerk, on=TODAY)
        working.recall_progress(**told(promise), actor=clerk, now=NOW)
        with pytest.raises(MovedMeanwhile):
            working.report_progress(
                **old, on=TODAY, words="又一次", is_done=False, address="", actor=clerk, now=NOW
            )


class TestRecallProgress:
    def test_takes_it_back(self, promise, clerk):
        report(promise, clerk, on=TODAY)
        working.recall_progress(**told(promise), actor=clerk, now=NOW)
        assert queries.waiting_note(promise) is None
        assert audited("recalled") == 1

    def test_of_nothing_is_refused(self, promise, clerk):
        with pytest.raises(StepNotOpen):
            working.recall_progress(**told(promise), actor=clerk, now=NOW)


class TestConfirmProgress:
    def test_makes_it_public(self, promise, clerk, head):
        report(promise, clerk, on=TODAY)
        working.confirm_progress(**told(promise), actor=head, now=NOW)
        assert [note.words for note in line(promise).notes] == ["已完成一半。"]
        assert (line(promise).outcome, audited("confirmed")) == (Outcome.UNDER_WAY, 1)

    def test_of_done_keeps_the_promise_on_the_day_it_was_done(self, promise, clerk, head):
        finish(promise, clerk, head, "2026-09-25", seen="2026-10-09")
        assert (line(promise).outcome, line(promise).promise.done_on) == (Outcome.ON_TIME, date(2026, 9, 25))
        assert audited("finished") == 1

    def test_of_done_after_the_day_is_late(self, promise, clerk, head):
        finish(promise, clerk, head, "2026-10-09")  # Friday
        assert line(promise).outcome is Outcome.LATE

    def test_by_who_wrote_it_is_refused(self, promise):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        note = report(promise, both, on=TODAY)
        with pytest.raises(working.WroteItThemselves):
            working.confirm_progress(**told(promise), actor=both, now=NOW)
        with pytest.raises(IntegrityError):
            CommitmentNote.objects.filter(pk=note.pk).update(confirmed_by=note.written_by_id)

    def test_by_who_had_it_reported_again_by_another_is_refused(self, promise, clerk, head):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        for who in (both, clerk):
            report(promise, who, on=TODAY)
            if who is both:
                working.refuse_progress(**told(promise), reason="换人填报", actor=both, now=NOW)
        with pytest.raises(WroteItYourself):
            working.confirm_progress(**told(promise), actor=both, now=NOW)
        working.confirm_progress(**told(promise), actor=head, now=NOW)

    def test_is_for_the_head_of_the_unit(self, promise, clerk, other):
        report(promise, clerk, on=TODAY)
        second = staff("市财政局", "second", Role.HANDLER)
        with pytest.raises(NotYourStep):
            working.confirm_progress(**told(promise), actor=second, now=NOW)
        with pytest.raises(queries.NoSuchCommitment):
            working.confirm_progress(**told(promise), actor=other, now=NOW)

    def test_of_nothing_is_refused(self, promise, head):
        with pytest.raises(working.NoProgress):
            working.confirm_progress(**told(promise), actor=head, now=NOW)

    def test_of_done_tells_the_followers(self, promise, clerk, head):
        follow(promise)
        finish(promise, clerk, head, "2026-09-25")
        [notice] = Notice.objects.filter(to_subscription__isnull=False)
        assert "口袋公园" in notice.subject
        assert "2026-09-25完成" in notice.body

    def test_of_done_tells_those_who_follow_the_list(self, promise, clerk, head):
        follow(promise, f"plan.commitments:{promise.list.ref}")
        finish(promise, clerk, head, "2026-09-25")
        assert Notice.objects.get(to_subscription__isnull=False).about == "plan.commitments:qzw-2026"


class TestAnEdition:
    def test_tells_those_who_follow_the_list_why(self, promise, office, head_of_office):
        follow(promise, f"plan.commitments:{promise.list.ref}")
        published(office, head_of_office, THREE[:2], reason="机构改革。")
        told = Notice.objects.get(to_subscription__isnull=False, kind="plan.commitment_amended")
        assert "机构改革。" in told.body


class TestRefuseProgress:
    def test_sends_it_back_with_the_reason(self, promise, clerk, head):
        signed_in(Unit.objects.get(short_name="市财政局"), "reader", Role.HANDLER)
        report(promise, clerk, on=TODAY)
        working.refuse_progress(**told(promise), reason="请写明完成了几处", actor=head, now=NOW)
        assert queries.waiting_note(promise) is None
        assert "请写明完成了几处" in Notice.objects.get(kind="plan.commitment_refused").body
        assert audited("refused") == 1

    def test_without_a_reason_is_refused(self, promise, clerk, head):
        report(promise, clerk, on=TODAY)
        with pytest.raises(ReasonMissing):
            working.refuse_progress(**told(promise), reason="", actor=head, now=NOW)
        assert queries.waiting_note(promise)


class TestMoving:
    def ask(self, promise, actor, until=date(2026, 11, 30), reason=WHY):
        return working.ask_to_move(**told(promise), until=until, reason=reason, actor=actor, now=NOW)

    def move(self, promise, actor, until=date(2026, 11, 30), reason=WHY):
        return working.move_commitment(**told(promise), until=until, reason=reason, actor=actor, now=NOW)

    def test_is_asked_by_the_unit_and_changes_nothing_yet(self, promise, clerk, office):
        self.ask(promise, clerk)
        assert line(promise).promise.day == date(2026, 9, 30)
        assert queries.commitments_that_wait(office, today=TODAY).wishes == 1
        assert audited("move_asked") == 1

    def test_is_not_asked_for_an_earlier_day_without_a_reason_or_by_another(self, promise, clerk, other):
        with pytest.raises(working.NotLaterThanPromised):
            self.ask(promise, clerk, until=date(2026, 9, 30))
        with pytest.raises(ReasonMissing):
            self.ask(promise, clerk, reason=" ")
        with pytest.raises(queries.NoSuchCommitment):
            self.ask(promise, other)

    def test_is_decided_by_the_office_and_keeps_the_old_day(self, promise, clerk, office):
        self.ask(promise, clerk)
        self.move(promise, office)
        [move] = line(promise).promise.moves
        assert (move.before, move.until, move.reason) == (date(2026, 9, 30), date(2026, 11, 30), WHY)
        assert (line(promise).outcome, list(queries.moves_asked_of(office))) == (Outcome.MOVED, [])
        assert audited("moved") == 1

    def test_is_not_for_units_not_earlier_and_not_without_a_reason(self, promise, clerk, office, stranger):
        with pytest.raises(NotYourStep):
            self.move(promise, clerk)
        with pytest.raises(NotYourStep):
            self.move(promise, stranger)  # sees what is public, decides nothing
        with pytest.raises(BadDay):
            self.move(promise, office, until=date(2026, 8, 31))
        with pytest.raises(ReasonMissing):
            self.move(promise, office, reason=" ")

    def test_tells_the_followers_why(self, promise, office):
        follow(promise)
        self.move(promise, office)
        [notice] = Notice.objects.filter(to_subscription__isnull=False)
        assert WHY in notice.body

    def test_may_be_denied(self, promise, clerk, office):
        self.ask(promise, clerk)
        working.deny_move(**told(promise), reason="按原时限完成", actor=office, now=NOW)
        assert (line(promise).promise.moves, list(queries.moves_asked_of(office))) == ((), [])
        assert audited("move_denied") == 1

    def test_makes_what_is_done_by_the_new_day_done_as_moved(self, promise, clerk, head, office):
        self.move(promise, office)
        finish(promise, clerk, head, "2026-11-20")  # Friday
        assert line(promise).outcome is Outcome.AS_MOVED


class TestReopenCommitment:
    def test_takes_the_word_down_and_tells_why(self, promise, clerk, head, office):
        finish(promise, clerk, head, "2026-09-25")
        working.reopen_commitment(
            **told(promise), reason="其中两处尚未开放", actor=office, now=at("2026-10-12")
        )
        assert (line(promise).outcome, line(promise).notes) == (Outcome.UNDER_WAY, ())
        assert Commitment.objects.get(pk=promise.pk).case.due_on == date(2026, 9, 30)
        assert audited("reopened") == 1

    def test_leaves_no_way_to_be_done_before_it(self, promise, clerk, head, office):
        finish(promise, clerk, head, "2026-09-25")
        working.reopen_commitment(**told(promise), reason="两处未开放", actor=office, now=at("2026-10-12"))
        with pytest.raises(working.BadProgressDay, match="2026-10-12"):
            finish(promise, clerk, head, "2026-09-30", seen="2026-10-20")
        finish(promise, clerk, head, "2026-10-12", seen="2026-10-20")
        assert line(promise).outcome is Outcome.LATE

    def test_of_what_is_not_done_or_by_a_unit_is_refused(self, promise, clerk, head, office):
        with pytest.raises(StepNotOpen):
            working.reopen_commitment(**told(promise), reason="误", actor=office, now=NOW)
        finish(promise, clerk, head, "2026-09-25")
        with pytest.raises(NotYourStep):
            working.reopen_commitment(**told(promise), reason="误", actor=head, now=at("2026-10-12"))


class TestSight:
    def test_the_public_sees_what_is_published_and_nobody_what_is_taken_back(
        self, promise, clerk, other, stranger, head_of_office
    ):
        everybody = (PUBLIC, Actor.citizen(3), stranger, other, clerk)
        assert [queries.commitment_for(actor, promise.ref) for actor in everybody] == [promise] * 5
        editions.withdraw_commitments(ref="qzw-2026", reason="有误", actor=head_of_office, now=NOW)
        for actor in (PUBLIC, Actor.citizen(3), stranger, other):
            with pytest.raises(queries.NoSuchCommitment):
                queries.commitment_for(actor, promise.ref)
        assert queries.commitment_for(clerk, promise.ref) == promise

    def test_of_what_only_those_inside_read(self, promise, clerk, other, office, stranger):
        inside = [queries.works_on(actor, promise) for actor in (clerk, office, other, stranger, PUBLIC)]
        assert inside == [True, True, False, False, False]

    def test_by_others_is_a_link_that_can_be_followed(self, promise, city):
        linked = commitments_as_linked(PUBLIC, [promise.ref, "nobody"])
        assert {ref: (each.title, each.tenant_id) for ref, each in linked.items()} == {
            promise.ref: ("口袋公园", city.pk)
        }
        assert set(lists_as_linked(PUBLIC, ["qzw-2026"])) == {"qzw-2026"}


class TestTheMeasure:
    def read(self, unit: str, first: date, last: date):
        return measures["plan.commitments"].read(Unit.objects.get(short_name=unit).pk, first, last)

    def test_finds_what_a_unit_did_in_time_in_the_period(self, promise, clerk, head):
        finish(promise, clerk, head, "2026-09-25")
        [found] = self.read("市财政局", date(2026, 7, 1), date(2026, 12, 31))
        assert (str(found.ref), found.says, found.on) == (
            "plan.commitment:qzw-2026-1", "口袋公园", date(2026, 9, 25),
        )  # fmt: skip
        assert not self.read("市财政局", date(2026, 1, 1), date(2026, 6, 30))
        assert not self.read("市发展改革委", date(2026, 1, 1), date(2026, 12, 31))

    def test_finds_in_the_year_it_was_done_what_was_confirmed_after_it(self, promise, office, clerk, head):
        working.move_commitment(**told(promise), until=date(2026, 12, 31), reason=WHY, actor=office, now=NOW)
        finish(promise, clerk, head, "2026-12-25", seen="2027-01-11")
        [found] = self.read("市财政局", date(2026, 7, 1), date(2026, 12, 31))
        assert found.on == date(2026, 12, 25)
        assert not self.read("市财政局", date(2027, 1, 1), date(2027, 12, 31))

    def test_leaves_out_what_came_late(self, promise, clerk, head):
        finish(promise, clerk, head, "2026-10-09")
        assert not self.read("市财政局", date(2026, 1, 1), date(2026, 12, 31))


class TestAUnitThatCloses:
    def test_has_its_promises_in_hand(self, promise):
        left = left_by_unit(Unit.objects.get(short_name="市财政局").pk)
        assert "未完成的公开承诺2项" in [str(each) for each in left]


class TestCommitmentsThatWait:
    def waits(self, actor, today=TODAY):
        found = queries.commitments_that_wait(actor, today=today)
        return found.to_confirm, found.past, found.wishes, found.to_publish

    def test_wait_for_the_head_of_the_unit_alone(self, promise, clerk, head, other, office):
        report(promise, clerk, on=TODAY)
        assert [self.waits(who)[0] for who in (head, clerk, other, office)] == [1, 0, 0, 0]

    def test_count_days_gone_by_for_the_unit(self, promise, clerk, other):
        assert [self.waits(who, date(2026, 10, 1))[1] for who in (clerk, other)] == [2, 0]

    def test_wait_for_a_second_head_of_the_office(self, promise, office, head_of_office, head, city):
        rows = [(*THREE[0][:3], "2026年11月底前", *THREE[0][4:]), *THREE[1:]]
        sent(office, rows, reason=WHY)
        assert [self.waits(who)[3] for who in (head_of_office, office, head)] == [1, 0, 0]


class TestLinesOf:
    def test_take_as_many_queries_for_three_as_for_one(self, promise, django_assert_max_num_queries):
        found = queries.commitments_in(promise.list)
        with django_assert_max_num_queries(3):
            assert len(queries.lines_of(found)) == 3


def follow(promise: Commitment, pattern: str = "") -> Subscription:
    return Subscription.objects.create(
        tenant=promise.list.tenant,
        pattern=pattern or f"plan.commitment:{promise.ref}",
        address_sealed="x",
        address_digest=pattern or "y",
        frequency="daily",
        asked_at=NOW,
        confirmed_at=NOW,
    )
