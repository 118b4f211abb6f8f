"""The letters on the way to a reply: number, title, and locked sentences with their slots. Pure.

Which sorts there are, and which remedy each tells, stands in `remedies.Step`; nobody types either.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.files.letterhead.letter import Column, Grid, in_chinese
from quancheng.kernel.norms.definition import Column as NormColumn
from quancheng.records.disclosure.rules.applicants import AUTHORITY_SAYS, Lacks
from quancheng.records.disclosure.rules.fees import LAW as FEE_LAW
from quancheng.records.disclosure.rules.fees import AfterPaying, Basis, Month, Worksheet, split_told
from quancheng.records.disclosure.rules.letter import LAW, shortened
from quancheng.records.disclosure.rules.remedies import Step as Sort

# [D] the type signs follow published samples (信收、信补、延答告…): a series of its own for each sort.
SIGNS: Mapping[Sort, str] = {
    Sort.RECEIPT: "依收",
    Sort.CORRECTION: "依补",
    Sort.REASONS: "依理",
    Sort.EXTENSION: "依延",
    Sort.CONSULTATION: "依征",
    Sort.CONSULTATION_TOLD: "依征告",
    Sort.CO_MAKER: "依商",
    Sort.OTHER_ORGAN: "依协",
    Sort.FEE_NOTICE: "依费",
    Sort.FEE_TAKEN_BACK: "依费撤",
    Sort.DELAY: "依迟",
    Sort.OVERRIDE: "依告",
    Sort.OWN_RECORD: "依更",
    Sort.SUGGESTION: "依建复",
    Sort.ENDED: "依弃",
}
TITLES: Mapping[Sort, str] = {
    Sort.RECEIPT: "政府信息公开申请接收回执",
    Sort.CORRECTION: "政府信息公开申请补正告知书",
    Sort.REASONS: "政府信息公开申请说明理由告知书",
    Sort.EXTENSION: "政府信息公开申请延期答复告知书",
    Sort.CONSULTATION: "政府信息公开征求意见书",
    Sort.CONSULTATION_TOLD: "政府信息公开征求意见告知书",
    Sort.CO_MAKER: "政府信息公开征求意见书",
    Sort.OTHER_ORGAN: "政府信息公开协办函",
    Sort.FEE_NOTICE: "政府信息公开信息处理费收费通知书",
    Sort.FEE_TAKEN_BACK: "撤回收费通知书告知书",
    Sort.DELAY: "政府信息公开申请延迟答复告知书",
    Sort.OVERRIDE: "依申请公开告知书",
    Sort.OWN_RECORD: "更正政府信息告知书",
    Sort.SUGGESTION: "主动公开建议答复书",
    Sort.ENDED: "政府信息公开申请不再处理告知书",
}
TO_PARTIES = frozenset({Sort.CONSULTATION, Sort.CO_MAKER, Sort.OTHER_ORGAN, Sort.OVERRIDE})
BY_A_STEP: Mapping[Sort, str] = {  # served where the period begins that they grant: by that step alone
    Sort.CORRECTION: "补正告知书送达",
    Sort.FEE_NOTICE: "收费通知书送达",
    Sort.CONSULTATION: "登记签收",
    Sort.CO_MAKER: "登记签收",
    Sort.OTHER_ORGAN: "登记签收",
}
HEAD_COLUMNS = (
    NormColumn("unit", "单位编码（空则用于其余单位）", may_be_empty=True),
    NormColumn("word", "机关代字（空则用单位名称）", may_be_empty=True),
    NormColumn("contact", "联系方式", may_be_empty=True),
)
PAYMENT_COLUMNS = (
    NormColumn("unit", "单位编码（空则用于其余单位）", may_be_empty=True),
    NormColumn("how", "缴款方式"),
)
# To the applicant on the way to a reply: served on the internet each is laid ready beside the others.
ON_THE_WAY = frozenset(
    {
        Sort.RECEIPT, Sort.CORRECTION, Sort.REASONS, Sort.EXTENSION, Sort.CONSULTATION_TOLD, Sort.FEE_NOTICE,
        Sort.FEE_TAKEN_BACK, Sort.DELAY,
    }
)  # fmt: skip
ASK_AGAIN = "仍需要该政府信息的，您可以重新提出申请。"
LONGEST_SERIES = 30  # signs that somebody may type before the year
_BRACKETS = str.maketrans(dict.fromkeys("([{【［（｛「《<", "〔") | dict.fromkeys(")]}】］）｝」》>", "〕"))
TO_RETURN = Grid(
    "征求意见回执",
    (Column("事项", 1), Column("填写", 3)),
    (
        ("收到征求意见书的日期", "　　　　年　　月　　日"),
        ("意见", "□同意公开　　　□不同意公开"),
        ("不同意的理由", "\n\n"),
        ("签名或者盖章", "\n"),
        ("填写日期", "　　　　年　　月　　日"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The request that a letter is about."""

    number: str
    received_on: date
    wanted: str


