"""A government's report is the sum of those of its units and of the governments below, cell by cell."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from quancheng.insight.yearbook import events
from quancheng.insight.yearbook.commands import issuing, reports, summing
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries import checks
from quancheng.insight.yearbook.queries import reports as queries
from quancheng.insight.yearbook.rules.shape import Part, Place
from quancheng.insight.yearbook.tests.conftest import NOW, at_once, cells, fresh, signed_in, unit
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.models import Unit, UnitKind

pytestmark = pytest.mark.django_db


def issue_for(name: str, drafter: Actor, issuer: Actor, counter, **told: int) -> Report:
    """The report of a unit with so many in its cells, issued."""
    counter.of_units[unit(name).pk] = {place[1:]: value for place, value in cells(**told).items()}
    made = reports.start_report(unit_id=unit(name).pk, year=2024, actor=drafter, now=NOW)
    made = issuing.submit_report(**at_once(made), actor=drafter, now=NOW)
    return issuing.issue_report(**at_once(made), actor=issuer, now=NOW)


@pytest.fixture
def summed(issued, counter, office, office_head) -> Report:
    issue_for("市水务局", office, office_head, counter, r1c1=2, r3c1=2)
    return summing.start_summary(year=2024, actor=office, now=NOW)


class TestStartSummary:
    def test_adds_up_what_is_issued(self, summed):
        assert [summed.figures.at(3, row, 7) for row in (1, 2, 24, 25)] == [8, 1, 8, 1]
        assert "本年新收政府信息公开申请{{本年新收}}件" in summed.overview
        assert "考核、社会评议和责任追究结果" in summed.overview

    def test_lists_who_is_missing(self, summed):
        missing = [str(one.unit) for one in queries.members_of(summed) if one.source is None]
        assert missing == ["市政府办公厅", "东区政府"]

    def test_takes_in_the_governments_below(self, summed, office, stranger, counter):
        below = summing.start_summary(year=2024, actor=stranger, now=NOW)
        Report.objects.filter(pk=below.pk).update(
            state="issued", audience="public", issued_at=NOW, cells={"3.1.1": "5", "3.3.1": "5"},
            issued_by=office.person_id, submitted_by=stranger.person_id,
        )  # fmt: skip
        made = summing.sum_again(**at_once(summed), actor=office, now=NOW)
        assert made.figures.at(3, 1, 7) == 13
        assert AuditEntry.objects.latest("seq").code == events.ReportSummed.code

    def test_is_the_offices(self, counter, clerk):
        with pytest.raises(queries.NotYourReport):
            summing.start_summary(year=2024, actor=clerk, now=NOW)

    def test_is_not_typed_over(self, summed, office):
        for act in (
            lambda: reports.enter_cells(
                **at_once(summed), part=Part.REQUESTS, cells={}, source="", actor=office, now=NOW
            ),
            lambda: reports.count_again(**at_once(summed), actor=office, now=NOW),
        ):
            with pytest.raises(reports.SummedNotTyped):
                act()

    def test_breaks_when_a_cell_is_otherwise(self, summed):
        summed.cells = summed.figures.with_cells({Place(3, 1, 1): 9}).kept()
        told = [one.sentence for one in checks.checked(summed)]
        assert any("汇总表为9，各单位报告合计7" in one for one in told)

    def test_a_units_is_not_summed(self, draft, clerk):
        with pytest.raises(summing.NotSummed):
            summing.sum_again(**at_once(draft), actor=clerk, now=NOW)


class TestIssuingASum:
    def test_is_the_head_of_the_offices(self, summed, office, office_head):
        made = issuing.submit_report(**at_once(summed), actor=office, now=NOW)
        assert issuing.issue_report(**at_once(made), actor=office_head, now=NOW).state == "issued"

    def test_waits_for_a_new_sum_when_a_unit_issued_again(
        self, summed, issued, office, office_head, clerk, head
    ):
        made = issuing.submit_report(**at_once(summed), actor=office, now=NOW)
        issuing.withdraw_report(**at_once(issued), reason="有误", actor=head, now=NOW)
        with pytest.raises(issuing.MembersMoved, match="市财政局的报告在汇总以后更新或者撤回"):
            issuing.issue_report(**at_once(made), actor=office_head, now=NOW)


class TestTheConsole:
    def run(self, capsys, *told: str) -> dict:
        call_command("annual_report", "--year", "2024", "--json", *told)
        return json.loads(capsys.readouterr().out)

    def test_counts_without_a_report(self, counter, capsys):
        told = self.run(capsys, "--unit", unit("市财政局").code)
        assert set(told) == {"part2", "part3", "part4", "violations", "scope", "former"}
        assert len(told["part3"]["rows"]) == 25
        assert all(len(row) == 7 for row in told["part3"]["rows"])
        assert told["part3"]["rows"][0] == [5, 1, 0, 0, 0, 0, 6]
        assert told["violations"] == []
        assert told["part4"]["行政复议"] == {
            "结果维持": 0, "结果纠正": 0, "其他结果": 0, "尚未审结": 0, "总计": 0,
        }  # fmt: skip

    def test_takes_all_units_of_the_first_government(self, counter, capsys):
        counter.of_units[unit("市水务局").pk] = {(1, 1): 3, (25, 1): 3}
        counter.of_units[unit("东区财政局").pk] = {(1, 1): 100}
        assert self.run(capsys)["part3"]["rows"][0][6] == 9
        assert self.run(capsys, "--government", "dong")["part3"]["rows"][0][6] == 100

    def test_puts_what_was_typed_in_its_place(self, draft, clerk, capsys):
        told = {
            "part": Part.REQUESTS,
            "cells": cells(r1c2=4, r4c2=4),
            "source": "台账",
            "actor": clerk,
            "now": NOW,
        }
        reports.enter_cells(**at_once(draft), **told)
        assert self.run(capsys)["part3"]["rows"][0] == [5, 4, 0, 0, 0, 0, 9]

    def test_names_what_does_not_hold(self, counter, capsys):
        counter.of_units[unit("市财政局").pk][25, 1] = 4
        told = self.run(capsys, "--unit", unit("市财政局").code)
        assert len(told["violations"]) == 2
        assert "相差3" in told["violations"][0]
        with pytest.raises(SystemExit):
            call_command("annual_report", "--year", "2024")
        assert "不平：第三部分“自然人”列" in capsys.readouterr().out

    def test_compares_a_government_with_its_own_units_of_the_year_before(
        self, summed, office, stranger, counter, capsys
    ):
        below = summing.start_summary(year=2024, actor=stranger, now=NOW)
        signed = {"state": "issued", "audience": "public", "issued_at": NOW}
        left = {"3.1.1": "5", "3.25.1": "5"}
        by = {"issued_by": office.person_id, "submitted_by": stranger.person_id}
        Report.objects.filter(pk=below.pk).update(cells=left, **signed, **by)
        made = summing.sum_again(**at_once(summed), actor=office, now=NOW)
        by = {"issued_by": stranger.person_id, "submitted_by": office.person_id}
        Report.objects.filter(pk=made.pk).update(**signed, **by)
        assert made.figures.at(3, 25, 1) == 6  # one of its own, five of the district
        counter.of_units[unit("市财政局").pk] = {(2, 1): 1, (25, 1): 1}
        counter.year = 2025
        told = self.run(capsys, "--year", "2025", "--government", "qzw")
        assert told["violations"] == []
        assert told["scope"] == "本级政府的单位，不含下级政府"
        assert told["former"] == "上一年度报告，已减去其中下级政府的数字"
        counter.of_units[unit("市财政局").pk] = {(2, 1): 2, (25, 1): 2}
        told = self.run(capsys, "--year", "2025", "--government", "qzw")
        assert any("上一年度报告第25行" in one for one in told["violations"])

    def test_compares_no_report_that_was_only_taken_in(self, counter, office, city, capsys):
        Report.objects.create(
            tenant=city, year=2023, ref="qzw-2023", state="recorded", cells={"3.25.1": "99"},
            drafted_by_id=office.person_id, drafted_at=NOW,
        )  # fmt: skip
        told = self.run(capsys, "--year", "2024", "--government", "qzw")
        assert told["violations"] == []
        assert "导入" in told["former"]

    def test_knows_no_other_unit(self, counter):
        with pytest.raises(CommandError, match="没有编码为“无”的单位"):
            call_command("annual_report", "--year", "2024", "--unit", "无")


def test_a_sum_is_fresh_from_the_database(summed):
    assert fresh(summed).figures.at(3, 1, 7) == 8


class TestUnitsThatOweNoReport:
    """The government itself received requests, and so did a bureau that was closed within the year."""

    @pytest.fixture
    def others(self, city, counter):
        government = Unit.objects.create(
            tenant=city, code="qzw-gov", kind=UnitKind.GOVERNMENT, name="泉州湾市政府", short_name="市政府"
        )
        closed = Unit.objects.create(
            tenant=city, code="qzw-old", kind=UnitKind.DEPARTMENT, name="市老局", short_name="市老局",
            closed_on=date(2024, 6, 30),  # Sunday
        )  # fmt: skip
        counter.of_units[government.pk] = {(1, 1): 3, (3, 1): 3}
        counter.of_units[closed.pk] = {(1, 2): 4, (4, 2): 4}

    def test_are_counted_into_the_sum_and_the_checks_hold(self, issued, others, office):
        made = summing.start_summary(year=2024, actor=office, now=NOW)
        alone = issued.figures.at(3, 1, 7)
        assert made.figures.at(3, 1, 7) == alone + 7
        assert made.of_others.at(3, 1, 7) == 7
        assert not [one for one in checks.checked(made) if one.rule == "6"]

    def test_are_told_on_the_page(self, issued, others, office, desk_surface):
        made = summing.start_summary(year=2024, actor=office, now=NOW)
        shown = signed_in(office).get(f"/yearbook/{made.pk}/").text
        assert "新收7件" in shown
