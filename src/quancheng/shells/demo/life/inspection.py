"""An indicator sheet from above reaches the model city: proposals are taken, tasks laid, a package leaves."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.files.tables import Sheet, as_xlsx
from quancheng.kernel.orgs.queries import tenant_for
from quancheng.kernel.orgs.roles import Role
from quancheng.records.inspections import public as kit
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.collections import OTHERS
from quancheng.shells.demo.life.people import People

NAME = "政务公开评估指标表（演示）.xlsx"
HEAD = ("一级指标", "二级指标", "评估要点", "分值", "评分标准", "佐证材料")
ROWS = (
    (
        "组织保障",
        "专题会议",
        "主要负责同志召开政务公开专题会议，听取工作汇报",
        "4",
        "未召开不得分",
        "会议纪要",
    ),
    ("组织保障", "业务培训", "组织政务公开业务培训", "4", "未组织不得分", "培训安排、签到表"),
    ("公众参与", "群众留言", "按时答复群众留言，公开办理情况", "6", "逾期一件扣1分", "留言办理台账"),
    ("主动公开", "政策解读", "政策文件与解读材料同步发布", "6", "每发现一件未解读扣1分", "解读材料清单"),
)
LEDGER = "解读材料清单（演示）\n1. 演示办法及其解读，同日发布。\n".encode()
MOST_TAKEN = 2
DEMAND = "请报送本单位政策文件解读材料清单，注明文件和解读的发布日期。（演示）"


def load_inspection(now: datetime) -> int:
    """The sheet in force with its materials, tasks at every stage and a package. How many indicators.

    A second time changes nothing. Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示迎检")
    people = People(timezone.localdate(now))
    if kit.inspections_for(people.office).exists():
        return 0
    inspection = _sheet(people, now - timedelta(days=6))
    points = list(kit.indicators_of(people.office, inspection))
    day = now - timedelta(days=5)
    for indicator in points[:3]:
        for each in kit.proposed_for(people.office, indicator)[:MOST_TAKEN]:
            kit.take_record(indicator_id=indicator.pk, ref=each.ref, actor=people.office, now=day)
    kit.rate_indicator(
        indicator_id=points[0].pk, version=points[0].version, points=Decimal(4),
        why="会议已召开，纪要齐全（演示）", actor=people.office, now=day,
    )  # fmt: skip
    _tasks(people, points[3], day)
    with kit.hand_out_package(inspection_id=inspection.pk, actor=people.office, now=now):
        pass  # it is made anew whenever somebody asks; here it is only written down that one left
    return len(points)


def _sheet(people: People, day: datetime) -> kit.Inspection:
    """Brought by the office, confirmed by its head."""
    data, on = as_xlsx(Sheet("指标表", HEAD, ROWS)), people.on
    span = kit.Span(date(on.year, 1, 1), date(on.year, 12, 31), on + timedelta(days=20))
    upload = check_upload(data, name=NAME)
    draft = kit.bring_sheet(upload=upload, data=data, span=span, amends=None, actor=people.office, now=day)
    return kit.confirm_sheet(
        draft_id=draft.pk, version=draft.version, actor=people.office_head, now=day + timedelta(hours=3)
    )


def _tasks(people: People, indicator: kit.Indicator, day: datetime) -> None:
    """One is accepted, one waits to be accepted, and one lies with the visitor's own unit."""
    tenant = tenant_for(people.office, "jinan")
    mine = people.playing("unit").unit_id
    units = [*sorted(people.units_called(OTHERS[:2], tenant)), *([mine] if mine else [])]
    clerks = people.of_units(units, Role.HANDLER)
    for number, unit_id in enumerate(units):
        task = kit.lay_task(
            indicator_id=indicator.pk, unit_id=unit_id, until=people.on + timedelta(days=4 + number),
            demand=DEMAND, actor=people.office, now=day,
        )  # fmt: skip
        if unit_id == mine:
            continue
        clerk = clerks[unit_id]
        kit.sign_task(task_id=task.pk, version=0, actor=clerk, now=day + timedelta(hours=2))
        upload = check_upload(LEDGER, name="解读材料清单.txt", accepted=EVIDENCE)
        kit.bring_file(
            task_id=task.pk, upload=upload, data=LEDGER, says="", actor=clerk, now=day + timedelta(hours=3)
        )
        kit.hand_in(task_id=task.pk, version=1, actor=clerk, now=day + timedelta(hours=4))
        if not number:
            kit.accept_task(task_id=task.pk, version=2, actor=people.office, now=day + timedelta(days=1))
