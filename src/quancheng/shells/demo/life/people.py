"""Who acts in the model city: the office by its accounts, each unit by those who hold its posts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.naming import match_all
from quancheng.kernel.orgs.queries import people_in, person_of_account
from quancheng.kernel.orgs.roles import Role

ACT = "demo"


class NobodyThere(Refusal):
    """The model city is not there, or not whole."""

    code = "demo.nobody_there"


@dataclass(frozen=True)
class People:
    """The people of the model city on one day."""

    on: date

    @cached_property
    def office(self) -> Actor:
        return self._of_account("office")

    @cached_property
    def office_head(self) -> Actor:
        return self._of_account("office-head")

    def playing(self, account: str) -> Actor:
        """Who signs in by one of the fixed accounts. Raises NobodyThere."""
        return self._of_account(account)

    def units_called(self, names: Iterable[str], tenant: Tenant) -> set[int]:
        """The units that these names stand for in a government."""
        found = match_all(names, tenant=tenant, on=self.on)
        return {unit_id for finding in found.values() for unit_id in finding.unit_ids}

    def of_units(self, unit_ids: Iterable[int], role: Role) -> dict[int, Actor]:
        """For each unit somebody who holds this role in it."""
        held = people_in(unit_ids, roles=frozenset({role}), on=self.on)
        actors = [actor_for(each.person, each.post_id, self.on, ACT) for each in held]
        return {actor.unit_id: actor for actor in actors if actor.unit_id}

    def _of_account(self, account: str) -> Actor:
        person = person_of_account(account)
        if person is None:
            raise NobodyThere(f"没有演示账号“{account}”，请先载入演示城市")
        return actor_for(person, None, self.on, ACT)
