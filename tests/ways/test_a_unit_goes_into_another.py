"""A unit goes into another: what is brought against its work goes along with the requests (机构调整)."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework import heirs
from quancheng.kernel.casework.agenda import left_by_unit
from quancheng.kernel.casework.heirs import NobodyThere
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands.handling import note_withdrawal
from quancheng.records.disclosure.commands.merging import hand_on_everything, hand_on_past
from quancheng.records.disclosure.queries.annual import annual_cells
from quancheng.records.disclosure.queries.merging import UnitIsThere, leaving_of, units_holding
from quancheng.records.disclosure.rules.annual import AnnualRow
from quancheng.records.disclosure.tests.conftest import finance, hand_in, seen, signed_in, staff
from quancheng.records.remedies import workflow as flow
from quancheng.records.remedies.commands import complaints, measures
from quancheng.records.remedies.commands.correcting import take_back_proceeding
from quancheng.records.remedies.commands.handing import hand_on_proceeding
from quancheng.records.remedies.commands.proceedings import Filing, enter_proceeding
from quancheng.records.remedies.models import Complaint, Measure, Proceeding
from quancheng.records.remedies.queries.proceedings import NoSuchRequest
from quancheng.records.remedies.rules.kinds import Kind
from quancheng.records.remedies.tasks import tell_of_a_merger
from quancheng.records.remedies.tests.conftest import demand
from quancheng.records.remedies.tests.conftest import shown as measure_shown
from tests.ways.test_orders_and_requests import answered, ordered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


@pytest.fixture
def water(city):
    return staff("市水务局", "water", Role.HANDLER)


def of_today(clerk):
    now = timezone.now()
    return hand_in(clerk, came_on=timezone.localdate(now).isoformat(), now=now)


def ask_for(office, on) -> Measure:
    """A measure of the office against the bureau of finance, not signed yet."""
    return measures.draft_measure(verb="rectify", demand=demand(until=on), actor=office, now=timezone.now())


def hand_over(office, heir, unit=None) -> int:
    former = unit or finance().pk
    return hand_on_everything(
        from_unit=former, seen=leaving_of(office, former).fingerprint, unit_id=heir.unit_id,
        reason="机构改革（演示）", actor=office, now=timezone.now(),
    )  # fmt: skip


def attack(clerk, request) -> Proceeding:
    """A reconsideration of today against the reply to a request, not decided yet."""
    now = timezone.now()
    today = timezone.localdate(now)
    filing = Filing(
        kind=Kind.REVIEW, request=request.number, organ="泉州湾市人民政府（演示）", filed_on=today,
        accepted_on=today, notified_on=today, reply=request.replies.get().number,
    )  # fmt: skip
    return enter_proceeding(filing=filing, actor=clerk, now=now)


def complain(office) -> Complaint:
    now = timezone.now()
    return complaints.enter_complaint(
        way="letter", unit_id=finance().pk, came_on=timezone.localdate(now), request="",
        complainant="演示甲", matter="逾期没有答复", actor=office, now=now,
    )  # fmt: skip


class TestWhatIsBroughtAgainstAUnit:
    @pytest.fixture
    def much(self, clerk, office, legal):
        """A request, a reconsideration whose order is to be carried out, a measure and a draft of one."""
        request = of_today(clerk)
        proceeding = ordered(clerk, request)
        later = proceeding.case.due_on
        issued, draft = ask_for(office, later), ask_for(office, later)
        chief = staff("市政府办公厅", "chief", Role.OPENNESS_HEAD)
        measures.issue_measure(**measure_shown(issued), actor=chief, now=timezone.now())
        return request, proceeding, issued, draft

    def test_goes_along_with_its_requests(self, much, office, water, drain):
        drain()
        before = {case.pk: (case.state, case.due_on) for case in Case.objects.all()}
        assert dict(units_holding(office))[finance()] == 4
        assert {one.page for one in left_by_unit(finance().pk)} == {"disclosure_desk:merging"}
        assert hand_over(office, water) == 4
        assert set(Case.objects.values_list("unit", flat=True)) == {water.unit_id}
        assert {case.pk: (case.state, case.due_on) for case in Case.objects.all()} == before
        assert not list(left_by_unit(finance().pk))

    def test_takes_the_answered_request_along_against_which_it_goes(
        self, clerk, reviewer, head, office, legal, water, drain
    ):
        """Who answers it reads the request; the table counts it with who has it at the end of the year."""
        attacked, other = answered(clerk, reviewer, head, office, legal), of_today(clerk)
        note_withdrawal(**seen(other), reason="申请人撤回（演示）", actor=clerk, now=timezone.now())
        proceeding = attack(clerk, attacked)
        assert hand_over(office, water) == 2
        drain()
        assert {Case.objects.get(pk=one.case_id).unit_id for one in (attacked, proceeding)} == {water.unit_id}
        assert Case.objects.get(pk=other.case_id).unit_id == finance().pk
        page = reverse("disclosure_desk:request", args=[attacked.number])
        assert signed_in(water).get(page).status_code == 200
        year = timezone.localdate().year
        counted = {row for row, _ in annual_cells(unit_ids=[water.unit_id], year=year)}
        assert counted == {AnnualRow.RECEIVED, AnnualRow.DISCLOSED}
        assert not Notice.objects.filter(to_person=water.person_id, kind="disclosure.ending_moved").exists()

    def test_is_told_to_who_goes_on_with_it_once(self, much, office, water, drain):
        drain()
        hand_over(office, water)
        drain()
        told = Notice.objects.filter(to_person=water.person_id)
        assert told.filter(kind="remedies.handed_on").count() == 1
        assert told.filter(kind="remedies.measure_over").count() == 1  # the draft is nobody's yet
        assert AuditEntry.objects.get(code="remedies.heirs.told").facts["count"] == 2

    def test_is_told_no_second_time_when_the_event_is_taken_again(self, much, office, water, drain):
        _, proceeding, _, _ = much
        drain()
        hand_over(office, water)
        drain()
        had = Notice.objects.count(), AuditEntry.objects.count()
        merged = AuditEntry.objects.get(code="disclosure.everything.handed_on")
        assert tell_of_a_merger.func(merged.seq) == 0
        Case.objects.filter(pk=proceeding.case_id).update(
            version=F("version") + 1
        )  # somebody went on with it
        assert tell_of_a_merger.func(merged.seq) == 0
        assert (Notice.objects.count(), AuditEntry.objects.count()) == had

    def test_tells_nobody_of_what_has_gone_on_to_a_third_unit(self, much, office, water, drain):
        _, proceeding, _, _ = much
        drain()
        hand_over(office, water)
        third = staff("市政府办公厅", "third", Role.HANDLER)
        moved = Proceeding.objects.get(pk=proceeding.pk)
        hand_on_proceeding(
            proceeding_id=moved.pk, version=moved.case.version, unit_id=third.unit_id, reason="再调整",
            actor=office, now=timezone.now(),
        )  # fmt: skip
        drain()
        told = set(Notice.objects.filter(kind="remedies.handed_on").values_list("to_person", flat=True))
        assert third.person_id in told
        assert water.person_id not in told

    def test_stays_where_it_ended_once_it_is_over(self, much, office, clerk, water, drain):
        """As a request that is over does: it counts where it ended, the office goes on reading it."""
        _, proceeding, _, _ = much
        drain()
        case = Proceeding.objects.get(pk=proceeding.pk).case
        take_back_proceeding(
            proceeding_id=proceeding.pk, version=case.version, reason="登记有误（演示）", actor=office,
            now=timezone.now(),
        )  # fmt: skip
        drain()
        assert hand_over(office, water) == 3
        drain()
        assert Proceeding.objects.get(pk=proceeding.pk).case.unit_id == finance().pk
        assert not Notice.objects.filter(to_person=water.person_id, kind="remedies.handed_on").exists()
        page = reverse("remedies_desk:proceeding", args=[proceeding.pk])
        assert signed_in(office).get(page).status_code == 200
        assert signed_in(clerk).get(page).status_code == 200
        assert signed_in(water).get(page).status_code == 404

    def test_is_listed_on_the_page_before(self, much, office):
        _, proceeding, issued, _ = much
        page = signed_in(office).get(f"/disclosure/merging/{finance().pk}/").text
        assert proceeding.number in page
        assert str(Measure.objects.get(pk=issued.pk)) in page
        assert "监督措施" in page


class TestRegister:
    def test_takes_no_step_that_hands_nothing_over(self, monkeypatch):
        monkeypatch.setattr(heirs, "_going", {})
        with pytest.raises(TypeError, match="told wrongly"):
            heirs.register(flow.REVIEW, step=flow.REVIEW_TAKEN_BACK)

    def test_takes_no_second_page(self):
        with pytest.raises(TypeError, match="in two ways"):
            heirs.given_at("remedies_desk:overview")


class TestComplaints:
    def test_go_with_the_office_that_examines_them(self, office, clerk, drain):
        one = complain(office)
        heir = staff("市水务局", "heir", Role.HANDLER, Role.OPENNESS_OFFICE)
        assert hand_over(office, heir, unit=office.unit_id) == 1
        drain()
        assert Complaint.objects.get(pk=one.pk).case.unit_id == heir.unit_id
        told = Notice.objects.get(to_person=heir.person_id, kind="remedies.complaint_over")
        assert "演示甲" not in str(told.facts)

    def test_go_to_no_unit_where_nobody_examines_any(self, office, water):
        one = complain(office)
        with pytest.raises(NobodyThere, match="投诉举报"):
            hand_over(office, water, unit=office.unit_id)
        assert Complaint.objects.get(pk=one.pk).case.unit_id == office.unit_id


class TestWhatWasOverBefore:
    """Nobody had attacked it when the unit went; a suit comes months later (《行政诉讼法》第四十六条)."""

    REASON = "市财政局已并入市水务局（演示）"

    @pytest.fixture
    def past(self, clerk, reviewer, head, office, legal):
        return answered(clerk, reviewer, head, office, legal)

    @pytest.fixture
    def gone(self, water):
        """The bureau is no more since yesterday."""
        yesterday = timezone.localdate() - timedelta(days=1)
        Unit.objects.filter(pk=finance().pk).update(closed_on=yesterday, merged_into=water.unit_id)

    def hand_on(self, request, actor, heir):
        return hand_on_past(
            **seen(request), unit_id=heir.unit_id, reason=self.REASON, actor=actor, now=timezone.now()
        )

    def test_goes_to_the_heir_who_then_enters_the_suit(self, past, gone, office, water, drain):
        with pytest.raises(NoSuchRequest, match="先在申请页面把它移交给本机关"):
            attack(water, past)
        page = signed_in(office).get(reverse("disclosure_desk:request", args=[past.number])).text
        assert f'<option value="{water.unit_id}" selected>' in page
        ended = Case.objects.get(pk=past.case_id).ended_on
        self.hand_on(past, office, water)
        drain()
        assert Notice.objects.get(to_person=water.person_id, kind="disclosure.past_handed_on")
        case = Case.objects.get(pk=past.case_id)
        assert (case.unit_id, case.state, case.ended_on) == (water.unit_id, "answered", ended)
        assert attack(water, past).case.unit_id == water.unit_id

    def test_stays_while_its_unit_is_there(self, past, office, water):
        with pytest.raises(UnitIsThere):
            self.hand_on(past, office, water)
        page = signed_in(office).get(reverse("disclosure_desk:request", args=[past.number])).text
        assert "移交承接机关" not in page

    def test_is_handed_on_by_the_office_alone(self, past, gone, clerk, water):
        with pytest.raises(NotYourStep):
            self.hand_on(past, clerk, water)
