"""What a file is by its content, whatever its name says. Pure."""

import io
import re
import zipfile
from enum import StrEnum

from quancheng.kernel.files.names import ending_of


class Kind(StrEnum):
    """The kinds told apart; the value is what people call them."""

    TEXT = "纯文本"
    HTML = "网页"
    DOCX = "Word 文档（docx）"
    XLSX = "Excel 表格（xlsx）"
    PPTX = "演示文稿（pptx）"
    PDF = "PDF 文件"
    OFD = "OFD 版式文件"
    OLD_WORD = "旧版 Word 或 WPS 文字文档（doc、wps）"
    OLD_EXCEL = "旧版 Excel 或 WPS 表格（xls、et）"
    OLD_OFFICE = "旧版办公软件文件"
    LOCKED_OFFICE = "设了打开密码的办公文档"
    OPEN_DOCUMENT = "OpenDocument 文档"
    RICH_TEXT = "RTF 文档"
    WEB_ARCHIVE = "单一文件网页（mht）"
    OFFICE_XML = "Word 2003 XML 或 Excel 2003 XML"
    PICTURE = "图片"
    ARCHIVE = "压缩包"
    PROGRAM = "程序文件"
    BINARY = "无法识别的二进制文件"


OPENINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", Kind.RICH_TEXT),
    (b"\x89PNG\r\n", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"\x1f\x8b\x08", Kind.ARCHIVE),
    (b"\x7fELF", Kind.PROGRAM),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARTS: tuple[tuple[str, Kind], ...] = (
    ("word/document.xml", Kind.DOCX),
    ("xl/workbook.xml", Kind.XLSX),
    ("ppt/presentation.xml", Kind.PPTX),
    ("OFD.xml", Kind.OFD),
)
STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", Kind.LOCKED_OFFICE),
    ("WordDocument", Kind.OLD_WORD),
    ("Workbook", Kind.OLD_EXCEL),
    ("Book", Kind.OLD_EXCEL),
)
TAG = (
    rb"(?:!doctype\s+html|html|head|body|title|meta|table|div|p|h[1-6]|ul|ol|span|br|center|font|article"
    rb"|section|nav|header|main|form|a|img)"
)
STARTS_AS_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<" + TAG + rb"[\s/>]", re.IGNORECASE | re.DOTALL
)
HOLDS_A_TAG = re.compile(rb"<" + TAG + rb"[\s/>]", re.IGNORECASE)
WEB_ARCHIVE = re.compile(rb"(?:^|\n)content-type:\s*multipart/related", re.IGNORECASE)
OFFICE_XML = re.compile(rb"<\?mso-application|schemas\.microsoft\.com/office/word/2003/wordml")
PAGE_ENDINGS = frozenset({"html", "htm", "xhtml", "shtml"})
TEXT_ENDINGS = frozenset({"txt", "text", "md"})
CONTROL_SIGNS = tuple(bytes((code,)) for code in (*range(9), *range(14, 26), *range(28, 32)))
HEAD = 4096


def kind_of(data: bytes, *, name: str) -> Kind:
    """What the bytes are. The name decides only between a page without a head and plain text."""
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(OLE):
        return _old_office(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(b"MZ") and b"\x00" in data[:HEAD]:
        return Kind.PROGRAM
    for opening, kind in OPENINGS:
        if data.startswith(opening):
            return kind
    return _written(data, name=name)


def _old_office(data: bytes) -> Kind:
    for stream, kind in STREAMS:
        if stream.encode("utf-16-le") + b"\x00\x00" in data:
            return kind
    return Kind.OLD_OFFICE


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return _cut_off(data)
    for part, kind in PARTS:
        if part in names:
            return kind
    if "mimetype" in names and b"vnd.oasis.opendocument" in data[:HEAD]:
        return Kind.OPEN_DOCUMENT
    return Kind.ARCHIVE


def _cut_off(data: bytes) -> Kind:
    """A package whose table of contents is lost still shows its parts; the reader will say it is broken."""
    for part, kind in (
        (b"word/", Kind.DOCX),
        (b"xl/", Kind.XLSX),
        (b"ppt/", Kind.PPTX),
        (b"OFD.xml", Kind.OFD),
    ):
        if part in data:
            return kind
    return Kind.ARCHIVE


def _written(data: bytes, *, name: str) -> Kind:
    head = data[:HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\x00", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf")
    if WEB_ARCHIVE.search(head):
        return Kind.WEB_ARCHIVE
    if OFFICE_XML.search(head):
        return Kind.OFFICE_XML
    if STARTS_AS_PAGE.match(head) or (
        ending_of(name) in PAGE_ENDINGS and HOLDS_A_TAG.search(data.replace(b"\x00", b""))
    ):
        return Kind.HTML
    if (
        ending_of(name) not in TEXT_ENDINGS
        and sum(head.count(sign) for sign in CONTROL_SIGNS) > len(head) // 50
    ):
        return Kind.BINARY
    return Kind.TEXT
