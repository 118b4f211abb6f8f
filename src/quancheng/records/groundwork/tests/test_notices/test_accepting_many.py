"""The sender accepts many tables at once: what is whole, and why the rest stays out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.notify.models import Notice as Letter
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.kernel.orgs.roles import Role
from quancheng.records.groundwork.commands import accepting, checking, collecting
from quancheng.records.groundwork.commands.notices import (
    DraftedAlready,
    NotHandedOn,
    WithdrawnAlready,
    hand_on,
    withdraw_notice,
)
from quancheng.records.groundwork.models import Filling, Notice
from quancheng.records.groundwork.queries.notices import NoSuchNotice, NotOfSender
from quancheng.records.groundwork.queries.standing import tables_standing
from quancheng.records.groundwork.tests.test_notices.cast import (
    DUE_ON,
    NOW,
    SIGN_BY,
    arrival_of,
    hand_in,
    issue,
    seen,
    sign,
    signed_in,
    staff,
    table,
    write,
)
from quancheng.records.groundwork.workflow.notices import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(office, office_head, clerk, head, stranger, district, district_head) -> Notice:
    told = {"sign_by": timezone.localdate() + timedelta(3)}
    due = table(due_on=timezone.localdate() + timedelta(9))
    names = ("市财政局", "市水务局", "东区政府办公室")
    return issue(write(office, *names, table=due, now=timezone.now(), **told), office_head, timezone.now())


@pytest.fixture
def handed_in(sent, clerk, head, district, district_head) -> Notice:
    """Two of three have handed in."""
    for name, one, its_head in (("市财政局", clerk, head), ("东区政府办公室", district, district_head)):
        hand_in(arrival_of(sent, name), one, its_head, now=timezone.now())
    return sent


def shown(notice: Notice) -> dict[int, int]:
    return {each.arrival.pk: each.version for each in tables_standing(notice)}


def accept(notice: Notice, actor, seen=None):
    return accepting.accept_tables(
        notice_id=notice.pk, seen=shown(notice) if seen is None else seen, actor=actor, now=timezone.now()
    )


def states(notice: Notice) -> dict[str, str]:
    return {str(one.unit): one.case.state for one in notice.recipients.select_related("case", "unit")}


class TestAcceptTables:
    def test_takes_what_is_whole_and_says_why_the_rest_stays(self, handed_in, office, clerk):
        before = AuditEntry.objects.count()
        done = accept(handed_in, office)
        assert (done.count, done.left) == (2, ("市水务局：尚未签收",))
        assert states(handed_in) == {
            "市财政局": State.ACCEPTED, "市水务局": State.SENT, "东区政府办公室": State.ACCEPTED,
        }  # fmt: skip
        told = AuditEntry.objects.latest("seq")
        assert (told.code, AuditEntry.objects.count()) == ("groundwork.tables.accepted", before + 1)
        assert (told.facts["tables"], told.facts["left"]) == (2, 1)
        assert CaseLine.objects.filter(step="accept").count() == 2
        accepted = Letter.objects.filter(kind="groundwork.accepted")
        assert clerk.person_id in accepted.values_list("to_person_id", flat=True)

    def test_leaves_what_was_not_ticked(self, handed_in, office):
        mine = arrival_of(handed_in, "市财政局")
        assert accept(handed_in, office, {mine.pk: mine.case.version}).count == 1
        assert states(handed_in)["东区政府办公室"] == State.CONFIRMED

    def test_leaves_what_moved_since_the_page_was_shown(self, handed_in, office, clerk, head):
        before, mine = shown(handed_in), arrival_of(handed_in, "市财政局")
        checking.return_table(**seen(mine), reason="补充。", actor=office, now=timezone.now())
        collecting.fill_table(**seen(mine), actor=clerk, now=timezone.now())
        collecting.confirm_table(**seen(mine), actor=head, now=timezone.now())
        done = accept(handed_in, office, before)
        assert done.count == 1
        assert any(each.startswith("市财政局：您打开页面之后") for each in done.left)

    def test_leaves_a_table_with_a_fault(self, handed_in, office):
        mine = arrival_of(handed_in, "市财政局")
        Filling.objects.filter(recipient=mine).update(rows='[{"c1": "", "c2": "三"}]')
        done = accept(handed_in, office)
        assert done.count == 1
        assert any("市财政局：有" in each and "处不合要求" in each for each in done.left)

    def test_is_refused_when_nothing_is_ticked_or_whole(self, sent, office):
        with pytest.raises(accepting.NothingToAccept, match="请至少勾选一份"):
            accept(sent, office, {})
        with pytest.raises(accepting.NothingToAccept, match="市财政局：尚未签收"):
            accept(sent, office)

    def test_passes_over_tables_of_another_collection(self, handed_in, office, office_head):
        other = issue(write(office, "市财政局", table=table()), office_head)
        foreign = arrival_of(other, "市财政局")
        with pytest.raises(accepting.NothingToAccept):
            accept(handed_in, office, {foreign.pk: 0})

    def test_is_refused_after_the_notice_was_withdrawn(self, handed_in, office):
        before = shown(handed_in)
        withdraw_notice(notice_id=handed_in.pk, reason="有误。", actor=office, now=timezone.now())
        with pytest.raises(WithdrawnAlready):
            accept(handed_in, office, before)

    def test_is_refused_to_strangers_and_receivers(self, handed_in, clerk, office):
        other = staff("西区政府办公室", "west", Role.OPENNESS_OFFICE)
        with pytest.raises(NoSuchNotice):
            accept(handed_in, other, {1: 1})
        with pytest.raises(NotOfSender):
            accept(handed_in, clerk, {1: 1})

    def test_looks_at_many_in_three_queries(self, handed_in):
        with CaptureQueriesContext(connection) as asked:
            tables_standing(handed_in)
        assert len(asked) <= 3


class TestReturnTable:
    def test_of_an_accepted_one_is_refused_after_the_notice_was_withdrawn(self, handed_in, office):
        accept(handed_in, office)
        withdraw_notice(notice_id=handed_in.pk, reason="有误。", actor=office, now=timezone.now())
        mine = arrival_of(handed_in, "市财政局")
        with pytest.raises(WithdrawnAlready, match="已经撤回"):
            checking.return_table(**seen(mine), reason="再补。", actor=office, now=timezone.now())
        assert states(handed_in)["市财政局"] == State.ACCEPTED


class TestTwiceAtOnce:
    def test_a_draft_is_kept_once(self, office):
        write(office, "市财政局", "市水务局")
        with pytest.raises(DraftedAlready, match="没有重复保存"):
            write(office, "市水务局", "市财政局")
        assert write(office, "市财政局")  # to others it is another notice
        assert Notice.objects.count() == 2

    def test_a_collection_is_handed_on_once(self, office, office_head, district):
        sent = issue(write(office, "东区政府办公室", table=table()), office_head)
        arrival = sign(arrival_of(sent, "东区政府办公室"), district)
        told = {"arrival_id": arrival.pk, "sign_by": SIGN_BY, "due_on": DUE_ON, "actor": district, "now": NOW}
        hand_on(**told)
        with pytest.raises(NotHandedOn, match="已经向下布置过"):
            hand_on(**told)


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    def test_ticks_what_is_whole_and_lists_the_rest(self, handed_in, office):
        window = signed_in(office)
        assert "批量审核（2）" in window.get(f"/groundwork/notices/{handed_in.pk}/").text
        where = f"/groundwork/notices/{handed_in.pk}/accept/"
        page = window.get(where)
        assert page.text.count(" checked") == 2
        assert "尚未签收" in page.text
        marks = [each.mark for each, *_ in page.context["whole"]]
        done = window.post(where, {"table": marks}, follow=True)
        assert "已审核通过2份收表" in done.text
        assert "批量审核" not in done.text

    @pytest.mark.parametrize("marks", [[], ["x"], ["1:"], ["²:³"], ["9" * 30 + ":1"]])
    def test_tells_when_nothing_can_be_accepted(self, handed_in, office, marks):
        answer = signed_in(office).post(f"/groundwork/notices/{handed_in.pk}/accept/", {"table": marks})
        assert answer.status_code == 422
        assert "请至少勾选一份" in answer.text

    def test_is_closed_to_strangers_and_receivers_and_where_no_table_is_asked(
        self, handed_in, office, office_head, clerk
    ):
        where = f"/groundwork/notices/{handed_in.pk}/accept/"
        west = staff("西区政府办公室", "west", Role.OPENNESS_OFFICE)
        assert signed_in(west).get(where).status_code == 404
        assert signed_in(clerk).get(where).status_code == 403
        mere = issue(write(office, "市财政局"), office_head)
        assert signed_in(office).get(f"/groundwork/notices/{mere.pk}/accept/").status_code == 404

    def test_asks_the_database_no_more_for_more_units(self, office, office_head):
        city = Unit.objects.get(name="市财政局").tenant
        for number in range(6):
            Unit.objects.create(
                tenant=city, code=f"more-{number}", kind=UnitKind.DEPARTMENT, name=f"演示局{number}",
                short_name=f"演示局{number}",
            )  # fmt: skip
        few = issue(write(office, "市财政局", "市水务局", table=table()), office_head)
        many = issue(write(office, *(f"演示局{n}" for n in range(6)), table=table()), office_head)
        window, counts = signed_in(office), []
        for one in (few, few, many):
            with CaptureQueriesContext(connection) as asked:
                window.get(f"/groundwork/notices/{one.pk}/accept/")
            counts.append(len(asked))
        assert counts[1] == counts[2] <= 30
