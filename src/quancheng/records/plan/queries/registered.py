"""What the house knows of this module's records: what may be pointed at, what may be left in hand."""

from quancheng.kernel.links.registry import FindMany
from quancheng.kernel.obligations.measures import Measure
from quancheng.records.plan.queries import commitment_links, commitments, linked
from quancheng.records.plan.queries.milestone import MILESTONE_KIND
from quancheng.records.plan.queries.plans import (
    DUTY_KIND,
    MOVE_KIND,
    PLAN_KIND,
    RELEASE_KIND,
    ROW_KIND,
    TASK_KIND,
)
from quancheng.records.plan.queries.warned import WARNING_KIND
from quancheng.records.plan.queries.worklist import open_duties_of_unit

NO_PAGE = ""
LINKED: tuple[tuple[str, str, FindMany, str], ...] = (  # kind, word, finder, pattern of its pages
    (PLAN_KIND, "工作要点", linked.plans_as_linked, NO_PAGE),
    (ROW_KIND, "任务分工行", linked.rows_as_linked, r"/plan/rows/([-\w]+)/"),
    (TASK_KIND, "分项", linked.tasks_as_linked, NO_PAGE),
    (DUTY_KIND, "责任事项", linked.duties_as_linked, r"/plan/duties/(\d+)/"),
    (WARNING_KIND, "预警", linked.warnings_as_linked, NO_PAGE),
    (RELEASE_KIND, "佐证公开", linked.releases_as_linked, NO_PAGE),
    (MOVE_KIND, "时限调整", linked.moves_as_linked, NO_PAGE),
    (commitments.LIST_KIND, "公开承诺清单", commitment_links.lists_as_linked, NO_PAGE),
    (
        commitments.COMMITMENT_KIND,
        "公开承诺",
        commitment_links.commitments_as_linked,
        r"/plan/commitments/one/([-\w]+)/",
    ),
    (MILESTONE_KIND, "节点报告", linked.milestones_as_linked, NO_PAGE),
)
UNITS_OWE = (
    ("未办结的责任事项", open_duties_of_unit),
    ("未完成的公开承诺", commitments.open_commitments_of_unit),
)
MEASURES = (Measure("plan.commitments", "按时完成的年度公开承诺", "项", commitments.kept_in_time),)