def series_of(sort: Sort, unit_id: int) -> str:
    """One series for each sort and agency; the year is counted beside it."""
    return f"disclosure.{sort.value}:{unit_id}"


def number_of(word: str, sign: str, *, year: int, serial: int) -> str:
    """The number of a letter: 市财政局依补〔2024〕3号."""
    return f"{word}{sign}〔{year}〕{serial}号"


def tidy_letter_number(text: str) -> str:
    """What people type from a letter, in one spelling: any bracket is 〔〕, and 第 is left out."""
    plain = unicodedata.normalize("NFKC", text.translate(_BRACKETS)).upper()
    return "".join(sign for sign in plain if not sign.isspace() and sign != "第")


def row_of(unit_code: str, rows: Iterable[Sequence[str]]) -> Sequence[str]:
    """The line of a table for a unit: its own, else the one without a code; nothing where neither is."""
    found = {row[0]: row[1:] for row in rows}
    return found.get(unit_code) or found.get("", ())


def opening(about: About) -> str:
    """Which request the letter is about."""
    return (
        f"本机关于{in_chinese(about.received_on)}收到您提出的政府信息公开申请（编号{about.number}），"
        f"申请内容为：{shortened(about.wanted)}"
    )


def receipt(about: About, *, due_on: date | None) -> tuple[str, ...]:
    """Letter 3: that it was received, and by when it is answered."""
    by = f"在{in_chinese(due_on)}前" if due_on else "在20个工作日内"
    return (
        opening(about),
        (
            f"根据{LAW}第三十一条，{in_chinese(about.received_on)}为收到申请之日；根据第三十三条第二款，本机关将{by}答复您。"
            "确需延长的另行告知；征求第三方和其他机关意见所需时间不计算在内。"
        ),
    )


_UNCLEAR = f"经审查，您的申请内容不明确。根据{LAW}第三十条，请作以下补正："
_UNTOLD = (
    f"经审查，您的申请没有提供{{what}}。根据{LAW}第二十九条第二款第一项，政府信息公开申请应当包括申请人的姓名或者名称、"
    f"身份证明、联系方式；根据第三十条，请作以下补正："
)
_UNCLEAR_AND_UNTOLD = (
    f"经审查，您的申请内容不明确，也没有提供{{what}}。根据{LAW}第三十条和第二十九条第二款第一项，政府信息公开申请应当包括"
    f"申请人的姓名或者名称、身份证明、联系方式，请作以下补正："
)
_WHAT = {Lacks.PROOF: "身份证明", Lacks.CONTACT: "联系方式", Lacks.AUTHORITY: "授权委托书"}


def correction(about: About, *, points: str, days: int, lacks: Collection[Lacks]) -> tuple[str, ...]:
    """Letter 4: why, which points, how long, and what follows if nothing comes."""
    what = "、".join(word for one, word in _WHAT.items() if one in lacks)
    why = (_UNCLEAR_AND_UNTOLD if Lacks.CONTENT in lacks else _UNTOLD) if what else _UNCLEAR
    return (
        opening(about),
        why.format(what=what),
        *lines_of(points),
        *((AUTHORITY_SAYS,) if Lacks.AUTHORITY in lacks else ()),
        (
            f"请自收到本告知书之日起{days}个工作日内补正。答复期限自本机关收到补正后的申请之日起重新计算。"
            "无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。"
        ),
    )


def by_mail(way: str, *, sent_on: date, arrived_on: date) -> str:
    """How a letter went by e-mail where it arrived on another day than it was sent."""
    return f"{way}（电子邮件{sent_on}发出，{arrived_on}到达）"


COUNTED_WHILE = "等待说明期间，答复期限照常计算。"
NOT_COUNTED_WHILE = (
    "等待说明期间不计入答复期限：自告知次日起暂停计算，收到说明之日起继续计算；"
    "到期未说明的，自说明期限届满次日起继续计算。"
)


