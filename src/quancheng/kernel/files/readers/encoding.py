"""Which encoding a Chinese text is written in: strict decoding first, then how common its characters are.

GB18030 and Big5 accept nearly each other's bytes, and only the right one yields the everyday characters of
official language; in real text half of all characters are among the few hundred below, in a wrong decoding a
few in a hundred. Pure.
"""

import codecs
import re

from quancheng.kernel.files.refused import FileRefused

COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方"
    "后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应"
    "开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道"
    "命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件"
    "长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处府市"
    "县乡镇街责单序号项完限具办科教育财务监督审批信息服务改委员牵配围绕推落实持续深促规划标准环保障安卫健康"
    "這個為國時來們對會發動過說產種後學經進著電裡現實體機當從業開還與關各線內數樣問變條沒結題黨員長總設資邊"
    "級圖統較將組見計別論運農幾區強決戰處縣鄉鎮責單號項辦務監審標準環衛劃續導門間點應將萬億給報東車馬風書"
    "，。、；：（）“”《》０１２３４５６７８９"
)
FOREIGN = re.compile("[^\\x00-\\x7f]")
CONTROL = re.compile("[\\x00-\\x08\\x0e-\\x19\\x1b-\\x1f\\x7f]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MOST_CONTROL = 0.002  # share of control signs above which it is no text
LEAST_EVERYDAY = 0.1  # under this share a text is in no encoding that we know; real texts show half
CLEARLY_CHINESE = 0.3  # what is read wrongly stays far below
FEW = 40  # characters; in a shorter text, a list of names, the share says nothing
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
DECODERS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
}
MOST_HOLES = 0.001  # share of unreadable signs that a page may have and still be read, with a doubt
CHINESE = ("gb18030", "cp950", "big5hkscs")


class EncodingUnknown(FileRefused):
    """The characters cannot be told; guessing would put wrong words into the record."""

    code = "files.encoding_unknown"


class NotText(FileRefused):
    """The bytes are no text at all."""

    code = "files.not_text"


def decode(data: bytes, *, name: str) -> str:
    """The text, in the encoding it was written in.

    Raises EncodingUnknown, NotText.
    """
    text = _by_mark(data, name=name)
    if text is None:
        text = _strict(data, "utf-8")
    if b"\x00" not in data and (text is None or _hides_chinese(text, data)):
        text = _chinese(data, name=name)
    if text is None or "\x00" in text:
        text = _sixteen(data)
    if text is None or len(CONTROL.findall(text)) > max(1, len(text) * MOST_CONTROL):
        raise NotText(
            f"“{name}”里夹有非文字的字节，不是纯文本。请用原来的软件打开，另存为 docx、pdf 或 txt 后再上传。"
        )
    return CONTROL.sub("", text)


def _by_mark(data: bytes, *, name: str) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = _strict(data, encoding)
            if text is None:
                raise _broken(data.decode(encoding, "replace"), name=name)
            return text
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _hides_chinese(text: str, data: bytes) -> bool:
    """A short GB text can by chance be sound UTF-8, of Greek or Hebrew letters: 为展 is Ϊչ."""
    if everyday(text) >= LEAST_EVERYDAY or text.isascii():
        return False
    return everyday(_strict(data, "gb18030") or "") > CLEARLY_CHINESE


def _chinese(data: bytes, *, name: str) -> str:
    """GB18030 (with GBK and GB2312 inside) or Big5: whichever yields the more everyday characters."""
    readings = [text for code in CHINESE if (text := _strict(data, code)) is not None]
    best = max(readings, key=everyday, default=None)  # the first of equals: GB18030
    damaged = data.decode("utf-8", "replace")
    if best is None or everyday(damaged) > everyday(best):
        raise _broken(max(damaged, data.decode("gb18030", "replace"), key=everyday), name=name)
    if len(best) > FEW and everyday(best) < LEAST_EVERYDAY:
        raise EncodingUnknown(
            f"“{name}”的文字编码认不出来。请用原来的软件打开，另存为 UTF-8 编码的 txt 后再上传。"
        )
    return best


def _sixteen(data: bytes) -> str | None:
    """UTF-16 without its mark, as some exporting systems write it; told by the everyday characters again."""
    readings = [text for code in ("utf-16-le", "utf-16-be") if (text := _strict(data, code)) is not None]
    best = max(readings, key=everyday, default="")
    return best if "\x00" not in best and everyday(best) > 0 else None


def everyday(text: str) -> float:
    """The share of everyday characters among all that are not ASCII."""
    foreign = FOREIGN.findall(text)
    return sum(sign in COMMON for sign in foreign) / len(foreign) if foreign else 0.0


def _broken(text: str, *, name: str) -> EncodingUnknown:
    line = text.partition("\ufffd")[0].count("\n") + 1
    return EncodingUnknown(
        f"“{name}”第{line}行有无法识别的字符，文件可能已损坏或编码混杂。"
        "请用原来的软件打开，另存为 UTF-8 编码的 txt 后再上传。",
        line=line,
    )


def page_text(data: bytes, *, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a web page, with a doubt when a few signs of it could not be read.

    What the page says of itself is asked only after UTF-8, because many pages say it wrongly.
    Raises EncodingUnknown, NotText.
    """
    found = DECLARED.search(data[:4096].replace(b"\x00", b""))
    declared = DECODERS.get(found[1].decode("ascii").lower()) if found else None
    if (
        declared is None
        or _strict(data, "utf-8") is not None
        or data.startswith(tuple(mark for mark, _ in MARKS))
    ):
        return decode(data, name=name), ()
    text = data.decode(declared, "replace")
    holes = text.count("\ufffd")
    if holes == 0 and (len(text) <= FEW or everyday(text) >= LEAST_EVERYDAY):
        return CONTROL.sub("", text), ()
    if holes and holes <= max(1, len(text) * MOST_HOLES) and everyday(text) >= LEAST_EVERYDAY:
        return CONTROL.sub("", text), (f"网页里有{holes}处字符无法识别，已用“\ufffd”代替，请核对。",)
    return decode(data, name=name), ()
