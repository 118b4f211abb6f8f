"""What the shells and the insights may use of the module."""

from quancheng.records.groundwork.commands.checking import accept_table
from quancheng.records.groundwork.commands.collecting import (
    confirm_table,
    fill_table,
    save_table,
    sign_notice,
)
from quancheng.records.groundwork.commands.notices import issue_notice, write_notice
from quancheng.records.groundwork.models import Notice
from quancheng.records.groundwork.models import Recipient as Arrival
from quancheng.records.groundwork.queries.notices import (
    NoticesWaiting,
    arrivals_of,
    notices_sent,
    notices_waiting,
)
from quancheng.records.groundwork.rules.columns import Column, ColumnKind
from quancheng.records.groundwork.rules.drafts import TableWish, Wish

__all__ = [
    "Arrival",
    "Column",
    "ColumnKind",
    "Notice",
    "NoticesWaiting",
    "TableWish",
    "Wish",
    "accept_table",
    "arrivals_of",
    "confirm_table",
    "fill_table",
    "issue_notice",
    "notices_sent",
    "notices_waiting",
    "save_table",
    "sign_notice",
    "write_notice",
]
