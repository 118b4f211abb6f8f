"""The columns of a plan's table: which heading means which field, in any order and under many names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from quancheng.records.plan.rules.reading import Role
from quancheng.records.plan.rules.wording import plain


class Heading(Enum):
    """What the heading of a column promises."""

    NO = auto()
    CLASS = auto()
    TASK = auto()
    REQUIREMENT = auto()
    UNITS = auto()
    LEAD = auto()
    SUPPORT = auto()
    DEADLINE = auto()
    OTHER = auto()


_BODY = r"(?:单位|部门|处室|科室|主体|机构)"
_DEADLINE = (
    r"(?:计划|预计|要求|工作)?(?:完成|办理|办结|落实|推进|整改|实施|起止)?(?:的)?"
    r"(?:时限|期限|时间|日期|年限|进度|时序|时点)(?:及?(?:要求|安排|节点|进度))?"
    r"|时间?节点|完成节点|时序进度|进度安排|时间安排"
)
_OTHER = (
    r"备注|说明|.*(?:责任人|联系人|联系方式|联系电话|领导|进展|完成情况|落实情况|依据|来源|文号)"
    r"|(?:建设|项目).{1,6}"
)
_CLASS = (
    r"(?:任务|工作|事项|项目|场景)?(?:分类|类别|类型|领域|板块|方面|大项|模块|章节)"
    r"|[一二]级(?:任务|指标)|类别名称|主题"
)
_REQUIREMENT = (
    r"(?:具体|主要|重点|工作|任务|目标|落实|推进|实施)(?:工作|任务)?(?:要求|举措|措施|内容|要点|分项|细则)"
    r"|具体(?:任务|工作|事项|内容)|(?:主要|重点)?任务(?:及|和|与)(?:措施|要求|举措)"
    r"|三级任务|任务分解|工作分解|工作措施及要求|要点内容|内容|举措|措施|要求"
)
_TASK = r"(?:年度|重点|主要|工作|核心)*(?:任务|工作|事项|项目|要点|目标任务|目标|指标)(?:名称|清单|事项)?"
_HEADINGS: tuple[tuple[Heading, re.Pattern[str]], ...] = tuple(
    (heading, re.compile(pattern))
    for heading, pattern in (
        (Heading.NO, r"序号|编号|序|项次|顺序号|任务编号|任务序号|No\.?|NO\.?"),
        (Heading.OTHER, _OTHER),
        (Heading.UNITS, r".*牵头.*(?:配合|协办|参与).*|.*责任.*(?:牵头|配合).*(?:配合|牵头).*"),
        (Heading.LEAD, rf"(?:总?牵头|主责|主办)(?:责任)?{_BODY}|责任{_BODY}?牵头{_BODY}|牵头"),
        (Heading.SUPPORT, rf"(?:责任)?(?:配合|协办|参与|参加|协同|协助|支持)(?:责任)?{_BODY}|配合|参与"),
        (
            Heading.UNITS,
            rf"(?:主要)?(?:责任|落实|承办|实施|主管|负责|分工|执行|工作责任){_BODY}|责任分工|任务分工|分工",
        ),
        (Heading.DEADLINE, _DEADLINE),
        (Heading.CLASS, _CLASS),
        (Heading.REQUIREMENT, _REQUIREMENT),
        (Heading.TASK, _TASK),
    )
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands. `labels` are the columns left of the requirement that group it."""

    width: int
    requirement: int
    no: int | None = None
    labels: tuple[int, ...] = ()
    units: tuple[tuple[int, Role], ...] = ()
    deadline: int | None = None
    guessed: bool = False


def heading_of(text: str) -> Heading | None:
    """What a heading means, brackets and blanks left aside."""
    if len(text) > 60:
        return None
    told = re.sub(r"\s", "", plain(text))
    bare = re.sub(r"（.*?）", "", told) or told
    return next((heading for heading, pattern in _HEADINGS if pattern.fullmatch(bare)), None)


def is_header(texts: Sequence[str]) -> bool:
    """Whether these cells are the headings of a plan's columns."""
    written = [text for text in texts if text.strip()]
    kinds = {heading_of(text) for text in written[:40]} - {None}
    said = kinds - {Heading.OTHER}
    if len(said) >= 3 and said & _DEMANDS and said & {*_UNITS}:
        return True
    return len(said) >= 2 and bool(said & _FIELDS) and 2 * _known(written[:40]) >= len(written[:40])


def _known(texts: Sequence[str]) -> int:
    return sum(heading_of(text) is not None for text in texts)


_DEMANDS = {Heading.REQUIREMENT, Heading.TASK}
_FIELDS = {Heading.REQUIREMENT, Heading.TASK, Heading.UNITS, Heading.LEAD, Heading.DEADLINE}
_UNITS = {Heading.UNITS: Role.RESPONSIBLE, Heading.LEAD: Role.LEAD, Heading.SUPPORT: Role.SUPPORT}


def columns_of(headings: Sequence[Heading | None]) -> Columns | None:
    """The fields of a table with these headings; None when nothing says what is to be done."""
    requirement = _requirement(headings)
    if requirement is None:
        return None
    return Columns(
        width=len(headings),
        requirement=requirement,
        no=_first(headings, Heading.NO),
        labels=tuple(
            place
            for place, heading in enumerate(headings)
            if heading in {Heading.CLASS, Heading.TASK, Heading.REQUIREMENT} and place != requirement
        ),
        units=tuple((place, _UNITS[heading]) for place, heading in enumerate(headings) if heading in _UNITS),
        deadline=_first(headings, Heading.DEADLINE),
    )


def stretched(headings: Sequence[Heading | None], *, width: int) -> tuple[Heading | None, ...]:
    """Fewer headings than columns: the heading of the tasks stood over several columns."""
    missing = width - len(headings)
    if missing <= 0:
        return tuple(headings)
    for wanted in (Heading.TASK, Heading.CLASS, Heading.REQUIREMENT):
        place = _first(headings, wanted)
        if place is not None:
            return (*headings[: place + 1], *[wanted] * missing, *headings[place + 1 :])
    return (*headings, *[None] * missing)


def _requirement(headings: Sequence[Heading | None]) -> int | None:
    for wanted in (Heading.REQUIREMENT, Heading.TASK, Heading.CLASS):
        places = [place for place, heading in enumerate(headings) if heading is wanted]
        if places:
            return places[-1]
    return None


def _first(headings: Sequence[Heading | None], wanted: Heading) -> int | None:
    return next((place for place, heading in enumerate(headings) if heading is wanted), None)
