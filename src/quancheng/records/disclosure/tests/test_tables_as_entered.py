"""Tables that a government enters: what they must hold, and what the sentence says when they do not."""

from datetime import date

import pytest

from quancheng.kernel.norms.definition import Mark
from quancheng.records.disclosure.rules import annual_rows, fees, remedies
from quancheng.records.disclosure.rules.fees import BadCount, Basis, NoTariff
from quancheng.records.disclosure.rules.grounds import BY_CODE, GROUNDS, Outcome
from quancheng.records.disclosure.rules.remedies import (
    PERIODS,
    REVISED_LAW_ON,
    TABLES,
    ClauseIncomplete,
    NoRemedyTable,
    PartlyOfWhat,
    RemedyClass,
    Service,
    Slots,
    clause,
    must_be_periods,
    must_name_every_ground,
    periods_from,
    periods_on,
    remedy_of,
    table_on,
    told_of,
)

ON = date(2025, 3, 3)  # Monday
FULL = Slots(organs=("济南市人民政府",), court="济南市历下区人民法院")
WHOLE = TABLES[-1].value


def without(code):
    return tuple(row for row in WHOLE if row[0] != code)


ROWS = annual_rows.SHIPPED.value


class TestMustPlaceEveryGround:
    def test_lets_the_shipped_table_pass(self):
        annual_rows.must_place_every_ground(ROWS)
        assert annual_rows.annual_rows_shipped() == {one.code: one.row for one in GROUNDS}

    @pytest.mark.parametrize(
        ("rows", "sentence"),
        [
            (ROWS[1:], f"年报行次表缺少：{ROWS[0][0]}"),
            ((*ROWS, ("99", "没有的", "3")), "年报行次表没有这样的处理依据：99"),
            ((*ROWS, ROWS[0]), f"年报行次表重复：{ROWS[0][0]}"),
            ((*ROWS[1:], (*ROWS[0][:2], "24")), f"年报行次表行次须在3至23之间：{ROWS[0][0]}"),
            ((*ROWS[1:], (*ROWS[0][:2], "2")), f"年报行次表行次须在3至23之间：{ROWS[0][0]}"),
        ],
    )
    def test_says_what_is_wrong(self, rows, sentence):
        with pytest.raises(annual_rows.BadAnnualRows) as told:
            annual_rows.must_place_every_ground(rows)
        assert told.value.sentence == sentence


class TestMustNameEveryGround:
    def test_lets_the_shipped_tables_pass(self):
        for table in TABLES:
            must_name_every_ground(table.value)

    @pytest.mark.parametrize(
        ("rows", "sentence", "codes"),
        [
            (without("15"), "救济途径表缺少：15", ["15"]),
            ((*WHOLE, ("99", "没有的", "B")), "救济途径表没有这样的处理依据：99", ["99"]),
            ((*WHOLE, WHOLE[0]), f"救济途径表重复：{WHOLE[0][0]}", [WHOLE[0][0]]),
            (
                (*without("15"), ("98", "没有的", "B"), ("97", "没有的", "B")), "救济途径表缺少：15", ["15"]
            ),
            (
                (*WHOLE, ("98", "没有的", "B"), ("97", "没有的", "B")),
                "救济途径表没有这样的处理依据：97、98", ["97", "98"],
            ),
        ],
    )  # fmt: skip
    def test_says_what_is_wrong(self, rows, sentence, codes):
        with pytest.raises(NoRemedyTable) as refused:
            must_name_every_ground(rows)
        assert (refused.value.sentence, refused.value.facts) == (sentence, {"codes": codes})

    def test_wants_a_table(self):
        with pytest.raises(NoRemedyTable, match=r"^救济途径表缺少：36-1、"):
            must_name_every_ground("A")

    def test_wants_no_row_for_partial_disclosure(self):
        with pytest.raises(NoRemedyTable, match=r"^救济途径表没有这样的处理依据：37$"):
            must_name_every_ground((*WHOLE, ("37", "部分公开", "A")))


