"""The annual reports of the model city: last year's, published in time, late or not; one begun."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from quancheng.insight.yearbook import public as yearbook
from quancheng.insight.yearbook.public import Part, Place
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.people import People
from quancheng.shells.demo.life.reporting import SOURCE, lay_duties, moment, report_the_rest

ON = (1, 20)  # the day on which the report went out
REQUESTS = {  # by row: natural persons, enterprises, research, charities, legal services, others
    1: (38, 6, 1, 0, 4, 0),
    2: (3, 1, 0, 0, 0, 0),
    3: (17, 3, 1, 0, 1, 0),
    4: (5, 1, 0, 0, 0, 0),
    8: (1, 0, 0, 0, 0, 0),
    9: (1, 0, 0, 0, 0, 0),
    10: (2, 0, 0, 0, 1, 0),
    13: (7, 1, 0, 0, 2, 0),
    14: (2, 0, 0, 0, 0, 0),
    16: (1, 0, 0, 0, 0, 0),
    17: (1, 0, 0, 0, 0, 0),
    21: (1, 0, 0, 0, 0, 0),
    23: (1, 0, 0, 0, 0, 0),
    25: (2, 2, 0, 0, 0, 0),
}
ACTIVE = {(1, 1): 0, (2, 1): 4, (2, 2): 2, (2, 3): 17, (3, 1): 126, (4, 1): 9, (5, 1): 0}
REMEDIES = {1: (2, 0, 1, 0), 2: (1, 0, 0, 0), 3: (0, 0, 0, 1)}
PROBLEMS = (
    "（一）存在的主要问题。个别申请答复临近期限，公开目录更新不够及时（演示）。\n"
    "（二）改进情况。已建立每周核对台账的办法，逐件提醒承办人（演示）。"
)
OTHER = "本年没有收取信息处理费（演示）。"


def load_yearbook(now: datetime) -> int:
    """What is owed of last year is laid; its reports are issued, one of this year is begun. How many reports.

    A second time none.

    Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示年度报告")
    people, year = People(timezone.localdate(now)), timezone.localdate(now).year
    clerk, head = people.playing("unit"), people.playing("unit-head")
    unit_id = clerk.unit_id or 0
    if yearbook.reports_for(clerk).filter(unit=unit_id).exists():
        return 0
    lay_duties(year - 1)
    then = moment(year - 1, *ON, now=now) or now
    made = yearbook.start_report(unit_id=unit_id, year=year - 1, actor=clerk, now=then)
    for part, cells in _tables().items():
        made = yearbook.enter_cells(
            report_id=made.pk, version=made.version, part=part, cells=cells, source=SOURCE, actor=clerk,
            now=then,
        )  # fmt: skip
    texts = {"problems": PROBLEMS, "other": OTHER}
    made = yearbook.write_texts(report_id=made.pk, version=made.version, texts=texts, actor=clerk, now=then)
    made = yearbook.submit_report(report_id=made.pk, version=made.version, actor=clerk, now=then)
    yearbook.issue_report(report_id=made.pk, version=made.version, actor=head, now=then)
    others = report_the_rest(year - 1, now=now)
    yearbook.start_report(unit_id=unit_id, year=year, actor=clerk, now=now)
    return others + 2


def _tables() -> dict[Part, dict[Place, int | Decimal | None]]:
    """The invented figures, every cell told."""
    requests: dict[Place, int | Decimal | None] = {
        Place(Part.REQUESTS, row, column): REQUESTS.get(row, (0,) * 6)[column - 1]
        for row in range(1, 26) if row != 24
        for column in range(1, 7)
    }  # fmt: skip
    active: dict[Place, int | Decimal | None] = {Place(Part.ACTIVE, 1, column): 0 for column in range(1, 4)}
    active |= {Place(Part.ACTIVE, row, column): value for (row, column), value in ACTIVE.items()}
    active[Place(Part.ACTIVE, 6, 1)] = Decimal(0)
    remedies: dict[Place, int | Decimal | None] = {
        Place(Part.REMEDIES, block, column): value
        for block, values in REMEDIES.items()
        for column, value in enumerate(values, start=1)
    }
    return {Part.ACTIVE: active, Part.REQUESTS: requests, Part.REMEDIES: remedies}
