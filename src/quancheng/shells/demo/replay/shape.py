"""What a file of requests holds: each request with all that happened to it, step by step. Pure.

docs/requests-file.md tells the same in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from quancheng.kernel.basis.refusal import Refusal

FORMAT = "quancheng-requests-1"
MOST_BYTES = 256 * 2**20  # [D] of one file
LONGEST_TEXT = 3000  # signs, as of what is asked for
MOST_REQUESTS = 100_000  # [D] more is no year of one government


class BadFile(Refusal):
    """The file is not one of requests, or a place in it is wrong; the sentence names the place."""

    code = "demo.bad_requests_file"
    status = 422


class Kind(StrEnum):
    """What may stand in a field."""

    TEXT = "text"
    WHOLE = "whole"
    DAY = "day"
    TEXTS = "texts"
    TELLING = "telling"  # words under the words of a rule
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a step; `otherwise` stands in its place where it is absent, None: it must be there."""

    kind: Kind
    otherwise: object = None
    one_of: tuple[str, ...] = ()

    @property
    def is_wanted(self) -> bool:
        return self.otherwise is None


NO_ROW = 0  # of the annual table: as the rule proposes it
_LOADED = "载入"
_TEXT, _PLACE = Field(Kind.TEXT), Field(Kind.WHOLE, 1)
_ROW, _REASON = Field(Kind.WHOLE, NO_ROW), Field(Kind.TEXT, "")
PARTIES = ("third", "co_maker", "organ")
OPINIONS = ("agrees", "with_reasons", "refuses")
BASES = ("items", "pages")
WAYS = ("by_hand", "by_organ", "by_post", "by_network")

STEPS: Mapping[str, Mapping[str, Field]] = {
    "confirm": {"how": Field(Kind.TEXT, "电话确认")},
    "ask": {"points": _TEXT, "days": Field(Kind.WHOLE, 10)},
    "notice_served": {},
    "correct": {"text": _TEXT},
    "lapse": {},
    "extend": {"days": Field(Kind.WHOLE), "reason": _TEXT},
    "consult": {"party": Field(Kind.TEXT, one_of=PARTIES), "name": _TEXT, "about": _TEXT},
    "delivered": {"place": _PLACE},
    "heard": {"place": _PLACE, "opinion": Field(Kind.TEXT, one_of=OPINIONS), "reasons": _REASON},
    "silent": {"place": _PLACE},
    "call_in": {"reason": _TEXT},
    "ask_reasons": {"count": Field(Kind.WHOLE), "period": _TEXT, "points": _TEXT, "until": Field(Kind.DAY)},
    "reasons_got": {"text": _TEXT},
    "delay": {"until": Field(Kind.DAY), "reason": _TEXT},
    "propose_fee": {
        "basis": Field(Kind.TEXT, one_of=BASES), "pages": Field(Kind.WHOLE, 0), "items": Field(Kind.WHOLE, 1),
        "split_why": Field(Kind.TEXT, ""), "why": _TEXT,
    },
    "drop_fee": {"reason": _TEXT},
    "fee_notice": {},
    "fee_notice_served": {"way": Field(Kind.TEXT, "by_post", WAYS), "proof": Field(Kind.TEXT, _LOADED)},
    "paid": {"voucher": Field(Kind.TEXT, _LOADED)},
    "unpaid": {},
    "divide": {"wanted": Field(Kind.TEXTS)},
    "decide": {
        "place": _PLACE, "ground": _TEXT, "withheld": Field(Kind.TEXTS, ()),
        "said": Field(Kind.TELLING, {}), "row": _ROW, "row_reason": _REASON,
    },
    "draft": {"row": _ROW},
    "review": {},
    "clear": {},
    "return": {"reason": _TEXT},
    "issue": {},
    "serve": {"way": Field(Kind.TEXT, "by_post", WAYS), "proof": Field(Kind.TEXT, _LOADED)},
    "withdraw": {"reason": Field(Kind.TEXT, "申请人撤回")},
    "draft_ending": {},
    "review_ending": {},
    "return_ending": {"reason": _TEXT},
    "issue_ending": {},
    "answer": {
        "items": Field(Kind.ITEMS), "row": _ROW, "way": Field(Kind.TEXT, "by_post", WAYS),
        "proof": Field(Kind.TEXT, _LOADED),
    },
}  # fmt: skip
ANSWER = "answer"
IN_ITEM: Mapping[str, Field] = {
    "wanted": Field(Kind.TEXT, ""), "ground": _TEXT, "withheld": Field(Kind.TEXTS, ()),
    "said": Field(Kind.TELLING, {}), "row": _ROW, "row_reason": _REASON,
}  # fmt: skip

# What is brought against an answer, or against silence. A day that may be absent is told as NO_DAY.
NO_DAY = ""
SENT_BACK = "sent_back"
_DAY, _MAYBE_DAY = Field(Kind.DAY), Field(Kind.DAY, NO_DAY)
PROCEEDING: Mapping[str, Field] = {
    "kind": Field(Kind.TEXT, one_of=("review", "direct", "after")), "organ": _TEXT, "file_number": _TEXT,
    "procedure": Field(Kind.TEXT, "ordinary", ("ordinary", "simple")),
    "against": Field(Kind.TEXT, "reply", ("reply", "silence")), "before": Field(Kind.TEXT, ""),
    "filed_on": _DAY, "accepted_on": _DAY, "notified_on": _MAYBE_DAY, "known_on": _MAYBE_DAY,
}  # fmt: skip
_DECIDED: Mapping[str, Field] = {
    "outcome": _TEXT, "decided_on": _MAYBE_DAY, "decision_number": Field(Kind.TEXT, ""),
}  # fmt: skip
_ORDERS: Mapping[str, Field] = {"redo_by": _MAYBE_DAY}  # of what binds at once: by when to answer anew
STEPS_OF_PROCEEDING: Mapping[str, Mapping[str, Field]] = {
    "answered": {},
    "heard": {},
    "longer": {"days": Field(Kind.WHOLE), "reason": _TEXT},
    "silence": {},
    "decided": {**_DECIDED, **_ORDERS},
    "judged": _DECIDED,
    "in_force": _ORDERS,
    "appealed": {},
    "appeal_decided": {
        **_DECIDED, **_ORDERS, "outcome": Field(Kind.TEXT, ""),
        "result": Field(Kind.TEXT, one_of=("upheld", "changed", SENT_BACK)),
    },
    "complied": {},
}  # fmt: skip
ENTERED = "entered"
OF_PROCEEDING = "proceeding."  # before the code of such a deed, among those of its request


@dataclass(frozen=True, slots=True)
class Deed:
    """One step of one request. `where`: its place in the file; `by`: an account, empty for whoever may."""

    code: str
    on: date
    at: time
    by: str
    told: Mapping[str, Any]
    where: str

    @property
    def of_proceeding(self) -> str:
        """The step of a proceeding that it is; empty for one of the request itself."""
        return self.code.removeprefix(OF_PROCEEDING) if self.code.startswith(OF_PROCEEDING) else ""

    @property
    def opens_anew(self) -> bool:
        """Whether a decision orders a new answer, and so writes a line into the history of the request."""
        orders = bool(self.told.get("redo_by")) and self.told.get("result") != SENT_BACK
        return bool(self.of_proceeding) and orders


@dataclass(frozen=True, slots=True)
class Told:
    """One request as the file tells it."""

    ref: str
    unit: str
    government: str
    channel: str
    came_on: date
    at: time
    applicant: Mapping[str, str]
    what: Mapping[str, str]
    needs_help: bool
    deeds: tuple[Deed, ...]
    where: str
