"""Lines of a file that stand outside its body: headers, footers and properties, where marks are put, too."""

import io
import re
from collections.abc import Iterator

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.package import Package
from quancheng.kernel.files.readers.docx.markup import W

PROPERTIES = ("docProps/core.xml", "docProps/custom.xml")
CODES = re.compile(r'&(?:[LCRPNDTFAGZUESXYBIO]|"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]{1,3})')  # of headers in sheets
Placed = tuple[str, str]


def margin_lines(data: bytes, *, kind: Kind, name: str) -> Iterator[Placed]:
    """Each line with the words for its place. Raises what opening the package raises."""
    if kind is Kind.PDF:
        yield from _of_pdf(data)
    elif kind is Kind.OFD:
        yield from _of_layout(Package(data, name=name))
    elif kind in {Kind.DOCX, Kind.XLSX}:
        package = Package(data, name=name)
        for part in PROPERTIES:
            if part in package.parts:
                yield from _texts(package.xml(part), "文件属性")
        yield from _of_document(package) if kind is Kind.DOCX else _of_workbook(package)


def _of_layout(package: Package) -> Iterator[Placed]:
    """Every line of an OFD: where on its page it stands is not told in words."""
    for part in package.parts:
        if part.lower().endswith(".xml"):
            for each in package.elements(part, "{*}TextCode"):
                yield "正文", each.text or ""


def _of_document(package: Package) -> Iterator[Placed]:
    for part in package.parts:
        found = re.fullmatch(r"word/(header|footer)[^/]*\.xml", part)
        if found is None:
            continue
        where = "页眉" if found[1] == "header" else "页脚"
        for paragraph in package.xml(part).iterdescendants(f"{W}p"):
            yield where, "".join(each.text or "" for each in paragraph.iterdescendants(f"{W}t"))


def _of_workbook(package: Package) -> Iterator[Placed]:
    for part in package.parts:
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part):
            for element in package.elements(part, "{*}headerFooter"):
                for each in element:
                    for line in CODES.sub("\n", each.text or "").split("\n"):
                        yield "页眉页脚", line


def _texts(root: etree._Element, where: str) -> Iterator[Placed]:
    for element in root.iter():
        if element.text and element.text.strip():
            yield where, element.text


def _of_pdf(data: bytes) -> Iterator[Placed]:
    try:
        properties = PdfReader(io.BytesIO(data)).metadata
        values = [str(value) for value in properties.values()] if properties else []
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
    ):
        return  # the reader of the body has already judged the file
    for value in values:
        yield "文件属性", value
