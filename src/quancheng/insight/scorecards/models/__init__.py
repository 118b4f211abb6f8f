"""The tables of the scorecards."""

from quancheng.insight.scorecards.models.appeals import Appeal, AppealFile
from quancheng.insight.scorecards.models.bases import LetterBasis
from quancheng.insight.scorecards.models.letters import Addressee, Letter
from quancheng.insight.scorecards.models.results import Correction, Point, Result, Score
from quancheng.insight.scorecards.models.sets import Indicator, Mark, ScoredUnit, ScoreSet
from quancheng.insight.scorecards.models.talks import Talk, TalkNote

__all__ = [
    "Addressee",
    "Appeal",
    "AppealFile",
    "Correction",
    "Indicator",
    "Letter",
    "LetterBasis",
    "Mark",
    "Point",
    "Result",
    "Score",
    "ScoreSet",
    "ScoredUnit",
    "Talk",
    "TalkNote",
]
