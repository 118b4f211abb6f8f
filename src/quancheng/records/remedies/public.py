"""What the shells and the insights may use of remedies."""

from quancheng.records.remedies.commands.complaints import enter_complaint
from quancheng.records.remedies.commands.deciding import (
    decide_appeal,
    decide_review,
    judge_suit,
    note_in_force,
    note_silence,
)
from quancheng.records.remedies.commands.hearing import (
    note_answer,
    note_appeal,
    note_compliance,
    note_hearing,
    note_longer,
)
from quancheng.records.remedies.commands.measures import Demand, draft_measure, issue_measure
from quancheng.records.remedies.commands.proceedings import Filing, enter_proceeding
from quancheng.records.remedies.events import PROCEEDING_KIND
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.annual import corrected_of_each, proceedings_in_cell, remedy_cells
from quancheng.records.remedies.queries.ordering import order_of
from quancheng.records.remedies.queries.proceedings import proceeding_for
from quancheng.records.remedies.queries.replayed import lines_of_proceeding, proceeding_with_file_number
from quancheng.records.remedies.rules.kinds import Appealed, Column, Kind, Procedure
from quancheng.records.remedies.rules.measures import Source, Verb
from quancheng.records.remedies.workflow import ENTERS

__all__ = [
    "ENTERS",
    "PROCEEDING_KIND",
    "Appealed",
    "Column",
    "Demand",
    "Filing",
    "Kind",
    "Procedure",
    "Proceeding",
    "Source",
    "Verb",
    "corrected_of_each",
    "decide_appeal",
    "decide_review",
    "draft_measure",
    "enter_complaint",
    "enter_proceeding",
    "issue_measure",
    "judge_suit",
    "lines_of_proceeding",
    "note_answer",
    "note_appeal",
    "note_compliance",
    "note_hearing",
    "note_in_force",
    "note_longer",
    "note_silence",
    "order_of",
    "proceeding_for",
    "proceeding_with_file_number",
    "proceedings_in_cell",
    "remedy_cells",
]
