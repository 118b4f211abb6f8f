"""Word documents: paragraphs and tables in order, with list numbers written out and merges kept."""

from quancheng.kernel.files.content import Content, Paragraph, Table
from quancheng.kernel.files.package import Package
from quancheng.kernel.files.readers.docx.body import Body
from quancheng.kernel.files.readers.docx.numbering import Numbering
from quancheng.kernel.files.readers.docx.styles import Styles


def read(data: bytes, *, name: str) -> Content:
    """What stands in the body; headers, footers, comments and hidden text are not part of it.

    Raises Damaged, TooMuch, HoldsDeclarations.
    """
    package = Package(data, name=name)
    main = package.related("", "officeDocument") or _main_part(package)
    styles_part = package.related(main, "styles")
    numbering_part = package.related(main, "numbering")
    styles = Styles(package.xml(styles_part) if styles_part else None)
    numbering = Numbering(package.xml(numbering_part) if numbering_part else None, styles)
    body = Body(package.xml(main), styles=styles, numbering=numbering, name=name)
    return Content(_placed(body.read()), tuple(body.doubts))


def _main_part(package: Package) -> str:
    documents = (part for part in package.parts if part.startswith("word/document") and part.endswith(".xml"))
    found = next(documents, None)
    if found is None:
        raise package.damaged()
    return found


def _placed(blocks: list[Paragraph | Table]) -> tuple[Paragraph | Table, ...]:
    placed: list[Paragraph | Table] = []
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            placed.append(Table(block.rows, place=f"第{tables}个表格"))
        else:
            paragraphs += 1
            placed.append(Paragraph(block.text, block.level, place=f"第{paragraphs}段"))
    return tuple(placed)
