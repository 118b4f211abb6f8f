"""Secrecy marks as they are printed on papers: 机密★10年 at the head, not the words in a sentence. Pure.

《保守国家秘密法》 demands the mark on whatever holds a state secret; GB/T 9704—2012, 7.2.2 puts it on a line
of its own at the upper left of the first page. 工作秘密: the same law (2024), art. 64.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

VARIANTS = str.maketrans("絕機內資級☆＊*", "绝机内资级★★★")
LEVEL = "(绝密|机密|工作秘密|秘密|内部资料)"
TERM = r"(?:★(?:[0-9一二三四五六七八九十]+(?:年|个月|月|天|日)|长期|永久|启用前|[^，。；、]{0,8}))?"
LABEL = "(?:密级|密别|保密级别|保密等级|秘密等级|涉密等级|定密)(?:和保密期限)?[:：]"
KEEP = "请?注意(?:保存|保管|保密)|妥善保管"
FORBID = "(?:请勿|不得|严禁|禁止)(?:外传|公开|传播|转载|复制|翻印)"
WARNING = f"(?:[，,;；。·—-]*(?:{KEEP}|{FORBID}))?"
LEVEL_WORD = "(?:级|件|文件|资料|启用前)?"
URGENCY = "(?:特提|特急|加急|平急|急件)?"
COPY_NUMBER = r"(?:(?:份号|编号|NO\.?)?[:：]?[0-9]{1,7}号?)?"
OPENING = '[【〔（(\\[《<“"]?'
CLOSING = '[】〕）)\\]》>”"]?'
ALONE = re.compile(
    f"{COPY_NUMBER}{URGENCY}{OPENING}(?:{LABEL})?{LEVEL}{LEVEL_WORD}{TERM}{CLOSING}{WARNING}{CLOSING}{URGENCY}{COPY_NUMBER}"
)
UNMISTAKABLE = re.compile(
    f"{OPENING}(?:{LABEL}{LEVEL}{LEVEL_WORD}{TERM}|{LEVEL}★[^，。；、]{{0,8}}){CLOSING}"
)
IN_NAME = re.compile(
    f"(?:^|[【〔（(\\[\\s_—·.-]){LEVEL}(?:级|件|文件)?(?:★[^】〕）)\\]\\s_-]*)?(?:$|[】〕）)\\]\\s_—·.-])"
)
LONGEST_LINE = 40  # a longer line is a sentence
FIRST_LINES = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A secrecy mark and where it stands."""

    level: str
    where: str


def mark_of_line(line: str) -> str | None:
    """The level when the line is a mark and nothing else but copy number, urgency and term."""
    text = _plain(line)
    if len(text) > LONGEST_LINE:
        return None
    found = ALONE.fullmatch(re.sub(r"\s", "", text)) or _unmistakable(text)
    return _level(found)


def mark_of_cell(text: str) -> str | None:
    """The level when a cell bears a mark with a star or a label; a bare 秘密 may be the head of a column."""
    lines = (_unmistakable(_plain(line)) for line in text.split("\n") if len(line) <= LONGEST_LINE)
    return _level(next((found for found in lines if found), None))


def mark_of_name(name: str) -> str | None:
    """The level when it stands apart in the file's name: 【机密】…, …（秘密）, 内部资料-…"""
    return _level(IN_NAME.search(_plain(name.rpartition(".")[0] or name)))


def first_mark(lines: Iterable[tuple[str, str]]) -> Mark | None:
    """The first mark among lines, each given with the place where it stands."""
    for where, line in lines:
        level = mark_of_line(line)
        if level:
            return Mark(level, where)
    return None


def _unmistakable(text: str) -> re.Match[str] | None:
    words = [text.replace(" ", ""), *text.split()]
    return next((found for word in words if (found := UNMISTAKABLE.fullmatch(word))), None)


def _plain(text: str) -> str:
    """Full-width signs made plain, traditional ones simplified, blanks at the ends gone."""
    return unicodedata.normalize("NFKC", text).translate(VARIANTS).strip()


def _level(found: re.Match[str] | None) -> str | None:
    return next((group for group in found.groups() if group), None) if found else None
