"""The model plan: the 59 rows of Jinan's plan for 2024 in our own short words, and what serves each row.

Numbers, units, dates and quantities are facts of that plan; no sentence of it is repeated. The demo city
imports it through the same door as a real file.
"""

from quancheng.shells.demo.model_plan import document, fields, ground, services
from quancheng.shells.demo.model_plan.document import TITLE
from quancheng.shells.demo.model_plan.module import Module
from quancheng.shells.demo.model_plan.row import Deadline, Heading, PlanRow

__all__ = ["ROWS", "TITLE", "Deadline", "Heading", "Module", "PlanRow", "as_document"]

ROWS: tuple[PlanRow, ...] = (*fields.ROWS, *services.ROWS, *ground.ROWS)


def as_document() -> str:
    """The model plan in the flattened form in which offices hand it on."""
    return document.as_document(ROWS)
