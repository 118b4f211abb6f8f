"""What the house knows of meetings and trainings: what may be pointed at, counted, left in hand."""

from quancheng.kernel.casework import hands
from quancheng.kernel.links import attached
from quancheng.kernel.links import registry as links
from quancheng.kernel.obligations import measures
from quancheng.kernel.obligations.measures import Measure
from quancheng.kernel.orgs.handover import watch_units
from quancheng.records.groundwork.events.councils import COUNCIL_KIND
from quancheng.records.groundwork.events.gatherings import GATHERING_KIND, YEAR_KIND
from quancheng.records.groundwork.queries import gathering_links, gatherings
from quancheng.records.groundwork.queries.attached import files_of_gatherings
from quancheng.records.groundwork.queries.councils import open_decisions_of_unit
from quancheng.records.groundwork.workflow.gatherings import GATHERING, HOLD, PLAN, TAKE_OVER, UNDER_WAY

MEASURES = (
    Measure(
        "groundwork.meetings", "主要负责同志召开的政务公开专题会议", "次", gatherings.meetings_read,
        words=("专题会议",), read_many=gatherings.meetings_of_each,
    ),
    Measure(
        "groundwork.trainings", "政务公开业务培训", "次", gatherings.trainings_read,
        words=("专题培训", "业务培训"), read_many=gatherings.trainings_of_each,
    ),
    Measure(
        "groundwork.cadre_trainings", "纳入干部教育的政务公开培训", "次", gatherings.cadre_trainings_read,
        words=("教育培训内容", "干部教育培训"), read_many=gatherings.cadre_trainings_of_each,
    ),
)  # fmt: skip


def know_gatherings() -> None:
    """Once, when the house starts: links, measures, and what a unit may leave behind."""
    links.register(
        GATHERING_KIND, says="会议与培训", find_many=gathering_links.gatherings_as_linked,
        page=r"/groundwork/gatherings/(\d+)/", is_inner=True,
    )  # fmt: skip
    links.register(
        COUNCIL_KIND, says="议事协调机制", find_many=gathering_links.councils_as_linked,
        page=r"/groundwork/councils/(\d+)/", is_inner=True,
    )  # fmt: skip
    links.register(YEAR_KIND, says="年度会议与培训", find_many=gathering_links.years_as_linked, is_inner=True)
    hands.register(
        GATHERING, says="登记了还没有确认的会议和培训", steps={PLAN, HOLD}, states=UNDER_WAY,
        take_over=TAKE_OVER,
    )  # fmt: skip
    attached.register(GATHERING_KIND, files_of_gatherings)
    for measure in MEASURES:
        measures.register(measure)
    watch_units("未办结的议定事项", open_decisions_of_unit, page="groundwork_desk:decisions")
