"""The government above reads what those below froze, in figures; a sibling reads nothing."""

import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from quancheng.insight.scorecards.commands.appeals import file_appeal
from quancheng.insight.scorecards.commands.indicators import add_indicator
from quancheng.insight.scorecards.commands.letters import withdraw_letter
from quancheng.insight.scorecards.commands.results import confirm_mark, freeze_result, give_mark
from quancheng.insight.scorecards.commands.sets import draft_set, issue_set
from quancheng.insight.scorecards.models import Indicator, Letter, Result, Score
from quancheng.insight.scorecards.queries import below as queries
from quancheng.insight.scorecards.queries.results import NoSuchResult, NoSuchScore, result_for, score_for
from quancheng.insight.scorecards.queries.sets import NotOfOffice
from quancheng.insight.scorecards.rules.scoring import Shape
from quancheng.insight.scorecards.tests.conftest import (
    AFTER,
    NOW,
    QUARTER,
    draft_letter,
    issue_letter,
    said,
    signed_in,
    staff,
    told,
    unit,
    version_of,
)
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.models import Level, Tenant, Unit, UnitKind
from quancheng.kernel.orgs.roles import Role

DATA = "演示".encode()
SECRET = "内部掌握的理由"


def made(slug: str, name: str, parent: Tenant | None, level: str = Level.DISTRICT) -> Tenant:
    tenant = Tenant.objects.create(slug=slug, name=name, full_name=f"{name}政府", level=level, parent=parent)
    for kind, of in ((UnitKind.GOVERNMENT, f"{name}政府本级"), (UnitKind.DEPARTMENT, f"{name}教育局")):
        Unit.objects.create(tenant=tenant, code=f"{slug}-{of}", kind=kind, name=of, short_name=of)
    return tenant


@pytest.fixture
def west(city) -> Tenant:
    """A district beside, with an office and a department of its own."""
    return made("xi", "西区", city)


@pytest.fixture
def clerk_west(west):
    return staff("西区教育局", "clerk-west", Role.HANDLER)


@pytest.fixture
def frozen_west(west, clerk_west) -> Result:
    """The western district assesses its department by hand: 80 of 100, for a reason that is its own."""
    office = staff("西区政府本级", "office-west", Role.OPENNESS_OFFICE)
    head = staff("西区政府本级", "head-west", Role.OPENNESS_HEAD)
    draft = draft_set(year=2026, settings=said(title="西区考核指标"), actor=office, now=NOW)
    by_hand = told("M1", name="现场检查", points=Decimal(100), shape=Shape.MANUAL, reading="")
    add_indicator(set_id=draft.pk, version=version_of(draft), told=by_hand, actor=office, now=NOW)
    issue_set(set_id=draft.pk, version=version_of(draft), actor=head, now=NOW)
    given = give_mark(
        indicator_id=Indicator.objects.get(code="M1").pk, unit_id=unit("西区教育局").pk, period=QUARTER,
        points=Decimal(80), reason=SECRET, upload=check_upload(DATA, name="材料.txt"), data=DATA,
        actor=office, now=AFTER,
    )  # fmt: skip
    confirm_mark(mark_id=given.pk, actor=head, now=AFTER)
    result = freeze_result(period=QUARTER, actor=head, now=AFTER)
    for subject in ("整改提醒", "误发"):
        sent = issue_letter(
            draft_letter(result, office, to=("西区教育局",), subject=subject, text=SECRET), head
        )
    version = Letter.objects.get(pk=sent.pk).version
    withdraw_letter(letter_id=sent.pk, version=version, reason="误发", actor=head, now=AFTER)
    own = Score.objects.get(result=result)
    file_appeal(
        score_id=own.pk, indicator_id=given.indicator_id, text=SECRET, files=(), actor=clerk_west, now=AFTER
    )
    return result


