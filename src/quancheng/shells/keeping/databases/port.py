"""What a backup asks of a database."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from quancheng.kernel.basis.refusal import Refusal
from quancheng.shells.keeping.stock import Reader

T = TypeVar("T")


class DatabaseDamaged(Refusal):
    """The database itself does not hold, or its own tools gave up."""

    code = "keeping.database_damaged"
    status = 500


class Database(Protocol):
    """One database of the house, on its own machine or another."""

    @property
    def kind(self) -> str:
        """The word for it in a manifest."""
        ...

    @property
    def file(self) -> str:
        """The name of its copy in an archive."""
        ...

    @property
    def address(self) -> str:
        """As QUANCHENG_DATABASE wants it."""
        ...

    def __str__(self) -> str:
        """The place, for people; never with a password."""
        ...

    def copy(self, to: Path, look: Callable[[Reader], T]) -> T:
        """Write a consistent copy while the house goes on, and look at the same moment.

        Raises DatabaseDamaged, ToolMissing.
        """
        ...

    def look(self, look: Callable[[Reader], T]) -> T:
        """Look at the database as it stands now."""
        ...

    def is_empty(self) -> bool:
        """Whether nothing at all stands there."""
        ...

    def fill(self, copy: Path) -> None:
        """Put a copy into the empty database. Raises DatabaseDamaged, ToolMissing."""
        ...
