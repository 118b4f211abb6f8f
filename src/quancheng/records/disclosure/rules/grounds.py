"""Every end that an item of a request may come to: its ground, what must be said, its row. Pure.

The remedy class never follows from the row of the annual report: 《条例》第三十六条第（七）项 is counted
among refusals, yet rests on no exception. `remedies` reads the class from the ground.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quancheng.kernel.basis.refusal import Refusal


class UnknownGround(Refusal):
    """No such ground; the sentence names those there are."""

    code = "disclosure.unknown_ground"
    status = 422


class Outcome(StrEnum):
    """The headings of the third table of the annual report under which an end is counted."""

    OPEN = "open"
    PARTLY = "partly"
    WITHHELD = "withheld"
    CANNOT = "cannot"
    NOT_HANDLED = "not_handled"
    OTHER = "other"

    @property
    def says(self) -> str:
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.OPEN: "予以公开",
    Outcome.PARTLY: "部分公开",
    Outcome.WITHHELD: "不予公开",
    Outcome.CANNOT: "无法提供",
    Outcome.NOT_HANDLED: "不予处理",
    Outcome.OTHER: "其他处理",
}


class Must(StrEnum):
    """What an answer must say, or what must be on file before it issues."""

    INFORMATION = "information"
    WAY_AND_ROUTE = "way_and_route"
    TIME = "time"
    REASONS = "reasons"
    LAW = "law"
    CLASSIFICATION = "classification"
    CONSULTATION = "consultation"
    REDACTION = "redaction"
    SEARCH_RECORD = "search_record"
    RIGHT_AGENCY = "right_agency"
    SPECIAL_RULES = "special_rules"
    WHAT_IS_UNCLEAR = "what_is_unclear"
    CHANNEL = "channel"
    EARLIER_REPLY = "earlier_reply"
    EARLIER_PROVISION = "earlier_provision"
    PUBLICATION = "publication"
    COUNT = "count"
    NOTICE_DATES = "notice_dates"
    WITHDRAWAL = "withdrawal"

    @property
    def says(self) -> str:
        return _MUSTS[self]


_MUSTS = {
    Must.INFORMATION: "所公开的政府信息",
    Must.WAY_AND_ROUTE: "获取的方式和途径",
    Must.TIME: "获取的时间",
    Must.REASONS: "理由",
    Must.LAW: "所依据的法律、行政法规的名称和条款",
    Must.CLASSIFICATION: "定密事实（密级、定密机关、依据），只引用，不录入内容",
    Must.CONSULTATION: "征求第三方意见的结果",
    Must.REDACTION: "区分处理记录：每处不公开内容的依据",
    Must.SEARCH_RECORD: "检索记录：检索范围、关键词、检索人、时间、结果",
    Must.RIGHT_AGENCY: "负责公开的行政机关的名称、联系方式",
    Must.SPECIAL_RULES: "有关法律、行政法规的规定和办理地点",
    Must.WHAT_IS_UNCLEAR: "补正后仍不明确之处",
    Must.CHANNEL: "其他办理渠道",
    Must.EARLIER_REPLY: "此前答复的文号",
    Must.EARLIER_PROVISION: "此前提供的日期",
    Must.PUBLICATION: "出版物的获取途径",
    Must.COUNT: "申请数量、频次和对说明理由的判断",
    Must.NOTICE_DATES: "通知的送达日期和期限届满日期",
    Must.WITHDRAWAL: "申请人撤回的日期",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One end of an item. `either`: one of these sets is said whole. `letter` counts the list of letters.

    `row`: of the annual table as the house ships it; what holds for a government is a dated table.
    """

    code: str
    says: str
    outcome: Outcome
    law: str
    row: int
    letter: int
    must: frozenset[Must] = frozenset()
    either: tuple[frozenset[Must], ...] = ()
    may: frozenset[Must] = frozenset()

    @property
    def withholds(self) -> bool:
        """Whether it rests on one of the exceptions of articles 14 to 16."""
        return self.code.partition("-")[0] in EXCEPTIONS


