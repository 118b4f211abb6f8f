"""Broken files of every format that the gate takes, made from sound ones; one seed, the same files."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from quancheng.kernel.files.content import Paragraph
from quancheng.kernel.files.tables import Fill, as_xlsx
from quancheng.kernel.files.tables import Sheet as Written
from quancheng.kernel.files.tests.samples import (
    LEFT,
    UP,
    docx_of,
    html_of,
    parts_of,
    parts_replaced,
    pdf_of,
    table,
    xlsx_of,
)
from quancheng.kernel.orgs.register.book import write_book
from quancheng.kernel.orgs.register.rows import Book
from quancheng.kernel.orgs.register.sheets import SHEETS
from quancheng.records.plan.rules.filling import REPORTS

SEED = 20260302
GRID = table(
    ["序号", "工作任务", "具体要求", LEFT, "责任单位", "完成时限"],
    ["1", "公开预算", "公开部门预算和决算。", LEFT, "市财政局", "2026年12月底前"],
    ["2", UP, "公开采购意向。", LEFT, "市财政局", "2026年6月底前"],
)
BLOCKS = (Paragraph("2026年政务公开工作任务分工", level=1), GRID, Paragraph("注：按职责分工负责。"))
NAMES = (
    "要" * 300 + ".docx", "a/../../etc/passwd.xlsx", "..", ".docx", "要点.docx.exe", "\x00\x1f\x7f要点.pdf",
    "\u202excod.点要", "CON.txt", "要点.DOCX ", "要\n点.html", "😀" * 60 + ".png", "要点",
    "a" * 5000 + ".pdf", "\ud800要点.txt", "要点.", "%00%2e%2e.xlsx",
)  # fmt: skip
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><x>&j;</x>"
).encode()
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
DEEP = b"<?xml version='1.0'?>" + b"<a>" * 20_000 + b"</a>" * 20_000
JUNK = (
    b"", b"\x00" * 64, b"<", b"<x", b"<x></y>", b"<x xmlns:a='1'><b:c/></x>", "<x>要</x>".encode("utf-16"),
    b"<?xml version='1.0' encoding='no-such'?><x/>", LAUGHS, OUTSIDE, DEEP, b"PK\x03\x04", b"\xff" * 999,
)  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"
CELLS = (
    '<c r="XFE1"><v>1</v></c>', '<c r="A99999999999"><v>1</v></c>', '<c r="0"><v>1</v></c>',
    "<c><v>1</v></c>",
    '<c r="A1" t="s"><v>99999999</v></c>', '<c r="A1" t="s"><v>-1</v></c>', '<c r="A1" t="s"><v>x</v></c>',
    '<c r="A1" s="99999"><v>1</v></c>', '<c r="A1" s="-7"><v>1</v></c>', '<c r="A1" t="d"><v>9999</v></c>',
    '<c r="A1"><v>1e999</v></c>', '<c r="A1"><v>NaN</v></c>', '<c r="A1" t="n"><v>一</v></c>',
    '<c r="A1" t="b"><v>maybe</v></c>', '<c r="A1" t="zz"><v>1</v></c>', '<c r="A1"><f>A1</f></c>',
    '<c r="A1" t="inlineStr"><is><t>x</t></is></c>', '<c r="A1" t="e"><v>#REF!</v></c>', "<v/>", "<c r='A1'",
)  # fmt: skip
MERGES = ("A0:B1", "B2:A1", "A1:XFD1048576", "A1:ZZZZZ9", "", "A1", "A1:B2:C3", "A1:B2", "要:点")
XREFS = (
    (b"startxref", b"startxref\n99999999999\n%"), (b"startxref", b"startxref\n-1\n%"), (b"%%EOF", b""),
    (b"xref", b"xerf"), (b"/Kids", b"/Kids [ 1 0 R 1 0 R ] /K"), (b"/Count", b"/Count -5 /C"),
    (b"/Length", b"/Length 999999999 /L"), (b"/Size", b"/Size 2147483647 /S"), (b"/Root", b"/Toor"),
    (b"/FlateDecode", b"/NoDecode"), (b"/FlateDecode", b"/LZWDecode"), (b"/MediaBox", b"/MediaBox [0] /M"),
    (b"trailer", b"trailer << /Encrypt 1 0 R >>\n"), (b"endstream", b""), (b"endobj", b""), (b"obj", b"jbo"),
    (b"/Type /Page", b"/Type /Nothing"), (b"%PDF-1", b"%PDF-9"), (b"/Font", b"/Fnot"), (b" 0 R", b" 0 Q"),
)  # fmt: skip
Sound = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Broken:
    """One file, under the name by which it is brought, and what was done to it."""

    how: str
    name: str
    data: bytes


def sound_files() -> Sound:
    """One of each format that the gate takes, and the workbook that units fill in."""
    line = ("a:1", *("x" for _ in REPORTS.columns))
    filled = Written("办理", (REPORTS.key, *REPORTS.columns), (line,), Fill(REPORTS.columns))
    return {
        "要点.docx": docx_of(*BLOCKS),
        "要点.xlsx": xlsx_of(*BLOCKS),
        "办理表.xlsx": as_xlsx(filled),
        "名册.xlsx": write_book(Book({sheet.title: {} for sheet in SHEETS})),
        "要点.pdf": pdf_of(*BLOCKS),
        "要点.html": html_of(*BLOCKS),
        "要点.txt": "\n".join(["要点", "\t序号", "\t任务"] * 9).encode("gb18030"),
        "照片.png": _png(),
        "照片.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9",
        "照片.gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00\x3b",
    }


def broken_files(count: int, *, seed: int = SEED) -> Iterator[Broken]:
    """So many broken files, every way of breaking in its turn."""
    chance, sound = random.Random(seed), sound_files()
    for number in range(count):
        yield WAYS[number % len(WAYS)](sound, chance)


def _png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dots = zlib.compress(b"\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def _any(sound: Sound, chance: random.Random) -> tuple[str, bytes]:
    name = chance.choice(sorted(sound))
    return name, sound[name]


def _office(sound: Sound, chance: random.Random) -> tuple[str, bytes]:
    name = chance.choice(["要点.docx", "要点.xlsx", "办理表.xlsx", "名册.xlsx"])
    return name, sound[name]


def cut_off(sound: Sound, chance: random.Random) -> Broken:
    name, data = _any(sound, chance)
    return Broken("cut off", name, data[: chance.randrange(len(data))])


def flipped(sound: Sound, chance: random.Random) -> Broken:
    name, data = _any(sound, chance)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return Broken("bits flipped", name, bytes(changed))


def other_opening(sound: Sound, chance: random.Random) -> Broken:
    name, data = _any(sound, chance)
    _, other = _any(sound, chance)
    return Broken("opens like another", name, other[:8] + data[8:])


def other_name(sound: Sound, chance: random.Random) -> Broken:
    name, _ = _any(sound, chance)
    _, data = _any(sound, chance)
    return Broken("under another's name", name, data)


def odd_name(sound: Sound, chance: random.Random) -> Broken:
    _, data = _any(sound, chance)
    return Broken("odd name", chance.choice(NAMES), data)


def noise(sound: Sound, chance: random.Random) -> Broken:
    name, data = _any(sound, chance)
    length = chance.choice([0, 0, 1, 7, 512, 20_000])
    return Broken(
        "noise or nothing", name, data[: chance.choice([0, 4, 8])] * bool(length) + chance.randbytes(length)
    )


def odd_part(sound: Sound, chance: random.Random) -> Broken:
    name, data = _office(sound, chance)
    part = chance.choice(sorted(parts_of(data)))
    return Broken(f"odd part {part}", name, parts_replaced(data, {part: chance.choice([None, *JUNK])}))


def spoiled_part(sound: Sound, chance: random.Random) -> Broken:
    """The package is whole; inside, the text of one part is not."""
    name, data = _office(sound, chance)
    parts = parts_of(data)
    part = chance.choice(sorted(parts))
    text = parts[part]
    at = chance.randrange(len(text))
    till = min(len(text), at + chance.randint(1, 60))
    spoiled = chance.choice([text[:at], text[:at] + text[till:], text[:at] + text[at:till] * 4 + text[till:]])
    return Broken(f"spoiled part {part}", name, parts_replaced(data, {part: spoiled}))


def bomb(sound: Sound, chance: random.Random) -> Broken:
    name, data = _office(sound, chance)
    part = chance.choice([SHEET, "word/document.xml", "xl/sharedStrings.xml", "x.bin"])
    return Broken(
        "small bomb", name, parts_replaced(data, {part: b" " * chance.choice([9, 40, 90]) * 1024 * 1024})
    )


def nested(sound: Sound, chance: random.Random) -> Broken:
    name, data = _office(sound, chance)
    inner = data
    for _ in range(chance.randint(1, 4)):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("inner.zip", inner)
        inner = out.getvalue()
    return Broken("packages in packages", name, parts_replaced(data, {"word/embeddings/x.bin": inner}))


def odd_directory(sound: Sound, chance: random.Random) -> Broken:
    """The list of parts at the end of the package lies: sizes, offsets, flags, methods."""
    name, data = _office(sound, chance)
    changed, at = bytearray(data), data.find(b"PK\x01\x02")
    for _ in range(chance.randint(0, 3)):
        at = data.find(b"PK\x01\x02", at + 1) if data.find(b"PK\x01\x02", at + 1) > 0 else at
    place = at + chance.choice([8, 10, 16, 20, 24, 28, 30, 42])
    changed[place : place + 2] = chance.randbytes(2)
    return Broken("odd list of parts", name, bytes(changed))


def odd_parts_names(sound: Sound, chance: random.Random) -> Broken:
    name, data = _office(sound, chance)
    odd = chance.choice(
        ["../../x.xml", "/etc/x.xml", "a" * 9000, "xl\\..\\x", "\u202e.xml", "xl/vbaProject.bin", "CON"]
    )
    return Broken("odd names of parts", name, parts_replaced(data, {odd: chance.choice(JUNK)}))


def odd_cells(sound: Sound, chance: random.Random) -> Broken:
    name = chance.choice(["要点.xlsx", "办理表.xlsx", "名册.xlsx"])
    sheet = parts_of(sound[name])[SHEET].decode()
    cells = "".join(chance.choices(CELLS, k=3))
    odd = sheet.replace("</row>", f"{cells}</row>", 1).replace(
        'r="1"', f'r="{chance.choice(["1", "-1", "9999999", "x"])}"', 1
    )
    return Broken("odd cells", name, parts_replaced(sound[name], {SHEET: odd.encode()}))


def odd_merges(sound: Sound, chance: random.Random) -> Broken:
    name = chance.choice(["要点.xlsx", "办理表.xlsx", "名册.xlsx"])
    sheet = parts_of(sound[name])[SHEET].decode()
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in chance.choices(MERGES, k=2))
    odd = sheet.replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>", 1)
    return Broken("odd merges", name, parts_replaced(sound[name], {SHEET: odd.encode()}))


def odd_xref(sound: Sound, chance: random.Random) -> Broken:
    data = sound["要点.pdf"]
    for old, new in chance.sample(XREFS, k=chance.randint(1, 3)):
        data = data.replace(old, new, chance.choice([1, -1]))
    return Broken("odd references in a pdf", "要点.pdf", data)


def odd_encoding(sound: Sound, chance: random.Random) -> Broken:
    name = chance.choice(["要点.txt", "要点.html"])
    text = sound[name].decode("gb18030" if name.endswith("txt") else "utf-8")
    encoding = chance.choice(
        ["utf-16-le", "utf-16-be", "utf-32", "utf-7", "gb18030", "big5", "utf-8-sig", "cp037"]
    )
    data = text.encode(encoding, "replace")
    return Broken(f"encoded as {encoding}", name, data[chance.randrange(4) : len(data) - chance.randrange(4)])


def odd_page(sound: Sound, chance: random.Random) -> Broken:
    odd = chance.choice(
        [
            b"<table>" * 3000, b"<div>" * 30_000, b"<td rowspan=99999999 colspan=99999999>x", b"<!--" * 999,
            b"<table><tr><td rowspan='-1' colspan='x'>y", b"<meta charset=no-such>",
            b"&#x110000;&#0;&#xd800;" * 99, b"<script>" * 99, b"\x00<p>\x00", LAUGHS, b"<a " + b"b=c " * 9999,
        ]
    )  # fmt: skip
    data = sound["要点.html"]
    at = data.index(b"<body>") + 6
    return Broken("odd page", "要点.html", data[:at] + odd + data[at:])


Way = Callable[[Sound, random.Random], Broken]
WAYS: tuple[Way, ...] = (
    cut_off, flipped, other_opening, other_name, odd_name, noise, odd_part, spoiled_part, bomb, nested,
    odd_directory, odd_parts_names, odd_cells, odd_merges, odd_xref, odd_encoding, odd_page, flipped,
    spoiled_part, odd_cells,
)  # fmt: skip
