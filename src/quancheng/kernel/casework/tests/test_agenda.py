"""What a unit has in hand, from all modules."""

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.agenda import named, open_cases_of, untold_workflows
from quancheng.kernel.casework.registry import workflows


class TestEveryWorkflow:
    def test_of_the_house_is_named_in_the_list(self):
        """A module whose cases no list could name would hide work from the people who do it."""
        assert workflows
        assert [code for code in untold_workflows() if not code.startswith("test")] == []


class TestOpenCasesOf:
    def test_are_nobodys_without_a_unit(self, db):
        assert not open_cases_of(Actor.anonymous()).exists()
        assert named(Actor.anonymous(), []) == []