def reasons(about: About, *, count: int, period: str, points: str, until: date, wait: str) -> tuple[str, ...]:
    """Letter 5: how many within what time, what to explain, by when; whether the wait counts."""
    return (
        opening(about),
        (
            f"您{period}向本机关提出政府信息公开申请{count}件，数量、频次明显超过合理范围。根据{LAW}第三十五条，"
            f"请您在{in_chinese(until)}前说明理由："
        ),
        *lines_of(points),
        (
            "本机关认为理由不合理的，不予处理；认为理由合理，但是无法在规定的期限内答复的，将确定延迟答复的合理期限并告知您。"
            f"{wait}"
        ),
    )


def extension(
    about: About, *, days: int, was_due: date | None, due_on: date | None, reason: str
) -> tuple[str, ...]:
    """Letter 6: the day that was, the day that is, and why."""
    moved = f"由{in_chinese(was_due)}延长至{in_chinese(due_on)}" if was_due and due_on else "届满日另行计算"
    return (
        opening(about),
        f"根据{LAW}第三十三条第二款，经政府信息公开工作机构负责人同意，答复期限延长{days}个工作日，{moved}。",
        f"延长的理由：{reason.strip()}",
    )


def delay(about: About, *, was_due: date | None, until: date, reason: str) -> tuple[str, ...]:
    """Letter 25: the reasons are good, the number is too great: a reasonable later day."""
    was = f"原定{in_chinese(was_due)}前答复，" if was_due else ""
    return (
        opening(about),
        (
            f"您申请公开的数量、频次明显超过合理范围，所说明的理由合理，但是本机关无法在规定的期限内答复。根据{LAW}"
            f"第三十五条，{was}现延迟至{in_chinese(until)}前答复。"
        ),
        f"延迟的理由：{reason.strip()}",
    )


_ASKS: Mapping[Sort, tuple[str, str]] = {
    Sort.CONSULTATION: (
        "有申请人向本机关申请公开政府信息，本机关认为其中下列内容公开后可能涉及贵方的合法权益：",
        (
            f"根据{LAW}第三十二条，现书面征求贵方意见。请自收到本征求意见书之日起{{days}}个工作日内提出意见，不同意公开的请写明"
            "理由。逾期未提出意见的，由本机关依照该条例的规定决定是否公开。"
        ),
    ),
    Sort.CO_MAKER: (
        "有申请人向本机关申请公开贵机关与本机关共同制作的政府信息：",
        (
            f"根据{LAW}第三十四条，现征求贵机关意见。请自收到本征求意见书之日起{{days}}个工作日内提出意见；逾期不提出意见的，"
            "视为同意公开。"
        ),
    ),
    Sort.OTHER_ORGAN: (
        "本机关正在办理一件政府信息公开申请，其中下列内容涉及贵机关：",
        f"根据{LAW}第十一条，现与贵机关协商、确认。法律没有规定期限，请自收到本函之日起{{days}}个工作日内函复。",
    ),
}


def asking(sort: Sort, *, about: str, days: int) -> tuple[str, ...]:
    """Letters 7, 11 and 12: what it is about, how long, and what silence means."""
    first, last = _ASKS[sort]
    return (first, *lines_of(about), last.format(days=days))


