"""Every kind of notice that the module sends."""

from quancheng.records.plan.commands.commitment_telling import COMMITMENT_KINDS
from quancheng.records.plan.commands.following import FOLLOWED
from quancheng.records.plan.commands.milestone import MILESTONE_KINDS
from quancheng.records.plan.commands.telling import KINDS
from quancheng.records.plan.commands.telling_orders import KINDS as ORDER_KINDS
from quancheng.records.plan.commands.telling_review import REVIEW_KINDS
from quancheng.records.plan.commands.warned import WARNING_KINDS
from quancheng.records.plan.commands.warned_cases import CASE_WARNING_KINDS

NOTICES = (
    *KINDS,
    *REVIEW_KINDS,
    *FOLLOWED,
    *WARNING_KINDS,
    *CASE_WARNING_KINDS,
    *MILESTONE_KINDS,
    *COMMITMENT_KINDS,
    *ORDER_KINDS,
)
