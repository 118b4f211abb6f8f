"""One connection in memory for the test and the server: its cursors are used by one thread at a time.

SQLite holds the connection's lock while it calls a function of Django (`__date` and the like), which waits
for the interpreter; another thread binds a value, holding the interpreter and waiting for that lock. Neither
ever goes on. The house itself has a connection for each thread; only the tests share one.
"""

from threading import RLock
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper, SQLiteCursorWrapper

TURN = RLock()  # whoever waits for it has let the interpreter go


class OneAtATime(SQLiteCursorWrapper):
    """A cursor that waits for its turn before it enters SQLite."""

    def execute(self, *told: Any) -> Any:
        with TURN:
            return super().execute(*told)

    def executemany(self, *told: Any) -> Any:
        with TURN:
            return super().executemany(*told)

    def fetchone(self) -> Any:
        with TURN:
            return super().fetchone()

    def fetchmany(self, *told: Any) -> Any:
        with TURN:
            return super().fetchmany(*told)

    def fetchall(self) -> Any:
        with TURN:
            return super().fetchall()

    def __next__(self) -> Any:
        with TURN:
            return super().__next__()


def cursor_of(wrapper: DatabaseWrapper, name: str | None = None) -> OneAtATime:
    """In the place of `DatabaseWrapper.create_cursor`."""
    return wrapper.connection.cursor(factory=OneAtATime)
