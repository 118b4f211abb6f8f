"""Which record people mean when they write down its reference, or the address at which it opens. Pure."""

import re
from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.registry import kinds


def ref_named(text: str, *, hosts: Collection[str]) -> RecordRef | None:
    """The record that a text names: `plan.row:jinan-2024-17`, or the address of its page on one of our hosts.

    Whether the record is there, and for whom, is asked of `resolve`.
    """
    told = text.strip()
    known = {kind.code for kind in kinds()}
    if told.partition(":")[0] in known:
        return _written(told)
    return _at(told, hosts)


def _written(text: str) -> RecordRef | None:
    try:
        return RecordRef.parse(text)
    except ValueError:
        return None


def _at(address: str, hosts: Collection[str]) -> RecordRef | None:
    try:
        split = urlsplit(address)
    except ValueError:
        return None
    if split.scheme not in ("", "http", "https") or (split.netloc and split.netloc not in hosts):
        return None
    path = unquote(split.path)
    found = ((kind.code, re.fullmatch(kind.page, path)) for kind in kinds() if kind.page)
    return next((RecordRef(code, match[1]) for code, match in found if match), None)
