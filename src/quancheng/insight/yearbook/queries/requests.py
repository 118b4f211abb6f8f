"""Table 三 of the report, counted from the requests themselves."""

from collections.abc import Collection, Mapping, Sequence

from quancheng.insight.yearbook.rules.counting import Told
from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure.public import annual_cells, moved_in, requests_in_cell


class RequestsCounter:
    """The requests of agencies, by how they ended and who asked."""

    def cells(self, *, unit_ids: Collection[int], year: int) -> Mapping[tuple[int, int], int]:
        """Every cell that is not nought; sums are left out."""
        found = annual_cells(unit_ids=unit_ids, year=year)
        return {(int(row), int(column)): count for (row, column), count in found.items()}

    def behind(
        self, actor: Actor, *, unit_ids: Collection[int], year: int, row: int, column: int
    ) -> Sequence[Told]:
        """The requests in one cell, as far as the actor may see them."""
        return requests_in_cell(actor, unit_ids=unit_ids, year=year, row=row, column=column)


def handed_over(*, unit_ids: Collection[int], year: int) -> Mapping[int, int]:
    """By how many requests under way these agencies began a year with more, or fewer, than they had left."""
    return {int(column): count for column, count in moved_in(unit_ids=unit_ids, year=year).items()}
