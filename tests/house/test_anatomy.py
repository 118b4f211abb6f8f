"""What a part of a module may do, where import-linter cannot see it."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import Room, rooms, rooms_of

CLOCKS = {("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"), ("date", "today"),
          ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}  # fmt: skip
MAY_READ_THE_CLOCK = {"web", "tasks", "management", "backend"}
NO_OBJECTS = {"web", "tasks", "rules", "forms"}
FETCHES = {"get", "filter", "all", "exclude", "values", "values_list", "first", "last", "in_bulk", "raw"}


def clock_readings(tree: ast.AST) -> Iterator[int]:
    """Lines that read the clock of the machine. `timezone.localdate(now)` reads no clock: it is told one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            whose = node.func.value
            named = whose.id if isinstance(whose, ast.Name) else getattr(whose, "attr", "")
            if (named, node.func.attr) in CLOCKS and not (node.args and node.func.attr.startswith("local")):
                yield node.lineno


def object_uses(tree: ast.AST) -> Iterator[int]:
    """Lines that reach for `.objects`."""
    return (n.lineno for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "objects")


def fetches(tree: ast.AST) -> Iterator[int]:
    """Lines that fetch through `.objects`; creating and compare-and-swap updating are a command's work."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        source = node.func.value
        if (
            node.func.attr in FETCHES - {"filter"}
            and isinstance(source, ast.Attribute)
            and source.attr == "objects"
        ):
            yield node.lineno


def late_imports(tree: ast.AST) -> Iterator[int]:
    """Imports inside a function: a late import to dodge a circle is a design fault."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name not in {
            "ready",
            "main",
        }:
            yield from (n.lineno for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom))


class TestTheClock:
    def test_is_read_only_at_the_edge(self):
        """Records and kernel are handed `now`; only web, tasks and consoles look at the machine's clock."""
        guilty = [
            f"{room.name}:{line}"
            for floor in ("records", "insight", "kernel")
            for room in rooms_of(floor)
            if room.part not in MAY_READ_THE_CLOCK
            for line in clock_readings(room.tree)
        ]
        assert guilty == []

    @pytest.mark.parametrize(
        "bad", ["timezone.now()", "date.today()", "dt.datetime.now(tz)", "timezone.localdate()"]
    )
    def test_would_be_seen(self, bad):
        assert list(clock_readings(ast.parse(bad)))

    @pytest.mark.parametrize("good", ["timezone.localdate(now)", "now.date()", "date(2026, 3, 2)"])
    def test_told_is_not_read(self, good):
        assert not list(clock_readings(ast.parse(good)))


class TestObjects:
    def test_are_out_of_reach_for_web_tasks_forms_and_rules(self):
        guilty = [
            f"{room.name}:{line}"
            for floor in ("records", "insight")
            for room in rooms_of(floor)
            if room.part in NO_OBJECTS
            for line in object_uses(room.tree)
        ]
        assert guilty == []

    def test_are_not_fetched_by_commands(self):
        guilty = [
            f"{room.name}:{line}"
            for room in rooms_of("records")
            if room.part == "commands"
            for line in fetches(room.tree)
        ]
        assert guilty == []

    def test_would_be_seen(self):
        assert list(object_uses(ast.parse("Row.objects.count()")))
        assert list(fetches(ast.parse("Row.objects.get(pk=1)")))
        assert not list(
            fetches(
                ast.parse("Row.objects.create(no='1')\nRow.objects.filter(pk=1, version=2).update(no='2')")
            )
        )


class TestImports:
    def test_stand_at_the_top(self):
        guilty = [f"{room.name}:{line}" for room in rooms() for line in late_imports(room.tree)]
        assert guilty == []

    def test_would_be_seen(self):
        assert list(late_imports(ast.parse("def f():\n    import x")))


class TestForeignKeys:
    def test_do_not_lead_from_one_record_module_to_another(self):
        from django.apps import apps

        labels = {c.label for c in apps.get_app_configs() if c.name.startswith("quancheng.records.")}
        guilty = [
            f"{model._meta.label}.{field.name}"
            for model in apps.get_models()
            if model._meta.app_label in labels
            for field in model._meta.get_fields()
            if field.is_relation and not field.auto_created and field.related_model
            and field.related_model._meta.app_label in labels - {model._meta.app_label}
        ]  # fmt: skip
        assert guilty == []


class TestSize:
    def test_no_file_is_over_400_lines(self):
        long = [room.name for room in rooms() if len(room.path.read_text().splitlines()) > 400]
        assert long == []

    def test_no_function_is_over_40_lines(self):
        long = [f"{room.name}:{f.name}" for room in rooms() for f in functions(room) if span(f) > 40]
        assert long == []

    def test_nine_functions_of_ten_are_under_20_lines(self):
        sizes = sorted(span(f) for room in rooms() for f in functions(room))
        assert sizes[len(sizes) * 9 // 10] <= 20

    def test_no_class_is_over_150_lines(self):
        long = [
            f"{room.name}:{node.name}"
            for room in rooms()
            for node in ast.walk(room.tree)
            if isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno > 150
        ]
        assert long == []


def functions(room: Room) -> Iterator[ast.FunctionDef]:
    return (n for n in ast.walk(room.tree) if isinstance(n, ast.FunctionDef))


def span(function: ast.FunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1
