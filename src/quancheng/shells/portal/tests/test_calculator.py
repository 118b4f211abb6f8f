"""The public working-day calculator and the open calendar."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.calendar.ledger import Ledger, work_out
from quancheng.kernel.calendar.notices import calendar_of, shipped_notices
from quancheng.kernel.calendar.periods import period_of_days
from quancheng.kernel.calendar.question import ANSWER_ARTICLES
from quancheng.shells.portal.calculator import EXAMPLES
from quancheng.shells.portal.monthgrid import MONTHS_SHOWN, months_of

CALENDAR = calendar_of(shipped_notices())
days = st.dates(min_value=min(CALENDAR.rest), max_value=max(CALENDAR.rest))


@pytest.mark.django_db
class TestCalculator:
    def test_asks_when_nothing_was_asked(self, client):
        page = client.get("/calculator/")
        assert page.status_code == 200
        assert 'name="received"' in page.content.decode()
        assert 'id="answer"' not in page.content.decode()

    def test_answers_at_an_address_that_can_be_cited(self, client, settings):
        page = client.get("/calculator/?received=2024-01-08&by=days&n=20").content.decode()
        assert "2024年2月4日" in page
        assert "星期日，春节调休上班" in page
        assert f"{settings.PUBLIC_ADDRESS}/calculator/?received=2024-01-08&amp;by=days&amp;n=20" in page
        assert "2024年：国办发明电〔2023〕7号（已核对原文）" in page

    def test_names_each_reason_for_not_counting(self, client):
        page = client.get(f"/calculator/?{EXAMPLES[3][1]}").content.decode()
        assert "2024年11月12日" in page
        for reason in ("不计入，暂停", "不计入，中秋节放假", "不计入，周末", "计入，第12日，国庆节调休上班"):
            assert reason in page

    def test_says_when_the_day_is_provisional(self, client):
        assert "暂定：" in client.get("/calculator/?received=2026-12-21&by=days&n=20").content.decode()

    @pytest.mark.parametrize(
        ("query", "sentence", "place"),
        [
            ("received=2024-02-30&by=days&n=20", "收到日“2024-02-30”不是有效日期", "received"),
            ("received=2024-01-08&by=days&n=", "请填写且只填写一种期限", "days"),
            ("received=2024-01-08&by=years&n=2", "请填写且只填写一种期限", "days"),
            ("received=2024-01-08&by=months&n=999", "月数“999”须是1至240的整数", "days"),
            ("received=2024-01-08&by=days&n=20&extend=21", "须是1至20的整数", "extend"),
            ("received=2024-01-08&by=days&n=20&from=2024-01-10", "请填写暂停止日", "pauses"),
            ("received=2024-01-08&by=days&n=20&reset=2024-01-05", "早于收到日", "resets"),
        ],
    )
    def test_keeps_what_was_entered_and_names_the_place(self, client, query, sentence, place):
        page = client.get(f"/calculator/?{query}")
        assert page.status_code == 400
        assert sentence in page.content.decode()
        assert f'href="#field-{place}"' in page.content.decode()
        assert f'id="field-{place}"' in page.content.decode()
        received = query.partition("&")[0].removeprefix("received=")
        assert f'value="{received}"' in page.content.decode()

    def test_shows_every_example(self, client):
        for _, query in EXAMPLES:
            assert 'id="answer"' in client.get(f"/calculator/?{query}").content.decode()

    def test_escapes_what_was_typed(self, client):
        page = client.get("/calculator/?received=<script>&by=days&n=20").content.decode()
        assert "<script>&" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.django_db
class TestTheOpenCalendar:
    def test_is_an_icalendar(self, client):
        told = client.get("/calendar.ics")
        assert told.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert told.content.count(b"BEGIN:VEVENT\r\n") == sum(len(one.days) for one in shipped_notices())

    def test_is_json(self, client):
        years = client.get("/calendar.json").json()["years"]
        assert [year["year"] for year in years] == [one.year for one in shipped_notices()]


@given(days, st.integers(1, 400), st.integers(0, 40))
def test_the_months_show_each_day_of_the_working_once(start, n, paused):
    pause = (start, start + timedelta(days=paused))
    sheet = work_out(Ledger(start, n, pauses=(pause,)), CALENDAR, ANSWER_ARTICLES)
    months = months_of(sheet)
    shown = [cell for month in months for week in month.weeks for cell in week if cell.tone]
    assert len({cell.day for cell in shown}) == len(shown)
    assert [cell.day for cell in shown if cell.tone == "due"] == [sheet.due]
    if len(months) < MONTHS_SHOWN:
        assert sum(cell.label.startswith("第") for cell in shown) == n - 1
        assert len(shown) == (sheet.due - start).days + 1
    assert all(len(week) == 7 for month in months for week in month.weeks)


@given(days, st.integers(1, 1000))
def test_a_long_period_leaves_months_out_and_says_how_many(start, n):
    sheet = period_of_days(start, n, CALENDAR)
    months = months_of(sheet)
    whole = (sheet.due.year - start.year) * 12 + sheet.due.month - start.month + 1
    assert len(months) == min(whole, MONTHS_SHOWN)
    assert sum(month.gap_before for month in months) == max(0, whole - MONTHS_SHOWN)
