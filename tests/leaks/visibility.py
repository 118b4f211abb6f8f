"""Who may see what of 依申请公开, and by which channel: the one table that is read in review.

What is told here is seen there, and is seen nowhere else and by nobody else: both are held by the walk.
The channels: page, list (with every answer to number and code), search, data (JSON), feed, table (CSV, XLSX),
letter (DOCX, PDF), file, file name (of a download), picture, calendar, package (ZIP), notice, mail, audit,
log; reading (what is masked, by a form that leaves a line in the audit); refusal (a page that turns somebody
away, on which stands what they sent or may read anyhow); header; found by (a list that knows a sealed word).
"""

from collections.abc import Mapping

from tests.leaks.cast import CITIZENS as ACCOUNTS
from tests.leaks.cast import SEATS

NOBODY = "nobody"
# Who walks at the desk. Reviewer, heads and legal reader sign; what they are sent is looked at, no more.
OFFICIALS = ("handler", "called", "neighbour", "office", "above", "other government", *SEATS, NOBODY)
CITIZENS = (*ACCOUNTS, NOBODY)
HOLDERS: Mapping[str, str] = {"holder": "0000", "holder with tail": "002X", "guesser": "002X"}
# By these words nothing is found, by nobody.
SEALED = ("applicant", "identity number", "phone", "address", "party", "opinion", "complainant")
# Of each part: who sees it: on which channels, with commas between.
Visible = Mapping[str, Mapping[str, str]]

