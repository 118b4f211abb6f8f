"""One-time codes and the cookies of sign-ins: what they look like. Pure."""

import unicodedata
from uuid import UUID

LENGTH = 6


def digits_from(digest: str) -> str:
    """The code that belongs to a keyed digest (`name:key:hex`): six digits, each as likely as any other."""
    number = int(digest.rpartition(":")[2], 16) % 10**LENGTH
    return f"{number:0{LENGTH}}"


def tidy(text: str) -> str:
    """What people type, in one spelling: half-width, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def cookie_of(number: UUID, secret: str) -> str:
    """What a browser keeps of a sign-in: by whom the row is found, and what alone opens it."""
    return f"{number.hex}.{secret}"


def number_in(cookie: str) -> UUID | None:
    """The account that a cookie names; None for what was never one of ours."""
    named, dot, secret = cookie.partition(".")
    if not (dot and secret and len(named) == len(UUID(int=0).hex)):
        return None
    try:
        return UUID(hex=named)
    except ValueError:
        return None
