"""How alike two texts are, and why: by the pairs of signs that both hold. Pure.

What people write around the thing itself (请公开, 相关信息) counts for nothing. Figures are told apart: two
texts that differ in a year or in the number of a document ask for two things, however alike their words are.
"""

import re
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from quancheng.kernel.text.variants import half_width, simplified

LONGEST = 3000  # [D] signs that are compared; the rest of a longer text is left out
SHORTEST_RUN = 3  # [D] signs of a piece that explains a likeness: two are any word
MOST_RUNS = 6
MOST_SHOWN = 400  # [D] signs of which the likeness is explained
MOST_SOUGHT = 16  # [D] pairs by which records are looked for: each costs a look at every one of them
_AROUND = re.compile(
    r"请依法公开|依法公开|申请公开|请求公开|要求公开|希望公开|请公开|特申请|请提供|要求提供|申请获取|希望获取"
    r"|政府信息|相关信息|有关信息|相关材料|有关材料|的信息|信息公开|本人|我想|我要|需要|关于|以及|有关|相关|演示"
)
_LINKS = re.compile(r"(?<=[\u3400-\u9fff])[和与及](?=[\u3400-\u9fff])")
_EDGES = " 的和与及、，。；：,.;:()[]〔〕《》“”\n"
_SIGNS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_DIGITS = re.compile(r"\d+")
_WEAK = frozenset(
    {
        "情况", "信息", "文件", "材料", "资料", "工作", "进行", "全部", "所有", "内容", "方面", "年度",
        "以来", "的情", "及其", "什么", "是否", "多少", "如何", "我们", "市的", "区的", "年的", "的相",
        "公开", "提供",
    }
)  # fmt: skip


@lru_cache(maxsize=4096)
def pieces(text: str) -> frozenset[str]:
    """The pairs of Chinese signs and the whole words and figures of a text, without what stands around."""
    found: set[str] = set()
    for run in _SIGNS.findall(_plain(text)):
        if _HAN.match(run) and len(run) > 1:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.add(run)
    return frozenset(found)


def likeness(one: str, other: str) -> int:
    """How alike two texts are, in per cent: what both hold against what each holds."""
    ours, theirs = pieces(one), pieces(other)
    if not ours or not theirs:
        return 0
    return round(200 * len(ours & theirs) / (len(ours) + len(theirs)))


def share_in(short: str, long: str) -> int:
    """How much of a short text a long one holds, in per cent."""
    ours = pieces(short)
    return round(100 * len(ours & pieces(long)) / len(ours)) if ours else 0


def figures(text: str) -> frozenset[str]:
    """The years and numbers of a text."""
    return frozenset(found.lstrip("0") or "0" for found in _DIGITS.findall(half_width(text)[:LONGEST]))


def figures_apart(one: str, other: str) -> tuple[str, str]:
    """The figures that only the one, and only the other text names; both empty where nothing contradicts.

    A text that names none contradicts nothing.
    """
    ours, theirs = figures(one), figures(other)
    if not ours or not theirs or ours == theirs:
        return "", ""
    return "、".join(sorted(ours - theirs)), "、".join(sorted(theirs - ours))


def shared(one: str, other: str) -> tuple[str, ...]:
    """The longest pieces that stand in both, in the order of the first: why they count as alike."""
    ours, theirs = _plain(one)[:MOST_SHOWN], _plain(other)[:MOST_SHOWN]
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    runs = [ours[block.a : block.a + block.size].strip(_EDGES) for block in blocks]
    told = {run for run in runs if len(run) >= SHORTEST_RUN and not run.isdecimal()}
    longest = sorted(told, key=len, reverse=True)
    return tuple(sorted(islice(longest, MOST_RUNS), key=ours.index))


def only_in(one: str, other: str) -> tuple[str, ...]:
    """The longest pieces that stand in the first alone: by what the two differ."""
    ours, theirs = _plain(one)[:MOST_SHOWN], _plain(other)[:MOST_SHOWN]
    steps = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    runs = {ours[begin:end].strip(_EDGES) for kind, begin, end, _, _ in steps if kind != "equal"}
    longest = sorted((run for run in runs if len(run) > 1), key=len, reverse=True)
    return tuple(sorted(islice(longest, MOST_RUNS), key=ours.index))


def sought(text: str) -> tuple[str, ...]:
    """By which pieces records are looked for: spread over the text, the common words left out."""
    told = [piece for piece in _in_order(text) if piece not in _WEAK]
    if len(told) <= MOST_SOUGHT:
        return tuple(told)
    stride = len(told) / MOST_SOUGHT
    return tuple(dict.fromkeys(told[int(place * stride)] for place in range(MOST_SOUGHT)))


def _in_order(text: str) -> Collection[str]:
    found: dict[str, None] = {}
    for run in _SIGNS.findall(_plain(text)):
        if _HAN.match(run):
            found.update(dict.fromkeys(run[at : at + 2] for at in range(len(run) - 1)))
        else:
            found[run] = None
    return [*found]


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    told = _AROUND.sub(" ", simplified(half_width(text[:LONGEST])).lower())
    return _LINKS.sub(" ", told.replace("年度", "年").replace("的", ""))
