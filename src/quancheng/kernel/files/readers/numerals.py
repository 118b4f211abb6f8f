"""Numbers of lists as Word and browsers write them: 一、（一）、1、①、A, IV. Pure."""

DIGITS = "〇一二三四五六七八九"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
CYCLES = {"ideographTraditional": STEMS, "ideographZodiac": BRANCHES}
RUNS: dict[str, tuple[int, int]] = {  # format → first sign, how many there are
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
COUNTING = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanCounting",
    }
)
LEGAL = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})
MOST = 32_000  # Word's own bound


def numeral(number: int, style: str) -> str:
    """A number in one of the styles of OOXML (ST_NumberFormat); plain digits for a style we do not know."""
    if not 0 <= number <= MOST or style in {"bullet", "none"}:
        return "" if style in {"bullet", "none"} else str(number)
    if style in COUNTING:
        return counted(number, DIGITS, "十百千万")
    if style in LEGAL:
        return counted(number, LEGAL_DIGITS, "拾佰仟万")
    if style in {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"}:
        return "".join(DIGITS[int(digit)] for digit in str(number))
    if number and style in CYCLES:
        return CYCLES[style][(number - 1) % len(CYCLES[style])]
    if number and style in RUNS and number <= RUNS[style][1]:
        return chr(RUNS[style][0] + number - 1)
    return _western(number, style)


def _western(number: int, style: str) -> str:
    if style in {"lowerRoman", "upperRoman"}:
        return _roman(number).upper() if style == "upperRoman" else _roman(number)
    if number and style in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style == "decimalZero":
        return f"{number:02d}"
    if style in {"decimalFullWidth", "decimalFullWidth2"}:
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    return str(number)


def counted(number: int, digits: str, units: str) -> str:
    """Chinese counting: 十一, 二十, 一百零五."""
    if number == 0:
        return digits[0]
    ten_thousands, rest = divmod(number, 10_000)
    if ten_thousands:
        gap = "零" if rest and rest < 1000 else ""
        return (
            counted(ten_thousands, digits, units)
            + units[3]
            + (gap + counted(rest, digits, units) if rest else "")
        )
    written = ""
    for position, digit in enumerate(reversed(str(number))):
        if digit != "0":
            written = digits[int(digit)] + ("", *units)[position] + written
        elif written and not written.startswith("零"):
            written = "零" + written
    return written[1:] if 10 <= number < 20 and digits is DIGITS else written


def _roman(number: int) -> str:
    written = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written
