"""Whole-process supervision: lights, lists, figures, who sees what, and what is told by itself."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations import measures
from quancheng.kernel.obligations.measures import Found, Measure
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands.consulting import consult, note_delivery
from quancheng.records.disclosure.commands.handling import (
    ask_correction,
    call_in_request,
    extend_answer,
    note_withdrawal,
    take_correction,
)
from quancheng.records.disclosure.commands.watching import count_outcomes, urge_parties
from quancheng.records.disclosure.models import Outcome
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.queries import watching as queries
from quancheng.records.disclosure.rules.watching import Picked, Watch
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    PAPER,
    WHO,
    at,
    day,
    finance,
    hand_in,
    now_of,
    seen,
    signed_in,
    staff,
)
from quancheng.records.disclosure.tests.supervised import CLOCKWORK, Hands, answer, hands

pytestmark = pytest.mark.django_db
SPRING = Picked(day("2024-04-01"), day("2024-06-30"))  # Monday to Sunday
SCREEN = "/disclosure/supervision/"


@pytest.fixture
def by(clerk, head, office) -> Hands:
    return hands(clerk, head, office)


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def counts(actor, today: str) -> dict[str, int]:
    return {str(one): n for one, n in queries.open_counts(actor, SPRING, today=day(today)).items() if n}


def numbers(actor, watch: Watch, today: str, picked: Picked = SPRING) -> list[str]:
    found = queries.requests_watched(actor, watch, picked, today=day(today))
    return [one.number for one in found]


class TestTheLights:
    """A request of Monday 22 April 2024 is due on Tuesday 21 May; May's make-up Saturday is counted."""

    @pytest.mark.parametrize(
        ("today", "light"),
        [
            ("2024-05-13", "calm"),  # Monday: six working days left
            ("2024-05-14", "yellow"),  # Tuesday: five
            ("2024-05-16", "orange"),  # Thursday: three
            ("2024-05-20", "red"),  # Monday: one
            ("2024-05-21", "red"),  # Tuesday: none, and the day itself is left
            ("2024-05-22", "overdue"),  # Wednesday
        ],
    )
    def test_burn_by_working_days_left(self, received, office, today, light):
        told = counts(office, today)
        assert told.pop("open") == 1
        assert told.pop("soon", 0) == (light in {"yellow", "orange", "red"})
        assert told == {light: 1}

    def test_follow_the_norm_of_the_government(self, received, office, city):
        legal = staff("市政府办公厅", "legal", Role.LEGAL_READER)
        value = enter_value(
            norm="disclosure.yellow_left", from_on=NOW.date(), value=10, source="演示", mark=Mark.V,
            actor=office, now=NOW,
        )  # fmt: skip
        sign_value(value_id=value.pk, digest=value.digest, actor=legal, now=NOW)
        assert "yellow" in counts(office, "2024-05-08")  # Wednesday: ten working days left

    def test_burn_by_the_graver_where_one_was_set_beyond_a_milder(self, received, office, city):
        legal = staff("市政府办公厅", "legal", Role.LEGAL_READER)
        value = enter_value(
            norm="disclosure.orange_left", from_on=NOW.date(), value=10, source="演示", mark=Mark.V,
            actor=office, now=NOW,
        )  # fmt: skip
        sign_value(value_id=value.pk, digest=value.digest, actor=legal, now=NOW)
        assert "orange" in counts(office, "2024-05-08")  # Wednesday: ten working days left, yellow has five

    def test_do_not_burn_while_nothing_runs(self, received, office, clerk):
        consult(
            **seen(received), party=Party.THIRD, name="某公司（演示）", about="合同", on=NOW.date(),
            actor=clerk, now=NOW,
        )  # fmt: skip
        assert counts(office, "2024-06-03") == {"resting": 1, "open": 1}  # Monday


class TestTheLists:
    def test_tell_due_soon_from_overdue(self, received, office):
        assert numbers(office, Watch.SOON, "2024-05-20") == [received.number]
        assert numbers(office, Watch.OVERDUE, "2024-05-20") == []
        assert numbers(office, Watch.SOON, "2024-05-22") == []
        assert numbers(office, Watch.OVERDUE, "2024-05-22") == [received.number]

    @pytest.mark.parametrize(
        ("served", "late", "days"),
        [("2024-05-21", [], 0), ("2024-05-22", [1], 1), ("2024-05-27", [1], 4)],  # Tuesday, Wednesday, Monday
    )
    def test_answered_late_is_by_the_day_of_service(self, received, by, office, served, late, days):
        answer(received, by, on=served)
        assert len(numbers(office, Watch.LATE, "2024-06-03")) == len(late)
        assert Outcome.objects.get().late == days

    def test_service_on_a_rest_day_after_the_last_is_late_by_no_working_day(self, clerk, by, office):
        last_friday = hand_in(clerk, came_on="2024-05-06", now=at("2024-05-06"))  # due Friday 31 May
        assert now_of(last_friday).case.due_on == day("2024-05-31")
        answer(last_friday, by, on="2024-06-01")  # Saturday
        told = Outcome.objects.get()
        assert (told.is_late, told.late, told.counted) == (True, 0, 20)

    def test_of_receipt_and_correction(self, submitted, received, clerk, office):
        ask_correction(**seen(received), points="哪一年", days=10, actor=clerk, now=NOW)
        assert numbers(office, Watch.UNCONFIRMED, "2024-04-22") == [submitted.number]
        assert numbers(office, Watch.CORRECTING, "2024-04-22") == [received.number]

    def test_are_an_agencys_own(self, received, office, clerk, neighbour, district):
        for actor, count in ((office, 1), (clerk, 1), (neighbour, 0), (district, 0)):
            assert len(numbers(actor, Watch.OPEN, "2024-05-20")) == count
            assert sum(one.open.count for one in queries.figures_of_units(
                actor, SPRING, today=day("2024-05-20"))) == count  # fmt: skip


