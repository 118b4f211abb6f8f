"""What each kind of letter may say: the verb, the organ whose measure it is, the basis. Dated data; pure.

One table, shown on a page for the legal reader. V: read in the law; M: to be checked by the legal office.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The letters of supervision and assessment, from the mildest to the gravest."""

    CIRCULAR = "circular"
    PRAISE = "praise"
    REMINDER = "reminder"
    TALK = "talk"
    ACCOUNTABILITY = "accountability"

    @property
    def says(self) -> str:
        return _SAYS[self]

    @property
    def to_one(self) -> bool:
        """Whether it is about one unit."""
        return self is not Kind.CIRCULAR

    @property
    def is_answered(self) -> bool:
        """Whether a unit may be asked to say by a day what it has done."""
        return self is Kind.REMINDER


_SAYS = {
    Kind.CIRCULAR: "考核结果通报",
    Kind.PRAISE: "表扬通报",
    Kind.REMINDER: "提醒函",
    Kind.TALK: "约谈通知",
    Kind.ACCOUNTABILITY: "责任追究建议",
}
SIGN_DAYS = 3  # [D] working days within which a unit signs, unless the set says otherwise
KINDS = [(kind.value, kind.says) for kind in Kind]
_WORDS = {
    Kind.CIRCULAR: "政公开考核通报",
    Kind.PRAISE: "政公开表扬",
    Kind.REMINDER: "政公开提醒",
    Kind.TALK: "政公开约谈",
    Kind.ACCOUNTABILITY: "政公开追责建议",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What may be done by a letter of a kind from a day on."""

    kind: Kind
    from_on: date
    verb: str
    organ: str  # whose measure it is
    basis: str
    mark: str  # V or M
    note: str = ""


SINCE = date(2019, 5, 15)  # Wednesday: the revised Regulation entered into force
TABLE = (
    Measure(
        kind=Kind.CIRCULAR, from_on=SINCE, verb="通报", organ="政府信息公开工作主管部门", mark="V",
        basis="《条例》第四十六条、第四十七条",
        note="第四十六条：考核、社会评议；第四十七条：督促整改或者通报批评。",
    ),
    Measure(
        kind=Kind.PRAISE, from_on=SINCE, verb="表扬", organ="政府信息公开工作主管部门", mark="M",
        basis="年度政务公开工作要点（督导考核一项）",
        note="表扬通报不是表彰奖励；评比达标表彰须按国家规定另行报批。",
    ),
    Measure(
        kind=Kind.REMINDER, from_on=SINCE, verb="提醒", organ="政府信息公开工作主管部门", mark="V",
        basis="《条例》第四十七条", note="督促整改的先行方式；不是责令改正。",
    ),
    Measure(
        kind=Kind.TALK, from_on=SINCE, verb="提醒约谈", organ="政府信息公开工作主管部门", mark="M",
        basis="年度政务公开工作要点（督导考核一项）",
        note="《条例》没有约谈；法律上的约谈见《行政复议法》第七十七条，由行政复议机关或者上级行政机关作出。"
        "这里的约谈是工作提醒，不得写成该条的约谈。",
    ),
    Measure(
        kind=Kind.ACCOUNTABILITY, from_on=SINCE, verb="提出追究责任的建议", mark="V",
        organ="上一级行政机关、任免机关或者监察机关",
        basis="《条例》第四十七条、第五十三条",
        note="主管部门只能建议；责令改正、处分由上一级行政机关等有权机关依法作出。向监察机关移送的条件待核对（M）。",
    ),
)  # fmt: skip

SHIPPED_SOURCE = "随系统提供，法律条文按公布的文本"

# What is another organ's to order or to impose; a proposal may name it as what the organ may consider.
_NOT_OURS = (
    (
        re.compile(r"责令[^。；，\n]{0,8}(?:改正|整改|纠正|履行|公开|检讨|检查)"),
        "须由上一级行政机关作出（《条例》第五十二条、第五十三条）",
    ),
    (
        re.compile(r"(?:给予|予以|决定)[^。；，\n]{0,10}(?:处分|警告|记过|记大过|降级|撤职|开除|免职|问责)"),
        "须由任免机关、监察机关依法作出（《条例》第五十三条）",
    ),
    (
        re.compile(r"(?:罚款|扣发[^。；，\n]{0,6}(?:奖金|绩效)|取消[^。；，\n]{0,8}(?:评优|评先)资格)"),
        "不是政务公开主管部门的权限",
    ),
)
_PROPOSES = re.compile(r"建议[^。；\n]*$")


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Words that are not the office's to use, and whose they are."""

    words: str
    whose: str


def words_not_ours(kind: Kind, text: str) -> NotOurs | None:
    """The first order or sanction in a text. A proposal may ask the competent organ to consider one."""
    for pattern, whose in _NOT_OURS:
        for found in pattern.finditer(text):
            is_proposed = kind is Kind.ACCOUNTABILITY and _PROPOSES.search(text[: found.start()])
            if not is_proposed:
                return NotOurs(found[0], whose)
    return None


def measure_on(kind: Kind, on: date) -> Measure:
    """What holds for letters of a kind on a day."""
    return max((one for one in TABLE if one.kind is kind and one.from_on <= on), key=lambda one: one.from_on)


def label_of(kind: str, year: int, number: int) -> str:
    """The number as it is printed: 政公开提醒〔2026〕3号."""
    return f"{_WORDS[Kind(kind)]}〔{year}〕{number}号"


def series_of(kind: Kind) -> str:
    """The name of the series of numbers."""
    return f"scorecards.{kind.value}"


def proposed_subject(kind: Kind, *, unit: str, period: str) -> str:
    """How a letter is called unless the office says otherwise; 考核 is said once."""
    return f"{period}政务公开考核{unit}{kind.says.removeprefix('考核')}"


def proposed_text(kind: Kind, *, unit: str, period: str, total: str, weak: str) -> str:
    """What a letter says unless the office says otherwise: the facts of the result, nothing beyond them."""
    told = f"{period}政务公开考核，{unit}得分{total}。" if unit else f"{period}政务公开考核结果已经固化。"
    match kind:
        case Kind.CIRCULAR:
            return f"{told}\n各单位得分、各指标得分和对应记录请在工作台“督导考核”逐项查看。"
        case Kind.PRAISE:
            return f"{told}\n有关工作完成较好，予以通报表扬。"
        case Kind.REMINDER:
            return f"{told}\n失分较多的指标：{weak or '无'}。请对照记录查找原因，抓紧补齐。"
        case Kind.TALK:
            return f"{told}\n失分较多的指标：{weak or '无'}。现就上述问题进行工作提醒约谈，请单位负责人参加。"
        case Kind.ACCOUNTABILITY:
            lost = f"失分较多的指标：{weak or '无'}。"
            return f"{told}\n{lost}现依法提出处理建议，请有权机关研究是否追究有关人员责任。"
