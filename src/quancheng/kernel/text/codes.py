"""Numbers and query codes of messages: easy to read aloud, hard to guess. Pure."""

import unicodedata
from datetime import date

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs; without 0, 1, I and O, which are taken for others
LENGTH = 8
HEX_DIGITS_A_SIGN = 2


def code_from(digest: str) -> str:
    """The query code that belongs to a keyed digest (`name:key:hex`): eight signs, five bits each."""
    hexes = digest.rpartition(":")[2]
    pairs = (
        hexes[at : at + HEX_DIGITS_A_SIGN] for at in range(0, LENGTH * HEX_DIGITS_A_SIGN, HEX_DIGITS_A_SIGN)
    )
    return "".join(ALPHABET[int(pair, 16) % len(ALPHABET)] for pair in pairs)


def number_on(day: date, drawn: int) -> str:
    """The number of a message of that day: the date and five drawn digits."""
    return f"{day:%Y%m%d}-{drawn:05}"


def tidy(text: str) -> str:
    """What people type, in one spelling: half-width, capitals, no blanks; any dash is a dash."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join("-" if sign in "‐‑‒–—−－" else sign for sign in plain if not sign.isspace())


def tidy_number(text: str) -> str:
    """A number with its dash, also when the dash was left out."""
    plain = tidy(text)
    return f"{plain[:8]}-{plain[8:]}" if len(plain) == 13 and plain.isdecimal() else plain


def is_number(text: str) -> bool:
    """Whether this is a number of a message, as `tidy_number` writes it."""
    return len(text) == 14 and text[8] == "-" and f"{text[:8]}{text[9:]}".isdecimal()


def in_groups(code: str) -> str:
    """A code as it is printed: in two groups of four."""
    return f"{code[:4]} {code[4:]}"
