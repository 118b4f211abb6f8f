"""The sheet of indicators, written for a set and read back."""

from quancheng.insight.scorecards.models import ScoreSet
from quancheng.insight.scorecards.queries.readings import readings
from quancheng.insight.scorecards.queries.sets import indicators_of, told_of
from quancheng.insight.scorecards.rules.filling import (
    BONUS,
    COLUMNS,
    NO,
    SHAPE,
    SHEET,
    YES,
    Read,
    read,
    row_of,
)
from quancheng.insight.scorecards.rules.scoring import Shape
from quancheng.kernel.files.filled import read_filled
from quancheng.kernel.files.tables import Fill, Sheet, Value

EMPTY_LINES = 30  # [D] for indicators to come
WORDS = "取数清单"


def sheets_of(score_set: ScoreSet) -> tuple[Sheet, ...]:
    """The indicators to be filled in, and beside them what can be read."""
    known = readings()
    columns = (SHEET.key, *COLUMNS)
    rows: list[tuple[Value, ...]] = [row_of(told_of(one), known) for one in indicators_of(score_set)]
    rows += [("",) * len(columns)] * EMPTY_LINES
    choices = {BONUS: (YES, NO), SHAPE: tuple(shape.says for shape in Shape)}
    filled = Sheet(score_set.title, columns, rows, Fill(columns, choices=choices))
    words = Sheet(
        WORDS, ("取数", "单位", "读取什么"), ((one.says, one.unit, one.reads) for one in known.values())
    )
    return filled, words


def told_in(data: bytes) -> Read:
    """What a filled-in sheet says. Raises UnreadableTable."""
    return read(read_filled(data, template=SHEET), readings())
