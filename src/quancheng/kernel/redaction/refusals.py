"""Why nothing is drafted, covered, finished."""

from quancheng.kernel.basis.refusal import Meanwhile, Refusal


class NoSuchRedaction(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "redaction.no_such_redaction"
    status = 404


class NotRedactable(Refusal):
    """The record has no file that can be redacted."""

    code = "redaction.not_redactable"
    status = 422


class BegunAlready(Meanwhile):
    """One draft of a file at a time."""

    code = "redaction.begun_already"


class ReasonWanted(Refusal):
    """It is sent back with a reason."""

    code = "redaction.reason_wanted"
    status = 422


class NotYoursToRedact(Refusal):
    """The actor's post does not draft, or does not finish, for this record."""

    code = "redaction.not_yours"
    status = 403


class SecondPersonNeeded(Refusal):
    """Who drew the boxes does not finish them: four eyes."""

    code = "redaction.second_person_needed"
    status = 403


class NotOpen(Refusal):
    """It was handed in, finished or dropped: nothing is changed any more."""

    code = "redaction.not_open"


class ChangedMeanwhile(Meanwhile):
    """Somebody changed it after the page was shown, or after the product was made."""

    code = "redaction.changed_meanwhile"


class BadBox(Refusal):
    """The box lies outside of its page, or is none."""

    code = "redaction.bad_box"
    status = 422


class NothingCovered(Refusal):
    """Nothing is withheld: the file can be given out as it is."""

    code = "redaction.nothing_covered"
    status = 422


class WordsNotFound(Refusal):
    """The words do not stand in the text of the document."""

    code = "redaction.words_not_found"
    status = 422


class StandsElsewhere(Refusal):
    """Covered words stand openly elsewhere, and nobody has said that this is meant."""

    code = "redaction.stands_elsewhere"


class StillThere(Refusal):
    """Something of what was covered was found in the product; nothing was kept."""

    code = "redaction.still_there"
    status = 500


class NameTells(Refusal):
    """Covered words stand in the name under which the open part goes out."""

    code = "redaction.name_tells"
    status = 422


class TooLargeToMake(Refusal):
    """The pages are too many or too large to be made anew."""

    code = "redaction.too_large"
    status = 413
