"""How the tables of a collection stand before their sender accepts them: which are whole, which are not."""

from dataclasses import dataclass

from quancheng.records.groundwork.models import Notice, Recipient
from quancheng.records.groundwork.queries.fillings import collection_of, columns_of, rows_in
from quancheng.records.groundwork.queries.notices import arrivals_of
from quancheng.records.groundwork.rules.columns import Column
from quancheng.records.groundwork.rules.rows import checked
from quancheng.records.groundwork.workflow.notices import State

STILL = {
    State.SENT: "尚未签收",
    State.SIGNED: "还在填报，没有报送",
    State.FILLED: "等该单位负责人确认",
    State.RETURNED: "已退回修改，还没有再报",
    State.ACCEPTED: "已经审核通过",
    State.WITHDRAWN: "已撤回",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The table of one unit; `why`: why it cannot be accepted now, empty when it is whole."""

    arrival: Recipient
    version: int
    why: str

    @property
    def mark(self) -> str:
        """What is ticked: the table in the version that was shown."""
        return f"{self.arrival.pk}:{self.version}"


def tables_standing(notice: Notice) -> list[Standing]:
    """Every table of a collection. Raises NoCollection. Three queries, however many units."""
    collection = collection_of(notice)
    columns, edition = columns_of(collection), collection.edition
    return [
        Standing(one, one.case.version, _why(one, columns, edition, is_many=collection.is_many))
        for one in arrivals_of(notice).defer(None)
        if one.case is not None
    ]


def _why(one: Recipient, columns: tuple[Column, ...], edition: int, *, is_many: bool) -> str:
    assert one.case is not None
    state = State(one.case.state)
    if state is not State.CONFIRMED:
        return STILL[state]
    if not hasattr(one, "filling") or one.filling.edition != edition:
        return "表样已经调整，请退回由该单位核对后再报"
    read = checked(columns, rows_in(one.filling), is_many=is_many)
    wrong = [*([read.whole] if read.whole else []), *map(str, read.faults)]
    return f"有{len(wrong)}处不合要求：{wrong[0]}" if wrong else ""
