"""What the shells and the insights may use of the module."""

from quancheng.records.groundwork.commands.gatherings import (
    confirm_gathering,
    hold_gathering,
    plan_gathering,
)
from quancheng.records.groundwork.queries.at_a_glance import Waiting, gatherings_at_a_glance
from quancheng.records.groundwork.rules.gatherings import AgendaLine, DecisionLine, Kind, Told

__all__ = [
    "AgendaLine",
    "DecisionLine",
    "Kind",
    "Told",
    "Waiting",
    "confirm_gathering",
    "gatherings_at_a_glance",
    "hold_gathering",
    "plan_gathering",
]
