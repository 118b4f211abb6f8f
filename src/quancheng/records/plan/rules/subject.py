"""What a supervision order is about, in few words taken from the task that it urges. Pure."""

LONGEST = 40
_ENDS = "，；。"


def subject_of(title: str) -> str:
    """The first whole clauses of the task's own words; what runs on without a comma is cut at its length."""
    told = title.rstrip("。")
    if len(told) <= LONGEST:
        return told
    end = max(told.rfind(mark, 1, LONGEST + 1) for mark in _ENDS)
    return told[: end if end > 0 else LONGEST]
