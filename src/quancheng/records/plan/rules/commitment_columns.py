"""The columns of a table of commitments, by the words of its header, in any order. Pure."""

import re
from collections.abc import Sequence
from enum import StrEnum

from quancheng.records.plan.rules import columns as of_plans
from quancheng.records.plan.rules.wording import plain


class Heading(StrEnum):
    """What a column holds; the values are the fields of a row."""

    NO = "no"
    TASK = "task"
    CONTENT = "content"
    DAY = "day"
    UNIT = "unit"
    SUPPORT = "others"
    PERSON = "person"
    OFFICE = "office"
    OTHER = "other"


_BODY = r"(?:单位|部门|处室|主体|机构)"
_WHO = r"(?:第一|主要|直接|具体|分管|牵头|包保|责任|负责|承诺|市级|市|区|县|部门|单位)*"
_HEADINGS: tuple[tuple[Heading, re.Pattern[str]], ...] = tuple(
    (heading, re.compile(pattern))
    for heading, pattern in (
        (Heading.NO, r"序号|编号|序|项次|顺序号|任务编号|任务序号|承诺编号"),
        (Heading.OFFICE, rf"{_WHO}(?:人|领导)?(?:的)?职务"),
        (Heading.OTHER, r"备注|说明|.*(?:联系人|电话|联系方式|进展|完成情况|依据|来源|邮箱)"),
        (Heading.PERSON, rf"{_WHO}(?:人|领导|负责同志)(?:员)?(?:及|和|、)?(?:姓名|职务)*|姓名"),
        (Heading.SUPPORT, rf"(?:配合|协办|参与|协同|协助|支持)(?:责任)?{_BODY}"),
        (
            Heading.UNIT,
            rf"(?:牵头|主责|主办|责任|承办|承诺|实施|落实|负责|主管)(?:责任)?{_BODY}|责任分工",
        ),
        (Heading.DAY, r"承诺(?:完成)?(?:时限|时间|期限|日期)|限期|限时|完成(?:日|日期)|时限要求"),
        (
            Heading.CONTENT,
            r"(?:具体|主要|承诺|年度|工作|任务|目标|建设|项目)*(?:内容|目标|标准|措施|举措|要求|目标任务)",
        ),
        (
            Heading.TASK,
            r"(?:年度|重点|主要|核心|公开|承诺|工作|民生)*(?:任务|事项|项目|工作|实事|承诺)(?:名称|事项)?",
        ),
    )
)
_WHAT = frozenset({Heading.TASK, Heading.CONTENT})
_BOUND = frozenset({Heading.DAY, Heading.UNIT, Heading.PERSON})
_UNDER = re.compile(r"姓名|职务|单位|部门")


def heading_of(text: str) -> Heading | None:
    """What a heading means, brackets and blanks left aside."""
    if not text.strip() or len(text) > 40:
        return None
    told = re.sub(r"\s", "", plain(text))
    bare = re.sub(r"（.*?）", "", told) or told
    found = next((heading for heading, pattern in _HEADINGS if pattern.fullmatch(bare)), None)
    if found is None and of_plans.heading_of(text) is of_plans.Heading.DEADLINE:
        return Heading.DAY
    return found


def is_header(texts: Sequence[str]) -> bool:
    """Whether these cells head a table of commitments: what is promised, and by when or by whom."""
    written = [text for text in texts if text.strip()]
    kinds = {heading_of(text) for text in written} - {None}
    known = sum(heading_of(text) is not None for text in written)
    return bool(kinds & _WHAT and kinds & _BOUND) and len(kinds) >= 3 and 2 * known >= len(written)


def is_subheader(written: Sequence[str]) -> bool:
    """A second line of headings under one that spans several columns (责任人: 姓名, 职务)."""
    return all(_UNDER.fullmatch(re.sub(r"\s", "", text)) for text in written)
