"""The columns of a collection (收表) as its sender draws them. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum

MOST_COLUMNS = 30  # [D] a wider table is read by nobody on one sheet
LONGEST_TITLE = 40
MOST_OPTIONS = 50
TAKEN = frozenset({"单位", "级别", "序号"})  # headings that the sum table writes itself

Data = Mapping[str, object]


class ColumnKind(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"
    WHOLE = "whole"
    AMOUNT = "amount"
    DAY = "day"
    YES = "yes"
    CHOICE = "choice"

    @property
    def says(self) -> str:
        return _SAYS[self]


_SAYS = {
    ColumnKind.TEXT: "文字",
    ColumnKind.WHOLE: "整数",
    ColumnKind.AMOUNT: "数值（可带小数）",
    ColumnKind.DAY: "日期",
    ColumnKind.YES: "是／否",
    ColumnKind.CHOICE: "选项",
}
KINDS = [(kind.value, kind.says) for kind in ColumnKind]
NUMBERS = {ColumnKind.WHOLE, ColumnKind.AMOUNT}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` stays the same through every layout: by it what was filled is carried over."""

    key: str
    title: str
    kind: ColumnKind
    is_required: bool = True
    is_summed: bool = False
    measure: str = ""  # 个, 万元
    note: str = ""
    options: tuple[str, ...] = ()
    least: str = ""  # numbers as text, empty: no bound
    most: str = ""

    @property
    def heading(self) -> str:
        return f"{self.title}（{self.measure}）" if self.measure else self.title

    @property
    def asks(self) -> str:
        """What is to be filled in, in words for those who fill."""
        parts = [self.kind.says if self.kind is not ColumnKind.CHOICE else "选" + "、".join(self.options)]
        if self.least or self.most:
            parts.append(f"{self.least or '不限'}至{self.most or '不限'}")
        parts += ["必填"] if self.is_required else ["可空"]
        return "，".join([*parts, self.note] if self.note else parts)


def as_data(columns: Iterable[Column]) -> list[Data]:
    """The columns as they are kept."""
    return [{**asdict(one), "kind": one.kind.value, "options": list(one.options)} for one in columns]


def from_data(data: Iterable[Mapping[str, object]]) -> tuple[Column, ...]:
    """The columns as they were kept."""
    return tuple(_column(each) for each in data)


def faults_of(columns: Sequence[Column]) -> Iterator[str]:
    """What is wrong with the columns, every fault of each: one sentence each."""
    if not columns:
        yield "收表至少要有一列：请在“表样”中添加一列"
    if len(columns) > MOST_COLUMNS:
        yield f"最多{MOST_COLUMNS}列（现在{len(columns)}列），请删去或分成两份收表"
    titles = Counter(one.title for one in columns if one.title)
    for title, count in titles.items():
        if count > 1:
            yield f"有{count}列都叫“{title}”，请改成不同的列名"
    for number, column in enumerate(columns, start=1):
        yield from (f"第{number}列{fault}" for fault in _faults(column))


def differences(old: Sequence[Column], new: Sequence[Column]) -> list[str]:
    """What a new layout changed, in sentences for those who filled in the old one."""
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    told = [f"删去了“{one.title}”" for key, one in before.items() if key not in after]
    for key, one in after.items():
        former = before.get(key)
        if former is None:
            told.append(f"新增“{one.title}”（{one.asks}）")
        elif former != one:
            told += list(_changes(former, one))
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        told.append("调整了列的先后")
    return told


def carried_keys(old: Sequence[Column], new: Sequence[Column]) -> list[str]:
    """The columns whose cells go along into the new layout: the same key, the same kind."""
    before = {one.key: one.kind for one in old}
    return [one.key for one in new if before.get(one.key) is one.kind]


def free_key(columns: Iterable[Column]) -> str:
    """A key that no column has."""
    used = [int(one.key[1:]) for one in columns if one.key[1:].isdecimal()]
    return f"c{max(used, default=0) + 1}"


def _column(data: Mapping[str, object]) -> Column:
    options = data.get("options") or ()
    assert isinstance(options, list | tuple)
    return Column(
        key=str(data["key"]),
        title=str(data["title"]),
        kind=ColumnKind(str(data["kind"])),
        is_required=bool(data.get("is_required")),
        is_summed=bool(data.get("is_summed")),
        measure=str(data.get("measure") or ""),
        note=str(data.get("note") or ""),
        options=tuple(str(one) for one in options),
        least=str(data.get("least") or ""),
        most=str(data.get("most") or ""),
    )


def _faults(column: Column) -> Iterator[str]:
    said = f"“{column.title}”" if column.title else ""
    if not column.title:
        yield "没有列名，请填写或删去这一列"
    if len(column.title) > LONGEST_TITLE:
        yield f"{said}的列名超过{LONGEST_TITLE}字，请缩短；说明写在“填写说明”里"
    if column.title in TAKEN or column.title.startswith("编号（"):
        yield f"{said}是汇总表自己的列名，请换一个"
    if column.kind is ColumnKind.CHOICE:
        yield from (f"{said}{fault}" for fault in _faults_of_options(column.options))
    if column.is_summed and column.kind not in NUMBERS:
        yield f"{said}不是数字，不能合计，请去掉“合计”"
    if (column.least or column.most) and column.kind not in NUMBERS:
        yield f"{said}不是数字，不能设最小值、最大值，请清空"
    elif column.least and column.most and Decimal(column.least) > Decimal(column.most):
        yield f"{said}的最小值{column.least}大于最大值{column.most}，请改正"


def _faults_of_options(options: Sequence[str]) -> Iterator[str]:
    if len(set(options)) < 2:  # one option is no choice
        yield "至少要有两个不同的选项，每行写一个"
    if len(options) > MOST_OPTIONS:
        yield f"的选项超过{MOST_OPTIONS}个，请合并或改用文字"
    if any("," in one for one in options):
        yield "的选项里不能有英文逗号，请改用顿号"


def _changes(former: Column, one: Column) -> Iterator[str]:
    if former.title != one.title:
        yield f"“{former.title}”改名为“{one.title}”"
    if former.kind is not one.kind:
        yield f"“{one.title}”由{former.kind.says}改为{one.kind.says}，须重新填写"
    elif (former.asks, former.measure) != (one.asks, one.measure):
        yield f"“{one.title}”的要求改为：{one.asks}{f'，单位{one.measure}' if one.measure else ''}"
    if former.is_summed is not one.is_summed:
        yield f"“{one.title}”{'改为合计' if one.is_summed else '不再合计'}"
