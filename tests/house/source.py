"""Reading the house's own source for the tests of the house."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "src" / "quancheng"


@dataclass(frozen=True)
class Room:
    """One source file and what it parses to."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def part(self) -> str:
        """Which part of a module this is: the folder or file right below `records/<module>`."""
        inside = self.path.relative_to(HOUSE).parts[2:]
        return inside[0].removesuffix(".py") if inside else ""


@cache
def rooms() -> tuple[Room, ...]:
    """Every Python file of the house but tests and migrations."""
    files = (p for p in sorted(HOUSE.rglob("*.py")) if not {"tests", "migrations"} & {*p.parts})
    return tuple(Room(path, ast.parse(path.read_text())) for path in files)


def rooms_of(floor: str) -> Iterator[Room]:
    return (room for room in rooms() if room.path.relative_to(HOUSE).parts[0] == floor)
