"""For whom somebody acted: whoever stands in (代理) acts in the name of the post, and it is said so."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery

from quancheng.kernel.orgs.models import Holding

Act = tuple[int | None, int | None, date]  # who, in which post, on which day


def for_whom(*, person: str, post: str, on: str) -> Subquery:
    """The name of whom a person stood in for, read beside a row that names person, post and day."""
    found = _deputies().filter(
        person=OuterRef(person), post=OuterRef(post), from_on__lte=OuterRef(on), until_on__gte=OuterRef(on)
    )
    return Subquery(found.values("name")[:1], output_field=CharField())


def names_of_absent(acts: Iterable[Act]) -> Mapping[Act, str]:
    """For each act of a deputy the name of whom they stood in for; acts in one's own post are missing."""
    told = set(acts)
    people, posts = {person for person, _, _ in told}, {post for _, post, _ in told}
    held = _deputies().filter(person__in=people - {None}, post__in=posts - {None})
    spans = list(held.values_list("person", "post", "from_on", "until_on", "name"))
    return {
        (who, where, day): name
        for who, where, day in told
        for person, post, first, last, name in spans
        if (person, post) == (who, where) and first <= day <= last
    }


def signed(name: str, absent: str | None) -> str:
    """A name as it is read in a history: 李四 代 王五."""
    return f"{name} 代 {absent}" if absent else name


def _deputies() -> QuerySet[Any]:
    standing_in = Holding.objects.filter(stands_in_for__isnull=False)
    return standing_in.annotate(name=F("stands_in_for__person__name")).order_by("pk")
