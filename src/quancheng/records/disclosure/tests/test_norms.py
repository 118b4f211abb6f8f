"""What can be set is what the module reads; the rest is told, and done as it is told."""

import re
from pathlib import Path

from quancheng.records.disclosure import queries
from quancheng.records.disclosure.rules.norms import NORMS, READ

ROOM = Path(queries.__file__).parent
LIGHTS = {f"disclosure.{light}_left" for light in ("yellow", "orange", "red")}


def asked_for() -> set[str]:
    """The codes that stand in the module's queries and clocks; those of the lights are put together."""
    known = {norm.code for norm in NORMS}
    files = (*sorted(ROOM.glob("*.py")), *sorted((ROOM.parent / "workflow").glob("*.py")))
    told = "".join(file.read_text() for file in files)
    lights = LIGHTS if "_left" in told else set()
    return {code for code in re.findall(r"disclosure\.[a-z_]+", told) if code in known} | lights


class TestNorms:
    def test_that_can_be_set_are_asked_for(self):
        assert asked_for() == READ

    def test_that_nobody_asks_for_are_fixed(self):
        assert {norm.code for norm in NORMS if not norm.is_fixed} == READ
