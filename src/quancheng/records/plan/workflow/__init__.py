"""The declared cases of the plan: what each goes through, by whom, by when."""

from quancheng.records.plan.workflow.commitment import COMMITMENT
from quancheng.records.plan.workflow.duty import DUTY
from quancheng.records.plan.workflow.order import ORDER

WORKFLOWS = (DUTY, COMMITMENT, ORDER)
