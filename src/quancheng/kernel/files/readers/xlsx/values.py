"""What a cell shows: shared strings, numbers without a needless .0, dates in Chinese."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel
from openpyxl.utils.escape import unescape

DECORATION = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
PLAIN_NUMBER = r"(?:general|g/通用格式|[#0,?]*[#0?])"
WITH_WORDS = re.compile(rf'((?:"[^"]*"|\\.)*)({PLAIN_NUMBER})((?:"[^"]*"|\\.)*)', re.IGNORECASE)
CHINESE_FORMATS = {  # ECMA-376 part 1, 18.8.30, zh-cn: known by number only, never written into the file
    **dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月"),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), "m月d日"),
    **dict.fromkeys((32, 34, 55), "h时mm分"),
    **dict.fromkeys((33, 35, 56), "h时mm分ss秒"),
    30: "m-d-yy",
    31: "yyyy年m月d日",
}


def shared_strings(items: Iterable[etree._Element]) -> tuple[str, ...]:
    """The strings that cells refer to by number."""
    return tuple(_runs(item) for item in items)


def _runs(item: etree._Element) -> str:
    """The text of a string: its own or that of its runs; readings (拼音) are left out."""
    pieces = [each.text or "" for each in (*item.iterchildren("{*}t"), *item.iterfind("{*}r/{*}t"))]
    return unescape("".join(pieces))


@dataclass
class Book:
    """What all sheets share."""

    strings: tuple[str, ...]
    styles: etree._Element | None
    counts_from_1904: bool
    formats: list[str] = field(init=False)

    def __post_init__(self) -> None:
        own: dict[int, str] = {}
        numbers: list[int] = []
        if self.styles is not None:
            for each in self.styles.iterfind("{*}numFmts/{*}numFmt"):
                own[_whole(each.get("numFmtId"))] = each.get("formatCode") or ""
            numbers = [_whole(each.get("numFmtId")) for each in self.styles.iterfind("{*}cellXfs/{*}xf")]
        known = {**BUILTIN_FORMATS, **CHINESE_FORMATS, **own}
        self.formats = [known.get(number, "General") for number in numbers]

    def text_of(self, cell: etree._Element) -> str:
        """The text of a cell as the sheet shows it."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return "".join(_runs(each) for each in cell.iterchildren("{*}is"))
        found = cell.find("{*}v")
        written = "" if found is None else (found.text or "")
        if kind == "s":
            at = _whole(written)
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(written, written)
        if kind == "d":
            return _from_iso(written)
        if kind == "n":
            return self._number(written, self._format(cell.get("s")))
        return unescape(written)

    def _format(self, style: str | None) -> str:
        at = _whole(style) if style else 0
        return self.formats[at] if 0 <= at < len(self.formats) else "General"

    def _number(self, written: str, code: str) -> str:
        try:
            value = float(written)
        except ValueError:
            return written
        section = code.split(";")[0]
        signs = DECORATION.sub("", section).lower()
        if section.lower() != "general" and "通用" not in signs and set(signs) & set("ymdhs"):
            return self._moment(value, signs) or _plain(value)
        return _number_as(value, section, signs)

    def _moment(self, value: float, signs: str) -> str:
        epoch = MAC_EPOCH if self.counts_from_1904 else WINDOWS_EPOCH
        try:
            moment = from_excel(value, epoch, timedelta=bool(re.search(r"\[[hms]+\]", signs)))
        except (ValueError, OverflowError, TypeError):
            return ""
        return moment_text(moment, signs)


def moment_text(moment: datetime | date | time | timedelta | None, signs: str) -> str:
    """A day, a month or an hour in Chinese, with the parts that the number format shows."""
    if isinstance(moment, timedelta):
        minutes = round(moment.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    parts = ""
    if isinstance(moment, date):
        parts += f"{moment.year}年" if "y" in signs else ""
        parts += f"{moment.month}月" if "m" in re.sub("h.*|mm?:.*", "", signs) else ""
        parts += f"{moment.day}日" if "d" in signs else ""
    if isinstance(moment, datetime | time) and "h" in signs:
        parts += f"{' ' if parts else ''}{moment.hour}:{moment.minute:02d}"
        parts += f":{moment.second:02d}" if "s" in signs else ""
    return parts


def _from_iso(written: str) -> str:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return written
    return moment_text(moment, "ymd" if moment.time() == time() else "ymd h")


def _number_as(value: float, section: str, signs: str) -> str:
    if "%" in signs:
        decimals = len(re.sub("[^0#?]", "", signs.partition(".")[2]))
        return f"{value * 100:.{decimals}f}%"
    worded = WITH_WORDS.fullmatch(section)
    if worded is None:
        return _plain(value)
    before, shape, after = (re.sub(r'"|\\(?=.)', "", part) for part in worded.groups())
    digits = _plain(value)
    return before + (digits.zfill(len(shape)) if set(shape) == {"0"} else digits) + after


def _plain(value: float) -> str:
    """Digits as a reader expects them: 3 for 3.0, 0.1 for 0.1, no powers of ten."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f")


def _whole(written: str | None) -> int:
    try:
        return int(written or "")
    except ValueError:
        return -1
