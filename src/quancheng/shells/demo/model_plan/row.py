"""What one row of the model plan (任务分工行) is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from quancheng.shells.demo.model_plan.module import Module


class Heading(NamedTuple):
    """Where a row stands: the section (一、) and the subsection （一） above it."""

    section: str
    subsection: str


class Deadline(StrEnum):
    """The two deadlines (完成时限) of the model plan, as they are written."""

    YEAR_END = "2024年12月底前"
    LONG_TERM = "长期坚持"

    @property
    def kind(self) -> str:
        """`date` or `continuous`, in the words of `import_plan --json`."""
        return "date" if self is Deadline.YEAR_END else "continuous"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One numbered demand of the plan, who owes it by when, and which modules serve and measure it.

    The model plan names no lead: every unit is responsible (责任单位) alike, hence one `role` for all.
    `reads`: the code of the measure by which the house counts from its own records, where there is one.
    """

    no: str
    heading: Heading
    requirement: str
    units: tuple[str, ...]
    deadline: Deadline
    modules: tuple[Module, ...] = ()
    measure: str = ""
    reads: str = ""
    role: str = "responsible"
