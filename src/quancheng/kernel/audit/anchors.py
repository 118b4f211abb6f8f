"""The daily keyed anchor: where the chain ended, written outside the database.

One line a day in `anchors.log`, four words: the day, the last line's number, its hash, and a keyed digest of
these together with the digest of the line above, so that anchors cannot be changed or taken out either.
Copy the file to another machine every day: whoever owns this one could cut off its end.
"""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quancheng.kernel.audit.walk import Held
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.port import Unreadable, machine

FILE = "anchors.log"
PURPOSE = "audit.anchor"


class AnchorBroken(Refusal):
    """The file of anchors is not what this house wrote."""

    code = "audit.anchor_broken"
    status = 500


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the chain ended on one day."""

    on: date
    seq: int
    hash: str
    keyed: str

    def __str__(self) -> str:
        return f"{self.on} {self.seq} {self.hash} {self.keyed}"

    def held(self) -> Held:
        return Held(self.seq, self.hash, self.on)


def anchors_in(folder: Path) -> tuple[Anchor, ...]:
    """Every anchor, oldest first, each checked with its key. Raises AnchorBroken, UnknownKey."""
    path = folder / FILE
    return tuple(_read(path.read_text(), path)) if path.exists() else ()


def add_anchor(folder: Path, *, on: date, held: Held) -> Anchor:
    """Write the anchor of a day; a day that has one keeps it. Raises AnchorBroken, UnknownKey."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    with os.fdopen(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = tuple(_read(file.read(), path))
        if before and before[-1].on >= on:
            return before[-1]
        text = _text(on, held.seq, held.hash, before[-1].keyed if before else "")
        anchor = Anchor(on, held.seq, held.hash, machine().keyed_digest(text, purpose=PURPOSE))
        file.write(f"{anchor}\n")
        file.flush()
        os.fsync(file.fileno())
    return anchor


def _read(text: str, path: Path) -> Iterator[Anchor]:
    above = ""
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        anchor = _parsed(line)
        if anchor is None or not _genuine(anchor, above):
            raise AnchorBroken(f"锚文件 {path} 第{number}行被改动、缺了上一行，或没有写完；请与异机副本核对")
        above = anchor.keyed
        yield anchor


def _parsed(line: str) -> Anchor | None:
    words = line.split(" ")
    if len(words) != 4 or not line.endswith("\n"):
        return None
    try:
        return Anchor(date.fromisoformat(words[0]), int(words[1]), words[2], words[3].rstrip("\n"))
    except ValueError:
        return None


def _genuine(anchor: Anchor, above: str) -> bool:
    text = _text(anchor.on, anchor.seq, anchor.hash, above)
    try:
        return machine().is_digest_of(anchor.keyed, text, purpose=PURPOSE)
    except Unreadable:
        return False


def _text(on: date, seq: int, hash_: str, above: str) -> str:
    return f"{on} {seq} {hash_} {above}"
