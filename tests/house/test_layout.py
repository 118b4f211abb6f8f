"""The repository holds what a newcomer looks for."""

import re
from pathlib import Path

from tests.house.source import HOUSE, ROOT


def test_every_package_says_what_it_is():
    skipped = {"migrations", "tests", "management", "commands"}
    inits = (p for p in HOUSE.rglob("__init__.py") if not skipped & {*p.parts})
    assert [p for p in inits if not p.read_text().startswith('"""')] == []


def test_no_committed_text_names_a_machine_or_an_index():
    """Lock files carry hashes, never the address of a registry; nothing names a folder of one machine."""
    telling = re.compile(r"(?<![\w.])/(?:work|farm|root)/|index-url|find-links =|files\.pythonhosted")
    guilty = [str(p) for p in _texts() if telling.search(p.read_text(errors="ignore"))]
    assert guilty == []


def _texts() -> list[Path]:
    kinds = {".py", ".md", ".txt", ".toml", ".html", ".css", ".js", ".json", ".svg"}
    skipped = {".venv", "var", ".git", ".mypy_cache", ".ruff_cache", "shots"}
    found = (p for p in ROOT.rglob("*") if p.suffix in kinds and not skipped & {*p.relative_to(ROOT).parts})
    return [p for p in found if p != Path(__file__)]
