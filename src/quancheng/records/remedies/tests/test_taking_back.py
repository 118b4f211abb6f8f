"""A proceeding that was entered by mistake: taken back with a reason, kept, and counted nowhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.queries import facts_in
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework import orders
from quancheng.kernel.casework.refusals import NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.notify.models import Notice
from quancheng.records.remedies.commands import deciding, nightly, proceedings
from quancheng.records.remedies.commands.correcting import RestsOnIt, take_back_proceeding
from quancheng.records.remedies.queries.annual import proceedings_in_cell, rates_of_units, remedy_cells
from quancheng.records.remedies.queries.proceedings import NoSuchProceeding, proceedings_for
from quancheng.records.remedies.rules.kinds import Column, Kind
from quancheng.records.remedies.tests.conftest import NOW, at, day, enter, finance, now_of, seen, signed_in
from quancheng.records.remedies.web.lines import proceeding_lines

pytestmark = pytest.mark.django_db
WHY = "同一案件登记了两次"


def take_back(one, actor, reason=WHY, now=NOW):
    return take_back_proceeding(**seen(one), reason=reason, actor=actor, now=now)


def decide(one, actor, outcome="r-upheld", redo_by=None):
    on = day("2024-05-20")  # Monday
    return deciding.decide_review(
        **seen(one), outcome=outcome, decided_on=on, received_on=on, decision_number="泉政复决〔2024〕3号",
        redo_by=redo_by, actor=actor, now=at("2024-05-20"),
    )  # fmt: skip


class TestTakeBackProceeding:
    def test_ends_its_clocks_and_stands_with_its_reason(self, review, office, clerk):
        take_back(review, office)
        stood = now_of(review)
        assert (stood.case.state, stood.case.due_on, stood.case.ended_on) == ("taken_back", None, NOW.date())
        assert (stood.taken_back_reason, stood.case.lines.last().note) == (WHY, WHY)
        assert AuditEntry.objects.latest("seq").code == "remedies.proceeding.taken_back"
        assert Notice.objects.filter(kind="remedies.taken_back", to_person=clerk.person_id).exists()

    def test_is_counted_nowhere(self, review, office, clerk):
        told = {"unit_ids": [finance().pk], "year": 2024}
        assert remedy_cells(**told) == {(1, Column.PENDING): 1}
        take_back(review, office)
        assert remedy_cells(**told) == {}
        assert not proceedings_in_cell(clerk, **told, row=1, column=Column.PENDING)
        assert not rates_of_units(proceedings_for(office), year=2024)

    def test_is_reminded_of_no_more(self, review, office):
        due = at("2024-05-08")  # Wednesday, the last day to answer
        assert nightly.remind_of_remedies(actor=Actor.clockwork(), now=due) == 1
        take_back(review, office)
        assert nightly.remind_of_remedies(actor=Actor.clockwork(), now=due) == 0

    def test_also_once_it_is_settled(self, review, office, clerk):
        decide(review, clerk)
        take_back(review, office, now=at("2024-05-21"))
        assert remedy_cells(unit_ids=[finance().pk], year=2024) == {}
        with pytest.raises(proceedings.NotSettled, match="登记有误"):
            proceedings.count_otherwise(
                proceeding_id=review.pk, column=2, reason="理由", actor=clerk, now=at("2024-05-21")
            )

    def test_is_the_offices_with_a_reason_and_once(self, review, office, clerk, neighbour):
        with pytest.raises(NotYourStep):
            take_back(review, clerk)
        with pytest.raises(NoSuchProceeding):
            take_back(review, neighbour)
        with pytest.raises(ReasonMissing):
            take_back(review, office, reason=" ")
        take_back(review, office)
        with pytest.raises(StepNotOpen):
            take_back(review, office)

    def test_is_refused_while_a_suit_rests_on_it(self, review, office, clerk):
        decide(review, clerk)
        later = at("2024-06-20")
        told = {"filed_on": day("2024-06-03"), "accepted_on": day("2024-06-05"), "notified_on": None}
        suit = enter(clerk, later, kind=Kind.AFTER, before_id=review.pk, **told)
        with pytest.raises(RestsOnIt, match=suit.number):
            take_back(review, office, now=later)
        take_back(suit, office, now=later)
        take_back(review, office, now=later)

    def test_tells_the_module_of_the_request_that_its_order_holds_no_more(
        self, review, office, clerk, monkeypatch
    ):
        monkeypatch.setitem(orders._askers, "disclosure.request", lambda ref, source: "")
        decide(review, clerk, "r-quashed", redo_by=day("2024-06-07"))
        take_back(review, office, now=at("2024-05-21"))
        line = AuditEntry.objects.latest("seq")
        assert line.code == "remedies.proceeding.redo_taken_back"
        assert facts_in(line)["anew"] == RecordRef("disclosure.request", "2024-001")
        assert (line.about_kind, line.about_ref) == ("remedies.proceeding", str(review.pk))

    def test_is_refused_when_work_was_done_under_its_order(self, review, office, clerk, monkeypatch):
        def why(ref: str, source: str) -> str:
            return f"{ref}已经重新办理" if source == f"remedies.proceeding:{review.pk}" else ""

        monkeypatch.setitem(orders._askers, "disclosure.request", why)
        decide(review, clerk, "r-quashed", redo_by=day("2024-06-07"))
        with pytest.raises(RestsOnIt, match="2024-001已经重新办理"):
            take_back(review, office, now=at("2024-05-21"))
        assert now_of(review).case.state == "to_comply"

    @pytest.mark.usefixtures("desk_surface")
    def test_tells_page_and_list_of_an_order_that_could_not_be_undone(
        self, review, office, clerk, monkeypatch
    ):
        why = {"told": ""}
        monkeypatch.setitem(orders._askers, "disclosure.request", lambda ref, source: why["told"])
        monkeypatch.setitem(
            orders._of_many, "disclosure.request", lambda given: {*given} if why["told"] else set()
        )
        decide(review, clerk, "r-quashed", redo_by=day("2024-06-07"))
        take_back(review, office, now=at("2024-05-21"))
        page = reverse("remedies_desk:proceeding", args=[review.pk])
        listed = reverse("remedies_desk:proceedings")
        assert "责令仍在执行" not in signed_in(office).get(listed).text
        why["told"] = "申请2024-001已经据此重新办理"  # somebody decided before the task ran
        assert "责令仍在执行" in signed_in(office).get(listed).text
        assert "责令重新答复没有恢复：申请2024-001已经据此重新办理" in signed_in(office).get(page).text

    def test_costs_the_list_as_much_for_many_as_for_one(self, review, office, clerk, monkeypatch):
        monkeypatch.setitem(orders._askers, "disclosure.request", lambda ref, source: "")
        monkeypatch.setitem(orders._of_many, "disclosure.request", lambda given: {*given})
        gone = [review, *(enter(clerk, file_number=f"泉政复〔2024〕{n}号") for n in range(10, 15))]
        for one in gone:
            decide(one, clerk, "r-quashed", redo_by=day("2024-06-07"))
            take_back(one, office, now=at("2024-05-21"))
        rows = list(proceedings_for(office))
        asked = []
        for listed in (rows[:1], rows):
            with CaptureQueriesContext(connection) as queries:
                told = proceeding_lines(listed, today=day("2024-05-22"))
            asked.append(len(queries))
            assert [one.order_stands for one in told] == [True] * len(listed)
        assert asked[0] == asked[1]

    @pytest.mark.usefixtures("desk_surface")
    def test_is_done_on_its_page(self, review, office, clerk):
        page = reverse("remedies_desk:proceeding", args=[review.pk])
        step = reverse("remedies_desk:step", args=[review.pk, "review_taken_back"])
        assert "撤销登记" not in signed_in(clerk).get(page).text
        refused = signed_in(office).post(step, {"version": 1, "reason": ""})
        assert refused.status_code == 422
        shown = signed_in(office).post(step, {"version": 1, "reason": WHY}, follow=True).text
        assert "登记有误，不计入" in shown
        assert WHY in shown
