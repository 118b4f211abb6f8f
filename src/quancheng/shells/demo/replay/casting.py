"""Who acts for the units of a file."""

from collections.abc import Iterable, Set
from datetime import date

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.queries import people_in, person_of_account, units_for
from quancheng.kernel.orgs.roles import EVERY_ROLE
from quancheng.records.disclosure.public import CONSULTATION, DISCLOSURE, REGISTRARS
from quancheng.records.remedies.public import ENTERS
from quancheng.shells.demo.replay.shape import BadFile, Deed

ACT = "replay"
SECOND_HANDS = frozenset({"review", "clear", "issue", "fee_notice", "review_ending", "issue_ending"})
OF_OFFICE = "call_in"
_STEPS = (*CONSULTATION.steps, *DISCLOSURE.steps)
STEP_OF = {step.code: step for step in _STEPS}


class NobodyMay(Refusal):
    """Nobody in the unit holds a post whose role may take the step."""

    code = "demo.nobody_may"
    status = 422


class Cast:
    """Who may act for a unit: the people who hold its posts today."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._known: dict[int, tuple[Actor, ...]] = {}

    def registrar(self, unit: Unit) -> Actor:
        """Raises NobodyMay."""
        return self._first(unit, self._of(unit), REGISTRARS, "登记收到")

    def who_may(self, unit: Unit, deed: Deed, *, writers: Set[int]) -> Actor:
        """The account that the file names, else whoever may; nobody passes own words. Raises NobodyMay."""
        step = STEP_OF[deed.code]
        people = self._of_office(unit) if deed.code == OF_OFFICE else self._of(unit)
        if deed.by:
            people = tuple(one for one in people if one.person_id == self._person(deed))
        elif deed.code in SECOND_HANDS:
            people = tuple(one for one in people if one.person_id not in writers)
        return self._first(unit, people, step.by, step.says)

    def who_enters(self, unit: Unit, deed: Deed) -> Actor:
        """Who puts down what came of a proceeding. Raises NobodyMay, BadFile."""
        people = self._of(unit)
        if deed.by:
            people = tuple(one for one in people if one.person_id == self._person(deed))
        return self._first(unit, people, ENTERS, "登记复议、诉讼")

    def _first(self, unit: Unit, people: Iterable[Actor], roles: Set[str], says: str) -> Actor:
        found = next((one for one in people if one.roles & roles), None)
        if found is None:
            raise NobodyMay(f"{unit}没有人能办理“{says}”，请先在机构与人员中给相应的人设置岗位")
        return found

    def _person(self, deed: Deed) -> int:
        person = person_of_account(deed.by)
        if person is None:
            raise BadFile(f"{deed.where}.by：没有账号“{deed.by[:40]}”")
        return person.pk

    def _of(self, unit: Unit) -> tuple[Actor, ...]:
        if unit.pk not in self._known:
            held = people_in([unit.pk], roles=EVERY_ROLE, on=self.today)
            self._known[unit.pk] = tuple(actor_for(one.person, one.post_id, self.today, ACT) for one in held)
        return self._known[unit.pk]

    def _of_office(self, unit: Unit) -> tuple[Actor, ...]:
        """The openness office of the unit's government, wherever it sits."""
        own = [each.pk for one in self._of(unit)[:1] for each in units_for(one)]
        held = people_in(own, roles=STEP_OF[OF_OFFICE].by, on=self.today)
        return tuple(actor_for(one.person, one.post_id, self.today, ACT) for one in held)
