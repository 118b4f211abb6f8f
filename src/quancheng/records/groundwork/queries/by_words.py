"""Meetings and trainings looked up by their words from other modules: those that a head has confirmed."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links.finding import Asked, Found
from quancheng.records.groundwork.events.gatherings import GATHERING_KIND
from quancheng.records.groundwork.queries.gatherings import day_of, gatherings_for
from quancheng.records.groundwork.rules.gatherings import Kind
from quancheng.records.groundwork.workflow.gatherings import State


def gatherings_by_words(actor: Actor, asked: Asked) -> Sequence[Found]:
    """What was held in these days and bears one of the words in its name, or is of the kind that is named."""
    told = Q(pk__in=[])
    for kind in Kind:
        if any(word in kind.says or kind.says in word for word in asked.words):
            told |= Q(kind=kind)
    told |= reduce(or_, (Q(title__icontains=word) for word in asked.words), Q(pk__in=[]))
    found = gatherings_for(actor).filter(
        told, case__state=State.CONFIRMED, starts_at__date__range=(asked.first, asked.last)
    )
    return [
        Found(
            RecordRef(GATHERING_KIND, str(one.pk)),
            f"{one.get_kind_display()}《{one.title}》（{one.case.unit}）",
            f"{one.get_kind_display()} {one.title}",
            day_of(one.starts_at),
        )
        for one in found.order_by("-starts_at", "pk")[: asked.most]
    ]
