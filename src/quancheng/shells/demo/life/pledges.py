"""The public commitments of the model city, and what becomes of each. Invented, marked 演示. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

TITLE = "2024年济南市重点任务公开承诺清单（演示）"
COLUMNS = ("序号", "任务", "承诺内容", "完成时限", "责任单位", "责任人")
SENT = date(2024, 3, 21)  # Thursday
PUBLISHED = date(2024, 3, 22)


class End(StrEnum):
    """How a commitment of the model city goes on."""

    KEPT = "kept"
    KEPT_AS_MOVED = "kept_as_moved"
    LATE = "late"
    MOVED = "moved"  # to a day that is still ahead when the city moves in
    WISHES = "wishes"  # its unit waits for the office's word on a later day
    WAITS = "waits"  # its head has not yet looked at what the handler wrote
    GOES_ON = "goes_on"


@dataclass(frozen=True, slots=True)
class Pledge:
    """One commitment: what the list says, and what becomes of it."""

    section: str
    task: str
    content: str
    deadline: str
    unit: str
    person: str
    end: End
    progress: tuple[date, str]
    done: tuple[date, str] | None = None
    moved: tuple[date, date, str] | None = None  # decided on, until, why


HOMES, TRADE, CITY, OPEN = (
    "一、保障和改善民生",
    "二、优化营商环境",
    "三、建设宜居城市",
    "四、让政府工作看得见",
)
PLEDGES = (
    Pledge(
        HOMES, "新建、改建社区长者食堂", "全年新增60家，每家每天供应两餐，价格在店门口公示。",
        "2024年10月底前",
        "市民政局", "演示·周沐源（局长）", End.KEPT,
        (date(2024, 7, 12), "已开业38家，其余22家正在装修（演示）。"),
        (date(2024, 10, 18), "60家全部开业，名单和地址已公开（演示）。"),
    ),
    Pledge(
        HOMES, "老旧小区改造", "改造69个小区，改前征求居民意见，改后由居民验收。", "2024年11月底前",
        "市住房城乡建设局", "演示·吴映湖（局长）", End.KEPT_AS_MOVED,
        (date(2024, 8, 9), "51个小区完工，18个小区在施工（演示）。"),
        (date(2024, 12, 20), "69个小区全部通过居民验收（演示）。"),
        (date(2024, 10, 25), date(2024, 12, 31), "汛期长于往年，18个小区的屋面和外墙施工顺延（演示）。"),
    ),
    Pledge(
        HOMES, "增加普惠托育学位", "新增普惠托育学位2000个，收费标准向社会公开。", "2024年9月底前",
        "市卫生健康委", "演示·郑听溪（主任）", End.KEPT,
        (date(2024, 6, 14), "已备案1260个学位（演示）。"),
        (date(2024, 9, 13), "新增学位2048个，机构名单和收费标准已公开（演示）。"),
    ),
    Pledge(
        HOMES, "中小学操场课后开放", "120所学校的操场在周末和假期向居民开放，时间逐校公布。",
        "2024年8月底前",
        "市教育局", "演示·王望岳（局长）", End.LATE,
        (date(2024, 7, 5), "96所学校完成围挡改造（演示）。"),
        (date(2024, 9, 20), "120所学校全部开放，较承诺晚20天；原因是部分学校围挡验收延后（演示）。"),
    ),
    Pledge(
        TRADE, "企业开办一日办结", "设立登记、刻章、发票一窗受理，一个工作日内办结。",
        "2024年6月底前",
        "市行政审批服务局", "演示·冯倚柳（局长）", End.KEPT,
        (date(2024, 5, 10), "市级大厅已实行，区县窗口在培训（演示）。"),
        (date(2024, 6, 21), "全市窗口统一实行，办理时长逐月公布（演示）。"),
    ),
    Pledge(
        TRADE, "公共资源交易全程公开", "工程、采购、土地三类交易从公告到履约逐环节公开。", "2024年9月底前",
        "济南公共资源交易中心", "演示·陈观荷（主任）", End.KEPT,
        (date(2024, 6, 28), "公告、开标、中标三个环节已公开（演示）。"),
        (date(2024, 9, 24), "履约信息上线，五个环节全部公开（演示）。"),
    ),
    Pledge(
        TRADE, "惠企资金直达", "免申即享事项增至40项，资金到账情况按季公布。", "2024年12月底前",
        "市财政局", "演示·褚知澜（局长）", End.KEPT,
        (date(2024, 7, 19), "免申即享事项27项，二季度到账情况已公布（演示）。"),
        (date(2024, 12, 13), "免申即享事项41项，四个季度的到账情况均已公布（演示）。"),
    ),
    Pledge(
        CITY, "打通断头路", "打通12条断头路，开工、通车日期提前公布。", "2024年12月底前",
        "市交通运输局", "演示·卫若冰（局长）", End.MOVED,
        (date(2024, 9, 6), "9条已通车，3条涉及管线迁改（演示）。"),
        moved=(date(2024, 11, 29), date.max, "3条道路下发现需要保护的泉水径流通道，线路重新论证（演示）。"),
    ),
    Pledge(
        CITY, "新建口袋公园", "新建口袋公园50处，选址由周边居民投票。", "2024年10月底前",
        "市城管局", "演示·蒋清泉（局长）", End.KEPT,
        (date(2024, 6, 7), "50处选址投票结束，32处开工（演示）。"),
        (date(2024, 10, 25), "50处全部开放（演示）。"),
    ),
    Pledge(
        CITY, "泉水保护和水质公开", "重点泉群水位每日公布，水质每月公布。", "2024年6月底前",
        "市水务局", "演示·沈涌波（局长）", End.KEPT,
        (date(2024, 4, 26), "水位每日公布已实行（演示）。"),
        (date(2024, 6, 25), "水质按月公布，历史数据可以下载（演示）。"),
    ),
    Pledge(
        OPEN, "公共数据开放", "新开放数据集300个，每个标明更新周期。", "2024年12月底前",
        "市大数据局", "演示·韩润泽（局长）", End.WAITS,
        (date(2024, 8, 16), "已开放212个数据集（演示）。"),
        (date(2024, 12, 27), "300个数据集全部开放（演示）。"),
    ),
    Pledge(
        OPEN, "政务数据目录按季更新", "目录每季度更新一次，更新日期写在目录首页。", "2024年12月底前",
        "市大数据局", "演示·韩润泽（局长）", End.KEPT,
        (date(2024, 7, 12), "前两个季度已按期更新（演示）。"),
        (date(2024, 12, 17), "四个季度均已更新，日期可在目录首页查看（演示）。"),
    ),
    Pledge(
        OPEN, "乡村公共文化活动", "送戏下乡1200场，场次和时间提前一周公布。", "2024年12月底前",
        "市文化和旅游局", "演示·杨沐源（局长）", End.WISHES,
        (date(2024, 10, 11), "已演出968场（演示）。"),
        moved=(date(2024, 12, 20), date.max, "冬季雨雪天气多，部分场次须改期（演示）。"),
    ),
)  # fmt: skip


def as_document() -> str:
    """Each cell on a line led by a tab, rows parted by a blank line, headings between them."""
    blocks = [TITLE, _record(COLUMNS)]
    number = 0
    for section, under in groupby(PLEDGES, key=lambda each: each.section):
        blocks.append(section)
        for each in under:
            number += 1
            cells = (str(number), each.task, each.content, each.deadline, each.unit, each.person)
            blocks.append(_record(cells))
    return "\n\n".join(blocks) + "\n"


def numbered() -> Iterator[tuple[str, Pledge]]:
    """Each commitment with its number in the list."""
    return ((str(number), each) for number, each in enumerate(PLEDGES, start=1))


def _record(cells: tuple[str, ...]) -> str:
    return "\n".join(f"\t{cell}" for cell in cells)
