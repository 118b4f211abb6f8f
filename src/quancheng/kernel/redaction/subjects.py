"""Whose files are redacted: modules tell which records bear one, and who may see, draft and finish.

A module says in its `apps.ready`:

    register("plan.evidence", says="佐证", find_many=evidence_as_subjects, seconds=people_who_look)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.models import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A record with a file, as the actor who asked may see it: one that they may not see is not found.

    `goes_out_as`: the title under which the open part reaches others, where the record has it already.
    """

    title: str
    file: StoredFile
    tenant_id: int
    unit_id: int
    address: str  # of its page on the desk
    may_draft: bool
    may_finish: bool  # as the second person
    goes_out_as: str = ""


FindSubjects = Callable[[Actor, Sequence[str]], Mapping[str, Subject]]
Seconds = Callable[[str, date], Iterable[int]]


@dataclass(frozen=True, slots=True)
class RedactableKind:
    """A kind of record whose file may be redacted; `seconds` names who on a day is told of a draft."""

    code: str
    says: str
    find_many: FindSubjects
    seconds: Seconds


class KindTaken(TypeError):
    """Two modules claim one kind: a fault in the code, found when the house starts."""


_kinds: dict[str, RedactableKind] = {}


def register(code: str, *, says: str, find_many: FindSubjects, seconds: Seconds) -> None:
    """Let the files of a kind of record be redacted. Raises KindTaken."""
    kind = RedactableKind(code, says, find_many, seconds)
    if _kinds.setdefault(code, kind) != kind:
        raise KindTaken(f"kind {code!r} is registered already")


def forget(code: str) -> None:
    """Take a kind out again: for tests that register their own."""
    del _kinds[code]


def kind_of(code: str) -> RedactableKind | None:
    """The kind behind a code; None for one that no module of this house has."""
    return _kinds.get(code)


def subjects_of(actor: Actor, refs: Iterable[RecordRef]) -> dict[RecordRef, Subject]:
    """What the actor may see of these records. One call to each kind's finder."""
    wanted: dict[str, list[str]] = {}
    for ref in refs:
        wanted.setdefault(ref.kind, []).append(ref.ref)
    return {
        RecordRef(code, ref): subject
        for code in wanted.keys() & _kinds.keys()
        for ref, subject in _kinds[code].find_many(actor, tuple(dict.fromkeys(wanted[code]))).items()
    }
