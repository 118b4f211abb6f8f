"""What a paper says, kept as it was laid before the leader: nobody signs one thing for another. Pure."""

import json
from dataclasses import dataclass
from typing import Any, assert_never

from quancheng.kernel.files.letterhead.letter import (
    Block,
    Box,
    Column,
    Grid,
    Heading,
    Ruled,
    Subheading,
    Text,
)

Kept = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contents:
    """A title and the blocks under it, in the words in which they will go out."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def kept(self) -> Kept:
        """As plain data, for the table in which it stays."""
        return {"title": self.title, "blocks": [_plain(block) for block in self.blocks]}

    @property
    def canonical(self) -> bytes:
        """The bytes that are digested: the same words always give the same bytes."""
        return json.dumps(self.kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(kept: Kept) -> Contents:
    """What was kept, as a paper again."""
    return Contents(kept["title"], tuple(_block(each) for each in kept["blocks"]))


def _plain(block: Block) -> Kept:
    match block:
        case Heading(text):
            return {"is": "heading", "text": text}
        case Subheading(text):
            return {"is": "subheading", "text": text}
        case Text(text):
            return {"is": "text", "text": text}
        case Grid():
            columns = [[one.title, one.width, one.is_number] for one in block.columns]
            rows = [list(row) for row in block.rows]
            return {"is": "grid", "text": block.title, "columns": columns, "rows": rows, "note": block.note}
        case Ruled():
            head, body = _plain_lines(block.head), _plain_lines(block.body)
            return {"is": "ruled", "text": block.title, "head": head, "body": body, "widths": [*block.widths]}
        case _:
            assert_never(block)


def _plain_lines(lines: tuple[tuple[Box, ...], ...]) -> list[list[list[Any]]]:
    return [[[one.text, one.rows, one.columns, one.is_head, one.is_number] for one in line] for line in lines]


def _lines(kept: list[list[list[Any]]]) -> tuple[tuple[Box, ...], ...]:
    return tuple(tuple(Box(*box) for box in line) for line in kept)


def _block(kept: Kept) -> Block:
    match kept["is"]:
        case "heading":
            return Heading(kept["text"])
        case "subheading":
            return Subheading(kept["text"])
        case "ruled":
            return Ruled(kept["text"], _lines(kept["head"]), _lines(kept["body"]), tuple(kept["widths"]))
        case "grid":
            columns = tuple(Column(title, width, is_number) for title, width, is_number in kept["columns"])
            return Grid(kept["text"], columns, tuple(tuple(row) for row in kept["rows"]), kept["note"])
        case _:
            return Text(kept["text"])
