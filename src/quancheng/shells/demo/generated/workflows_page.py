"""docs/workflows.md: every kind of case as a picture, with its steps and its clocks."""

from collections.abc import Iterable, Iterator

from quancheng.kernel.casework.definition import CITIZEN, CLOCKWORK, Clock, Counting, Step, Workflow
from quancheng.kernel.casework.registry import workflows
from quancheng.kernel.orgs.roles import EVERY_ROLE, Role
from quancheng.shells.demo.generated import markdown

SOURCE = "the workflow.py of each module"
OF_TESTS = "test."
OUTSIDE = "[*]"  # where a case comes from and where it goes, in Mermaid
_PREFACE = """\
What a case may go through, who may take each step, and which clock runs over it. A step that leaves the state
as it is stands in the table only. A date never moves a case: whether it is late is read from its clock."""
_STEPS = ("Step", "Out of", "Into", "By", "Shown to", "Besides")
_CLOCKS = ("Clock", "Counts", "Starts on", "Pauses", "Longer by", "Stops in", "Basis")


def text() -> str:
    """The page as it must stand in docs/."""
    known = [workflow for code, workflow in sorted(workflows.items()) if not code.startswith(OF_TESTS)]
    blocks = [block for workflow in known for block in chapter(workflow)]
    return markdown.page("Workflows", SOURCE, _PREFACE, *(blocks or ["No workflow is declared yet."]))


def chapter(workflow: Workflow) -> Iterator[str]:
    """One kind of case: heading, picture, steps, clocks."""
    yield f"## {workflow.says} (`{workflow.code}`)"
    yield "```mermaid\n" + "\n".join(_picture(workflow)) + "\n```"
    yield markdown.table(_STEPS, (_step(workflow, step) for step in workflow.steps))
    yield markdown.table(_CLOCKS, (_clock(workflow, clock) for clock in workflow.clocks))


def _picture(workflow: Workflow) -> Iterator[str]:
    yield "stateDiagram-v2"
    for state in _ordered(workflow, workflow.states):
        yield f'    state "{workflow.state_in_words(state)}" as {_mark(state)}'
    for step in workflow.steps:
        starts = [OUTSIDE] if step.opens else [_mark(state) for state in _ordered(workflow, step.out_of)]
        if step.into is not None:
            yield from (f"    {start} --> {_mark(step.into)} : {step.says}" for start in starts)
    for state in _ordered(workflow, workflow.ends_in):
        yield f"    {_mark(state)} --> {OUTSIDE}"


def _mark(state: str) -> str:
    plain = "".join(letter if letter.isalnum() else "_" for letter in state)
    return f"s_{plain}"  # a bare `end` would mean something to Mermaid


def _ordered(workflow: Workflow, states: Iterable[str]) -> list[str]:
    """In the order in which the steps reach them: sets have none of their own."""
    reached = [step.into for step in workflow.steps]
    return sorted((str(s) for s in states), key=lambda s: (reached.index(s) if s in reached else 99, s))


def _in_words(workflow: Workflow, states: Iterable[str]) -> str:
    return "、".join(workflow.state_in_words(state) for state in _ordered(workflow, states)) or "–"


def _step(workflow: Workflow, step: Step) -> tuple[str, ...]:
    besides = {
        "once a run": step.once,
        f"up to {step.up_to}": step.up_to > 0,
        "states the day": step.states_day,
        "with a reason": step.needs_reason,
        "hands over": step.hands_over,
    }
    into = workflow.state_in_words(step.into) if step.into is not None else "–"
    said = ", ".join(words for words, holds in besides.items() if holds) or "–"
    return step.says, _in_words(workflow, step.out_of), into, _people(step.by), step.shown_to.value, said


def _people(by: Iterable[str]) -> str:
    others = {CLOCKWORK: "自动程序", CITIZEN: "申请人"}
    return "、".join(Role(who).says if who in EVERY_ROLE else others.get(who, who) for who in sorted(by))


def _clock(workflow: Workflow, clock: Clock) -> tuple[str, ...]:
    pauses = [
        *(workflow.state_in_words(state) for state in _ordered(workflow, clock.pauses_in)),
        *sorted(sub.says for sub in clock.pauses_for),
        *(f"{sub.says} (where {at.norm} is {at.value})" for sub, at in clock.pauses_where.items()),
        *(f"{one.where.says} (where {one.where.norm} is {one.where.value})" for one in clock.rests_between),
    ]
    basis = dict.fromkeys(
        (
            clock.articles.count,
            clock.articles.reset,
            clock.articles.pause,
            clock.articles.extend,
            clock.articles.redate,
        )
    )
    return (
        clock.says,
        _counted(workflow, clock),
        _steps(workflow, clock.starts_on),
        "、".join(pauses) or "–",
        _steps(workflow, clock.longer_by | clock.redated_by),
        _in_words(workflow, clock.stops_in),
        "；".join(article for article in basis if article),
    )


def _counted(workflow: Workflow, clock: Clock) -> str:
    if clock.counting is Counting.FIXED:
        return clock.counting.value
    if clock.set_by:
        return f"{clock.counting}, as stated by {_steps(workflow, clock.set_by)}"
    return f"{clock.length} {clock.counting}"


def _steps(workflow: Workflow, steps: Iterable[Step]) -> str:
    wanted = set(steps)
    return "、".join(step.says for step in workflow.steps if step in wanted) or "–"
