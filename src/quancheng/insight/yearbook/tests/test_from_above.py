"""What an office sees of the governments below, and of what the figures of a sum consist."""

import pytest
from django.urls import reverse

from quancheng.insight.yearbook.commands import issuing, reports, summing
from quancheng.insight.yearbook.queries.below import reports_below, shares_in
from quancheng.insight.yearbook.rules.shape import Place
from quancheng.insight.yearbook.tests.conftest import NOW, at, at_once, fresh, signed_in, staff
from quancheng.kernel.orgs.roles import Role

pytestmark = pytest.mark.django_db
WORDS = {"problems": "（一）存在的主要问题。无（演示）。", "overview": "总体情况（演示）。"}
RECEIVED = Place(3, 1, 7)


def to(name, *args):
    return reverse(f"yearbook_desk:{name}", args=args)


@pytest.fixture
def of_the_district(counter, city):
    """The report of the district, published on Wednesday 2 April 2025, two days after its day."""
    drafts, issues = (
        staff("东区政府", name, role)
        for name, role in (("d-office", Role.OPENNESS_OFFICE), ("d-head", Role.OPENNESS_HEAD))
    )
    late = at("2025-04-02")
    made = summing.start_summary(year=2024, actor=drafts, now=late)
    reports.write_texts(**at_once(made), texts=WORDS, actor=drafts, now=late)
    issuing.submit_report(**at_once(made), actor=drafts, now=late)
    return issuing.issue_report(**at_once(made), actor=issues, now=late)


class TestReportsBelow:
    def test_are_told_once_they_are_published(self, counter, office, of_the_district):
        one = reports_below(office, year=2024, today=at("2025-04-03").date())[0]
        assert (one.who, one.report, one.is_late) == ("东区人民政府", of_the_district, True)
        assert str(one.published_on) == "2025-04-02"

    def test_of_a_draft_tell_nothing(self, counter, office, stranger):
        made = summing.start_summary(year=2024, actor=stranger, now=NOW)
        one = reports_below(office, year=2024, today=NOW.date())[0]
        assert (one.report, one.received, one.is_late) == (None, None, False)
        assert reports_below(office, year=2024, today=at("2025-04-03").date())[0].is_late
        assert fresh(made).state == "draft"

    def test_are_for_the_office_alone(self, counter, clerk, stranger):
        assert reports_below(clerk, year=2024, today=NOW.date()) == ()
        assert not reports_below(stranger, year=2024, today=NOW.date())  # no towns are registered


class TestSharesInACell:
    def test_name_who_gave_and_who_is_missing(self, issued, office):
        made = summing.start_summary(year=2024, actor=office, now=NOW)
        told = [(one.who, one.said) for one in shares_in(made, RECEIVED)]
        assert told == [("市财政局", "6"), ("市政府办公厅", ""), ("市水务局", ""), ("东区政府", "")]

    def test_tell_what_was_counted_of_others(self, issued, office, counter):
        counter.of_units[issued.tenant.units.get(name="市水务局").pk] = {(1, 1): 2, (3, 1): 2}
        issued.tenant.units.filter(name="市水务局").update(kind="internal")
        made = summing.start_summary(year=2024, actor=office, now=NOW)
        told = {one.who: one.said for one in shares_in(made, RECEIVED)}
        assert told["不单独编制报告的单位（按记录）"] == "2"

    def test_of_a_units_report_are_none(self, issued):
        assert shares_in(issued, RECEIVED) == ()


@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    @pytest.fixture(autouse=True)
    def in_april(self, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: at("2025-04-03"))

    def test_lead_from_the_board_to_the_district(self, office, clerk, of_the_district):
        page = signed_in(office).get(to("board"), {"year": 2024}).text
        assert to("report", of_the_district.pk) in page.split('id="below"')[1]
        assert "晚于期限" in page
        assert 'id="below"' not in signed_in(clerk).get(to("board"), {"year": 2024}).text

    def test_lead_from_a_sum_to_the_report_of_the_unit(self, issued, office, neighbour):
        made = summing.start_summary(year=2024, actor=office, now=NOW)
        client = signed_in(office)
        assert to("behind", made.pk, "3.1.7") in client.get(to("report", made.pk)).text
        page = client.get(to("behind", made.pk, "3.1.7")).text
        assert f"{to('report', issued.pk)}#cell-3.1.7" in page
        assert "汇总时尚未公布" in page
        assert signed_in(neighbour).get(to("behind", made.pk, "3.1.7")).status_code == 404
        assert signed_in(neighbour).get(to("behind", issued.pk, "3.1.7")).status_code == 404

    def test_of_a_published_sum_shows_its_readers_no_requests(self, of_the_district, office):
        page = signed_in(office).get(to("behind", of_the_district.pk, "3.1.7"))
        assert page.status_code == 200
        assert page.context["shares"]
