"""Drafting, issuing and replacing indicator sets."""

from datetime import date
from decimal import Decimal

import pytest

from quancheng.insight.scorecards.commands import indicators, sets
from quancheng.insight.scorecards.models import ScoreSet
from quancheng.insight.scorecards.queries.sets import NoSuchSet, NotOfOffice, sets_for
from quancheng.insight.scorecards.rules.scoring import Shape
from quancheng.insight.scorecards.tests.conftest import NOW, said, told, unit, version_of
from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.audit.models import AuditEntry


def issue(draft, actor, now=NOW):
    return sets.issue_set(set_id=draft.pk, version=version_of(draft), actor=actor, now=now)


class TestDraftSet:
    def test_proposes_whom_to_score(self, draft):
        groups = dict(draft.scored_units.values_list("unit__name", "group"))
        assert groups == {
            "市政府办公厅": "市直部门", "市财政局": "市直部门", "市水务局": "市直部门", "东区政府": "区县"
        }  # fmt: skip

    def test_is_told_once(self, office):
        sets.draft_set(year=2026, settings=said(), actor=office, now=NOW)
        assert [entry.code for entry in AuditEntry.objects.all()] == ["scorecards.set.drafted"]

    def test_is_refused_beside_another_draft(self, draft, office):
        with pytest.raises(sets.DraftedAlready, match="待签发"):
            sets.draft_set(year=2026, settings=said(), actor=office, now=NOW)

    @pytest.mark.parametrize(("first", "last"), [("2025-12-01", "2026-05-01"), ("2026-05-01", "2026-03-01")])
    def test_is_refused_outside_its_year(self, office, first, last):
        days = said(from_on=date.fromisoformat(first), until_on=date.fromisoformat(last))
        with pytest.raises(sets.OutsideYear):
            sets.draft_set(year=2026, settings=days, actor=office, now=NOW)

    def test_is_for_the_office(self, clerk):
        with pytest.raises(NotOfOffice):
            sets.draft_set(year=2026, settings=said(), actor=clerk, now=NOW)


class TestAddIndicator:
    def test_refuses_popularity(self, draft, office):
        with pytest.raises(indicators.BadIndicator, match="粉丝量、阅读量、点赞量"):
            add(draft, office, told("C1", name="公众号阅读量", is_bonus=True))

    def test_refuses_an_unknown_reading(self, draft, office):
        with pytest.raises(indicators.BadIndicator, match=r"没有“plan\.magic”"):
            add(draft, office, told("C1", reading="plan.magic"))

    def test_refuses_a_code_twice(self, draft, office):
        with pytest.raises(indicators.BadIndicator, match="已有别的指标使用"):
            add(draft, office, told("A1"))

    def test_makes_the_draft_another_persons(self, draft, office_head):
        add(draft, office_head, told("C1", is_bonus=True, points=Decimal(5)))
        with pytest.raises(sets.DrafterDoesNotIssue):
            issue(draft, office_head)

    def test_keeps_it_so_when_a_clerk_saves_the_draft_again(self, draft, office, office_head):
        add(draft, office_head, told("C1", is_bonus=True, points=Decimal(5)))
        sets.amend_set(set_id=draft.pk, version=version_of(draft), settings=said(), actor=office, now=NOW)
        with pytest.raises(WroteItYourself, match="这套指标"):
            issue(draft, office_head)

    def test_lets_the_head_issue_once_a_clerk_took_it_out(self, draft, office, office_head):
        add(draft, office_head, told("C1", name="另设一项加分", is_bonus=True, points=Decimal("4.75")))
        indicators.remove_indicator(
            set_id=draft.pk, version=version_of(draft), indicator_id=draft.indicators.get(code="C1").pk,
            actor=office, now=NOW,
        )  # fmt: skip
        assert issue(draft, office_head).state == ScoreSet.State.ISSUED

    def test_is_refused_on_an_old_page(self, draft, office):
        with pytest.raises(sets.ChangedMeanwhile):
            indicators.add_indicator(set_id=draft.pk, version=0, told=told("C1"), actor=office, now=NOW)

    def test_finds_no_draft_of_another_government(self, draft, stranger):
        with pytest.raises(NoSuchSet):
            add(draft, stranger, told("C1"))


