"""Refusals: the outcomes we foresee. A fault in the code is never a Refusal."""

A_MINUTE = 60  # seconds
AN_HOUR = 60 * A_MINUTE
A_DAY = 24 * AN_HOUR


class Refusal(Exception):
    """The law, the state of a record, or what was handed in does not allow this.

    `sentence` is shown to the person: it names the place and the remedy, in Chinese. The answer
    carries `status` (of HTTP); a refusal is never logged as a fault. `code` starts with the module's name.
    Whoever came too often is told by `wait` after how many seconds the same may be tried again.
    """

    code = "refused"
    status = 409
    wait = 0

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts


class Meanwhile(Refusal):
    """Another person was quicker: what the actor saw is no longer so."""
