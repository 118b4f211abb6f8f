"""The files that belong to a record of another module, for a package in which the record leaves the house.

A module says it once, in its `apps.ready`; who may not see the record or its files finds none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.links.registry import Taken


@dataclass(frozen=True, slots=True)
class Attached:
    """One file of a record: what it is, its name, and its bytes once they are wanted."""

    says: str
    name: str
    read: Callable[[], bytes]


FindFiles = Callable[[Actor, Sequence[str]], Mapping[str, Sequence[Attached]]]
_finders: dict[str, FindFiles] = {}


def register(code: str, find: FindFiles) -> None:
    """Tell how the files of a kind of record are found, a whole list at once. Raises Taken."""
    if _finders.setdefault(code, find) is not find:
        raise Taken(f"the files of kind {code!r} are told in two ways")


def forget(code: str) -> None:
    """Take a kind out again: for tests that register their own."""
    del _finders[code]


def attached_to(actor: Actor, refs: Iterable[RecordRef]) -> dict[RecordRef, Sequence[Attached]]:
    """The files of these records, as far as the actor may see them. One call to each kind's finder."""
    wanted: dict[str, list[str]] = {}
    for ref in refs:
        wanted.setdefault(ref.kind, []).append(ref.ref)
    return {
        RecordRef(code, ref): files
        for code in wanted.keys() & _finders.keys()
        for ref, files in _finders[code](actor, tuple(dict.fromkeys(wanted[code]))).items()
        if files
    }


def of_file(file: StoredFile, *, says: str = "") -> Attached:
    """A file that was taken in."""
    return Attached(says or file.name, file.name, lambda: _bytes_of(file))


def _bytes_of(file: StoredFile) -> bytes:
    with file.data.open("rb") as kept:
        data: bytes = kept.read()
    return data
