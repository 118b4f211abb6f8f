"""A report is begun from the records, typed where there are none, put into words, submitted, issued."""

import pytest
from django.db import IntegrityError

from quancheng.insight.yearbook import events
from quancheng.insight.yearbook.commands import issuing, reports
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries import checks, published
from quancheng.insight.yearbook.queries import reports as queries
from quancheng.insight.yearbook.queries.papers import texts_filled
from quancheng.insight.yearbook.rules import counting, identities
from quancheng.insight.yearbook.rules.shape import FeeCount, Part, Place
from quancheng.insight.yearbook.tests.conftest import NOW, at, at_once, cells, fresh, unit
from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.notify.models import Notice

pytestmark = pytest.mark.django_db


def codes() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("code", flat=True))


class TestStartReport:
    def test_counts_the_records(self, draft):
        assert draft.state == Report.State.DRAFT
        assert [draft.figures.at(3, row, 7) for row in (1, 2, 24, 25)] == [6, 1, 6, 1]
        assert draft.hand == []
        assert "本年新收政府信息公开申请{{本年新收}}件" in draft.overview
        assert codes() == [events.ReportStarted.code]

    def test_tells_of_fees_what_the_records_say(self, counter, clerk, monkeypatch):
        told = {FeeCount.NOTICES: 3, FeeCount.PAID: 1, FeeCount.YUAN: 400}
        monkeypatch.setattr(counting, "_fees", [lambda **_: told])
        counter.of_units[unit("市财政局").pk] = {(1, 1): 4, (22, 1): 4}
        made = reports.start_report(unit_id=unit("市财政局").pk, year=2024, actor=clerk, now=NOW)
        assert "收费通知书3份，申请人缴纳信息处理费1件，共收取400元；" in texts_filled(made)["other"]
        assert "不再处理的申请4件" in texts_filled(made)["other"]
        [doubt] = [one for one in checks.checked(made) if one.rule == identities.FEES]
        assert "共4件，多于本年发出的收费通知书3份" in doubt.sentence
        assert doubt.is_doubt
        told[FeeCount.NOTICES] = 4
        made = reports.count_again(**at_once(made), actor=clerk, now=NOW)
        assert not [one for one in checks.checked(made) if one.rule == identities.FEES]

    def test_opens_what_is_in_hand(self, draft, clerk):
        with pytest.raises(reports.StartedAlready) as told:
            reports.start_report(unit_id=draft.unit_id, year=2024, actor=clerk, now=NOW)
        assert told.value.facts["report"] == draft.pk

    @pytest.mark.parametrize("year", [2018, 2026])
    def test_is_refused_for_a_year_outside(self, counter, clerk, year):
        with pytest.raises(reports.YearOutside):
            reports.start_report(unit_id=unit("市财政局").pk, year=year, actor=clerk, now=NOW)

    @pytest.mark.parametrize("who", ["neighbour", "stranger"])
    def test_is_not_for_others(self, counter, who, request):
        with pytest.raises(queries.NotYourReport):
            reports.start_report(
                unit_id=unit("市财政局").pk, year=2024, actor=request.getfixturevalue(who), now=NOW
            )
        assert not Report.objects.exists()

    def test_is_for_the_office_too(self, counter, office):
        made = reports.start_report(unit_id=unit("市水务局").pk, year=2024, actor=office, now=NOW)
        assert made.figures.at(3, 1, 7) == 0

    def test_begins_the_next_edition_with_what_was_published(self, issued, clerk):
        made = reports.start_report(unit_id=issued.unit_id, year=2024, actor=clerk, now=NOW)
        assert made.number == 2
        assert made.cells == fresh(issued).cells
        assert made.overview == fresh(issued).overview

    def test_begins_with_what_was_withdrawn(self, issued, clerk, head):
        issuing.withdraw_report(**at_once(issued), reason="文字有误（演示）", actor=head, now=NOW)
        made = reports.start_report(unit_id=issued.unit_id, year=2024, actor=clerk, now=NOW)
        assert made.number == 2
        assert made.overview == fresh(issued).overview


