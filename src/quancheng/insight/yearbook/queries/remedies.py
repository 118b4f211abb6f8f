"""Table 四 of the report, counted from the proceedings themselves."""

from collections.abc import Collection, Mapping, Sequence

from quancheng.insight.yearbook.rules.counting import Told
from quancheng.kernel.basis.actor import Actor
from quancheng.records.remedies.public import proceedings_in_cell, remedy_cells


class RemediesCounter:
    """The reconsiderations and suits against units, by how they ended."""

    def cells(self, *, unit_ids: Collection[int], year: int) -> Mapping[tuple[int, int], int]:
        """Every cell that is not nought; sums are left out."""
        return remedy_cells(unit_ids=unit_ids, year=year)

    def behind(
        self, actor: Actor, *, unit_ids: Collection[int], year: int, row: int, column: int
    ) -> Sequence[Told]:
        """The proceedings in one cell, as far as the actor may see them."""
        return proceedings_in_cell(actor, unit_ids=unit_ids, year=year, row=row, column=column)
