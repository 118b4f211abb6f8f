"""What is wrong with a workflow, a sentence each; with an unsound one the site does not start. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator, Set

from quancheng.kernel.casework.clock import HOUSE_LINES
from quancheng.kernel.casework.definition import Clock, Counting, Step, Workflow


def faults(workflow: Workflow) -> Iterator[str]:
    """Every fault of the definition, each beginning with the workflow's code."""
    for look in (_of_steps, _of_states, _of_ways, _of_clocks, _of_grants):
        for fault in look(workflow):
            yield f"{workflow.code}: {fault}"


def _of_steps(workflow: Workflow) -> Iterator[str]:
    for code, times in Counter(step.code for step in workflow.steps).items():
        if times > 1:
            yield f"step {code!r} is defined {times} times"
        if code in HOUSE_LINES:
            yield f"step {code!r} bears a code that belongs to the house"
    if not any(step.opens for step in workflow.steps):
        yield "no step opens a case"
    for step in workflow.steps:
        if step.opens and step.into is None:
            yield f"step {step.code!r} opens a case and leads into no state"
        if not step.by:
            yield f"step {step.code!r} is for nobody"


def _of_states(workflow: Workflow) -> Iterator[str]:
    in_steps = {state for step in workflow.steps for state in (*step.out_of, step.into) if state}
    in_clocks = {state for clock in workflow.clocks for state in (*clock.pauses_in, *clock.stops_in)}
    for state in sorted((in_steps | in_clocks | workflow.ends_in) - workflow.states):
        yield f"'{state}' is no state of this workflow"
    if not workflow.ends_in:
        yield "it never ends"


def _of_ways(workflow: Workflow) -> Iterator[str]:
    opened = {step.into for step in workflow.steps if step.opens and step.into}
    reached = _closure(opened, lambda here: {s.into for s in workflow.steps if here in s.out_of and s.into})
    ending = _closure(
        workflow.ends_in, lambda there: {o for s in workflow.steps if s.into == there for o in s.out_of}
    )
    for state in sorted(workflow.states - reached):
        yield f"nothing leads into '{state}'"
    for state in sorted(workflow.states - ending):
        yield f"no way leads from '{state}' to an end"


def _closure(start: Set[str], onward: Callable[[str], Set[str]]) -> Set[str]:
    found, fresh = set(start), set(start)
    while fresh:
        fresh = {there for here in fresh for there in onward(here)} - found
        found |= fresh
    return found


def _of_clocks(workflow: Workflow) -> Iterator[str]:
    if not workflow.clocks:
        yield "no clock says by when it is due"
    for code, times in Counter(clock.code for clock in workflow.clocks).items():
        if times > 1:
            yield f"clock {code!r} is defined {times} times"
    for clock in workflow.clocks:
        awaited = {*clock.starts_on, *clock.longer_by, *clock.set_by, *clock.redated_by}
        awaited |= {*clock.rest_undone_by, *clock.voided_by}
        awaited |= {step for one in clock.rests_between for step in (one.since, one.ended_by)}
        for step in awaited - {*workflow.steps}:
            yield f"clock {clock.code!r} waits for {step.code!r}, which is no step here"
        for fault in _of_clock(clock, workflow.ends_in):
            yield f"clock {clock.code!r} {fault}"


def _of_clock(clock: Clock, ends_in: Set[str]) -> Iterator[str]:
    counts = clock.counting is not Counting.FIXED
    if not clock.articles.count:
        yield "cites no article"
    if not clock.starts_on:
        yield "never starts"
    if counts is not (clock.length > 0 or bool(clock.set_by)):
        yield "counts nothing" if counts else "is fixed, so it has no length"
    yield from _of_length(clock)
    if clock.counting is Counting.FIXED and clock.pauses_in:
        yield "pauses in a state, and counts nothing"
    if clock.counting is not Counting.WORKING_DAYS:
        yield from _only_of_working_days(clock)
    for state in sorted(ends_in - clock.stops_in):
        yield f"does not stop in '{state}', where the case ends"


def _only_of_working_days(clock: Clock) -> Iterator[str]:
    if clock.pauses_for or clock.pauses_where:
        yield "pauses for sub-cases, which only a clock of working days can"
    if clock.rests_between:
        yield "rests between steps, which only a clock of working days can"
    if clock.redated_by:
        yield "is redated, which only a clock of working days can; a fixed one is lengthened"


def _of_length(clock: Clock) -> Iterator[str]:
    """Where steps state the length, it must be known from the start, and no step may also lengthen it."""
    if clock.set_by and not clock.length and not clock.starts_on <= clock.set_by:
        yield "starts without a length"
    for step in sorted(clock.set_by & clock.longer_by, key=lambda step: step.code):
        yield f"takes {step.code!r} both for its length and for an extension"


def _of_grants(workflow: Workflow) -> Iterator[str]:
    counted = [clock for clock in workflow.clocks if clock.counting is not Counting.FIXED]
    fixed = [clock for clock in workflow.clocks if clock.counting is Counting.FIXED]
    granting = {step for clock in counted for step in (*clock.longer_by, *clock.set_by)}
    stating = {step for clock in fixed for step in (*clock.starts_on, *clock.longer_by)}
    stating |= {step for clock in workflow.clocks for step in clock.redated_by}
    stating |= {one.since for clock in workflow.clocks for one in clock.rests_between}
    for step in workflow.steps:
        yield from _of_grant(step, grants=step in granting, states=step in stating)


def _of_grant(step: Step, *, grants: bool, states: bool) -> Iterator[str]:
    if step.up_to and not grants:
        yield f"step {step.code!r} grants days, and no clock grows by them"
    if grants and not step.up_to:
        yield f"step {step.code!r} lengthens a clock by no days"
    if step.states_day and not states:
        yield f"step {step.code!r} states a last day, and no fixed clock reads it"
    if states and not step.states_day:
        yield f"step {step.code!r} moves a fixed clock and states no day"