class TestCountAgain:
    def test_keeps_what_was_typed(self, draft, clerk, counter):
        typed = cells(r3c1=5, r4c1=0)
        reports.enter_cells(
            **at_once(draft), part=Part.REQUESTS, cells=typed, source="纸质台账", actor=clerk, now=NOW
        )
        counter.of_units[draft.unit_id][1, 1] = 9
        made = reports.count_again(**at_once(draft), actor=clerk, now=NOW)
        assert made.figures.at(3, 1, 1) == 9
        assert made.figures.at(3, 3, 1) == 5
        assert made.by_hand == {Place(3, 3, 1)}


class TestEnterCells:
    def type_in(self, draft, actor, part=Part.REQUESTS, source="纸质台账（演示）", **told):
        given = {"cells": cells(**told)} if part == Part.REQUESTS else {"cells": told["given"]}
        return reports.enter_cells(**at_once(draft), part=part, **given, source=source, actor=actor, now=NOW)

    def test_marks_what_the_records_do_not_say(self, draft, clerk):
        made = self.type_in(draft, clerk, r1c1=5, r1c2=2)
        assert made.by_hand == {Place(3, 1, 2)}
        assert made.sources["3"] == "纸质台账（演示）"
        assert codes()[-1] == events.CellsEntered.code

    def test_forgets_the_mark_when_the_records_say_so_too(self, draft, clerk):
        self.type_in(draft, clerk, r1c2=2)
        made = self.type_in(draft, clerk, source="", r1c2=1)
        assert made.hand == []
        assert made.sources["3"] == ""

    def test_wants_a_source(self, draft, clerk):
        with pytest.raises(reports.SourceMissing, match="第三部分有1个手工录入的数据"):
            self.type_in(draft, clerk, source=" ", r1c2=2)

    def test_takes_a_table_that_nobody_counts(self, draft, clerk):
        made = self.type_in(draft, clerk, Part.REMEDIES, given={Place(4, 1, 1): 2, Place(4, 1, 5): 2})
        assert made.figures.at(4, 1, 5) == 2
        assert made.by_hand == {Place(4, 1, 1)}  # sums are checked, not typed

    def test_computes_a_sum_that_is_left_empty(self, draft, clerk):
        self.type_in(draft, clerk, Part.REMEDIES, given={Place(4, 1, 1): 2, Place(4, 1, 5): 3})
        assert checks.checked(fresh(draft))[0].rule == "四"
        made = self.type_in(draft, clerk, Part.REMEDIES, given={Place(4, 1, 1): 2, Place(4, 1, 5): None})
        assert made.figures.at(4, 1, 5) == 2

    def test_is_told_when_another_was_quicker(self, draft, clerk):
        with pytest.raises(reports.ChangedMeanwhile):
            reports.enter_cells(
                report_id=draft.pk, version=9, part=Part.REQUESTS, cells={}, source="", actor=clerk, now=NOW
            )

    def test_is_not_for_a_neighbour(self, draft, neighbour):
        with pytest.raises(queries.NoSuchReport):
            self.type_in(draft, neighbour, r1c1=1)

    def test_is_refused_once_submitted(self, submitted, clerk):
        with pytest.raises(reports.ReportIsFixed):
            self.type_in(submitted, clerk, r1c1=1)


class TestWriteTexts:
    def write(self, draft, actor, **texts):
        return reports.write_texts(**at_once(draft), texts=texts, actor=actor, now=NOW)

    def test_keeps_figures_bound(self, draft, clerk):
        made = self.write(draft, clerk, problems="办结{{本年办结}}件，仍有不足。")
        assert made.problems == "办结{{本年办结|6}}件，仍有不足。"
        assert codes()[-1] == events.TextsWritten.code

    def test_names_a_figure_that_there_is_none_of(self, draft, clerk):
        with pytest.raises(reports.StrangeSlot, match="本年新闻"):
            self.write(draft, clerk, problems="{{本年新闻}}件")

    def test_does_not_let_a_bound_figure_be_rewritten(self, draft, clerk):
        with pytest.raises(reports.FigureRewritten, match="“本年新收”与表格一致，现为6，不能在文字里改成7"):
            self.write(draft, clerk, overview="新收{{本年新收|7}}件")

    def test_takes_a_number_that_stood_there_before_the_table_changed(self, draft, clerk, counter):
        self.write(draft, clerk, overview="新收{{本年新收}}件。")
        counter.of_units[draft.unit_id][1, 1] = 6
        reports.count_again(**at_once(draft), actor=clerk, now=NOW)
        made = self.write(draft, clerk, overview="新收{{本年新收|6}}件。")
        assert made.overview == "新收{{本年新收|7}}件。"

    def test_is_not_for_a_neighbour(self, draft, neighbour):
        with pytest.raises(queries.NoSuchReport):
            self.write(draft, neighbour, problems="别人的话")


