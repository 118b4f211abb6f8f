"""What the shells may use of the scorecards."""

from quancheng.insight.scorecards.commands.appeals import file_appeal, uphold_appeal
from quancheng.insight.scorecards.commands.copies import sign_letter
from quancheng.insight.scorecards.commands.indicators import add_indicator
from quancheng.insight.scorecards.commands.letters import LetterWording, draft_letter, issue_letter
from quancheng.insight.scorecards.commands.results import freeze_result
from quancheng.insight.scorecards.commands.sets import Settings, draft_set, issue_set
from quancheng.insight.scorecards.queries.in_hand import scores_waiting
from quancheng.insight.scorecards.queries.letters import subject_for, text_for
from quancheng.insight.scorecards.queries.results import scores_for
from quancheng.insight.scorecards.queries.sets import indicators_of, set_for, sets_for
from quancheng.insight.scorecards.rules.indicators import Told
from quancheng.insight.scorecards.rules.letters import Kind as LetterKind
from quancheng.insight.scorecards.rules.periods import Period
from quancheng.insight.scorecards.rules.readings import (
    Asked,
    Reading,
    ReadingKind,
    Sort,
    Source,
)
from quancheng.insight.scorecards.rules.readings import register as register_reading
from quancheng.insight.scorecards.rules.scoring import NoBase, Shape

__all__ = [
    "Asked",
    "LetterKind",
    "LetterWording",
    "NoBase",
    "Period",
    "Reading",
    "ReadingKind",
    "Settings",
    "Shape",
    "Sort",
    "Source",
    "Told",
    "add_indicator",
    "draft_letter",
    "draft_set",
    "file_appeal",
    "freeze_result",
    "indicators_of",
    "issue_letter",
    "issue_set",
    "register_reading",
    "scores_for",
    "scores_waiting",
    "set_for",
    "sets_for",
    "sign_letter",
    "subject_for",
    "text_for",
    "uphold_appeal",
]
