"""Unsound workflows are named, each by what is wrong with it."""

from dataclasses import replace

import pytest

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.casework import registry
from quancheng.kernel.casework.checks import workflows_are_sound
from quancheng.kernel.casework.definition import Counting, Saying, Stretch
from quancheng.kernel.casework.soundness import faults
from quancheng.kernel.casework.tests.kinds import (
    ANSWER,
    ANSWER_CLOCK,
    ASK,
    ASK_CLOCK,
    ASSIGN,
    CLARIFIED,
    CONSULTATION,
    DUTY,
    DUTY_CLOCK,
    EXTEND,
    LAPSE,
    POSTPONE,
    RECEIVE,
    REQUEST,
    State,
)

WHERE = Saying("test.norm", "pauses", "等待", "第一条")


def without(step):
    return replace(REQUEST, steps=tuple(one for one in REQUEST.steps if one is not step))


def swapped(old, new, kind=REQUEST):
    return replace(kind, steps=tuple(new if one is old else one for one in kind.steps))


def clocked(kind, *clocks):
    return replace(kind, clocks=clocks)


@pytest.mark.parametrize("kind", [REQUEST, CONSULTATION, DUTY])
def test_the_kinds_of_the_tests_are_sound(kind):
    assert list(faults(kind)) == []


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        (without(RECEIVE), "no step opens a case"),
        (without(RECEIVE), "nothing leads into 'open'"),
        (without(RECEIVE), "clock 'answer' waits for 'receive', which is no step here"),
        (without(ASK), "nothing leads into 'unclear'"),
        (replace(without(ANSWER), ends_in=frozenset({State.LAPSED})), "nothing leads into 'answered'"),
        (replace(REQUEST, states=REQUEST.states | {"limbo"}), "no way leads from 'limbo' to an end"),
        (replace(REQUEST, states=REQUEST.states - {State.LAPSED}), "'lapsed' is no state of this workflow"),
        (replace(REQUEST, steps=(*REQUEST.steps, replace(ANSWER))), "step 'answer' is defined 2 times"),
        (replace(REQUEST, ends_in=frozenset()), "it never ends"),
        (replace(REQUEST, clocks=()), "no clock says by when it is due"),
        (swapped(LAPSE, replace(LAPSE, by=frozenset())), "step 'lapse' is for nobody"),
        (swapped(RECEIVE, replace(RECEIVE, into=None)), "opens a case and leads into no state"),
        (swapped(LAPSE, replace(LAPSE, code="recounted")), "bears a code that belongs to the house"),
        (swapped(LAPSE, replace(LAPSE, up_to=3)), "grants days, and no clock grows by them"),
        (swapped(LAPSE, replace(LAPSE, states_day=True)), "states a last day, and no fixed clock reads it"),
        (clocked(REQUEST, ANSWER_CLOCK, ANSWER_CLOCK), "clock 'answer' is defined 2 times"),
        (clocked(REQUEST, replace(ANSWER_CLOCK, articles=Articles(""))), "clock 'answer' cites no article"),
        (clocked(REQUEST, replace(ANSWER_CLOCK, starts_on=frozenset())), "clock 'answer' never starts"),
        (clocked(REQUEST, replace(ANSWER_CLOCK, length=0)), "clock 'answer' counts nothing"),
        (
            clocked(REQUEST, replace(ANSWER_CLOCK, stops_in=frozenset({State.LAPSED}))),
            "does not stop in 'answered', where the case ends",
        ),
        (
            clocked(REQUEST, replace(ANSWER_CLOCK, counting=Counting.MONTHS)),
            "pauses for sub-cases, which only a clock of working days can",
        ),
        (
            clocked(DUTY, replace(DUTY_CLOCK, pauses_in=DUTY.ends_in)),
            "pauses in a state, and counts nothing",
        ),
        (
            clocked(REQUEST, replace(ASK_CLOCK, longer_by=frozenset({ASK}))),
            "step 'ask' lengthens a clock by no days",
        ),
        (
            clocked(REQUEST, replace(ASK_CLOCK, pauses_in=frozenset({"nowhere"}))),
            "'nowhere' is no state of this workflow",
        ),
        (clocked(DUTY, replace(DUTY_CLOCK, length=3)), "is fixed, so it has no length"),
        (
            clocked(
                swapped(POSTPONE, later := replace(POSTPONE, states_day=False), DUTY),
                replace(DUTY_CLOCK, longer_by=frozenset({later})),
            ),
            "step 'postpone' moves a fixed clock and states no day",
        ),
        (
            clocked(REQUEST, replace(ASK_CLOCK, length=0, set_by=frozenset({ASK}))),
            "clock 'ask' starts without a length",
        ),
        (
            clocked(REQUEST, replace(ANSWER_CLOCK, set_by=frozenset({EXTEND}))),
            "takes 'extend' both for its length and for an extension",
        ),
        (clocked(DUTY, replace(DUTY_CLOCK, set_by=frozenset({ASSIGN}))), "is fixed, so it has no length"),
        (
            clocked(DUTY, replace(DUTY_CLOCK, redated_by=frozenset({POSTPONE}))),
            "is redated, which only a clock of working days can",
        ),
        (
            clocked(REQUEST, replace(ANSWER_CLOCK, rests_between=(Stretch(ASK, CLARIFIED, WHERE),))),
            "moves a fixed clock and states no day",
        ),
        (
            clocked(REQUEST, replace(ANSWER_CLOCK, rests_between=(Stretch(ASK, POSTPONE, WHERE),))),
            "waits for 'postpone'",
        ),
        (
            clocked(DUTY, replace(DUTY_CLOCK, rests_between=(Stretch(ASSIGN, POSTPONE, WHERE),))),
            "rests between steps, which only a clock of working days can",
        ),
        (
            clocked(REQUEST, replace(ANSWER_CLOCK, redated_by=frozenset({ASK}))),
            "moves a fixed clock and states no day",
        ),
    ],
)
def test_an_unsound_workflow_is_named_by_its_fault(kind, fault):
    told = list(faults(kind))
    assert any(fault in one for one in told), told
    assert all(one.startswith(f"{kind.code}: ") for one in told)


class TestTheCheck:
    def test_passes_what_is_sound(self):
        assert [one for one in workflows_are_sound(None) if "test." in str(one.msg)] == []

    def test_stops_the_site_on_an_unsound_workflow(self, monkeypatch):
        monkeypatch.setitem(registry.workflows, REQUEST.code, without(ASK))
        assert any("nothing leads into 'unclear'" in one.msg for one in workflows_are_sound(None))

    def test_names_a_sub_case_that_nobody_registered(self, monkeypatch):
        monkeypatch.delitem(registry.workflows, CONSULTATION.code)
        assert any("pauses for 'test.consultation'" in one.msg for one in workflows_are_sound(None))

    def test_two_workflows_cannot_share_a_code(self):
        with pytest.raises(registry.CodeTaken):
            registry.register(replace(REQUEST))