class TestSubmitReport:
    def test_lays_it_before_the_head(self, draft, clerk, head):
        made = issuing.submit_report(**at_once(draft), actor=clerk, now=NOW)
        assert made.state == Report.State.REVIEW
        assert list(Notice.objects.values_list("to_person_id", flat=True)) == [head.person_id]
        assert codes()[-1] == events.ReportSubmitted.code

    def test_is_refused_while_the_tables_contradict_themselves(self, draft, clerk, counter):
        counter.of_units[draft.unit_id][25, 1] = 3
        reports.count_again(**at_once(draft), actor=clerk, now=NOW)
        with pytest.raises(issuing.NotBalanced, match="第三部分“自然人”列：第1行") as told:
            issuing.submit_report(**at_once(draft), actor=clerk, now=NOW)
        assert "表格有2处不平" in told.value.sentence  # the applicants' column, and the total
        assert fresh(draft).state == Report.State.DRAFT

    def test_is_refused_without_words(self, draft, clerk):
        reports.write_texts(**at_once(draft), texts={"problems": ""}, actor=clerk, now=NOW)
        with pytest.raises(issuing.TextMissing, match="五、存在的主要问题"):
            issuing.submit_report(**at_once(draft), actor=clerk, now=NOW)

    def test_is_not_for_a_neighbour(self, draft, neighbour):
        with pytest.raises(queries.NoSuchReport):
            issuing.submit_report(**at_once(draft), actor=neighbour, now=NOW)


class TestIssueReport:
    def test_publishes_it(self, issued):
        assert issued.state == Report.State.ISSUED
        assert published.published_one(issued.ref) == issued
        assert codes()[-1] == events.ReportIssued.code

    def test_is_a_second_persons(self, submitted, clerk):
        with pytest.raises(issuing.NotYoursToIssue):
            issuing.issue_report(**at_once(submitted), actor=clerk, now=NOW)

    def test_is_not_for_a_head_who_submitted(self, draft, head):
        made = issuing.submit_report(**at_once(draft), actor=head, now=NOW)
        with pytest.raises(issuing.DrafterDoesNotIssue):
            issuing.issue_report(**at_once(made), actor=head, now=NOW)

    def test_is_not_for_a_head_whose_words_stand(self, draft, clerk, head):
        reports.write_texts(
            **at_once(draft), texts={"problems": "主要问题是办理人员变动较多。"}, actor=head, now=NOW
        )
        reports.write_texts(
            **at_once(draft),
            texts={"problems": "主要问题是办理人员变动较多。将改进"},
            actor=clerk,
            now=NOW,
        )
        made = issuing.submit_report(**at_once(draft), actor=clerk, now=NOW)
        with pytest.raises(WroteItYourself):
            issuing.issue_report(**at_once(made), actor=head, now=NOW)

    def test_is_kept_to_two_by_the_database(self, submitted, clerk):
        with pytest.raises(IntegrityError):
            Report.objects.filter(pk=submitted.pk).update(issued_by=clerk.person_id)

    def test_is_refused_before_the_year_is_over(self, counter, clerk, head):
        counter.of_units = {}
        made = reports.start_report(unit_id=unit("市财政局").pk, year=2024, actor=clerk, now=at("2024-12-30"))
        made = issuing.submit_report(**at_once(made), actor=clerk, now=at("2024-12-31"))  # Tuesday
        with pytest.raises(issuing.YearNotOver):
            issuing.issue_report(**at_once(made), actor=head, now=at("2024-12-31", "23:59"))

    def test_is_refused_when_last_years_table_came_in_meanwhile(self, submitted, head):
        Report.objects.create(
            tenant=submitted.tenant, unit=submitted.unit, year=2023, ref="x-2023", state="recorded",
            cells={"3.25.1": "4"}, drafted_by_id=head.person_id, drafted_at=NOW,
        )  # fmt: skip
        with pytest.raises(issuing.NotBalanced, match="上一年度报告第25行“四、结转下年度继续办理”为4"):
            issuing.issue_report(**at_once(submitted), actor=head, now=NOW)

    def test_replaces_the_edition_before(self, issued, clerk, head):
        made = reports.start_report(unit_id=issued.unit_id, year=2024, actor=clerk, now=NOW)
        made = issuing.submit_report(**at_once(made), actor=clerk, now=NOW)
        issuing.issue_report(**at_once(made), actor=head, now=NOW)
        assert fresh(issued).state == Report.State.REPLACED
        assert published.published_one(issued.ref) == made

    def test_is_the_office_heads_where_a_unit_has_none(self, counter, office, office_head):
        made = reports.start_report(unit_id=unit("市水务局").pk, year=2024, actor=office, now=NOW)
        made = issuing.submit_report(**at_once(made), actor=office, now=NOW)
        assert issuing.issue_report(**at_once(made), actor=office_head, now=NOW).state == "issued"

    @pytest.mark.parametrize("who", ["neighbour", "stranger"])
    def test_is_not_for_strangers(self, submitted, who, request):
        with pytest.raises(queries.NoSuchReport):
            issuing.issue_report(**at_once(submitted), actor=request.getfixturevalue(who), now=NOW)


