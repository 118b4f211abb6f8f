"""What the shells and the insights may use of the plan."""

from quancheng.records.plan.commands.bulletins import amend_bulletin, draft_bulletin, issue_bulletin
from quancheng.records.plan.commands.commitment_drafts import bring_commitments
from quancheng.records.plan.commands.commitment_editions import confirm_commitments, publish_commitments
from quancheng.records.plan.commands.commitments import (
    ask_to_move,
    confirm_progress,
    move_commitment,
    report_progress,
)
from quancheng.records.plan.commands.drafts import accept_doubts, bring_draft
from quancheng.records.plan.commands.duties import (
    add_evidence_address,
    ask_later,
    confirm_duties,
    report_duty,
    sign_duty,
)
from quancheng.records.plan.commands.editions import confirm_draft
from quancheng.records.plan.commands.levels import choose_plan_above, set_row_aside, take_up_row
from quancheng.records.plan.commands.moves import publish_move
from quancheng.records.plan.commands.order_answers import send_answer, sign_order
from quancheng.records.plan.commands.orders import (
    OrderWording,
    close_order,
    draft_order_about_row,
    draft_orders,
    issue_order,
)
from quancheng.records.plan.commands.oversight import doubt_duty, postpone_duty, return_duty
from quancheng.records.plan.commands.proposals import report_proposed
from quancheng.records.plan.commands.publishing import publish_plan
from quancheng.records.plan.commands.releases import propose_release, release_evidence
from quancheng.records.plan.commands.tasks import issue_tasks, take_apart
from quancheng.records.plan.models import Order, Plan
from quancheng.records.plan.queries.board import (
    Board,
    UnitLine,
    board,
    duties_of_plan,
    overseen_plan,
    overseen_plans,
)
from quancheng.records.plan.queries.commitments import (
    commitments_in,
    commitments_that_wait,
    has_public_commitments,
)
from quancheng.records.plan.queries.commitments import lists_for as commitment_lists_for
from quancheng.records.plan.queries.issuing import TaskSpec, whole_tasks
from quancheng.records.plan.queries.judged import (
    commitments_judged,
    duties_judged,
    duties_left_open,
    duties_signed,
    evidence_judged,
    orders_judged,
)
from quancheng.records.plan.queries.lines import ListLine
from quancheng.records.plan.queries.milestone import Point, When, line_of_year
from quancheng.records.plan.queries.moves import moves_of
from quancheng.records.plan.queries.orders import OrdersWaiting, orders_of_office, orders_waiting
from quancheng.records.plan.queries.plans import keys_of, rows_of
from quancheng.records.plan.queries.progress import Progress
from quancheng.records.plan.queries.proposals import reached_duties
from quancheng.records.plan.queries.shown import ShownPlan, ShownRow, newest_shown
from quancheng.records.plan.queries.worklist import duties_at_a_glance
from quancheng.records.plan.rules.picking import THE_WHOLE, Counts, Mark

__all__ = [
    "THE_WHOLE",
    "Board",
    "Counts",
    "ListLine",
    "Mark",
    "Order",
    "OrderWording",
    "OrdersWaiting",
    "Plan",
    "Point",
    "Progress",
    "ShownPlan",
    "ShownRow",
    "TaskSpec",
    "UnitLine",
    "When",
    "accept_doubts",
    "add_evidence_address",
    "amend_bulletin",
    "ask_later",
    "ask_to_move",
    "board",
    "bring_commitments",
    "bring_draft",
    "choose_plan_above",
    "close_order",
    "commitment_lists_for",
    "commitments_in",
    "commitments_judged",
    "commitments_that_wait",
    "confirm_commitments",
    "confirm_draft",
    "confirm_duties",
    "confirm_progress",
    "doubt_duty",
    "draft_bulletin",
    "draft_order_about_row",
    "draft_orders",
    "duties_at_a_glance",
    "duties_judged",
    "duties_left_open",
    "duties_of_plan",
    "duties_signed",
    "evidence_judged",
    "has_public_commitments",
    "issue_bulletin",
    "issue_order",
    "issue_tasks",
    "keys_of",
    "line_of_year",
    "move_commitment",
    "moves_of",
    "newest_shown",
    "orders_judged",
    "orders_of_office",
    "orders_waiting",
    "overseen_plan",
    "overseen_plans",
    "postpone_duty",
    "propose_release",
    "publish_commitments",
    "publish_move",
    "publish_plan",
    "reached_duties",
    "release_evidence",
    "report_duty",
    "report_progress",
    "report_proposed",
    "return_duty",
    "rows_of",
    "send_answer",
    "set_row_aside",
    "sign_duty",
    "sign_order",
    "take_apart",
    "take_up_row",
    "whole_tasks",
]
