"""Numbers of requests: S, the day of arrival, five drawn digits. Pure."""

from datetime import date

from quancheng.kernel.text import codes

SIGN = "S"  # 申请: so that a number says of itself that it is no message's


def number_on(day: date, drawn: int) -> str:
    """The number of a request of that day."""
    return f"{SIGN}{codes.number_on(day, drawn)}"


def tidy_number(text: str) -> str:
    """What people type, in one spelling; its sign and its dash may be left out."""
    plain = codes.tidy(text)
    return f"{SIGN}{codes.tidy_number(plain.removeprefix(SIGN))}"


def is_number(text: str) -> bool:
    """Whether this is a number of a request, as `tidy_number` writes it."""
    return text.startswith(SIGN) and codes.is_number(text[len(SIGN) :])
