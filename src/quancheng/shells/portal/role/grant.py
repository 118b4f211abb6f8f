"""One line of the list: what the public role may do in one table, and why. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

EVERY = "true"


def those_of(table: str, column: str, *, where: str, key: str = "id") -> str:
    """The condition that `column` names, by its `key`, a row of a table that meets a condition.

    Each part is written in the list of grants; nothing that anybody entered comes here.
    """
    return f"{column} IN (SELECT {key} FROM {table} WHERE {where})"  # noqa: S608  # of our own list


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What is granted in one table. What is not told is not granted.

    `only` and `but` narrow the columns that are read; `rows` is the condition, in SQL, for the rows that are
    there to read and to change; `insert` the condition that a new row must meet; `update` names columns,
    `changes` which of the rows that are read may be changed, `after` what a changed row must meet beside
    `rows`.
    """

    table: str
    why: str
    reads: bool = True
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    rows: str = EVERY
    insert: str = ""
    update: tuple[str, ...] = ()
    changes: str = EVERY
    after: str = ""
    delete: bool = False

    @property
    def has_policy(self) -> bool:
        """Whether the rows themselves are guarded, not the table and its columns alone."""
        return self.rows != EVERY or self.insert not in {"", EVERY}

    def columns_of(self, every: Sequence[str]) -> tuple[str, ...]:
        """The columns that are read, of all that the table has; empty when it is all of them.

        A column named in the list and gone from the table is a fault of the list. Raises ValueError.
        """
        if unknown := {*self.only, *self.but, *self.update} - set(every):
            raise ValueError(f"{self.table} has no column {', '.join(sorted(unknown))}")
        if self.only:
            return self.only
        return tuple(name for name in every if name not in self.but) if self.but else ()
