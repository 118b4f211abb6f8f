"""What must hold in the tables, on tables that were published, and on the same with one figure changed."""

from decimal import Decimal

import pytest

from quancheng.insight.yearbook.rules import identities
from quancheng.insight.yearbook.rules.figures import Figures, added, nothing, parts_of, read_kept
from quancheng.insight.yearbook.rules.shape import EVERY_PLACE, WORDS, FeeCount, Part, Place, places_of
from quancheng.insight.yearbook.tests.printed import (
    A_CITY_OF_2025,
    ITS_REMEDIES,
    REMEDIES_OF_ANOTHER,
    figures_of,
)
from quancheng.records.disclosure.public import AnnualRow, ApplicantColumn

CITY = figures_of(A_CITY_OF_2025)


def with_cell(place: tuple[int, int, int], value: int) -> Figures:
    return CITY.with_cells({Place(*place): value})


def sentences(found) -> list[str]:
    return [one.sentence for one in found]


class TestTheFormat:
    def test_has_175_cells_of_requests_and_15_of_remedies(self):
        assert len(list(places_of(Part.REQUESTS))) == 175
        assert len(list(places_of(Part.REMEDIES))) == 15
        assert len(list(places_of(Part.ACTIVE))) == 10
        assert len(EVERY_PLACE) == 200

    def test_has_25_rows_and_six_sorts_of_applicants(self):
        assert [int(row) for row in AnnualRow] == list(range(1, 26))
        assert [one.label for one in ApplicantColumn] == [
            "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他",
        ]  # fmt: skip
        assert all(row.label for row in AnnualRow)

    def test_says_where_a_cell_stands(self):
        assert Place(3, 12, 2).says == "第三部分“（三）不予公开8.属于行政查询事项”“商业企业”"
        assert Place(2, 6, 1).says == "第二部分“行政事业性收费”“本年收费金额（单位：万元）”"
        assert Place(4, 3, 5).says == "第四部分“复议后起诉”“总计”"

    @pytest.mark.parametrize("key", ["", "3", "3.1", "3.26.1", "3.1.8", "5.1.1", "2.3.2", "x.1.1", "3.1.1.1"])
    def test_knows_no_other_cell(self, key):
        assert Place.parse(key) is None

    def test_is_kept_and_read_again(self):
        told = Figures({Place(3, 1, 1): 12, Place(2, 6, 1): Decimal("12.3400")})
        assert read_kept({**told.kept(), "9.9.9": "1"}) == told


class TestWhatWasPublished:
    @pytest.mark.parametrize("remedies", [ITS_REMEDIES, REMEDIES_OF_ANOTHER])
    def test_holds(self, remedies):
        assert identities.violations(figures_of(A_CITY_OF_2025, remedies)) == ()

    def test_comes_to_the_printed_sums_when_they_are_left_out(self):
        bare = CITY.without(place for place in CITY.told if place.is_total)
        assert all(bare.of(place) == CITY.of(place) for place in EVERY_PLACE)
        assert bare.at(3, 1, 7) == 14069
        assert bare.at(3, 24, 7) == 13810
        assert bare.at(4, 1, 5) == 790


class TestTheFirstIdentity:
    def test_names_rows_column_and_both_sums(self):
        found = list(identities.balance(with_cell((3, 25, 2), 7)))
        assert sentences(found) == [
            (
                "第三部分“商业企业”列：第1行“一、本年新收政府信息公开申请数量”252＋第2行“二、上年结转政府信息"
                "公开申请数量”6＝258，不等于第24行“（七）总计”252＋第25行“四、结转下年度继续办理”7＝259，相差1"
            )
        ]
        assert [place.row for place in found[0].places] == [1, 2, 24, 25]

    @pytest.mark.parametrize("column", range(1, 8))
    def test_holds_in_each_column(self, column):
        broken = with_cell((3, 1, column), CITY.at(3, 1, column) + 1)
        assert [one.places[0].column for one in identities.balance(broken)] == [column]


class TestTheSecond:
    def test_adds_the_outcomes_up(self):
        found = list(identities.results(with_cell((3, 24, 4), 45)))
        assert sentences(found) == [
            "第三部分“社会公益组织”列：第24行“（七）总计”填45，第3行至第23行合计44，相差1"
        ]

    @pytest.mark.parametrize("row", range(3, 24))
    def test_counts_every_row(self, row):
        assert len(list(identities.results(with_cell((3, row, 1), CITY.at(3, row, 1) + 2)))) == 1


class TestTheThird:
    def test_adds_the_applicants_up(self):
        found = list(identities.across(with_cell((3, 13, 7), 3223)))
        assert sentences(found) == [
            (
                "第三部分第13行“（四）无法提供1.本机关不掌握相关政府信息”：总计填3223，"
                "自然人至其他六列合计3222，相差1"
            )
        ]

    @pytest.mark.parametrize("row", range(1, 26))
    def test_holds_in_each_row(self, row):
        found = list(identities.across(with_cell((3, row, 3), CITY.at(3, row, 3) + 1)))
        assert [one.places for one in found] == [(Place(3, row, 7),)]


