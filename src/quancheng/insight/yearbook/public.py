"""What the shells may use of the yearbook."""

from quancheng.insight.yearbook.commands.days import set_inner_day
from quancheng.insight.yearbook.commands.duties import keep_duties
from quancheng.insight.yearbook.commands.former import record_former
from quancheng.insight.yearbook.commands.issuing import issue_report, submit_report
from quancheng.insight.yearbook.commands.reports import enter_cells, start_report, write_texts
from quancheng.insight.yearbook.commands.summing import start_summary
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.reports import report_for, reports_for, units_owing
from quancheng.insight.yearbook.queries.waiting import reports_waiting
from quancheng.insight.yearbook.rules.counting import Behind, Counter
from quancheng.insight.yearbook.rules.counting import register as register_counter
from quancheng.insight.yearbook.rules.days import Owes
from quancheng.insight.yearbook.rules.shape import Part, Place

__all__ = [
    "Behind",
    "Counter",
    "Owes",
    "Part",
    "Place",
    "Report",
    "enter_cells",
    "issue_report",
    "keep_duties",
    "record_former",
    "register_counter",
    "report_for",
    "reports_for",
    "reports_waiting",
    "set_inner_day",
    "start_report",
    "start_summary",
    "submit_report",
    "units_owing",
    "write_texts",
]
