"""A bulletin tells how a plan stood on a day: the one screen's figures, kept, in the office's own words."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import NotYourStep, ReasonMissing
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import bulletins, oversight
from quancheng.records.plan.commands.drafts import ChangedMeanwhile, NotYourOffice
from quancheng.records.plan.commands.orders import DrafterDoesNotIssue
from quancheng.records.plan.models import Bulletin, Plan
from quancheng.records.plan.queries import bulletins as queries
from quancheng.records.plan.queries.board import board, duties_picked
from quancheng.records.plan.queries.papers import bulletin_letter
from quancheng.records.plan.queries.plans import NoSuchPlan
from quancheng.records.plan.rules.bulletin import Part, as_json, from_json, proposed_texts
from quancheng.records.plan.rules.picking import Mark, Picked
from quancheng.records.plan.tests.conftest import at, official
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_board import issued_plan, live_through
from quancheng.records.plan.tests.test_telling_of_duties import seat
from quancheng.records.plan.tests.test_working_on_duties import told as told_of_duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
NOW = at("2026-12-24")  # Thursday
TODAY = date(2026, 12, 24)


def told(bulletin: Bulletin) -> dict[str, int]:
    return {"bulletin_id": bulletin.pk, "version": Bulletin.objects.get(pk=bulletin.pk).version}


@pytest.fixture
def lived(office) -> Plan:
    return live_through(issued_plan(office), office)


@pytest.fixture
def drafted(lived, office) -> Bulletin:
    return bulletins.draft_bulletin(plan_ref=lived.ref, actor=office, now=NOW)


@pytest.fixture
def issued(drafted, office_head) -> Bulletin:
    return issue(drafted, office_head)


def issue(bulletin: Bulletin, head: Actor) -> Bulletin:
    return bulletins.issue_bulletin(**told(bulletin), actor=head, now=NOW)


def said(bulletin: Bulletin) -> dict[str, str]:
    return {each.part: each.text for each in queries.texts_of(bulletin)}


class TestDraftBulletin:
    def test_takes_the_figures_of_the_one_screen(self, drafted, lived):
        figures, seen = from_json(drafted.figures), board(lived, today=TODAY)
        assert figures.counts == seen.counts
        assert [(u.id, u.name, u.counts) for u in figures.units] == [
            (u.id, u.name, u.counts) for u in seen.units
        ]
        assert [(c.name, c.counts) for c in figures.chapters] == [(c.title, c.counts) for c in seen.chapters]
        assert (len(figures.moved), len(figures.late)) == (seen.moved_count, seen.counts.late)
        assert len(figures.doubted) == seen.counts.unverifiable

    def test_adds_up_over_units_and_parts(self, drafted):
        figures = from_json(drafted.figures)
        for lines in (figures.units, figures.chapters):
            assert sum(line.counts.total for line in lines) == figures.counts.total
            assert sum(line.counts.late for line in lines) == figures.counts.late == len(figures.late)

    def test_names_every_late_duty_with_its_working_days(self, drafted):
        [line] = from_json(drafted.figures).late
        assert (line.unit, line.due_on, line.days) == ("市财政局", date(2026, 6, 30), 123)

    def test_proposes_plain_words_and_no_judgement(self, drafted):
        texts = said(drafted)
        assert "共下达责任事项5项，涉及4个单位" in texts["overall"]
        assert "已完成1项，完成率20%；进行中2项；逾期1项；无法核实1项。经批准延期1项。" in texts["overall"]
        assert "有逾期事项的单位1个：市财政局（1项）。" in texts["units"]
        assert "有延期事项的单位1个：西区政府（1项）。" in texts["units"]
        assert "有无法核实事项的单位1个：东区政府（1项）。" in texts["units"]
        assert texts["judgement"] == ""

    def test_is_refused_to_units_and_other_governments(self, lived, stranger, district, city):
        clerk = official(city, "c9", Role.HANDLER)
        for actor, refused in ((clerk, NotYourOffice), (stranger, NoSuchPlan), (district, NoSuchPlan)):
            with pytest.raises(refused):
                bulletins.draft_bulletin(plan_ref=lived.ref, actor=actor, now=NOW)

    def test_while_another_draft_is_open_is_refused(self, drafted, lived, office):
        with pytest.raises(bulletins.DraftedAlready) as refused:
            bulletins.draft_bulletin(plan_ref=lived.ref, actor=office, now=NOW)
        assert refused.value.facts == {"bulletin": drafted.pk}

    def test_is_one_line_of_the_audit(self, drafted):
        assert AuditEntry.objects.filter(code="plan.bulletin.drafted").count() == 1

    def test_of_a_big_plan_asks_no_more(self, lived, office, django_assert_max_num_queries):
        with django_assert_max_num_queries(46):
            queries.figures_of(lived, today=TODAY)


class TestFigures:
    def test_come_back_as_they_were_kept(self, drafted):
        figures = from_json(drafted.figures)
        assert from_json(as_json(figures)) == figures

    def test_say_what_is_wholly_done(self, drafted):
        figures = from_json(drafted.figures)
        texts = proposed_texts(figures, plan="甲", as_of=TODAY)
        assert "全部完成" not in texts[Part.UNITS]


class TestAmendBulletin:
    def test_keeps_the_offices_own_words(self, drafted, city):
        other = official(city, "office2", Role.OPENNESS_OFFICE)
        bulletins.amend_bulletin(
            **told(drafted),
            title="通报",
            texts={Part.JUDGEMENT: "表扬甲。\r\n批评乙。"},
            actor=other,
            now=NOW,
        )
        changed = Bulletin.objects.get(pk=drafted.pk)
        assert (changed.title, changed.drafted_by_id) == ("通报", other.person_id)
        assert said(changed)["judgement"] == "表扬甲。\n批评乙。"
        assert "共下达" in said(changed)["overall"]

    def test_of_an_old_page_is_refused(self, drafted, office):
        old = told(drafted)
        bulletins.amend_bulletin(**old, title="甲", texts={}, actor=office, now=NOW)
        with pytest.raises(ChangedMeanwhile):
            bulletins.amend_bulletin(**old, title="乙", texts={}, actor=office, now=NOW)


class TestGatherAgain:
    def test_takes_new_figures_and_leaves_own_words(self, drafted, office):
        own = {Part.NEXT: "请抓紧。"}
        bulletins.amend_bulletin(**told(drafted), title=drafted.title, texts=own, actor=office, now=NOW)
        late = DueItem.objects.get(case__unit__short_name="市财政局", period="2026年上半年")
        oversight.cancel_duty(**told_of_duty(late), reason="重复", actor=office, now=NOW)
        bulletins.gather_again(**told(drafted), actor=office, now=at("2026-12-25"))
        again = Bulletin.objects.get(pk=drafted.pk)
        assert (again.as_of, from_json(again.figures).counts.late) == (date(2026, 12, 25), 0)
        assert said(again)["next"] == "请抓紧。"
        assert "截至2026年12月25日" in said(again)["overall"]
        assert "逾期0项" in said(again)["overall"]


class TestIssueBulletin:
    def test_freezes_the_figures(self, issued, lived, office):
        before = Bulletin.objects.get(pk=issued.pk).figures
        late = duties_picked(lived, Picked(Mark.LATE), today=TODAY).duties.get()
        oversight.cancel_duty(**told_of_duty(late), reason="重复", actor=office, now=NOW)
        kept = Bulletin.objects.get(pk=issued.pk)
        assert (kept.figures, kept.label) == (before, "2026年第1期")
        for act in (bulletins.gather_again, bulletins.discard_bulletin):
            with pytest.raises(bulletins.BulletinOver):
                act(**told(issued), actor=office, now=NOW)

    def test_numbers_without_a_gap(self, issued, lived, office, office_head):
        given_up = bulletins.draft_bulletin(plan_ref=lived.ref, actor=office, now=NOW)
        bulletins.discard_bulletin(**told(given_up), actor=office, now=NOW)
        second = bulletins.draft_bulletin(plan_ref=lived.ref, actor=office, now=NOW)
        assert bulletins.issue_bulletin(**told(second), actor=office_head, now=NOW).label == "2026年第2期"

    def test_is_not_for_who_drafted_it(self, lived, office_head):
        own = bulletins.draft_bulletin(plan_ref=lived.ref, actor=office_head, now=NOW)
        with pytest.raises(DrafterDoesNotIssue):
            bulletins.issue_bulletin(**told(own), actor=office_head, now=NOW)

    def amend(self, bulletin, actor, **parts):
        texts = {**said(bulletin), **parts}
        return bulletins.amend_bulletin(
            **told(bulletin), title=bulletin.title, texts={Part(each): text for each, text in texts.items()},
            actor=actor, now=NOW,
        )  # fmt: skip

    def test_is_not_for_who_drafted_it_and_had_it_saved_again(self, lived, office, office_head):
        own = bulletins.draft_bulletin(plan_ref=lived.ref, actor=office_head, now=NOW)
        self.amend(own, office)
        with pytest.raises(DrafterDoesNotIssue):
            bulletins.issue_bulletin(**told(own), actor=office_head, now=NOW)

    def test_is_not_for_whose_words_still_stand(self, drafted, office, office_head):
        part = next(iter(said(drafted)))
        self.amend(drafted, office_head, **{part: "市财政局按季公开采购意向，做法值得推广。"})
        self.amend(drafted, office, **{part: "市财政局按季公开采购意向，做法值得推广，特此表扬。"})
        with pytest.raises(WroteItYourself):
            bulletins.issue_bulletin(**told(drafted), actor=office_head, now=NOW)

    def test_is_for_who_corrected_nothing_that_stands(self, drafted, office, office_head):
        part = next(iter(said(drafted)))
        self.amend(drafted, office_head, **{part: "市财政局按季公开采购意向，做法值得推广。"})
        self.amend(drafted, office, **{part: "各单位进展总体平稳。"})
        assert issue(drafted, office_head).number == 1

    def test_by_who_drafted_it_cannot_even_be_stored(self, issued):
        with pytest.raises(IntegrityError), transaction.atomic():
            Bulletin.objects.filter(pk=issued.pk).update(issued_by=issued.drafted_by)

    def test_is_not_for_the_offices_handlers(self, drafted, city):
        with pytest.raises(NotYourStep):
            bulletins.issue_bulletin(
                **told(drafted), actor=official(city, "o2", Role.OPENNESS_OFFICE), now=NOW
            )

    def test_without_a_word_is_refused(self, drafted, office, office_head):
        nothing = dict.fromkeys(Part, "")
        bulletins.amend_bulletin(**told(drafted), title="通报", texts=nothing, actor=office, now=NOW)
        with pytest.raises(bulletins.EmptyBulletin):
            bulletins.issue_bulletin(**told(drafted), actor=office_head, now=NOW)
        assert Bulletin.objects.get(pk=drafted.pk).issued_at is None

    def test_is_told_to_every_unit_that_owes_and_to_no_other(self, drafted, office_head):
        owing, other = seat("东区政府", Role.HANDLER), seat("市政府", Role.HANDLER)
        done = bulletins.issue_bulletin(**told(drafted), actor=office_head, now=NOW)
        assert done.addressees.count() == 4
        assert Notice.objects.filter(to_person=owing.person_id, kind="plan.bulletin_issued").count() == 1
        assert not Notice.objects.filter(to_person=other.person_id).exists()


def withdraw(bulletin: Bulletin, actor: Actor, reason: str = "数据口径有误") -> Bulletin:
    return bulletins.withdraw_bulletin(**told(bulletin), reason=reason, actor=actor, now=NOW)


class TestWithdrawBulletin:
    def test_keeps_its_number_and_tells_everybody_it_went_to(self, drafted, office_head):
        clerk, other = seat("市财政局", Role.HANDLER), seat("市政府", Role.HANDLER)
        done = withdraw(issue(drafted, office_head), office_head)
        assert (done.number, done.withdrawn_for) == (1, "数据口径有误")
        told_of = Notice.objects.filter(kind="plan.bulletin_withdrawn")
        assert clerk.person_id in set(told_of.values_list("to_person", flat=True))
        assert other.person_id not in set(told_of.values_list("to_person", flat=True))
        assert "（已撤销）" in bulletin_letter(done).number
        assert AuditEntry.objects.last().code == "plan.bulletin.withdrawn"

    def test_is_for_the_head_alone(self, issued, city, stranger):
        handler = official(city, "another", Role.OPENNESS_OFFICE)
        with pytest.raises(NotYourStep):
            withdraw(issued, handler)
        with pytest.raises(queries.NoSuchBulletin):
            withdraw(issued, stranger)

    def test_wants_a_reason(self, issued, office_head):
        with pytest.raises(ReasonMissing):
            withdraw(issued, office_head, "  ")

    def test_is_only_of_what_was_issued_and_only_once(self, drafted, office_head):
        with pytest.raises(bulletins.NotIssued):
            withdraw(drafted, office_head)
        done = withdraw(issue(drafted, office_head), office_head)
        with pytest.raises(bulletins.NotIssued):
            withdraw(done, office_head)

    def test_of_an_old_page_is_refused(self, issued, office_head):
        with pytest.raises(ChangedMeanwhile):
            bulletins.withdraw_bulletin(
                bulletin_id=issued.pk, version=0, reason="有误", actor=office_head, now=NOW
            )

    def test_at_the_desk_is_told_on_the_page_of_the_unit(self, issued):
        at_head = signed_in(Unit.objects.get(short_name="市政府"), "desk-head", Role.OPENNESS_HEAD)
        at_unit = signed_in(Unit.objects.get(short_name="市财政局"), "desk-unit", Role.HANDLER)
        page = reverse("plan_desk:bulletin", args=[issued.pk])
        act = reverse("plan_desk:bulletin_withdraw", args=[issued.pk])
        assert act in at_head.get(page).content.decode()
        assert act not in at_unit.get(page).content.decode()
        version = Bulletin.objects.get(pk=issued.pk).version
        assert at_head.post(act, {"version": version, "reason": ""}).status_code == 422
        at_head.post(act, {"version": version, "reason": "数据口径有误"})
        assert "数据口径有误" in at_unit.get(page).content.decode()


class TestSight:
    def test_of_a_draft_is_for_the_office_alone(self, drafted, office, district):
        assert list(queries.bulletins_for(office)) == [drafted]
        assert not queries.bulletins_for(district).exists()

    def test_of_an_issued_one_is_for_the_units_that_owe(self, issued, district, stranger):
        assert list(queries.bulletins_for(district)) == [issued]
        assert resolve(district, [RecordRef("plan.bulletin", str(issued.pk))])
        third = Tenant.objects.create(
            slug="nan", name="南区", full_name="南区人民政府", level="district", parent=issued.tenant
        )
        nobody = official(third, "nan", Role.OPENNESS_OFFICE)
        for actor in (stranger, nobody, Actor.anonymous(), Actor.citizen(3)):
            with pytest.raises(queries.NoSuchBulletin):
                queries.bulletin_for(actor, issued.pk)

    def test_of_a_unit_changes_nothing(self, issued, district):
        with pytest.raises(queries.NoSuchBulletin):
            bulletins.gather_again(**told(issued), actor=district, now=NOW)
