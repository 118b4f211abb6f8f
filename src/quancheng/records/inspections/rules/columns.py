"""Which column of an indicator sheet is which, by the words in its head. Pure."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from quancheng.kernel.files.content import Cell


class Field(StrEnum):
    """What a sheet tells of one indicator."""

    GROUP = "group"
    SUBGROUP = "subgroup"
    NAME = "name"
    ASKS = "asks"
    POINTS = "points"
    SCORING = "scoring"
    MATERIALS = "materials"
    UNITS = "units"
    DUE = "due"


FIELD_SAYS = {
    Field.GROUP: "一级指标",
    Field.SUBGROUP: "二级指标",
    Field.NAME: "指标名称",
    Field.ASKS: "评估要点",
    Field.POINTS: "分值",
    Field.SCORING: "评分标准",
    Field.MATERIALS: "佐证材料",
    Field.UNITS: "责任单位",
    Field.DUE: "完成时限",
}
NUMBER = "no"
HEADS: tuple[tuple[str, str], ...] = (  # the first that fits counts
    (r"序号|编号", NUMBER),
    (r"一级指标|指标类别|指标大类|类别|考核项目", "level1"),
    (r"二级指标", "level2"),
    (r"三级指标", "level3"),
    (r"指标(?:内容|说明|解释|要求)|(?:评估|考核|检查|测评|考评)(?:要点|内容|要求|要素)", Field.ASKS),
    (r"工作要求|具体要求", Field.ASKS),
    (r"(?:评分|计分|扣分|打分|赋分|考核)(?:标准|细则|说明|办法|方法|规则|依据)", Field.SCORING),
    (r"分值|权重|满分|标准分|分数|基准分", Field.POINTS),
    (r"(?:佐证|提交|证明|报送|支撑|印证|备查)(?:材料|资料)|材料(?:清单|要求)|备注", Field.MATERIALS),
    (r"(?:责任|牵头|承办|落实|负责)(?:单位|部门|处室|科室)", Field.UNITS),
    (r"(?:完成|报送|提交)(?:时限|时间)|截止(?:时间|日期)|时限", Field.DUE),
    (r"(?:评估|考核|检查|测评|考评)?(?:指标|项目|事项)(?:名称)?", "level3"),
)  # fmt: skip
LEVELS = ("level1", "level2", "level3")
FEWEST = 2  # known words that make a row a head


def head_of(text: str) -> str:
    """What a word in the head names; empty when it names nothing known."""
    plain = re.sub(r"[（(【\[].*?[)）】\]]|\s", "", text)
    return next((str(what) for pattern, what in HEADS if plain and re.fullmatch(pattern, plain)), "")


def columns_of(rows: Sequence[Sequence[Cell]], at: int) -> tuple[Mapping[int, Field | str], int]:
    """The columns that a head beginning in this row names, and how many rows it takes; nothing: no head.

    Of two rows of words under a merged one the lower names the column.
    """
    upper = {place: head_of(cell.text) for place, cell in enumerate(rows[at]) if head_of(cell.text)}
    if upper and at + 1 < len(rows):
        written = [(place, cell) for place, cell in enumerate(rows[at + 1]) if cell.text.strip()]
        lower = {place: head_of(cell.text) for place, cell in written}
        if lower and all(lower.values()) and len({**upper, **lower}) >= FEWEST:
            return _as_fields({**upper, **lower}), 2
    if len(set(upper.values()) - {NUMBER}) < FEWEST:
        return {}, 0
    return _as_fields(upper), 1


def _as_fields(named: Mapping[int, str]) -> Mapping[int, Field | str]:
    """The deepest level is the indicator itself, the others are the groups above it."""
    levels = sorted({what for what in named.values() if what in LEVELS})
    meant: dict[str, Field] = {}
    if levels:
        meant = dict(zip(levels, (Field.GROUP, Field.SUBGROUP)[: len(levels) - 1], strict=False))
        meant[levels[-1]] = Field.NAME
    return {
        place: meant.get(what) or (NUMBER if what == NUMBER else Field(what)) for place, what in named.items()
    }
