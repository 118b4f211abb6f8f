"""Words that go to units which must not learn who asks: nothing of the applicant may stand in them. Pure."""

import unicodedata
from collections.abc import Iterable

SHORTEST = 2  # signs: a name of one sign stands in every text


def named_in(texts: Iterable[str], secrets: Iterable[str]) -> str:
    """The first of what must not be told that stands in the words, however it is spaced or written."""
    flat = [_flat(text) for text in texts]
    for secret in secrets:
        bare = _flat(secret)
        if len(bare) >= SHORTEST and any(bare in text for text in flat):
            return secret
    return ""


def _flat(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if not sign.isspace() and sign not in "-－—·.")
