"""The model plan comes in through the same door as a city's own file."""

import json
from typing import Any

import pytest
from django.core.management import call_command

from quancheng.shells.demo.model_plan import ROWS, TITLE, as_document


@pytest.fixture
def understood(tmp_path, capsys) -> dict[str, Any]:
    file = tmp_path / "任务分工.txt"
    file.write_text(as_document(), encoding="utf-8")
    call_command("import_plan", str(file), "--dry-run", "--json")
    return json.loads(capsys.readouterr().out)


class TestImportPlan:
    def test_reads_title_and_year(self, understood):
        assert (understood["title"], understood["year"]) == (TITLE, 2024)

    def test_reads_every_row_as_it_was_meant(self, understood):
        meant = [
            {
                "no": row.no,
                "section": row.heading.section,
                "subsection": row.heading.subsection,
                "requirement": row.requirement,
                "units": [{"name": name, "role": row.role} for name in row.units],
                "deadline": (str(row.deadline), row.deadline.kind),
            }
            for row in ROWS
        ]
        read = [
            {
                **{field: row[field] for field in ("no", "section", "subsection", "requirement")},
                "units": [{"name": unit["name"], "role": unit["role"]} for unit in row["units"]],
                "deadline": (row["deadline"]["text"], row["deadline"]["kind"]),
            }
            for row in understood["rows"]
        ]
        assert read == meant

    def test_finds_the_targets_of_the_text(self, understood):
        found = {
            row["no"]: [t["text"] for t in row["targets"]] for row in understood["rows"] if row["targets"]
        }
        assert found == {
            "5": ["69个"],
            "34": ["每年至少开展2次", "每年年底前"],
            "54": ["每年至少召开1次"],
            "55": ["每年至少组织1次"],
        }

    def test_has_no_doubt_about_the_table(self, understood):
        assert understood["problems"] == []
