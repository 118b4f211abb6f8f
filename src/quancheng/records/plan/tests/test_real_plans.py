"""The real plans beside the checkout: no row lost, no unit cut."""

import json
from pathlib import Path

import pytest

from quancheng.kernel.files.reading import read_content
from quancheng.records.plan.rules import as_json, understand

ROOT = Path(__file__).resolve().parents[5]
INPUTS = ROOT.parent / "shared" / "inputs"

pytestmark = [
    pytest.mark.real_input,
    pytest.mark.skipif(not INPUTS.is_dir(), reason="the real documents are not beside the checkout"),
]
# how many rows a careful reader counts
COUNTS = {
    "08-guobanfa-zero-waste-2018": 41,  # 39 closed by units in brackets, 2 dated steps without units
    "09-guobanfa-consumption-2018": 17,
    "12-guobanfa-incentive-2018": 30,
    "14-guobanfa-kindergarten-2019": 5,  # dated milestones, no units
    "15-guobanfa-hospital-2019": 15,  # dated milestones, no units
    "16-guobanhan-websites-2018": 4,  # dated milestones, no units
    "18-zhejiang-scenes-2026": 33,  # 24 fields, 4 steps, 5 supports; the tables behind are no part
    "21-zhejiang-opensource-2026": 17,
    "22-zhejiang-computing-2026": 28,  # 24 tasks, 4 safeguards
}


def read(path):
    return as_json(understand(read_content(path.read_bytes(), name=path.name)))


class TestGold:
    @pytest.mark.parametrize("name", ["plan-jinan-2024", "plans/02-zhejiang-2026-ai"])
    def test_is_equal_in_every_field(self, name):
        plan = read(INPUTS / f"{name}.txt")
        gold = json.loads((INPUTS / f"{name}.gold.json").read_text())
        fields = gold["rows"][0].keys()
        assert [{field: row[field] for field in fields} for row in plan["rows"]] == gold["rows"]
        assert (plan["title"], plan["year"]) == (gold["title"], gold["year"])


class TestTheOthers:
    @pytest.mark.parametrize("name", COUNTS)
    def test_have_as_many_rows_as_a_careful_reader_counts(self, name):
        assert len(read(INPUTS / "plans" / f"{name}.txt")["rows"]) == COUNTS[name]
