"""Each step of a file as the command that takes it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure import public as disclosure
from quancheng.records.disclosure.public import Basis, Opinion, Party, Reply
from quancheng.shells.demo.life.answering import put_on_file, read_warnings
from quancheng.shells.demo.replay.shape import Deed

Taking = Callable[..., object]


def _taking(command: Callable[..., object], *names: str, dated: bool = False) -> Taking:
    """A command that takes the fields of the step as they are called there, and where it wants it the day."""

    def take(deed: Deed, **given: Any) -> object:
        told = {name: deed.told[name] for name in names}
        return command(**told, **({"on": deed.on} if dated else {}), **given)

    return take


def _of_asked(command: Callable[..., object], *names: str, dated: bool = True) -> Taking:
    """The same for a step of a consultation, which has no version."""

    def take(deed: Deed, **given: Any) -> object:
        given.pop("version")
        told = {name: deed.told[name] for name in ("place", *names)}
        if "opinion" in told:
            told["opinion"] = Opinion(told["opinion"])
        return command(**told, **({"on": deed.on} if dated else {}), **given)

    return take


def _consult(deed: Deed, **given: Any) -> object:
    told = dict(deed.told) | {"party": Party(str(deed.told["party"])), "on": deed.on}
    return disclosure.consult(**told, **given)


def _decide(deed: Deed, **given: Any) -> object:
    """What the ground wants said and the file does not tell is told as standing in the original letter."""
    told = dict(deed.told) | {"row": deed.told["row"] or None}
    rest = disclosure.musts_of(told["ground"]) - {*told["said"]}
    said = {**told["said"], **dict.fromkeys(rest, IN_THE_LETTER)}
    return disclosure.decide_item(**told | {"said": said}, **given)


def _draft(deed: Deed, *, number: str, actor: Actor, now: datetime, **given: Any) -> object:
    """What the house wants on file first, and the file cannot tell, stands in the original letter."""
    put_on_file(number, actor, words=IN_THE_LETTER, now=now)
    return disclosure.draft_reply(row=deed.told["row"] or None, number=number, actor=actor, now=now, **given)


def _issue(_deed: Deed, *, number: str, actor: Actor, now: datetime, **given: Any) -> object:
    read_warnings(number, actor, words=IN_THE_LETTER, now=now)
    return disclosure.issue_reply(number=number, actor=actor, now=now, **given)


def _propose_fee(deed: Deed, **given: Any) -> object:
    return disclosure.propose_fee(**dict(deed.told) | {"basis": Basis(deed.told["basis"])}, **given)


def _serve(deed: Deed, **given: Any) -> object:
    way = Reply.Way(deed.told["way"])
    return disclosure.serve_reply(way=way, proof=deed.told["proof"], on=deed.on, **given)


IN_THE_LETTER = "见原答复书（载入）"
TAKEN: Mapping[str, Taking] = {
    "confirm": _taking(disclosure.confirm_receipt, "how", dated=True),
    "ask": _taking(disclosure.ask_correction, "points", "days"),
    "notice_served": _taking(disclosure.note_notice_served, dated=True),
    "correct": _taking(disclosure.take_correction, "text", dated=True),
    "lapse": _taking(disclosure.let_lapse),
    "extend": _taking(disclosure.extend_answer, "days", "reason"),
    "consult": _consult,
    "delivered": _of_asked(disclosure.note_delivery),
    "heard": _of_asked(disclosure.note_opinion, "opinion", "reasons"),
    "silent": _of_asked(disclosure.note_silence, dated=False),
    "call_in": _taking(disclosure.call_in_request, "reason"),
    "ask_reasons": _taking(disclosure.ask_reasons, "count", "period", "points", "until"),
    "reasons_got": _taking(disclosure.note_reasons, "text", dated=True),
    "delay": _taking(disclosure.delay_answer, "until", "reason"),
    "propose_fee": _propose_fee,
    "drop_fee": _taking(disclosure.drop_fee, "reason"),
    "fee_notice": _taking(disclosure.issue_fee_notice),
    "fee_notice_served": _taking(disclosure.note_fee_served, "way", "proof", dated=True),
    "paid": _taking(disclosure.note_payment, "voucher", dated=True),
    "unpaid": _taking(disclosure.close_unpaid),
    "divide": _taking(disclosure.divide_request, "wanted"),
    "decide": _decide,
    "draft": _draft,
    "review": _taking(disclosure.review_reply),
    "clear": _taking(disclosure.clear_reply),
    "return": _taking(disclosure.return_reply, "reason"),
    "issue": _issue,
    "serve": _serve,
    "withdraw": _taking(disclosure.note_withdrawal, "reason"),
    "draft_ending": _taking(disclosure.draft_ending),
    "review_ending": _taking(disclosure.review_ending),
    "return_ending": _taking(disclosure.return_ending, "reason"),
    "issue_ending": _taking(disclosure.issue_ending),
}
