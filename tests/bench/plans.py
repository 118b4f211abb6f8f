"""How well and how fast the real plans are understood: rows and fields against the gold, seconds a plan.

Run by `python -m tests.bench.plans`; it needs the documents beside the checkout and no database.
"""

import json
import sys
import time
from pathlib import Path

import django

INPUTS = Path(__file__).resolve().parents[2].parent / "shared" / "inputs"
WITH_GOLD = ("plan-jinan-2024", "plans/02-zhejiang-2026-ai")
ROUNDS = 5


def main() -> int:
    """Print one line a plan. The exit code is 1 when a field differs from the gold."""
    if not INPUTS.is_dir():
        sys.stdout.write("the real documents are not beside the checkout: nothing measured\n")
        return 0
    django.setup()
    return max(_measure(name) for name in WITH_GOLD)


def _measure(name: str) -> int:
    from quancheng.kernel.files.reading import read_content
    from quancheng.records.plan.rules import as_json, understand

    path = INPUTS / f"{name}.txt"
    gold = json.loads((INPUTS / f"{name}.gold.json").read_text())
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        rows = as_json(understand(read_content(path.read_bytes(), name=path.name)))["rows"]
        seconds.append(time.perf_counter() - began)
    assert isinstance(rows, list)
    wanted = gold["rows"]
    fields = [
        (row.get(field), right[field]) for row, right in zip(rows, wanted, strict=False) for field in right
    ]
    right = sum(one == other for one, other in fields)
    sys.stdout.write(
        f"{name}: {len(rows)} of {len(wanted)} rows, {right} of {len(fields)} fields equal, "
        f"{min(seconds):.3f} s (best of {ROUNDS}), {max(seconds):.3f} s (worst)\n"
    )
    return 0 if right == len(fields) and len(rows) == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
