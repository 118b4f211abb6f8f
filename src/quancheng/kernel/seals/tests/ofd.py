"""A small OFD of our own, part by part, and the tools to change one."""

import io
import zipfile

NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def parts(said: str = "请按季公开采购意向。", pages: int = 2) -> dict[str, bytes]:
    listed = "".join(
        f'<ofd:Page ID="{no}" BaseLoc="Pages/Page_{no}/Content.xml"/>' for no in range(1, pages + 1)
    )
    found = {
        "OFD.xml": f'{HEAD}<ofd:OFD {NAMES} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>44dbcb4dd1c24a1b8d0d5b4ac3e1d0aa</ofd:DocID></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{HEAD}<ofd:Document {NAMES}><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID>"
        "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'{HEAD}<ofd:Res {NAMES} BaseLoc="Res"/>',
    }
    for no in range(1, pages + 1):
        found[f"Doc_0/Pages/Page_{no}/Content.xml"] = (
            f'{HEAD}<ofd:Page {NAMES}><ofd:Content><ofd:Layer ID="{10 * no}">'
            f'<ofd:TextObject ID="{10 * no + 1}" Boundary="30 60 150 8" Font="3" Size="5">'
            f'<ofd:TextCode X="0" Y="5">{said}</ofd:TextCode></ofd:TextObject>'
            "</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return {name: text.encode() for name, text in found.items()}


def packed(found: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return kept.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, name: str, place: int, bit: int = 1) -> bytes:
    """One bit of one part turned round."""
    found = unpacked(data)
    part = bytearray(found[name])
    part[place] ^= bit
    found[name] = bytes(part)
    return packed(found)