class TestTheShippedTables:
    def test_name_each_ground_with_its_article(self):
        told = {code: says for code, says, _ in WHOLE}
        assert told["36-4"] == "经检索不存在（《条例》第三十六条第（四）项）"
        assert set(told) == {one.code for one in GROUNDS if one.outcome is not Outcome.PARTLY}

    def test_differ_for_what_rests_on_an_exception_since_the_law_was_revised(self):
        before, after = ({row[0]: row[2] for row in one.value} for one in TABLES)
        assert set(before.values()) == {"B"}
        assert {code for code, letter in after.items() if letter == "A"} == {
            one.code for one in GROUNDS if one.withholds
        }
        assert TABLES[-1].from_on == REVISED_LAW_ON == date(2024, 1, 1)

    @pytest.mark.parametrize(("ask", "what"), [(table_on, "救济途径表"), (periods_on, "救济期限")])
    def test_begin_with_the_first_regulation(self, ask, what):
        early = date(2008, 4, 30)  # Wednesday
        with pytest.raises(NoRemedyTable) as refused:
            ask(early)
        assert refused.value.sentence == f"2008-04-30早于《条例》2008年5月1日首次施行，没有{what}"
        assert refused.value.facts == {"on": early}
        assert ask(date(2008, 5, 1))


class TestPeriods:
    def test_are_read_as_entered(self):
        told = periods_from((("61", "16", "7"),), from_on=ON, source="演示", mark=Mark.M)
        assert told == remedies.Periods(ON, 61, 16, 7, "演示", Mark.M)
        assert PERIODS[-1].suit_months == 6

    @pytest.mark.parametrize("rows", [(), (("60", "15", "6"), ("60", "15", "6")), (("60", "0", "6"),), "60"])
    def test_are_one_row_and_none_is_zero(self, rows):
        with pytest.raises(NoRemedyTable) as refused:
            must_be_periods(rows)
        assert refused.value.sentence == "救济期限只有一行，三个期限都不小于1"

    def test_may_be_as_short_as_one_day(self):
        must_be_periods((("1", "1", "1"),))


class TestTheClass:
    def test_needs_a_ground(self):
        with pytest.raises(NoRemedyTable) as refused:
            remedy_of((), table_on(ON))
        assert refused.value.sentence == "答复还没有处理依据，不能确定救济途径"

    def test_of_partial_disclosure_needs_what_is_withheld(self):
        with pytest.raises(PartlyOfWhat) as refused:
            remedy_of((BY_CODE["37"],), table_on(ON))
        assert refused.value.sentence == ("部分公开的救济途径取决于不公开的部分，请一并写明其依据，例如37,15")


class TestTheClause:
    SAID = (
        "如不服本答复，可以自收到本答复之日起60日内向济南市人民政府申请行政复议，"
        "或者自收到本答复之日起6个月内向济南市历下区人民法院提起行政诉讼。"
    )

    def test_names_the_channel_only_where_there_is_one(self):
        told = clause(RemedyClass.B, FULL, periods_on(ON), service=Service.PAPER)
        assert told == self.SAID
        with_channel = Slots(organs=FULL.organs, court=FULL.court, channel="https://fuyi.example/")
        assert clause(RemedyClass.B, with_channel, periods_on(ON), service=Service.PAPER) == (
            f"{self.SAID}行政复议也可以通过互联网申请：https://fuyi.example/。"
        )

    def test_says_which_slot_is_empty(self):
        with pytest.raises(ClauseIncomplete) as refused:
            clause(RemedyClass.B, Slots(organs=(), court=""), periods_on(ON), service=Service.NETWORK)
        assert refused.value.sentence == (
            "救济途径缺少：复议机关、起诉的人民法院、互联网申请行政复议的渠道，请在依据与规则中补齐"
        )
        assert refused.value.facts["missing"] == (
            "复议机关", "起诉的人民法院", "互联网申请行政复议的渠道",
        )  # fmt: skip


