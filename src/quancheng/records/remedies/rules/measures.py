"""Measures of supervision: which organ may use which verb, on what basis. Pure.

The verbs are not to be mixed: the supervising office urges correction and circulates criticism
(《条例》第四十七条); an order to correct and discipline are the next higher organ's (第五十二条、第五十三条);
talks (约谈) are not in the Regulation at all, their basis is 《行政复议法》第七十七条.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Organ(StrEnum):
    """In what capacity an organ acts."""

    OFFICE = "office"
    ABOVE = "above"
    REVIEW = "review"
    COURT = "court"

    @property
    def says(self) -> str:
        return {
            Organ.OFFICE: "政府信息公开工作主管部门",
            Organ.ABOVE: "上一级行政机关",
            Organ.REVIEW: "行政复议机关",
            Organ.COURT: "人民法院",
        }[self]


class Verb(StrEnum):
    """What is done."""

    REMIND = "remind"
    SUPERVISE = "supervise"
    RECTIFY = "rectify"
    CRITICISE = "criticise"
    PROPOSE = "propose"
    ADVISE = "advise"
    ORDER = "order"
    DISCIPLINE = "discipline"
    OPINION = "opinion"
    PERFORM = "perform"
    TALK = "talk"
    CRITICISE_LOSER = "criticise_loser"
    JUDICIAL = "judicial"


# What a complaint found true asks for: 督促整改或者予以通报批评（《条例》第四十七条第二款）.
# An order from above does more; a reminder or advice does not do.
DISCHARGES = frozenset({Verb.RECTIFY, Verb.CRITICISE, Verb.ORDER})


@dataclass(frozen=True, slots=True)
class Measure:
    """One verb: its word, who may use it, on what basis, what its paper is called."""

    verb: Verb
    says: str
    organs: frozenset[Organ]
    law: str
    paper: str = ""  # the title of what the office writes; empty: another organ's paper is entered
    sign: str = ""  # in the number of that paper
    is_advice: bool = False

    @property
    def label(self) -> str:
        return f"{self.says}（{self.law}）" if self.law else self.says


_OFFICE = frozenset({Organ.OFFICE})
_ABOVE = frozenset({Organ.ABOVE})
_REVIEW = frozenset({Organ.REVIEW})
_EITHER = frozenset({Organ.REVIEW, Organ.ABOVE})
_LAW_77 = "《行政复议法》第七十七条"
MEASURES = (
    Measure(Verb.REMIND, "提醒", _OFFICE, "《条例》第四十七条第一款", "提醒函", "提"),
    Measure(Verb.SUPERVISE, "督办", _OFFICE, "《条例》第四十七条第一款", "督办单", "督"),
    Measure(Verb.RECTIFY, "督促整改", _OFFICE, "《条例》第四十七条", "整改通知书", "改"),
    Measure(Verb.CRITICISE, "通报批评", _OFFICE, "《条例》第四十七条", "通报", "通"),
    Measure(Verb.PROPOSE, "建议处分", _OFFICE, "《条例》第四十七条第一款", "处理建议书", "处"),
    Measure(Verb.ADVISE, "工作建议", _OFFICE, "", "工作建议书", "建", is_advice=True),
    Measure(Verb.ORDER, "责令改正", _ABOVE, "《条例》第五十二条、第五十三条"),
    Measure(Verb.DISCIPLINE, "处分", _ABOVE, "《条例》第五十二条、第五十三条"),
    Measure(Verb.OPINION, "行政复议意见书", _REVIEW, "《行政复议法》第七十六条"),
    Measure(Verb.PERFORM, "责令限期履行", _EITHER, _LAW_77),
    Measure(Verb.TALK, "约谈", _EITHER, _LAW_77),
    Measure(Verb.CRITICISE_LOSER, "通报批评（不履行复议决定）", _EITHER, _LAW_77),
    Measure(Verb.JUDICIAL, "司法建议", frozenset({Organ.COURT}), "", is_advice=True),
)
BY_VERB: Mapping[Verb, Measure] = {one.verb: one for one in MEASURES}
OWN = tuple(one for one in MEASURES if Organ.OFFICE in one.organs)
OF_OTHERS = tuple(one for one in MEASURES if Organ.OFFICE not in one.organs)
LADDER = (Verb.REMIND, Verb.SUPERVISE, Verb.RECTIFY, Verb.CRITICISE)  # [D] how an office goes further
PAIRS = tuple((one.verb.value, organ.value) for one in MEASURES for organ in sorted(one.organs))
VERBS = [(one.verb.value, one.label) for one in MEASURES]
OWN_VERBS = [(one.verb.value, one.label) for one in OWN]
OTHER_VERBS = [(one.verb.value, one.label) for one in OF_OTHERS]
ORGANS = [(one.value, one.says) for one in Organ]


class Source(StrEnum):
    """From where the office learned of it."""

    COMPLAINT = "complaint"
    INSPECTION = "inspection"
    ASSESSMENT = "assessment"
    DECISION = "decision"
    JUDGMENT = "judgment"
    CASE = "case"

    @property
    def says(self) -> str:
        return {
            Source.COMPLAINT: "投诉举报",
            Source.INSPECTION: "监督检查",
            Source.ASSESSMENT: "考核评议",
            Source.DECISION: "行政复议",
            Source.JUDGMENT: "行政诉讼",
            Source.CASE: "日常监测",
        }[self]


SOURCES = [(one.value, one.says) for one in Source]


def rungs_above(verb: Verb) -> tuple[Verb, ...]:
    """How the office may go further from here; nothing from what is on no ladder."""
    return LADDER[LADDER.index(verb) + 1 :] if verb in LADDER else ()
