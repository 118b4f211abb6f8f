"""The one way in for reading a file, whatever its format."""

from collections.abc import Callable

from quancheng.kernel.files.content import Content
from quancheng.kernel.files.kinds import PAGE_ENDINGS, TEXT_ENDINGS, Kind, kind_of
from quancheng.kernel.files.names import ending_of, safe_name
from quancheng.kernel.files.readers import docx, html, pdf, text, xlsx
from quancheng.kernel.files.refused import FileRefused, Locked, NothingInside


class Mislabelled(FileRefused):
    """The name's ending says one thing, the content another."""

    code = "files.mislabelled"


class TooLarge(FileRefused):
    """The file is larger than may be handed in."""

    code = "files.too_large"
    status = 413


class FormatNotRead(FileRefused):
    """A format that we know but do not read; the sentence says into which to save it."""

    code = "files.format_not_read"


Reader = Callable[..., Content]
READERS: dict[Kind, Reader] = {
    Kind.TEXT: text.read,
    Kind.HTML: html.read,
    Kind.DOCX: docx.read,
    Kind.XLSX: xlsx.read,
    Kind.PDF: pdf.read,
}
DOCUMENTS = frozenset(READERS)
MEGABYTE = 1024 * 1024
LARGEST = 30 * MEGABYTE  # set in November 2026; a plan is under 1 MB, one of scanned pages under 20
ENDINGS: dict[Kind, frozenset[str]] = {
    Kind.TEXT: TEXT_ENDINGS,
    Kind.HTML: PAGE_ENDINGS,
    Kind.DOCX: frozenset({"docx"}),
    Kind.XLSX: frozenset({"xlsx"}),
    Kind.PDF: frozenset({"pdf"}),
    Kind.OFD: frozenset({"ofd"}),
    Kind.PICTURE: frozenset({"png", "jpg", "jpeg", "gif", "tif", "tiff"}),
}
AS_DOCX = "请在 Word 或 WPS 中打开，另存为 docx 后再上传"
AS_XLSX = "请在 Excel 或 WPS 中打开，另存为 xlsx 后再上传"
TO_SAVE_AS = {Kind.DOCX: "docx", Kind.XLSX: "xlsx", Kind.PDF: "pdf", Kind.HTML: "html", Kind.TEXT: "txt"}
REMEDIES: dict[Kind, str] = {
    Kind.OLD_WORD: AS_DOCX,
    Kind.OLD_EXCEL: AS_XLSX,
    Kind.OPEN_DOCUMENT: AS_DOCX,
    Kind.RICH_TEXT: AS_DOCX,
    Kind.OFFICE_XML: "请在 Word 或 Excel 中打开，另存为 docx 或 xlsx 后再上传",
    Kind.WEB_ARCHIVE: "请在浏览器中打开，另存为“网页，仅 HTML”后再上传",
    Kind.PICTURE: "图片里的文字读不出来，请上传文字版（docx、pdf 或 txt）",
    Kind.ARCHIVE: "请解压后，把其中的文件逐个上传",
    Kind.BINARY: "文件可能已损坏，请用原来的软件打开检查，另存后再上传",
    Kind.PROGRAM: "程序不能上传；请上传文档，如 docx、xlsx、pdf、html 或 txt",
}


def read_content(data: bytes, *, name: str) -> Content:
    """What stands in a file, in reading order; the kind is told from the content, not from the name.

    Raises what `labelled_kind` and the format's reader raise: always a FileRefused.
    """
    shown = safe_name(name)
    kind = labelled_kind(data, name=shown, accepted=DOCUMENTS)
    content = READERS[kind](data, name=shown)
    if not any(block.text.strip() for block in content.paragraphs) and not content.tables:
        raise NothingInside(f"“{shown}”里没有文字，也没有表格。请确认上传的是要用的那一份。")
    return content


def labelled_kind(data: bytes, *, name: str, accepted: frozenset[Kind]) -> Kind:
    """The kind of a file that is neither too large nor empty, is accepted here, and is what its name says.

    Raises TooLarge, NothingInside, Locked, FormatNotRead, Mislabelled.
    """
    if len(data) > LARGEST:
        raise TooLarge(
            f"“{name}”有{len(data) / MEGABYTE:.1f}MB，超过{LARGEST // MEGABYTE}MB的上限，没有保存。"
            "请压缩其中的图片，或拆成几个文件后再上传。",
            size=len(data),
        )
    if not data.strip(b"\x00 \t\r\n"):
        raise NothingInside(f"“{name}”是空文件。请确认文件已保存完整，再重新上传。")
    kind = kind_of(data, name=name)
    if kind is Kind.LOCKED_OFFICE:
        raise Locked(f"“{name}”设了打开密码。请打开后取消密码，另存后再上传。")
    if kind not in accepted:
        taken = accepted >= DOCUMENTS  # where documents are not taken, no remedy may name one
        remedy = (REMEDIES.get(kind) if taken else None) or _saved_as(accepted)
        if kind is Kind.PROGRAM and not taken:
            remedy = f"程序不能上传；{remedy}"
        raise FormatNotRead(f"“{name}”的内容是{kind.value}，这里读不了。{remedy}。", kind=kind.name)
    _compare(name, kind)
    return kind


def _saved_as(accepted: frozenset[Kind]) -> str:
    """The remedy that fits the place: into which of the formats taken here to save the file."""
    *others, last = [ending for kind, ending in TO_SAVE_AS.items() if kind in accepted] or ["pdf"]
    return f"请另存为 {'、'.join(others)}{' 或 ' if others else ''}{last} 后再上传"


def _compare(name: str, kind: Kind) -> None:
    ending = ending_of(name)
    right = ENDINGS[kind]
    if not ending or ending in right:
        return
    wanted = "、".join(f".{each}" for each in sorted(right))
    raise Mislabelled(
        f"“{name}”的内容是{kind.value}，文件名却以“.{ending}”结尾。"
        f"请核对是不是传错了文件；如果没有传错，把文件名结尾改为 {wanted} 后再上传。",
        kind=kind.name,
        ending=ending,
    )
