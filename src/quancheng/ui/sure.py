"""Which acts ask that somebody has proved lately who they are: data goes out, personal data is read.

A view opts in with `@only_when_sure`; what a proof is, and how long it holds, is the surface's affair.
"""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])
MARK = "asks_for_proof"


def only_when_sure(view: View) -> View:
    """Mark a view as one that opens only to who has proved lately that it is they."""
    setattr(view, MARK, True)
    return view


def asks_for_proof(view: Callable[..., object]) -> bool:
    """Whether a view is so marked."""
    return bool(getattr(view, MARK, False))
