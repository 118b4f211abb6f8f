"""A district's own plan, what it takes up of the city's, and what becomes of it. Invented (演示). Pure."""

from datetime import date

from quancheng.shells.demo.life.story import Fate
from quancheng.shells.demo.model_plan import Deadline, Heading, PlanRow

TITLE = "2024年历下区政务公开重点工作任务分工（演示）"
BROUGHT = date(2024, 3, 22)  # Friday, the day after the city's plan is public
PUBLISHED = date(2024, 3, 25)

LIVELIHOOD = Heading("一、重点领域公开", "（一）民生保障")
POLICIES = Heading("二、政策服务", "（二）政策发布和解读")
EXCHANGE = Heading("三、互动交流", "（三）回应关切")
REQUESTS = Heading("四、依申请公开", "（四）规范办理")
ZONES = Heading("五、公开平台", "（五）政务公开专区")
GENERAL_OFFICE, EDUCATION, CIVIL_AFFAIRS, HOUSING = "区政府办公室", "区教体局", "区民政局", "区住建局"

ROWS = (
    PlanRow(
        no="1",
        heading=LIVELIHOOD,
        requirement="公开老旧小区改造的计划、进展和居民验收结果。（演示）",
        units=(HOUSING,),
        deadline=Deadline.YEAR_END,
    ),
    PlanRow(
        no="2",
        heading=LIVELIHOOD,
        requirement="公开保障性住房的房源、申请条件和分配结果。（演示）",
        units=(HOUSING,),
        deadline=Deadline.YEAR_END,
    ),
    PlanRow(
        no="3",
        heading=LIVELIHOOD,
        requirement="公开学前、义务教育的招生范围、学位和收费标准。（演示）",
        units=(EDUCATION,),
        deadline=Deadline.YEAR_END,
    ),
    PlanRow(
        no="4",
        heading=LIVELIHOOD,
        requirement="公开养老、托育机构名单和补贴标准，标准调整后及时公布。（演示）",
        units=(CIVIL_AFFAIRS,),
        deadline=Deadline.YEAR_END,
    ),
    PlanRow(
        no="5",
        heading=POLICIES,
        requirement="区级文件与解读一同起草、审签、发布。（演示）",
        units=(GENERAL_OFFICE,),
        deadline=Deadline.LONG_TERM,
    ),
    PlanRow(
        no="6",
        heading=EXCHANGE,
        requirement="按时办理区长信箱和留言，公开采纳情况。（演示）",
        units=(GENERAL_OFFICE,),
        deadline=Deadline.LONG_TERM,
    ),
    PlanRow(
        no="7",
        heading=REQUESTS,
        requirement="妥善办理依申请公开，申请集中的信息转为主动公开。（演示）",
        units=(GENERAL_OFFICE,),
        deadline=Deadline.YEAR_END,
    ),
    PlanRow(
        no="8",
        heading=ZONES,
        requirement="规范区、街道、社区三级专区，提供查询、申请、咨询。（演示）",
        units=(GENERAL_OFFICE, CIVIL_AFFAIRS),
        deadline=Deadline.YEAR_END,
    ),
)

TAKES_UP = {  # row of the city's plan → rows of the district's; what is not here stays a gap
    "5": ("1",),
    "13": ("2",),
    "14": ("3",),
    "15": ("4",),
    "24": ("5",),
    "28": ("5",),
    "36": ("6",),
    "38": ("7",),
    "39": ("7",),
    "40": ("7",),
    "51": ("8",),
    "52": ("8",),
    "53": ("8",),
}
SET_ASIDE, WHY = "8", "本区已全域城镇化，没有行政村，不承担乡村产业和治理信息的公开。（演示）"

_RARE = {2: Fate.REPORTED, 4: Fate.SIGNED, 8: Fate.LATER, 10: Fate.UNTOUCHED}


def fate_of(number: int) -> Fate:
    """The fate of the duty of this number: most are done, each other fate is met once."""
    return _RARE.get(number, Fate.DONE)
