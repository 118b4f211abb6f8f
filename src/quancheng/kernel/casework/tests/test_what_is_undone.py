"""A clock reads a rest that was undone, and a run that was made void."""

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.calendar.tests.examples import SHIPPED, day
from quancheng.kernel.casework.clock import Line, days_rested, due_day, last_day_at_stop, latest_run
from quancheng.kernel.casework.definition import Clock, Step

BEGIN = Step("begin", "收到", frozenset(), "open", by={"x"})
REST = Step("rest", "等待", {"open"}, "resting", by={"x"})
TAKE_BACK = Step("take_back", "撤回", {"resting"}, "open", by={"x"})
GO_ON = Step("go_on", "继续", {"resting"}, "open", by={"x"})
CLOCK = Clock(
    "answer", "答复", Articles(count="第三十三条"), starts_on={BEGIN}, stops_in={"over"}, length=20,
    pauses_in={"resting"}, rest_undone_by={TAKE_BACK},
)  # fmt: skip
STARTED = Line("begin", "open", day("2024-09-02"))  # Monday


def due(*lines: Line):
    return due_day(CLOCK, [STARTED, *lines], SHIPPED)


class TestARestThatIsUndone:
    rest = (Line("rest", "resting", day("2024-09-20")), Line("served", "resting", day("2024-09-23")))

    def test_counts_after_all(self):
        assert due() == day("2024-09-30")
        assert due(*self.rest, Line("take_back", "open", day("2024-09-25"))) == day("2024-09-30")

    def test_leaves_another_rest_as_it_was(self):
        taken_back = (*self.rest, Line("take_back", "open", day("2024-09-25")))
        again = (Line("rest", "resting", day("2024-09-26")), Line("go_on", "open", day("2024-09-27")))
        assert due(*taken_back, *again) == day("2024-10-08")

    def test_is_a_rest_while_nobody_has_undone_it(self):
        assert due(*self.rest) is None
        assert due(*self.rest, Line("go_on", "open", day("2024-09-25"))) > day("2024-09-30")


class TestARestOverAnEnd:
    """The case had stopped by mistake, and what set it going again was learned late."""

    told = (Line("rest", "resting", day("2024-09-20")), Line("closed", "over", day("2024-10-24")))

    def test_ends_on_the_day_on_which_it_goes_on_in_law(self):
        assert due(*self.told, Line("go_on", "open", day("2024-10-12"))) == day("2024-10-22")

    def test_lasts_until_the_end_while_it_stands(self):
        lines = [STARTED, *self.told]
        assert last_day_at_stop(CLOCK, lines, SHIPPED) == day("2024-11-04")  # Monday

    def test_tells_how_many_days_it_took(self):
        lines = [STARTED, *self.told, Line("go_on", "open", day("2024-10-12"))]
        assert days_rested(CLOCK, lines, SHIPPED) == 12
        assert days_rested(CLOCK, lines, SHIPPED, [(day("2024-09-24"), day("2024-09-26"))]) == 10


class TestARunThatIsVoid:
    def test_has_not_started(self):
        clock = Clock(
            "payment", "缴费", Articles(count="办法"), starts_on={BEGIN}, stops_in={"over"}, length=20,
            voided_by={TAKE_BACK},
        )  # fmt: skip
        told = [STARTED, Line("take_back", "open", day("2024-09-25"))]
        assert latest_run(clock, told) == ()
        assert due_day(clock, told, SHIPPED) is None
        anew = Line("begin", "open", day("2024-09-27"))
        assert due_day(clock, [*told, anew], SHIPPED) == day("2024-10-30")
