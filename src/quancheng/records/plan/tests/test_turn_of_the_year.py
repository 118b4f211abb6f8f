"""Next year's plan starts from last year's: rows go on, duties are carried over, nothing is lost."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.refusals import MovedMeanwhile
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import carrying, drafts, duties, oversight, tasks, years
from quancheng.records.plan.commands.drafts import NotYourOffice
from quancheng.records.plan.models import CarryOver, Draft, Plan, Row, RowContinues, Task
from quancheng.records.plan.queries import years as queries
from quancheng.records.plan.queries.board import board
from quancheng.records.plan.queries.issuing import TaskSpec
from quancheng.records.plan.queries.plans import NoSuchPlan, NoSuchRow
from quancheng.records.plan.queries.progress import Progress, Tally, of_row
from quancheng.records.plan.queries.status import plan_status
from quancheng.records.plan.queries.taking_up import kept_plan
from quancheng.records.plan.rules.drafting import rows_from_json
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS, at, official
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import report, staff, told

pytestmark = pytest.mark.django_db
NEXT = at("2027-01-11")  # Monday
TODAY = date(2027, 1, 11)
Decision = CarryOver.Decision


@pytest.fixture
def last(office) -> Plan:
    """2026, issued: row 1 for a department and both districts, row 2 for a department, row 3 half-yearly."""
    plan = confirm(bring(office), office).plan
    tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


def start(plan: Plan, actor: Actor, *, only_open: bool = False) -> Draft:
    return years.draft_from_last_year(plan_ref=plan.ref, only_open=only_open, actor=actor, now=NEXT)


@pytest.fixture
def this(last, office) -> Plan:
    """2027 from the rows of 2026, confirmed but not issued."""
    return confirm(start(last, office), office).plan


@pytest.fixture
def issued(this, office) -> Plan:
    tasks.issue_tasks(plan_ref=this.ref, actor=office, now=NEXT)
    return this


def left(plan: Plan, unit: str, no: str = "1") -> DueItem:
    """What a unit left open of a row of last year."""
    assert plan.follows is not None
    about = f"plan.task:{plan.follows.ref}-{no}-"
    found = DueItem.objects.filter(obligation__about__startswith=about, case__unit__short_name=unit)
    return found.order_by("until_on")[0]


def settle(
    plan: Plan, duty: DueItem, decision: Decision, actor: Actor, to_row: str = "", reason: str = ""
) -> int:
    return carrying.settle_left_overs(
        plan_ref=plan.ref, seen={duty.pk: told(duty)["version"]}, decision=decision, to_row=to_row,
        reason=reason, actor=actor, now=NEXT,
    )  # fmt: skip


def last_code() -> str:
    return AuditEntry.objects.order_by("-seq")[0].code


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


class TestFollowPlan:
    def test_ties_rows_anew(self, this, last, office):
        years.tie_row(
            row_ref=f"{this.ref}-1", earlier_refs=frozenset(), seen=frozenset({f"{last.ref}-1"}),
            actor=office, now=NEXT,
        )  # fmt: skip
        years.follow_plan(plan_ref=this.ref, earlier_ref=last.ref, actor=office, now=NEXT)
        assert (RowContinues.objects.count(), last_code()) == (3, "plan.year.followed")

    def test_is_refused_for_a_plan_that_is_not_earlier(self, this, last, office):
        with pytest.raises(years.NotEarlier):
            years.follow_plan(plan_ref=last.ref, earlier_ref=this.ref, actor=office, now=NEXT)

    def test_is_refused_once_duties_are_carried_over(self, issued, last, office):
        settle(issued, left(issued, "市财政局"), Decision.STAY, office)
        with pytest.raises(years.CarriedOver):
            years.follow_plan(plan_ref=issued.ref, earlier_ref=last.ref, actor=office, now=NEXT)

    def test_is_refused_to_others(self, this, last, district, handler):
        with pytest.raises(NoSuchPlan):
            years.follow_plan(plan_ref=this.ref, earlier_ref=last.ref, actor=district, now=NEXT)
        with pytest.raises(NotYourOffice):
            years.follow_plan(plan_ref=this.ref, earlier_ref=last.ref, actor=handler, now=NEXT)


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
        assert line.note == f"结转到《{issued.title}》第1行。项目跨年"
        assert last_code() == "plan.year.left_overs_settled"

    def test_opens_a_duty_where_the_unit_has_none(self, issued, office):
        old = left(issued, "东区政府")
        settle(issued, old, Decision.CARRY, office, to_row=f"{issued.ref}-2")
        opened = CarryOver.objects.get().successor
        assert (str(opened.case.unit), opened.case.due_on) == ("东区政府", date(2027, 12, 31))
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
        with pytest.raises(carrying.WhereTo, match="第1、2行"):
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
        with pytest.raises(carrying.NothingToSettle):
            settle(issued, old, Decision.CARRY, office)
        with pytest.raises(carrying.NothingToSettle):
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


class TestProgress:
    def test_of_a_row_done_in_part_and_carried_over_for_the_rest_is_carried(self):
        done, carried = Tally(total=1, done=1), Tally(carried=1)
        assert of_row([done, carried]) is Progress.CARRIED
        assert Tally(total=1, done=1, carried=1).progress is Progress.CARRIED
        assert of_row([Tally(total=1), carried]) is Progress.UNDER_WAY
        assert Progress.CARRIED.for_the_public is Progress.UNDER_WAY


@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    @pytest.fixture
    def at_office(self, city) -> Client:
        return signed_in(Unit.objects.get(short_name="市政府"), "desk-office", Role.OPENNESS_OFFICE)

    @pytest.fixture
    def elsewhere(self, city) -> Client:
        return signed_in(Tenant.objects.get(slug="xi").units.get(), "desk-west", Role.OPENNESS_OFFICE)

    def test_lead_from_last_years_plan_to_this_years(self, at_office, last):
        next_href = reverse("plan_desk:next_year", args=[last.ref])
        assert next_href in at_office.get(reverse("plan_desk:plan", args=[last.ref])).content.decode()
        draft_page = at_office.post(next_href, {"rows": "all"}, follow=True)
        draft = Draft.objects.get(starts_from=last)
        beside = reverse("plan_desk:draft_beside", args=[draft.pk])
        assert beside in draft_page.content.decode()
        page = at_office.get(beside).context["page"]
        assert (page.same_count, page.changed_count, page.added_count, page.dropped_count) == (3, 0, 0, 0)
        again = at_office.post(next_href, {"rows": "all"}, follow=True)
        assert "正在等待核对" in again.content.decode()
        assert "底稿：" in at_office.get(reverse("plan_desk:plans")).content.decode()

    @pytest.mark.parametrize("rows", ["", "some"])
    def test_refuse_bad_input_in_its_place(self, at_office, last, rows):
        assert (
            at_office.post(reverse("plan_desk:next_year", args=[last.ref]), {"rows": rows}).status_code == 422
        )
        assert not Draft.objects.filter(starts_from=last).exists()

    def test_say_when_there_is_nothing_to_compare_with(self, at_office, office):
        draft = bring(office)
        told = at_office.get(reverse("plan_desk:draft_beside", args=[draft.pk])).content.decode()
        assert "没有可以比较的上年要点" in told

    def test_show_and_change_which_row_goes_on_with_which(self, at_office, this, last):
        told = at_office.get(reverse("plan_desk:beside", args=[this.ref]))
        assert [len(tie.earlier) for tie in told.context["ties"]] == [1, 1, 1]
        here = reverse("plan_desk:tie", args=[f"{this.ref}-1"])
        assert at_office.post(here, {"seen": [f"{last.ref}-1"]}).status_code == 302
        stale = at_office.post(here, {"seen": [f"{last.ref}-1"], "row": [f"{last.ref}-2"]})
        assert stale.status_code == 422
        assert [row.no for row, _, ticked in stale.context["choices"] if ticked] == ["2"]
        at_office.post(reverse("plan_desk:beside", args=[this.ref]), {"earlier": last.ref})
        assert RowContinues.objects.count() == 3

    def test_carry_a_whole_row_over(self, at_office, issued, last):
        here = reverse("plan_desk:left_overs", args=[issued.ref])
        groups = at_office.get(here).context["groups"]
        seen = [group.seen for group in groups]
        assert len(seen) < sum(len(group.duties) for group in groups)
        at_office.post(here, {"seen": seen, "row": [f"{last.ref}-1"], "decision": "carry"})
        assert CarryOver.objects.filter(decision="carry").count() == 3

    @pytest.mark.parametrize(
        "bad",
        [
            {"x": "y"},
            {"decision": "burn"},
            {"seen": ["x"], "duty": ["1"], "decision": "stay"},
            {"seen": ["::"]},
        ],
    )
    def test_refuse_what_they_cannot_understand(self, at_office, issued, bad):
        assert at_office.post(reverse("plan_desk:left_overs", args=[issued.ref]), bad).status_code == 422

    def test_keep_what_was_ticked_when_refused(self, at_office, issued):
        duty = left(issued, "市财政局")
        told = at_office.post(
            reverse("plan_desk:left_overs", args=[issued.ref]),
            {"seen": [f"{duty.pk}:0:x"], "duty": [str(duty.pk)], "decision": "cancel"},
        )
        ticked = [v.line.duty for group in told.context["groups"] for v in group.duties if v.is_ticked]
        assert (told.status_code, ticked) == (422, [duty])

    def test_propose_last_years_parts(self, at_office, this):
        told = at_office.get(reverse("plan_desk:take_apart", args=[f"{this.ref}-1"]))
        assert told.context["forms"].initial[0]["title"] == "公开稳增长政策69项。"

    def test_are_not_there_for_another_government(self, elsewhere, this, last):
        draft = Draft.objects.get(starts_from=last)
        for name, arg in (
            ("next_year", last.ref), ("beside", this.ref), ("left_overs", this.ref), ("tie", f"{this.ref}-1"),
            ("draft_beside", draft.pk),
        ):  # fmt: skip
            assert elsewhere.get(reverse(f"plan_desk:{name}", args=[arg])).status_code == 404, name
        elsewhere.post(reverse("plan_desk:as_last_year", args=[this.ref]))
        assert not Task.objects.filter(row__plan=this).exists()

    def test_are_for_the_office_alone(self, this):
        clerk = official(Tenant.objects.get(slug="qzw"), "city-clerk", Role.HANDLER)
        with pytest.raises(NoSuchPlan):
            kept_plan(clerk, this.ref)
