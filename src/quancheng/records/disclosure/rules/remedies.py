"""The remedy clause (救济途径) of an answer, from its grounds by a dated table. Pure.

A: reconsideration first (复议前置). B: that or a suit (选择). C: none, the letter is a step on the way.
Since 2024 a refusal must be reconsidered first, and must say so itself (《行政复议法》第二十三条). That
it means articles 14 to 16 alone is read second-hand: so such letters wait for the legal reader's signature.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms.definition import Column, Mark, Rows, Shipped, Value
from quancheng.records.disclosure.rules.grounds import GROUNDS, Ground, Outcome, rows_proposed


class NoRemedyTable(Refusal):
    """No table holds for that day, or it does not name the ground."""

    code = "disclosure.no_remedy_table"
    status = 422


class PartlyOfWhat(Refusal):
    """Partial disclosure without the ground of what is kept back."""

    code = "disclosure.partly_of_what"
    status = 422


class ClauseIncomplete(Refusal):
    """A slot of the clause is empty: which organ, which court, which channel."""

    code = "disclosure.clause_incomplete"
    status = 422


class RemedyClass(StrEnum):
    """Which way is open against a letter."""

    A = "A"
    B = "B"
    C = "C"

    @property
    def says(self) -> str:
        return {
            RemedyClass.A: "复议前置", RemedyClass.B: "复议或者诉讼，任选", RemedyClass.C: "不载明救济途径"
        }[self]  # fmt: skip


class Step(StrEnum):
    """Letters that end nothing, and those that end something else than a request's item."""

    RECEIPT = "receipt"
    CORRECTION = "correction"
    REASONS = "reasons"
    EXTENSION = "extension"
    CONSULTATION = "consultation"
    CONSULTATION_TOLD = "consultation_told"
    CO_MAKER = "co_maker"
    OTHER_ORGAN = "other_organ"
    FEE_NOTICE = "fee_notice"
    FEE_TAKEN_BACK = "fee_taken_back"
    DELAY = "delay"
    OVERRIDE = "override"
    OWN_RECORD = "own_record"
    SUGGESTION = "suggestion"
    ENDED = "ended"

    @property
    def says(self) -> str:
        return _STEPS[self][0]

    @property
    def remedy(self) -> RemedyClass:
        return _STEPS[self][1]

    @property
    def letter(self) -> int:
        """Its number in the list of letters."""
        return _STEPS[self][2]


_STEPS = {
    Step.RECEIPT: ("接收回执", RemedyClass.C, 3),
    Step.CORRECTION: ("补正告知书", RemedyClass.C, 4),
    Step.REASONS: ("说明理由告知书", RemedyClass.C, 5),
    Step.EXTENSION: ("延期答复告知书", RemedyClass.C, 6),
    Step.CONSULTATION: ("征求意见书（第三方）", RemedyClass.C, 7),
    Step.CONSULTATION_TOLD: ("征求意见告知书", RemedyClass.C, 9),
    Step.CO_MAKER: ("征求意见书（共同制作机关）", RemedyClass.C, 11),
    Step.OTHER_ORGAN: ("协办函", RemedyClass.C, 12),
    Step.FEE_NOTICE: ("收费通知书", RemedyClass.C, 13),
    Step.FEE_TAKEN_BACK: ("撤回收费通知书告知书", RemedyClass.C, 13),
    Step.DELAY: ("延迟答复告知书", RemedyClass.C, 25),
    Step.OVERRIDE: ("依申请公开告知书（第三方）", RemedyClass.B, 10),
    Step.OWN_RECORD: ("更正告知书", RemedyClass.B, 26),
    Step.SUGGESTION: ("主动公开建议答复书", RemedyClass.C, 27),
    Step.ENDED: ("不再处理告知书", RemedyClass.B, 24),
}

COLUMNS = (
    Column("ground", "处理依据"),
    Column("says", "情形"),
    Column("class", "救济类别", one_of=tuple(RemedyClass)),
)


def _table(*, withheld: RemedyClass) -> Rows:
    """A row for each ground: what rests on 14 to 16 as told, all else by choice."""
    return tuple(
        (one.code, f"{one.says}（{one.law}）", (withheld if one.withholds else RemedyClass.B).value)
        for one in GROUNDS
        if one.outcome is not Outcome.PARTLY  # partial disclosure: by what is withheld
    )


