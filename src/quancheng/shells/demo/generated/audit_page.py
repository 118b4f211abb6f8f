"""docs/audit.md: everything that the house writes into its audit, in the sentence that people read."""

from dataclasses import fields
from itertools import groupby

from django.utils.module_loading import autodiscover_modules

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.audit.registry import every_event, subscribers_of
from quancheng.shells.demo.generated import markdown

SOURCE = "the events.py of each module"
_HEAD = ("Code", "Sentence", "Fields", "Heard by")
_PREFACE = """\
Each line of the audit is one of these events. The sentence is what a reader sees, with the fields in braces
filled in. Of a field *in italics* (personal data or free text) the line keeps a keyed digest, never the text.
*Heard by* are the background tasks that run after the commit."""


def text() -> str:
    """The page as it must stand in docs/."""
    return markdown.page("Audit events", SOURCE, _PREFACE, *_chapters(_events()))


def _events() -> list[type[AuditEvent]]:
    """All that a running house can record: events that only tests declare are left out."""
    autodiscover_modules("events")
    return [event for event in every_event() if "tests" not in event.__module__.split(".")]


def _chapters(events: list[type[AuditEvent]]) -> list[str]:
    if not events:
        return ["No event is declared yet."]
    blocks = []
    for module, below in groupby(events, key=lambda event: event.code.split(".")[0]):
        blocks += [f"## {module}", markdown.table(_HEAD, (_line(event) for event in below))]
    return blocks


def _line(event: type[AuditEvent]) -> tuple[str, ...]:
    named = (f"*{f.name}*" if f.name in event.personal else f.name for f in fields(event))
    heard = (getattr(task, "name", repr(task)) for task in subscribers_of(event))
    return f"`{event.code}`", event.sentence, ", ".join(named), ", ".join(heard) or "–"
