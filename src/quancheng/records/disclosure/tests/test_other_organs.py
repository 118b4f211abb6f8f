"""Other organs that are asked (第十一条): the law gives them no period, a government's dated setting does."""

import pytest

from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.casework import clock
from quancheng.kernel.casework.queries import past_of
from quancheng.records.disclosure.commands import consulting
from quancheng.records.disclosure.models import Consultation, Letter
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.queries.norms import organ_days
from quancheng.records.disclosure.rules.norms import NORMS
from quancheng.records.disclosure.tests.conftest import at, day, hand_in, seen
from quancheng.records.disclosure.workflow.asking import OPINION_CLOCK

pytestmark = pytest.mark.django_db
SENT, DELIVERED = "2024-08-26", "2024-08-28"  # Monday, Wednesday


def ask(clerk, party=Party.ORGAN):
    request = hand_in(clerk, came_on="2024-08-19", now=at("2024-08-19"))
    asked = consulting.consult(
        **seen(request), party=party, name="市水务局", about="单价", on=day(SENT), actor=clerk, now=at(SENT)
    )
    told = {"number": request.number, "place": asked.place, "actor": clerk}
    consulting.note_delivery(**told, on=day(DELIVERED), now=at(DELIVERED))
    return Consultation.objects.select_related("case").get(pk=asked.pk)


class TestTheDaysOfAnotherOrgan:
    def test_are_a_setting_that_says_that_there_is_no_law(self, city):
        [norm] = [one for one in NORMS if one.code == "disclosure.organ_days"]
        [shipped] = norm.shipped
        assert (shipped.value, shipped.mark.value, shipped.source) == (15, "D", "法律没有规定期限")
        assert organ_days(city.pk, on=day(SENT)) == 15

    def test_are_fifteen_as_shipped(self, clerk):
        assert ask(clerk).case.due_on == day("2024-09-19")

    def test_are_as_the_government_sets_them_on_the_day_of_the_letter(self, clerk, said):
        said("organ_days", 5, on=at(SENT))
        assert ask(clerk).case.due_on == day("2024-09-04")
        text = Letter.objects.get(sort="other_organ").text
        assert "5个工作日内函复" in text
        assert "5个工作日" in Letter.objects.get(sort="consultation_told").text

    def test_of_a_letter_that_is_out_do_not_move(self, clerk, said):
        said("organ_days", 5, on=at("2024-08-27"))
        assert ask(clerk).case.due_on == day("2024-09-19")

    def test_are_no_others(self, clerk, said):
        said("organ_days", 5, on=at(SENT))
        for party in (Party.THIRD, Party.CO_MAKER):
            assert ask(clerk, party).case.due_on == day("2024-09-19")

    def test_are_cited_as_no_law_in_the_letter(self, clerk):
        ask(clerk)
        text = Letter.objects.get(sort="other_organ").text
        assert "法律没有规定期限" in text
        assert "第十一条" in text
        assert "第三十二条" not in text

    def test_end_in_silence(self, clerk, said):
        said("organ_days", 5, on=at(SENT))
        asked = ask(clerk)
        told = {"number": asked.request.number, "place": asked.place, "actor": clerk}
        with pytest.raises(consulting.TooEarlyForSilence, match="2024-09-04"):
            consulting.note_silence(**told, now=at("2024-09-04"))
        assert consulting.note_silence(**told, now=at("2024-09-05")).opinion == Opinion.SILENT

    def test_of_lines_from_before_are_the_fifteen(self, clerk):
        past = past_of(ask(clerk).case)
        before = [clock.Line(one.step, one.state, one.on) for one in past.lines]
        assert clock.last_day_at_stop(OPINION_CLOCK, before, work_calendar()) == day("2024-09-19")
