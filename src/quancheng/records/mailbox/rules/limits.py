"""The numbers by which messages are handled: dated, each with its source. Pure.

A government sets its own from a day on (`commands.limits`); what stands here holds until it does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quancheng.kernel.norms.definition import Mark
from quancheng.records.mailbox.rules.kinds import Kind


class Rule(StrEnum):
    """What a number is for."""

    QUESTION = "question"
    SUGGESTION = "suggestion"
    FAULT = "fault"
    COMPLAINT = "complaint"
    EXTENSION = "extension"
    SORTING = "sorting"
    A_SOURCE = "a_source"
    A_DAY = "a_day"
    UNANSWERED = "unanswered"
    UNPUBLISHED = "unpublished"

    @property
    def says(self) -> str:
        return _SAYS[self]

    @property
    def unit(self) -> str:
        if self in THROTTLES:
            return "件"
        return "个月" if self in AGES else "个工作日"


_SAYS = {
    Rule.QUESTION: "答复咨询",
    Rule.SUGGESTION: "答复建议",
    Rule.FAULT: "答复找错",
    Rule.COMPLAINT: "答复投诉",
    Rule.EXTENSION: "延长办理期限，最多",
    Rule.SORTING: "收到后分类转办",
    Rule.A_SOURCE: "同一来源一天最多留言",
    Rule.A_DAY: "全部来源一天最多留言",
    Rule.UNANSWERED: "自查：留言未答复，最长",
    Rule.UNPUBLISHED: "自查：没有新的留言选登，最长",
}
THROTTLES = frozenset({Rule.A_SOURCE, Rule.A_DAY})  # against machines
AGES = frozenset({Rule.UNANSWERED, Rule.UNPUBLISHED})  # what `check_messages` names as too old
RULES = [(rule.value, rule.says) for rule in Rule]


@dataclass(frozen=True, slots=True)
class Dated:
    """One number, from a day on, with where it comes from."""

    rule: Rule
    from_on: date
    value: int
    source: str


SINCE = date(2020, 1, 1)
SHIPPED = (
    Dated(Rule.QUESTION, SINCE, 5, "参照《济南市12345市民服务热线条例》第二十四条，5个工作日内答复"),
    Dated(Rule.SUGGESTION, SINCE, 10, "参照其他城市网上信箱的复杂事项期限；暂定，待本级政府确定"),
    Dated(Rule.FAULT, SINCE, 3, "参照“我为政府网站找错”3个工作日答复的做法；待核对原文"),
    Dated(Rule.COMPLAINT, SINCE, 15, "参照省级投诉热线15个工作日的做法；待本级政府确定"),
    Dated(Rule.EXTENSION, SINCE, 10, "参照山东省政务服务热线延期不超过10个工作日的做法；待核对原文"),
    Dated(Rule.SORTING, SINCE, 1, "参照“我为政府网站找错”1个工作日转办的做法；待核对原文"),
    Dated(Rule.A_SOURCE, SINCE, 10, "防止机器填写；暂定"),
    Dated(Rule.A_DAY, SINCE, 2000, "防止机器填写；暂定"),
    Dated(
        Rule.UNANSWERED,
        SINCE,
        3,
        "国办秘函〔2019〕19号检查指标，单项否决“互动回应差”：超过3个月未答复；据外地自查表，待核对原文",
    ),
    Dated(
        Rule.UNPUBLISHED,
        SINCE,
        2,
        "国办秘函〔2019〕19号检查指标，扣分“互动交流”：留言公开2个月未更新；据外地自查表，待核对原文",
    ),
)


CHECKED = {  # how far each shipped source has been held against its text
    Rule.QUESTION: Mark.V,
    Rule.FAULT: Mark.M,
    Rule.EXTENSION: Mark.M,
    Rule.SORTING: Mark.M,
    Rule.UNANSWERED: Mark.V2,
    Rule.UNPUBLISHED: Mark.V2,
}


def mark_of(dated: Dated) -> Mark | None:
    """How far a number is checked; none for one that a government set itself."""
    return CHECKED.get(dated.rule, Mark.D) if dated in SHIPPED else None


def rule_of(kind: Kind) -> Rule:
    """The rule that says by when a message of this kind is answered."""
    return Rule(kind.value)


def in_force(rule: Rule, own: Iterable[Dated], *, on: date) -> Dated:
    """The number that holds on a day: the government's own newest one, else what is shipped."""
    own_ones = [one for one in own if one.rule is rule and one.from_on <= on]
    shipped = [one for one in SHIPPED if one.rule is rule]
    return max(own_ones or shipped, key=lambda one: one.from_on)


def every_rule(own: Iterable[Dated], *, on: date) -> Iterator[Dated]:
    """Each number that holds on a day, in the order of the list."""
    known = list(own)
    return (in_force(rule, known, on=on) for rule in Rule)
