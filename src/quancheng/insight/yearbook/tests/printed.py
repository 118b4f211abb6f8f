"""Tables as they were published: figures only, each line a row as it is printed, sums last."""

from quancheng.insight.yearbook.rules.figures import Figures
from quancheng.insight.yearbook.rules.shape import Part, Place

A_CITY_OF_2025 = """
13612 252 0 45 128 32 14069
535 6 0 1 18 0 560
5345 129 0 41 19 14 5548
2120 39 0 1 6 2 2168
13 0 0 0 0 0 13
30 0 0 0 0 0 30
11 0 0 0 0 0 11
49 2 0 0 0 0 51
103 1 0 0 0 0 104
84 1 0 0 0 0 85
282 4 0 0 0 0 286
147 0 0 0 1 2 150
3075 50 0 0 89 8 3222
177 3 0 0 0 0 180
19 0 0 0 0 0 19
199 1 0 0 3 0 203
147 1 0 0 0 0 148
0 0 0 0 0 0 0
100 1 0 0 0 0 101
5 0 0 0 0 0 5
315 3 0 0 0 0 318
202 0 0 1 0 0 203
941 17 0 1 3 3 965
13364 252 0 44 121 29 13810
783 6 0 2 25 3 819
"""
ITS_REMEDIES = ((376, 97, 196, 121, 790), (16, 1, 12, 27, 56), (74, 1, 30, 51, 156))
REMEDIES_OF_ANOTHER = ((119, 25, 91, 24, 259), (7, 0, 15, 6, 28), (21, 1, 7, 9, 38))


def rows_of(text: str) -> list[list[int]]:
    return [[int(cell) for cell in line.split()] for line in text.strip().splitlines()]


def figures_of(requests: str, remedies: tuple[tuple[int, ...], ...] = ITS_REMEDIES) -> Figures:
    """As they were printed, sums among them."""
    cells = {
        Place(Part.REQUESTS, row, column): value
        for row, line in enumerate(rows_of(requests), start=1)
        for column, value in enumerate(line, start=1)
    }
    cells |= {
        Place(Part.REMEDIES, row, column): value
        for row, line in enumerate(remedies, start=1)
        for column, value in enumerate(line, start=1)
    }
    return Figures(cells)
