"""Every kind of event, by its code, and who wants to hear of it after the commit. Pure: no database."""

import string
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from quancheng.kernel.audit.event import AuditEvent


class Subscriber(Protocol):
    """A background task (`@task`) that takes the number of an audit line, and is idempotent."""

    def enqueue(self, seq: int, /) -> object:
        """Write the row of the task table from which a worker runs it."""
        ...


class CodeTaken(TypeError):
    """Two event classes claim one code: a fault in the code, found when the second is imported."""


_events: "dict[str, type[AuditEvent]]" = {}
_subscribers: "dict[type[AuditEvent], list[Subscriber]]" = defaultdict(list)


def remember(event: "type[AuditEvent]") -> None:
    """Take in an event class. Raises CodeTaken."""
    known = _events.get(event.code)
    if known is not None and _place(known) != _place(event):
        raise CodeTaken(f"code {event.code!r} of {_place(event)} already belongs to {_place(known)}")
    _events[event.code] = event


def every_event() -> "tuple[type[AuditEvent], ...]":
    """All registered kinds of event, in the order of their codes."""
    return tuple(_events[code] for code in sorted(_events))


def event_of(code: str) -> "type[AuditEvent] | None":
    """The kind of event that a line names; None for one that a later version of the house dropped."""
    return _events.get(code)


def subscribe(event: "type[AuditEvent]", task: Subscriber) -> None:
    """Run `task` after each commit with this event, or one derived from it. Called in `apps.ready`."""
    if task not in _subscribers[event]:
        _subscribers[event].append(task)


def subscribers_of(event: "type[AuditEvent]") -> tuple[Subscriber, ...]:
    """Who wants to hear of this kind of event, directly or through a kind above it; each once."""
    wanted = (task for kind in event.__mro__ for task in _subscribers.get(kind, ()))
    return tuple(dict.fromkeys(wanted))


def subscriptions() -> "tuple[tuple[type[AuditEvent], Subscriber], ...]":
    """Every subscription, for the tests of the house."""
    return tuple((event, task) for event, tasks in _subscribers.items() for task in tasks)


def faults(event: "type[AuditEvent]") -> Iterator[str]:
    """What is unsound about the declaration of an event: one sentence each."""
    known = {field.name for field in fields(event)}
    if "." not in event.code:
        yield f"{_place(event)}: code {event.code!r} has no module's label in front"
    if not getattr(event, "sentence", ""):
        yield f"{_place(event)}: has no sentence"
        return
    for _, named, spec, conversion in string.Formatter().parse(event.sentence):
        if named is not None and named not in known:
            yield f"{_place(event)}: its sentence names {{{named}}}, which is no field"
        if spec or conversion:
            yield f"{_place(event)}: its sentence formats {{{named}}}; a field is told as it is"
    for name in sorted(event.personal - known):
        yield f"{_place(event)}: personal names {name!r}, which is no field"


def _place(event: type) -> str:
    return f"{event.__module__}.{event.__qualname__}"