class TestLettersWithoutReceipt:
    @pytest.fixture
    def letter(self, received, clerk):
        return consult(
            **seen(received), party=Party.THIRD, name="某公司（演示）", about="合同", on=NOW.date(),
            actor=clerk, now=NOW,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("today", "count"),
        [("2024-04-28", 0), ("2024-04-29", 1)],  # make-up Sunday: five working days; Monday: six
    )
    def test_alarm_when_the_days_of_the_norm_are_over(self, letter, office, today, count):
        assert queries.letters_unsigned(office, SPRING, today=day(today)).count() == count

    def test_follow_the_norm(self, letter, office):
        legal = staff("市政府办公厅", "legal", Role.LEGAL_READER)
        value = enter_value(
            norm="disclosure.no_receipt_alarm", from_on=NOW.date(), value=2, source="演示", mark=Mark.V,
            actor=office, now=NOW,
        )  # fmt: skip
        sign_value(value_id=value.pk, digest=value.digest, actor=legal, now=NOW)
        assert queries.letters_unsigned(office, SPRING, today=day("2024-04-25")).count() == 1  # Thursday

    def test_are_silent_once_it_was_received(self, letter, received, clerk, office):
        note_delivery(
            number=received.number, place=1, on=day("2024-04-24"), actor=clerk, now=at("2024-04-24")
        )
        assert not queries.letters_unsigned(office, SPRING, today=day("2024-05-10")).exists()

    def test_remind_the_agency_once_a_day(self, letter, clerk, head):
        assert urge_parties(actor=CLOCKWORK, now=at("2024-04-28")) == 0
        assert urge_parties(actor=CLOCKWORK, now=at("2024-04-29")) == 1
        assert last_told() == "disclosure.parties.urged"
        told = Notice.objects.filter(kind="disclosure.unsigned")
        assert told.count() == 2
        urge_parties(actor=CLOCKWORK, now=at("2024-04-29", "11:00"))
        assert told.count() == 2


class TestCountOutcomes:
    def test_counts_each_once(self, received, by):
        answer(received, by, on="2024-05-20")
        told = Outcome.objects.get()
        assert (told.counted, told.is_answered, told.is_late, told.unit_id) == (19, True, False, finance().pk)
        assert last_told() == "disclosure.outcomes.counted"
        assert count_outcomes(actor=CLOCKWORK, now=at("2024-05-20")) == 0

    def test_knows_extension_and_correction(self, received, by, clerk, head):
        ask_correction(**seen(received), points="哪一年", days=10, actor=clerk, now=NOW)
        came = at("2024-04-24")  # Wednesday
        take_correction(**seen(received), text="2025年", on=came.date(), actor=clerk, now=came)
        extend_answer(**seen(received), days=5, reason="需要检索", actor=head, now=came)
        answer(received, by, on="2024-05-28")  # Tuesday, two days past the unextended day
        told = Outcome.objects.get()
        assert (told.is_corrected, told.is_extended, told.is_late) == (True, True, False)
        assert told.last_on == day("2024-05-30")  # Thursday

    def test_of_one_never_received_is_nought(self, submitted, clerk):
        note_withdrawal(**seen(submitted), reason="不需要了", actor=clerk, now=NOW)
        count_outcomes(actor=CLOCKWORK, now=NOW)
        told = Outcome.objects.get()
        assert (told.counted, told.is_answered, told.last_on) == (0, False, None)

    def test_is_put_right_when_it_differs(self, received, by):
        answer(received, by, on="2024-05-20")
        Outcome.objects.update(ended_on=date(2024, 5, 2), counted=3)
        assert count_outcomes(actor=CLOCKWORK, now=NOW) == 1
        assert Outcome.objects.get().counted == 19


