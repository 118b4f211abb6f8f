"""What a file would change, row by row. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from quancheng.kernel.orgs.register.rows import Book, Key, Row, Sheet, changed_fields


class Fate(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the file beside the row of the register that has the same key."""

    sheet: Sheet
    key: Key
    fate: Fate
    new: Row
    old: Row | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        return changed_fields(self.old, self.new) if self.old else ()


def differences(register: Book, brought: Book, sheets: Iterable[Sheet]) -> tuple[Change, ...]:
    """Every row that was brought, and what becomes of it."""
    return tuple(
        _change(sheet, key, new, register.rows(sheet).get(key))
        for sheet in sheets
        for key, new in brought.rows(sheet).items()
    )


def _change(sheet: Sheet, key: Key, new: Row, old: Row | None) -> Change:
    if old is None:
        return Change(sheet, key, Fate.ADDED, new)
    return Change(sheet, key, Fate.UNCHANGED if old == new else Fate.CHANGED, new, old)
