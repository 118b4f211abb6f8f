"""Reading a product again, with other eyes than made it: nothing of what was covered may be in it.

A pdf must moreover be built as we build it, object by object: what has no place in it can hide nowhere.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pdfplumber
from PIL import Image, ImageChops
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject, PdfObject, StreamObject

from quancheng.kernel.files.readers.pdf import Scanned
from quancheng.kernel.files.reading import read_content
from quancheng.kernel.redaction.binding import TITLE, Leaf, bound, picture_in
from quancheng.kernel.redaction.made import Check
from quancheng.kernel.redaction.needles import spellings_of
from quancheng.kernel.redaction.painting import Patch, draw_patches
from quancheng.kernel.redaction.paper import DPI
from quancheng.kernel.redaction.places import compact
from quancheng.kernel.redaction.refusals import StillThere

KEYS: Mapping[str, frozenset[str]] = {
    "Catalog": frozenset({"/Type", "/Pages", "/Lang"}),
    "Pages": frozenset({"/Type", "/Count", "/Kids"}),
    "Info": frozenset({"/Title"}),
    "Page": frozenset({"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources"}),
    "Picture": frozenset(
        {
            "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter",
            "/DecodeParms", "/Length",
        }
    ),
    "Drawing": frozenset({"/Length"}),
}  # fmt: skip
DRAWS = re.compile(rb"q [0-9.]+ 0 0 [0-9.]+ 0 0 cm /P Do Q")
NUMBERS = re.compile(rb"[0-9]{10} [0-9]{5} [nf] \n|startxref\n[0-9]+\n|/Length [0-9]+")
SOFT = 70  # of 255: how far a dot may be from black or from its label, packed as JPEG


def prove_pdf(
    product: bytes, *, name: str, leaves: Sequence[Leaf], patches: Mapping[int, Sequence[Patch]],
    needles: Mapping[int, Sequence[str]],
) -> tuple[Check, ...]:  # fmt: skip
    """Look through a product made of pictures; `needles` by the page on which each was covered.

    Raises StillThere.
    """
    reader = _reader(product)
    _built_as_ours(product, reader, pages=len(leaves))
    texts = tuple(_texts(product, reader, name))
    for page, sought in needles.items():
        _absent(sought, texts, page=page)
    every = sorted({needle for sought in needles.values() for needle in sought})
    streams = tuple(_streams(reader))
    _absent_in_bytes(every, (_without_numbers(product), *streams), own=_frame(leaves), pages=needles)
    _covered(leaves, patches)
    return (
        Check(
            "构造", f"{len(leaves)}页逐页重做为图像，每页只有一幅图；无字体、附件、批注、目录、脚本和历史版本"
        ),
        Check("文字层", "三种方法提取文字，均为空"),
        Check("字节和数据流", f"原始字节和{len(streams)}个解压后的数据流，各种编码均未发现"),
        Check("元数据", f"只有统一标题“{TITLE}”，无作者、软件、时间和XMP"),
        Check("文件名", f"“{name}”，不含所遮文字"),
        Check("遮盖区域", f"{sum(map(len, patches.values()))}处逐点核对，全为黑色和依据字样"),
        Check("缩略图和索引", "不生成缩略图，不进入检索索引"),
    )


def _reader(product: bytes) -> PdfReader:
    try:
        return PdfReader(io.BytesIO(product), strict=True)
    except (PyPdfError, ValueError) as error:
        raise StillThere("重做的文件读不回来，没有保存；请重试，仍不行请告知系统管理员") from error


def _built_as_ours(product: bytes, reader: PdfReader, *, pages: int) -> None:
    """Every object is one of the few that we write, and there is no second version of any."""
    if product.count(b"%%EOF") != 1 or product.count(b"startxref") != 1 or not product.endswith(b"%%EOF\n"):
        raise _strange("文件结构")
    if (
        len(reader.pages) != pages
        or set(reader.trailer) - {"/Size", "/Root", "/Info"}
        or reader.xmp_metadata is not None
    ):
        raise _strange("文件尾")
    objects = list(_objects(reader))
    if len(objects) != 3 + 3 * pages:
        raise _strange("对象数")
    for number, found in enumerate(objects, start=1):
        sort = ("Catalog", "Pages", "Info")[number - 1] if number <= 3 else SORTS[(number - 4) % 3]
        if not isinstance(found, DictionaryObject) or set(found) - KEYS[sort]:
            raise _strange(f"第{number}个对象")
        if sort == "Drawing" and not (isinstance(found, StreamObject) and DRAWS.fullmatch(found.get_data())):
            raise _strange(f"第{number}个对象")


SORTS = ("Page", "Drawing", "Picture")


def _objects(reader: PdfReader) -> Iterator[PdfObject | None]:
    size = int(str(reader.trailer["/Size"]))
    for number in range(1, size):
        yield reader.get_object(IndirectObject(number, 0, reader))


def _streams(reader: PdfReader) -> Iterator[bytes]:
    for found in _objects(reader):
        if isinstance(found, StreamObject):
            yield bytes(found.get_data())


def _texts(product: bytes, reader: PdfReader, name: str) -> Iterator[tuple[str, str]]:
    with pdfplumber.open(io.BytesIO(product)) as seen:
        for page in seen.pages:
            yield "文字层", page.extract_text() or ""
            if page.chars or page.annots or page.hyperlinks:
                raise _strange(f"第{page.page_number}页")
        yield "元数据", " ".join(map(str, (seen.metadata or {}).values()))
    for sheet in reader.pages:
        yield "文字层", sheet.extract_text()
    yield "元数据", " ".join(map(str, (reader.metadata or {}).values()))
    yield "文件名", name
    yield "文字层", _read_by_the_house(product, name)


def _read_by_the_house(product: bytes, name: str) -> str:
    """What our own reader finds: it must say that there is no text."""
    try:
        content = read_content(product, name=name)
    except Scanned:
        return ""
    return "".join(block.text for block in content.paragraphs)


def _absent(needles: Iterable[str], texts: Sequence[tuple[str, str]], *, page: int) -> None:
    for place, text in ((place, compact(text)) for place, text in texts):
        if any(needle in text for needle in needles):
            raise _found(page, place)


def _without_numbers(product: bytes) -> bytes:
    """The bytes but for the tables of places and lengths, which are numbers of the file itself."""
    return NUMBERS.sub(b"", product)


def _frame(leaves: Sequence[Leaf]) -> bytes:
    """The words of the format itself, as they stand around any pictures of this size."""
    return bound([replace(leaf, data=b"") for leaf in leaves])


def _absent_in_bytes(
    needles: Iterable[str], parts: Sequence[bytes], *, own: bytes, pages: Mapping[int, Sequence[str]]
) -> None:
    for needle in needles:
        for coded in spellings_of(needle):
            if coded not in own and any(coded in part for part in parts):
                page = next((page for page, sought in pages.items() if needle in sought), 0)
                raise _found(page, "数据流")


def _covered(leaves: Sequence[Leaf], patches: Mapping[int, Sequence[Patch]]) -> None:
    """What is under a box in the product is what is there when the paper was white."""
    for page, drawn in patches.items():
        seen = picture_in(leaves[page - 1])
        white = Image.new("RGB", seen.size, "white")
        draw_patches(white, drawn, dpi=DPI)
        wanted = white.convert(seen.mode)
        for patch in drawn:
            apart = ImageChops.difference(seen.crop(patch.box), wanted.crop(patch.box)).convert("L")
            if apart.getextrema()[1] > SOFT:  # type: ignore[operator]
                raise _found(page, "遮盖区域")


def _found(page: int, place: str) -> StillThere:
    return StillThere(
        f"第{page}页所遮内容在重做文件的{place}里仍能找到，没有保存任何文件；请扩大该页的遮盖范围后重试，"
        "仍不行请告知系统管理员",
        page=page,
        place=place,
    )


def _strange(place: str) -> StillThere:
    return StillThere(
        f"重做文件的{place}与预期不符，没有保存任何文件；请重试，仍不行请告知系统管理员", place=place
    )
