"""Running text of a page gathered into lines, blanks treated as a browser treats them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”"
BROKEN = re.compile(
    f"(?<=[{HAN}])[ \\t]*\\n[ \\t\\n]*(?=[{HAN}])"
)  # the source was wrapped; nobody wrote a blank
BLANKS = re.compile("[ \\t\\n\\r\\f]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text with the heading level it stands in."""

    text: str
    level: int = 0


class Lines:
    """Collects text until something breaks the line."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.as_written = False

    def add(self, text: str) -> None:
        self.pieces.append(text)

    def keep_blanks(self, keep: bool) -> None:
        self.as_written = keep

    def break_off(self, *, level: int = 0) -> Iterator[Line]:
        """The line so far, when there is anything in it; several inside preformatted text."""
        text = "".join(self.pieces)
        self.pieces.clear()
        if self.as_written:
            lines = text.replace("\r\n", "\n").split("\n")
        else:
            lines = [BLANKS.sub(" ", BROKEN.sub("", text)).strip(" ")]
        for line in lines:
            seen = line.replace("\xa0", " ").rstrip()
            if seen.strip():
                yield Line(seen, level)
