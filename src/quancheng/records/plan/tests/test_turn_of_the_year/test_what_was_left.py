"""What last year left open is carried over, kept or cancelled."""

from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import MovedMeanwhile
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import carrying, drafts, editions, orders, oversight, tasks, years
from quancheng.records.plan.commands.drafts import NotYourOffice
from quancheng.records.plan.models import CarryOver, Row, Task
from quancheng.records.plan.queries import years as queries
from quancheng.records.plan.queries.board import board
from quancheng.records.plan.queries.orders import may_urge
from quancheng.records.plan.queries.plans import NoSuchPlan, register_of
from quancheng.records.plan.queries.progress import Progress, Tally, of_row
from quancheng.records.plan.queries.status import plan_status
from quancheng.records.plan.tests.conftest import THREE_ROWS, at, flattened
from quancheng.records.plan.tests.test_turn_of_the_year.conftest import (
    NEXT,
    TODAY,
    Decision,
    last_code,
    left,
    settle,
)
from quancheng.records.plan.tests.test_working_on_duties import staff, told
from quancheng.records.plan.web.comparison import comparison

pytestmark = pytest.mark.django_db


class TestLeftOvers:
    def test_are_what_last_year_left_open_row_by_row(self, issued):
        found = queries.left_overs(issued)
        assert [(line.task.row.no, str(line.duty.case.unit)) for line in found][:2] == [
            ("1", "市财政局"),
            ("1", "东区政府"),
        ]
        assert len(found) == 6
        assert [row.no for row in found[0].goes_on_in] == ["1"]

    def test_lead_nowhere_before_the_new_plan_is_issued(self, this):
        assert {line.goes_on_in for line in queries.left_overs(this)} == {()}

    def test_are_none_without_a_plan_before(self, last):
        assert queries.left_overs(last) == ()

    def test_ask_the_database_a_fixed_number_of_times(self, issued, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            queries.left_overs(issued)


class TestSettleLeftOvers:
    def test_carries_a_duty_over_into_the_one_of_this_year(self, issued, office):
        old = left(issued, "市财政局")
        assert settle(issued, old, Decision.CARRY, office, reason="项目跨年") == 1
        carried = CarryOver.objects.get()
        assert carried.successor.obligation.about == f"plan.task:{issued.ref}-1-1"
        old.case.refresh_from_db()
        assert old.case.state == "carried"
        line = old.case.lines.order_by("-id")[0]
        assert line.note == f"结转到《{issued.title}》第1项。项目跨年"
        assert last_code() == "plan.year.left_overs_settled"

    def test_opens_a_duty_where_the_unit_has_none(self, issued, office):
        old = left(issued, "东区政府")
        settle(issued, old, Decision.CARRY, office, to_row=f"{issued.ref}-2")
        opened = CarryOver.objects.get().successor
        assert (str(opened.case.unit), opened.case.due_on) == ("东区政府", date(2027, 12, 31))
        assert opened.from_on == old.from_on == date(2026, 1, 1)  # what was done last year counts
        task = Task.objects.get(row__ref=f"{issued.ref}-2", place=2)
        assert task.title.startswith("（上年结转）")
        assert task.issued_at == NEXT

    def test_shows_each_of_the_two_the_other(self, issued, office):
        old = left(issued, "市财政局")
        settle(issued, old, Decision.CARRY, office)
        new = CarryOver.objects.get().successor
        clerk = staff("市财政局", "clerk", Role.HANDLER)
        assert [(tie.says, tie.duty) for tie in queries.ties_of_duty(clerk, old)] == [("结转到", new)]
        assert [(tie.says, tie.duty) for tie in queries.ties_of_duty(clerk, new)] == [("结转自", old)]
        east = staff("东区政府", "east", Role.HANDLER)
        assert queries.ties_of_duty(east, new) == ()

    def test_counts_what_was_carried_as_neither_done_nor_owed(self, issued, last, office):
        before = board(last, today=TODAY).counts.total
        settle(issued, left(issued, "市发展改革委", "2"), Decision.CARRY, office)
        row = plan_status(last, today=TODAY).rows[1]
        assert (row.progress, row.tally.total, row.tally.carried) == (Progress.CARRIED, 0, 1)
        counts = board(last, today=TODAY).counts
        assert (
            counts.total == before - 1 == counts.done + counts.under_way + counts.late + counts.unverifiable
        )

    def test_leaves_nothing_to_urge_in_what_was_carried(self, issued, office):
        old = left(issued, "市财政局")
        assert may_urge(office, old)
        settle(issued, old, Decision.CARRY, office)
        carried = DueItem.objects.select_related("case", "obligation").get(pk=old.pk)
        assert not may_urge(office, carried)
        wording = orders.OrderWording(subject="决算", demand="请公开。", answer_on=date(2027, 1, 25))
        with pytest.raises(orders.NothingToOrder, match="1项已完成、已取消或已结转"):
            orders.draft_orders(duty_ids=[old.pk], wording=wording, actor=office, now=NEXT)

    def test_leaves_a_duty_as_it_is_and_may_decide_anew(self, issued, office):
        old = left(issued, "市财政局")
        settle(issued, old, Decision.STAY, office)
        old.case.refresh_from_db()
        assert old.case.state == "issued"
        settle(issued, old, Decision.CARRY, office)
        assert CarryOver.objects.get().decision == Decision.CARRY

    def test_cancels_with_a_reason_alone(self, issued, office):
        old = left(issued, "市财政局")
        with pytest.raises(carrying.WhyCancel):
            settle(issued, old, Decision.CANCEL, office)
        settle(issued, old, Decision.CANCEL, office, reason="任务已并入省级平台")
        old.case.refresh_from_db()
        assert old.case.state == "cancelled"
        assert "任务已并入省级平台" not in str(AuditEntry.objects.order_by("-seq")[0].facts)

    def test_is_refused_before_the_row_is_issued(self, this, office):
        with pytest.raises(carrying.WhereTo, match="请先下达"):
            settle(this, left(this, "市财政局"), Decision.CARRY, office)
        with pytest.raises(carrying.WhereTo):
            settle(this, left(this, "市财政局"), Decision.CARRY, office, to_row=f"{this.ref}-1")

    def test_wants_a_row_when_several_go_on(self, issued, last, office):
        row = Row.objects.get(ref=f"{issued.ref}-2")
        years.tie_row(
            row_ref=row.ref, earlier_refs=frozenset({f"{last.ref}-1", f"{last.ref}-2"}),
            seen=frozenset({f"{last.ref}-2"}), actor=office, now=NEXT,
        )  # fmt: skip
        with pytest.raises(carrying.WhereTo, match="第1、2项"):
            settle(issued, left(issued, "市财政局"), Decision.CARRY, office)

    def test_is_all_or_nothing(self, issued, office):
        good = left(issued, "市财政局")
        oversight.postpone_duty(
            **told(left(issued, "东区政府")), until=date(2027, 2, 26), reason="改革", actor=office, now=NEXT
        )
        seen = {good.pk: told(good)["version"], left(issued, "东区政府").pk: 0}
        with pytest.raises(MovedMeanwhile):
            carrying.settle_left_overs(
                plan_ref=issued.ref,
                seen=seen,
                decision=Decision.STAY,
                to_row="",
                reason="",
                actor=office,
                now=NEXT,
            )
        assert not CarryOver.objects.exists()

    def test_finds_nothing_twice_and_nothing_of_others(self, issued, office):
        old = left(issued, "市财政局")
        settle(issued, old, Decision.CARRY, office)
        with pytest.raises(carrying.NothingToSettle, match="已办结或已决定"):
            settle(issued, old, Decision.CARRY, office)
        with pytest.raises(carrying.NothingToSettle, match="请先勾选"):
            carrying.settle_left_overs(
                plan_ref=issued.ref,
                seen={},
                decision=Decision.STAY,
                to_row="",
                reason="",
                actor=office,
                now=NEXT,
            )

    def test_is_refused_to_others(self, issued, district, stranger, handler):
        for other in (district, stranger):
            with pytest.raises(NoSuchPlan):
                settle(issued, left(issued, "东区政府"), Decision.STAY, other)
        with pytest.raises(NotYourOffice):
            settle(issued, left(issued, "东区政府"), Decision.STAY, handler)


class TestAnAmendedEditionAfterwards:
    """东区政府's duty of last year was carried into row 2, whose words name 市发展改革委 alone."""

    LATER = at("2027-03-01")  # Monday
    ROW_1, ROW_2, ROW_3 = (
        (*THREE_ROWS[0][:5], "2027年12月底前"), (*THREE_ROWS[1][:5], "2027年12月底前"), THREE_ROWS[2]
    )  # fmt: skip

    @pytest.fixture
    def issued(self, this, office):
        """Issued in an earlier week than the one in which the duties are carried over."""
        tasks.issue_tasks(plan_ref=this.ref, actor=office, now=at("2027-01-04"))
        return this

    def amended(self, plan, office, *rows):
        data = flattened(rows, "2027年泉州湾市政务公开工作任务分工")
        upload = check_upload(data, name="修订.txt")
        draft = drafts.bring_draft(upload=upload, data=data, actor=office, now=NEXT)
        return drafts.accept_doubts(
            draft_id=draft.pk, version=draft.version, keys=frozenset({1, 2, 3}), actor=office, now=NEXT
        )

    def confirm(self, draft, office):
        return editions.confirm_draft(draft_id=draft.pk, version=draft.version, actor=office, now=self.LATER)

    def owed(self, plan, no):
        found = DueItem.objects.filter(obligation__about__startswith=f"plan.task:{plan.ref}-{no}-")
        return [
            (str(duty.case.unit), duty.case.state, duty.case.due_on) for duty in found.order_by("case_id")
        ]

    def test_leaves_what_was_carried_and_moves_what_the_row_names(self, issued, office):
        settle(issued, left(issued, "东区政府"), Decision.CARRY, office, to_row=f"{issued.ref}-2")
        draft = self.amended(issued, office, self.ROW_1, (*self.ROW_2[:5], "2027年9月底前"), self.ROW_3)
        effects = comparison(draft, register_of(draft, today=TODAY), today=TODAY).effects
        assert (effects.moved_count, effects.gone_count, effects.by_hand) == (1, 0, ())
        self.confirm(draft, office)
        assert self.owed(issued, "2") == [
            ("市发展改革委", "issued", date(2027, 9, 30)),
            ("东区政府", "issued", date(2027, 12, 31)),
        ]

    def test_moves_the_rows_own_duty_though_one_was_carried_into_it(self, issued, office):
        settle(issued, left(issued, "市财政局"), Decision.CARRY, office)
        draft = self.amended(issued, office, (*self.ROW_1[:5], "2027年9月底前"), self.ROW_2, self.ROW_3)
        self.confirm(draft, office)
        assert {day for *_, day in self.owed(issued, "1")} == {date(2027, 9, 30)}

    def test_releases_a_unit_from_the_rows_own_duty_though_one_was_carried_into_it(self, issued, office):
        settle(issued, left(issued, "市财政局"), Decision.CARRY, office)
        row = (*self.ROW_1[:4], "各区县政府", self.ROW_1[5])
        self.confirm(self.amended(issued, office, row, self.ROW_2, self.ROW_3), office)
        assert ("市财政局", "cancelled", None) in self.owed(issued, "1")


class TestProgress:
    def test_of_a_row_done_in_part_and_carried_over_for_the_rest_is_carried(self):
        done, carried = Tally(total=1, done=1), Tally(carried=1)
        assert of_row([done, carried]) is Progress.CARRIED
        assert Tally(total=1, done=1, carried=1).progress is Progress.CARRIED
        assert of_row([Tally(total=1), carried]) is Progress.UNDER_WAY
        assert Progress.CARRIED.for_the_public is Progress.UNDER_WAY
