"""The words that are looked for: each stands in one place of the house, and is found nowhere else by chance.

All of text begin with the same signs, so that one search asks for all of them.
"""

from collections.abc import Mapping

ALIKE = "晻暾鞫獄"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_TEXTS = (
    # a request that was disclosed in part
    "wanted", "applicant", "address", "paper name", "reply", "original", "original name", "open part",
    "public title", "party", "opinion", "correction asked", "correction", "return reason", "search place",
    "search file", "search file name", "part withheld", "suggestion", "assessment",
    # two more of the same paper: withdrawn, and charged; and one that nobody answered
    "withdrawn wish", "withdrawn applicant", "charged wish", "fee reason", "overdue wish",
    "overdue applicant",
    # an own record
    "own which", "own wrong", "own right", "own applicant", "own evidence name", "own finding",
    # what units work out together, and what the office tells them
    "joint question", "joint excerpt", "joint opinion", "joint conclusion", "joint attended",
    "demand matter", "demand report",
    "bulletin draft", "bulletin issued",
    # proceedings, complaints, measures
    "case file number", "case lessons", "case paper", "case paper name", "case paper text",
    "suit file number",
    "complainant", "complaint matter", "complaint finding", "complaint followed", "complaint answer",
    "measure draft", "measure problem", "measure demand", "measure person", "measure feedback",
    "measure proof", "measure proof name", "measure proof text", "measure entered",
    # reports of the year
    "report draft", "report sent back", "report issued",
    # an account
    "account name",
)  # fmt: skip


def _words() -> Mapping[str, str]:
    pairs = (f"{ALIKE}{stem}{branch}" for stem in _STEMS for branch in _BRANCHES)
    return dict(zip(_TEXTS, pairs, strict=False))


MARKS: Mapping[str, str] = {
    **_words(),
    "paper of identity": "MARK-IN-THE-PAPER",
    "own evidence": "MARK-IN-THE-EVIDENCE",
    "identity number": "11010519491231002X",  # the example of GB 11643-1999, nobody's number
    "phone": "13800007001",
    "email": "mark-7001@example.cn",
    "account phone": "13800007002",
    "complainant phone": "13800007003",
}
assert len(set(MARKS.values())) == len(MARKS) == len(_TEXTS) + 7