REVISED_LAW_ON = date(2024, 1, 1)  # Monday
TABLES = (
    Shipped(
        date(2008, 5, 1), _table(withheld=RemedyClass.B),
        "2023年修订前的《行政复议法》和《行政诉讼法》：可以复议，也可以直接起诉", Mark.V2,
    ),
    Shipped(
        REVISED_LAW_ON, _table(withheld=RemedyClass.A),
        "《行政复议法》第二十三条第一款第（四）项、第二款（原文）；限于《条例》第十四条至第十六条、含部分不予公开，"
        "见2025年6月1日起施行的最高人民法院政府信息公开司法解释和2026年7月1日起施行的行政复议法实施条例（均据转述，"
        "请核对原文）",
        Mark.V2,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods that a clause names, from a day on."""

    from_on: date
    review_days: int  # to apply for reconsideration
    suit_after_days: int  # to sue after its decision
    suit_months: int  # to sue at once
    source: str
    mark: Mark


PERIODS = (
    Periods(date(2008, 5, 1), 60, 15, 3, "2014年修改前的《行政诉讼法》：直接起诉三个月", Mark.V2),
    Periods(
        date(2015, 5, 1), 60, 15, 6,
        "《行政复议法》第二十条；《行政诉讼法》第四十五条、第四十六条（2015年5月1日起施行）", Mark.V,
    ),
)  # fmt: skip
PERIOD_COLUMNS = (
    Column("review_days", "申请复议（日）", is_number=True),
    Column("suit_after_days", "复议后起诉（日）", is_number=True),
    Column("suit_months", "直接起诉（个月）", is_number=True),
)
WAITS_FOR = ("disclosure.remedies", "disclosure.remedy_organs")  # norms to be signed before a refusal issues


def table_on(on: date) -> Mapping[str, RemedyClass]:
    """The table that the house ships for a day. Raises NoRemedyTable."""
    begun = [one for one in TABLES if one.from_on <= on]
    if not begun:
        raise NoRemedyTable(f"{on}早于《条例》2008年5月1日首次施行，没有救济途径表", on=on)
    value = max(begun, key=lambda one: one.from_on).value
    assert isinstance(value, tuple)
    return table_from(value)


def table_from(rows: Rows) -> Mapping[str, RemedyClass]:
    """The table as a norm holds it."""
    return {code: RemedyClass(told) for code, _, told in rows}


def must_name_every_ground(value: Value) -> None:
    """A remedy table that somebody enters leaves no ground out and names none twice. Raises NoRemedyTable."""
    named = [row[0] for row in value] if isinstance(value, tuple) else []
    wanted = [one for one in GROUNDS if one.outcome is not Outcome.PARTLY]
    missing = [one.code for one in wanted if one.code not in named]
    unknown = sorted({*named} - {one.code for one in wanted})
    doubled = sorted({code for code in named if named.count(code) > 1})
    for said, codes in (("缺少", missing), ("没有这样的处理依据", unknown), ("重复", doubled)):
        if codes:
            raise NoRemedyTable(f"救济途径表{said}：{'、'.join(codes)}", codes=codes)


def periods_from(held: Rows, *, from_on: date, source: str, mark: Mark) -> Periods:
    """The periods as a norm holds them."""
    review, after, months = (int(cell) for cell in held[0])
    return Periods(from_on, review, after, months, source, mark)


def must_be_periods(value: Value) -> None:
    """One row, none of its numbers zero. Raises NoRemedyTable."""
    rows = value if isinstance(value, tuple) else ()
    if len(rows) != 1 or any(int(cell) < 1 for cell in rows[0]):
        raise NoRemedyTable("救济期限只有一行，三个期限都不小于1")


def periods_on(on: date) -> Periods:
    """The periods that the house ships for a day. Raises NoRemedyTable."""
    begun = [one for one in PERIODS if one.from_on <= on]
    if not begun:
        raise NoRemedyTable(f"{on}早于《条例》2008年5月1日首次施行，没有救济期限", on=on)
    return max(begun, key=lambda one: one.from_on)


def remedy_of(grounds: Collection[Ground], table: Mapping[str, RemedyClass]) -> RemedyClass:
    """The class of an answer: A as soon as one ground asks for reconsideration first, else B.

    Partial disclosure follows what it withholds; by itself it tells nothing.

    Raises NoRemedyTable, PartlyOfWhat.
    """
    if not grounds:
        raise NoRemedyTable("答复还没有处理依据，不能确定救济途径")
    if lacks_withheld(grounds):
        raise PartlyOfWhat("部分公开的救济途径取决于不公开的部分，请一并写明其依据，例如37,15")
    classes = {_class_of(one, table) for one in grounds if one.outcome is not Outcome.PARTLY}
    return RemedyClass.A if RemedyClass.A in classes else RemedyClass.B


def _class_of(ground: Ground, table: Mapping[str, RemedyClass]) -> RemedyClass:
    if ground.code not in table:
        raise NoRemedyTable(f"救济途径表没有“{ground.says}”（{ground.code}），请在依据与规则中补上")
    return table[ground.code]


def lacks_withheld(grounds: Iterable[Ground]) -> bool:
    """Whether partial disclosure stands there without what it keeps back."""
    outcomes = {one.outcome for one in grounds}
    return Outcome.PARTLY in outcomes and not outcomes - {Outcome.PARTLY, Outcome.OPEN}


def must_wait_for_legal_reader(grounds: Iterable[Ground]) -> bool:
    """Whether a letter issues only once the legal reader has signed the tables: it rests on 14, 15 or 16."""
    return any(one.withholds for one in grounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What a clause is filled with. `channel` is the address of reconsideration on the internet."""

    organs: tuple[str, ...]
    court: str
    channel: str = ""
    expected: int = 1  # how many organs the table names for such an agency
    paper: str = "答复"  # what the letter calls itself: 答复, 决定, 告知书


class Service(StrEnum):
    """How the letter reaches the applicant, as far as the clause must know."""

    PAPER = "paper"
    NETWORK = "network"


def slots_missing(slots: Slots, *, service: Service) -> tuple[str, ...]:
    """Which slots are empty. Over the internet, its channel must be told (《行政复议法》第二十二条第二款)."""
    missing = [] if len(slots.organs) >= slots.expected else ["复议机关"]
    if not slots.court:
        missing.append("起诉的人民法院")
    if service is Service.NETWORK and not slots.channel:
        missing.append("互联网申请行政复议的渠道")
    return tuple(missing)


def clause(remedy: RemedyClass, slots: Slots, periods: Periods, *, service: Service) -> str:
    """The clause as it stands in the letter; empty where none is due. Raises ClauseIncomplete."""
    if remedy is RemedyClass.C:
        return ""
    missing = slots_missing(slots, service=service)
    if missing:
        raise ClauseIncomplete(f"救济途径缺少：{'、'.join(missing)}，请在依据与规则中补齐", missing=missing)
    organ, this = "或者".join(slots.organs), f"本{slots.paper}"
    if remedy is RemedyClass.A:
        said = (
            f"如不服{this}，请自收到{this}之日起{periods.review_days}日内先向{organ}申请行政复议；对行政复议决定"
            f"不服的，可以自收到行政复议决定书之日起{periods.suit_after_days}日内向{slots.court}提起行政诉讼。"
        )
    else:
        said = (
            f"如不服{this}，可以自收到{this}之日起{periods.review_days}日内向{organ}申请行政复议，"
            f"或者自收到{this}之日起{periods.suit_months}个月内向{slots.court}提起行政诉讼。"
        )
    return f"{said}行政复议也可以通过互联网申请：{slots.channel}。" if slots.channel else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The remedy of an answer: class, text with open slots in brackets, and what is still missing."""

    grounds: tuple[Ground, ...]
    remedy: RemedyClass
    text: str
    missing: tuple[str, ...]
    row_of: Mapping[str, int]  # the row of the annual table for each ground

    @property
    def waits(self) -> bool:
        return must_wait_for_legal_reader(self.grounds)

    @property
    def rows(self) -> tuple[int, ...]:
        return rows_proposed(self.grounds, self.row_of)


def told_of(
    grounds: tuple[Ground, ...], slots: Slots, *, table: Mapping[str, RemedyClass], periods: Periods,
    service: Service, row_of: Mapping[str, int],
) -> Told:  # fmt: skip
    """Class and text; an empty slot stands in brackets and is named. Raises NoRemedyTable, PartlyOfWhat."""
    remedy = remedy_of(grounds, table)
    missing = slots_missing(slots, service=service)
    filled = Slots(
        organs=slots.organs or ("〔复议机关〕",), court=slots.court or "〔人民法院〕", paper=slots.paper,
        channel=slots.channel or ("" if service is Service.PAPER else "〔互联网渠道〕"),
    )  # fmt: skip
    return Told(
        grounds=grounds, remedy=remedy, missing=missing, row_of=row_of,
        text=clause(remedy, filled, periods, service=service),
    )  # fmt: skip
