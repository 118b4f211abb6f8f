"""What a norm is: a rule with a number, as dated data with a source. Pure.

Norm(code="disclosure.correction_days", says="补正期限", sort=Sort.DAYS, unit="个工作日", least=1, most=20,
     law="《条例》第三十条", shipped=(Shipped(SINCE, 10, "……", Mark.M),))
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SM3, Hash

from quancheng.kernel.basis.refusal import Refusal

Rows = tuple[tuple[str, ...], ...]
Value = int | str | Rows


class Unfit(Refusal):
    """The value does not fit its norm."""

    code = "norms.unfit"
    status = 422


class Mark(StrEnum):
    """How far the source of a value has been checked."""

    V = "V"
    V2 = "V2"
    M = "M"
    D = "D"

    @property
    def says(self) -> str:
        return _MARKS[self]

    @property
    def is_open(self) -> bool:
        """Whether nobody has read it in a text: from memory, or a choice where the law is silent."""
        return self in {Mark.M, Mark.D}


_MARKS = {Mark.V: "已核对原文", Mark.V2: "据转述", Mark.M: "待核对", Mark.D: "设计选择"}
MARKS = [(mark.value, mark.says) for mark in Mark]


class Sort(StrEnum):
    """What the value of a norm is."""

    NUMBER = "number"
    DAYS = "days"
    MONEY = "money"
    CHOICE = "choice"
    TEXT = "text"
    TABLE = "table"

    @property
    def is_number(self) -> bool:
        return self in {Sort.NUMBER, Sort.DAYS, Sort.MONEY}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; a column of numbers is said so."""

    code: str
    says: str
    is_number: bool = False
    may_be_empty: bool = False
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shipped:
    """One value that the house ships, from a day on, with where it was read and how far that is checked."""

    from_on: date
    value: Value
    source: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """One rule with a number. `needs_signature`: what rests on it waits for the legal reader.

    A text or a table may ship nothing: then each government enters its own. `whole` looks at a value that
    fits cell by cell, and raises a Refusal where it makes no sense as a whole. What `is_fixed` is there to be
    read and signed: the house does just so, and takes no other value until it can do otherwise.
    """

    code: str
    says: str
    sort: Sort
    shipped: tuple[Shipped, ...]
    unit: str = ""
    law: str = ""
    note: str = ""
    least: int | None = None
    most: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[Column, ...] = ()
    needs_signature: bool = False
    whole: Callable[[Value], object] | None = None
    is_fixed: bool = False

    @property
    def module(self) -> str:
        return self.code.partition(".")[0]

    def shipped_on(self, on: date) -> Shipped | None:
        """What the house ships for a day."""
        begun = [one for one in self.shipped if one.from_on <= on]
        return max(begun, key=lambda one: one.from_on) if begun else None


def checked(norm: Norm, value: object) -> Value:
    """The value, if it fits. Raises Unfit with a sentence that names the place, or what `whole` raises."""
    fits = _fitting(norm, value)
    if norm.whole is not None:
        norm.whole(fits)
    return fits


def _fitting(norm: Norm, value: object) -> Value:
    if norm.sort.is_number:
        return _number(norm, value)
    if norm.sort is Sort.TABLE:
        return _rows(norm, value)
    text = str(value).strip()
    if norm.sort is Sort.CHOICE and text not in dict(norm.choices):
        raise Unfit(f"“{norm.says}”只能选择：{'、'.join(says for _, says in norm.choices)}", value=text)
    if not text:
        raise Unfit(f"请填写“{norm.says}”")
    return text


def _number(norm: Norm, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unfit(f"“{norm.says}”请填整数", value=str(value))
    if norm.least is not None and value < norm.least:
        raise Unfit(f"“{norm.says}”最少{norm.least}{norm.unit}，请改大", least=norm.least)
    if norm.most is not None and value > norm.most:
        raise Unfit(f"“{norm.says}”最多{norm.most}{norm.unit}，请改小", most=norm.most)
    return value


def _rows(norm: Norm, value: object) -> Rows:
    if not isinstance(value, (list, tuple)) or not value:
        raise Unfit(f"“{norm.says}”至少要有一行")
    return tuple(_row(norm, place, row) for place, row in enumerate(value, start=1))


def _row(norm: Norm, place: int, row: object) -> tuple[str, ...]:
    if not isinstance(row, (list, tuple)) or len(row) != len(norm.columns):
        raise Unfit(f"“{norm.says}”第{place}行应有{len(norm.columns)}列，请核对", row=place)
    cells = tuple(str(cell).strip() for cell in row)
    for column, cell in zip(norm.columns, cells, strict=True):
        if not cell and not column.may_be_empty:
            raise Unfit(f"“{norm.says}”第{place}行的“{column.says}”没有填写", row=place)
        if cell and column.is_number and not (cell.isascii() and cell.isdigit()):
            raise Unfit(f"“{norm.says}”第{place}行的“{column.says}”应为整数，现为“{cell}”", row=place)
        if cell and column.one_of and cell not in column.one_of:
            known = "、".join(column.one_of)
            raise Unfit(f"“{norm.says}”第{place}行的“{column.says}”只能是：{known}", row=place)
    return cells


def digest_of(code: str, from_on: date, value: Value, source: str) -> str:
    """The SM3 digest of a value as it read, with its day and source: what a signature is bound to."""
    reckoning = Hash(SM3())
    reckoning.update(canonical([code, from_on.isoformat(), value, source]).encode())
    return reckoning.finalize().hex()


def canonical(told: object) -> str:
    """The same text every time for the same value."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def value_from(text: str) -> Value:
    """The value that was kept as text."""
    told = json.loads(text)
    if isinstance(told, list):
        return tuple(tuple(str(cell) for cell in row) for row in told)
    return told if isinstance(told, int) else str(told)


def faults(norms: Iterable[Norm]) -> list[str]:
    """What is unsound in declarations: no value, two values of one day, a value that does not fit."""
    return [said for norm in norms for said in _faults(norm)]


def _faults(norm: Norm) -> list[str]:
    days = [one.from_on for one in norm.shipped]
    may_be_bare = norm.sort in {Sort.TEXT, Sort.TABLE}
    found = [] if days or may_be_bare else [f"{norm.code}: nothing is shipped"]
    if len({*days}) != len(days):
        found.append(f"{norm.code}: two values begin on one day")
    for one in norm.shipped:
        try:
            checked(norm, one.value)
        except Refusal as unfit:
            found.append(f"{norm.code} {one.from_on}: {unfit.sentence}")
    return found
