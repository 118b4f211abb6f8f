"""Duties already issued follow an amended edition: units that come and go, days that move either way."""

from datetime import date

import pytest

from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.kernel.orgs.models import Holding, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import drafts, duties, editions, oversight, tasks
from quancheng.records.plan.models import Task
from quancheng.records.plan.queries.issuing import TaskSpec
from quancheng.records.plan.queries.plans import register_of
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS, at
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import staff
from quancheng.records.plan.web.comparison import comparison

pytestmark = pytest.mark.django_db
LATER = at("2026-07-06")  # Monday
TODAY = date(2026, 7, 6)
ROW_1, ROW_3 = THREE_ROWS[0], THREE_ROWS[2]
ROW_2 = (*THREE_ROWS[1][:5], "2026年12月底前")  # as it was carried down


@pytest.fixture
def plan(office):
    made = confirm(bring(office), office).plan
    tasks.issue_tasks(plan_ref=made.ref, actor=office, now=NOW)
    return made


def amended(office, *rows):
    """The draft of an amended file, all doubts looked at."""
    draft = bring(office, rows, f"修订{hash(rows)}.txt")
    return drafts.accept_doubts(
        draft_id=draft.pk, version=draft.version, keys=frozenset({1, 2, 3}), actor=office, now=NOW
    )


def amend(office, *rows):
    draft = amended(office, *rows)
    return editions.confirm_draft(draft_id=draft.pk, version=draft.version, actor=office, now=LATER)


def owed(no: str) -> list[tuple[str, str, str, date | None]]:
    """Each duty of a row: unit, period, state, last day."""
    found = DueItem.objects.filter(obligation__about=f"plan.task:qzw-2026-{no}-1")
    ordered = found.order_by("obligation__unit_id", "until_on", "pk")
    return [(str(d.case.unit), d.period, d.case.state, d.case.due_on) for d in ordered]


class TestAnEarlierDay:
    ROW = (*ROW_1[:5], "2026年9月底前")

    def test_moves_every_open_duty(self, plan, office):
        amend(office, self.ROW, ROW_2, ROW_3)
        assert {due for *_, due in owed("1")} == {date(2026, 9, 30)}  # Wednesday
        assert Task.objects.get(ref="qzw-2026-1-1").due_on == date(2026, 9, 30)

    def test_leaves_what_is_done(self, plan, office, city):
        clerk, head = staff("市财政局", "clerk", Role.HANDLER), staff("市财政局", "head", Role.HEAD)
        mine = DueItem.objects.get(obligation__about="plan.task:qzw-2026-1-1", case__unit_id=clerk.unit_id)
        duties.add_evidence_address(
            duty_id=mine.pk, address="https://www.example.cn/", says="页面", actor=clerk, now=NOW
        )
        duties.report_duty(duty_id=mine.pk, version=0, note="", actor=clerk, now=NOW)
        duties.confirm_duty(duty_id=mine.pk, version=1, actor=head, now=NOW)
        amend(office, self.ROW, ROW_2, ROW_3)
        mine.refresh_from_db()
        assert (mine.case.state, mine.until_on) == ("confirmed", date(2026, 12, 31))

    def test_leaves_what_was_moved_alone(self, plan, office, city):
        clerk = staff("市财政局", "clerk", Role.HANDLER)
        mine = DueItem.objects.get(obligation__about="plan.task:qzw-2026-1-1", case__unit_id=clerk.unit_id)
        oversight.postpone_duty(
            duty_id=mine.pk, version=0, until=date(2027, 1, 15), reason="办法未印发", actor=office, now=NOW
        )
        amend(office, self.ROW, ROW_2, ROW_3)
        mine.case.refresh_from_db()
        assert mine.case.due_on == date(2027, 1, 15)  # Friday

    def test_is_told_before_it_is_confirmed(self, plan, office):
        draft = amended(office, self.ROW, ROW_2, ROW_3)
        page = comparison(draft, register_of(draft, today=TODAY), today=TODAY)
        assert (page.effects.moved_count, page.effects.added_count, page.effects.gone_count) == (3, 0, 0)


