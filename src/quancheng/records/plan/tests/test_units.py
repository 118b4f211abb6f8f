"""责任单位: every name whole, as written, with its part."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quancheng.records.plan.rules import Role
from quancheng.records.plan.rules.collective import Scope, named_in, scope_of
from quancheng.records.plan.rules.units import names_of, shared_units_of, units_of

NAMES = [
    "市教育局",
    "市文化和旅游局",
    "市人力资源社会保障局",
    "市自然资源和规划局",
    "各区县政府",
    "市政府各部门（单位）",
    "市委网信办（市互联网信息办公室）",
    "市生态环境局等有关部门（单位）",
    "工业和信息化部",
    "泉城公共资源演示中心",
    "省市场监管局（省知识产权局）",
    "各市、县（市、区）人民政府",
]


def parts(text):
    return [(unit.name, unit.role.value) for unit in shared_units_of(text)]


class TestNamesOf:
    @given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8), st.sampled_from("、，；"))
    def test_reads_every_name_back(self, names, mark):
        assert names_of(mark.join(names)) == names

    @given(st.data())
    def test_a_line_end_inside_a_name_never_cuts_it(self, data):
        name = data.draw(st.sampled_from(NAMES))
        place = data.draw(st.integers(1, len(name) - 1))
        blank = data.draw(st.sampled_from(["\n", " ", "\r\n", "\n  "]))
        assert names_of(f"市甲局、{name[:place]}{blank}{name[place:]}、市乙局") == ["市甲局", name, "市乙局"]

    def test_a_line_end_between_whole_names_parts_them(self):
        assert names_of("市教育局\n市财政局\n各区县政府") == ["市教育局", "市财政局", "各区县政府"]

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("市教育局和市财政局", ["市教育局", "市财政局"]),
            ("市教育局及各区县政府", ["市教育局", "各区县政府"]),
            ("农业农村部等和各有关省级人民政府", ["农业农村部等", "各有关省级人民政府"]),
            ("市文化和旅游局", ["市文化和旅游局"]),
            ("省财政厅、省国资委，演示市政府", ["省财政厅", "省国资委", "演示市政府"]),
            ("无", ["无"]),
            (" 市教育局 、 ", ["市教育局"]),
        ],
    )
    def test_parts_names_where_a_reader_would(self, text, names):
        assert names_of(text) == names


class TestUnitsOf:
    def test_leaves_names_as_written_where_the_column_gives_the_part(self):
        (unit,) = units_of("省演示厅按职责分工负责", role=Role.LEAD)
        assert (unit.name, unit.role) == ("省演示厅按职责分工负责", Role.LEAD)


class TestSharedUnitsOf:
    @pytest.mark.parametrize(
        ("text", "units"),
        [
            ("责任单位：市甲局、市乙局", [("市甲局", "responsible"), ("市乙局", "responsible")]),
            ("甲局牵头，乙局、丙局配合", [("甲局", "lead"), ("乙局", "support"), ("丙局", "support")]),
            ("市甲局牵头，市乙局参与", [("市甲局", "lead"), ("市乙局", "support")]),
            ("市甲局牵头,市乙局指导", [("市甲局", "lead"), ("市乙局", "support")]),
            ("市甲局、市乙局按职责分工负责", [("市甲局", "responsible"), ("市乙局", "responsible")]),
            ("市甲局、市乙局组织实施", [("市甲局", "responsible"), ("市乙局", "responsible")]),
            ("市甲局牵头，市乙局按照职责分工负责", [("市甲局", "lead"), ("市乙局", "responsible")]),
            ("市甲局会同有关部门负责", [("市甲局", "lead"), ("有关部门", "support")]),
            ("牵头单位：市甲局；配合单位：市乙局", [("市甲局", "lead"), ("市乙局", "support")]),
            ("由市甲局牵头负责，市乙局协助", [("市甲局", "lead"), ("市乙局", "support")]),
            ("責任單位：市甲局", [("市甲局", "responsible")]),
            ("市甲局指导", [("市甲局", "responsible")]),
            ("市甲局（牵头）、市乙局", [("市甲局", "lead"), ("市乙局", "support")]),
            ("市甲局牵头\n市乙局配合", [("市甲局", "lead"), ("市乙局", "support")]),
            ("牵头单位：市甲局\n配合单位：市乙\n局", [("市甲局", "lead"), ("市乙局", "support")]),
            ("市甲局牵头，6月底前完成", [("市甲局", "lead")]),
            ("责任单位：市甲局；完成时限：6月底", [("市甲局", "responsible")]),
            (
                "各市、县（市、区）政府，以下均需地方落实，不再列出",
                [("各市、县（市、区）政府", "responsible")],
            ),
        ],
    )  # fmt: skip
    def test_hears_who_leads_and_who_helps(self, text, units):
        assert parts(text) == units

    @example("(配合)")  # a bracket that names a part and nobody
    @given(st.text(alphabet="市甲乙局牵头配合负责，、；：（）()按职责分工 \n责任单位", max_size=60))
    def test_never_fails_and_never_names_nobody(self, text):
        assert all(unit.name.strip() for unit in shared_units_of(text))


class TestScopeOf:
    @pytest.mark.parametrize(
        ("name", "scope"),
        [
            ("市教育局", Scope.EXPLICIT),
            ("市发展改革委", Scope.EXPLICIT),
            ("各区县政府", Scope.ALL_DISTRICTS),
            ("各市、县（市、区）人民政府", Scope.ALL_DISTRICTS),
            ("市政府各部门（单位）", Scope.ALL_DEPARTMENTS),
            ("各行业主管部门", Scope.ALL_DEPARTMENTS),
            ("市生态环境局等有关部门（单位）", Scope.RELEVANT_DEPARTMENTS),
            ("市政府有关部门（单位）", Scope.RELEVANT_DEPARTMENTS),
            ("有关設區市政府", Scope.RELEVANT_DISTRICTS),
        ],
    )
    def test_tells_sets_from_units(self, name, scope):
        assert scope_of(name) is scope

    def test_finds_the_one_that_is_named(self):
        assert named_in("市生态环境局等有关部门（单位）") == "市生态环境局"
        assert named_in("市政府有关部门（单位）") == ""
