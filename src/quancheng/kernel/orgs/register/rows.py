"""One dataclass for each sheet, and the sheets as data. Pure."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Value = str | bool | date | tuple[str, ...] | None
Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit. Full and short name are those in force; their history stands in the sheet of names."""

    code: str
    kind: str
    name: str
    short_name: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    merged_into: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """A name of a unit, from the first day to the last."""

    unit: str
    kind: str
    name: str
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """Under which unit a unit stands."""

    unit: str
    parent: str
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A post in a unit, with its roles."""

    unit: str
    title: str
    roles: tuple[str, ...] = ()
    opened_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person with an account. The account is the key; passwords are never in a file."""

    account: str
    name: str
    email: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingRow:
    """A person in a post; `stands_in_for` is the account of the holder whose deputy they are."""

    account: str
    unit: str
    post: str
    from_on: date
    until_on: date | None = None
    stands_in_for: str = ""


Row = UnitRow | NameRow | PlaceRow | PostRow | PersonRow | HoldingRow


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its heading, the field it fills, and what may stand in it."""

    heading: str
    fills: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: dict[str, str] = field(default_factory=dict)  # word shown → word stored
    hint: str = ""
    longest: int = 120


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns, and the fields that tell one row from another."""

    title: str
    holds: type[Row]
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def key_of(self, row: Row) -> Key:
        return tuple(getattr(row, name) for name in self.key)

    def says(self, key: Key) -> str:
        """The key in words, for a sentence."""
        return "、".join(str(part) for part in key if part)


@dataclass(frozen=True, slots=True)
class Book:
    """The rows of a register by the name of their sheet, each under its key."""

    sheets: dict[str, dict[Key, Row]] = field(default_factory=dict)
    silent: dict[str, frozenset[str]] = field(default_factory=dict)  # fields for which a file has no column

    def rows(self, sheet: Sheet) -> dict[Key, Row]:
        return self.sheets.get(sheet.title, {})

    def completed_from(self, register: "Book") -> "Book":
        """These rows; where the file has no column, what the register says of the row stays."""
        return Book(
            {
                title: {
                    key: _completed(row, register.sheets.get(title, {}).get(key), self.silent.get(title, ()))
                    for key, row in rows.items()
                }
                for title, rows in self.sheets.items()
            }
        )

    def with_rows_of(self, other: "Book") -> "Book":
        """This register with the other's rows laid over it."""
        titles = [*self.sheets, *(title for title in other.sheets if title not in self.sheets)]
        return Book(
            {title: {**self.sheets.get(title, {}), **other.sheets.get(title, {})} for title in titles}
        )


def _completed(row: Row, known: Row | None, silent: Iterable[str]) -> Row:
    if known is None:
        return row
    return dataclasses.replace(row, **{name: getattr(known, name) for name in silent})


def book_of(sheets: tuple[Sheet, ...], *rows: Row) -> Book:
    """A register out of loose rows: each goes to the sheet that holds its like."""
    home = {sheet.holds: sheet for sheet in sheets}
    book = Book({sheet.title: {} for sheet in sheets})
    for row in rows:
        sheet = home[type(row)]
        book.sheets[sheet.title][sheet.key_of(row)] = row
    return book


def changed_fields(old: Row, new: Row) -> tuple[str, ...]:
    """The fields in which two rows of one key differ."""
    return tuple(
        told.name for told in dataclasses.fields(old) if getattr(old, told.name) != getattr(new, told.name)
    )
