"""What may be sealed: each module says which of its records stand issued. Registered in `apps.ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.letterhead import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A paper that stands issued: whose it is, in which words, who drafted and who issued it."""

    ref: RecordRef
    tenant_id: int
    unit_id: int  # in whose name it goes out
    contents: Contents  # as they are approved
    letter: Letter
    drafted_by_id: int
    issued_by_id: int
    issued_on: date

    @property
    def title(self) -> str:
        return self.letter.title


@dataclass(frozen=True, slots=True, kw_only=True)
class SealableKind:
    """A kind of record that goes out under a seal.

    `issued` gives a record that stands issued, None for a draft and for what no longer holds; `of_unit` the
    references of those of a unit, the newest first.
    """

    code: str  # as in its `RecordRef`
    says: str
    issued: Callable[[str], Issued | None]
    of_unit: Callable[[int], Iterable[str]]


class CodeTaken(TypeError):
    """Two modules claim one kind of paper: a fault in the code, found when the house starts."""


_kinds: dict[str, SealableKind] = {}


def register(kind: SealableKind) -> SealableKind:
    """Let papers of a kind be sealed. Raises CodeTaken."""
    if _kinds.setdefault(kind.code, kind) is not kind:
        raise CodeTaken(f"papers of kind {kind.code!r} are registered already")
    return kind


def forget(code: str) -> None:
    """Take a kind out again: for tests that register their own."""
    del _kinds[code]


def kinds() -> tuple[SealableKind, ...]:
    """Every kind that is sealed."""
    return tuple(_kinds.values())


def issued_paper(ref: RecordRef) -> Issued | None:
    """A record as it stands issued; None when it does not, or when nobody seals its kind."""
    kind = _kinds.get(ref.kind)
    return kind.issued(ref.ref) if kind else None
