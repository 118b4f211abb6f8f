"""What the house knows of notices and tables: what may be pointed at, counted, and left in hand."""

from quancheng.kernel.casework import hands
from quancheng.kernel.links import attached
from quancheng.kernel.links import registry as links
from quancheng.kernel.obligations import measures
from quancheng.kernel.obligations.measures import Measure
from quancheng.kernel.orgs.handover import watch_holdings, watch_units
from quancheng.records.groundwork.events.notices import ARRIVAL_KIND, NOTICE_KIND, TABLE_KIND
from quancheng.records.groundwork.queries import linked_notices as linked
from quancheng.records.groundwork.queries.attached import files_of_notices
from quancheng.records.groundwork.queries.fillings import accepted_tables, accepted_tables_of_each
from quancheng.records.groundwork.queries.notices import drafts_of, drafts_of_each, drafts_of_unit
from quancheng.records.groundwork.workflow.notices import FILL, IN_HAND, SIGN, TABLE, TAKE_OVER

COLLECTIONS = Measure(
    "groundwork.collections", "审核通过的收表", "份", accepted_tables, read_many=accepted_tables_of_each
)


def tell_of_notices() -> None:
    """Once, when the house starts."""
    links.register(NOTICE_KIND, says="通知", find_many=linked.notices_as_linked, is_inner=True)
    links.register(ARRIVAL_KIND, says="收到的通知", find_many=linked.arrivals_as_linked, is_inner=True)
    links.register(TABLE_KIND, says="收表", find_many=linked.tables_as_linked, is_inner=True)
    hands.register(TABLE, says="已签收未报送的收表", steps={SIGN, FILL}, states=IN_HAND, take_over=TAKE_OVER)
    attached.register(NOTICE_KIND, files_of_notices)
    measures.register(COLLECTIONS)
    watch_holdings("未签发的通知", drafts_of, page="groundwork_desk:notices", many=drafts_of_each)
    watch_units("未签发的通知", drafts_of_unit, page="groundwork_desk:notices")
