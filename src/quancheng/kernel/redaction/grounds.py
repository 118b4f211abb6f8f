"""Why a part is withheld: every module tells the grounds of its own kind of record. Pure.

《条例》第三十七条 wants the open part given, and reasons for the rest:
nothing is covered without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quancheng.kernel.basis.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its code, the short word that fits into a box, and the article as it is cited."""

    code: str
    label: str
    article: str

    @property
    def says(self) -> str:
        """How it stands in a list to choose from."""
        return f"{self.label}（{self.article}）"


class GroundWanted(Refusal):
    """A part was to be covered without a ground, or with one that does not belong here."""

    code = "redaction.ground_wanted"
    status = 422


class GroundsTaken(TypeError):
    """Two modules tell the grounds of one kind: a fault in the code, found when the house starts."""


_grounds: dict[str, tuple[Ground, ...]] = {}


def register_grounds(kind: str, choices: Sequence[Ground]) -> None:
    """Tell why parts of a kind of record may be withheld. Raises GroundsTaken."""
    told = tuple(choices)
    if len({one.code for one in told}) != len(told) or not told:
        raise GroundsTaken(f"the grounds of {kind!r} need codes of their own")
    if _grounds.setdefault(kind, told) != told:
        raise GroundsTaken(f"the grounds of {kind!r} are told in two ways")


def forget_grounds(kind: str) -> None:
    """Take them out again: for tests that register their own."""
    del _grounds[kind]


def grounds_of(kind: str) -> tuple[Ground, ...]:
    """The grounds to choose from; none for a kind that nobody told of."""
    return _grounds.get(kind, ())


def ground_of(kind: str, code: str) -> Ground:
    """The ground that was chosen. Raises GroundWanted."""
    found = next((one for one in grounds_of(kind) if one.code == code), None)
    if found is None:
        raise GroundWanted("请为每一处遮盖选择不予公开的依据；没有依据的内容应当公开（《条例》第三十七条）")
    return found
