"""A file becomes a draft; a draft is corrected until it says what the document says."""

import pytest
from django.db.models import F

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.records.plan.commands import drafts, editions
from quancheng.records.plan.models import Draft, Plan, Row
from quancheng.records.plan.queries import plans as queries
from quancheng.records.plan.rules.drafting import Field, rows_from_json, texts_of
from quancheng.records.plan.tests.conftest import NOW, THREE_ROWS, file_of

pytestmark = pytest.mark.django_db


def bring(actor: Actor, rows=THREE_ROWS, name: str = "任务分工.txt") -> Draft:
    return drafts.bring_draft(**file_of(rows, name), actor=actor, now=NOW)


def confirm(draft: Draft, actor: Actor):
    return editions.confirm_draft(draft_id=draft.pk, version=draft.version, actor=actor, now=NOW)


def codes() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("code", flat=True))


class TestBringDraft:
    def test_sets_down_what_was_understood(self, office):
        rows = rows_from_json(bring(office).rows)
        assert [row.said.no for row in rows] == ["1", "2", "3"]
        assert rows[1].said.section == "一、主动公开"
        assert "deadline" in rows[1].said.carried

    def test_is_told_in_the_audit(self, office):
        bring(office)
        assert codes() == ["plan.draft.brought"]

    def test_is_refused_to_units(self, handler):
        with pytest.raises(drafts.NotYourOffice):
            bring(handler)
        assert codes() == []

    def test_of_the_same_file_leads_to_the_draft_that_waits(self, office, office_head):
        first = bring(office)
        with pytest.raises(drafts.AlreadyBrought) as refused:
            bring(office_head)
        assert refused.value.facts["draft"] == first.pk

    def test_of_the_edition_in_force_changes_nothing(self, office):
        confirm(bring(office), office)
        with pytest.raises(drafts.NothingNew):
            bring(office)
        assert Draft.objects.count() == 1

    def test_without_rows_is_refused(self, office):
        with pytest.raises(drafts.NoRows):
            drafts.bring_draft(**file_of((), "空.txt"), actor=office, now=NOW)
        assert Draft.objects.count() == 0

    def test_of_more_rows_than_any_plan_has_is_refused(self, office, monkeypatch):
        monkeypatch.setattr(drafts, "MOST_ROWS", 2)
        with pytest.raises(drafts.TooManyRows, match="读出3行"):
            bring(office)
        assert Draft.objects.count() == 0


class TestCorrectRow:
    def correct(self, draft: Draft, actor: Actor, key: int, **cells: str) -> Draft:
        rows = {row.key: row for row in rows_from_json(draft.rows)}
        changes = {**texts_of(rows[key].said), **{Field(name): text for name, text in cells.items()}}
        return drafts.correct_row(
            draft_id=draft.pk, version=draft.version, key=key, changes=changes, actor=actor, now=NOW
        )

    def test_understands_the_cell_anew(self, office):
        draft = self.correct(
            bring(office), office, 2, deadline="6月底", units="市财政局牵头，市发展改革委配合"
        )
        row = rows_from_json(draft.rows)[1]
        assert row.said.deadline.date.isoformat() == "2026-06-30"
        assert [(unit.name, unit.role) for unit in row.said.units] == [
            ("市财政局", "lead"),
            ("市发展改革委", "support"),
        ]
        assert row.corrected == {Field.DEADLINE, Field.UNITS}

    def test_of_an_old_page_is_refused_and_changes_nothing(self, office):
        draft = bring(office)
        self.correct(Draft.objects.get(pk=draft.pk), office, 1, requirement="甲")
        with pytest.raises(drafts.ChangedMeanwhile):
            self.correct(draft, office, 1, requirement="乙")
        kept = rows_from_json(Draft.objects.get(pk=draft.pk).rows)[0]
        assert kept.said.requirement == "甲"

    def test_counts_the_numbers_anew(self, office):
        draft = self.correct(bring(office), office, 3, no="5")
        assert any(problem["code"] == "number_gap" for problem in draft.problems)
        assert self.correct(draft, office, 3, no="3").problems == []

    def test_is_out_of_sight_for_others(self, office, stranger, handler, district):
        draft = bring(office)
        for other in (stranger, handler, district, Actor.anonymous()):
            with pytest.raises(queries.NoSuchDraft):
                self.correct(draft, other, 1, requirement="乙")


