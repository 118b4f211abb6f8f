"""Counted tries: how often something came from one place within a stretch of time, and no longer."""

from contextlib import suppress

from django.core.cache import cache

AN_HOUR = 3600  # [D] seconds: long enough to stop a machine, short enough for who mistyped to wait


def is_over(key: str, most: int) -> bool:
    """Whether so many were counted under the key."""
    return int(cache.get(key, 0)) >= most


def count_one(key: str, lasts: int) -> None:
    """One more under the key, which is forgotten so many seconds after its first."""
    cache.add(key, 0, lasts)
    with suppress(ValueError):  # its time ended between these two lines
        cache.incr(key)
