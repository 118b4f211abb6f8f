"""The repository holds what a newcomer looks for."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_package_says_what_it_is():
    silent = [
        init.relative_to(ROOT)
        for init in (ROOT / "src").rglob("__init__.py")
        if not {"migrations", "tests", "management", "commands"} & {*init.parts}
        and not init.read_text().startswith('"""')
    ]
    assert silent == []