class TestConfirmDraft:
    def test_makes_a_plan_with_its_rows_and_units(self, office, city):
        edition = confirm(bring(office), office)
        rows = list(queries.rows_of(edition.plan))
        assert [row.ref for row in rows] == ["qzw-2026-1", "qzw-2026-2", "qzw-2026-3"]
        meant = {unit.name: sorted(str(m) for m in unit.members.all()) for unit in rows[0].units.all()}
        assert meant == {"各区县政府": ["东区政府", "西区政府"], "市财政局": ["市财政局"]}

    def test_is_refused_while_a_unit_is_unknown(self, office):
        rows = (*THREE_ROWS[:2], (*THREE_ROWS[2][:4], "市梦想局", "长期坚持"))
        draft = bring(office, rows)
        with pytest.raises(editions.DoubtsLeft, match="第3项"):
            confirm(draft, office)
        assert not Plan.objects.exists()

    def test_goes_on_once_the_doubt_is_let_stand_or_the_unit_chosen(self, office, city):
        rows = (*THREE_ROWS[:2], (*THREE_ROWS[2][:4], "市梦想局", "长期坚持"))
        draft = bring(office, rows)
        chosen = city.units.get(short_name="市财政局").pk
        draft = drafts.choose_units(
            draft_id=draft.pk, version=0, key=3, name="市梦想局", unit_ids=[chosen], actor=office, now=NOW
        )
        assert confirm(draft, office).plan.rows.get(no="3").units.get().members.get().pk == chosen

    def test_by_a_second_official_is_told_so(self, office, office_head):
        draft = bring(office)
        confirm(draft, office)
        with pytest.raises(drafts.DraftClosed):
            confirm(draft, office_head)
        assert Plan.objects.count() == 1

    def test_of_a_plan_that_somebody_changed_at_the_same_moment_is_refused(self, office, monkeypatch):
        plan = confirm(bring(office), office).plan
        draft = bring(office, THREE_ROWS[:2], "修订.txt")

        def quicker(found: Plan):
            Plan.objects.filter(pk=found.pk).update(version=F("version") + 1)
            return queries.latest_edition(found)

        monkeypatch.setattr(editions, "latest_edition", quicker)
        with pytest.raises(drafts.ChangedMeanwhile):
            confirm(draft, office)
        assert (plan.editions.count(), plan.rows.filter(dropped_in__isnull=False).count()) == (1, 0)
        assert Draft.objects.get(pk=draft.pk).state == Draft.State.OPEN

    def test_is_one_line_of_the_audit(self, office):
        confirm(bring(office), office)
        assert codes() == ["plan.draft.brought", "plan.edition.confirmed"]


class TestAnAmendedFile:
    AMENDED = (
        (*THREE_ROWS[0][:4], "各区县政府、市财政局", "2026年9月底前"),
        THREE_ROWS[2],
        ("4", "", "", "建设“一件事”专题。", "市发展改革委", ""),
    )

    def amend(self, office: Actor):
        confirm(bring(office), office)
        draft = bring(office, self.AMENDED, "任务分工（修订）.txt")
        draft = drafts.accept_doubts(
            draft_id=draft.pk, version=draft.version, keys=frozenset({1, 2, 3}), actor=office, now=NOW
        )
        return confirm(draft, office)

    def test_amends_the_plan_of_the_same_title_and_year(self, office):
        edition = self.amend(office)
        assert (edition.number, Plan.objects.count()) == (2, 1)

    def test_changes_adds_and_drops_and_keeps_history(self, office):
        edition = self.amend(office)
        standing = [(row.no, row.deadline_text) for row in queries.rows_of(edition.plan)]
        assert standing == [("1", "2026年9月底前"), ("3", "长期坚持"), ("4", "长期坚持")]
        assert Row.objects.get(no="2").dropped_in == edition
        assert [v.facts["deadline"]["text"] for v in Row.objects.get(no="1").versions.all()] == [
            "2026年12月底前",
            "2026年9月底前",
        ]

    def test_does_not_ask_again_about_words_that_have_not_changed(self, office):
        doubtful = (*THREE_ROWS, ("4", "", "", "建设专题。", "市财政局等有关部门（单位）", "长期坚持"))
        draft = bring(office, doubtful)
        with pytest.raises(editions.DoubtsLeft):
            confirm(draft, office)
        looked = drafts.accept_doubts(
            draft_id=draft.pk, version=draft.version, keys=frozenset({4}), actor=office, now=NOW
        )
        confirm(looked, office)
        again = bring(
            office, (*doubtful[:2], (*THREE_ROWS[2][:5], "2026年11月底前"), doubtful[3]), "修订.txt"
        )
        assert confirm(again, office).number == 2

    def test_leaves_the_same_row_untouched(self, office):
        self.amend(office)
        same = Row.objects.get(no="3")
        assert (same.version, same.versions.count()) == (1, 1)  # moved up one place, its words untouched
