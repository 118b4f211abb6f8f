"""Next year's plan follows last year's."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import drafts, duties, tasks, years
from quancheng.records.plan.commands.drafts import NotYourOffice
from quancheng.records.plan.models import Draft, Plan, Row, RowContinues, Task
from quancheng.records.plan.queries import years as queries
from quancheng.records.plan.queries.issuing import TaskSpec
from quancheng.records.plan.queries.plans import NoSuchPlan, NoSuchRow
from quancheng.records.plan.rules.drafting import rows_from_json
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_turn_of_the_year.conftest import (
    NEXT,
    TODAY,
    Decision,
    last_code,
    left,
    settle,
    start,
)
from quancheng.records.plan.tests.test_working_on_duties import report, staff, told

pytestmark = pytest.mark.django_db


class TestDraftFromLastYear:
    def test_moves_the_deadlines_and_the_title_along(self, last, office):
        draft = start(last, office)
        rows = rows_from_json(draft.rows)
        assert [row.said.deadline.text for row in rows] == ["2027年12月底前", "2027年12月底前", "长期坚持"]
        assert (draft.title, draft.year) == ("2027年泉州湾市政务公开工作任务分工", 2027)
        assert (draft.source, draft.starts_from, last_code()) == (None, last, "plan.draft.started")

    def test_can_be_confirmed_like_any_other(self, this, last):
        assert [row.deadline_on for row in this.rows.all()] == [date(2027, 12, 31), date(2027, 12, 31), None]
        assert this.follows == last

    def test_can_leave_out_what_is_done(self, last, office):
        duty = DueItem.objects.get(obligation__about=f"plan.task:{last.ref}-2-1")
        report(duty, staff("市发展改革委", "n1", Role.HANDLER))
        head = staff("市发展改革委", "n2", Role.HEAD)
        duties.confirm_duty(**told(duty), actor=head, now=NOW)
        rows = rows_from_json(start(last, office, only_open=True).rows)
        assert [(row.said.no, row.said.requirement) for row in rows] == [
            ("1", "公开稳增长政策69项。"),
            ("2", "解读与政策同步发布。"),
        ]

    def test_twice_leads_to_the_draft_that_waits(self, last, office, office_head):
        draft = start(last, office)
        with pytest.raises(drafts.AlreadyBrought) as refused:
            start(last, office_head)
        assert refused.value.facts["draft"] == draft.pk

    def test_is_refused_once_the_next_plan_is_there(self, this, last, office):
        with pytest.raises(years.FollowedAlready):
            start(last, office)

    def test_is_refused_to_all_but_the_own_office(self, last, handler, district, stranger):
        with pytest.raises(NotYourOffice):
            start(last, handler)
        for other in (district, stranger):
            with pytest.raises(NoSuchPlan):
                start(last, other)

    def test_has_an_origin_always(self, last, office):
        draft = start(last, office)
        with pytest.raises(IntegrityError), transaction.atomic():
            Draft.objects.filter(pk=draft.pk).update(starts_from=None)


class TestConfirmingNextYear:
    UPLOADED = (
        (*THREE_ROWS[0][:5], "2027年12月底前"),
        ("2", "", "", "公开重大项目审批全过程信息。", "市发展改革委", ""),
        ("3", "二、政策服务", "（二）解读", "建设“一件事”专题。", "市财政局", "长期坚持"),
    )

    def test_ties_each_row_to_the_one_it_goes_on_with(self, this):
        pairs = [(link.row.no, link.earlier.no) for link in RowContinues.objects.all()]
        assert pairs == [("1", "1"), ("2", "2"), ("3", "3")]

    def test_of_an_uploaded_document_does_so_too(self, last, office):
        draft = bring(office, self.UPLOADED, "2027.txt")
        drafts.describe_draft(
            draft_id=draft.pk,
            version=0,
            title="2027年工作任务分工",
            year=2027,
            amends="",
            actor=office,
            now=NEXT,
        )
        plan = confirm(Draft.objects.get(pk=draft.pk), office).plan
        assert plan.follows == last
        ties, dropped = queries.ties_of_plan(plan, last, today=TODAY)
        assert [[each.row.no for each in tie.earlier] for tie in ties] == [["1"], ["2"], []]
        assert [each.row.no for each in dropped] == ["3"]

    def test_of_an_amendment_ties_nothing(self, last, office):
        confirm(bring(office, self.UPLOADED, "修订.txt"), office)
        assert not RowContinues.objects.exists()


def shown(plan: Plan) -> dict[str, object]:
    """How a page that was opened just now names a plan."""
    return {"plan_ref": plan.ref, "version": Plan.objects.get(pk=plan.pk).version, "now": NEXT}


class TestFollowPlan:
    def tie(self, plan: Plan, no: str, *earlier: str, seen: str, actor: Actor) -> None:
        years.tie_row(
            row_ref=f"{plan.ref}-{no}", earlier_refs=frozenset(earlier), seen=frozenset({seen}),
            actor=actor, now=NEXT,
        )  # fmt: skip

    def ties(self) -> list[tuple[str, str]]:
        return sorted((link.row.no, link.earlier.ref) for link in RowContinues.objects.all())

    def test_ties_rows_anew(self, this, last, office):
        self.tie(this, "1", seen=f"{last.ref}-1", actor=office)
        years.follow_plan(**shown(this), earlier_ref=last.ref, actor=office)
        assert (RowContinues.objects.count(), last_code()) == (3, "plan.year.followed")

    def test_of_the_plan_that_is_followed_already_keeps_the_ties_made_by_hand(self, this, last, office):
        self.tie(this, "1", f"{last.ref}-2", seen=f"{last.ref}-1", actor=office)
        self.tie(this, "3", seen=f"{last.ref}-3", actor=office)
        years.follow_plan(**shown(this), earlier_ref=last.ref, actor=office)
        assert self.ties() == [("1", f"{last.ref}-2"), ("2", f"{last.ref}-2"), ("3", f"{last.ref}-3")]

    def test_of_another_plan_drops_the_ties_to_the_one_before(self, this, last, office):
        other = Plan.objects.create(tenant=last.tenant, ref="qzw-2025", year=2025, title="2025年工作要点")
        years.follow_plan(**shown(this), earlier_ref=other.ref, actor=office)
        assert self.ties() == []

    def test_from_an_old_page_is_refused_and_keeps_what_a_colleague_tied(self, this, last, office):
        old = shown(this)
        self.tie(this, "1", f"{last.ref}-2", seen=f"{last.ref}-1", actor=office)
        kept = self.ties()
        with pytest.raises(drafts.ChangedMeanwhile):
            years.follow_plan(**old, earlier_ref=last.ref, actor=office)
        assert self.ties() == kept

    def test_is_refused_for_a_plan_that_is_not_earlier(self, this, last, office):
        with pytest.raises(years.NotEarlier):
            years.follow_plan(**shown(last), earlier_ref=this.ref, actor=office)

    def test_is_refused_once_duties_are_carried_over(self, issued, last, office):
        settle(issued, left(issued, "市财政局"), Decision.STAY, office)
        with pytest.raises(years.CarriedOver):
            years.follow_plan(**shown(issued), earlier_ref=last.ref, actor=office)

    def test_is_refused_to_others(self, this, last, district, handler):
        with pytest.raises(NoSuchPlan):
            years.follow_plan(**shown(this), earlier_ref=last.ref, actor=district)
        with pytest.raises(NotYourOffice):
            years.follow_plan(**shown(this), earlier_ref=last.ref, actor=handler)


class TestTieRow:
    def tie(self, plan: Plan, no: str, *earlier: str, seen: tuple[str, ...], actor: Actor) -> Row:
        before = plan.follows.ref
        return years.tie_row(
            row_ref=f"{plan.ref}-{no}",
            earlier_refs=frozenset(f"{before}-{one}" for one in earlier),
            seen=frozenset(f"{before}-{one}" for one in seen),
            actor=actor,
            now=NEXT,
        )

    def test_lets_one_row_go_on_with_several(self, this, office):
        self.tie(this, "1", "1", "2", seen=("1",), actor=office)
        assert RowContinues.objects.filter(row__no="1", row__plan=this).count() == 2
        assert last_code() == "plan.year.row_tied"

    def test_of_a_stale_page_is_refused(self, this, office):
        with pytest.raises(drafts.ChangedMeanwhile):
            self.tie(this, "1", "2", seen=(), actor=office)

    def test_knows_only_rows_of_last_years_plan(self, this, office):
        with pytest.raises(queries.NoSuchEarlierRow):
            self.tie(this, "1", "9", seen=("1",), actor=office)

    def test_is_refused_to_others(self, this, district):
        with pytest.raises(NoSuchRow):
            self.tie(this, "1", "2", seen=("1",), actor=district)


class TestPartsOfLastYear:
    @pytest.fixture
    def taken_apart(self, office) -> Plan:
        """2026, whose first row was taken apart in two."""
        plan = confirm(bring(office), office).plan
        treasury, east = (Unit.objects.get(short_name=name).pk for name in ("市财政局", "东区政府"))
        parts = [
            TaskSpec("清单", Rhythm.ONCE, date(2026, 6, 30), {treasury: "responsible"}, 69, "项"),
            TaskSpec("培训", Rhythm.QUARTERLY, date(2026, 12, 31), {east: "responsible"}),
        ]
        tasks.take_apart(row_ref=f"{plan.ref}-1", tasks=parts, actor=office, now=NOW)
        return plan

    def test_are_proposed_with_their_days_moved(self, taken_apart, office):
        plan = confirm(start(taken_apart, office), office).plan
        first, second = queries.parts_proposed(plan.rows.get(no="1"))
        assert (first.title, first.due_on, first.target, first.target_unit) == (
            "清单",
            date(2027, 6, 30),
            69,
            "项",
        )
        assert (second.title, second.rhythm, len(second.unit_roles)) == ("培训", Rhythm.QUARTERLY, 1)

    def test_leave_out_units_that_the_row_names_no_longer(self, taken_apart, office):
        plan = confirm(start(taken_apart, office), office).plan
        row = plan.rows.get(no="1")
        row.units.filter(name="各区县政府").delete()
        _, second = queries.parts_proposed(row)
        assert list(second.unit_roles) == [Unit.objects.get(short_name="市财政局").pk]

    def test_are_taken_over_for_all_rows_at_once(self, taken_apart, office):
        plan = confirm(start(taken_apart, office), office).plan
        count = years.take_apart_as_last_year(plan_ref=plan.ref, actor=office, now=NEXT)
        assert (count, last_code()) == (1, "plan.year.taken_apart")
        assert [task.title for task in Task.objects.filter(row__plan=plan)] == ["清单", "培训"]
        with pytest.raises(years.NothingToTakeApart):
            years.take_apart_as_last_year(plan_ref=plan.ref, actor=office, now=NEXT)

    def test_are_not_for_others_to_take_over(self, taken_apart, office, district):
        with pytest.raises(NoSuchPlan):
            years.take_apart_as_last_year(plan_ref=taken_apart.ref, actor=district, now=NEXT)