LAPSED, UNPAID, WITHDRAWN = "30-lapsed", "fee", "withdrawn"  # ends without a reply
EXCEPTIONS = frozenset({"14", "15", "16"})
ENDS = frozenset({"30-lapsed", "fee", "withdrawn"})  # a request ends so by a step of its own, with letter 24
STILL_UNCLEAR = "30-unclear"
_M = Must
GROUNDS = (
    Ground(
        code="36-1", says="已主动公开", outcome=Outcome.OPEN,
        law="《条例》第三十六条第（一）项", row=3, letter=15,
        must=frozenset({_M.WAY_AND_ROUTE}),
    ),
    Ground(
        code="36-2", says="予以公开", outcome=Outcome.OPEN,
        law="《条例》第三十六条第（二）项", row=3, letter=14,
        either=(frozenset({_M.INFORMATION}), frozenset({_M.WAY_AND_ROUTE, _M.TIME})),
    ),
    Ground(
        code="37", says="部分公开（区分处理）", outcome=Outcome.PARTLY,
        law="《条例》第三十七条", row=4, letter=16,
        must=frozenset({_M.INFORMATION, _M.REASONS, _M.REDACTION}),
    ),
    Ground(
        code="14-secret", says="属于国家秘密", outcome=Outcome.WITHHELD,
        law="《条例》第十四条", row=5, letter=17,
        must=frozenset({_M.REASONS, _M.CLASSIFICATION}),
    ),
    Ground(
        code="14-law", says="其他法律、行政法规禁止公开", outcome=Outcome.WITHHELD,
        law="《条例》第十四条", row=6,
        letter=17, must=frozenset({_M.REASONS, _M.LAW}),
    ),
    Ground(
        code="14-safety", says="危及“三安全一稳定”", outcome=Outcome.WITHHELD,
        law="《条例》第十四条", row=7,
        letter=17, must=frozenset({_M.REASONS}),
    ),
    Ground(
        code="15", says="保护第三方合法权益", outcome=Outcome.WITHHELD,
        law="《条例》第十五条", row=8, letter=17,
        must=frozenset({_M.REASONS, _M.CONSULTATION}),
    ),
    Ground(
        code="16-1", says="属于三类内部事务信息", outcome=Outcome.WITHHELD,
        law="《条例》第十六条第一款", row=9,
        letter=17, must=frozenset({_M.REASONS}),
    ),
    Ground(
        code="16-2-process", says="属于四类过程性信息", outcome=Outcome.WITHHELD,
        law="《条例》第十六条第二款",
        row=10, letter=17, must=frozenset({_M.REASONS}),
    ),
    Ground(
        code="16-2-files", says="属于行政执法案卷信息", outcome=Outcome.WITHHELD,
        law="《条例》第十六条第二款",
        row=11, letter=17, must=frozenset({_M.REASONS}),
    ),
    Ground(
        code="36-7", says="属于行政查询事项", outcome=Outcome.WITHHELD,
        law="《条例》第三十六条第（七）项", row=12,
        letter=18, must=frozenset({_M.SPECIAL_RULES}),
    ),
    Ground(
        code="36-4", says="经检索不存在", outcome=Outcome.CANNOT,
        law="《条例》第三十六条第（四）项", row=13,
        letter=19, must=frozenset({_M.SEARCH_RECORD}),
    ),
    Ground(
        code="36-5", says="不属于本机关负责公开", outcome=Outcome.CANNOT,
        law="《条例》第三十六条第（五）项", row=13,
        letter=20, must=frozenset({_M.REASONS}), may=frozenset({_M.RIGHT_AGENCY}),
    ),
    Ground(
        code="38", says="没有现成信息，需要另行制作", outcome=Outcome.CANNOT,
        law="《条例》第三十八条", row=14,
        letter=21, must=frozenset({_M.REASONS}),
    ),
    Ground(
        code="30-unclear", says="补正后申请内容仍不明确", outcome=Outcome.CANNOT,
        law="《条例》第三十条", row=15,
        letter=22, must=frozenset({_M.WHAT_IS_UNCLEAR}),
    ),
    Ground(
        code="39-1", says="信访、投诉、举报类申请", outcome=Outcome.NOT_HANDLED,
        law="《条例》第三十九条第一款",
        row=16, letter=23, may=frozenset({_M.CHANNEL}),
    ),
    Ground(
        code="36-6", says="重复申请", outcome=Outcome.NOT_HANDLED,
        law="《条例》第三十六条第（六）项", row=17,
        letter=23, must=frozenset({_M.EARLIER_REPLY}),
    ),
    Ground(
        code="39-2", says="要求提供公开出版物", outcome=Outcome.NOT_HANDLED,
        law="《条例》第三十九条第二款", row=18,
        letter=23, may=frozenset({_M.PUBLICATION}),
    ),
    Ground(
        code="35", says="无正当理由大量反复申请", outcome=Outcome.NOT_HANDLED,
        law="《条例》第三十五条", row=19,
        letter=23, must=frozenset({_M.COUNT, _M.REASONS}),
    ),
    Ground(
        code="confirm", says="要求确认或者重新出具已获取信息", outcome=Outcome.NOT_HANDLED,
        law="国办公开办函〔2021〕30号附表（《条例》无专门条款，待核对）", row=20, letter=23,
        must=frozenset({_M.EARLIER_PROVISION}),
    ),
    Ground(
        code=LAPSED, says="逾期不补正，视为放弃", outcome=Outcome.OTHER,
        law="《条例》第三十条", row=21,
        letter=24, must=frozenset({_M.NOTICE_DATES}),
    ),
    Ground(
        code=UNPAID, says="逾期未缴费，视为放弃", outcome=Outcome.OTHER,
        law="国办函〔2020〕109号", row=22,
        letter=24, must=frozenset({_M.NOTICE_DATES}),
    ),
    Ground(
        code=WITHDRAWN, says="申请人撤回申请", outcome=Outcome.OTHER,
        law="国办公开办函〔2021〕30号附表“其他”（归入此行待核对）", row=23, letter=24,
        must=frozenset({_M.WITHDRAWAL}),
    ),
    Ground(
        code="other", says="其他处理", outcome=Outcome.OTHER,
        law="国办公开办函〔2021〕30号附表“其他”", row=23,
        letter=24, must=frozenset({_M.REASONS}),
    ),
)  # fmt: skip
BY_CODE = {ground.code: ground for ground in GROUNDS}
NAMED_WHOLE = frozenset({"14", "16", "16-2", "30", "39"})  # an article, where all that it holds answers alike
_DIGITS = "零一二三四五六七八九"
_CHINESE = re.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")
_CITED = re.compile(
    r"^(?:《[^》]*》)?第?(?P<article>\d{1,2})条?(?:-?第?\(?(?P<part>\d)\)?[款项]?)?(?:-(?P<word>[a-z]+))?$"
)


