"""Names, phone numbers and addresses: what they look like, and how they are hidden. Pure."""

import re
import unicodedata
from collections.abc import Iterator

MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
MOBILE_IN_TEXT = re.compile(r"(?<!\d)1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)")
LANDLINE_IN_TEXT = re.compile(r"(?<!\d)0\d{2,3}[-\s]?\d{7,8}(?!\d)")
MAIL_IN_TEXT = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
DASHES = re.compile(r"[‐‑‒–—―]")
BETWEEN_SIGNS = re.compile(r"[\s-]+")
HIDDEN = "*"


def tidy(contact: str) -> str:
    """One spelling: half-width signs, no blanks, a phone number without +86 before it."""
    plain = "".join(unicodedata.normalize("NFKC", contact).split())
    return plain.removeprefix("+86")


def is_mail(contact: str) -> bool:
    """Whether it is an e-mail address."""
    return MAIL.fullmatch(contact) is not None


def is_contact(contact: str) -> bool:
    """Whether somebody can be reached by it: a phone number of this country, or an e-mail address."""
    return is_mail(contact) or PHONE.fullmatch(contact) is not None


def masked_name(name: str) -> str:
    """The surname, or the first sign, and a star for each of the others."""
    return name[:1] + HIDDEN * (len(name) - 1)


def masked_contact(contact: str) -> str:
    """Enough to tell one contact from another, too little to use it."""
    if is_mail(contact):
        local, _, domain = contact.rpartition("@")
        return f"{local[:1]}{HIDDEN * 4}@{domain}"
    return f"{contact[:3]}{HIDDEN * max(1, len(contact) - 5)}{contact[-2:]}"


def personal_in(text: str, *, names: tuple[str, ...] = ()) -> Iterator[str]:
    """What in a text must not be published: identity numbers, phones, addresses, the names given."""
    plain = _plain(text)
    if IDENTITY.search(plain):
        yield "身份证号码"
    if MOBILE_IN_TEXT.search(IDENTITY.sub("", plain)) or LANDLINE_IN_TEXT.search(plain):
        yield "电话号码"
    if MAIL_IN_TEXT.search(plain):
        yield "电子邮箱"
    if any(len(name) > 1 and name in _bare(plain) for name in map(_bare, names)):
        yield "留言人的姓名或联系方式"


def without_personal(text: str, *, names: tuple[str, ...] = ()) -> str:
    """The text with identity numbers, phones, addresses and the names given taken out, each told as such."""
    aligned = "".join(_one_for_one(sign) for sign in text)
    found: list[tuple[int, int, str]] = []
    for says, pattern in (
        *_PERSONAL,
        *(("姓名或联系方式", _spaced(name)) for name in names if len(name) > 1),
    ):
        found += [(*hit.span(), says) for hit in pattern.finditer(aligned)]
    told, until = "", 0
    for begin, end, says in sorted(found):
        if begin >= until:
            told += f"{text[until:begin]}［{says}］"
        until = max(until, end)
    return told + text[until:]


_PERSONAL = (
    ("身份证号码", IDENTITY),
    ("电话号码", MOBILE_IN_TEXT),
    ("电话号码", LANDLINE_IN_TEXT),
    ("电子邮箱", MAIL_IN_TEXT),
)


def _one_for_one(sign: str) -> str:
    """A sign in its plain shape, as long as before, so that places in both texts are the same."""
    plain = _plain(sign)
    return plain if len(plain) == 1 else sign


def _spaced(name: str) -> re.Pattern[str]:
    """A name or a number, however it is spaced."""
    return re.compile(r"[\s-]*".join(re.escape(sign) for sign in _bare(name)), re.IGNORECASE)


def _plain(text: str) -> str:
    """Half-width signs, and one dash for all of its shapes."""
    return DASHES.sub("-", unicodedata.normalize("NFKC", text))


def _bare(text: str) -> str:
    """Without blanks and dashes: a number or a name stays the same however it is spaced."""
    return BETWEEN_SIGNS.sub("", _plain(text))
