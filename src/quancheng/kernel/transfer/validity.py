"""From when until when a key may seal: a note beside each key; one without a note is good at any time.

inside-to-outside/
├── k5f0c…d1.key
├── k5f0c…d1.days    2026-01-01 2026-12-31
└── current
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.keys import NoKeys, add_key


class KeyNotGood(Refusal):
    """The key was not good on the day: too early, or over."""

    code = "transfer.key_not_good"
    status = 409


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of a key, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first.isoformat()} {self.last.isoformat()}"


def days_of(ring: Path, key_id: str) -> Days | None:
    """What the note beside a key says; None without one. Raises NoKeys for a note that cannot be read."""
    note = ring / f"{key_id}.days"
    if not note.is_file():
        return None
    try:
        first, last = map(date.fromisoformat, note.read_text().split())
    except ValueError:
        raise NoKeys(f"密钥有效期文件 {note} 读不懂；应为“2026-01-01 2026-12-31”的样子，请改正") from None
    return Days(first, last)


def must_be_good(ring: Path, key_id: str, *, on: date) -> None:
    """Raises KeyNotGood, NoKeys."""
    days = days_of(ring, key_id)
    if days is not None and on not in days:
        raise KeyNotGood(
            f"摆渡密钥 {key_id} 的有效期是{days.first}至{days.last}，{on}不在其中；"
            "请用 ./manage.py transfer_key 换新密钥，并把整个密钥目录带到另一侧",
            key_id=key_id,
        )


def add_dated_key(ring: Path, *, first: date, days: int) -> str:
    """A fresh key that seals from now on, good for so many days; older ones stay to be read with."""
    ring.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_id = add_key(ring)
    (ring / f"{key_id}.days").write_text(f"{Days(first, first + timedelta(days=days - 1))}\n")
    return key_id
