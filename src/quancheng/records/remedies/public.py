"""What the shells and the insights may use of remedies."""

from quancheng.records.remedies.commands.complaints import enter_complaint
from quancheng.records.remedies.commands.deciding import decide_review
from quancheng.records.remedies.commands.hearing import note_answer
from quancheng.records.remedies.commands.measures import Demand, draft_measure, issue_measure
from quancheng.records.remedies.commands.proceedings import Filing, enter_proceeding
from quancheng.records.remedies.events import PROCEEDING_KIND
from quancheng.records.remedies.queries.annual import corrected_of_each, proceedings_in_cell, remedy_cells
from quancheng.records.remedies.rules.kinds import Column, Kind, Procedure
from quancheng.records.remedies.rules.measures import Source, Verb

__all__ = [
    "PROCEEDING_KIND",
    "Column",
    "Demand",
    "Filing",
    "Kind",
    "Procedure",
    "Source",
    "Verb",
    "corrected_of_each",
    "decide_review",
    "draft_measure",
    "enter_complaint",
    "enter_proceeding",
    "issue_measure",
    "note_answer",
    "proceedings_in_cell",
    "remedy_cells",
]
