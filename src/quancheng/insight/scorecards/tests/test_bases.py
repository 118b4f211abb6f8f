"""What letters stand on: dated, with its source, entered by one person and confirmed by the head."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from quancheng.insight.scorecards.commands import bases as writing
from quancheng.insight.scorecards.commands.letters import (
    BasisChanged,
    amend_letter,
    send_approved_letter,
    wording_of,
)
from quancheng.insight.scorecards.commands.results import SecondPersonNeeded
from quancheng.insight.scorecards.models import Letter, LetterBasis
from quancheng.insight.scorecards.queries import bases as queries
from quancheng.insight.scorecards.queries.sets import NotOfOffice
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.tests.conftest import AFTER, at, draft_letter, issue_letter, signed_in
from quancheng.kernel.audit.models import AuditEntry

SAID = writing.BasisWording(
    kind=Kind.REMINDER, from_on=date(2026, 4, 2), verb="提醒", organ="市政府办公厅",
    basis="演示市政务公开考核办法第八条", source="演办发〔2026〕2号，2026年3月20日公布", mark="V",
)  # fmt: skip  # a Thursday
THE_DAY = at("2026-04-02")


def enter(actor, now=AFTER, **other):
    return writing.enter_basis(wording=replace(SAID, **other), actor=actor, now=now)


def confirm(one, actor, now=AFTER):
    return writing.confirm_basis(basis_id=one.pk, actor=actor, now=now)


class TestEnterBasis:
    def test_holds_nothing_before_it_is_confirmed(self, city, office, office_head):
        one = enter(office)
        assert queries.measure_for(city.pk, Kind.REMINDER, SAID.from_on).basis == "《条例》第四十七条"
        confirm(one, office_head)
        assert queries.measure_for(city.pk, Kind.REMINDER, SAID.from_on).basis == SAID.basis
        assert queries.measure_for(city.pk, Kind.REMINDER, date(2026, 4, 1)).basis == "《条例》第四十七条"
        assert queries.measure_for(city.pk, Kind.PRAISE, SAID.from_on).verb == "表扬"
        assert AuditEntry.objects.filter(code="scorecards.basis.entered").count() == 1

    @pytest.mark.parametrize(
        ("other", "match"),
        [
            ({"from_on": date(2026, 3, 31)}, "早于今天"),  # Tuesday
            ({"verb": "责令限期改正"}, "上一级行政机关"),
            ({"verb": "决定给予警告"}, "任免机关"),
        ],
    )
    def test_refuses_another_organs_measure_and_past_days(self, office, other, match):
        with pytest.raises(writing.BadBasis, match=match):
            enter(office, **other)

    def test_is_refused_twice_for_one_day(self, office, office_head):
        enter(office)
        with pytest.raises(writing.BasisEnteredAlready, match="已经录入"):
            enter(office_head)

    def test_is_for_the_office(self, clerk):
        with pytest.raises(NotOfOffice):
            enter(clerk)


class TestConfirmBasis:
    def test_takes_the_head_and_a_second_person(self, office, office_head, stranger):
        one = enter(office)
        with pytest.raises(NotOfOffice):
            confirm(one, office)
        with pytest.raises(queries.NoSuchBasis):
            confirm(one, stranger)
        assert confirm(one, office_head).confirmed_by_id == office_head.person_id
        with pytest.raises(writing.BasisSettled):
            confirm(one, office_head)
        with pytest.raises(SecondPersonNeeded):
            confirm(enter(office_head, kind=Kind.PRAISE), office_head)
        assert AuditEntry.objects.filter(code="scorecards.basis.confirmed").count() == 1

    def test_reaches_no_day_that_is_past(self, office, office_head):
        with pytest.raises(writing.BadBasis, match="不能追溯"):
            confirm(enter(office), office_head, now=at("2026-04-03"))  # Friday


class TestDropBasis:
    def test_gives_up_what_is_not_confirmed(self, office, office_head):
        one = enter(office)
        writing.drop_basis(basis_id=one.pk, actor=office, now=AFTER)
        again = enter(office)
        confirm(again, office_head)
        with pytest.raises(writing.BasisSettled, match="另录一条"):
            writing.drop_basis(basis_id=again.pk, actor=office, now=AFTER)
        assert AuditEntry.objects.filter(code="scorecards.basis.dropped").count() == 1


class TestALetter:
    def test_is_issued_by_what_holds_on_its_day(self, frozen, office, office_head):
        before = issue_letter(draft_letter(frozen, office), office_head)
        confirm(enter(office), office_head)
        after = issue_letter(draft_letter(frozen, office), office_head, now=THE_DAY)
        before.refresh_from_db()
        assert (before.basis, after.basis) == ("《条例》第四十七条", SAID.basis)

    def test_that_was_approved_on_another_basis_is_worded_again(self, frozen, office, office_head):
        one = draft_letter(frozen, office)
        confirm(enter(office), office_head)
        with pytest.raises(BasisChanged):
            send_approved_letter(letter_id=one.pk, version=0, actor=office, now=THE_DAY)
        fresh = Letter.objects.get(pk=one.pk)
        amend_letter(
            letter_id=one.pk, version=fresh.version, wording=wording_of(one), actor=office, now=THE_DAY
        )
        assert Letter.objects.get(pk=one.pk).basis == SAID.basis


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    @pytest.fixture(autouse=True)
    def in_april(self, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)  # Wednesday 1 April 2026

    def test_goes_from_entering_to_confirming(self, office, office_head, clerk, stranger):
        new, table = reverse("scorecards_desk:basis_new"), reverse("scorecards_desk:basis")
        said = {
            "kind": "reminder", "from_on": "2026-04-02", "verb": "提醒", "organ": "市政府办公厅",
            "basis": SAID.basis, "source": SAID.source, "mark": "V",
        }  # fmt: skip
        at_office = signed_in(office)
        assert at_office.post(new, said | {"verb": "责令改正"}).status_code == 422
        assert "等政务公开机构负责人确认" in at_office.post(new, said, follow=True).text
        assert SAID.basis not in signed_in(clerk).get(table).text
        one = LetterBasis.objects.get()
        step = reverse("scorecards_desk:basis_step", args=[one.pk, "confirm"])
        assert signed_in(stranger).post(step).status_code == 404
        assert "已确认" in signed_in(office_head).post(step, follow=True).text
        for actor in (office, clerk):
            page = signed_in(actor).get(table)
            assert SAID.basis in page.text
            assert SAID.source in page.text
        assert SAID.basis not in signed_in(stranger).get(table).text
        assert signed_in(clerk).get(new).status_code == 403
