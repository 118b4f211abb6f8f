"""What holds for a government: what is shipped, what it set, the signatures under both. No database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quancheng.kernel.norms.definition import Mark, Norm, Rows, Shipped, Sort, Value, digest_of


@dataclass(frozen=True, slots=True)
class Signed:
    """A standing signature: under what, by whom, when."""

    id: int
    digest: str
    by_id: int
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """One value that a government set itself."""

    id: int
    code: str
    from_on: date
    value: Value
    source: str
    mark: Mark
    entered_by_id: int
    entered_at: datetime
    signed: Signed | None = None

    @property
    def is_waiting(self) -> bool:
        return self.signed is None


@dataclass(frozen=True, slots=True)
class RowSigned:
    """One row of a table, and the signature under it alone."""

    number: int
    cells: tuple[str, ...]
    digest: str
    signed: Signed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a norm says from a day on. `signed` is empty where nobody has signed it as a whole."""

    norm: Norm
    value: Value
    from_on: date
    source: str
    mark: Mark
    is_own: bool
    signed: Signed | None = None
    rows: tuple[RowSigned, ...] = ()
    own_id: int | None = None

    @property
    def signed_by_id(self) -> int | None:
        return self.signed.by_id if self.signed else None

    @property
    def signed_at(self) -> datetime | None:
        return self.signed.at if self.signed else None

    @property
    def is_signed(self) -> bool:
        """As a whole, or every row of it."""
        return self.signed is not None or (bool(self.rows) and all(row.signed for row in self.rows))

    @property
    def rows_signed(self) -> int:
        return len(self.rows) if self.signed else sum(row.signed is not None for row in self.rows)

    @property
    def digest(self) -> str:
        return digest_of(self.norm.code, self.from_on, self.value, self.source)

    @property
    def number(self) -> int:
        """The value of a norm that is a number."""
        assert isinstance(self.value, int)
        return self.value

    @property
    def text(self) -> str:
        """The value of a norm that is a choice or a text."""
        assert isinstance(self.value, str)
        return self.value

    @property
    def table(self) -> Rows:
        """The value of a norm that is a table."""
        assert isinstance(self.value, tuple)
        return self.value

    @property
    def says(self) -> str:
        return value_in_words(self.norm, self.value)

    @property
    def must_be_signed(self) -> bool:
        """Whether what rests on it waits for the legal reader."""
        return self.norm.needs_signature and not self.is_signed

    @property
    def must_be_checked(self) -> bool:
        """Whether nobody has held it against a text yet."""
        return self.mark is not Mark.V and not self.is_signed


@dataclass(frozen=True, slots=True)
class Book:
    """What a government has set and signed, and what waits to be signed."""

    own: Sequence[Own] = ()
    signatures: Sequence[Signed] = ()

    def holding(self, norm: Norm, on: date) -> Holding | None:
        """What the norm says on a day: what began last; on one day the own signed value goes first.

        A text that is shipped from a later day, as the law changed, is not hidden by an old own value.
        """
        begun = [one for one in self._dated(norm) if one.from_on <= on]
        return max(begun, key=lambda one: (one.from_on, one.is_own), default=None)

    def shipped(self, norm: Norm, shipped: Shipped) -> Holding:
        """A shipped value with the signatures under it."""
        return Holding(
            norm=norm, value=shipped.value, from_on=shipped.from_on, source=shipped.source,
            mark=shipped.mark, is_own=False, rows=tuple(self._rows(norm, shipped)),
            signed=self._under(digest_of(norm.code, shipped.from_on, shipped.value, shipped.source)),
        )  # fmt: skip

    def coming(self, norm: Norm, on: date) -> Holding | None:
        """What will be said next, as far as it is known: shipped or own and signed."""
        later = [one for one in self._dated(norm) if one.from_on > on]
        return min(later, key=lambda one: (one.from_on, not one.is_own), default=None)

    def waiting(self, norm: Norm) -> list[Own]:
        """What was entered and nobody has signed yet."""
        return [one for one in self.of(norm) if one.is_waiting]

    def of(self, norm: Norm) -> list[Own]:
        return [one for one in self.own if one.code == norm.code]

    def _dated(self, norm: Norm) -> Iterator[Holding]:
        """Everything that holds from its day on: shipped, or own and signed."""
        yield from (self.shipped(norm, one) for one in norm.shipped)
        yield from (_own(norm, one) for one in self.of(norm) if one.signed)

    def _under(self, digest: str) -> Signed | None:
        return next((one for one in self.signatures if one.digest == digest), None)

    def _rows(self, norm: Norm, shipped: Shipped) -> Iterator[RowSigned]:
        if norm.sort is Sort.TABLE and isinstance(shipped.value, tuple):
            for number, cells in enumerate(shipped.value, start=1):
                digest = digest_of(norm.code, shipped.from_on, (cells,), shipped.source)
                yield RowSigned(number, cells, digest, self._under(digest))


def _own(norm: Norm, one: Own) -> Holding:
    rows = one.value if isinstance(one.value, tuple) else ()
    return Holding(
        norm=norm, value=one.value, from_on=one.from_on, source=one.source, mark=one.mark, is_own=True,
        signed=one.signed, own_id=one.id,
        rows=tuple(RowSigned(number, cells, "", one.signed) for number, cells in enumerate(rows, start=1)),
    )  # fmt: skip


def value_in_words(norm: Norm, value: Value) -> str:
    """The value as people read it; a table by how many rows it has."""
    if isinstance(value, tuple):
        return f"{len(value)}行"
    if norm.sort is Sort.CHOICE:
        return dict(norm.choices).get(str(value), str(value))
    return f"{value}{norm.unit}"


def unsigned(holdings: Iterable[Holding]) -> list[Holding]:
    """Those that wait for the legal reader."""
    return [one for one in holdings if one.must_be_signed]
