"""Supervision orders: drafted by the office, issued by its head, answered by the unit, closed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.models import NumberSeries
from quancheng.kernel.casework.recompute import differing_due_days
from quancheng.kernel.casework.refusals import BadDay, MovedMeanwhile, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.handover import left_by_unit
from quancheng.kernel.orgs.models import Tenant, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import order_answers, orders, oversight, tasks
from quancheng.records.plan.commands.drafts import NotYourOffice
from quancheng.records.plan.models import Order
from quancheng.records.plan.queries import orders as queries
from quancheng.records.plan.queries.duties import NoSuchDuty
from quancheng.records.plan.queries.order_lines import order_lines
from quancheng.records.plan.rules.looking import Urgency, Wanted
from quancheng.records.plan.tests.conftest import NOW, at, official
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_telling_of_duties import seat
from quancheng.records.plan.tests.test_working_on_duties import staff
from quancheng.records.plan.tests.test_working_on_duties import told as told_of_duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
TODAY = date(2026, 3, 2)  # Monday
ANSWER_ON = date(2026, 3, 16)  # Monday, ten working days later


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def plan(office):
    plan = confirm(bring(office), office).plan
    tasks.issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return plan


@pytest.fixture
def clerk(city) -> Actor:
    return seat("市财政局", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return seat("市财政局", Role.HEAD)


def duties_of(*shorts: str) -> list[int]:
    owed = DueItem.objects.filter(case__unit__short_name__in=shorts)
    return list(owed.order_by("pk").values_list("pk", flat=True))


def wording(**other: object) -> orders.OrderWording:
    said = {"subject": "预算公开", "demand": "请公开预算说明。", "answer_on": ANSWER_ON}
    return orders.OrderWording(**{**said, **other})


def draft(office: Actor, *shorts: str, **other: object) -> Order:
    [order, *_] = orders.draft_orders(
        duty_ids=duties_of(*shorts or ("市财政局",)), wording=wording(**other), actor=office, now=NOW
    )
    return order


def told(order: Order) -> dict[str, int]:
    return {"order_id": order.pk, "version": Order.objects.get(pk=order.pk).case.version}


def issue(order: Order, head: Actor, *, now=NOW, until: date = ANSWER_ON) -> Order:
    return orders.issue_order(**told(order), until=until, actor=head, now=now)


def state(order: Order) -> str:
    return Order.objects.get(pk=order.pk).case.state


@pytest.fixture
def drafted(plan, office) -> Order:
    return draft(office)


@pytest.fixture
def issued(drafted, office_head, clerk, head) -> Order:
    return issue(drafted, office_head)


@pytest.fixture
def signed(issued, clerk) -> Order:
    return order_answers.sign_order(**told(issued), actor=clerk, now=NOW)


@pytest.fixture
def answered(signed, head) -> Order:
    order_answers.send_answer(**told(signed), text="已公开。", files=(), actor=head, now=at("2026-03-05"))
    return signed


def inbox(actor: Actor) -> list[str]:
    seen = Notice.objects.filter(to_person=actor.person_id).order_by("pk")
    return list(seen.values_list("kind", flat=True))


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
        with pytest.raises(orders.NothingToOrder, match="1项已完成或已取消"):
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

    def test_tells_the_unit_and_is_one_line_of_the_audit(self, issued, clerk, head):
        assert inbox(clerk) == inbox(head) == ["plan.order_issued"]
        assert "2026-03-16" in Notice.objects.filter(kind="plan.order_issued").first().body
        assert AuditEntry.objects.filter(code="plan.order.issued").count() == 1


class TestTheAnswer:
    def test_is_written_by_the_handler_and_sent_by_the_head(self, signed, clerk, head, office):
        data = "说明".encode()
        brought = order_answers.Brought(check_upload(data, name="说明.txt", accepted=EVIDENCE), data)
        order_answers.write_answer(**told(signed), text="在办", files=[brought], actor=clerk, now=NOW)
        assert not queries.answers_seen(office, signed).exists()
        sent = order_answers.send_answer(
            **told(signed), text="已公开。", files=[], actor=head, now=at("2026-03-05")
        )
        assert (sent.text, [str(each) for each in sent.files.all()]) == ("已公开。", ["说明.txt"])
        assert queries.answers_seen(office, signed).get() == sent
        answered = Order.objects.get(pk=signed.pk)
        assert (answered.case.state, answered.case.due_on) == ("answered", None)

    def test_is_not_sent_by_the_handler(self, signed, clerk):
        with pytest.raises(NotYourStep):
            order_answers.send_answer(**told(signed), text="已公开。", files=[], actor=clerk, now=NOW)

    def test_that_says_nothing_is_refused(self, signed, head):
        with pytest.raises(order_answers.EmptyAnswer):
            order_answers.send_answer(**told(signed), text=" \n", files=[], actor=head, now=NOW)

    def test_before_signing_is_refused(self, issued, head):
        with pytest.raises(StepNotOpen):
            order_answers.send_answer(**told(issued), text="已公开。", files=[], actor=head, now=NOW)

    def test_is_not_for_the_office_or_another_unit(self, signed, office):
        for actor in (office, staff("市发展改革委", "ndrc", Role.HEAD)):
            with pytest.raises(queries.NoSuchOrder):
                order_answers.write_answer(**told(signed), text="代答", files=[], actor=actor, now=NOW)

    def test_loses_a_file_only_while_it_is_a_draft(self, signed, clerk, head):
        data = b"a"
        brought = order_answers.Brought(check_upload(data, name="a.txt", accepted=EVIDENCE), data)
        for _ in range(2):  # the same file twice is held once
            order_answers.write_answer(**told(signed), text="一", files=[brought], actor=clerk, now=NOW)
        [kept] = queries.answer_draft(signed).files.all()
        order_answers.remove_answer_file(file_id=kept.pk, actor=clerk, now=NOW)
        assert not queries.answer_draft(signed).files.exists()
        order_answers.send_answer(**told(signed), text="一", files=[brought], actor=head, now=NOW)
        [sent] = queries.last_sent(signed).files.all()
        with pytest.raises(order_answers.AnswerSent):
            order_answers.remove_answer_file(file_id=sent.pk, actor=clerk, now=NOW)

    def test_tells_the_office(self, signed, head):
        supervisor = seat("市政府", Role.OPENNESS_OFFICE)
        order_answers.send_answer(**told(signed), text="已公开。", files=[], actor=head, now=NOW)
        assert inbox(supervisor) == ["plan.order_answered"]
        assert AuditEntry.objects.filter(code="plan.order.answered").count() == 1


class TestTheOffice:
    def test_closes_what_is_answered_and_tells_the_unit(self, answered, office, clerk):
        done = orders.close_order(**told(answered), note="", actor=office, now=at("2026-03-06"))
        assert (done.case.state, done.case.ended_on) == ("closed", date(2026, 3, 6))
        assert inbox(clerk)[-1] == "plan.order_closed"

    def test_returns_it_with_a_reason_and_the_old_day_stands(self, answered, office, head, clerk):
        back = orders.return_order(**told(answered), reason="没有附件", actor=office, now=at("2026-03-06"))
        assert (back.case.state, back.case.due_on) == ("returned", ANSWER_ON)
        assert "没有附件" in Notice.objects.get(to_person=clerk.person_id, kind="plan.order_returned").body
        sent = order_answers.send_answer(
            **told(answered), text="补附件。", files=[], actor=head, now=at("2026-03-09")
        )
        assert sent.round == 2
        assert [each.text for each in queries.answers_seen(office, answered)] == ["补附件。", "已公开。"]

    def test_returns_nothing_without_a_reason(self, answered, office):
        with pytest.raises(ReasonMissing):
            orders.return_order(**told(answered), reason=" ", actor=office, now=NOW)

    def test_closes_nothing_that_is_not_answered(self, signed, office):
        with pytest.raises(StepNotOpen):
            orders.close_order(**told(signed), note="", actor=office, now=NOW)

    def test_leaves_closing_to_nobody_else(self, answered, head, stranger):
        for actor in (head, stranger):
            with pytest.raises(queries.NoSuchOrder):
                orders.close_order(**told(answered), note="", actor=actor, now=NOW)

    def test_gives_a_later_day_and_no_earlier_one(self, issued, office, clerk):
        until = date(2026, 3, 20)  # Friday
        orders.prolong_order(**told(issued), until=until, reason="人手少", actor=office, now=NOW)
        assert Order.objects.get(pk=issued.pk).case.due_on == until
        assert inbox(clerk)[-1] == "plan.order_prolonged"
        with pytest.raises(BadDay):
            orders.prolong_order(**told(issued), until=date(2026, 3, 19), reason="早", actor=office, now=NOW)

    def test_has_its_head_withdraw_with_a_reason(self, issued, office, office_head, clerk):
        with pytest.raises(NotYourStep):
            orders.withdraw_order(**told(issued), reason="误发", actor=office, now=NOW)
        orders.withdraw_order(**told(issued), reason="误发", actor=office_head, now=NOW)
        assert state(issued) == "withdrawn"
        assert inbox(clerk)[-1] == "plan.order_withdrawn"

    @pytest.mark.usefixtures("answered")
    def test_finds_every_stored_day_as_the_history_gives_it(self):
        assert differing_due_days().differences == ()


class TestSight:
    def test_is_for_the_office_and_the_unit(self, issued, office, clerk):
        for actor in (office, clerk):
            assert list(queries.orders_for(actor)) == [issued]

    def test_of_a_draft_is_for_the_office_alone(self, drafted, office, clerk):
        assert list(queries.orders_for(office)) == [drafted]
        assert not queries.orders_for(clerk).exists()

    def test_is_for_nobody_else(self, issued, stranger, district):
        sibling_unit = staff("市发展改革委", "ndrc", Role.HEAD)
        siblings = official(Tenant.objects.get(slug="xi"), "xi", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)
        for actor in (sibling_unit, siblings, district, stranger, Actor.anonymous(), Actor.citizen(3)):
            assert not queries.orders_for(actor).exists()
            with pytest.raises(queries.NoSuchOrder):
                queries.order_for(actor, issued.pk)
            assert resolve(actor, [RecordRef("plan.order", str(issued.pk))]) == {}

    def test_of_an_order_to_a_district_is_for_that_district(self, plan, office, office_head, district):
        order = issue(draft(office, "东区政府"), office_head)
        other = official(Tenant.objects.get(slug="xi"), "xi", Role.OPENNESS_OFFICE)
        assert list(queries.orders_for(district)) == [order]
        assert not queries.orders_for(other).exists()
        with pytest.raises(queries.NoSuchOrder):
            orders.close_order(**told(order), note="", actor=district, now=NOW)


class TestTheList:
    def test_puts_drafts_first_then_what_is_due_and_last_what_is_over(self, plan, office, office_head):
        over, later, sooner, waiting = (draft(office) for _ in range(4))
        issue(later, office_head, until=date(2026, 3, 20))
        issue(sooner, office_head, until=date(2026, 3, 9))
        orders.discard_order(**told(over), reason="重复", actor=office, now=NOW)
        found = queries.orders_listed(office, Wanted(), today=TODAY)
        assert list(found) == [waiting, sooner, later, over]

    @pytest.mark.parametrize(
        ("wanted", "count"),
        [
            (Wanted(state="issued"), 1),
            (Wanted(state="closed"), 0),
            (Wanted(urgency=Urgency.LATE), 0),
            (Wanted(word="预算"), 1),
            (Wanted(word="1"), 1),
            (Wanted(word="没有"), 0),
        ],
    )
    def test_is_narrowed(self, issued, office, wanted, count):
        assert queries.orders_listed(office, wanted, today=TODAY).count() == count

    @pytest.mark.parametrize(
        ("today", "level"),
        [
            (date(2026, 3, 6), ""),  # Friday, six working days left
            (date(2026, 3, 9), "黄色预警"),  # Monday, five
            (date(2026, 3, 13), "红色预警"),  # Friday, one
            (date(2026, 3, 17), "已逾期"),  # Tuesday, the day after
        ],
    )
    def test_warns_by_the_usual_levels(self, issued, office, today, level):
        [line] = order_lines(queries.orders_listed(office, Wanted(), today=today), today=today)
        assert (line.level, line.points) == (level, 3)

    def test_asks_no_more_for_more_orders(self, plan, office, django_assert_num_queries):
        draft(office)
        with django_assert_num_queries(2):
            order_lines(queries.orders_listed(office, Wanted(), today=TODAY), today=TODAY)
        for _ in range(5):
            draft(office)
        with django_assert_num_queries(2):
            order_lines(queries.orders_listed(office, Wanted(), today=TODAY), today=TODAY)


class TestWhatWaits:
    def test_is_told_to_whom_it_waits_for(self, drafted, office, office_head, clerk, head):
        def waiting(actor: Actor) -> tuple[int, int, int]:
            found = queries.orders_waiting(actor)
            return found.with_unit, found.to_issue, found.answered

        assert [waiting(each) for each in (office, office_head, clerk)] == [(0, 0, 0), (0, 1, 0), (0, 0, 0)]
        issue(drafted, office_head)
        assert [waiting(each) for each in (office, office_head, clerk)] == [(0, 0, 0), (0, 0, 0), (1, 0, 0)]
        order_answers.sign_order(**told(drafted), actor=clerk, now=NOW)
        order_answers.send_answer(**told(drafted), text="好", files=[], actor=head, now=NOW)
        assert [waiting(each) for each in (office, clerk)] == [(0, 0, 1), (0, 0, 0)]


class TestSupervisionRule:
    def test_of_the_house_stands_until_a_government_sets_its_own(self, city, office_head):
        assert queries.supervising(city, on=TODAY).prefix == "泉政公开督办"
        orders.set_supervision_rule(
            prefix="泉督",
            answer_days=5,
            from_on=date(2026, 3, 3),
            source="演示办法",
            actor=office_head,
            now=NOW,
        )
        assert queries.supervising(city, on=TODAY).answer_days == 10
        assert queries.supervising(city, on=date(2026, 3, 3)).prefix == "泉督"
        assert queries.proposed_answer_day(city, today=date(2026, 3, 3)) == date(2026, 3, 10)  # Tuesday

    def test_counts_over_holidays(self, city):
        day = queries.proposed_answer_day(city, today=date(2026, 9, 24))  # Thursday before the holidays
        assert day == date(2026, 10, 15)  # Thursday: Saturday the 10th is worked

    def test_is_set_by_the_head_alone(self, office, clerk):
        for actor, refused in ((office, NotYourStep), (clerk, NotYourOffice)):
            with pytest.raises(refused):
                orders.set_supervision_rule(
                    prefix="x", answer_days=5, from_on=TODAY, source="x", actor=actor, now=NOW
                )


class TestHandingOver:
    def test_counts_open_orders_and_no_draft(self, drafted, office_head, clerk):
        unit = Unit.objects.get(short_name="市财政局")
        assert not any("督办单" in str(each) for each in left_by_unit(unit.pk))
        issue(drafted, office_head)
        assert "未办结的督办单1项" in [str(each) for each in left_by_unit(unit.pk)]
        orders.withdraw_order(**told(drafted), reason="误发", actor=office_head, now=NOW)
        assert not any("督办单" in str(each) for each in left_by_unit(unit.pk))
