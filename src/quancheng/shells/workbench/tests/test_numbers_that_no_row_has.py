"""References that were typed or pasted lead nowhere, whatever number stands in them: never to a fault."""

import pytest
from django.urls import reverse

from quancheng.kernel.approvals.papers import kind_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef, row_number, row_numbers
from quancheng.kernel.links.registry import kinds, resolve
from quancheng.kernel.seals import papers as sealed
from quancheng.shells.workbench.tests.test_orgs import government, seat, signed_in, unit_of

NINES = "9" * 30  # more than a column of a database holds
ODD = (NINES, "0", "-1", "1e9", "９", "x", f"{NINES}:{NINES}:red:{NINES}", f"{NINES}-{NINES}")


class TestRowNumber:
    @pytest.mark.parametrize("told", ["", "0", "x", "-1", "1.0", " 1", NINES, "9" * 19])
    def test_is_none_that_a_row_has(self, told):
        assert row_number(told) == 0
        assert row_numbers([told, "7", told]) == [7]

    @pytest.mark.parametrize(("told", "number"), [("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
    def test_is_the_number(self, told, number):
        assert row_number(told) == number


@pytest.mark.django_db
class TestAReference:
    @pytest.mark.parametrize("ref", ODD)
    def test_of_any_kind_leads_nowhere(self, ref):
        assert kinds()
        assert resolve(Actor.clockwork(), [RecordRef(kind.code, ref) for kind in kinds()]) == {}

    @pytest.mark.parametrize("ref", [NINES, "0", "x"])
    def test_to_a_paper_is_not_found(self, desk_surface, ref):
        unit = unit_of(government("c"), "9", "演示市政府办公厅")
        head = signed_in(seat(unit, "负责人", "head", role="openness_head").person)
        laid_before = [one for one in kinds() if kind_of(RecordRef(one.code, ref))]
        assert laid_before
        for kind in laid_before:
            answer = head.get(reverse("workbench:approval_new", args=[kind.code, ref]))
            assert answer.status_code in {403, 404}, kind.code
        for kind in sealed.kinds():
            assert head.get(reverse("workbench:seal_paper", args=[kind.code, ref])).status_code == 404