def ground_called(code: str) -> Ground:
    """The ground with this very code. Raises UnknownGround."""
    found = BY_CODE.get(code)
    if found is None:
        raise UnknownGround(_unknown(code), ground=code)
    return found


def grounds_cited(text: str) -> tuple[Ground, ...]:
    """The grounds that a citation means: 36-5, 36(5), 第三十六条第（五）项; 14 means all of that article.

    Raises UnknownGround.
    """
    plain = _as_code(text)
    if plain in BY_CODE:
        return (BY_CODE[plain],)
    if plain in {"36", "36-3"}:
        raise UnknownGround(
            "第三十六条请写明第几项，例如36-5；第（三）项不予公开请写所依据的14、15或者16", ground=text
        )
    found = tuple(one for one in GROUNDS if plain in NAMED_WHOLE and one.code.startswith(f"{plain}-"))
    if not found:
        raise UnknownGround(_unknown(text), ground=text)
    return found


def grounds_listed(text: str) -> tuple[Ground, ...]:
    """The grounds of a list such as `14,36-5`, each once, in the order given. Raises UnknownGround."""
    parts = [part for part in re.split(r"[,，、;；\s]+", text) if part]
    if not parts:
        raise UnknownGround("请写明处理依据，例如14,36-5")
    return tuple(dict.fromkeys(ground for part in parts for ground in grounds_cited(part)))


def wants_still(ground: Ground, given: Collection[Must]) -> tuple[Must, ...]:
    """What an answer on this ground has yet to say, in the order of the list."""
    missing = {one for one in ground.must if one not in given}
    if ground.either and not any(whole <= {*given} for whole in ground.either):
        missing |= {one for one in ground.either[-1] if one not in given}
    return tuple(one for one in Must if one in missing)


def musts_of(code: str) -> frozenset[str]:
    """The words of all that an answer on this ground must say. Raises UnknownGround."""
    return frozenset(one.value for one in wants_still(ground_called(code), ()))


def rows_proposed(grounds: Iterable[Ground], row_of: Mapping[str, int]) -> tuple[int, ...]:
    """The rows of the annual report that fit one request, of 3 to 23: one, or some for a person to choose.

    `row_of`: the row of each ground by the table that holds (rules/annual_rows.py).

    A request is counted once. Where something was given and something withheld, it is the row of partial
    disclosure alone (区分处理的，只计这一情形). Of other mixtures a person chooses.
    """
    outcomes, rows = set(), []
    for ground in grounds:
        outcomes.add(ground.outcome)
        rows.append(row_of[ground.code])
    if Outcome.PARTLY in outcomes or {Outcome.OPEN, Outcome.WITHHELD} <= outcomes:
        return (row_of["37"],)
    return tuple(sorted(set(rows)))


def _as_code(text: str) -> str:
    """A citation as a code; what is none comes back as it was."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in BY_CODE:
        return plain
    found = _CITED.match(_CHINESE.sub(lambda word: str(_number(word[0])), plain))
    if not found:
        return plain
    parts = (found["article"], found["part"], found["word"])
    return "-".join(part for part in parts if part)


def _number(word: str) -> int:
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return _DIGITS.index(word)
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def _unknown(text: str) -> str:
    known = "、".join(sorted({*BY_CODE} | NAMED_WHOLE))
    return f"没有处理依据“{text[:20]}”，可用的有：{known}"
