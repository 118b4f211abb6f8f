"""What every invented reply goes through: what the house wants on file, then the hands that pass it."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure import public as disclosure
from quancheng.records.disclosure.public import SearchResult

NOT_FOUND = "36-4"


def as_seen(number: str, actor: Actor) -> dict[str, Any]:
    """Number and version, as the page of a moment ago showed them."""
    return {"number": number, "version": disclosure.request_for(actor, number).case.version}


def issue(number: str, clerk: Actor, head: Actor, *, words: str, now: datetime) -> None:
    """Drafted by one, passed and signed by another; `words` stand where the house asks for a search or a
    reason.
    """
    put_on_file(number, clerk, words=words, now=now)
    disclosure.draft_reply(**as_seen(number, clerk), row=None, actor=clerk, now=now)
    for passes in (disclosure.review_reply, disclosure.clear_reply, disclosure.issue_reply):
        passes(**as_seen(number, head), actor=head, now=now)


def put_on_file(number: str, actor: Actor, *, words: str, now: datetime) -> None:
    """A search for what is told not to exist, and a reason for each warning of the checks."""
    request, on = disclosure.request_for(actor, number), timezone.localdate(now)
    searched = {one.wanted for one in disclosure.searches_of(request)}
    for item in disclosure.items_of(request):
        if item.ground == NOT_FOUND and item.wanted not in searched:
            disclosure.record_search(
                number=number, place=item.place, searched_in=words, keywords=words, searched_by=words,
                searched_on=on, result=SearchResult.NONE, note="", files=(), actor=actor, now=now,
            )  # fmt: skip
    read_warnings(number, actor, words=words, now=now)


def read_warnings(number: str, actor: Actor, *, words: str, now: datetime) -> None:
    """Each warning of the checks before issue is read, with a reason."""
    for one in disclosure.checks_of(disclosure.request_for(actor, number), on=timezone.localdate(now)):
        if one.checked.warns and one.holds_up:
            disclosure.acknowledge_check(
                number=number, check=one.checked.check.code, finding=one.shown, reason=words, actor=actor,
                now=now,
            )  # fmt: skip


def asked_and_heard(number: str, clerk: Actor, *, about: str, reasons: str, now: datetime) -> None:
    """A third party was asked, and answered on the same day that it does not agree."""
    on = timezone.localdate(now)
    asked = disclosure.consult(
        **as_seen(number, clerk), party=disclosure.Party.THIRD, name="演示社区居民代表", about=about, on=on,
        actor=clerk, now=now,
    )  # fmt: skip
    told: dict[str, Any] = {"number": number, "place": asked.place, "on": on, "actor": clerk, "now": now}
    disclosure.note_delivery(**told)
    disclosure.note_opinion(**told, opinion=disclosure.Opinion.REFUSES_WITH_REASONS, reasons=reasons)
