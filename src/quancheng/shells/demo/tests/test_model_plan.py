"""The model plan is Jinan's plan of 2024 in facts, and ours in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from quancheng.shells.demo.model_plan import ROWS, Deadline, Heading, Module, PlanRow, as_document, document

ROOT = Path(__file__).resolve().parents[5]
COPIED = 15  # characters in a row that agree: more than a name, a part of a sentence
REAL = Path(ROOT).parent / "shared" / "inputs" / "plan-jinan-2024.gold.json"


def row(no: str = "1", **changed: Any) -> PlanRow:
    told = {
        "heading": Heading("一、甲", "（一）乙"),
        "requirement": "公开项目。",
        "units": ("市教育局",),
        "deadline": Deadline.YEAR_END,
        "modules": (Module.PLAN,),
        "measure": "条数",
    }
    return PlanRow(no=no, **{**told, **changed})


def runs(text: str) -> set[str]:
    """Every run of `COPIED` characters in the text."""
    return {text[start : start + COPIED] for start in range(len(text) - COPIED + 1)}


def cells(text: str) -> list[list[str]]:
    return [[line[1:] for line in record.splitlines()] for record in text.rstrip("\n").split("\n\n")[1:]]


class TestTheRows:
    def test_are_numbered_without_a_gap(self):
        assert [r.no for r in ROWS] == [str(n) for n in range(1, 60)]

    def test_are_short(self):
        assert [r.no for r in ROWS if len(r.requirement) > 40 or len(r.measure) > 40] == []

    def test_say_who_serves_and_what_is_measured(self):
        assert [r.no for r in ROWS if not (r.modules and r.measure and r.units)] == []

    def test_name_no_unit_twice(self):
        assert [r.no for r in ROWS if len(set(r.units)) < len(r.units)] == []

    def test_keep_the_quantities_that_become_targets(self):
        said = {no: next(r.requirement for r in ROWS if r.no == no) for no in ("5", "34", "54", "55")}
        assert "69个" in said["5"]
        assert "每年至少开展2次" in said["34"]
        assert "每年年底前" in said["34"]
        assert "每年至少召开1次" in said["54"]
        assert "每年至少组织1次" in said["55"]


class TestTheHeadings:
    def test_are_numbered_in_order(self):
        found = list(dict.fromkeys(r.heading for r in ROWS))
        counted = "一二三四五六七八九十"
        sections = list(dict.fromkeys(h.section[:2] for h in found))
        assert sections == [f"{n}、" for n in counted[:6]]
        numbers = [*counted, *(f"十{n}" for n in counted[:7])]
        assert [h.subsection.split("）")[0] for h in found] == [f"（{n}" for n in numbers]


class TestAModule:
    def test_with_a_package_exists(self):
        assert Module.PLAN.exists()

    def test_that_is_only_planned_does_not_exist(self, monkeypatch):
        monkeypatch.setattr(Module, "place", property(lambda self: "records.nowhere"))
        assert not Module.PLAN.exists()

    def test_is_named_once(self):
        assert len({m.place for m in Module}) == len({m.title for m in Module}) == len(Module)


class TestTheDocument:
    def test_is_headed_and_marked_as_a_demonstration(self):
        assert as_document().startswith(
            "2024年济南市政务公开重点工作任务分工（演示）\n\n\t序号\n\t工作任务\n"
        )

    def test_has_six_cells_for_every_row(self):
        """The title 工作任务 is merged over the section and the subsection, hence five titles."""
        titles, *records = cells(as_document())
        assert len(titles) == 5
        assert [len(record) for record in records] == [6] * 59

    def test_leaves_blank_what_the_row_above_says(self):
        first, second = cells(document.as_document((row("1"), row("2", requirement="公开结果。"))))[1:]
        assert first == ["1", "一、甲", "（一）乙", "公开项目。", "市教育局", "2024年12月底前"]
        assert second == ["2", "", "", "公开结果。", "市教育局", ""]

    def test_says_the_deadline_anew_under_a_new_heading(self):
        below = row("2", heading=Heading("一、甲", "（二）丙"))
        assert cells(document.as_document((row("1"), below)))[2][1:3] == ["", "（二）丙"]
        assert cells(document.as_document((row("1"), below)))[2][-1] == "2024年12月底前"

    def test_merges_a_long_list_of_units(self):
        many = tuple(f"市{n}局" for n in "甲乙丙丁戊己")
        assert cells(document.as_document((row("1", units=many), row("2", units=many))))[2][4] == ""


@pytest.mark.real_input
@pytest.mark.skipif(not REAL.exists(), reason="the real plan of 2024 is not beside the checkout")
class TestBesideTheRealPlan:
    @pytest.fixture
    def real(self) -> list[dict[str, Any]]:
        return json.loads(REAL.read_text())["rows"]

    def test_has_the_same_numbers(self, real):
        assert [r.no for r in ROWS] == [r["no"] for r in real]

    def test_has_the_same_units_in_the_same_roles(self, real):
        ours = [[(name, r.role) for name in r.units] for r in ROWS]
        assert ours == [[(u["name"], u["role"]) for u in r["units"]] for r in real]

    def test_has_the_same_deadlines(self, real):
        ours = [(r.deadline, r.deadline.kind) for r in ROWS]
        assert ours == [(r["deadline"]["text"], r["deadline"]["kind"]) for r in real]

    def test_stands_under_headings_of_the_same_numbers(self, real):
        ours = [(r.heading.section[0], r.heading.subsection.split("）")[0]) for r in ROWS]
        assert ours == [(r["section"][0], r["subsection"].split("）")[0]) for r in real]

    def test_repeats_no_sentence(self, real):
        theirs = set().union(*(runs(r["requirement"]) for r in real))
        assert [r.no for r in ROWS if runs(r.requirement) & theirs] == []

    def test_repeats_no_requirement(self, real):
        assert {r.requirement for r in ROWS}.isdisjoint(r["requirement"] for r in real)
