"""Excel workbooks: every visible sheet as one table, values as a reader of the sheet sees them."""

from collections.abc import Iterator
from dataclasses import dataclass

from quancheng.kernel.files.content import Content, Table
from quancheng.kernel.files.package import RELATIONS, Package
from quancheng.kernel.files.readers.xlsx.sheet import Sheet
from quancheng.kernel.files.readers.xlsx.values import Book, shared_strings

FALSE = frozenset({"", "0", "false"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it."""

    title: str
    hidden: bool
    kind: str
    part: str


def read(data: bytes, *, name: str) -> Content:
    """One table for each visible sheet that holds anything; the place names the sheet.

    Raises Damaged, TooMuch, UnpacksTooLarge, HoldsDeclarations.
    """
    package = Package(data, name=name)
    main = package.related("", "officeDocument") or "xl/workbook.xml"
    book = _book(package, main)
    tables: list[Table] = []
    doubts: list[str] = []
    for listed in _listed(package, main):
        if listed.hidden or listed.kind != "worksheet":
            why = "是隐藏的" if listed.hidden else "是图表或对话框"
            doubts.append(f"工作表“{listed.title}”{why}，没有读取。")
            continue
        sheet = Sheet(package, listed.part, book=book, title=listed.title)
        rows = sheet.read()
        doubts.extend(sheet.doubts())
        if rows:
            tables.append(Table(rows, place=f"工作表“{listed.title}”"))
    return Content(tuple(tables), tuple(doubts))


def _book(package: Package, main: str) -> Book:
    strings = package.related(main, "sharedStrings")
    styles = package.related(main, "styles")
    counts_from_1904 = False
    for properties in package.xml(main).iterchildren("{*}workbookPr"):
        counts_from_1904 = (properties.get("date1904") or "") not in FALSE
    return Book(
        strings=shared_strings(package.elements(strings, "{*}si")) if strings else (),
        styles=package.xml(styles) if styles else None,
        counts_from_1904=counts_from_1904,
    )


def _listed(package: Package, main: str) -> Iterator[Listed]:
    relations = package.relations(main)
    for sheet in package.xml(main).iterfind("{*}sheets/{*}sheet"):
        kind, part = relations.get(sheet.get(f"{{{RELATIONS}}}id") or "", ("", ""))
        if part not in package.parts:
            raise package.damaged()
        hidden = (sheet.get("state") or "visible") != "visible"
        yield Listed(sheet.get("name") or "", hidden, kind, part)
