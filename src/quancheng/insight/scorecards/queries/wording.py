"""What officials word in an indicator set or in a letter, and under what names the versions are kept."""

from quancheng.insight.scorecards.events import LETTER_KIND, SET_KIND
from quancheng.insight.scorecards.models import Letter, ScoreSet
from quancheng.insight.scorecards.queries.sets import indicators_of, scored_units_of
from quancheng.insight.scorecards.rules.indicators import Told
from quancheng.kernel.approvals.standing import Version, Words

SAID = ("title", "from_on", "until_on", "no_base", "appeal_days", "decide_days", "is_ranked", "source")


def set_draft(set_id: int) -> str:
    """Under what name the versions of an indicator set are kept."""
    return f"{SET_KIND}/{set_id}"


def letter_draft(letter_id: int) -> str:
    """Under what name the versions of a letter are kept."""
    return f"{LETTER_KIND}/{letter_id}"


def set_version(score_set: ScoreSet) -> Version:
    """How a set reads, cell by cell, by who had it in hand last."""
    words = {name: str(getattr(score_set, name)) for name in SAID}
    for one in indicators_of(score_set):
        words |= {f"{one.code}-{name}": str(getattr(one, name)) for name in Told.__dataclass_fields__}
    for scored in scored_units_of(score_set):
        words[f"unit-{scored.unit_id}"] = f"{scored.unit} {scored.group}"
    return Version(score_set.drafted_by_id, words)


def letter_words(letter: Letter) -> Words:
    """What a letter says."""
    days = {name: getattr(letter, name) for name in ("talk_on", "answer_on")}
    said = {name: day.isoformat() if day else "" for name, day in days.items()}
    return {"subject": letter.subject, "text": letter.text, "organ": letter.organ, **said}
