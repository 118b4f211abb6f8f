"""Migrations are numbered without a gap and named for what they do."""

import re

from tests.house.source import HOUSE


def test_are_numbered_without_a_gap():
    for folder in HOUSE.rglob("migrations"):
        numbers = sorted(int(p.name[:4]) for p in folder.glob("[0-9]*.py"))
        assert numbers == list(range(1, len(numbers) + 1)), folder


def test_are_named():
    nameless = [
        p.name
        for p in HOUSE.rglob("migrations/[0-9]*.py")
        if re.search(r"_(auto|alter)_\d{4,}|auto_\d", p.name)
    ]
    assert nameless == []


def test_import_no_module_of_the_house_but_fields():
    """A data migration works on historical models; today's rules will have moved on when it runs."""
    pattern = re.compile(r"(?:from|import) quancheng\.\S+\.(models|queries|commands|rules)\b")
    guilty = [p.name for p in HOUSE.rglob("migrations/[0-9]*.py") if pattern.search(p.read_text())]
    assert guilty == []
