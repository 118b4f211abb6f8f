"""How a line of the audit is written and chained. Pure.

The canonical text of a line is one JSON object with exactly these members, its names sorted, no white space,
characters outside ASCII as they are, in UTF-8:

    about     [kind, ref], or null
    act       the id of the human act
    actor     [kind, person, post, unit, tenant]: the kind's word, then numbers or null
    at        the instant in UTC, 2024-03-01T01:02:03.000004Z
    code      the event's code
    facts     the event's fields as typed JSON (facts.py)
    previous  the hash of the line before; 64 zeros before line 1
    seq       1, 2, 3 … without a gap
    v         1, the version of this description

The hash of the line is the SM3 digest of that text: each hash holds all lines before it. Anyone with this
description and an SM3 implementation can check the chain; no key is needed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SM3, Hash

from quancheng.kernel.audit.facts import Json, instant

NOTHING_BEFORE = "0" * 64
VERSION = 1
WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the audit, without its own hash."""

    seq: int
    at: datetime
    code: str
    act: str
    actor: tuple[str, int | None, int | None, int | None, int | None]
    about: tuple[str, str] | None
    facts: Mapping[str, Json]
    previous: str


def canonical(line: Line) -> bytes:
    """The one text of a line that its hash is computed from."""
    members = {
        "about": line.about,
        "act": line.act,
        "actor": line.actor,
        "at": instant(line.at),
        "code": line.code,
        "facts": line.facts,
        "previous": line.previous,
        "seq": line.seq,
        "v": VERSION,
    }
    return WRITER.encode(members).encode()


def hash_of(line: Line) -> str:
    """The SM3 digest of the canonical text, as 64 hexadecimal digits."""
    reckoning = Hash(SM3())
    reckoning.update(canonical(line))
    return reckoning.finalize().hex()
