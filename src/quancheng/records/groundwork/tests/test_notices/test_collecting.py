"""Collections: filled in, confirmed, checked, later days, layouts amended, handed on and summed up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import BadDay, BadUnit, MovedMeanwhile, NotYourStep, StepNotOpen
from quancheng.kernel.links.registry import resolve
from quancheng.kernel.notify.models import Notice as Letter
from quancheng.kernel.obligations.measures import measures
from quancheng.kernel.orgs.handover import left_by_unit
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.retention.jobs import erase
from quancheng.kernel.retention.models import Term
from quancheng.records.groundwork.commands import checking, collecting, layouts
from quancheng.records.groundwork.commands import notices as sending
from quancheng.records.groundwork.commands.notices import (
    NotByYou,
    WithdrawnAlready,
    urge_units,
    withdraw_notice,
)
from quancheng.records.groundwork.models import Filling, Layout, Notice
from quancheng.records.groundwork.queries import fillings, notices
from quancheng.records.groundwork.rules.columns import Column, ColumnKind
from quancheng.records.groundwork.tests.test_notices.cast import (
    COLUMNS,
    DUE_ON,
    NOW,
    ROW,
    SIGN_BY,
    arrival_of,
    at,
    hand_in,
    issue,
    save,
    seen,
    sign,
    staff,
    table,
    unit,
    version_of,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(office, office_head, clerk, head, stranger) -> Notice:
    """A collection to two departments, due on Friday 20 March 2026."""
    return issue(write(office, "市财政局", "市水务局", table=table()), office_head)


@pytest.fixture
def mine(sent):
    return arrival_of(sent, "市财政局")


def last_code() -> str:
    return AuditEntry.objects.latest("seq").code


def state(arrival) -> str:
    arrival.refresh_from_db()
    return arrival.case.state


class TestSaveTable:
    def test_keeps_what_is_there_complete_or_not(self, mine, clerk):
        sign(mine, clerk)
        saved = save(mine, clerk, {**ROW, "c2": "三", "c3": "1,200"})
        assert [str(fault) for fault in saved.faults] == [
            "第1行“场次”须填整数（单位是场，只写数字），现为“三”"
        ]
        stored = fillings.table_of(mine)
        assert (stored.rows[0]["c2"], stored.rows[0]["c3"], stored.version) == ("三", "1200", 1)
        assert (last_code(), Filling.objects.get().row_count) == ("groundwork.table.saved", 1)

    def test_lies_encrypted(self, mine, clerk):
        sign(mine, clerk)
        save(mine, clerk, ROW)
        with connection.cursor() as cursor:
            cursor.execute("SELECT rows FROM groundwork_filling")
            assert "开放日" not in cursor.fetchone()[0]

    def test_waits_for_the_signature(self, mine, clerk):
        with pytest.raises(collecting.SignFirst):
            save(mine, clerk, ROW)

    def test_tells_the_second_of_two_and_keeps_the_first(self, mine, clerk, head):
        sign(mine, clerk)
        save(mine, clerk, ROW)
        told = {"arrival_id": mine.pk, "now": NOW}
        collecting.save_table(**told, version=1, rows=[{**ROW, "c1": "甲"}], actor=clerk)
        with pytest.raises(collecting.FilledMeanwhile):
            collecting.save_table(**told, version=1, rows=[{**ROW, "c1": "乙"}], actor=head)
        assert fillings.table_of(mine).rows[0]["c1"] == "甲"
        with pytest.raises(collecting.FilledMeanwhile):
            collecting.save_table(**told, version=0, rows=[], actor=head)

    def test_is_for_the_unit_alone(self, mine, stranger):
        with pytest.raises(notices.NoSuchNotice):
            save(mine, stranger, ROW)

    def test_is_refused_beyond_the_most_rows(self, mine, clerk):
        sign(mine, clerk)
        with pytest.raises(collecting.TableUnsound, match="超过5000行"):
            save(mine, clerk, *[ROW] * 5001)

    def test_takes_two_thousand_rows(self, mine, clerk, head):
        hand_in(mine, clerk, head, *[ROW] * 2000)
        assert fillings.whole_of(mine.notice).totals["c2"] == "6000"


class TestBringTable:
    def test_refuses_the_same_twice(self, mine, clerk):
        sign(mine, clerk)
        told = {"arrival_id": mine.pk, "rows": [ROW], "actor": clerk, "now": NOW}
        assert collecting.bring_table(**told, version=0).version == 1
        with pytest.raises(collecting.NothingNew):
            collecting.bring_table(**told, version=1)
        assert last_code() == "groundwork.table.saved"


class TestFillAndConfirm:
    def test_go_from_the_clerk_over_the_head_to_the_sender(self, mine, clerk, head, office):
        sign(mine, clerk)
        save(mine, clerk, ROW)
        collecting.fill_table(**seen(mine), actor=clerk, now=NOW)
        assert Letter.objects.filter(kind="groundwork.to_confirm").get().to_person_id == head.person_id
        with pytest.raises(collecting.NotToBeFilled):
            save(mine, clerk, ROW)
        with pytest.raises(NotYourStep):
            collecting.confirm_table(**seen(mine), actor=clerk, now=NOW)
        collecting.confirm_table(**seen(mine), actor=head, now=NOW)
        assert (state(mine), mine.case.due_on) == ("confirmed", None)
        assert Letter.objects.filter(kind="groundwork.handed_in", to_person=office.person_id).exists()
        assert last_code() == "groundwork.table.confirmed"

    def test_are_refused_with_a_fault_and_empty(self, mine, clerk):
        sign(mine, clerk)
        with pytest.raises(collecting.TableUnsound, match="没有填写任何一行"):
            collecting.fill_table(**seen(mine), actor=clerk, now=NOW)
        save(mine, clerk, {**ROW, "c2": "", "c4": "?"})
        with pytest.raises(collecting.TableUnsound) as refused:
            collecting.fill_table(**seen(mine), actor=clerk, now=NOW)
        assert len(refused.value.facts["wrong"]) == 2

    def test_or_the_head_gives_it_back(self, mine, clerk, head):
        sign(mine, clerk)
        save(mine, clerk, ROW)
        collecting.fill_table(**seen(mine), actor=clerk, now=NOW)
        collecting.refuse_table(**seen(mine), reason="少一场", actor=head, now=NOW)
        assert state(mine) == "returned"
        save(mine, clerk, ROW, ROW)
        assert last_code() == "groundwork.table.saved"


class TestCheck:
    def test_accepts_and_makes_it_evidence(self, mine, clerk, head, office, stranger):
        hand_in(mine, clerk, head)
        checking.accept_table(**seen(mine), actor=office, now=NOW)
        assert (state(mine), last_code()) == ("accepted", "groundwork.table.accepted")
        found = measures["groundwork.collections"].read(clerk.unit_id, date(2026, 3, 1), date(2026, 3, 31))
        ref = RecordRef("groundwork.table", str(mine.pk))
        assert [one.ref for one in found] == [ref]
        assert measures["groundwork.collections"].read(clerk.unit_id, date(2026, 4, 1), DUE_ON) == []
        assert ref in resolve(clerk, [ref])
        assert ref in resolve(Actor.clockwork(), [ref])
        assert ref not in resolve(stranger, [ref])

    def test_returns_with_a_reason_also_what_was_accepted(self, mine, clerk, head, office):
        hand_in(mine, clerk, head)
        checking.accept_table(**seen(mine), actor=office, now=NOW)
        checking.return_table(**seen(mine), reason="经费有误", actor=office, now=NOW)
        assert (state(mine), mine.case.due_on) == ("returned", DUE_ON)
        assert Letter.objects.filter(kind="groundwork.returned").count() == 2

    def test_is_for_the_sender_alone(self, mine, clerk, head, stranger):
        hand_in(mine, clerk, head)
        with pytest.raises(notices.NotOfSender):
            checking.accept_table(**seen(mine), actor=head, now=NOW)
        with pytest.raises(notices.NoSuchNotice):
            checking.accept_table(**seen(mine), actor=stranger, now=NOW)

    def test_comes_after_the_head(self, mine, clerk, office, office_head):
        sign(mine, clerk)
        with pytest.raises(StepNotOpen):
            checking.accept_table(**seen(mine), actor=office, now=NOW)
        stale = seen(mine)
        checking.grant_later(
            **stale, until=date(2026, 3, 27), reason="春耕", actor=office, now=NOW
        )  # to a Friday
        with pytest.raises(MovedMeanwhile):
            checking.grant_later(**stale, until=date(2026, 3, 30), reason="春耕", actor=office_head, now=NOW)


class TestLaterDay:
    def test_is_asked_for_and_granted(self, mine, clerk, office):
        until, told = date(2026, 3, 27), {"reason": "汇总较慢", "now": NOW}  # Friday
        collecting.ask_for_later(**seen(mine), until=until, actor=clerk, **told)
        mine.refresh_from_db()
        assert (mine.wanted_on, mine.case.due_on) == (until, DUE_ON)
        checking.grant_later(**seen(mine), until=until, actor=office, **told)
        mine.refresh_from_db()
        assert (mine.wanted_on, mine.case.due_on, mine.case.is_moved) == (None, until, True)
        assert last_code() == "groundwork.table.later_granted"

    def test_or_denied_once(self, mine, clerk, office):
        told = {"reason": "按期", "now": NOW}
        collecting.ask_for_later(**seen(mine), until=date(2026, 3, 27), actor=clerk, **told)
        checking.deny_later(**seen(mine), actor=office, **told)
        with pytest.raises(checking.NoWish):
            checking.deny_later(**seen(mine), actor=office, **told)
        assert last_code() == "groundwork.table.later_denied"

    def test_must_be_later(self, mine, clerk, office):
        with pytest.raises(BadDay):
            collecting.ask_for_later(**seen(mine), until=DUE_ON, reason="x", actor=clerk, now=NOW)
        with pytest.raises(BadDay):
            checking.grant_later(**seen(mine), until=date(2026, 3, 10), reason="x", actor=office, now=NOW)


class TestPassOn:
    def test_hands_what_a_unit_owes_to_its_successor(self, mine, clerk, office, stranger):
        sign(mine, clerk)
        save(mine, clerk, ROW)
        owed = "未办结的通知与收表"
        assert (owed, 1) in [(one.says, one.count) for one in left_by_unit(clerk.unit_id)]
        checking.pass_on(**seen(mine), unit_id=stranger.unit_id, reason="机构合并", actor=office, now=NOW)
        assert owed not in [one.says for one in left_by_unit(clerk.unit_id)]
        assert notices.arrival_of_unit(stranger, mine.pk) == mine
        with pytest.raises(notices.NoSuchNotice):
            notices.arrival_for(clerk, mine.pk)
        assert fillings.table_of(mine).rows[0]["c1"] == "开放日"

    def test_knows_no_unit_that_is_gone(self, mine, office):
        Unit.objects.filter(name="市水务局").update(closed_on=date(2026, 2, 27))  # Friday
        with pytest.raises(BadUnit):
            checking.pass_on(**seen(mine), unit_id=unit("市水务局").pk, reason="x", actor=office, now=NOW)


class TestAmendLayout:
    NEW = (replace(COLUMNS[0], title="名称"), COLUMNS[1], *COLUMNS[3:], Column("c7", "备注", ColumnKind.TEXT))

    def amend(self, sent, office, columns=NEW, edition=1, now=NOW):
        return layouts.amend_layout(
            notice_id=sent.pk, edition=edition, columns=columns, reason="补充", actor=office, now=now
        )

    def test_carries_the_rows_and_sends_back_what_was_handed_in(self, sent, mine, clerk, head, office):
        hand_in(mine, clerk, head)
        assert self.amend(sent, office).edition == 2
        assert state(mine) == "returned"
        now = fillings.table_of(mine)
        assert (now.former, now.rows[0]["c1"], now.rows[0]["c7"]) == (1, "开放日", "")
        assert "c3" not in now.rows[0]
        told = Letter.objects.filter(kind="groundwork.layout_amended", to_person=clerk.person_id).get()
        assert "删去了“经费”" in told.body
        assert "新增“备注”" in told.body
        assert state(arrival_of(sent, "市水务局")) == "sent"
        with pytest.raises(collecting.TableUnsound):
            collecting.fill_table(**seen(mine), actor=clerk, now=NOW)
        save(mine, clerk, {**now.rows[0], "c7": "无"})
        collecting.fill_table(**seen(mine), actor=clerk, now=NOW)

    def test_is_refused_when_nothing_changed_or_another_was_quicker(self, sent, office, clerk):
        with pytest.raises(layouts.NothingChanged):
            self.amend(sent, office, columns=COLUMNS)
        with pytest.raises(collecting.FilledMeanwhile):
            self.amend(sent, office, edition=2)
        with pytest.raises(notices.NotOfSender):
            self.amend(sent, clerk)
        assert Layout.objects.count() == 1


class TestHandOn:
    def handed(self, office, office_head, district, district_head, **told):
        above = issue(write(office, "东区政府办公室", table=table(**told)), office_head)
        arrival = arrival_of(above, "东区政府办公室")
        sign(arrival, district)
        below = sending.hand_on(
            arrival_id=arrival.pk, sign_by=SIGN_BY, due_on=date(2026, 3, 13), actor=district, now=NOW
        )  # due on a Friday
        return arrival, issue(below, district_head)

    def test_sums_up_what_the_district_accepted(self, office, office_head, district, district_head):
        arrival, below = self.handed(office, office_head, district, district_head, is_many=False)
        assert below.number == 1
        for name in ("东区财政局", "东区水务局"):
            someone = staff(name, name, "handler", "head")
            one = arrival_of(below, name)
            hand_in(one, someone, someone)
            checking.accept_table(**seen(one), actor=district, now=NOW)
        layouts.gather_table(arrival_id=arrival.pk, version=0, actor=district, now=NOW)
        [row] = fillings.table_of(arrival).rows
        assert (row["c2"], row["c3"], row["c1"]) == ("6", "3", "开放日")
        beneath = fillings.beneath(arrival)
        assert [(one.unit, one.sums["c2"], one.is_accepted) for one in beneath] == [
            ("东区财政局", "3", True), ("东区水务局", "3", True),
        ]  # fmt: skip
        assert last_code() == "groundwork.table.gathered"
        with pytest.raises(notices.NoSuchNotice):  # figures go up, rows do not
            notices.arrival_for(office, arrival_of(below, "东区财政局").pk)

    def test_waits_for_an_accepted_table(self, office, office_head, district, district_head):
        arrival, _ = self.handed(office, office_head, district, district_head)
        with pytest.raises(layouts.NothingBeneath):
            layouts.gather_table(arrival_id=arrival.pk, version=0, actor=district, now=NOW)

    def test_is_done_once_and_by_an_office(self, mine, clerk, office, office_head, district, district_head):
        told = {"sign_by": SIGN_BY, "due_on": date(2026, 3, 13), "now": NOW}  # Friday
        with pytest.raises(sending.NotHandedOn):
            sending.hand_on(arrival_id=mine.pk, actor=clerk, **told)
        arrival, _ = self.handed(office, office_head, district, district_head)
        with pytest.raises(sending.NotHandedOn):
            sending.hand_on(arrival_id=arrival.pk, actor=district, **told)


class TestWithdrawn:
    def test_takes_no_table_any_more(self, sent, mine, clerk, office, office_head):
        sign(mine, clerk)
        withdraw_notice(notice_id=sent.pk, reason="停", actor=office, now=NOW)
        with pytest.raises(collecting.NotToBeFilled):
            save(mine, clerk, ROW)
        with pytest.raises(WithdrawnAlready):
            urge_units(notice_id=sent.pk, actor=office, now=at("2026-03-03"))  # Tuesday

    def test_a_table_too_needs_a_second_person(self, office_head):
        with pytest.raises(NotByYou):
            issue(write(office_head, "市财政局", table=table()), office_head)

    def test_versions_start_at_nothing(self, mine):
        assert version_of(mine) == 0


class TestTheRowsOfATable:
    def test_go_when_their_term_is_over_and_the_sums_stay(self, mine, clerk, head, office):
        hand_in(mine, clerk, head)
        checking.accept_table(**seen(mine), actor=office, now=NOW)
        Term.objects.create(
            tenant_id=mine.notice.tenant_id, kind="groundwork.filling", from_on=date(2026, 3, 3), value=36,
            source="演示", set_by_id=office.person_id, set_at=NOW,
        )  # fmt: skip
        before = mine.filling.sums
        erase(NOW + timedelta(days=365 * 3 - 2))
        assert fillings.table_of(mine).rows
        erase(NOW + timedelta(days=365 * 3 + 2))
        mine.refresh_from_db()
        assert (fillings.table_of(mine).rows, mine.filling.sums) == ((), before)
        assert state(mine) == "accepted"
