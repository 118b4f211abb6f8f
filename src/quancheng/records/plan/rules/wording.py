"""The letters of a plan: one plain form for recognising, the written form for keeping."""

import re
import unicodedata

from quancheng.kernel.text.variants import simplified

_RADICALS = dict(
    zip(
        "⺟⺠⺪⺫⺬⺮⺰⺶⺷⺼⺾⻀⻁⻂⻄⻅⻆⻉⻋⻌⻎⻏⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民疋罒示竹纟羊羊肉艹艹虎衤西见角贝车辶辶阝长门阝青韦页风飞食饣马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_SHAPES = str.maketrans("():．／％", "（）：./%")


class _Plain(dict[int, str]):
    def __missing__(self, code: int) -> str:
        """One letter in, one letter out: places in the plain text are places in the written text."""
        letter = chr(code)
        folded = unicodedata.normalize("NFKC", letter) if 0xFF10 <= code <= 0xFF5A else letter
        plain = simplified(folded.translate(_SHAPES))
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_PLAIN = _Plain({ord(each): each.translate(_SHAPES) for each in "():．／％、，。；"})
_GLYPHS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(radical): letter for radical, letter in _RADICALS.items()
}
_HIDDEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_WORDLIKE = re.compile(r"[A-Za-z]")
NUMERALS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5} | {
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}


def plain(text: str) -> str:
    """The text in simplified letters and half-width digits, letter for letter: only for recognising."""
    return text.translate(_PLAIN)


def mended(text: str) -> str:
    """The text as its author typed it: radicals that a PDF put in place of letters turned back."""
    return text.translate(_GLYPHS).translate(_HIDDEN)


def joined(lines: list[str]) -> str:
    """Lines of one cell or paragraph as one text; a blank stands only between two Latin words."""
    whole = ""
    for line in lines:
        blank = " " if whole and line and _WORDLIKE.match(whole[-1]) and _WORDLIKE.match(line) else ""
        whole += blank + line
    return whole


def number_of(words: str) -> int | None:
    """The number that Chinese numerals or digits write (二十一, 二〇二四, 12)."""
    if re.fullmatch(r"[0-9]{1,9}", words):
        return int(words)
    if not words or any(letter not in NUMERALS and letter not in "十百" for letter in words):
        return None
    if not {"十", "百"} & {*words}:
        return int("".join(str(NUMERALS[letter]) for letter in words))
    total, digit = 0, 0
    for letter in words:
        if letter in NUMERALS:
            digit = NUMERALS[letter]
            continue
        total += (digit or 1) * (10 if letter == "十" else 100)
        digit = 0
    return total + digit
