"""What can happen, as a class for each kind of thing. Pure: no database, no Django."""

from dataclasses import dataclass
from typing import ClassVar

from quancheng.kernel.audit import registry
from quancheng.kernel.basis.reference import RecordRef


@dataclass(frozen=True, kw_only=True)
class AuditEvent:
    """Something that has happened. A subclass with a `code` of its own is registered; others are abstract.

    `sentence` is Chinese, with the fields by name in braces. `personal` names the fields that are personal
    data or free text: of those the line keeps a keyed digest, never the text. Fields are text, whole numbers,
    booleans, dates, instants, decimals, RecordRefs, None, or tuples of these. Subclasses are frozen
    dataclasses with `kw_only=True`.
    """

    code: ClassVar[str]
    sentence: ClassVar[str]
    personal: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "code" in cls.__dict__:
            registry.remember(cls)

    def concerns(self) -> RecordRef | None:
        """The record it is about, for events that can tell; `record(about=…)` comes before this."""
        return None
