"""By which step a case goes along when its unit goes into another (机构调整), of whichever module it is.

A module says so in its `apps.ready`; the page on which a unit's cases are handed on at once is told by the
module that keeps it, and takes what all modules have registered:

    heirs.register(SUIT, step=SUIT_HANDED_ON)
    heirs.given_at("disclosure_desk:merging")

Who takes over is told by the module of the record, which hears of it by `events.UnitHandedOn`.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework.definition import Step, Workflow
from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.queries import people_in


class NobodyThere(Refusal):
    """Nobody in the unit that takes over could go on with one of these cases."""

    code = "casework.nobody_there"
    status = 422


@dataclass(frozen=True, slots=True)
class Going:
    """How the cases of one workflow go along. `only_for`: what only these roles can go on with."""

    says: str
    step: Step
    only_for: frozenset[str]


_going: dict[str, Going] = {}
_given_at: dict[str, str] = {}  # what is handed on at once, and its page: the house has one


def register(workflow: Workflow, *, step: Step, only_for: Set[str] = frozenset()) -> None:
    """Let cases go along with their unit. Raises TypeError when that is told in two ways, or wrongly."""
    told = Going(workflow.says, step, frozenset(only_for))
    if not step.hands_over or step not in workflow.steps or _going.setdefault(workflow.code, told) != told:
        raise TypeError(f"how a {workflow.code!r} goes along with its unit is told wrongly, or in two ways")


def given_at(page: str) -> None:
    """On which page a unit's cases are handed on at once. Raises TypeError when two modules keep such one."""
    if _given_at.setdefault("everything", page) != page:
        raise TypeError("the page on which a unit's cases are handed on is told in two ways")


def page_of(workflow: str) -> str:
    """The page on which a case of that workflow goes along; empty where it does not."""
    return _given_at.get("everything", "") if workflow in _going else ""


def steps() -> Mapping[str, Step]:
    """By which step each workflow goes along."""
    return {code: told.step for code, told in _going.items()}


def must_be_taken(cases: Iterable[Case], unit: Unit, *, on: date) -> None:
    """Somebody of the unit can go on with each of these. Raises NobodyThere."""
    for code in sorted({case.workflow for case in cases} & _going.keys()):
        told = _going[code]
        if told.only_for and not _works_there(unit, told.only_for, on=on):
            raise NobodyThere(
                f"{unit}没有可以办理“{told.says}”的岗位，请先在“单位和人员”中设置政务公开机构的岗位，"
                "或者选择其他承接单位"
            )


def _works_there(unit: Unit, roles: Collection[str], *, on: date) -> bool:
    return people_in([unit.pk], roles=roles, on=on).exists()
