"""转为主动公开 (《条例》第四十四条), 定期评估审查 (第十八条): the same wish, and then. Pure."""

import re
import unicodedata
from datetime import date
from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SM3, Hash

from quancheng.kernel.calendar.ledger import Articles
from quancheng.kernel.calendar.levels import Thresholds
from quancheng.kernel.calendar.periods import months_later
from quancheng.kernel.casework.definition import CLOCKWORK, Clock, Reach, Step, Workflow
from quancheng.kernel.files.letterhead.letter import Text
from quancheng.kernel.orgs.roles import Role

LAW = "《中华人民共和国政府信息公开条例》"
OPEN_ROWS = frozenset({3, 4})  # of the annual table: given wholly or in part
MOST_DAYS = 20  # working days, 《条例》第二十六条
LONGEST_SUGGESTION = 500  # [D] signs: a suggestion, no pleading
LEAST_SIGNS = 4  # [D] of what is wanted, once tidied: shorter texts say nothing

_OF_UNIT = {Role.HANDLER, Role.OPENNESS_OFFICE}
_HEADS = {Role.HEAD, Role.OPENNESS_HEAD}
ASSESSORS = _OF_UNIT
DECIDERS = _HEADS


class Origin(StrEnum):
    """What made the agency think of it."""

    SAME_WISH = "same_wish"
    SUGGESTED = "suggested"
    WITHHELD = "withheld"

    @property
    def says(self) -> str:
        return {
            Origin.SAME_WISH: "多人申请相同信息", Origin.SUGGESTED: "申请人建议",
            Origin.WITHHELD: "不予公开信息定期评估",
        }[self]  # fmt: skip


ORIGINS = [(one.value, one.says) for one in Origin]


class State(StrEnum):
    """Where the assessment stands."""

    TO_ASSESS = "to_assess"
    TO_DECIDE = "to_decide"
    TO_PUBLISH = "to_publish"
    PUBLISHED = "published"
    DECLINED = "declined"


STATE_SAYS = {
    State.TO_ASSESS: "待评估",
    State.TO_DECIDE: "待审定",
    State.TO_PUBLISH: "待公开",
    State.PUBLISHED: "已主动公开",
    State.DECLINED: "不转为主动公开",
}
OVER = {State.PUBLISHED, State.DECLINED}

NOTICE = Step("notice", "提示评估", frozenset(), State.TO_ASSESS, by={CLOCKWORK})
FREE = Step(
    "free", "定期评估后可以公开", frozenset(), State.TO_PUBLISH, by=_HEADS, up_to=MOST_DAYS, needs_reason=True
)
ASSESS = Step("assess", "提出评估意见", {State.TO_ASSESS}, State.TO_DECIDE, by=_OF_UNIT)
OPEN = Step("open", "同意转为主动公开", {State.TO_DECIDE}, State.TO_PUBLISH, by=_HEADS, up_to=MOST_DAYS)
DECLINE = Step("decline", "同意不转为主动公开", {State.TO_DECIDE}, State.DECLINED, by=_HEADS)
RETURN = Step(
    "return",
    "退回重新评估",
    {State.TO_DECIDE},
    State.TO_ASSESS,
    by={Role.REVIEWER} | _HEADS,
    needs_reason=True,
)
PUBLISH = Step("publish", "登记已公开", {State.TO_PUBLISH}, State.PUBLISHED, by=_OF_UNIT)
HAND_ON = Step(
    "hand_on", "机构调整，移交承接机关", frozenset(State) - OVER, None,
    by={Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD}, reach=Reach.TENANT, needs_reason=True, hands_over=True,
)  # fmt: skip
PUBLISH_CLOCK = Clock(
    "publish", "公开", Articles(count="《条例》第二十六条"), starts_on={OPEN, FREE}, set_by={OPEN, FREE},
    stops_in=OVER, thresholds=Thresholds(yellow=5, orange=3, red=1),
)  # fmt: skip
MADE_OPEN = Workflow(
    code="made_open",
    says="转为主动公开评估",
    states=frozenset(State),
    ends_in=OVER,
    steps=(NOTICE, FREE, ASSESS, OPEN, DECLINE, RETURN, PUBLISH, HAND_ON),
    clocks=(PUBLISH_CLOCK,),
    state_says={state.value: says for state, says in STATE_SAYS.items()},
)

_NOTHING = re.compile(r"[\W_]+")
_POLITE = re.compile(
    r"^(?:您好|你好|请|烦请|麻烦|本人|我们|我|现|特|依法|申请|要求|希望|想|公开|提供|获取|查询|了解|贵局|贵委|贵单位|贵机关)+"
)
_TAIL = re.compile(r"(?:的?(?:相关|有关)?(?:信息|材料|资料|内容))$|(?:谢谢|演示)$")


def tidied(wanted: str) -> str:
    """What is wanted without signs, blanks and the words around it: the same wish reads the same."""
    plain = _NOTHING.sub("", unicodedata.normalize("NFKC", wanted)).lower()
    plain = _POLITE.sub("", plain)
    while (shorter := _TAIL.sub("", plain)) != plain:
        plain = shorter
    return plain


def likeness_of(wanted: str) -> str:
    """By what the same wish is known again; empty where too little is said."""
    plain = tidied(wanted)
    if len(plain) < LEAST_SIGNS:
        return ""
    reckoning = Hash(SM3())
    reckoning.update(plain.encode())
    return reckoning.finalize().hex()


def next_look_on(last: date, *, months: int) -> date:
    """When a refusal is to be looked at again."""
    return months_later(last, months)


def answer_told(*, opens: bool, address: str, published_on: date | None, reason: str) -> str:
    """What the applicant who suggested it is told."""
    if opens and published_on is not None:
        return f"经评估审查，您建议的信息属于主动公开范围，已于{published_on}公开，网址：{address}"
    return f"经评估审查，您建议的信息不转为主动公开。理由：{reason}"


def letter_paragraphs(*, number: str, answer: str) -> tuple[Text, ...]:
    """The body of letter 27."""
    return (
        Text(
            f"您在政府信息公开申请（编号{number}）办结后建议将所获取的信息纳入主动公开范围。"
            f"依据{LAW}第四十四条第二款，现答复如下："
        ),
        Text(f"{answer.rstrip('。')}。"),
    )