VISIBLE: Visible = {
    "wanted": {
        "handler": "letter, list, page, reading, search", "office": "list, page, search",
        "owner": "data, list, page", "holder": "list, refusal", "holder with tail": "list, refusal",
    },
    "applicant": {
        "handler": "letter, reading", "owner": "data, letter, page",
        "claimant with signs": "data, letter, page", "holder with tail": "letter, list",
    },
    "address": {"handler": "letter, reading", "owner": "data", "claimant with signs": "data"},
    "paper name": {"handler": "file name, page, reading"},
    "reply": {
        "handler": "letter, page, reading", "owner": "letter, page",
        "holder with tail": "letter, list",
    },
    "original": {"handler": "page"},
    "original name": {"handler": "file name, list, page"},
    "open part": {"handler": "page", "owner": "page", "holder with tail": "list"},
    "public title": {
        "handler": "letter, list, page, reading", "owner": "file name, letter, page",
        "holder with tail": "file name, letter, list", "reviewer": "mail, notice", "head": "mail, notice",
    },
    "party": {"handler": "letter, reading"},
    "opinion": {"handler": "reading"},
    "correction asked": {
        "handler": "letter, page, reading", "office": "page", "owner": "data, page",
        "holder": "list, refusal", "holder with tail": "list, refusal",
    },
    "correction": {
        "handler": "page, reading", "office": "page", "owner": "data, page",
        "holder": "list, refusal", "holder with tail": "list, refusal",
    },
    "return reason": {"handler": "list, notice, page, reading", "office": "page"},
    "search place": {"handler": "page"},
    "search file": {"handler": "page"},
    "search file name": {"handler": "file name"},
    "part withheld": {"handler": "page"},
    "suggestion": {"handler": "page"},
    "assessment": {"handler": "page", "office": "page"},
    "withdrawn wish": {
        "handler": "letter, list, page, reading, search", "office": "list, page, search",
        "claimant": "data, list, page", "claimant with signs": "data, letter, list, page",
        "holder": "list, refusal", "holder with tail": "letter, list, refusal",
    },
    "withdrawn applicant": {
        "handler": "letter, reading", "claimant with signs": "data, letter, page",
        "holder with tail": "letter, list",
    },
    "charged wish": {
        "handler": "letter, list, page, reading, search", "office": "list, page, search",
        "claimant": "data, list, page", "claimant with signs": "data, letter, list, page",
        "holder": "list, refusal", "holder with tail": "letter, list, refusal",
    },
    "fee reason": {
        "handler": "letter, page, reading", "claimant with signs": "letter, page",
        "holder with tail": "letter, list",
    },
    "overdue wish": {
        "handler": "letter, list, page, reading, search", "office": "list, page, search",
        "claimant": "data, list, page", "claimant with signs": "data, list, page", "holder": "list, refusal",
        "holder with tail": "list, refusal",
    },
    "overdue applicant": {"handler": "letter, reading"},
    "own which": {"handler": "page, reading", "owner": "data"},
    "own wrong": {"handler": "page, reading", "owner": "data"},
    "own right": {"handler": "page, reading", "owner": "data"},
    "own applicant": {"handler": "letter, reading", "owner": "data, page"},
    "own evidence name": {"handler": "file name, page, reading"},
    "own finding": {"handler": "letter, page, reading", "owner": "page"},
    "joint question": {
        "handler": "list, page, reading", "called": "list, page", "office": "list, page",
    },
    "joint excerpt": {"handler": "page", "called": "page", "office": "page"},
    "joint opinion": {"handler": "page", "called": "page", "office": "page"},
    "joint conclusion": {"handler": "page", "called": "page", "office": "page"},
    "joint attended": {"handler": "page", "called": "page", "office": "page"},
    "demand matter": {
        "handler": "list, page, reading", "called": "list, page", "office": "list, page",
    },
    "demand report": {"handler": "page", "called": "page", "office": "page"},
    "bulletin draft": {"office": "file name, letter, list, page"},
    "bulletin issued": {
        "handler": "file name, letter, list, notice, page",
        "office": "file name, letter, list, page", "head": "notice",
    },
    "case file number": {
        "handler": "list, page, search, table", "office": "list, page, search, table",
    },
    "case lessons": {"handler": "page", "office": "page"},
    "case paper": {"handler": "page", "office": "page"},
    "case paper name": {"handler": "file name, page", "office": "file name, page"},
    "case paper text": {"handler": "page", "office": "page"},
    "suit file number": {"handler": "list, page, search, table", "office": "list, page, search, table"},
    "complainant": {"office": "reading"},
    "complaint matter": {"office": "list, page, reading, search"},
    "complaint finding": {"office": "page, reading"},
    "complaint followed": {"office": "page, reading"},
    "complaint answer": {"office": "letter, page, reading"},
    "measure draft": {"office": "letter, list, page, table"},
    "measure problem": {
        "handler": "letter, list, page, table", "office": "letter, list, page, table",
    },
    "measure demand": {"handler": "letter, page, table", "office": "letter, page, table"},
    "measure person": {"handler": "letter, page, table", "office": "letter, page, table"},
    "measure feedback": {"handler": "page, table", "office": "page, table"},
    "measure proof": {"handler": "page", "office": "page"},
    "measure proof name": {"handler": "file name, page", "office": "file name, page"},
    "measure proof text": {"handler": "page", "office": "page"},
    "measure entered": {"handler": "list, page, table", "office": "list, page, table"},
    "report draft": {"handler": "data, letter, page", "office": "data, letter, page"},
    "report sent back": {"handler": "list, mail, notice, page", "office": "page"},
    "report issued": {
        "handler": "data, letter, page", "called": "data, letter, page", "neighbour": "data, letter, page",
        "office": "data, letter, page", "above": "data, letter, page",
        "other government": "data, letter, page", "nobody": "data, page", "other citizen": "data, page",
        "owner": "data, page", "claimant": "data, page",
    },
    "account name": {"owner": "data, list"},
    "paper of identity": {"handler": "page"},
    "own evidence": {"handler": "reading"},
    "identity number": {"handler": "letter, reading"},
    "phone": {"handler": "letter, reading", "owner": "data", "claimant with signs": "data"},
    "email": {"handler": "letter, reading", "owner": "data", "claimant with signs": "data"},
    "account phone": {"owner": "data"},
    "complainant phone": {"office": "reading"},
    "picture of the original": {"handler": "picture"},
    "picture of the open part": {"handler": "picture"},
}  # fmt: skip
