"""What a document means by the units it writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.orgs.matching import How, Register, distance, match, plain, shortens

OFFICE, DATA, FINANCE, HEALTH, LABOUR, LIXIA, SHIZHONG, STREET = range(1, 9)
SHOWN = {
    OFFICE: "市政府办公厅",
    DATA: "市大数据局",
    FINANCE: "市财政局",
    HEALTH: "市卫生健康委",
    LABOUR: "市人力资源社会保障局",
    LIXIA: "历下区政府",
    SHIZHONG: "市中区政府",
    STREET: "泉城路街道",
}
REGISTER = Register(
    current={name: frozenset({unit}) for unit, name in SHOWN.items()} | {"分局": frozenset({FINANCE, DATA})},
    former={"市信息中心": frozenset({DATA}), "市体改委": frozenset()},
    shown=SHOWN,
    departments=(OFFICE, DATA, FINANCE, HEALTH, LABOUR),
    governments_below=(LIXIA, SHIZHONG),
    streets=(STREET,),
)


def found(written: str) -> tuple[How, tuple[int, ...]]:
    finding = match(written, REGISTER)
    return finding.how, finding.unit_ids


class TestAName:
    def test_is_found_as_the_register_has_it(self):
        assert found("市财政局") == (How.EXACT, (FINANCE,))
        assert match("市财政局", REGISTER).is_certain

    @given(st.sampled_from(sorted(SHOWN.values())), st.data())
    def test_is_found_whatever_print_did_to_it(self, name, data):
        at = data.draw(st.integers(0, len(name)))
        blank = data.draw(st.sampled_from(["\n", " ", "\u3000", "\t", "\r\n"]))
        assert found(name[:at] + blank + name[at:])[0] is How.EXACT

    def test_of_two_signs_is_found_by_either(self):
        assert found("市财政局（市国资委）") == (How.EXACT, (FINANCE,))
        assert found("市国资委(市财政局)") == (How.EXACT, (FINANCE,))

    def test_of_two_signs_that_mean_two_units_is_not_found(self):
        assert found("市财政局（市大数据局）") == (How.UNKNOWN, ())

    def test_that_two_units_bear_is_left_to_the_official(self):
        finding = match("分局", REGISTER)
        assert (finding.how, finding.unit_ids) == (How.AMBIGUOUS, ())
        assert "市大数据局、市财政局" in finding.doubts[0]

    def test_of_another_time_leads_to_the_successor_with_a_doubt(self):
        finding = match("市信息中心", REGISTER)
        assert (finding.how, finding.unit_ids) == (How.FORMER, (DATA,))
        assert finding.doubts == ("“市信息中心”不是当日的名称，现为“市大数据局”，请核对",)
        assert not finding.is_certain

    def test_of_a_unit_without_successor_says_so(self):
        assert "没有登记承接的单位" in match("市体改委", REGISTER).doubts[0]


class TestACollectiveName:
    @pytest.mark.parametrize(
        "written",
        ["各区县政府", "各区县人民政府", "各县（市、区）政府", "各市、县（市、区）人民政府", "各区县",
         "各区政府", "各设区市政府", "各区县政府（含功能区）"],
    )  # fmt: skip
    def test_means_every_government_below(self, written):
        assert found(written) == (How.COLLECTIVE, (LIXIA, SHIZHONG))

    @pytest.mark.parametrize(
        "written",
        ["市政府各部门（单位）", "市政府各部门", "各部门", "市直各部门（单位）", "各部门、单位", "市各单位",
         "区政府各部门（单位）", "市政府各工作部门"],
    )  # fmt: skip
    def test_means_every_department(self, written):
        assert found(written) == (How.COLLECTIVE, (OFFICE, DATA, FINANCE, HEALTH, LABOUR))

    @pytest.mark.parametrize(
        "written", ["各街道办事处", "各镇街", "各街道（镇）", "各街道、镇", "各乡镇政府"]
    )
    def test_means_every_street(self, written):
        assert found(written) == (How.COLLECTIVE, (STREET,))

    def test_of_nobody_says_that_the_register_is_empty(self):
        finding = match("各区县政府", Register())
        assert finding.how is How.COLLECTIVE
        assert "请先登记" in finding.doubts[0]


class TestAnOpenName:
    @pytest.mark.parametrize(
        "written",
        [
            "市财政局等有关部门（单位）",
            "市财政局等部门",
            "市财政局等相关单位",
            "市财政局\n等有关部门（单\n位）",
        ],
    )
    def test_finds_the_one_that_is_named_and_doubts_the_rest(self, written):
        finding = match(written, REGISTER)
        assert (finding.how, finding.unit_ids) == (How.OPEN, (FINANCE,))
        assert "其他有关单位请补充选定" in finding.doubts[-1]

    @pytest.mark.parametrize("written", ["市政府有关部门（单位）", "有关部门", "市直相关单位", "各有关部门"])
    def test_without_a_name_finds_none(self, written):
        finding = match(written, REGISTER)
        assert (finding.how, finding.unit_ids) == (How.OPEN, ())
        assert "没有写明" in finding.doubts[0]

    def test_keeps_the_doubt_about_the_one_that_is_named(self):
        finding = match("市财务局等有关部门", REGISTER)
        assert finding.unit_ids == ()
        assert len(finding.doubts) == 2
        assert finding.proposals[0].unit_id == FINANCE


class TestAnUnknownName:
    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("市数据局", DATA),
            ("市卫健委", HEALTH),
            ("市人社局", LABOUR),
            ("市政府办公室", OFFICE),
            ("历下区政俯", LIXIA),
        ],
    )
    def test_is_proposed_the_nearest_and_takes_none(self, written, meant):
        finding = match(written, REGISTER)
        assert (finding.how, finding.unit_ids) == (How.UNKNOWN, ())
        assert finding.proposals[0].unit_id == meant
        assert SHOWN[meant] in finding.doubts[0]

    def test_far_from_all_is_proposed_none(self):
        finding = match("某基金会秘书处", REGISTER)
        assert finding.proposals == ()
        assert "增加别名" in finding.doubts[0]


NAMES = st.text(alphabet="市区政府财务局大数据各部门单位（）等有关、", max_size=14)


class TestMatching:
    @given(NAMES)
    def test_never_finds_what_the_register_does_not_hold(self, written):
        finding = match(written, REGISTER)
        assert set(finding.unit_ids) <= set(SHOWN)
        assert finding.written == written
        assert finding.unit_ids or finding.doubts  # nothing found is never passed over in silence

    @given(NAMES, NAMES, NAMES)
    def test_measures_distance_as_a_distance(self, a, b, c):
        assert (distance(a, b) == 0) == (a == b)
        assert distance(a, b) == distance(b, a)
        assert distance(a, c) <= distance(a, b) + distance(b, c)
        assert abs(len(a) - len(b)) <= distance(a, b) <= max(len(a), len(b))

    @given(NAMES)
    def test_writes_plainly_once_and_for_all(self, written):
        assert plain(plain(written)) == plain(written)

    def test_knows_a_shortening(self):
        assert shortens("市卫健委", "市卫生健康委")
        assert not shortens("市委", "市卫生健康委")
        assert not shortens("市健卫委", "市卫生健康委")
