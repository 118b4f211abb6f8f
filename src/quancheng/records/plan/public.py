"""What the shells and the insights may use of the plan."""

from quancheng.records.plan.queries.board import Board, UnitLine, board, overseen_plan, overseen_plans
from quancheng.records.plan.queries.lines import Glance, ListLine, open_duties_at_a_glance
from quancheng.records.plan.rules.picking import THE_WHOLE, Counts, Mark

__all__ = [
    "THE_WHOLE",
    "Board",
    "Counts",
    "Glance",
    "ListLine",
    "Mark",
    "UnitLine",
    "board",
    "open_duties_at_a_glance",
    "overseen_plan",
    "overseen_plans",
]
