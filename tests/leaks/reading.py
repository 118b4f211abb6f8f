"""All that an answer says, whatever it is: page, table, letter, picture, package; and by which channel."""

import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

import pypdfium2
from django.http.response import HttpResponseBase

from tests.leaks.marks import MARKS

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BY_TYPE = (
    ("application/json", "data"), ("application/atom+xml", "feed"), ("text/csv", "table"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml", "table"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml", "letter"),
    ("application/pdf", "letter"), ("application/zip", "package"), ("image/", "picture"),
    ("text/calendar", "calendar"),
)  # fmt: skip


def found_in(answer: HttpResponseBase, address: str) -> Iterator[tuple[str, str]]:
    """Each mark that the answer bears, with the channel by which it came."""
    data = b"".join(answer) if answer.streaming else answer.content
    for mark in marks_in(words_of(data)):
        yield mark, channel_of(answer, address)
    named = answer.headers.get("Content-Disposition", "")
    for mark in marks_in(unquote(named)):
        yield mark, "file name"
    rest = " ".join(f"{key}: {value}" for key, value in answer.items() if key != "Content-Disposition")
    for mark in marks_in(unquote(rest)):
        yield mark, "header"


def marks_in(told: str) -> list[str]:
    """The names of the marks that stand in a text."""
    return [name for name, word in MARKS.items() if word in told]


def channel_of(answer: HttpResponseBase, address: str) -> str:
    """By what the answer tells something: an error is a channel of its own."""
    if answer.status_code >= 400:
        return "refusal"
    kind = answer.headers.get("Content-Type", "")
    if "attachment" in answer.headers.get("Content-Disposition", "") and "text/plain" in kind:
        return "file"
    by_type = next((channel for start, channel in _BY_TYPE if kind.startswith(start)), "")
    return by_type or ("page" if "<" in address else "list")


def words_of(data: bytes) -> str:
    """What can be read in a file: of a package what stands in its parts, of a pdf its text."""
    if data.startswith(b"PK"):
        return _of_package(data)
    if data.startswith(b"%PDF"):
        return _of_pages(data)
    told = data.decode(errors="replace")
    if "\\u" in told:
        told += _ESCAPED.sub(lambda found: chr(int(found[1], 16)), told)
    return told + (unquote(told) if "%E" in told else "")


def _of_package(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        return "\n".join((*names, *(words_of(archive.read(name)) for name in names)))


def _of_pages(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        told = [page.get_textpage().get_text_bounded() for page in document]
        return "\n".join((*told, str(document.get_metadata_dict()))).replace("\r\n", "")
