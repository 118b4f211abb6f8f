"""Replies that tell only that a petition is no request (第三十九条第一款), which the law gives no period.

Where a government sets none either, none of them is late, whenever it came. Until the reply is out nobody
knows that it will be one: while the request is open its twenty working days are shown as for any other.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from quancheng.records.disclosure.models import Item, Request
from quancheng.records.disclosure.queries.norms import is_petition_timed
from quancheng.records.disclosure.workflow import State

PETITION = "39-1"


def tells_of_a_petition() -> Q:
    """Whether every item of a request is one: to be read beside many requests at once."""
    mine = Item.objects.filter(request=OuterRef("pk"))
    return Exists(mine.filter(ground=PETITION)) & ~Exists(mine.exclude(ground=PETITION))


def has_no_last_day(request: Request, items: Iterable[Item]) -> bool:
    """Whether its reply can be late by no day, as the norm says that held on the day of receipt."""
    grounds = {item.ground for item in items}
    return request.case.state == State.ANSWERED and grounds == {PETITION} and not _is_timed(request)


def untimed_among(requests: Iterable[Request]) -> set[int]:
    """The same of many requests that carry `is_petition`; two queries for each government and day at most."""
    told = [one for one in requests if getattr(one, "is_petition", False)]
    of_a_day = {(one.tenant_id, one.received_on): one for one in told}
    timed = {day: _is_timed(one) for day, one in of_a_day.items()}
    return {
        one.pk
        for one in told
        if one.case.state == State.ANSWERED and not timed[one.tenant_id, one.received_on]
    }


def _is_timed(request: Request) -> bool:
    return request.received_on is None or is_petition_timed(request.tenant_id, on=request.received_on)
