"""An order is drafted, amended and issued by two people."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.approvals.models import Wording
from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import NumberSeries
from quancheng.kernel.casework.refusals import MovedMeanwhile, NotYourStep, StepNotOpen
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.commands import units
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import orders, oversight
from quancheng.records.plan.commands.drafts import NotYourOffice
from quancheng.records.plan.models import Order
from quancheng.records.plan.queries import orders as queries
from quancheng.records.plan.queries.duties import NoSuchDuty
from quancheng.records.plan.tests.conftest import NOW, add_unit, at, official
from quancheng.records.plan.tests.test_supervision_orders.conftest import (
    ANSWER_ON,
    draft,
    duties_of,
    inbox,
    issue,
    state,
    told,
    wording,
)
from quancheng.records.plan.tests.test_telling_of_duties import seat
from quancheng.records.plan.tests.test_working_on_duties import told as told_of_duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


class TestDraftOrders:
    def test_makes_one_for_each_unit_that_owes(self, plan, office):
        made = orders.draft_orders(
            duty_ids=duties_of("市财政局", "东区政府"), wording=wording(), actor=office, now=NOW
        )
        owed = {str(each.case.unit): each.points.count() for each in made}
        assert owed == {"市财政局": 3, "东区政府": 1}
        assert {each.case.tenant_id for each in made} == {office.tenant_id}

    def test_is_one_line_of_the_audit_without_the_words(self, drafted):
        [line] = AuditEntry.objects.filter(code="plan.orders.drafted")
        assert line.facts == {"orders": [drafted.pk], "units": "市财政局"}

    def test_gives_no_number(self, drafted):
        assert (drafted.label, drafted.number, drafted.case.due_on) == ("", None, None)

    def test_of_nothing_is_refused(self, plan, office):
        with pytest.raises(orders.NothingToOrder):
            orders.draft_orders(duty_ids=[], wording=wording(), actor=office, now=NOW)

    def test_about_what_is_settled_is_refused(self, plan, office):
        duty = DueItem.objects.filter(case__unit__short_name="市财政局").first()
        oversight.cancel_duty(**told_of_duty(duty), reason="重复", actor=office, now=NOW)
        with pytest.raises(orders.NothingToOrder, match="1项已完成、已取消或已结转"):
            draft(office)

    @pytest.mark.parametrize("words", ["现责令改正。", "责令限期整改", "责令你单位立即纠正"])
    def test_in_the_words_of_a_higher_organ_is_refused(self, plan, office, words):
        with pytest.raises(orders.OrdersCorrection, match="上一级行政机关"):
            draft(office, demand=words)

    @pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 2, 27)])
    def test_for_a_day_that_is_not_later_is_refused(self, plan, office, day):
        with pytest.raises(orders.NoAnswerDay):
            draft(office, answer_on=day)

    def test_is_refused_to_units(self, plan, clerk, head):
        for actor in (clerk, head):
            with pytest.raises(NotYourOffice):
                draft(actor)

    def test_about_what_another_government_demands_is_refused(self, plan, stranger, district):
        for actor in (stranger, district):
            with pytest.raises(NoSuchDuty):
                draft(actor)

    def test_tells_the_head_of_the_office(self, plan, office):
        chief = seat("市政府", Role.OPENNESS_HEAD)
        draft(office)
        assert inbox(chief) == ["plan.order_drafted"]


class TestDraftOrderAboutRow:
    def test_goes_to_one_unit(self, plan, office):
        unit = Unit.objects.get(short_name="市发展改革委")
        [made] = orders.draft_order_about_row(
            row_ref=f"{plan.ref}-2", unit_id=unit.pk, wording=wording(), actor=office, now=NOW
        )
        assert (made.case.unit, [row.no for row in queries.rows_of_order(made)]) == (unit, ["2"])

    def test_to_a_unit_of_another_city_is_refused(self, plan, office, stranger):
        unit = Unit.objects.create(
            tenant=Tenant.objects.get(slug="other"), code="x", kind="department", name="他市局"
        )
        with pytest.raises(orders.NotToThisUnit):
            orders.draft_order_about_row(
                row_ref=f"{plan.ref}-2", unit_id=unit.pk, wording=wording(), actor=office, now=NOW
            )


class TestAmendOrder:
    def test_makes_the_one_who_amends_the_drafter(self, drafted, office_head):
        orders.amend_order(**told(drafted), wording=wording(subject="决算公开"), actor=office_head, now=NOW)
        changed = Order.objects.get(pk=drafted.pk)
        assert (changed.subject, changed.drafted_by_id) == ("决算公开", office_head.person_id)
        with pytest.raises(orders.DrafterDoesNotIssue):
            issue(changed, office_head)

    def test_unchanged_leaves_it_whose_it_was(self, plan, office, office_head):
        own = draft(office_head)
        orders.amend_order(**told(own), wording=wording(), actor=office, now=NOW)
        assert Order.objects.get(pk=own.pk).drafted_by_id == office_head.person_id
        with pytest.raises(orders.DrafterDoesNotIssue):
            issue(own, office_head)

    def test_by_a_clerk_does_not_let_the_head_issue_words_of_their_own(self, plan, office, office_head):
        own = draft(office_head, demand="请公开2026年部门预算的说明和报表。")
        again = wording(demand="请公开2026年部门预算的说明和报表，谢谢。")
        orders.amend_order(**told(own), wording=again, actor=office, now=NOW)
        with pytest.raises(WroteItYourself, match="请公开2026年"):
            issue(own, office_head)
        assert state(own) == "draft"

    def test_into_other_words_does(self, plan, office, office_head):
        own = draft(office_head, subject="甲", demand="请公开2026年部门预算的说明和报表。")
        again = wording(subject="乙", demand="财政局须补齐缺失材料。", answer_on=date(2026, 3, 17))
        orders.amend_order(**told(own), wording=again, actor=office, now=NOW)
        assert issue(own, office_head).issued_by_id == office_head.person_id

    def test_keeps_who_wrote_what_stands_from_issuing_in_the_database_too(self, plan, office, office_head):
        own = draft(office_head)
        orders.amend_order(**told(own), wording=wording(subject="另一件事"), actor=office, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Wording.objects.filter(draft=f"plan.order/{own.pk}").update(decided_by=office_head.person_id)

    def test_of_what_was_issued_is_refused(self, issued, office):
        with pytest.raises(StepNotOpen):
            orders.amend_order(**told(issued), wording=wording(), actor=office, now=NOW)

    def test_of_an_old_page_is_refused(self, drafted, office):
        old = told(drafted)
        orders.amend_order(**old, wording=wording(), actor=office, now=NOW)
        with pytest.raises(MovedMeanwhile):
            orders.amend_order(**old, wording=wording(subject="旧"), actor=office, now=NOW)


class TestIssueOrder:
    def test_gives_the_number_and_starts_the_clock(self, issued):
        assert issued.label == "泉政公开督办〔2026〕1号"
        assert (issued.case.state, issued.case.due_on) == ("issued", ANSWER_ON)

    def test_numbers_without_a_gap_and_anew_each_year(self, plan, office, office_head):
        labels = []
        for now, until in ((NOW, ANSWER_ON), (NOW, ANSWER_ON), (at("2027-01-04"), date(2027, 1, 18))):
            labels.append(issue(draft(office), office_head, now=now, until=until).label)
        assert labels == [f"泉政公开督办〔{year}〕{n}号" for year, n in ((2026, 1), (2026, 2), (2027, 1))]

    def test_that_fails_takes_no_number(self, plan, office, office_head, monkeypatch):
        first = draft(office)

        def broken(*args: object, **kwargs: object) -> None:
            raise RuntimeError

        with monkeypatch.context() as patched:
            patched.setattr(orders, "tell_unit_of_order", broken)
            with pytest.raises(RuntimeError):
                issue(first, office_head)
        assert not NumberSeries.objects.exists()
        assert issue(first, office_head).number == 1

    def test_that_was_discarded_leaves_no_gap(self, plan, office, office_head):
        orders.discard_order(**told(draft(office)), reason="重复", actor=office, now=NOW)
        assert issue(draft(office), office_head).number == 1

    def test_is_not_for_who_drafted_it(self, plan, office_head):
        own = draft(office_head)
        with pytest.raises(orders.DrafterDoesNotIssue):
            issue(own, office_head)
        assert state(own) == "draft"

    def test_by_who_drafted_it_cannot_even_be_stored(self, issued):
        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.filter(pk=issued.pk).update(issued_by=issued.drafted_by)

    def test_is_not_for_the_offices_handlers(self, drafted, city):
        other = official(city, "office2", Role.OPENNESS_OFFICE)
        with pytest.raises(NotYourStep):
            issue(drafted, other)

    def test_after_the_day_for_the_answer_is_refused(self, drafted, office_head):
        with pytest.raises(orders.NoAnswerDay):
            issue(drafted, office_head, now=at("2026-03-16"))

    def test_to_a_unit_that_has_closed_is_refused(self, plan, city, office, office_head):
        unit = add_unit(city, "泉州湾市旅游局", "市旅游局")
        [made] = orders.draft_order_about_row(
            row_ref=f"{plan.ref}-2", unit_id=unit.pk, wording=wording(), actor=office, now=NOW
        )
        units.close_unit(unit_id=unit.pk, last_on=date(2026, 3, 2), actor=Actor.clockwork(city.pk), now=NOW)
        with pytest.raises(orders.NotToThisUnit, match=r"市旅游局已于2026-03-02撤销.*作废.*另行起草"):
            issue(made, office_head)
        assert (state(made), Order.objects.get(pk=made.pk).number) == ("draft", None)
        assert not NumberSeries.objects.exists()

    def test_tells_the_unit_and_is_one_line_of_the_audit(self, issued, clerk, head):
        assert inbox(clerk) == inbox(head) == ["plan.order_issued"]
        assert "2026-03-16" in Notice.objects.filter(kind="plan.order_issued").first().body
        assert AuditEntry.objects.filter(code="plan.order.issued").count() == 1
