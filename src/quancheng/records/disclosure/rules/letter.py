"""What a reply says, in words that nobody types anew: the sentence of each ground, with its slots. Pure.

The sentence of a ground is locked; what the handler told (`said`) stands after it, under its own word.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead.letter import Block, Heading, Text, in_chinese, paragraphs_of
from quancheng.records.disclosure.rules.grounds import Ground, Must, Outcome

NUMERALS = "一二三四五六七八九十"
LAW = "《中华人民共和国政府信息公开条例》"
SHOWN = 40  # signs of an item in a heading


class LetterNotReady(Refusal):
    """The reply cannot be written yet: an item is open, a clause lacks its organ, a table its signature."""

    code = "disclosure.letter_not_ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One item with its decision."""

    wanted: str
    ground: Ground
    withheld: tuple[Ground, ...] = ()  # of a partial disclosure: what the rest rests on
    said: Mapping[Must, str]


_SENTENCES: Mapping[str, str] = {
    "36-1": "您申请的信息已经主动公开。根据{law}，现将获取的方式和途径告知您：",
    "36-2": "根据{law}，本机关予以公开。",
    "37": "您申请的信息中含有不应当公开的内容，能够作区分处理。根据{law}，本机关公开可以公开的部分；"
    "其余部分依据{withheld}不予公开。",
    "14-secret": "您申请的信息属于依法确定的国家秘密。根据{law}，本机关不予公开。",
    "14-law": "您申请的信息属于法律、行政法规禁止公开的政府信息。根据{law}，本机关不予公开。",
    "14-safety": "您申请的信息公开后可能危及国家安全、公共安全、经济安全、社会稳定。"
    "根据{law}，本机关不予公开。",
    "15": "您申请的信息涉及第三方，公开会对第三方合法权益造成损害。根据{law}，本机关不予公开。",
    "16-1": "您申请的信息属于行政机关的内部事务信息。根据{law}，本机关不予公开。",
    "16-2-process": "您申请的信息属于行政机关在履行行政管理职能过程中形成的过程性信息。"
    "根据{law}，本机关不予公开。",
    "16-2-files": "您申请的信息属于行政执法案卷信息。根据{law}，本机关不予公开。",
    "36-4": "经检索，本机关没有您申请的信息，该信息不存在。根据{law}，现告知您。",
    "36-5": "您申请的信息不属于本机关负责公开。根据{law}，现告知您并说明理由。",
    "36-6": "您就同一内容向本机关提出过申请，本机关已经答复。根据{law}，不予重复处理。",
    "36-7": "您申请的信息，有关法律、行政法规对获取另有规定。根据{law}，请依照该规定办理。",
    "38": "您申请的信息需要本机关对现有政府信息进行加工、分析。根据{law}，本机关不予提供。",
    "39-1": "您以政府信息公开申请的形式进行信访、投诉、举报等活动。"
    "根据{law}，本机关不作为政府信息公开申请处理。",
    "39-2": "您申请提供的是公开出版物。根据{law}，本机关不予处理{also}。",
    "35": "您申请公开的数量、频次明显超过合理范围，所说明的理由不合理。根据{law}，本机关不予处理。",
    "30-unclear": "您补正以后，申请内容仍不明确。根据{law}，本机关无法提供。",
    "other": "您的申请有其他情形，本机关不再处理，理由如下。",
    "withdrawn": "您已经撤回申请，本机关不再处理。",
    "confirm": "您要求本机关确认或者重新出具您已经获取的信息，本机关不予处理。",
}
_BY_OUTCOME: Mapping[Outcome, str] = {
    Outcome.OTHER: "您的申请{says}，本机关不再处理。依据：{law}。",
}
DEFAULT = "根据{law}，现告知您。"
# What a sentence adds where the handler told it: of that it speaks only then.
_ALSO: Mapping[str, tuple[Must, str]] = {"39-2": (Must.PUBLICATION, "，并告知获取的途径")}


def sentence_of(ground: Ground, withheld: Sequence[Ground] = (), told: Collection[Must] = ()) -> str:
    """The locked sentence of a ground, with its article; `told`: what stands after it."""
    words = _SENTENCES.get(ground.code) or _BY_OUTCOME.get(ground.outcome) or DEFAULT
    resting = "、".join(dict.fromkeys(one.law for one in withheld))
    must, adds = _ALSO.get(ground.code, (None, ""))
    also = adds if must in told else ""
    return words.format(law=ground.law, says=ground.says, withheld=resting, also=also)


def paragraphs_told(one: Decided) -> list[Text]:
    """The answer to one item: the sentence, then what was told, each under its word."""
    said = {must for must, text in one.said.items() if text.strip()}
    told = [Text(sentence_of(one.ground, one.withheld, said))]
    for must in Must:
        lines = list(paragraphs_of(one.said.get(must, "")))
        if lines:
            told += [Text(f"{must.says.partition('：')[0]}：{lines[0].text}"), *lines[1:]]
    return told


def body_of(
    *, number: str, received_on: date, corrected: bool, items: Sequence[Decided], clause: str, contact: str
) -> tuple[Block, ...]:
    """The whole body of a reply: what was received, item by item what is decided, the remedy, and how the
    agency is reached.
    """
    came = "收到您补正后的" if corrected else "收到您的"
    told: list[Block] = [
        Text(
            f"本机关于{in_chinese(received_on)}{came}政府信息公开申请（编号{number}）。经审查，根据{LAW}（以下简称《条例》），答复如下："
        )
    ]
    for place, one in enumerate(items):
        if len(items) > 1:
            told.append(Heading(f"{_numeral(place)}、关于“{shortened(one.wanted)}”"))
        else:
            told.append(Text(f"您申请公开：{one.wanted}"))
        told += paragraphs_told(one)
    if clause:
        told.append(Text(clause))
    if contact:
        told.append(Text(f"联系方式：{contact}"))
    return tuple(told)


def as_text(body: Sequence[Block]) -> str:
    """The body as plain lines: what is kept, compared, and shown to whoever reviews."""
    return "\n".join(block.text for block in body if isinstance(block, Heading | Text))


def shortened(text: str) -> str:
    """The beginning of what is wanted, for a heading."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[:SHOWN]}…"


def provisional(years: Sequence[int]) -> str:
    """That a day named above was counted without the holidays of its year; nothing where there are none."""
    if not years:
        return ""
    named = "、".join(f"{year}年" for year in years)
    return f"{named}的放假安排尚未公布，本文书中该年的日期按现有规定推算，以国务院办公厅公布的放假安排为准。"


def _numeral(place: int) -> str:
    return NUMERALS[place] if place < len(NUMERALS) else str(place + 1)
