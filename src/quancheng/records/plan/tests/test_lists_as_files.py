"""The lists of duties as CSV and xlsx: the same duties as the page, in words."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties as writing
from quancheng.records.plan.commands import oversight
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import Plan, Task
from quancheng.records.plan.queries.exports import COLUMNS, duty_sheet
from quancheng.records.plan.queries.worklist import duties_listed
from quancheng.records.plan.rules.looking import Wanted
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_duties_follow_an_amendment import ROW_1, ROW_2, ROW_3, amend
from quancheng.records.plan.tests.test_working_on_duties import report, staff, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


@pytest.fixture
def issued(office) -> Plan:
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


@pytest.fixture
def clerk(issued) -> Client:
    return signed_in(Unit.objects.get(short_name="市财政局"), "clerk", Role.HANDLER)


@pytest.fixture
def at_office(issued) -> Client:
    return signed_in(Unit.objects.get(short_name="市政府"), "at-office", Role.OPENNESS_OFFICE)


def csv_of(client: Client, name: str, **told: str) -> list[dict[str, str]]:
    answer = client.get(reverse(f"plan_desk:{name}_csv"), told)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def xlsx_of(client: Client, name: str, **told: str) -> list[tuple[object, ...]]:
    answer = client.get(reverse(f"plan_desk:{name}_xlsx"), told)
    assert answer["Content-Disposition"].startswith("attachment")
    return list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))


class TestMyUnitsList:
    def test_holds_what_my_unit_owes_and_nobody_elses(self, clerk):
        rows = csv_of(clerk, "duties")
        assert [
            (row["序号"], row["责任单位"], row["期次"], row["完成时限"], row["状态"]) for row in rows
        ] == [
            ("3", "市财政局", "2026年上半年", "2026-06-30", "待签收"),
            ("1", "市财政局", "2026年", "2026-12-31", "待签收"),
            ("3", "市财政局", "2026年下半年", "2026-12-31", "待签收"),
        ]
        assert [row["责任单位"] for row in csv_of(clerk, "duties", scope="all")] == ["市财政局"] * 3

    def test_is_the_same_as_a_workbook(self, clerk):
        head, *rows = xlsx_of(clerk, "duties")
        assert head == COLUMNS
        assert [row[1] for row in rows] == ["3", "1", "3"]

    def test_runs_no_formula_that_somebody_wrote_into_a_plan(self, clerk):
        Task.objects.update(title="=HYPERLINK(1)")
        assert {row["责任事项"] for row in csv_of(clerk, "duties")} == {"'=HYPERLINK(1)"}

    def test_tells_the_day_that_stood_and_the_evidence_of_what_is_done(self, issued, office):
        clerk, head = staff("市财政局", "c", Role.HANDLER), staff("市财政局", "h", Role.HEAD)
        duty = DueItem.objects.get(obligation__about__endswith="-1-1", case__unit_id=clerk.unit_id)
        oversight.postpone_duty(
            **told(duty), until=date(2027, 1, 29), reason="机构改革", actor=office, now=NOW
        )
        report(duty, clerk)
        writing.confirm_duty(**told(duty), actor=head, now=NOW)
        sheet = duty_sheet(
            duties_listed(clerk, Wanted(), today=date(2026, 3, 2)).duties, title="x", today=NOW.date()
        )
        [done] = [
            row
            for row in map(dict, (zip(COLUMNS, row, strict=True) for row in sheet.rows))
            if row["办结日期"]
        ]
        assert (done["完成时限"], done["办结日期"], done["佐证（件）"], done["目标"]) == (
            date(2027, 1, 29), date(2026, 3, 2), 1, "69项",
        )  # fmt: skip

    def test_tells_the_day_that_an_edition_set_after_it_had_been_moved(self, issued, office):
        """Moved to 29 January, released by an edition, asked for again by the next: the row's day stands."""
        clerk, head = staff("市发展改革委", "c", Role.HANDLER), staff("市发展改革委", "h", Role.HEAD)
        duty = DueItem.objects.get(obligation__about__endswith="-2-1", case__unit_id=clerk.unit_id)
        oversight.postpone_duty(
            **told(duty), until=date(2027, 1, 29), reason="机构改革", actor=office, now=NOW
        )
        amend(office, ROW_1, (*ROW_2[:4], "市财政局", ROW_2[5]), ROW_3)
        amend(office, ROW_1, (*ROW_2[:5], "2026年9月底前"), ROW_3)
        report(duty, clerk)
        writing.confirm_duty(**told(duty), actor=head, now=NOW)
        listed = duties_listed(clerk, Wanted(), today=NOW.date()).duties
        [row] = duty_sheet(listed, title="x", today=NOW.date()).rows
        told_of = dict(zip(COLUMNS, row, strict=True))
        assert (told_of["状态"], told_of["完成时限"]) == ("已完成", date(2026, 9, 30))


class TestTheOfficesList:
    def test_holds_all_that_it_laid_upon_units_as_narrowed(self, at_office):
        assert len(csv_of(at_office, "duties", scope="all")) == 6
        assert len(csv_of(at_office, "duties", scope="all", q="同步发布", page="7")) == 2
        assert len(xlsx_of(at_office, "duties", scope="all")) == 1 + 6

    def test_stands_behind_each_number_of_the_one_screen(self, at_office, issued):
        assert len(csv_of(at_office, "duties_of", plan=issued.ref)) == 6
        unit = str(Unit.objects.get(short_name="市财政局").pk)
        assert len(csv_of(at_office, "duties_of", plan=issued.ref, unit=unit)) == 3
        assert len(xlsx_of(at_office, "duties_of", plan=issued.ref, state="done")) == 1

    def test_is_refused_to_units(self, clerk, issued):
        for name in ("duties_of_csv", "duties_of_xlsx"):
            assert clerk.get(reverse(f"plan_desk:{name}"), {"plan": issued.ref}).status_code == 404

    def test_is_linked_with_what_the_page_is_narrowed_by(self, at_office):
        page = at_office.get(reverse("plan_desk:duties"), {"scope": "all", "q": "同步", "page": "1"}).text
        assert "list.xlsx?scope=all&amp;q=%E5%90%8C%E6%AD%A5" in page

    def test_asks_no_more_of_the_database_for_more_duties(self, at_office):
        def asked(**told: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                csv_of(at_office, "duties", scope="all", **told)
            return len(queries)

        asked()
        assert asked(q="同步发布") == asked()
