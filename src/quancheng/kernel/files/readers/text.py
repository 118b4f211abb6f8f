"""Plain text in any encoding that is usual for Chinese papers."""

import re

from quancheng.kernel.files.content import Content, Paragraph
from quancheng.kernel.files.readers.encoding import decode

LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
LOST = re.compile("[\ufeff\x1a]")  # marks of order inside the text, and the end mark of old systems


def read(data: bytes, *, name: str) -> Content:
    """One paragraph a line; blank lines and leading blanks are kept, because layouts are told by them.

    Raises EncodingUnknown, NotText.
    """
    return content_of(decode(data, name=name))


def content_of(text: str) -> Content:
    """Lines as paragraphs, each with its place."""
    lines = LINE_ENDS.sub("\n", LOST.sub("", text)).removesuffix("\n").split("\n")
    return Content(tuple(Paragraph(line, place=f"第{count}行") for count, line in enumerate(lines, start=1)))
