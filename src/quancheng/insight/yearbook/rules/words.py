"""The words with which the house begins the text parts; every figure in them is bound to a table. Pure."""

import re
from collections.abc import Mapping

from quancheng.insight.yearbook.rules.days import Owes

BASIS = (
    "本报告根据《中华人民共和国政府信息公开条例》和国务院办公厅政府信息公开工作年度报告格式编制，"
    "所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
)
ACTIVE = (
    "（一）主动公开。本年制发行政规范性文件{{{{规范性文件制发}}}}件，废止{{{{规范性文件废止}}}}件，"
    "现行有效{{{{规范性文件有效}}}}件；作出行政许可决定{{{{行政许可}}}}件、行政处罚决定{{{{行政处罚}}}}件、"
    "行政强制决定{{{{行政强制}}}}件。"
)
REQUESTS = (
    "（二）依申请公开。本年新收政府信息公开申请{{{{本年新收}}}}件（自然人{{{{自然人新收}}}}件，"
    "法人或者其他组织{{{{法人和其他组织新收}}}}件），与上年相比{{{{新收同比}}}}；上年结转{{{{上年结转}}}}件。"
    "本年办结{{{{本年办结}}}}件，其中予以公开{{{{予以公开}}}}件、部分公开{{{{部分公开}}}}件、"
    "不予公开{{{{不予公开}}}}件、无法提供{{{{无法提供}}}}件、不予处理{{{{不予处理}}}}件、"
    "其他处理{{{{其他处理}}}}件；结转下年度继续办理{{{{结转下年}}}}件。"
    "因政府信息公开申请行政复议{{{{行政复议}}}}件，结果纠正{{{{复议纠正}}}}件；直接提起行政诉讼{{{{直接起诉}}}}件，"
    "复议后提起行政诉讼{{{{复议后起诉}}}}件。"
)
REST = "（三）政府信息管理。\n（四）政府信息公开平台建设。\n（五）监督保障。"
OF_GOVERNMENT = "本年对各单位的工作考核、社会评议和责任追究结果："
PROBLEMS = "（一）存在的主要问题。\n（二）改进情况。"
FEES = (
    "本年发出信息处理费收费通知书{{{{收费通知}}}}份，申请人缴纳信息处理费{{{{缴纳信息处理费}}}}件，"
    "共收取{{{{信息处理费金额}}}}元；因申请人逾期未缴纳信息处理费而不再处理的申请{{{{逾期未缴费}}}}件。"
)
HEADING_ALONE = re.compile(r"（[一二三四五六七八九十]+）[^。，；：]{2,24}[。：]?")


def drafted(owes: Owes, *, year: int) -> dict[str, str]:
    """What a new report says before anybody has written."""
    rest = f"{REST}{OF_GOVERNMENT}" if owes is Owes.GOVERNMENT else REST
    overview = "\n".join((BASIS, ACTIVE, REQUESTS, rest)).format(year=year)
    return {"overview": overview, "problems": PROBLEMS, "other": FEES.format()}


def headings_alone(texts: Mapping[str, str]) -> list[str]:
    """Headings under which nobody has written anything yet: （三）政府信息管理。"""
    lines = [line.strip() for text in texts.values() for line in text.splitlines()]
    return [line.rstrip("。：") for line in lines if HEADING_ALONE.fullmatch(line)]


def ref_of(slug: str, unit_id: int | None, year: int) -> str:
    """How a report is named in addresses, whatever its edition."""
    return f"{slug}-{year}" if unit_id is None else f"{slug}-{unit_id}-{year}"
