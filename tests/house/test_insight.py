"""The floor `insight` reads: of a record module it imports queries by its door, never a command."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import HOUSE, rooms_of

RECORDS = "quancheng.records."


def commands_at(door: Path) -> frozenset[str]:
    """The names that a `public.py` hands on from its module's commands."""
    tree = ast.parse(door.read_text())
    return frozenset(
        name.asname or name.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and ".commands" in (node.module or "")
        for name in node.names
    )


def faults_in(tree: ast.AST, doors: dict[str, frozenset[str]]) -> Iterator[str]:
    """Imports from record modules that are not single names of queries."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"{x.name} as a whole" for x in node.names if x.name.startswith(RECORDS))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("quancheng.records"):
            module = (node.module or "").removeprefix(RECORDS)
            label, _, rest = module.partition(".")
            if rest != "public":
                yield f"{node.module}: not the door"
            yield from (f"{x.name} of {label}" for x in node.names if x.name in {*doors.get(label, ()), "*"})


def doors() -> dict[str, frozenset[str]]:
    return {door.parent.name: commands_at(door) for door in HOUSE.glob("records/*/public.py")}


def test_insight_imports_queries_only():
    known = doors()
    guilty = [
        f"{room.name}: {fault}" for room in rooms_of("insight") for fault in faults_in(room.tree, known)
    ]
    assert guilty == []


def test_would_be_seen():
    known = doors()
    assert "sign_duty" in known["plan"]
    assert "duties_judged" not in known["plan"]
    for bad in (
        "from quancheng.records.plan.public import sign_duty",
        "from quancheng.records.plan.public import *",
        "from quancheng.records.plan.queries.duties import duties_for",
        "import quancheng.records.plan.public",
        "from quancheng.records import plan",
    ):
        assert list(faults_in(ast.parse(bad), known)), bad
    assert not list(faults_in(ast.parse("from quancheng.records.plan.public import duties_judged"), known))