class TestTheFourth:
    def test_wants_whole_numbers_from_nought(self):
        broken = CITY.with_cells({Place(3, 5, 1): -1, Place(4, 1, 1): Decimal("1.5"), Place(2, 6, 1): -2})
        assert sentences(identities.counts(broken)) == [
            "第二部分“行政事业性收费”“本年收费金额（单位：万元）”填-2，应为不小于0的金额",
            "第三部分第5行“（三）不予公开1.属于国家秘密”“自然人”填-1，应为不小于0的整数",
            "第四部分“行政复议”“结果维持”填1.5，应为不小于0的整数",
        ]

    def test_lets_an_amount_have_decimals(self):
        assert not list(identities.counts(CITY.with_cells({Place(2, 6, 1): Decimal("12.34")})))


class TestTheFifth:
    def test_holds_with_what_last_year_left(self):
        former = Figures({Place(3, 25, column): CITY.at(3, 2, column) for column in range(1, 7)})
        assert not list(identities.years(CITY, former))

    def test_is_asked_of_each_column_though_the_sums_agree(self):
        """Six of enterprises and none of others last year, none and six this year: the total hides it."""
        left = {Place(3, 25, column): CITY.at(3, 2, column) for column in range(1, 7)}
        former = Figures({**left, Place(3, 25, 2): 0, Place(3, 25, 6): 6})
        assert sentences(identities.years(CITY, former)) == [
            (
                "第三部分“商业企业”列：第2行“二、上年结转政府信息公开申请数量”填6，"
                "上一年度报告第25行“四、结转下年度继续办理”为0，相差6"
            ),
            (
                "第三部分“其他”列：第2行“二、上年结转政府信息公开申请数量”填0，"
                "上一年度报告第25行“四、结转下年度继续办理”为6，相差6"
            ),
        ]


class TestTheSixth:
    def test_is_the_sum_of_the_members(self):
        one, other = nothing().with_cells({Place(3, 1, 1): 4}), nothing().with_cells({Place(3, 1, 1): 5})
        assert not list(identities.consolidated(added([one, other]), [one, other]))
        found = list(identities.consolidated(nothing().with_cells({Place(3, 1, 1): 8}), [one, other]))
        assert found[0].sentence == (
            "第三部分第1行“一、本年新收政府信息公开申请数量”“自然人”：汇总表为8，各单位报告合计9，相差1"
        )
        assert [one.places[0] for one in found] == [Place(3, 1, 1), Place(3, 1, 7)]

    def test_adds_amounts_exactly(self):
        tenths = [Figures({Place(2, 6, 1): Decimal("0.1")})] * 3
        assert added(tenths).at(2, 6, 1) == Decimal("0.3")


class TestTheSeventh:
    def test_is_a_doubt_while_part_six_is_silent_about_fees(self):
        found = list(identities.fees(CITY, other="无其他需要报告的事项。"))
        assert found[0].is_doubt
        assert "共203件" in found[0].sentence
        assert not list(identities.fees(CITY, other="本年收取信息处理费400元。"))
        assert identities.blocking(found) == ()

    def test_asks_nothing_where_nobody_counted_notices(self):
        assert not list(identities.notices(CITY))
        told = Place(WORDS, 1, FeeCount.NOTICES)
        assert list(identities.notices(CITY.with_cells({told: 202})))
        assert not list(identities.notices(CITY.with_cells({told: 203})))


class TestRemedies:
    def test_adds_four_outcomes_up(self):
        found = list(identities.remedies(with_cell((4, 2, 5), 57)))
        assert sentences(found) == [
            "第四部分“未经复议直接起诉”：总计填57，结果维持、结果纠正、其他结果、尚未审结合计56，相差1"
        ]


class TestTheStockOfRules:
    def test_is_a_doubt(self):
        now = Figures({Place(2, 2, 1): 5, Place(2, 2, 2): 2, Place(2, 2, 3): 50})
        found = list(identities.stock(now, Figures({Place(2, 2, 3): 46})))
        assert sentences(found) == [
            "第二部分“行政规范性文件”：现行有效50件，上年现行有效46＋本年制发5－本年废止2＝49件，相差1件，请核对"
        ]
        assert found[0].is_doubt

    def test_is_not_asked_when_last_year_is_not_known(self):
        assert not list(identities.stock(Figures({Place(2, 2, 3): 50}), Figures({})))


def test_each_sum_names_its_parts():
    assert [len(parts_of(place)) for place in (Place(3, 1, 7), Place(3, 24, 1), Place(3, 24, 7))] == [
        6,
        21,
        6,
    ]
    assert len(parts_of(Place(4, 1, 5))) == 4
    assert parts_of(Place(3, 1, 1)) == ()


class TestWhatChangedHands:
    def test_is_added_to_what_last_year_left_and_told_as_a_doubt(self):
        left = {Place(3, 25, column): CITY.at(3, 2, column) for column in range(1, 7)}
        former = Figures({**left, Place(3, 25, 2): CITY.at(3, 2, 2) - 2})
        [column, whole] = identities.years(CITY, former, {2: 2})
        assert column.is_doubt
        assert whole.is_doubt
        assert "因机构调整移入2件" in column.sentence
        assert not identities.blocking(identities.years(CITY, former, {2: 2}))

    def test_explains_no_more_than_it_is(self):
        left = {Place(3, 25, column): CITY.at(3, 2, column) for column in range(1, 7)}
        former = Figures({**left, Place(3, 25, 2): CITY.at(3, 2, 2) - 3})
        assert identities.blocking(identities.years(CITY, former, {2: 2}))
