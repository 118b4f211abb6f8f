"""A pdf of pictures and nothing else, written object by object: every byte of it is known.

No text, no fonts, no attachments, no notes, no outline, no scripts, no history; one line of metadata, which
is the same for all.
"""

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops

TITLE = "区分处理后文件"
HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
JPEG_QUALITY = 85
GREY_BELOW = 10  # of 255 that the colours of a dot differ: paper, not colour
WORTH_IT = 1.6  # an exact picture may be so much larger than one by JPEG
PNG_BEGINS = 8  # bytes of its signature


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its size in points, the picture as it is packed, and how it is packed."""

    width: float
    height: float
    wide: int
    high: int
    is_grey: bool
    is_jpeg: bool
    data: bytes


def leaf_of(picture: Image.Image, *, width: float, height: float) -> Leaf:
    """A page of one picture: exact where that is small enough, as it is with print; else as JPEG."""
    is_grey = _is_grey(picture)
    bare = picture.convert("L") if is_grey else picture
    shown = Image.frombytes(bare.mode, bare.size, bare.tobytes())  # its dots alone: no comment, no profile
    exact, jpeg = _exact(shown), _jpeg(shown)
    is_jpeg = len(exact) > WORTH_IT * len(jpeg)
    data = jpeg if is_jpeg else exact
    return Leaf(width, height, shown.width, shown.height, is_grey, is_jpeg, data)


def picture_in(leaf: Leaf) -> Image.Image:
    """The picture of a leaf, unpacked again."""
    mode = "L" if leaf.is_grey else "RGB"
    if leaf.is_jpeg:
        return Image.open(io.BytesIO(leaf.data)).convert(mode)
    return Image.open(io.BytesIO(_as_png(leaf))).convert(mode)


def bound(leaves: Sequence[Leaf]) -> bytes:
    """The pages as one pdf."""
    objects = list(_objects(leaves))
    written = io.BytesIO()
    written.write(HEAD)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    written.writelines(b"%010d 00000 n \n" % place for place in places)
    written.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\n" % (len(objects) + 1))
    written.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return written.getvalue()


def _objects(leaves: Sequence[Leaf]) -> Iterator[bytes]:
    kids = b" ".join(b"%d 0 R" % (4 + 3 * place) for place in range(len(leaves)))
    yield b"<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>"
    yield b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(leaves), kids)
    yield b"<< /Title <FEFF%s> >>" % TITLE.encode("utf-16-be").hex().upper().encode()
    for place, leaf in enumerate(leaves):
        first = 4 + 3 * place
        yield _page(leaf, drawn=first + 1, picture=first + 2)
        yield drawing_of(leaf)
        yield _picture(leaf)


def _page(leaf: Leaf, *, drawn: int, picture: int) -> bytes:
    size = f"{leaf.width:.2f} {leaf.height:.2f}".encode()
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s] /Contents %d 0 R"
        b" /Resources << /XObject << /P %d 0 R >> >> >>" % (size, drawn, picture)
    )


def drawing_of(leaf: Leaf) -> bytes:
    """The one thing that a page does: it shows its picture."""
    act = f"q {leaf.width:.2f} 0 0 {leaf.height:.2f} 0 0 cm /P Do Q".encode()
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(act), act)


def _picture(leaf: Leaf) -> bytes:
    space = b"/DeviceGray" if leaf.is_grey else b"/DeviceRGB"
    packed = b"/Filter /DCTDecode"
    if not leaf.is_jpeg:
        told = (1 if leaf.is_grey else 3, leaf.wide)
        packed = (
            b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors %d"
            b" /BitsPerComponent 8 /Columns %d >>" % told
        )
    return (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 %s"
        b" /Length %d >>\nstream\n%s\nendstream"
        % (leaf.wide, leaf.high, space, packed, len(leaf.data), leaf.data)
    )


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    pairs = ((red, green), (green, blue), (red, blue))
    return all(ImageChops.difference(one, two).getextrema()[1] < GREY_BELOW for one, two in pairs)  # type: ignore[operator]


def _jpeg(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return kept.getvalue()


def _exact(picture: Image.Image) -> bytes:
    """The packed lines of the picture, as PNG and PDF both write them."""
    kept = io.BytesIO()
    picture.save(kept, "PNG", compress_level=6)
    return b"".join(data for name, data in _chunks(kept.getvalue()) if name == b"IDAT")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = PNG_BEGINS
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += 12 + length


def _as_png(leaf: Leaf) -> bytes:
    head = struct.pack(">IIBBBBB", leaf.wide, leaf.high, 8, 0 if leaf.is_grey else 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", leaf.data), (b"IEND", b""))
    told = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)
