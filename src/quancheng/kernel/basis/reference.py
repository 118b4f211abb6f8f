"""Pointing at a record of another module without a foreign key."""

from dataclasses import dataclass
from typing import Self


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
