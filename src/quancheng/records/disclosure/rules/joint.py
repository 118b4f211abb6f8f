"""Which decisions may serve several requests that are worked on together. Pure."""

from quancheng.records.disclosure.rules.grounds import ENDS, STILL_UNCLEAR, Ground, Outcome

# These turn on who asks, or on what passed between the agency and one applicant: never another's answer.
OF_ONE_APPLICANT = frozenset({"36-6", "35", "confirm", STILL_UNCLEAR, *ENDS})


def may_serve_others(ground: Ground) -> bool:
    """Whether a decision on this ground may be copied to another applicant's request."""
    return ground.code not in OF_ONE_APPLICANT and ground.outcome is not Outcome.OTHER
