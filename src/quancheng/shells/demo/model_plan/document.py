"""The model plan as a document: a table flattened to text, as word processors save it."""

from collections.abc import Iterator
from itertools import chain, pairwise

from quancheng.shells.demo.model_plan.row import PlanRow

TITLE = "2024年济南市政务公开重点工作任务分工（演示）"
COLUMNS = ("序号", "工作任务", "具体要求", "责任单位", "完成时限")  # 工作任务 stands over two columns
_LONG_LIST = 6  # units; an office merges the cell rather than repeat a list as long as this


def as_document(rows: tuple[PlanRow, ...], *, title: str = TITLE) -> str:
    """Each cell on a line led by a tab, a merged cell blank below its first, rows parted by a blank line."""
    pairs = pairwise(chain([None], rows))
    records = [COLUMNS, *(tuple(_cells(row, above)) for above, row in pairs if row)]
    return "\n\n".join([title, *("\n".join(f"\t{cell}" for cell in cells) for cells in records)]) + "\n"


def _cells(row: PlanRow, above: PlanRow | None) -> Iterator[str]:
    together = above is not None and above.heading == row.heading
    yield row.no
    yield "" if above and above.heading.section == row.heading.section else row.heading.section
    yield "" if together else row.heading.subsection
    yield row.requirement
    yield "" if above and together and _shares_its_units(row, above) else "、".join(row.units)
    yield "" if above and together and above.deadline is row.deadline else row.deadline


def _shares_its_units(row: PlanRow, above: PlanRow) -> bool:
    return row.units == above.units and len(row.units) >= _LONG_LIST
