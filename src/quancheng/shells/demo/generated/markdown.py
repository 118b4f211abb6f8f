"""A few words of Markdown."""

from collections.abc import Iterable

NOTE = "<!-- Written by `make docs` from {source}. Do not edit here. -->"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table; a bar inside a cell is escaped, a line break becomes a blank."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def page(title: str, source: str, *blocks: str) -> str:
    """A whole page: its title, where it comes from, and its blocks, parted by blank lines."""
    return "\n\n".join([f"# {title}", NOTE.format(source=source), *blocks]) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
