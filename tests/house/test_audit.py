"""Every write is told, once and last; every event is soundly declared."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from quancheng.kernel.audit import registry
from quancheng.kernel.audit.event import AuditEvent
from tests.house.source import HOUSE, Room, rooms


def commands_in(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """The functions that wear `@command`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(_is_call_of(d, "command") for d in node.decorator_list):
            yield node


def faults_of(write: ast.FunctionDef) -> Iterator[str]:
    """`record(` stands exactly once in a command, as its last statement or right before its last return."""
    calls = [node for node in ast.walk(write) if isinstance(node, ast.Call) and _is_call_of(node, "record")]
    if len(calls) != 1:
        yield f"{write.name} calls record( {len(calls)} times"
        return
    *before, last = write.body
    if isinstance(last, ast.Return) and not _holds(last, calls[0]):
        if last.value is not None and any(isinstance(node, ast.Call) for node in ast.walk(last.value)):
            yield f"{write.name} still works in its return, after record("
        last = before[-1] if before else last
    if not _is_bare(last, calls[0]):
        yield f"{write.name} does not call record( as its last statement"


def _is_call_of(node: ast.AST, name: str) -> bool:
    named = node.func if isinstance(node, ast.Call) else node
    return name in {getattr(named, "id", ""), getattr(named, "attr", "")}


def _holds(statement: ast.AST, call: ast.Call) -> bool:
    return any(node is call for node in ast.walk(statement))


def _is_bare(statement: ast.stmt, call: ast.Call) -> bool:
    """`record(…)`, `entry = record(…)` or `return record(…)`: no loop, no condition around it."""
    return getattr(statement, "value", None) is call


def command_rooms() -> Iterator[Room]:
    """`commands.py` of a module, or the files of its `commands` package; consoles are no commands."""
    for room in rooms():
        parts = room.path.relative_to(HOUSE).parts
        if "management" not in parts and ("commands" in parts or parts[-1] == "commands.py"):
            yield room


def event_classes() -> tuple[type[AuditEvent], ...]:
    """Every registered event of the house; those of tests are left out."""
    for room in rooms():
        names = room.path.relative_to(HOUSE.parent).with_suffix("").parts
        if "events" in names:
            importlib.import_module(".".join(names).removesuffix(".__init__"))
    return tuple(event for event in registry.every_event() if _is_ours(event))


def _is_ours(event: type) -> bool:
    return event.__module__.startswith("quancheng.") and ".tests." not in event.__module__


def label_of(event: type) -> str:
    """The module's label: the folder below its floor. `quancheng.records.plan.events` is `plan`."""
    return event.__module__.split(".")[2]


def code_faults(event: type[AuditEvent]) -> Iterator[str]:
    if not event.code.startswith(label_of(event) + "."):
        yield f"{event.__module__}.{event.__name__}: code {event.code!r} is not under {label_of(event)!r}"
    yield from registry.faults(event)


class TestCommands:
    def test_tell_what_they_did_once_and_last(self):
        guilty = [
            f"{room.name}:{write.lineno}: {fault}"
            for room in command_rooms()
            for write in commands_in(room.tree)
            for fault in faults_of(write)
        ]
        assert guilty == []

    def test_are_all_that_a_commands_file_writes_with(self):
        """A public function beside the commands would be a write that nobody tells."""
        guilty = [
            f"{room.name}:{node.lineno}: {node.name} wears no @command"
            for room in command_rooms()
            for node in room.tree.body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if node not in set(commands_in(room.tree)) and _writes(node)
        ]
        assert guilty == []

    @pytest.mark.parametrize(
        "good",
        [
            "    row.save()\n    record(events.Moved(), actor=actor, at=now)",
            "    row.save()\n    record(Moved(), actor=actor, at=now)\n    return row",
            "    row.save()\n    return record(Moved(), actor=actor, at=now)",
            "    row.save()\n    entry = record(Moved(), actor=actor, at=now)\n    return entry.seq",
            "    if same:\n        return row\n    row.save()\n    audit.record(Moved(), at=now)",
        ],
    )
    def test_would_be_let_pass(self, good):
        assert list(faults_in(good)) == []

    @pytest.mark.parametrize(
        ("bad", "fault"),
        [
            ("    row.save()", "0 times"),
            ("    record(One())\n    record(Two())", "2 times"),
            ("    record(Moved())\n    row.save()", "last statement"),
            ("    record(Moved())\n    row.save()\n    return row", "last statement"),
            ("    if moved:\n        record(Moved())", "last statement"),
            ("    for row in rows:\n        record(Moved())\n    return rows", "last statement"),
            ("    record(Moved())\n    return row.save()", "in its return"),
            ("    return wrap(record(Moved()))", "last statement"),
        ],
    )
    def test_would_be_seen(self, bad, fault):
        assert any(fault in found for found in faults_in(bad))

    @pytest.mark.parametrize("worn", ["@command", "@basis.command"])
    def test_are_known_by_what_they_wear(self, worn):
        assert [c.name for c in commands_in(ast.parse(f"{worn}\ndef move(): ...\ndef other(): ..."))] == [
            "move"
        ]


WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create"}


def _writes(function: ast.FunctionDef) -> bool:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Attribute) and called.attr in WRITES for called in calls)


def faults_in(body: str) -> Iterator[str]:
    (write,) = commands_in(ast.parse(f"@command\ndef move():\n{body}"))
    return faults_of(write)


class TestEvents:
    def test_are_soundly_declared_under_their_modules_label(self):
        assert [fault for event in event_classes() for fault in code_faults(event)] == []

    def test_stand_where_events_are_looked_for(self):
        """Only a module's `events.py` is imported above; an event declared elsewhere might be missed."""
        assert [e.__qualname__ for e in event_classes() if ".events" not in e.__module__] == []

    def test_have_codes_of_their_own(self):
        codes = [event.code for event in event_classes()]
        assert len(codes) == len(set(codes))

    def test_would_be_seen(self):
        assert list(code_faults(sample(code="plan.row.moved"))) == []
        for told, fault in BAD:
            assert any(fault in found for found in code_faults(sample(**told)))


BAD = (
    ({"code": "rows.moved"}, "is not under 'plan'"),
    ({"code": "planned.moved"}, "is not under 'plan'"),
    ({"sentence": ""}, "has no sentence"),
    ({"sentence": "延期至{date}"}, "{date}, which is no field"),
    ({"sentence": "延期至{until:>9}"}, "formats {until}"),
    ({"sentence": "延期至{until.year}"}, "which is no field"),
    ({"personal": frozenset({"phone"})}, "'phone', which is no field"),
)


def sample(**told: object) -> type[AuditEvent]:
    """An event class that is declared but never registered: its code is set after its birth."""
    body = {"__annotations__": {"until": str}, "__module__": "quancheng.records.plan.events"}
    event = dataclass(frozen=True, kw_only=True)(type("Sample", (AuditEvent,), body))
    for name, value in {"code": "plan.row.moved", "sentence": "延期至{until}", **told}.items():
        setattr(event, name, value)
    return event


class TestSubscribers:
    def test_wait_for_events_that_exist(self):
        known = event_classes()
        waiting_in_vain = [
            event.__qualname__
            for event, _ in registry.subscriptions()
            if _is_ours(event) and not any(issubclass(kind, event) for kind in known)
        ]
        assert waiting_in_vain == []

    def test_take_the_number_of_a_line(self):
        wrong = [
            task.func.__qualname__
            for _, task in registry.subscriptions()
            if len(inspect.signature(task.func).parameters) != 1
        ]
        assert wrong == []
