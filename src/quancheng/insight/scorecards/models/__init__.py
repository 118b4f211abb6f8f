"""The tables of the scorecards."""

from quancheng.insight.scorecards.models.appeals import Appeal, AppealFile
from quancheng.insight.scorecards.models.letters import Addressee, Letter, Talk
from quancheng.insight.scorecards.models.results import Correction, Point, Result, Score
from quancheng.insight.scorecards.models.sets import Indicator, Mark, ScoredUnit, ScoreSet

__all__ = [
    "Addressee",
    "Appeal",
    "AppealFile",
    "Correction",
    "Indicator",
    "Letter",
    "Mark",
    "Point",
    "Result",
    "Score",
    "ScoreSet",
    "ScoredUnit",
    "Talk",
]
