"""The pages of a plan at the desk: progress, looking for rows, issuing, showing to the public."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import tasks
from quancheng.records.plan.models import Plan, Row
from quancheng.records.plan.queries.issuing import issue_preview
from quancheng.records.plan.queries.status import plan_status
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.web.plan_page import Looking, plan_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]

IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def plan(office) -> Plan:
    return confirm(bring(office), office).plan


@pytest.fixture
def issued(plan, office) -> Plan:
    tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


@pytest.fixture
def at_office(city) -> Client:
    return signed_in(Unit.objects.get(short_name="市政府"), "desk-office", Role.OPENNESS_OFFICE)


@pytest.fixture
def at_head(city) -> Client:
    return signed_in(Unit.objects.get(short_name="市政府"), "desk-head", Role.OPENNESS_HEAD)


@pytest.fixture
def at_unit(city) -> Client:
    return signed_in(Unit.objects.get(short_name="市财政局"), "desk-unit", Role.HANDLER)


def page(name: str, *args: object, **told: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in told.items())
    return reverse(f"plan_desk:{name}", args=args) + (f"?{query}" if query else "")


def rows_in(response) -> list[str]:
    return [line.row.no for group in response.context["page"].groups for line in group.rows]


class TestThePlanPage:
    def test_shows_every_row(self, at_office, issued):
        told = at_office.get(page("plan", issued.ref))
        assert rows_in(told) == ["1", "2", "3"]
        assert told.context["page"].tally.total == 6

    def test_counts_rows_by_progress(self, issued, office):
        status = plan_status(issued, today=date(2026, 7, 1))  # Wednesday after the first half of the year
        shares = plan_page(status, Looking(), office).shares
        assert [(share.label, share.count) for share in shares] == [("未开始", 2), ("已逾期", 1)]

    @pytest.mark.parametrize(
        ("looking", "found"),
        [
            ({"chapter": "一、主动公开"}, ["1", "2"]),
            ({"progress": "DONE"}, []),
            ({"unit": "999999"}, []),
            ({}, ["1", "2", "3"]),
        ],
    )
    def test_narrows_to_what_is_looked_for(self, at_office, issued, looking, found):
        assert rows_in(at_office.get(page("plan", issued.ref, **looking))) == found

    def test_finds_a_district_behind_a_collective_name(self, at_office, issued):
        east = Unit.objects.get(short_name="东区政府")
        assert rows_in(at_office.get(page("plan", issued.ref, unit=str(east.pk)))) == ["1"]

    def test_offers_issuing_to_the_office_alone(self, at_office, at_unit, plan):
        href = page("issue", plan.ref)
        assert href in at_office.get(page("plan", plan.ref)).content.decode()
        assert href not in at_unit.get(page("plan", plan.ref)).content.decode()

    def test_asks_the_database_as_often_for_many_rows(self, at_office, issued, django_assert_max_num_queries):
        with django_assert_max_num_queries(28):
            at_office.get(page("plan", issued.ref))

    def test_leads_from_each_number_to_the_duties_that_it_counts(self, at_office, issued):
        sums = at_office.get(page("plan", issued.ref)).context["page"].sums
        leading = [each for each in sums if each.href]
        assert [each.says for each in leading] == ["总数", "已完成", "已逾期", "无法核实"]
        for each in leading:
            assert at_office.get(each.href).context["page"].paginator.count == each.count

    def test_leads_a_unit_to_no_list_of_the_office(self, at_unit, issued):
        assert not any(each.href for each in at_unit.get(page("plan", issued.ref)).context["page"].sums)


class TestADoubtfulRowOfADraft:
    ROWS = (*THREE_ROWS, ("4", "", "", "建设专题。", "市财政局等有关部门（单位）", "长期坚持"))

    def test_is_let_stand_in_its_place_in_the_table(self, at_office, office):
        draft = bring(office, self.ROWS)
        answer = at_office.post(
            page("draft_accept", draft.pk), {"key": "4", "version": draft.version}, headers=IN_PLACE
        )
        told = answer.content.decode()
        assert (answer.context["row"].open_count, answer.context["page"].open_count) == (0, 0)
        assert 'id="row-4"' in told
        assert f'value="{draft.version + 1}"' in told

    def test_of_a_stale_page_is_shown_anew(self, at_office, office):
        draft = bring(office, self.ROWS)
        told = {"key": "4", "version": draft.version + 7}
        answer = at_office.post(page("draft_accept", draft.pk), told, headers=IN_PLACE)
        assert answer.headers["HX-Refresh"] == "true"
        draft.refresh_from_db()
        assert draft.version == 0

    def test_takes_the_version_along_once_its_writer_was_told(self, at_office, office):
        draft = bring(office, self.ROWS)
        at_office.post(page("draft_accept", draft.pk), {"key": "4", "version": 0}, headers=IN_PLACE)
        row = {
            "version": 0,
            "no": "4",
            "requirement": "我写的话",
            "units": "市财政局",
            "deadline": "长期坚持",
        }
        told = at_office.post(page("draft_row", draft.pk, 4), row, headers=IN_PLACE)
        assert told.status_code == 422
        assert '<input type="hidden" id="draft-version" name="version" value="1" hx-swap-oob="true">' in (
            told.content.decode()
        )

    def test_says_which_cell_is_empty_and_opens_the_place(self, at_office, office):
        draft = bring(office, self.ROWS)
        empty = {"version": 0, "no": "", "requirement": "", "units": "市财政局", "deadline": ""}
        told = at_office.post(page("draft_row", draft.pk, 4), empty, headers=IN_PLACE).content.decode()
        assert "序号：这一项必须填写。" in told
        assert "具体要求：这一项必须填写。" in told
        assert '<details class="qc-draft__more" open>' in told

    def test_shows_its_doubt_while_it_is_corrected(self, at_office, office):
        draft = bring(office, self.ROWS)
        answer = at_office.get(page("draft_row", draft.pk, 4), headers=IN_PLACE)
        assert "其他有关单位请补充选定" in answer.content.decode()


class TestARowForNobody:
    """A row whose unit the register does not know."""

    ROWS = (*THREE_ROWS, ("4", "", "", "建设专题。", "市海洋局", "长期坚持"))

    def test_is_told_of_before_it_is_confirmed(self, at_office, office):
        draft = bring(office, self.ROWS)
        told = at_office.get(page("draft_compare", draft.pk))
        assert told.context["page"].nobody == ("4",)
        assert "第4项的责任单位在机构名册里没有对应的单位" in told.content.decode()

    def test_says_what_to_do_where_it_would_be_taken_apart(self, at_office, plan):
        remedy = "请机构管理人员登记该单位或增加别名"
        assert remedy not in at_office.get(page("take_apart", f"{plan.ref}-2")).content.decode()
        Row.objects.get(ref=f"{plan.ref}-2").units.get().members.clear()
        assert remedy in at_office.get(page("take_apart", f"{plan.ref}-2")).content.decode()
        assert remedy in at_office.get(page("issue", plan.ref)).content.decode()


class TestTheRowPage:
    def test_lists_who_owes_what(self, at_office, issued):
        told = at_office.get(page("row", f"{issued.ref}-1"))
        [task] = told.context["tasks"]
        assert [str(each.duty.case.unit) for each in task.duties] == ["市财政局", "东区政府", "西区政府"]

    def test_shows_a_unit_its_own_share(self, at_unit, issued):
        [task] = at_unit.get(page("row", f"{issued.ref}-1")).context["tasks"]
        assert [str(each.duty.case.unit) for each in task.duties] == ["市财政局"]
        assert task.status.tally.total == 3

    def test_before_issuing_has_no_parts(self, at_office, plan):
        assert at_office.get(page("row", f"{plan.ref}-1")).context["tasks"] == ()


class TestIssuing:
    def test_is_previewed_as_it_will_be(self, at_office, plan):
        preview = at_office.get(page("issue", plan.ref)).context["preview"]
        assert (preview.rows, preview.tasks, preview.units, preview.duties_with_past) == (3, 3, 4, 6)
        assert DueItem.objects.count() == 0

    def test_lays_as_many_duties_as_were_previewed(self, at_office, plan):
        told = at_office.post(page("issue", plan.ref), {"past": "lay"}, follow=True)
        assert DueItem.objects.count() == 6
        assert "已下达，形成6项责任事项" in told.content.decode()

    def test_asks_whether_periods_that_are_over_are_laid_too(self, at_office, plan):
        """The plan is of 2026: by now its first half-year is over."""
        told = at_office.get(page("issue", plan.ref)).content.decode()
        assert "已经结束的期次" in told
        assert "已全部结束的任务只下达最后一期（共5项）" in told
        assert "一并下达，由各单位补报（共6项，比前一种多1项）" in told
        at_office.post(page("issue", plan.ref), {"past": "leave"})
        assert DueItem.objects.count() == 5

    def test_without_an_answer_is_asked_again(self, at_office, plan):
        assert at_office.post(page("issue", plan.ref)).status_code == 422
        assert DueItem.objects.count() == 0

    def test_names_the_rows_without_a_unit(self, at_office, plan):
        Row.objects.get(ref=f"{plan.ref}-2").units.get().members.clear()
        told = at_office.get(page("issue", plan.ref))
        assert [row.no for row in told.context["preview"].rows_without_unit] == ["2"]
        refused = at_office.post(page("issue", plan.ref), {"past": "lay"})
        assert (refused.status_code, DueItem.objects.count()) == (422, 0)
        assert "第2项没有指定到具体单位" in refused.content.decode()

    def test_of_what_has_been_issued_finds_nothing(self, issued):
        assert (issue_preview(issued).tasks, issue_preview(issued).may_be_issued) == (0, False)

    def test_is_refused_to_a_unit(self, at_unit, plan):
        assert at_unit.post(page("issue", plan.ref)).status_code == 403
        assert DueItem.objects.count() == 0

    def test_is_not_there_for_another_government(self, plan):
        there = signed_in(Tenant.objects.get(slug="dong").units.get(), "east", Role.OPENNESS_OFFICE)
        assert there.post(page("issue", plan.ref)).status_code == 404


class TestShowingToThePublic:
    def test_is_done_by_the_head(self, at_head, plan):
        at_head.post(page("publish", plan.ref), {"version": plan.version})
        assert Plan.objects.get().published_on is not None

    def test_says_before_what_will_become_visible(self, at_head, plan):
        assert f'href="{page("publish", plan.ref)}"' in at_head.get(page("plan", plan.ref)).content.decode()
        asked = at_head.get(page("publish", plan.ref))
        preview = asked.context["preview"]
        assert (preview.rows, preview.units, preview.evidence, preview.moves) == (3, 3, 0, 0)
        assert "3项，每项的具体要求、责任单位和完成时限" in asked.content.decode()
        assert Plan.objects.get().published_on is None

    def test_is_refused_when_the_plan_changed_since_it_was_looked_at(self, at_head, plan):
        Plan.objects.update(version=plan.version + 1)
        told = at_head.post(page("publish", plan.ref), {"version": plan.version})
        assert told.status_code == 422
        assert "又有改动，没有公开" in told.content.decode()
        assert Plan.objects.get().published_on is None

    def test_offers_no_button_to_whom_it_is_refused(self, at_office, plan):
        told = at_office.get(page("publish", plan.ref)).content.decode()
        assert "须由政务公开机构负责人操作" in told
        assert "已作保密审查，公开" not in told

    def test_is_refused_to_the_office(self, at_office, plan):
        told = at_office.post(page("publish", plan.ref), follow=True)
        assert "须由政务公开机构负责人操作" in told.content.decode()
        assert Plan.objects.get().published_on is None

    def test_ends_with_a_reason(self, at_head, plan):
        at_head.post(page("publish", plan.ref), {"version": plan.version})
        assert at_head.post(page("withdraw", plan.ref), {"reason": " "}).status_code == 422
        assert Plan.objects.get().published_on is not None
        at_head.post(page("withdraw", plan.ref), {"reason": "内容有误"})
        assert Plan.objects.get().published_on is None
