"""An OFD as its parts (GB/T 33190): opened through the gate of packages, found by their places."""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from quancheng.kernel.files.package import Package
from quancheng.kernel.files.refused import Damaged

NAMESPACE = "http://www.ofdspec.org/2016"
ROOT = "OFD.xml"
MOST_SIGNATURES = 50  # [D] of one file


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Where one signature is described, and whether it is a seal's."""

    id: str
    part: str
    is_seal: bool


class Parts(Package):
    """An OFD file: no name twice, no name that leads out of the package."""

    def __init__(self, data: bytes, *, name: str) -> None:
        """Raises Damaged, UnpacksTooLarge, Locked."""
        super().__init__(data, name=name)
        self._digests: dict[tuple[str, str], bytes] = {}
        listed = [each.filename for each in self.archive.infolist()]
        twice = [part for part, count in Counter(listed).items() if count > 1]
        if twice or any(_leads_out(part) for part in listed):
            raise Damaged(f"“{name}”里有重名或越界的部分，不同软件会读出不同的内容，没有打开。")
        if ROOT not in self.parts:
            raise Damaged(f"“{name}”缺少OFD.xml，不是完整的OFD文件。请重新取得文件。")

    def digest(self, part: str, method: str, how: Callable[[bytes], bytes]) -> bytes:
        """The digest of a part, counted once however many signatures speak for it."""
        if (part, method) not in self._digests:
            self._digests[part, method] = how(self.read(part))
        return self._digests[part, method]

    @property
    def files(self) -> Mapping[str, bytes]:
        """Every part that is no folder, with its bytes."""
        return {part: self.read(part) for part in self.parts if not part.endswith("/")}

    def lists(self) -> Iterator[str]:
        """The parts that list signatures, one for each document in the package."""
        for place in self.xml(ROOT).iterfind(".//{*}DocBody/{*}Signatures"):
            if (place.text or "").strip():
                yield self.found(place.text or "", beside=ROOT)

    def signatures(self) -> Iterator[SignaturePlace]:
        """Where the signatures are described. Raises Damaged."""
        count = 0
        for part in self.lists():
            for each in self.xml(part).iterfind("{*}Signature"):
                count += 1
                if count > MOST_SIGNATURES:
                    raise Damaged(f"“{self.name}”里的签名超过{MOST_SIGNATURES}个，没有打开。")
                place = self.found(each.get("BaseLoc") or "", beside=part)
                yield SignaturePlace(each.get("ID") or "", place, (each.get("Type") or "Seal") == "Seal")

    def found(self, place: str, *, beside: str) -> str:
        """The part that a place names: from the root when it begins with a stroke, else from its folder."""
        place = place.strip()
        start = "/" if place.startswith("/") else f"/{posixpath.dirname(beside)}"
        return posixpath.normpath(posixpath.join(start, place.lstrip("/"))).lstrip("/")


def written(element: etree._Element) -> bytes:
    """XML as it stands in a part."""
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8"))


def named(tag: str) -> str:
    """The full name of an element of the standard."""
    return f"{{{NAMESPACE}}}{tag}"


def _leads_out(part: str) -> bool:
    return part.startswith("/") or "\\" in part or ".." in part.split("/")
