"""Ruled tables on a page: the boxes of their cells."""

from typing import Any

from pdfplumber.page import Page as Sheet

MOST_EDGES = 12_000  # more is a drawing, not a table
THINNEST = 3.0  # points; a narrower cell is the gap of a double line
SAME_LINE = 2.0  # points within which two rules are one
SMALLEST_GAP = 80.0  # square points: less than one sign could fill is no missing cell
LINED = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
Box = tuple[float, float, float, float]  # left, top, right, bottom


def cell_boxes(sheet: Sheet) -> list[list[Box]]:
    """The cells of each ruled table. A single box is no table.

    A cell that goes on over the page's end is often drawn without its last rule, and some tables have open
    flanks; such a table is looked for again with its missing sides drawn.
    """
    tables = _tables(sheet, closing=[])
    closing = [side for cells in tables for side in _missing_sides(cells, sheet)]
    return _tables(sheet, closing=closing) if closing else tables


def is_crowded(sheet: Sheet) -> bool:
    """Whether the page has more rules than any table."""
    return len(sheet.edges) > MOST_EDGES


def _tables(sheet: Sheet, *, closing: list[Box]) -> list[list[Box]]:
    level = [_rule(side) for side in closing if side[1] == side[3]]
    upright = [_rule(side) for side in closing if side[0] == side[2]]
    more = {"explicit_horizontal_lines": level, "explicit_vertical_lines": upright}
    found = []
    for table in sheet.find_tables({**LINED, **more}):
        boxes = [box for box in table.cells if box is not None]
        cells: list[Box] = [(float(box[0]), float(box[1]), float(box[2]), float(box[3])) for box in boxes]
        cells = [box for box in cells if box[2] - box[0] > THINNEST and box[3] - box[1] > THINNEST]
        if len(cells) > 1:
            found.append(cells)
    return found


def _rule(side: Box) -> dict[str, Any]:
    left, top, right, bottom = side
    size = {"width": right - left, "height": bottom - top}
    return {"x0": left, "x1": right, "top": top, "bottom": bottom, "object_type": "line", **size}


def _missing_sides(cells: list[Box], sheet: Sheet) -> list[Box]:
    inner = _around(cells)
    near = [edge for edge in sheet.edges if _touches(edge, inner)]
    outer = _around([inner, *((edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in near)])
    covered = sum((box[2] - box[0]) * (box[3] - box[1]) for box in cells)
    left, top, right, bottom = outer
    if (right - left) * (bottom - top) - covered < SMALLEST_GAP:
        return []
    level = [(left, at, right, at) for at in (top, bottom)]
    return level + [(at, top, at, bottom) for at in (left, right)]


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def _touches(edge: dict[str, Any], box: Box) -> bool:
    across = edge["x1"] >= box[0] - SAME_LINE and edge["x0"] <= box[2] + SAME_LINE
    down = edge["bottom"] >= box[1] - SAME_LINE and edge["top"] <= box[3] + SAME_LINE
    return bool(across and down)
