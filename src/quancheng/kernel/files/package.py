"""Office files are zips of XML: opened within limits, so that a small file cannot fill the machine."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from quancheng.kernel.files.refused import Damaged, FileRefused, Locked, TooMuch

# Limits of one package, 2026-07: the largest plan or table seen in practice unpacks to under 60 MB in some
# 200 parts; ratios of honest sheets stay under 100. Ten times what is honest is let through, no more.
MOST_PARTS = 4_000
MOST_UNPACKED = 400 * 1024 * 1024
LARGEST_PART = 120 * 1024 * 1024
LARGEST_TREE = 48 * 1024 * 1024  # of XML that is held in memory as a whole
HIGHEST_RATIO = 200
RATIO_COUNTS_FROM = 8 * 1024 * 1024  # a small part may be packed as tight as it likes
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
ENCRYPTED = 0x1  # flag of an entry
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
STRICT = (  # the ISO "strict" variant differs in the names of its vocabularies only
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class UnpacksTooLarge(TooMuch):
    """A zip bomb, or what cannot be told from one."""

    code = "files.unpacks_too_large"


class HoldsDeclarations(FileRefused):
    """XML that declares entities or a document type: office software never writes it, attackers do."""

    code = "files.holds_declarations"


class Package:
    """The parts of one office file. Nothing is unpacked to disk; each part is read when asked for."""

    def __init__(self, data: bytes, *, name: str) -> None:
        """Raises Damaged, UnpacksTooLarge, Locked."""
        self.name = name
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            self.parts = {each.filename: each for each in self.archive.infolist()}
        except ZIP_FAULTS as error:
            raise self.damaged() from error
        check_sizes(self.archive.infolist(), size=len(data), name=name)
        if any(each.flag_bits & ENCRYPTED for each in self.archive.infolist()):
            raise Locked(f"“{name}”设了打开密码。请打开后取消密码，另存后再上传。")

    def damaged(self) -> Damaged:
        return Damaged(f"“{self.name}”已损坏或没有传完整，打不开。请用原来的软件打开检查，重新保存后再上传。")

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises Damaged when it is missing or broken."""
        try:
            return self.archive.read(self.parts[part])
        except (KeyError, *ZIP_FAULTS) as error:
            raise self.damaged() from error

    def xml(self, part: str) -> etree._Element:
        """The root of an XML part. Raises Damaged, HoldsDeclarations, UnpacksTooLarge."""
        data = self._checked(part)
        if len(data) > LARGEST_TREE:
            raise UnpacksTooLarge(
                f"“{self.name}”的文字部分解压后超过48MB，没有打开。请拆成几个文件后再上传。"
            )
        try:
            return etree.fromstring(data, safe_parser())
        except (etree.LxmlError, ValueError) as error:
            raise self.damaged() from error

    def elements(self, part: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of these names, one by one, each forgotten after use. Raises as `xml` does."""
        stream = io.BytesIO(self._checked(part))
        try:
            for _, element in etree.iterparse(
                stream,
                tag=tags,
                resolve_entities=False,
                no_network=True,
                remove_comments=True,
                remove_pis=True,
            ):
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
        except (etree.LxmlError, ValueError) as error:
            raise self.damaged() from error

    def _checked(self, part: str) -> bytes:
        data = self.read(part)
        refuse_declarations(data, name=self.name)
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        return data

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → (kind of relation, part). Links to outside are left out."""
        folder, _, own = part.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{own}.rels")
        if listed not in self.parts:
            return {}
        found = {}
        for each in self.xml(listed).iterchildren("{*}Relationship"):
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target") or ""))
                kind = (each.get("Type") or "").rpartition("/")[2]
                found[each.get("Id") or ""] = (kind, target.lstrip("/"))
        return found

    def related(self, part: str, kind: str) -> str | None:
        """The first existing part to which `part` refers in this way."""
        targets = (target for found, target in self.relations(part).values() if found == kind)
        return next((target for target in targets if target in self.parts), None)


def check_sizes(entries: list[zipfile.ZipInfo], *, size: int, name: str) -> None:
    """Raises UnpacksTooLarge when the parts are too many, unpack too large, or overlap each other."""
    whole = sum(each.file_size for each in entries)
    packed = sum(each.compress_size for each in entries)
    tight = any(
        each.file_size > RATIO_COUNTS_FROM and each.file_size > HIGHEST_RATIO * max(each.compress_size, 1)
        for each in entries
    )
    large = whole > MOST_UNPACKED or any(each.file_size > LARGEST_PART for each in entries)
    if len(entries) > MOST_PARTS or large or tight or packed > size:
        raise UnpacksTooLarge(
            f"“{name}”解压后过大（{len(entries)}个部分，{whole // 1024 // 1024}MB），没有打开。"
            "请用 Word、Excel 或 WPS 打开，删去不用的空行空列和图片，另存后再上传。",
            parts=len(entries),
            unpacked=whole,
        )


def refuse_declarations(data: bytes, *, name: str) -> None:
    """Raises HoldsDeclarations."""
    plain = data.replace(b"\x00", b"") if data[:64].count(b"\x00") else data
    if any(each in plain for each in DECLARATIONS):
        raise HoldsDeclarations(
            f"“{name}”里有不该有的实体声明，没有打开。请用 Word 或 WPS 打开，另存后再上传。"
        )


def safe_parser() -> etree.XMLParser:
    """Entities stay unresolved, nothing is fetched, and libxml2's own limits stay in force."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
