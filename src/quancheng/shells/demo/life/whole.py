"""All that happens in the model city, in the order in which it happened."""

from collections.abc import Callable, Iterator
from datetime import datetime

from quancheng.shells.demo.life.akin import load_akin
from quancheng.shells.demo.life.answered import load_answered
from quancheng.shells.demo.life.asking import load_requests
from quancheng.shells.demo.life.charging import load_charged
from quancheng.shells.demo.life.collections import load_collections, load_summed_up
from quancheng.shells.demo.life.gatherings import load_gatherings
from quancheng.shells.demo.life.inspection import load_inspection
from quancheng.shells.demo.life.letters import load_letters
from quancheng.shells.demo.life.levels import load_district
from quancheng.shells.demo.life.load import load_life
from quancheng.shells.demo.life.norms import load_norms
from quancheng.shells.demo.life.notices import load_notices
from quancheng.shells.demo.life.oversight import load_oversight
from quancheng.shells.demo.life.own_records import load_own_records
from quancheng.shells.demo.life.promises import load_promises
from quancheng.shells.demo.life.proven import prove
from quancheng.shells.demo.life.remedies import load_remedies
from quancheng.shells.demo.life.scores import load_scores
from quancheng.shells.demo.life.seals import load_seals
from quancheng.shells.demo.life.supervising import load_supervision
from quancheng.shells.demo.life.yearbook import load_yearbook


def live(now: datetime) -> Iterator[str]:  # one part after the other
    """Live through all of it, and tell of each part in a sentence; what is there already is left as it is.

    Raises DemoInProduction, NobodyThere.
    """
    lived = load_life(now)
    if lived.duties:
        yield f"已载入演示要点：责任事项{lived.duties}项，其中{lived.worked_on}项有办理记录。"
    if promised := load_promises(now):
        yield f"已载入演示公开承诺{promised}项。"
    if lived.duties and promised:
        yield f"已有{prove()}个单位凭系统记录报送。"
    if laid := load_district(now):
        yield f"已载入演示区县要点：责任事项{laid}项。"
    if orders := load_oversight(now):
        yield f"已载入演示督办单{orders}份、通报1份。"
    yield from _beside_the_plan(now)


def _beside_the_plan(now: datetime) -> Iterator[str]:
    """What else an office has on its desk."""
    for load, sentence in _ON_THE_DESK:
        if count := load(now):
            yield sentence.format(count)


_ON_THE_DESK: tuple[tuple[Callable[[datetime], int], str], ...] = (
    (load_letters, "已载入演示留言{}件。"),
    (load_requests, "已载入演示申请{}件。"),
    (load_summed_up, "已载入演示汇总：收表{}份，已呈批、已全部审核通过。"),
    (load_collections, "已载入演示通知与收表{}份。"),
    (load_gatherings, "已载入演示会议与培训{}次、议事协调机制1个。"),
    (load_scores, "已载入演示考核结果：{}个单位。"),
    (load_yearbook, "已载入演示年度报告{}份。"),
    (load_inspection, "已载入演示迎检：指标{}项。"),
    (load_seals, "已登记演示印章{}枚。"),
    (load_norms, "已载入演示规则{}条。"),
    (load_charged, "已载入演示收费通知{}件。"),
    (load_answered, "已载入演示已答复申请{}件。"),
    (load_akin, "已载入演示关联申请{}件。"),
    (load_own_records, "已载入演示更正申请和已答复的申请{}件。"),
    (load_remedies, "已载入演示复议、投诉和监督措施{}件。"),
    (load_notices, "已载入演示通知公告{}篇。"),
    (load_supervision, "已载入演示监管：申请{}件，通报草稿1份。"),
)
