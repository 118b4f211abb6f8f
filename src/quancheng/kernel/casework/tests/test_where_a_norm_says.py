"""What rests only where a dated norm says so: for every history and every calendar."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.calendar.tests.examples import SHIPPED, day
from quancheng.kernel.casework.clock import Line, stretches, worksheet
from quancheng.kernel.casework.conventions import Conventions
from quancheng.kernel.casework.definition import Saying, Step, Stretch
from quancheng.kernel.casework.queries import Past
from quancheng.kernel.casework.tests.test_clock import AGAIN, BY, CLOCK, START, calendars, days

ASK = Step("ask", "告知说明理由", frozenset({"open"}), None, BY, states_day=True)
GOT = Step("got", "收到说明", frozenset({"open"}), None, BY)
WHERE = Saying("test.norm", "pauses", "等待说明理由", "《条例》第三十五条")
RESTING = replace(CLOCK, rests_between=(Stretch(ASK, GOT, WHERE),))
STARTED = Line(START.code, "open", day("2024-06-03"))
ASKED = Line(ASK.code, "open", day("2024-06-05"), until=day("2024-06-19"))


class Said(Conventions):
    """A government whose norm says one thing on every day."""

    def _told(self, norm: str, on: date) -> str:
        return "pauses"


class Unsaid(Conventions):
    """A government whose norm says what is shipped."""

    def _told(self, norm: str, on: date) -> str:
        return ""


def read(*lines):
    return [pause for _, pause in stretches(RESTING, lines)]


class TestStretches:
    def test_end_with_the_step_that_ends_them(self):
        assert read(STARTED, ASKED, Line("got", "open", day("2024-06-14"))) == [
            (day("2024-06-05"), day("2024-06-14"))
        ]

    def test_end_on_the_stated_day_whatever_comes(self):
        told = [(day("2024-06-05"), day("2024-06-19"))]
        assert read(STARTED, ASKED) == told
        assert read(STARTED, ASKED, Line("got", "open", day("2024-06-28"))) == told

    def test_end_when_the_clock_stops(self):
        assert read(STARTED, ASKED, Line("done", "done", day("2024-06-12"))) == [
            (day("2024-06-05"), day("2024-06-12"))
        ]

    def test_of_a_beginning_that_states_no_day_are_none(self):
        assert read(STARTED, Line(ASK.code, "open", day("2024-06-05"))) == []

    def test_are_none_of_a_clock_that_declares_none(self):
        assert [*stretches(CLOCK, (STARTED, ASKED))] == []


class TestPast:
    def test_rests_where_the_norm_says_so_and_cites_it(self):
        past = Past([STARTED, ASKED], conventions=Said(1))
        assert past.due_day(RESTING, SHIPPED) == day("2024-07-15")  # Monday, nine days of work later
        assert past.articles_of(RESTING).pause == "第三条；等待说明理由：《条例》第三十五条"

    def test_reads_the_norm_of_the_day_on_which_the_stretch_began(self):
        known = {("test.norm", day("2024-06-05")): "", ("test.norm", day("2024-06-06")): "pauses"}
        past = Past([STARTED, ASKED], conventions=Conventions(1, known))
        assert past.due_day(RESTING, SHIPPED) == day("2024-07-02")  # Tuesday


acts = st.lists(
    st.tuples(st.sampled_from([ASK, GOT, AGAIN]), st.integers(0, 12), st.integers(1, 20)), max_size=6
)


def lived(start, story):
    lines, on = [Line(START.code, "open", start)], start
    for step, later, granted in story:
        on += timedelta(days=later)
        lines.append(Line(step.code, "open", on, until=on + timedelta(granted) if step is ASK else None))
    return lines


@given(days, calendars, acts)
def test_as_shipped_nothing_changes(start, calendar, story):
    lines = lived(start, story)
    past, plain = Past(lines, conventions=Unsaid(1)), Past(lines)
    assert past.copies(RESTING, calendar) == plain.copies(CLOCK, calendar)
    assert past.articles_of(RESTING) == CLOCK.articles
    assert worksheet(RESTING, lines, calendar, past.pauses_of(RESTING)) == worksheet(CLOCK, lines, calendar)


@given(days, calendars, acts)
def test_where_it_rests_the_last_day_is_never_earlier_and_the_safe_day_stands(start, calendar, story):
    resting, counted = (Past(lived(start, story), conventions=one(1)) for one in (Said, Unsaid))
    last, usual = resting.due_day(RESTING, calendar), counted.due_day(RESTING, calendar)
    assert last is not None
    assert usual is not None
    assert last >= usual
    assert resting.safe_day(RESTING, calendar) == counted.safe_day(RESTING, calendar) == usual
