"""What the house knows of this module's records: what may be pointed at, what may be left in hand."""

from quancheng.kernel.casework import agenda
from quancheng.kernel.links import attached
from quancheng.kernel.links import registry as links
from quancheng.kernel.links.registry import FindMany
from quancheng.kernel.norms import foreign
from quancheng.kernel.obligations import measures
from quancheng.kernel.obligations.measures import Measure
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.handover import watch_holdings
from quancheng.kernel.redaction import subjects
from quancheng.kernel.redaction.grounds import register_grounds
from quancheng.records.plan.models import Commitment, Order
from quancheng.records.plan.queries import attached as files
from quancheng.records.plan.queries import commitment_links, commitments, in_hand, linked, redacting
from quancheng.records.plan.queries.dated import DATED
from quancheng.records.plan.queries.milestone import MILESTONE_KIND
from quancheng.records.plan.queries.plans import (
    BULLETIN_KIND,
    DRAFT_KIND,
    DUTY_KIND,
    MOVE_KIND,
    ORDER_KIND,
    PLAN_KIND,
    RELEASE_KIND,
    ROW_KIND,
    TASK_KIND,
)
from quancheng.records.plan.queries.warned import WARNING_KIND
from quancheng.records.plan.workflow.commitment import COMMITMENT
from quancheng.records.plan.workflow.duty import DUTY
from quancheng.records.plan.workflow.order import ORDER, State

NO_PAGE = ""
LINKED: tuple[tuple[str, str, FindMany, str], ...] = (  # kind, word, finder, pattern of its pages
    (PLAN_KIND, "工作要点", linked.plans_as_linked, NO_PAGE),
    (DRAFT_KIND, "要点草稿", linked.drafts_as_linked, NO_PAGE),
    (ROW_KIND, "任务分工行", linked.rows_as_linked, r"/plan/rows/([-\w]+)/"),
    (TASK_KIND, "分项", linked.tasks_as_linked, NO_PAGE),
    (DUTY_KIND, "责任事项", linked.duties_as_linked, r"/plan/duties/(\d+)/"),
    (WARNING_KIND, "预警", linked.warnings_as_linked, NO_PAGE),
    (RELEASE_KIND, "佐证公开", linked.releases_as_linked, NO_PAGE),
    (redacting.EVIDENCE_KIND, "佐证", redacting.evidence_as_linked, NO_PAGE),
    (MOVE_KIND, "时限调整", linked.moves_as_linked, NO_PAGE),
    (commitments.LIST_KIND, "公开承诺清单", commitment_links.lists_as_linked, NO_PAGE),
    (
        commitments.COMMITMENT_KIND,
        "公开承诺",
        commitment_links.commitments_as_linked,
        r"/plan/commitments/one/([-\w]+)/",
    ),
    (ORDER_KIND, "督办单", linked.orders_as_linked, r"/plan/orders/(\d+)/"),
    (BULLETIN_KIND, "通报", linked.bulletins_as_linked, r"/plan/bulletins/(\d+)/"),
    (MILESTONE_KIND, "节点报告", linked.milestones_as_linked, NO_PAGE),
)
PEOPLE_HOLD = (  # word, how many one holds, how many each of several
    ("待核对的要点草稿", in_hand.drafts_held, in_hand.drafts_held_by_each),
    ("已签收未办结的责任事项", in_hand.duties_held, in_hand.duties_held_by_each),
)
HANDED_OVER_AT = "plan_desk:handover"
MEASURES = (
    Measure(
        "plan.commitments", "按时完成的年度公开承诺", "项", commitments.kept_in_time,
        read_many=commitments.kept_in_time_by_each,
    ),
)  # fmt: skip


def tell_the_house() -> None:
    """Once, when the house starts: what others may point at, count, and must hand over before they leave."""
    for code, says, find_many, page in LINKED:
        links.register(code, says=says, find_many=find_many, page=page)
    subjects.register(
        redacting.EVIDENCE_KIND, says="佐证", find_many=redacting.evidence_as_subjects,
        seconds=redacting.who_looks_through,
    )  # fmt: skip
    register_grounds(redacting.EVIDENCE_KIND, redacting.GROUNDS)
    attached.register(DUTY_KIND, files.files_of_duties)
    agenda.register(DUTY, DUTY_KIND, DueItem, left="未办结的责任事项", page="plan_desk:duties")
    agenda.register(
        COMMITMENT, commitments.COMMITMENT_KIND, Commitment, ref="ref", left="未完成的公开承诺",
        page="plan_desk:commitments",
    )  # fmt: skip
    agenda.register(
        ORDER, ORDER_KIND, Order, left="未办结的督办单", page="plan_desk:orders",
        apart=frozenset({State.DRAFT}),
    )  # fmt: skip
    for says, held, held_by_each in PEOPLE_HOLD:
        watch_holdings(says, held, page=HANDED_OVER_AT, many=held_by_each)
    for dated in DATED:
        foreign.register(dated)
    for measure in MEASURES:
        measures.register(measure)
