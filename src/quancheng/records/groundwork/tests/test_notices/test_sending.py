"""Notices: written by one, issued by another, signed for, urged, withdrawn."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from quancheng.kernel.approvals.models import Wording
from quancheng.kernel.approvals.refusals import WroteItYourself
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import MovedMeanwhile, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.notify.models import Notice as Letter
from quancheng.kernel.orgs.models import Unit, UnitKind, UnitPlace
from quancheng.records.groundwork.commands import notices as commands
from quancheng.records.groundwork.commands.collecting import sign_notice
from quancheng.records.groundwork.commands.issuing import issue_notice
from quancheng.records.groundwork.models import Notice, Recipient
from quancheng.records.groundwork.queries import notices as queries
from quancheng.records.groundwork.queries.addressees import addressees
from quancheng.records.groundwork.rules.columns import Column, ColumnKind
from quancheng.records.groundwork.tests.test_notices.cast import (
    LONG_AGO,
    NOW,
    arrival_of,
    at,
    issue,
    seen,
    sign,
    staff,
    table,
    unit,
    wish,
    write,
)

pytestmark = pytest.mark.django_db


def codes() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("code", flat=True))


class TestWriteNotice:
    def test_keeps_a_draft_that_only_the_sender_sees(self, office, office_head, clerk):
        draft = write(office, "市财政局", "市水务局")
        assert (draft.number, draft.recipients.count()) == (None, 2)
        assert queries.notice_for(office_head, draft.pk) == draft
        with pytest.raises(queries.NoSuchNotice):
            queries.notice_for(clerk, draft.pk)
        assert codes() == ["groundwork.notice.written"]

    def test_counts_a_unit_chosen_twice_once(self, office):
        assert write(office, "市财政局", "市财政局").recipients.count() == 1

    def test_tells_the_head_that_a_draft_waits(self, office, office_head):
        write(office, "市财政局")
        assert Letter.objects.get().to_person_id == office_head.person_id

    @pytest.mark.parametrize(
        ("told", "says"),
        [
            ({"sign_by": date(2026, 3, 1)}, "签收期限2026-03-01已经过去"),  # Sunday
            ({"table": table(due_on=date(2026, 2, 27))}, "报送期限2026-02-27已经过去"),  # Friday
            ({"table": table(due_on=date(2026, 3, 4))}, "早于签收期限"),  # Wednesday
            ({"table": table(columns=())}, "至少要有一列"),
            ({"table": table(columns=(Column("c1", "数", ColumnKind.TEXT),) * 2)}, "有2列都叫“数”"),
        ],
    )
    def test_is_refused_with_what_is_wrong(self, office, told, says):
        with pytest.raises(commands.DraftUnsound, match=says):
            write(office, "市财政局", **told)
        assert not Notice.objects.exists()

    def test_is_refused_without_a_unit_or_with_one_out_of_reach(self, office, district):
        with pytest.raises(commands.DraftUnsound, match="至少选一个"):
            write(office)
        with pytest.raises(commands.DraftUnsound, match="不在可选范围"):
            write(office, "市财政局", "东区财政局")

    def test_tells_every_fault_at_once(self, office):
        with pytest.raises(commands.DraftUnsound) as refused:
            write(office, sign_by=date(2026, 3, 1), table=table(columns=()))
        assert len(refused.value.facts["wrong"]) == 3

    def test_is_not_for_a_unit_without_others_below(self, clerk):
        with pytest.raises(commands.MayNotSend):
            write(clerk, "市水务局")

    def test_is_for_a_unit_with_others_below_it_and_for_those_alone(self, clerk, head):
        below = Unit.objects.create(
            tenant=unit("市财政局").tenant, code="x", kind=UnitKind.DEPARTMENT, name="市国库中心"
        )
        UnitPlace.objects.create(unit=below, parent=unit("市财政局"), from_on=LONG_AGO)
        assert [one.unit for one in addressees(clerk, on=NOW.date())] == [below]
        assert issue(write(clerk, "市国库中心"), head).number == 1
        with pytest.raises(commands.DraftUnsound):
            write(clerk, "市水务局")


class TestAddressees:
    def test_are_the_units_of_the_government_and_the_offices_below(self, office, district):
        found = addressees(office, on=NOW.date())
        assert [one.says for one in found] == ["市财政局", "市水务局", "东区（东区政府办公室）"]

    def test_are_found_in_few_queries(self, office, district):
        with CaptureQueriesContext(connection) as asked:
            addressees(office, on=NOW.date())
        assert len(asked) <= 8


class TestRewriteNotice:
    def test_changes_units_and_table(self, office):
        draft = write(office, "市财政局", table=table())
        commands.rewrite_notice(
            notice_id=draft.pk, version=0, wish=wish("市水务局", title="改过"), files=(), without=(),
            actor=office, now=NOW,
        )  # fmt: skip
        draft = Notice.objects.get()
        assert (draft.title, draft.version, hasattr(draft, "collection")) == ("改过", 1, False)
        assert [str(one.unit) for one in draft.recipients.all()] == ["市水务局"]

    def test_tells_the_second_of_two(self, office, office_head):
        draft = write(office, "市财政局")
        told = {"notice_id": draft.pk, "version": 0, "files": (), "without": (), "now": NOW}
        commands.rewrite_notice(**told, wish=wish("市财政局", title="甲"), actor=office)
        with pytest.raises(commands.WrittenMeanwhile):
            commands.rewrite_notice(**told, wish=wish("市财政局", title="乙"), actor=office_head)
        assert Notice.objects.get().title == "甲"

    def test_is_refused_after_issue(self, office, office_head):
        issued = issue(write(office, "市财政局"), office_head)
        with pytest.raises(commands.IssuedAlready):
            commands.discard_notice(notice_id=issued.pk, actor=office, now=NOW)

    def test_or_deletes_it(self, office):
        draft = write(office, "市财政局", table=table())
        commands.discard_notice(notice_id=draft.pk, actor=office, now=NOW)
        assert not Notice.objects.exists()
        assert codes()[-1] == "groundwork.notice.discarded"


class TestIssueNotice:
    def test_gives_the_next_number_and_a_case_to_each_unit(self, office, office_head, clerk, stranger):
        first = issue(write(office, "市财政局", "市水务局"), office_head)
        second = issue(write(office, "市财政局"), office_head)
        assert (first.number, second.number, first.year) == (1, 2, 2026)
        arrival = arrival_of(first, "市财政局")
        assert (arrival.case.state, arrival.case.due_on) == ("sent", date(2026, 3, 6))  # Friday
        told = set(Letter.objects.filter(kind="groundwork.issued").values_list("to_person", flat=True))
        assert told == {clerk.person_id, stranger.person_id}
        assert queries.notice_for(clerk, first.pk) == first
        assert codes().count("groundwork.notice.issued") == 2

    def test_is_not_for_who_wrote_it(self, office_head):
        with pytest.raises(commands.NotByYou, match="最后修改"):
            issue(write(office_head, "市财政局"), office_head)

    def rewrite(self, draft, actor, **told):
        return commands.rewrite_notice(
            notice_id=draft.pk, version=Notice.objects.get().version, wish=wish("市财政局", **told),
            files=(), without=(), actor=actor, now=NOW,
        )  # fmt: skip

    def test_is_not_for_who_wrote_it_and_had_it_saved_again(self, office, office_head):
        draft = write(office_head, "市财政局", text="请各单位于月底前报送政务公开活动情况。")
        self.rewrite(draft, office, text="请各单位于月底前报送政务公开活动情况。")
        with pytest.raises(commands.NotByYou):
            issue(Notice.objects.get(), office_head)
        self.rewrite(draft, office, text="请各单位于月底前报送政务公开活动情况。谢谢。")
        with pytest.raises(WroteItYourself, match="报送政务公开活动"):
            issue(Notice.objects.get(), office_head)

    def test_is_for_a_head_of_whose_words_nothing_is_left(self, office, office_head):
        draft = write(office, "市财政局", text="请各单位于月底前报送政务公开活动情况。")
        self.rewrite(draft, office_head, text="务必抓紧填报，逾期通报。")
        self.rewrite(draft, office, text="望及时反馈。")
        assert issue(Notice.objects.get(), office_head).number == 1

    def test_thrown_away_is_forgotten(self, office, office_head):
        draft = write(office, "市财政局")
        self.rewrite(draft, office_head, text="望及时反馈。")
        commands.discard_notice(notice_id=draft.pk, actor=office, now=NOW)
        assert not Wording.objects.exists()

    def test_is_for_a_head_alone(self, office, clerk, office_head):
        draft = write(office_head, "市财政局")
        with pytest.raises(commands.NotByYou, match="负责人签发"):
            issue(draft, office)
        with pytest.raises(queries.NoSuchNotice):
            issue(draft, clerk)

    def test_is_kept_apart_by_the_database_too(self, office):
        draft = write(office, "市财政局")
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.filter(pk=draft.pk).update(
                issued_at=NOW, issued_by=office.person_id, number=1, year=2026
            )

    def test_is_refused_when_the_draft_was_changed_or_its_day_has_passed(self, office, office_head):
        draft = write(office, "市财政局")
        with pytest.raises(commands.WrittenMeanwhile):
            issue_notice(notice_id=draft.pk, version=7, actor=office_head, now=NOW)
        with pytest.raises(commands.DraftUnsound, match="已经过去"):
            issue(draft, office_head, at("2026-03-09"))  # Monday
        assert issue(draft, office_head).number == 1  # no gap

    def test_goes_to_many_units_in_few_queries(self, office, office_head):
        tenant = unit("市财政局").tenant
        Unit.objects.bulk_create(
            Unit(tenant=tenant, code=f"n{n}", kind=UnitKind.DEPARTMENT, name=f"单位{n}") for n in range(400)
        )
        draft = write(office, *Unit.objects.filter(code__startswith="n").values_list("name", flat=True))
        with CaptureQueriesContext(connection) as asked:
            issue(draft, office_head)
        assert Recipient.objects.filter(case__isnull=False).count() == 400
        assert len(asked) <= 60


class TestSignNotice:
    def test_ends_the_case_of_a_mere_notice(self, office, office_head, clerk):
        arrival = arrival_of(issue(write(office, "市财政局"), office_head), "市财政局")
        signed = sign(arrival, clerk)
        assert (signed.signed_by_id, signed.case.state, signed.case.ended_on) == (
            clerk.person_id, "signed", NOW.date(),
        )  # fmt: skip
        assert codes()[-1] == "groundwork.notice.signed"

    def test_is_for_the_unit_alone_and_once(self, office, office_head, clerk, stranger, head):
        arrival = arrival_of(issue(write(office, "市财政局"), office_head), "市财政局")
        with pytest.raises(queries.NoSuchNotice):
            sign(arrival, stranger)
        stale = seen(arrival)
        sign(arrival, clerk)
        with pytest.raises(MovedMeanwhile):
            sign_notice(**stale, actor=head, now=NOW)
        with pytest.raises(StepNotOpen):
            sign(arrival, head)


class TestUrgeUnits:
    def test_reaches_who_has_not_signed_once_a_day(self, office, office_head, clerk, stranger):
        notice = issue(write(office, "市财政局", "市水务局"), office_head)
        sign(arrival_of(notice, "市财政局"), clerk)
        told = {"notice_id": notice.pk, "actor": office}
        assert commands.urge_units(**told, now=NOW) == 1
        assert Letter.objects.filter(kind="groundwork.urged").get().to_person_id == stranger.person_id
        with pytest.raises(commands.NothingToUrge):
            commands.urge_units(**told, now=NOW)
        assert commands.urge_units(**told, now=at("2026-03-03")) == 1  # Tuesday
        assert arrival_of(notice, "市水务局").urged == 2
        assert codes().count("groundwork.notice.urged") == 2

    def test_is_for_the_sender_alone(self, office, office_head, clerk):
        notice = issue(write(office, "市财政局"), office_head)
        with pytest.raises(queries.NotOfSender):
            commands.urge_units(notice_id=notice.pk, actor=clerk, now=NOW)


class TestWithdrawNotice:
    def test_ends_what_is_open_and_tells_everybody(self, office, office_head, clerk, stranger):
        notice = issue(write(office, "市财政局", "市水务局"), office_head)
        sign(arrival_of(notice, "市财政局"), clerk)
        told = {"notice_id": notice.pk, "actor": office, "now": NOW}
        with pytest.raises(ReasonMissing):
            commands.withdraw_notice(**told, reason=" ")
        commands.withdraw_notice(**told, reason="内容有误")
        assert arrival_of(notice, "市水务局").case.state == "withdrawn"
        assert arrival_of(notice, "市财政局").case.state == "signed"
        assert Letter.objects.filter(kind="groundwork.withdrawn").count() == 2
        with pytest.raises(commands.WithdrawnAlready):
            commands.withdraw_notice(**told, reason="再撤")
        with pytest.raises(StepNotOpen):
            sign(arrival_of(notice, "市水务局"), stranger)
        assert codes()[-1] == "groundwork.notice.withdrawn"


class TestWhoSees:
    def test_nobody_else_does(self, office, office_head, clerk, stranger, district):
        notice = issue(write(office, "市财政局"), office_head)
        for nobody in (stranger, district):
            with pytest.raises(queries.NoSuchNotice):
                queries.notice_for(nobody, notice.pk)
            assert not queries.arrivals_for(nobody).exists()
        with pytest.raises(queries.NotOfSender):
            queries.notice_read_whole(clerk, notice.pk)

    def test_a_reviewer_signs_nothing(self, office, office_head, notice_city):
        reader = staff("市财政局", "reader", "reviewer")
        arrival = arrival_of(issue(write(office, "市财政局"), office_head), "市财政局")
        with pytest.raises(NotYourStep):
            sign(arrival, reader)

    def test_what_waits_is_counted_in_one_query(self, office, office_head, clerk):
        issue(write(office, "市财政局"), office_head)
        write(office, "市财政局")
        with CaptureQueriesContext(connection) as asked:
            waits = queries.notices_waiting(clerk, today=NOW.date())
        assert (waits.to_sign, waits.to_issue, len(asked)) == (1, 0, 1)
        assert queries.notices_waiting(office_head, today=NOW.date()).to_issue == 1
