"""What the house is told of notices and meetings: how they are listed, found, approved and kept."""

from quancheng.kernel.approvals import papers
from quancheng.kernel.casework import agenda
from quancheng.kernel.retention import kinds as retention
from quancheng.records.groundwork.events.gatherings import GATHERING_KIND
from quancheng.records.groundwork.events.notices import ARRIVAL_KIND
from quancheng.records.groundwork.models import Gathering, Recipient
from quancheng.records.groundwork.queries.approving import PAPER
from quancheng.records.groundwork.queries.by_words import tell_the_finder
from quancheng.records.groundwork.queries.gathering_measures import know_gatherings
from quancheng.records.groundwork.queries.gathering_names import ATTENDANCE
from quancheng.records.groundwork.queries.notice_register import tell_of_notices
from quancheng.records.groundwork.queries.table_kept import TABLES
from quancheng.records.groundwork.workflow.gatherings import GATHERING
from quancheng.records.groundwork.workflow.notices import WORKFLOWS


def tell_the_house() -> None:
    """Once, when the house starts."""
    know_gatherings()
    tell_of_notices()
    tell_the_finder()
    agenda.register(
        GATHERING, GATHERING_KIND, Gathering, left="未确认的会议和培训", page="groundwork_desk:gatherings"
    )
    for case in WORKFLOWS:
        agenda.register(
            case, ARRIVAL_KIND, Recipient, left="未办结的通知与收表", page="groundwork_desk:notices"
        )
    papers.register(PAPER)
    retention.register(ATTENDANCE)
    retention.register(TABLES)
