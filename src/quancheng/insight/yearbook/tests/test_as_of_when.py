"""A report tells as of when it was counted, which cells have changed since, and how to count anew."""

import io
import json

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from quancheng.insight.yearbook.commands import issuing, reports, summing
from quancheng.insight.yearbook.queries.moved import moved_since
from quancheng.insight.yearbook.rules.shape import Part, Place
from quancheng.insight.yearbook.tests.conftest import NOW, at, at_once, cells, fresh, signed_in, unit

pytestmark = pytest.mark.django_db
LATER = at("2025-01-14", "15:30")  # Tuesday
AS_OF, AFTERWARDS = "统计截至2025年1月13日09:00", "统计截至2025年1月14日15:30"


def to(name, *args):
    return reverse(f"yearbook_desk:{name}", args=args)


def moved(report) -> list[str]:
    return [one.says for one in moved_since(fresh(report), today=LATER.date())]


class TestTheDayOfCounting:
    def test_is_kept_and_moves_with_counting(self, draft, clerk):
        assert fresh(draft).counted_at == NOW
        reports.count_again(**at_once(draft), actor=clerk, now=LATER)
        assert fresh(draft).counted_at == LATER

    def test_stays_when_cells_are_typed(self, draft, clerk):
        typed = {"part": Part.REQUESTS, "cells": cells(r1c2=3), "source": "台账"}
        reports.enter_cells(**at_once(draft), **typed, actor=clerk, now=LATER)
        assert fresh(draft).counted_at == NOW

    def test_goes_along_to_the_next_edition(self, issued, clerk):
        made = reports.start_report(unit_id=issued.unit_id, year=2024, actor=clerk, now=LATER)
        assert made.counted_at == NOW

    def test_of_a_sum_is_that_of_summing(self, issued, office):
        made = summing.start_summary(year=2024, actor=office, now=NOW)
        summing.sum_again(**at_once(made), actor=office, now=LATER)
        assert fresh(made).counted_at == LATER

    def test_before_the_year_was_over_is_not_issued(self, counter, clerk, head):
        made = reports.start_report(unit_id=unit("市财政局").pk, year=2024, actor=clerk, now=at("2024-12-30"))
        issuing.submit_report(**at_once(made), actor=clerk, now=NOW)
        with pytest.raises(issuing.CountedBeforeTheEnd, match="当时2024年还没有结束"):
            issuing.issue_report(**at_once(made), actor=head, now=NOW)


class TestWhatMoved:
    def test_is_told_by_cell(self, draft, counter):
        assert moved(draft) == []
        counter.of_units[draft.unit_id][1, 1] = 7
        assert moved(draft) == ["“一、本年新收政府信息公开申请数量”“自然人”5→7"]

    def test_is_nothing_of_what_was_typed(self, draft, counter, clerk):
        typed = {"part": Part.REQUESTS, "cells": cells(r1c1=9), "source": "台账"}
        reports.enter_cells(**at_once(draft), **typed, actor=clerk, now=NOW)
        counter.of_units[draft.unit_id][1, 1] = 7
        assert moved(draft) == []

    def test_of_a_sum_are_reports_issued_since(self, issued, clerk, head, office, counter):
        made = summing.start_summary(year=2024, actor=office, now=NOW)
        assert moved(made) == []
        issuing.withdraw_report(**at_once(issued), reason="数据有误", actor=head, now=LATER)
        assert "“一、本年新收政府信息公开申请数量”“自然人”5→0" in moved(made)

    def test_is_not_asked_of_what_is_issued(self, issued, counter):
        counter.of_units[issued.unit_id][1, 1] = 7
        assert moved(issued) == []

    def test_does_not_become_typed_by_saving_the_form(self, draft, counter, clerk):
        counter.of_units[draft.unit_id][1, 1] = 7
        as_shown = {"part": Part.REQUESTS, "cells": cells(r1c1=5, r1c2=4), "source": "台账"}
        made = reports.enter_cells(**at_once(draft), **as_shown, actor=clerk, now=NOW)
        assert made.by_hand == {Place(3, 1, 2)}


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    @pytest.fixture(autouse=True)
    def a_day_later(self, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)

    def test_tells_when_and_what_changed_and_counts_anew(self, draft, counter, clerk):
        client = signed_in(clerk)
        page = client.get(to("report", draft.pk)).text
        assert page.count(AS_OF) == 2  # among the facts, and at the one table that is counted
        assert "此后" not in page
        counter.of_units[draft.unit_id] |= {(1, 1): 7, (3, 1): 6}
        page = client.get(to("report", draft.pk)).text
        assert "此后记录有变化，2格与现在的记录不同" in page
        assert "“自然人”5→7" in page
        assert "year-cell--moved" in page.split('id="cell-3.1.1"')[0].rsplit("<td", 1)[1]
        told = {"version": fresh(draft).version}
        page = client.post(to("step", draft.pk, "count"), told, follow=True).text
        assert AFTERWARDS in page
        assert "此后" not in page

    def test_of_a_submitted_one_tells_the_way_back(self, submitted, counter, head):
        counter.of_units[submitted.unit_id][1, 1] = 7
        page = signed_in(head).get(to("report", submitted.pk)).text
        assert "请退回修改后重新统计" in page
        assert page.count(to("step", submitted.pk, "count")) == 0

    def test_of_a_sum_offers_summing(self, issued, head, office):
        made = summing.start_summary(year=2024, actor=office, now=NOW)
        issuing.withdraw_report(**at_once(issued), reason="数据有误", actor=head, now=LATER)
        page = signed_in(office).get(to("report", made.pk)).text
        assert "汇总截至2025年1月13日09:00" in page
        assert page.count(to("step", made.pk, "sum")) >= 2

    def test_says_that_nothing_is_known_of_older_drafts(self, draft, clerk):
        type(draft).objects.filter(pk=draft.pk).update(counted_at=None)
        assert "没有记录，请重新统计" in signed_in(clerk).get(to("report", draft.pk)).text

    def test_files_tell_it_too(self, draft, clerk):
        client = signed_in(clerk)
        got = {one: client.get(to("paper", draft.pk, one)).content for one in ("docx", "xlsx", "json")}
        words = "\n".join(one.text for one in Document(io.BytesIO(got["docx"])).paragraphs)
        assert f"（草稿。表格{AS_OF}。）" in words
        last = list(load_workbook(io.BytesIO(got["xlsx"])).worksheets[3].values)[-1]
        assert last == ("统计时间", AS_OF)
        assert json.loads(got["json"])["counted_at"] == "2025-01-13T09:00:00+08:00"

    def test_the_paper_that_was_issued_keeps_to_the_format(self, issued, clerk):
        paper = signed_in(clerk).get(to("paper", issued.pk, "docx")).content
        assert "统计截至" not in "\n".join(one.text for one in Document(io.BytesIO(paper)).paragraphs)
