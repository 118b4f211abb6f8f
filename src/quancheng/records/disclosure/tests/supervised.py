"""What the tests of supervision have in common: how a request is answered on a day."""

from dataclasses import dataclass

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import replies
from quancheng.records.disclosure.commands.watching import count_outcomes
from quancheng.records.disclosure.models import Reply, Request
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    at,
    day,
    now_of,
    read_warnings,
    searched,
    seen,
    staff,
)

CLOCKWORK = Actor.clockwork()


@dataclass(frozen=True, slots=True)
class Hands:
    """Through whose hands a reply goes."""

    clerk: Actor
    reviewer: Actor
    head: Actor


def hands(clerk: Actor, head: Actor, office: Actor) -> Hands:
    """The people of an agency, with the court signed that each reply names."""
    value = enter_value(
        norm="disclosure.courts", from_on=NOW.date(), value=(("", "演示区人民法院"),), source="演示",
        mark=Mark.V, actor=office, now=NOW,
    )  # fmt: skip
    legal = staff("市政府办公厅", "legal", Role.LEGAL_READER)
    sign_value(value_id=value.pk, digest=value.digest, actor=legal, now=NOW)
    return Hands(clerk, staff("市财政局", "reviewer", Role.REVIEWER), head)


def answer(request: Request, by: Hands, *, on: str, ground: str = "36-4") -> Request:
    """Answer it through all hands, served on a day, and counted."""
    now = at(on)
    replies.divide_request(**seen(request), wanted=("预算报告",), actor=by.clerk, now=now)
    replies.decide_item(
        **seen(request), place=1, ground=ground, withheld=(), row=None, row_reason="",
        said={"search_record": "已检索"} if ground == "36-4" else {}, actor=by.clerk, now=now,
    )  # fmt: skip
    searched(request, by.clerk, now=now, searched_on=timezone.localdate(now))
    read_warnings(request, by.clerk, now=now)
    replies.draft_reply(**seen(request), row=None, actor=by.clerk, now=now)
    replies.review_reply(**seen(request), actor=by.reviewer, now=now)
    replies.clear_reply(**seen(request), actor=by.reviewer, now=now)
    replies.issue_reply(**seen(request), actor=by.head, now=now)
    replies.serve_reply(
        **seen(request), way=Reply.Way.BY_HAND, proof="签收单", on=day(on), actor=by.clerk, now=now
    )
    count_outcomes(actor=CLOCKWORK, now=now)
    return now_of(request)
