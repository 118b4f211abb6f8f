"""Pointing at a record of another module without a foreign key."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

LONGEST = 18  # digits of a row's number: so many fit into a column of either database


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A record, by the kind that its module registered and the reference that people use for it.

    Written `kind:ref`, for example `plan.row:jinan-2024-17`. `kernel.links` resolves it.
    """

    kind: str
    ref: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `kind:ref`. Raises ValueError when a part is missing."""
        kind, colon, ref = text.partition(":")
        if not (kind and colon and ref):
            raise ValueError(f"not a record reference: {text!r}")
        return cls(kind, ref)


def row_number(told: str) -> int:
    """The number of a row as a reference or a form tells it; 0, which no row has, for anything else."""
    return int(told) if told.isdecimal() and len(told) <= LONGEST else 0


def row_numbers(told: Iterable[str]) -> list[int]:
    """The numbers of rows among what is told; what can be none is passed over."""
    return [number for number in map(row_number, told) if number]