class TestAmendIndicator:
    def test_puts_it_otherwise(self, draft, office):
        one = draft.indicators.get(code="A1")
        indicators.amend_indicator(
            set_id=draft.pk, version=draft.version, indicator_id=one.pk,
            told=told("A1", shape=Shape.DEDUCT, each=Decimal("2.5")), actor=office, now=NOW,
        )  # fmt: skip
        one.refresh_from_db()
        assert (one.shape, one.each) == ("deduct", Decimal("2.5"))


class TestRemoveIndicator:
    def test_takes_it_out(self, draft, office):
        one = draft.indicators.get(code="A1")
        indicators.remove_indicator(
            set_id=draft.pk, version=draft.version, indicator_id=one.pk, actor=office, now=NOW
        )
        assert sorted(draft.indicators.values_list("code", flat=True)) == ["A2", "B1"]


class TestAmendSet:
    def test_changes_what_it_says(self, draft, office):
        sets.amend_set(
            set_id=draft.pk, version=draft.version, settings=said(appeal_days=3), actor=office, now=NOW
        )
        assert ScoreSet.objects.get(pk=draft.pk).appeal_days == 3


class TestChooseUnits:
    def test_takes_groups_and_leaves_out_the_rest(self, draft, office):
        groups = {unit("市财政局").pk: "经济", unit("市水务局").pk: "", 10**6: "无"}
        sets.choose_units(set_id=draft.pk, version=draft.version, groups=groups, actor=office, now=NOW)
        assert list(draft.scored_units.values_list("unit__name", "group")) == [("市财政局", "经济")]


class TestIssueSet:
    def test_takes_a_second_person(self, draft, office_head):
        done = issue(draft, office_head)
        assert (done.state, done.issued_by_id) == ("issued", office_head.person_id)

    def test_is_for_the_head(self, draft, office):
        with pytest.raises(NotOfOffice, match="负责人签发"):
            issue(draft, office)

    def test_names_every_fault(self, draft, office, office_head):
        add(draft, office, told("C1", points=Decimal(5)))
        with pytest.raises(sets.NotSound, match="合计105分，须为100分（多出5分）"):
            issue(draft, office_head)

    def test_is_refused_beside_another_on_the_same_days(self, issued, office, office_head):
        again = sets.draft_set(year=2026, settings=said(from_on=date(2026, 6, 1)), actor=office, now=NOW)
        add(again, office, told(points=Decimal(100)))
        with pytest.raises(sets.DatesOverlap, match="日期重叠"):
            issue(again, office_head)

    def test_cannot_be_undone(self, issued, office):
        with pytest.raises(sets.SetIsFixed, match="另起新版"):
            add(issued, office, told("C1"))


class TestDraftNextVersion:
    def test_copies_and_ends_the_former(self, issued, office, office_head):
        new = sets.draft_next_version(set_id=issued.pk, from_on=date(2026, 7, 1), actor=office, now=NOW)
        assert new.indicators.count() == 3
        issue(new, office_head)
        issued.refresh_from_db()
        assert (str(issued), str(issued.until_on)) == ("2026年政务公开考核指标（第1版）", "2026-06-30")

    def test_is_refused_within_what_was_frozen(self, frozen, office):
        with pytest.raises(sets.FrozenAlready, match="2026-04-01"):
            sets.draft_next_version(set_id=frozen.set_id, from_on=date(2026, 3, 1), actor=office, now=NOW)


class TestDiscardSet:
    def test_gives_it_up(self, draft, office):
        done = sets.discard_set(set_id=draft.pk, version=draft.version, actor=office, now=NOW)
        assert done.state == "discarded"


class TestSetsFor:
    def test_shows_drafts_to_the_office_alone(self, draft, office, clerk, stranger):
        assert [sets_for(each).count() for each in (office, clerk, stranger)] == [1, 0, 0]

    def test_shows_what_is_issued_to_whom_it_scores(self, issued, clerk, stranger):
        assert [sets_for(each).count() for each in (clerk, stranger)] == [1, 1]


def add(draft, actor, one):
    return indicators.add_indicator(
        set_id=draft.pk, version=version_of(draft), told=one, actor=actor, now=NOW
    )
