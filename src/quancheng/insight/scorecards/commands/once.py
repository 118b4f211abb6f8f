"""What may be there once only: of two who write it at the same time, the second reads a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from quancheng.kernel.basis.refusal import Refusal

_TWICE = ("UNIQUE constraint failed", "duplicate key value violates unique constraint")  # SQLite, PostgreSQL


@contextmanager
def refused_twice(refusal: Refusal) -> Iterator[None]:
    """Tell what the database refuses as a second one of its kind as `refusal`; other faults stay faults."""
    try:
        yield
    except IntegrityError as error:
        if not any(words in str(error) for words in _TWICE):
            raise
        raise refusal from error
