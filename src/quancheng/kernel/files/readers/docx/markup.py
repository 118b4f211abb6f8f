"""Words of WordprocessingML and the small questions that one asks of it."""

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALSE = frozenset({"0", "false", "off"})
INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
WRAPPERS = frozenset(
    {f"{W}{tag}" for tag in ("sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")}
)


def value(element: etree._Element | None, path: str, otherwise: str = "") -> str:
    """`w:val` of a child, or of a child's child (`a/b`)."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return otherwise if found is None else found.get(f"{W}val") or otherwise


def number(written: str | None, otherwise: int = 0) -> int:
    """A whole number as written; a nonsensical one counts as none."""
    try:
        return int(written or "")
    except ValueError:
        return otherwise


def is_on(properties: etree._Element | None, tag: str) -> bool | None:
    """Whether a switch such as `w:vanish` is on, off, or (None) not told."""
    found = properties.find(W + tag) if properties is not None else None
    if found is None:
        return None
    return found.get(f"{W}val") not in FALSE


def children(parent: etree._Element) -> Iterator[etree._Element]:
    """The children that count: wrappers opened, deletions left out, of alternatives the first."""
    for child in parent:
        inside = _opened(child)
        if inside is not None:
            for each in inside:
                yield from children(each)
        elif child.tag not in DELETED:
            yield child


def _opened(child: etree._Element) -> list[etree._Element] | None:
    """What to read instead of a wrapper; None when the child is none."""
    if child.tag in INSERTED or child.tag in WRAPPERS:
        return [child]
    if child.tag == f"{W}sdt":
        return child.findall(f"{W}sdtContent")
    if child.tag == f"{W}ruby":
        return child.findall(f"{W}rubyBase")
    if isinstance(child.tag, str) and child.tag.endswith("}AlternateContent"):
        return list(child.iterchildren("{*}Choice", "{*}Fallback"))[:1]
    return None
