"""What the shells and the insights may use of the module."""

from quancheng.records.groundwork.commands.checking import accept_table
from quancheng.records.groundwork.commands.collecting import (
    confirm_table,
    fill_table,
    save_table,
    sign_notice,
)
from quancheng.records.groundwork.commands.gatherings import (
    confirm_gathering,
    hold_gathering,
    plan_gathering,
)
from quancheng.records.groundwork.commands.issuing import issue_notice
from quancheng.records.groundwork.commands.notices import write_notice
from quancheng.records.groundwork.models import Notice
from quancheng.records.groundwork.models import Recipient as Arrival
from quancheng.records.groundwork.queries.at_a_glance import Waiting, gatherings_at_a_glance
from quancheng.records.groundwork.queries.notices import (
    NoticesWaiting,
    arrivals_of,
    notices_sent,
    notices_waiting,
)
from quancheng.records.groundwork.rules.columns import Column, ColumnKind
from quancheng.records.groundwork.rules.drafts import TableWish, Wish
from quancheng.records.groundwork.rules.gatherings import AgendaLine, DecisionLine, Kind, Told

__all__ = [
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
    "arrivals_of",
    "confirm_gathering",
    "confirm_table",
    "fill_table",
    "gatherings_at_a_glance",
    "hold_gathering",
    "issue_notice",
    "notices_sent",
    "notices_waiting",
    "plan_gathering",
    "save_table",
    "sign_notice",
    "write_notice",
]
