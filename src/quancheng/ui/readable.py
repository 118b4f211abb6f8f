"""What no field of any form and no address may hold, on either surface: looked at before any page sees it.

A character without a sign (NUL) lies in no text that people write, and PostgreSQL keeps none. A number of a
thousand digits counts nothing; Python reads it as little as a column takes it.
"""

import re
from collections.abc import Iterator, Mapping

from django.db import DataError
from django.http import HttpRequest

from quancheng.kernel.basis.refusal import Refusal

NUL = "\x00"
ENDLESS = re.compile(r"\d{1000,}")  # [D] no number, account or code of this world is near it
LARGE = re.compile(r"\d{10,}")  # from here on a number may be too large for a column
SHOWN = 20  # signs by which somebody finds the place again
TOO_LARGE = (DataError, OverflowError)  # of PostgreSQL, and of SQLite


class Unreadable(Refusal):
    """Something was sent that cannot be kept."""

    code = "ui.unreadable"
    status = 422


def unreadable_in(request: HttpRequest, of_address: Mapping[str, object]) -> Unreadable | None:
    """What of a request cannot be read, as the refusal that tells it; None when all is well."""
    for text in _told(request, of_address):
        if NUL in text:
            return Unreadable(
                f"{_place(text)}含有看不见的空字符，无法保存，多半是从别的软件粘贴时带来的；请删去后重新填写"
            )
        if ENDLESS.search(text):
            return Unreadable(f"{_place(text)}含有上千位的数字，无法处理；请核对后重新填写")
    return None


def too_large_in(request: HttpRequest, fault: Exception) -> Unreadable | None:
    """The refusal, when the database could not take a number that was sent; None for any other fault."""
    if not isinstance(fault, TOO_LARGE):
        return None
    large = next((text for text in _told(request, {}) if LARGE.search(text)), None)
    return Unreadable(f"{_place(large)}含有过大的数字，无法处理；请核对后重新填写") if large else None


def _told(request: HttpRequest, of_address: Mapping[str, object]) -> Iterator[str]:
    yield request.path
    yield from (str(value) for value in of_address.values())
    for sent in (request.GET, request.POST):
        for name, values in sent.lists():
            yield name
            yield from (value for value in values if isinstance(value, str))
    yield from (file.name or "" for name, files in request.FILES.lists() for file in files)


def _place(text: str) -> str:
    seen = text.replace(NUL, "").strip()
    return f"填写的“{seen[:SHOWN]}{'…' if len(seen) > SHOWN else ''}”" if seen else "填写的内容"
