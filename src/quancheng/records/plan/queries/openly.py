"""Rows of published plans, found by whoever is about to ask for the same."""

from collections.abc import Sequence

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.finding import Found, Rows
from quancheng.kernel.links.openly import Stand
from quancheng.records.plan.models import Row
from quancheng.records.plan.queries.by_words import rows_seen
from quancheng.records.plan.queries.linked import rows_as_linked
from quancheng.records.plan.queries.plans import ROW_KIND


def _rows(_: Actor) -> Rows:
    """What everybody may read, whoever asks."""
    return rows_seen(Actor.anonymous())


def _tell(rows: Sequence[Row]) -> list[Found]:
    opens = rows_as_linked(Actor.anonymous(), [row.ref for row in rows])
    return [
        Found(
            RecordRef(ROW_KIND, row.ref), f"{row.plan.title}第{row.no}项", row.requirement,
            row.plan.published_on, address=opens[row.ref].address if row.ref in opens else "",
        )
        for row in rows
    ]  # fmt: skip


PLAN_ROWS = Stand(ROW_KIND, "公开的工作要点", rows=_rows, fields=("requirement", "subsection"), tell=_tell)
