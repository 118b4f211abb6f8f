"""The letters: each comes into being with its step, is numbered in its series, served, printed, checked."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.kernel.files.letterhead import as_docx
from quancheng.kernel.text.codes import in_groups
from quancheng.records.disclosure.commands import consulting, handling, letters
from quancheng.records.disclosure.commands.intake import confirm_receipt
from quancheng.records.disclosure.commands.lettering import BadLetterService
from quancheng.records.disclosure.models import Letter, Reply, Verifiable
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.public import What
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.letters import (
    LetterChanged,
    NoSuchLetter,
    NotGenuine,
    as_printed,
    verifiable_of,
)
from quancheng.records.disclosure.queries.linked import papers_as_parts
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.rules.grounds import grounds_listed
from quancheng.records.disclosure.rules.letter import LetterNotReady
from quancheng.records.disclosure.rules.letters import SIGNS, TITLES, tidy_letter_number
from quancheng.records.disclosure.rules.papers import Paper, paper_of
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.tests.conftest import NOW, WHO, at, day, enter, hand_in, seen, submit

LATER = "2024-04-24"  # Wednesday
BY_HAND = {"way": Reply.Way.BY_HAND, "proof": "李四签收"}


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


def letter(sort: str) -> Letter:
    return Letter.objects.get(sort=sort)


def asked_for(request, actor, party=Party.THIRD, on=LATER, name="演示公司"):
    return consulting.consult(
        **seen(request), party=party, name=name, about="经营数据", on=day(on), actor=actor, now=at(on)
    )


@pytest.fixture
def refused(received, clerk):
    """A third party that refused, with reasons, on Friday 26 April 2024."""
    asked_for(received, clerk)
    told = {"number": received.number, "place": 1, "actor": clerk}
    consulting.note_delivery(**told, on=day("2024-04-25"), now=at("2024-04-25"))
    consulting.note_opinion(
        **told, opinion=Opinion.REFUSES_WITH_REASONS, reasons="商业秘密", on=day("2024-04-26"),
        now=at("2024-04-26"),
    )  # fmt: skip
    return received


class TestLetters:
    def test_come_with_the_step_to_which_they_belong(self, received, clerk, head):
        handling.extend_answer(**seen(received), days=10, reason="需要汇总", actor=head, now=at(LATER))
        handling.ask_correction(**seen(received), points="请写明年份", days=10, actor=clerk, now=at(LATER))
        told = [(one.sort, one.number, one.remedy) for one in Letter.objects.order_by("place")]
        assert told == [
            ("receipt", "市财政局依收〔2024〕1号", "C"), ("extension", "市财政局依延〔2024〕1号", "C"),
            ("correction", "市财政局依补〔2024〕1号", "C"),
        ]  # fmt: skip
        assert "由2024年5月21日延长至2024年6月4日" in letter("extension").text
        assert letter("extension").serve_by == day("2024-05-21")
        assert letter("correction").serve_by == day("2024-04-30")  # seven working days

    def test_are_numbered_by_sort_agency_and_year(self, received, clerk, neighbour):
        hand_in(clerk)
        hand_in(neighbour)
        hand_in(clerk, came_on="2025-01-02", now=at("2025-01-02"))  # Thursday
        assert list(Letter.objects.order_by("pk").values_list("number", flat=True)) == [
            "市财政局依收〔2024〕1号", "市财政局依收〔2024〕2号", "市水务局依收〔2024〕1号",
            "市财政局依收〔2025〕1号",
        ]  # fmt: skip

    def test_begin_with_the_sign_of_the_agency_where_there_is_one(self, clerk, office):
        rows = (("", "", "电话0531-0000（演示）"), ("qzw-2", "演财", "电话0531-1111（演示）"))
        enter("disclosure.letter_heads", rows, office)
        hand_in(clerk)
        assert letter("receipt").number == "演财依收〔2024〕1号"
        assert "0531-1111" in letter("receipt").text

    def test_are_none_before_both_sides_have_confirmed(self, clerk):
        made = submit()
        assert not Letter.objects.exists()
        confirm_receipt(**seen(made), on=NOW.date(), how="电话", actor=clerk, now=NOW)
        assert "2024年4月22日为收到申请之日" in letter("receipt").text

    @pytest.mark.parametrize(
        ("party", "sort", "says"),
        [
            (Party.THIRD, "consultation", "由本机关依照该条例的规定决定是否公开"),
            (Party.CO_MAKER, "co_maker", "视为同意公开"), (Party.ORGAN, "other_organ", "协商、确认"),
        ],
    )  # fmt: skip
    def test_to_a_party_say_what_its_silence_means(self, received, clerk, party, sort, says):
        asked_for(received, clerk, party)
        assert says in letter(sort).text
        assert (letter(sort).addressee, letter(sort).is_to_party) == ("演示公司", True)
        told = letter("consultation_told")
        assert (told.addressee, told.is_to_party) == (WHO.name, False)
        assert "演示公司" not in told.text
        assert WHO.name not in letter(sort).text

    def test_tell_their_remedy_by_their_sort_alone(self, received):
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.update(remedy="B")

    def test_have_a_sign_and_a_title_for_every_sort(self):
        assert SIGNS.keys() == TITLES.keys() == {*Sort}
        assert len({*SIGNS.values(), *(one.sign for one in Paper)}) == len(Sort) + len(Paper)


class TestService:
    def test_of_the_correction_notice_is_its_step(self, received, clerk):
        handling.ask_correction(**seen(received), points="请写明年份", days=10, actor=clerk, now=at(LATER))
        place = letter("correction").place
        with pytest.raises(BadLetterService, match="补正告知书送达"):
            letters.note_letter_served(
                number=received.number, place=place, on=day(LATER), actor=clerk, now=at(LATER), **BY_HAND
            )
        handling.note_notice_served(
            **seen(received), on=day(LATER), **BY_HAND, actor=clerk, now=at(LATER, "10:00")
        )
        assert (letter("correction").served_on, letter("correction").way) == (day(LATER), "by_hand")

    def test_of_the_letter_to_a_party_is_its_delivery(self, refused):
        assert letter("consultation").served_on == day("2024-04-25")

    def test_is_written_down_once(self, received, clerk):
        told = {"number": received.number, "place": 1, "actor": clerk, "now": at(LATER)}
        made = letters.note_letter_served(**told, on=day(LATER), **BY_HAND)
        assert (made.served_on, made.proof) == (day(LATER), "李四签收")
        assert last_told() == "disclosure.letter.served"
        with pytest.raises(letters.ServedAlready):
            letters.note_letter_served(**told, on=day(LATER), **BY_HAND)

    @pytest.mark.parametrize(
        ("told", "says"),
        [
            ({"on": day("2024-04-19"), **BY_HAND}, "制作日期"),
            ({"on": day("2024-04-25"), **BY_HAND}, "晚于今天"),
            ({"on": day(LATER), "way": Reply.Way.BY_POST, "proof": " "}, "邮政企业"),
            ({"on": day(LATER), "way": Reply.Way.BY_NETWORK, "proof": ""}, "没有选择网上获取"),
        ],
    )  # fmt: skip
    def test_that_cannot_be_is_refused(self, received, clerk, told, says):
        with pytest.raises(BadLetterService, match=says):
            letters.note_letter_served(number=received.number, place=1, actor=clerk, now=at(LATER), **told)

    def test_over_the_network_needs_the_wish_of_the_applicant(self, clerk):
        what = What(wanted="预算报告", medium=Medium.ELECTRONIC, route=Route.NETWORK)
        made = hand_in(clerk, what=what)
        served = letters.note_letter_served(
            number=made.number, place=1, way=Reply.Way.BY_NETWORK, proof="", on=day(LATER), actor=clerk,
            now=at(LATER),
        )  # fmt: skip
        assert served.served_on == day(LATER)

    def test_is_closed_to_strangers_and_to_the_supervising_office(self, received, neighbour, office):
        told = {"number": received.number, "place": 1, "on": day(LATER), "now": at(LATER), **BY_HAND}
        with pytest.raises(NoSuchRequest):
            letters.note_letter_served(**told, actor=neighbour)
        with pytest.raises(NoSuchLetter):
            letters.note_letter_served(**told, actor=office)


class TestReadLetter:
    def test_is_written_down(self, received, clerk, office, neighbour):
        assert (
            letters.read_letter(number=received.number, place=1, actor=clerk, now=NOW).addressee == WHO.name
        )
        assert last_told() == "disclosure.letter.read"
        with pytest.raises(NoSuchLetter):
            letters.read_letter(number=received.number, place=1, actor=office, now=NOW)
        with pytest.raises(NoSuchRequest):
            letters.read_letter(number=received.number, place=1, actor=neighbour, now=NOW)

    def test_prints_name_number_and_codes(self, received):
        made = letter("receipt")
        document = Document(BytesIO(as_docx(as_printed(made))))
        said = "\n".join(paragraph.text for paragraph in document.paragraphs)
        for told in (
            WHO.name,
            made.number,
            in_groups(made.code),
            in_groups(code_of(received.number)),
            "verify",
        ):
            assert told in said
        assert code_of(received.number) not in made.text.replace(" ", "")

    def test_brings_the_slip_for_the_answer_of_a_party(self, refused):
        assert [grid.title for grid in as_printed(letter("consultation")).annexes] == ["征求意见回执"]

    def test_refuses_what_was_changed_behind_its_back(self, received):
        Letter.objects.update(text="别的话")
        with pytest.raises(LetterChanged):
            as_printed(letter("receipt"))


class TestVoidLetter:
    def void(self, request, actor, place=1, reason="姓名有误"):
        return letters.void_letter(
            number=request.number, place=place, reason=reason, actor=actor, now=at(LATER)
        )

    def test_is_seen_by_whoever_checks_it(self, received, head, clerk):
        made = self.void(received, head)
        assert verifiable_of(made.number, made.code).superseded_on == day(LATER)
        assert last_told() == "disclosure.letter.voided"
        with pytest.raises(letters.LetterVoid):
            self.void(received, head)
        with pytest.raises(letters.LetterVoid):
            letters.note_letter_served(
                number=received.number, place=1, on=day(LATER), actor=clerk, now=at(LATER), **BY_HAND
            )

    def test_is_no_way_to_undo_a_step(self, received, clerk, head):
        handling.extend_answer(**seen(received), days=10, reason="需要汇总", actor=head, now=at(LATER))
        with pytest.raises(letters.LetterHolds):
            self.void(received, head, place=2)

    def test_needs_a_reason_and_is_the_heads(self, received, head, clerk, neighbour):
        with pytest.raises(letters.NotTold):
            self.void(received, head, reason=" ")
        with pytest.raises(NotYourStep):
            self.void(received, clerk)
        with pytest.raises(NoSuchRequest):
            self.void(received, neighbour)


class TestOverruleParty:
    def overrule(self, request, actor, **told):
        given = {"content": "中标价格", "why": "涉及公共资金使用", **told}
        return letters.overrule_party(
            number=request.number, place=1, **given, actor=actor, now=at("2024-04-29")
        )

    @pytest.fixture
    def court(self, office, city):
        enter("disclosure.courts", (("", "演示区人民法院"),), office)

    def test_tells_content_reasons_and_the_remedy(self, refused, head, court):
        made = self.overrule(refused, head)
        assert (made.number, made.remedy, made.addressee) == ("市财政局依告〔2024〕1号", "B", "演示公司")
        for told in (
            "2024年4月26日收到贵方不同意",
            "中标价格",
            "涉及公共资金使用",
            "或者自收到本告知书之日起6个月",
        ):
            assert told in made.text
        assert last_told() == "disclosure.party.overruled"
        told = {"way": Reply.Way.BY_HAND, "proof": "演示公司签收", "on": day("2024-04-29")}
        letters.note_letter_served(
            number=refused.number, place=made.place, **told, actor=head, now=at("2024-04-29")
        )
        [part] = papers_as_parts(head, refused.number)  # the party may attack it
        assert (part.number, part.on, part.facts["to"]) == (made.number, day("2024-04-29"), "third")

    def test_a_second_time_takes_the_place_of_the_first(self, refused, head, court):
        first = self.overrule(refused, head)
        self.overrule(refused, head, content="中标价格和工期")
        first.refresh_from_db()
        assert (first.superseded_on, first.text.count("中标价格")) == (day("2024-04-29"), 1)

    def test_needs_a_party_that_refused(self, received, clerk, head, court):
        asked_for(received, clerk)
        with pytest.raises(letters.NobodyRefused):
            self.overrule(received, head)

    @pytest.mark.parametrize("told", [{"content": " "}, {"why": " "}])
    def test_needs_both_content_and_reasons(self, refused, head, court, told):
        with pytest.raises(letters.NotTold):
            self.overrule(refused, head, **told)

    def test_waits_for_the_court_of_its_clause(self, refused, head):
        with pytest.raises(LetterNotReady, match="人民法院"):
            self.overrule(refused, head)

    def test_is_the_heads(self, refused, clerk, neighbour, court):
        with pytest.raises(NotYourStep):
            self.overrule(refused, clerk)
        with pytest.raises(NoSuchRequest):
            self.overrule(refused, neighbour)


class TestVerifiable:
    @pytest.mark.parametrize(
        "typed", ["市财政局依收[2024]1号", "市财政局依收（2024）第 1 号", " 市财政局依收【２０２４】1号"]
    )
    def test_is_found_however_the_number_is_typed(self, received, typed):
        made = letter("receipt")
        assert tidy_letter_number(typed) == made.number
        found = verifiable_of(typed, f" {made.code.lower()} ")
        assert (found.title, found.issuer) == ("政府信息公开申请接收回执", "市财政局")
        assert found.issued_on == NOW.date()

    def test_needs_number_and_code_together(self, received, clerk):
        hand_in(clerk)
        first, second = Letter.objects.order_by("pk")
        for number, code in (
            (first.number, second.code), (first.number, ""), ("", first.code),
            ("市财政局依收〔2024〕9号", first.code),
        ):  # fmt: skip
            with pytest.raises(NotGenuine):
                verifiable_of(number, code)

    def test_leads_to_nobody(self):
        names = {field.name for field in Verifiable._meta.get_fields()}
        assert names == {"id", "tenant", "door", "title", "issuer", "issued_on", "superseded_on"}


class TestPaper:
    @pytest.mark.parametrize(
        ("grounds", "paper"),
        [
            ("36-4", Paper.REPLY), ("14", Paper.DECISION), ("15,16", Paper.DECISION), ("36-7", Paper.REPLY),
            ("39-1,36-6", Paper.NOT_HANDLED), ("30-lapsed", Paper.ENDED), ("14,36-4", Paper.REPLY),
            ("37,15", Paper.REPLY),
        ],
    )  # fmt: skip
    def test_is_named_by_what_it_decides(self, grounds, paper):
        assert paper_of(grounds_listed(grounds)) is paper
