"""What an account may look like. Pure: the desk and the workbook ask the same."""

import re

LONGEST = 60
_ACCOUNT = re.compile(r"\w[\w.@+-]*")


def is_account(told: str) -> bool:
    """Whether it can stand in an address and be typed at the sign-in: letters, digits and . @ + - _ alone."""
    return len(told) <= LONGEST and _ACCOUNT.fullmatch(told) is not None