class TestFigures:
    def test_of_units_are_of_the_chosen_days(self, received, clerk, by, office):
        late = hand_in(clerk)
        answer(received, by, on="2024-05-20")
        answer(late, by, on="2024-05-23")
        [one] = queries.figures_of_units(office, SPRING, today=day("2024-06-03"))
        assert (one.answered, one.late, one.in_time_rate, one.median) == (2, 1, "50%", "20.5")
        assert (one.open.count, one.extension_rate, one.overturned) == (0, "0%", 0)
        summer = Picked(day("2024-07-01"), day("2024-07-31"))
        assert queries.figures_of_units(office, summer, today=day("2024-08-01")) == ()

    def test_take_what_was_corrected_on_appeal_from_who_tells_it(self, received, by, office, monkeypatch):
        answer(received, by, on="2024-05-20")
        found = [Found(RecordRef("remedies.case", "1"), "撤销", day("2024-06-03"))]
        told = Measure(queries.OVERTURNED, "被纠正", "件", lambda *_: found)
        monkeypatch.setitem(measures.measures, queries.OVERTURNED, told)
        [one] = queries.figures_of_units(office, SPRING, today=day("2024-06-03"))
        assert one.overturned == 1
        monkeypatch.delitem(measures.measures, queries.OVERTURNED)
        [one] = queries.figures_of_units(office, SPRING, today=day("2024-06-03"))
        assert one.overturned is None

    def test_of_governments_below_are_figures_alone(self, district, office, clerk):
        hand_in(district)
        told = queries.figures_below(office, SPRING, today=day("2024-05-22"))
        assert [(one.name, one.open.count, one.open.overdue) for one in told] == [("东区人民政府", 1, 1)]
        assert queries.figures_below(clerk, SPRING, today=day("2024-05-22")) == ()
        assert queries.figures_below(district, SPRING, today=day("2024-05-22")) == ()
        assert numbers(office, Watch.OPEN, "2024-05-22") == []


class TestUrgings:
    def test_tell_who_was_urged_and_with_what_effect(self, received, office, by, clerk):
        call_in_request(**seen(received), reason="请抓紧", actor=office, now=at("2024-05-20"))
        assert queries.urgings(office, SPRING).count() == 1
        assert queries.urgings(clerk, SPRING).count() == 1
        assert not queries.urgings(office, Picked(day("2024-04-01"), day("2024-04-30"))).exists()


@pytest.mark.usefixtures("desk_surface")
class TestTheScreen:
    def test_shows_every_list_and_names_nobody(self, received, submitted, by, office, clerk):
        answer(hand_in(clerk), by, on="2024-05-23")
        call_in_request(**seen(received), reason="请抓紧", actor=office, now=at("2024-05-20"))
        client = signed_in(office)
        days = {"first": "2024-04-01", "last": "2024-06-30"}
        for watch in Watch:
            shown = client.get(SCREEN, {"list": watch.value, **days})
            assert shown.status_code == 200, watch
            assert WHO.name not in shown.text
            assert PAPER not in shown.text
        urged = client.get(SCREEN, {"list": "urged", **days}).text
        assert "督促市财政局：请抓紧" in urged
        assert "仍未办结" in urged
        late = client.get(SCREEN, {"list": "late", **days}).text
        assert "逾期2个工作日" in late

    def test_is_narrowed_and_takes_bad_input(self, received, office, clerk):
        client = signed_in(office)
        mine = client.get(SCREEN, {"unit": finance().pk, "list": "overdue"})
        assert len(mine.context["lines"]) == 1
        bad = client.get(SCREEN, {"unit": "x", "first": "2024-13-01", "list": "nothing", "page": "w"})
        assert bad.status_code == 200
        turned = client.get(SCREEN, {"first": "2024-06-30", "last": "2024-04-01"})
        assert turned.context["picked"] == SPRING
        other = client.get(SCREEN, {"unit": Unit.objects.get(name="东区政府办公室").pk, "list": "open"})
        assert len(other.context["lines"]) == 1  # a unit elsewhere is no choice, and narrows nothing

    def test_goes_out_as_files(self, received, office, neighbour):
        client = signed_in(office)
        listed = client.get(f"{SCREEN}list.csv", {"list": "overdue"})
        assert received.number in listed.content.decode("utf-8-sig")
        assert client.get(f"{SCREEN}list.xlsx", {"list": "overdue"}).content[:2] == b"PK"
        assert "市财政局" in client.get(f"{SCREEN}units.csv").content.decode("utf-8-sig")
        assert client.get(f"{SCREEN}units.xlsx").content[:2] == b"PK"
        theirs = signed_in(neighbour).get(f"{SCREEN}list.csv", {"list": "overdue"})
        assert received.number not in theirs.content.decode("utf-8-sig")

    def test_asks_the_database_no_more_for_more(self, received, office, clerk):
        client, days = signed_in(office), {"list": "overdue"}
        client.get(SCREEN, days)
        with CaptureQueriesContext(connection) as for_one:
            client.get(SCREEN, days)
        for _ in range(7):
            hand_in(clerk)
        with CaptureQueriesContext(connection) as for_many:
            client.get(SCREEN, days)
        assert len(for_many) == len(for_one) <= 40
