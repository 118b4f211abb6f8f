"""What the machine tells of the other network. Pure: the environment is read before Django is there."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Transfer:
    """The way to the house in the other network. Without a side there is none."""

    side: str
    pair: str
    keys: Path | None
    quiet_hours: int = 24  # without a package for so long, the way is taken for interrupted