class TestBelow:
    def test_counts_what_was_frozen(self, frozen, frozen_west, office):
        lines = {str(one.tenant): one for one in queries.below(office, QUARTER)}
        west = lines["西区"]
        figures = west.figures
        assert (figures.units, figures.average, figures.highest) == (1, Decimal("80.00"), Decimal("80.00"))
        assert (west.appeals, west.upheld, dict(west.letters)) == (1, 0, {"提醒函": 1})
        assert lines["东区"].result is None

    def test_puts_beside_it_what_the_own_government_gave(self, frozen, west, office):
        lines = {str(one.tenant): one for one in queries.below(office, QUARTER)}
        assert lines["东区"].own.unit_name == "东区政府"
        assert lines["西区"].own is None

    def test_is_for_the_office(self, frozen_west, clerk):
        with pytest.raises(NotOfOffice):
            queries.below(clerk, QUARTER)

    def test_takes_as_many_queries_for_more_governments(self, frozen, frozen_west, office):
        with CaptureQueriesContext(connection) as for_two:
            queries.below(office, QUARTER)
        for number in range(5):
            made(f"d{number}", f"第{number}区", Tenant.objects.get(slug="qzw"))
        with CaptureQueriesContext(connection) as for_many:
            assert len(queries.below(office, QUARTER)) == 7
        assert len(for_many) == len(for_two) <= 12


class TestResultsBelow:
    def test_are_read_from_directly_above_alone(self, frozen_west, office, stranger, clerk, clerk_west):
        assert list(queries.results_below(office)) == [frozen_west]
        for actor in (stranger, clerk, clerk_west):
            assert not queries.results_below(actor).exists()

    def test_are_not_read_from_two_levels_above(self, city, frozen_west):
        province = made("sheng", "本省", None, Level.PROVINCE)
        Tenant.objects.filter(pk=city.pk).update(parent=province)
        above = staff("本省政府本级", "above", Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD)
        assert not queries.results_below(above).exists()

    def test_are_not_read_upwards(self, frozen, west, stranger):
        with pytest.raises(NoSuchResult):
            queries.result_below(stranger, frozen.pk)

    def test_open_no_record_of_the_government_below(self, frozen_west, office):
        with pytest.raises(NoSuchResult):
            result_for(office, frozen_west.pk)
        with pytest.raises(NoSuchScore):
            score_for(office, Score.objects.get(result=frozen_west).pk)


class TestBoardBelow:
    def test_keeps_figures_and_nothing_else(self, frozen_west, office):
        board = queries.board_below(office, queries.result_below(office, frozen_west.pk))
        [card] = board.cards
        [line] = card.lines
        assert (card.unit_name, card.final, line.points) == ("西区教育局", Decimal("80.00"), Decimal("80.00"))
        assert (line.working, line.reading.sources, line.mark) == ("", (), None)
        [figure] = queries.indicator_figures(board)
        assert (figure.average, figure.weight, figure.full) == (Decimal("80.00"), Decimal("100.00"), 0)


@pytest.mark.usefixtures("desk_surface")
class TestPages:
    @pytest.fixture(autouse=True)
    def in_april(self, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)  # Wednesday 1 April 2026

    def to(self, name, *args):
        return reverse(f"scorecards_desk:{name}", args=args)

    def test_lead_from_the_table_to_the_figures(self, frozen, frozen_west, office):
        client = signed_in(office)
        page = client.get(self.to("below"))
        assert page.context["period"] == QUARTER
        address = self.to("below_result", frozen_west.pk)
        assert address in page.text
        inside = client.get(address)
        assert "各区县考核结果" in page.text
        for part in ("西区教育局", "现场检查", "80", "提醒函"):
            assert part in inside.text
        for shown in (page, inside):
            assert SECRET not in shown.text
        assert "/scorecards/scores/" not in inside.text

    def test_are_shut_to_everybody_else(self, frozen_west, stranger, clerk, clerk_west):
        for actor in (stranger, clerk, clerk_west):
            answer = signed_in(actor).get(self.to("below_result", frozen_west.pk))
            assert answer.status_code in {403, 404}
        assert "西区" not in signed_in(stranger).get(self.to("below")).text
        assert signed_in(clerk).get(self.to("below")).status_code == 403

    def test_give_the_table_to_be_saved(self, frozen, frozen_west, office, clerk):
        client, asked = signed_in(office), {"period": "2026Q1"}
        assert "西区" in client.get(self.to("below_table", "csv"), asked).content.decode("utf-8-sig")
        answer = client.get(self.to("below_table", "xlsx"), asked)
        page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
        assert [page["A2"].value, page["D2"].value] == ["西区", 80]
        assert signed_in(clerk).get(self.to("below_table", "csv"), asked).status_code == 403

    def test_take_few_queries(self, frozen, frozen_west, office):
        client = signed_in(office)
        client.get(self.to("below"))
        with CaptureQueriesContext(connection) as told_of:
            client.get(self.to("below"))
        assert len(told_of) <= 40
