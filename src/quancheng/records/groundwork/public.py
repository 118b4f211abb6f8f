"""What the shells and the insights may use of the module."""

from quancheng.records.groundwork.commands.accepting import accept_tables
from quancheng.records.groundwork.commands.attendance import add_attendance
from quancheng.records.groundwork.commands.checking import accept_table
from quancheng.records.groundwork.commands.collecting import (
    confirm_table,
    fill_table,
    save_table,
    sign_notice,
)
from quancheng.records.groundwork.commands.councils import found_council, settle_decision
from quancheng.records.groundwork.commands.gatherings import (
    confirm_gathering,
    hold_gathering,
    plan_gathering,
)
from quancheng.records.groundwork.commands.issuing import issue_notice, send_approved_notice
from quancheng.records.groundwork.commands.notices import write_notice
from quancheng.records.groundwork.events.notices import NOTICE_KIND
from quancheng.records.groundwork.models import Notice
from quancheng.records.groundwork.models import Recipient as Arrival
from quancheng.records.groundwork.queries.at_a_glance import Waiting, gatherings_at_a_glance
from quancheng.records.groundwork.queries.councils import open_decisions
from quancheng.records.groundwork.queries.gatherings import gatherings_for
from quancheng.records.groundwork.queries.notices import (
    NoticesWaiting,
    arrivals_of,
    notices_sent,
    notices_waiting,
)
from quancheng.records.groundwork.queries.standing import tables_standing
from quancheng.records.groundwork.rules.columns import Column, ColumnKind
from quancheng.records.groundwork.rules.drafts import TableWish, Wish
from quancheng.records.groundwork.rules.gatherings import AgendaLine, DecisionLine, Kind, Told

__all__ = [
    "NOTICE_KIND",
    "AgendaLine",
    "Arrival",
    "Column",
    "ColumnKind",
    "DecisionLine",
    "Kind",
    "Notice",
    "NoticesWaiting",
    "TableWish",
    "Told",
    "Waiting",
    "Wish",
    "accept_table",
    "accept_tables",
    "add_attendance",
    "arrivals_of",
    "confirm_gathering",
    "confirm_table",
    "fill_table",
    "found_council",
    "gatherings_at_a_glance",
    "gatherings_for",
    "hold_gathering",
    "issue_notice",
    "notices_sent",
    "notices_waiting",
    "open_decisions",
    "plan_gathering",
    "save_table",
    "send_approved_notice",
    "settle_decision",
    "sign_notice",
    "tables_standing",
    "write_notice",
]
