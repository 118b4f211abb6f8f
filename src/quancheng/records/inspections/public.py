"""What the shells and the insights may use of the inspection kit."""

from quancheng.records.inspections.commands.materials import bring_file, rate_indicator, take_record
from quancheng.records.inspections.commands.packages import hand_out_package
from quancheng.records.inspections.commands.sheets import Span, bring_sheet, confirm_sheet
from quancheng.records.inspections.commands.tasks import accept_task, hand_in, lay_task, sign_task
from quancheng.records.inspections.models import Indicator, Inspection
from quancheng.records.inspections.queries.gathering import indicators_of, proposed_for
from quancheng.records.inspections.queries.sheets import inspections_for
from quancheng.records.inspections.queries.tasks import tasks_waiting

__all__ = [
    "Indicator",
    "Inspection",
    "Span",
    "accept_task",
    "bring_file",
    "bring_sheet",
    "confirm_sheet",
    "hand_in",
    "hand_out_package",
    "indicators_of",
    "inspections_for",
    "lay_task",
    "proposed_for",
    "rate_indicator",
    "sign_task",
    "take_record",
    "tasks_waiting",
]