class TestToldOf:
    def told(self, slots, service=Service.PAPER):
        return told_of(
            (BY_CODE["36-4"],), slots, table=table_on(ON), periods=periods_on(ON), service=service, row_of={}
        )

    def test_shows_open_slots_in_brackets(self):
        told = self.told(Slots(organs=(), court=""), Service.NETWORK)
        assert told.text == (
            "如不服本答复，可以自收到本答复之日起60日内向〔复议机关〕申请行政复议，"
            "或者自收到本答复之日起6个月内向〔人民法院〕提起行政诉讼。"
            "行政复议也可以通过互联网申请：〔互联网渠道〕。"
        )
        assert told.missing == ("复议机关", "起诉的人民法院", "互联网申请行政复议的渠道")

    def test_on_paper_wants_no_channel(self):
        told = self.told(FULL)
        assert (told.text, told.missing) == (TestTheClause.SAID, ())

    def test_calls_the_letter_by_its_name(self):
        told = self.told(Slots(organs=FULL.organs, court=FULL.court, paper="决定"))
        assert told.text.startswith("如不服本决定，可以自收到本决定之日起")


class TestTariff:
    ROWS = (("1", "10", "0", "", ""), ("11", "", "100", "10", "50"))

    def test_may_have_a_tier_of_one(self):
        assert fees.tariff_from((("1", "1", "0", "", ""), ("2", "", "5", "", "")))[0].last == 1

    @pytest.mark.parametrize(
        ("rows", "sentence", "facts"),
        [
            ((("2", "", "5", "", ""),), "收费标准在第2处不连续，请核对起止", {"first": 2}),
            (
                (("1", "5", "0", "", ""), ("6", "4", "5", "", "")),
                "收费标准在第6处不连续，请核对起止", {"first": 6},
            ),
            (
                (("1", "5", "0", "", ""),),
                "收费标准的最后一档应当不封顶；“每增加”和“加收”要同时填写，并且只用于最后一档", {},
            ),
        ],
    )  # fmt: skip
    def test_says_what_is_wrong(self, rows, sentence, facts):
        with pytest.raises(NoTariff) as refused:
            fees.must_be_tariff(rows)
        assert (refused.value.sentence, refused.value.facts) == (sentence, facts)

    def test_wants_a_table(self):
        with pytest.raises(NoTariff):
            fees.must_be_tariff("100")

    def test_begins_on_its_first_day(self):
        assert fees.shipped_tariff(Basis.ITEMS, on=fees.SINCE)
        early = date(2020, 12, 31)  # Thursday
        with pytest.raises(NoTariff) as refused:
            fees.shipped_tariff(Basis.ITEMS, on=early)
        assert refused.value.sentence == "2020-12-31尚无信息处理费标准：现行办法自2021-01-01起施行"
        assert refused.value.facts == {"on": early}


class TestWorksheet:
    ITEMS = fees.shipped_tariff(Basis.ITEMS, on=ON)

    def test_keeps_what_it_was_asked(self):
        sheet = fees.worksheet(Basis.ITEMS, 3, self.ITEMS, before=9)
        assert (sheet.basis, sheet.before, sheet.count) == (Basis.ITEMS, 9, 3)
        assert sheet.says == ("第10件：不收费", "第11至12件：2件×100元＝200元", "合计200元")

    @pytest.mark.parametrize(("count", "before"), [(-1, 0), (1, -1), (fees.MOST, 1), (1, fees.MOST)])
    def test_counts_no_more_than_there_can_be(self, count, before):
        with pytest.raises(BadCount) as refused:
            fees.worksheet(Basis.ITEMS, count, self.ITEMS, before=before)
        assert refused.value.sentence == f"件数应在0到{fees.MOST}之间，请核对"
        assert refused.value.facts == {"count": count}

    def test_reaches_the_last_number(self):
        sheet = fees.worksheet(Basis.ITEMS, 1, self.ITEMS, before=fees.MOST - 1)
        assert sheet.lines[-1].last == fees.MOST

    def test_by_page_knows_nothing_before(self):
        with pytest.raises(BadCount) as refused:
            fees.worksheet(Basis.PAGES, 1, fees.shipped_tariff(Basis.PAGES, on=ON), before=2)
        assert refused.value.sentence == "按量计收只算本件申请的页数，不与其他申请累加"
        assert refused.value.facts == {"before": 2}
