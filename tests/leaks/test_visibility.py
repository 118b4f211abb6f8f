"""Who sees what of 依申请公开, on which way: every address, every viewer, walked whole.

A word that is found nowhere else stands in each part of the house. Where one turns up is told in
`visibility.py`, and what is told there turns up.
"""

import pytest

from config.environment import Surface
from tests.leaks import house, samples
from tests.leaks.marks import MARKS
from tests.leaks.visibility import CITIZENS, HOLDERS, OFFICIALS, VISIBLE
from tests.leaks.walking import PICTURES, Seen, Told, walked


@pytest.fixture(scope="module")
def seen(django_db_setup, django_db_blocker, tmp_path_factory) -> Seen:
    with django_db_blocker.unblock(), house.standing(tmp_path_factory.mktemp("leaks")):
        return walked(*house.built())


def told() -> set[Told]:
    return {
        (part, viewer, channel)
        for part, viewers in VISIBLE.items()
        for viewer, channels in viewers.items()
        for channel in channels.split(", ")
    }


class TestTheMatrix:
    def test_lets_nobody_see_what_is_not_theirs(self, seen):
        leaks = {one: sorted(where) for one, where in seen.told.items() if one not in told()}
        assert leaks == {}, "\n".join(f"{one}: {where}" for one, where in sorted(leaks.items()))

    def test_keeps_from_nobody_what_is_theirs(self, seen):
        kept = sorted(told() - set(seen.told))
        assert kept == [], "\n".join(map(str, kept))

    def test_has_a_line_for_each_part(self):
        assert sorted(VISIBLE) == sorted([*MARKS, *PICTURES.values()])
        assert all(viewers for viewers in VISIBLE.values())  # what nobody sees proves nothing

    def test_keeps_everything_from_whom_it_concerns_in_nothing(self):
        """Whatever the table will say one day: these see what is issued to everybody, and no more."""
        outside = {"neighbour", "above", "other government", "nobody", "other citizen", "guesser", "auditor"}
        outside |= {"system administrator", "security administrator", "the audit", "the machine"}
        outside |= {"somebody outside"}
        told_outside = {part for part, viewers in VISIBLE.items() if outside & set(viewers)}
        assert told_outside == {"report issued"}


class TestTheWalk:
    def test_breaks_no_page(self, seen):
        assert [one for one, answers in seen.asked.items() if any(code >= 500 for code in answers)] == []

    def test_went_to_every_address(self, seen):
        every = {one for surface in (Surface.DESK, Surface.PUBLIC) for one in samples.addresses(surface)}
        assert every <= set(seen.asked)
        assert len(every) >= 200

    def test_found_somebody_behind_every_record_that_is_read(self, seen):
        """An address that answers nobody was asked for with the wrong records."""
        nobody = {one for one, codes in seen.asked.items() if codes <= {302, 403, 404, 410} and "<" in one}
        assert nobody == set(samples.WITHOUT_A_RECORD)

    def test_was_listened_to(self, seen):
        """Lines of the machine, mails and the audit were looked at, and said something."""
        assert seen.logged > 100
        assert {channel for _, _, channel in seen.told} >= {"notice", "mail"}
        assert set(HOLDERS) | set(OFFICIALS) | set(CITIZENS)

    def test_needs_a_sample_of_every_new_address(self):
        with pytest.raises(samples.NoSample):
            list(samples.visited("remedies/<int:something_new_id>/", {}))
