"""Naming the rows that only their owner finds: by a number, by a form, by a link.

On PostgreSQL the role of the public surface sees such a row only while it is named. A page that forgets its
filter therefore finds nothing of others. The owner's role, and SQLite, see every row all the same.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DatabaseError, connection

SETTING = "quancheng.named"
_named: ContextVar[str] = ContextVar("named", default="")


@contextmanager
def named(words: Iterable[object]) -> Iterator[None]:
    """Within it the rows that go by one of these words can be seen; afterwards as before.

    What was named around it stays so. A word with a space in it names nothing: what people type must not name
    two rows.
    """
    if connection.vendor != "postgresql":
        yield
        return
    told = " ".join((*_named.get().split(), *(one for one in map(str, words) if one and " " not in one)))
    token = _named.set(told)
    _tell(told)
    try:
        yield
    except DatabaseError:
        _named.reset(token)
        if not connection.in_atomic_block:  # otherwise the setting goes back with the transaction
            _tell(_named.get())
        raise
    except BaseException:
        _named.reset(token)
        _tell(_named.get())
        raise
    _named.reset(token)
    _tell(_named.get())


def _tell(told: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, told])
