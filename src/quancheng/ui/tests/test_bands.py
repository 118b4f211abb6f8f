"""A whole in its parts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quancheng.ui.bands import BAND, Share, Tone, segments


def shares(*counts: int) -> tuple[Share, ...]:
    return tuple(Share(f"第{number}类", count, Tone.BLUE) for number, count in enumerate(counts))


class TestSegments:
    def test_lie_side_by_side(self):
        drawn = segments(shares(1, 2, 1))
        assert [(s.start, s.width, s.percent) for s in drawn] == [
            (0, 250, "25%"),
            (250, 500, "50%"),
            (750, 250, "25%"),
        ]

    def test_draw_nothing_where_nothing_is(self):
        assert [(s.width, s.percent) for s in segments(shares(0, 0))] == [(0, "0%"), (0, "0%")]
        assert segments(()) == ()

    def test_do_not_call_a_sliver_nothing(self):
        assert segments(shares(1, 999))[0].percent == "<1%"

    @given(st.lists(st.integers(0, 100_000), min_size=1, max_size=8))
    def test_fill_the_band_exactly_without_gap_or_overlap(self, counts):
        drawn = segments(shares(*counts))
        assert all(one.start + one.width == other.start for one, other in pairwise(drawn))
        assert sum(one.width for one in drawn) == (BAND if sum(counts) else 0)