class TestOtherUnits:
    ROW = (*ROW_2[:4], "市财政局", "2026年12月底前")

    def test_owe_from_now_on_and_the_former_no_more(self, plan, office):
        assert [unit for unit, *_ in owed("2")] == ["市发展改革委"]
        amend(office, ROW_1, self.ROW, ROW_3)
        assert [(unit, state) for unit, _, state, _ in owed("2")] == [
            ("市财政局", "issued"),
            ("市发展改革委", "cancelled"),
        ]

    def test_are_told_once(self, plan, office, city):
        clerk = staff("市财政局", "clerk", Role.HANDLER)
        post = Post.objects.create(unit_id=clerk.unit_id, title="经办")
        PostRole.objects.create(post=post, role=Role.HANDLER)
        Holding.objects.create(post=post, person_id=clerk.person_id, from_on=date(2026, 1, 1))
        amend(office, ROW_1, self.ROW, ROW_3)
        [told] = Notice.objects.filter(kind="plan.amended", to_person_id=clerk.person_id)
        assert "新增1项" in told.body

    def test_that_come_back_find_their_duty_again(self, plan, office):
        amend(office, ROW_1, self.ROW, ROW_3)
        amend(office, ROW_1, ROW_2, ROW_3)
        assert [(unit, state) for unit, _, state, _ in owed("2")] == [
            ("市财政局", "cancelled"),
            ("市发展改革委", "issued"),
        ]


class TestAnotherRhythm:
    def test_lays_what_is_still_to_come(self, plan, office):
        assert [period for _, period, *_ in owed("3")] == ["2026年上半年", "2026年下半年"]
        amend(office, ROW_1, ROW_2, (*ROW_3[:5], "每季度"))
        standing = [(period, state) for _, period, state, _ in owed("3") if state != "cancelled"]
        assert standing == [("2026年第三季度", "issued"), ("2026年第四季度", "issued")]


class TestARowTakenApartByHand:
    def test_is_named_and_only_released_units_go(self, office):
        made = confirm(bring(office), office).plan
        east, money = Unit.objects.get(short_name="东区政府"), Unit.objects.get(short_name="市财政局")
        spec = TaskSpec(
            "自定的一部分", Rhythm.ONCE, date(2026, 10, 31), {east.pk: "lead", money.pk: "support"}
        )
        tasks.take_apart(row_ref=f"{made.ref}-1", tasks=[spec], actor=office, now=NOW)
        tasks.issue_tasks(plan_ref=made.ref, actor=office, now=NOW)
        row = (*ROW_1[:4], "各区县政府", "2026年9月底前")
        draft = amended(office, row, ROW_2, ROW_3)
        page = comparison(draft, register_of(draft, today=TODAY), today=TODAY)
        assert [each.no for each in page.effects.by_hand] == ["1"]
        assert (page.effects.gone_count, page.effects.moved_count) == (1, 0)
        editions.confirm_draft(draft_id=draft.pk, version=draft.version, actor=office, now=LATER)
        assert {(unit, state) for unit, _, state, _ in owed("1")} == {
            ("市财政局", "cancelled"),
            ("东区政府", "issued"),
        }


class TestUnitsChosenAnew:
    def test_for_the_same_words_are_a_change(self, plan, office):
        other = Unit.objects.get(short_name="市财政局")
        draft = bring(office, (*THREE_ROWS[:2], (*ROW_3[:5], "长期坚持 ")), "再次.txt")
        draft = drafts.choose_units(
            draft_id=draft.pk,
            version=0,
            key=2,
            name="市发展改革委",
            unit_ids=[other.pk],
            actor=office,
            now=NOW,
        )
        draft = drafts.accept_doubts(
            draft_id=draft.pk, version=draft.version, keys=frozenset({1, 2, 3}), actor=office, now=NOW
        )
        page = comparison(draft, register_of(draft, today=TODAY), today=TODAY)
        assert [(each.no, each.says) for each in page.changes] == [("2", "改指")]
        edition = confirm(draft, office)
        row = edition.plan.rows.get(no="2")
        assert [str(m) for m in row.units.get().members.all()] == ["市财政局"]
        assert [(unit, state) for unit, _, state, _ in owed("2") if state != "cancelled"] == [
            ("市财政局", "issued")
        ]


class TestPeriodsThatAreOver:
    def test_are_not_laid_when_told_so_but_for_the_last(self, office):
        made = confirm(bring(office), office).plan
        count = tasks.issue_tasks(plan_ref=made.ref, actor=office, now=LATER, since=TODAY)
        assert [period for _, period, *_ in owed("3")] == ["2026年下半年"]
        assert count == 5

    def test_of_a_year_gone_by_leave_the_last(self, office):
        made = confirm(bring(office), office).plan
        tasks.issue_tasks(plan_ref=made.ref, actor=office, now=at("2027-03-01"), since=date(2027, 3, 1))
        assert [period for _, period, *_ in owed("3")] == ["2026年下半年"]
