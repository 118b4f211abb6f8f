"""What may be laid before a leader: each module says how its papers read. Registered in `apps.ready`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef


def never_due(ref: str) -> date | None:
    """A paper whose record has no last day of its own."""
    del ref
    return None


def nobody(ref: str) -> frozenset[int]:
    """A paper of which nobody knows who wrote it."""
    del ref
    return frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """A kind of record that is approved before it goes out.

    `drafted` gives the paper to who may lay it before a leader, or raises the module's own refusal; `present`
    tells how the record reads now, to compare with what was laid before: None when it is no draft any more.
    `writers` are the people whose words stand in it: they do not decide. `due_on` is the last day of the
    record itself, whose clock goes on while the paper is with a leader.
    """

    code: str  # as in its `RecordRef`
    says: str
    signed_by: frozenset[str]  # roles of a post that may speak last
    drafted: Callable[[Actor, str], Contents]
    present: Callable[[str], Contents | None]
    writers: Callable[[str], frozenset[int]] = nobody
    due_on: Callable[[str], date | None] = never_due


class CodeTaken(TypeError):
    """Two modules claim one kind of paper: a fault in the code, found when the house starts."""


_kinds: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> PaperKind:
    """Let papers of a kind be laid before leaders. Raises CodeTaken."""
    if _kinds.setdefault(kind.code, kind) is not kind:
        raise CodeTaken(f"papers of kind {kind.code!r} are registered already")
    return kind


def forget(code: str) -> None:
    """Take a kind out again: for tests that register their own."""
    del _kinds[code]


def kind_of(ref: RecordRef) -> PaperKind | None:
    """What sort of paper a record is; None for one that nobody approves."""
    return _kinds.get(ref.kind)
