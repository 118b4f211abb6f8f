"""The editor of columns (表样): a list of rows of fields that works without scripts, by its buttons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quancheng.records.groundwork.rules.cells import bound_of
from quancheng.records.groundwork.rules.columns import KINDS, MOST_COLUMNS, Column, ColumnKind, free_key

Posted = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edited:
    """One column as it stands in the editor: words as they were written."""

    key: str
    title: str = ""
    kind: str = ColumnKind.TEXT.value
    is_required: bool = True
    is_summed: bool = False
    measure: str = ""
    note: str = ""
    options: str = ""  # one on each line
    least: str = ""
    most: str = ""

    @property
    def has_more(self) -> bool:
        """Whether the rarer fields hold anything, so that they stand open."""
        return bool(self.note or self.options or self.least or self.most or self.kind == ColumnKind.CHOICE)


@dataclass(frozen=True, slots=True)
class Editor:
    """The columns as they are being edited, with what is wrong that only the editor can see."""

    columns: tuple[Edited, ...]
    kinds: Sequence[tuple[str, str]] = tuple(KINDS)

    @classmethod
    def of(cls, columns: Sequence[Column]) -> "Editor":
        """As it stands when columns that are kept are opened; one empty column when there are none."""
        return cls(tuple(map(_edited, columns)) or (Edited("c1"),))

    @classmethod
    def posted(cls, data: Posted) -> "Editor":
        """As it was sent."""
        count = data.get("columns", "")
        most = min(int(count), MOST_COLUMNS * 2) if count.isdecimal() else 0
        return cls(tuple(_posted(data, place) for place in range(most)))

    def acted(self, act: str) -> "Editor":
        """After a button: add, or up, down, drop with the place of a column."""
        verb, _, told = act.partition("-")
        columns = list(self.columns)
        if verb == "add":
            return replace(self, columns=(*columns, Edited(free_key(self._as_columns()))))
        place = int(told) if told.isdecimal() else -1
        if not 0 <= place < len(columns):
            return self
        one = columns.pop(place)
        if verb in {"up", "down"}:
            columns.insert(max(place - 1, 0) if verb == "up" else place + 1, one)
        return replace(self, columns=tuple(columns)) if verb in {"up", "down", "drop"} else self

    def faults(self) -> Iterator[str]:
        """Bounds that are no numbers; all else is told by the rules."""
        for number, one in enumerate(self.columns, start=1):
            for word, bound in (("最小值", one.least), ("最大值", one.most)):
                if bound_of(bound) is None:
                    yield f"第{number}列“{one.title}”的{word}“{bound}”不是数字，请改正或清空"

    def understood(self) -> tuple[Column, ...]:
        """The columns; a bound that is no number is none."""
        return tuple(self._as_columns())

    def _as_columns(self) -> list[Column]:
        return [
            Column(
                key=one.key, title=one.title, kind=ColumnKind(one.kind), is_required=one.is_required,
                is_summed=one.is_summed, measure=one.measure, note=one.note, options=_lines(one.options),
                least=bound_of(one.least) or "", most=bound_of(one.most) or "",
            )
            for one in self.columns
        ]  # fmt: skip


def _edited(column: Column) -> Edited:
    return Edited(
        key=column.key, title=column.title, kind=column.kind.value, is_required=column.is_required,
        is_summed=column.is_summed, measure=column.measure, note=column.note,
        options="\n".join(column.options), least=column.least, most=column.most,
    )  # fmt: skip


def _posted(data: Posted, place: int) -> Edited:
    def told(name: str, most: int = 200) -> str:
        return data.get(f"c{place}-{name}", "").strip()[:most]

    key, kind = told("key", 8), told("kind")
    return Edited(
        key=key if key[:1] == "c" and key[1:].isdecimal() else f"c{place + 900}",
        title=" ".join(told("title").split()),
        kind=kind if kind in set(ColumnKind) else ColumnKind.TEXT.value,
        is_required=bool(told("required")), is_summed=bool(told("summed")), measure=told("measure", 20),
        note=told("note"), options=told("options", 3000), least=told("least", 30), most=told("most", 30),
    )  # fmt: skip


def _lines(options: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in options.splitlines() if line.strip()))