class TestSendBackReport:
    def test_says_why(self, submitted, head, clerk):
        made = issuing.send_back_report(**at_once(submitted), reason="请核对第三部分", actor=head, now=NOW)
        assert made.state == Report.State.DRAFT
        assert Notice.objects.filter(to_person_id=clerk.person_id).exists()
        with pytest.raises(issuing.NotInReview):
            issuing.send_back_report(**at_once(submitted), reason="再退", actor=head, now=NOW)

    def test_wants_a_reason(self, submitted, head):
        with pytest.raises(ReasonMissing):
            issuing.send_back_report(**at_once(submitted), reason=" ", actor=head, now=NOW)


class TestWithdrawReport:
    def test_takes_it_down(self, issued, head):
        issuing.withdraw_report(**at_once(issued), reason="数据有误（演示）", actor=head, now=NOW)
        with pytest.raises(queries.NoSuchReport):
            published.published_one(issued.ref)
        assert codes()[-1] == events.ReportWithdrawn.code

    def test_wants_a_reason_and_an_issued_one(self, submitted, head):
        with pytest.raises(issuing.NotIssued):
            issuing.withdraw_report(**at_once(submitted), reason="理由", actor=head, now=NOW)

    def test_is_not_the_clerks(self, issued, clerk):
        with pytest.raises(issuing.NotYoursToIssue):
            issuing.withdraw_report(**at_once(issued), reason="理由", actor=clerk, now=NOW)


class TestDiscardReport:
    def test_lets_a_new_one_begin(self, draft, clerk):
        reports.discard_report(**at_once(draft), actor=clerk, now=NOW)
        made = reports.start_report(unit_id=draft.unit_id, year=2024, actor=clerk, now=NOW)
        assert made.number == 1


class TestWhoSees:
    def test_a_draft_is_the_units_and_the_offices(self, draft, clerk, head, office, neighbour, stranger):
        seen = [list(queries.reports_for(one)) == [draft] for one in (clerk, head, office)]
        assert seen == [True, True, True]
        assert not queries.reports_for(neighbour).exists()
        assert not queries.reports_for(stranger).exists()
        assert not queries.reports_for(Actor.anonymous()).exists()
        assert not published.published().exists()

    def test_what_is_issued_everybody(self, issued, neighbour, stranger):
        assert queries.report_for(neighbour, issued.pk) == issued
        assert queries.report_for(stranger, issued.pk) == issued
        assert queries.report_for(Actor.anonymous(), issued.pk) == issued
