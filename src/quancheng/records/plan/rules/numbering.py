"""The numbers of supervision orders, as they are printed, and the rules behind their days. Pure."""

import re

ANSWER_DAYS = 10  # [D] working days for an answer, until a government sets its own
LONGEST_ANSWER = 60
OWN_WORDS = "政公开督办"

# An order to correct comes from the next higher organ (《条例》第五十二条、第五十三条); the supervising
# office urges correction or circulates criticism (《条例》第四十七条).
_ORDER_TO_CORRECT = re.compile(r"责令[^。；，\n]{0,6}(?:改正|整改|纠正)")


def in_words(prefix: str, year: int, number: int) -> str:
    """The number as it is printed: 济政公开督办〔2024〕3号."""
    return f"{prefix}〔{year}〕{number}号"


def default_prefix(name: str, *, is_city: bool) -> str:
    """The words before the number while a government has not chosen its own: 济政公开督办, 历下政公开督办."""
    short = name[:1] if is_city else re.sub(r"(?<=..)[省市区县镇乡]$", "", name)
    return f"{short}{OWN_WORDS}"


def order_to_correct_in(text: str) -> str:
    """The words that only the next higher organ may use; empty when there are none."""
    found = _ORDER_TO_CORRECT.search(text)
    return found[0] if found else ""