# As `disclosure.pause_ends` and `disclosure.silent_pause_ends` may be read: the words of each reading.
_RESTS: Mapping[str, str] = {
    "after_sending": "自发函次日起暂停计算，至收到意见之日止，收到意见次日起继续计算",
    "from_sending": "自发函当日起暂停计算，至收到意见之日止，收到意见次日起继续计算",
    "before_answer": "自发函次日起暂停计算，至收到意见的前一日止，收到意见当日起继续计算",
}
_RESTS_IN_SILENCE: Mapping[str, str] = {
    "last_day": "对方自收到征求意见书之日起{days}个工作日内没有提出意见的，暂停至该期限届满之日止",
    "sent": "对方逾期没有提出意见的，暂停至发函之日起{days}个工作日届满之日止，但不早于对方收到之日",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How a government reads on a day where the rest for a consultation begins and ends."""

    heard: str
    silent: str

    def says(self, *, days: int) -> str:
        return f"{_RESTS[self.heard]}；{_RESTS_IN_SILENCE[self.silent].format(days=days)}"


def asking_told(about: About, *, whom: str, sent_on: date, rest: Rest, days: int) -> tuple[str, ...]:
    """Letter 9: the applicant learns that the period rests, since when and until when; not who was asked."""
    return (
        opening(about),
        (
            f"您申请的信息涉及{whom}，本机关已于{in_chinese(sent_on)}发函征求意见。根据{LAW}第三十三条第三款，"
            f"征求意见所需时间不计算在答复期限内：{rest.says(days=days)}。"
        ),
    )


def override(*, refused_on: date, content: str, why: str) -> tuple[str, ...]:
    """Letter 10: what will be disclosed against the will of a third party, and why (第三十二条)."""
    return (
        (
            f"本机关于{in_chinese(refused_on)}收到贵方不同意公开有关政府信息的意见。经审查，本机关认为不公开可能对公共利益造成"
            f"重大影响。根据{LAW}第三十二条，决定予以公开，现将决定公开的内容和理由书面通知贵方。"
        ),
        "决定公开的内容：",
        *lines_of(content),
        "理由：",
        *lines_of(why),
    )


def fee_notice(
    about: About, *, sheet: Worksheet, split: str = "", month: Month, then: AfterPaying, why: str, how: str,
    days: int,
) -> tuple[str, ...]:  # fmt: skip
    """Letter 13: basis, standard, calculation, amount, way, term, consequence. `split`: why it is several."""
    first = sheet.before + 1
    nth = f"第{first}件" if sheet.count == 1 else f"第{first}至{sheet.before + sheet.count}件"
    counted = (
        f"本件是您在{month.says}的自然月内向本机关提出的{nth}申请"
        if sheet.basis is Basis.ITEMS
        else f"本件申请需要提供的信息共{sheet.count}页"
    )
    working = (*(split_told(sheet.count, split) if split else ()), *sheet.says)
    return (
        opening(about),
        f"根据{LAW}第四十二条和{FEE_LAW}，本机关决定对本件申请收取信息处理费。",
        f"理由：{why.strip()}",
        f"计收标准：{sheet.basis.says}，{sheet.basis.within}超额累进。{counted}。",
        f"计算：{'；'.join(working)}。",
        f"应缴金额：人民币{sheet.total:,}元。",
        f"缴款方式：{how}",
        (
            f"请自收到本通知书次日起{days}个工作日内缴纳；逾期未缴纳的，视为放弃申请，本机关不再处理该政府信息公开申请。"
            f"{then.letter}"
        ),
        (
            "对收费决定有异议的，不单独申请行政复议或者提起行政诉讼；缴费期满后，可以对不再处理的决定依法投诉、举报、申请行政"
            "复议或者提起行政诉讼。"
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A notice that had a period: which, when the applicant had it, when the period was over."""

    notice: str
    served_on: date
    last_on: date


def not_corrected(about: About, told: GivenUp) -> tuple[str, ...]:
    """Letter 24 after no correction came: the dates of the notice and of its end (第三十条)."""
    return (
        opening(about),
        (
            f"本机关的补正告知书（{told.notice}）已于{in_chinese(told.served_on)}送达您，补正期限于"
            f"{in_chinese(told.last_on)}届满，您没有在期限内补正。根据{LAW}第三十条，无正当理由逾期不补正的，视为放弃申请，"
            "本机关不再处理该政府信息公开申请。"
        ),
        ASK_AGAIN,
    )


def not_paid(about: About, told: GivenUp) -> tuple[str, ...]:
    """Letter 24 after the fee was not paid: the same dates (国办函〔2020〕109号)."""
    return (
        opening(about),
        (
            f"本机关的信息处理费收费通知书（{told.notice}）已于{in_chinese(told.served_on)}送达您，缴费期限于"
            f"{in_chinese(told.last_on)}届满，您没有在期限内缴纳。根据{FEE_LAW}，视为放弃申请，"
            "本机关不再处理该政府信息公开申请。"
        ),
        ASK_AGAIN,
    )


def withdrawn(about: About, *, on: date) -> tuple[str, ...]:
    """Letter 24 after the applicant withdrew: that it ended by their own wish, and when ([D] wording)."""
    return (
        opening(about),
        (
            f"您于{in_chinese(on)}撤回了该政府信息公开申请。本机关按照您的意愿办结这件申请，不再处理，也不另作答复。"
        ),
        ASK_AGAIN,
    )


def fee_taken_back(
    about: About, *, notice: str, issued_on: date, reason: str, due_on: date | None
) -> tuple[str, ...]:
    """That a fee notice holds no longer: nothing is to be paid for it, and by when the answer is due."""
    by = f"，本机关将在{in_chinese(due_on)}前答复您" if due_on else ""
    return (
        opening(about),
        (
            f"本机关{in_chinese(issued_on)}签发的信息处理费收费通知书（{notice}）现予撤回，请您不要按该通知书缴费；"
            "已经缴纳的，请与本机关联系退还。"
        ),
        f"撤回的理由：{reason.strip()}",
        f"等待缴费的日子计入答复期限{by}。",
    )


def lines_of(text: str) -> tuple[str, ...]:
    """What somebody wrote into a box, line by line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
