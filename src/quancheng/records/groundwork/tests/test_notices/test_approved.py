"""A notice that leaders approve (呈批) before its unit sends it out: on the desk and on paper."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from quancheng.kernel.approvals import commands as approvals
from quancheng.kernel.approvals import scans
from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.approvals.models import Approval, Stage
from quancheng.kernel.approvals.queries import Asked, approval_for, paper_to_submit
from quancheng.kernel.approvals.refusals import NotApproved, OwnPaper, PaperChanged
from quancheng.kernel.approvals.scans import Signature
from quancheng.kernel.approvals.tests.test_deciding_on_paper import PNG
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.notify.models import Notice as Letter
from quancheng.kernel.orgs.roles import Role
from quancheng.records.groundwork.commands.issuing import send_approved_notice
from quancheng.records.groundwork.commands.notices import (
    Brought,
    DraftUnsound,
    IssuedAlready,
    WrittenMeanwhile,
    rewrite_notice,
    withdraw_notice,
    write_notice,
)
from quancheng.records.groundwork.events.notices import NOTICE_KIND
from quancheng.records.groundwork.models import Notice
from quancheng.records.groundwork.queries.approving import NoDraft
from quancheng.records.groundwork.queries.notices import (
    NoSuchNotice,
    NotOfSender,
    file_for,
    notice_for,
)
from quancheng.records.groundwork.tests.test_notices.cast import (
    NOW,
    arrival_of,
    at,
    issue,
    sign,
    signed_in,
    staff,
    table,
    wish,
    write,
)
from quancheng.records.groundwork.workflow.notices import State

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 3, 5)


@pytest.fixture
def mayor(notice_city) -> Actor:
    """A leader in another unit, who has nothing to do with notices but to sign them."""
    return staff("市水务局", "mayor", Role.HEAD)


@pytest.fixture
def draft(office, office_head) -> Notice:
    return write(office, "市财政局", "市水务局", table=table())


def lay(notice: Notice, actor: Actor, *asked: Actor, now=NOW) -> Approval:
    chain = [Asked(place, "签发", each.post_id or 0) for place, each in enumerate(asked, start=1)]
    ref = RecordRef(NOTICE_KIND, str(notice.pk))
    until = timezone.localdate(now) + timedelta(days=2)
    return approvals.submit_paper(ref=ref, chain=chain, until=until, reason="", actor=actor, now=now)


def agree(approval: Approval, actor: Actor, now=NOW) -> Approval:
    version = approval_for(actor, approval.pk).case.version
    return approvals.agree(approval_id=approval.pk, version=version, opinion="同意。", actor=actor, now=now)


def approved(notice: Notice, actor: Actor, *asked: Actor) -> Approval:
    laid = lay(notice, actor, *asked)
    for each in asked:
        agree(laid, each)
    return laid


def send(notice: Notice, actor: Actor, version: int | None = None, now=NOW) -> Notice:
    seen = notice.version if version is None else version
    return send_approved_notice(notice_id=notice.pk, version=seen, actor=actor, now=now)


def rewrite(notice: Notice, actor: Actor, **told: object) -> Notice:
    now = Notice.objects.get(pk=notice.pk)
    told = {"table": table(), **told}
    return rewrite_notice(
        notice_id=notice.pk, version=now.version, wish=wish("市财政局", "市水务局", **told), files=(),
        without=(), actor=actor, now=NOW,
    )  # fmt: skip


def words(contents: Contents) -> str:
    return str(contents.kept)


class TestAPaper:
    def test_says_to_whom_by_when_which_columns_and_which_files(self, office, draft):
        note = Brought(check_upload(PNG, name="说明.png", accepted=EVIDENCE), PNG)
        rewrite_notice(
            notice_id=draft.pk, version=0, wish=wish("市财政局", table=table()), files=[note], without=(),
            actor=office, now=NOW,
        )  # fmt: skip
        said = words(paper_to_submit(office, RecordRef(NOTICE_KIND, str(draft.pk))))
        digest = Notice.objects.get().files.get().file.digest
        for each in (
            "主送：市财政局",
            "2026年3月6日前签收",
            "2026年3月20日前报送",
            "场次（场）",
            f"说明.png（SM3摘要{digest}）",
        ):
            assert each in said

    def test_is_not_laid_before_anybody_by_a_stranger_or_once_issued(self, office, office_head, draft, clerk):
        ref = RecordRef(NOTICE_KIND, str(draft.pk))
        with pytest.raises(NoSuchNotice):
            paper_to_submit(clerk, ref)
        issue(draft, office_head)
        with pytest.raises(NoDraft):
            paper_to_submit(office, ref)

    def test_is_read_with_its_files_by_those_who_are_asked_as_long_as_it_is_a_draft(
        self, office, office_head, mayor
    ):
        note = Brought(check_upload(PNG, name="说明.png", accepted=EVIDENCE), PNG)
        draft = write_notice(wish=wish("市财政局"), files=[note], actor=office, now=NOW)
        with pytest.raises(NoSuchNotice):
            notice_for(mayor, draft.pk)
        lay(draft, office, mayor)
        assert notice_for(mayor, draft.pk) == draft
        assert file_for(mayor, draft.files.get().pk).name == "说明.png"
        issue(draft, office_head)
        with pytest.raises(NoSuchNotice):
            notice_for(mayor, draft.pk)


class TestSendApprovedNotice:
    def test_goes_out_in_the_name_of_the_last_signer(self, office, office_head, mayor, draft, clerk):
        slip = approved(draft, office, office_head, mayor)
        sent = send(draft, office)
        assert (sent.issued_by_id, sent.number, sent.drafted_by_id) == (mayor.person_id, 1, office.person_id)
        arrival = arrival_of(sent, "市财政局")
        assert (arrival.case.state, arrival.case.due_on) == (State.SENT, date(2026, 3, 20))
        assert Letter.objects.filter(kind="groundwork.issued", to_person_id=clerk.person_id).count() == 1
        told = AuditEntry.objects.order_by("seq").last()
        assert (told.code, told.person_id) == ("groundwork.notice.approved_sent", office.person_id)
        assert slip.code in str(told.facts)
        sign(arrival, clerk)
        assert arrival_of(sent, "市财政局").case.state == State.SIGNED

    def test_goes_out_without_a_table(self, office, office_head):
        mere = write(office, "市财政局")
        approved(mere, office, office_head)
        assert arrival_of(send(mere, office), "市财政局").case.due_on == date(2026, 3, 6)  # Friday

    def test_goes_out_after_a_signed_paper_came_back(self, office, office_head, draft):
        colleague = staff("市政府办公厅", "colleague", Role.OPENNESS_OFFICE)
        laid = lay(draft, office, office_head)
        scans.bring_scan(
            approval_id=laid.pk, version=0, mark=laid.mark, data=PNG, actor=office, now=NOW,
            upload=check_upload(PNG, name="签批.png", accepted=scans.ACCEPTED),
        )  # fmt: skip
        signature = Signature(
            laid.stages.get().pk, office_head.person_id, NOW.date(), Stage.Word.AGREED, "同意。"
        )
        scans.confirm_scan(
            approval_id=laid.pk, version=1, signatures=[signature], actor=colleague, now=at("2026-03-03")
        )
        assert send(draft, colleague).issued_by_id == office_head.person_id

    def test_is_refused_before_it_is_approved(self, office, office_head, draft):
        laid = lay(draft, office, office_head)
        with pytest.raises(NotApproved, match="还没有批完"):
            send(draft, office)
        assert Notice.objects.get().issued_at is None
        agree(laid, office_head)
        assert send(draft, office).number == 1

    @pytest.mark.parametrize(
        "told",
        [
            {"text": "请各单位从速办理。"},
            {"sign_by": date(2026, 3, 9)},  # Monday
            {"table": None},
            {"table": table(due_on=date(2026, 3, 23))},  # Monday
            {"table": table(is_many=False)},
        ],
    )
    def test_is_refused_when_the_words_changed_after_the_approval(self, office, office_head, draft, told):
        approved(draft, office, office_head)
        changed = rewrite(draft, office, **told)
        with pytest.raises(NotApproved, match="批准以后又改动过"):
            send(changed, office)
        assert Notice.objects.get().issued_at is None

    def test_is_refused_when_a_file_was_added_after_the_approval(self, office, office_head, draft):
        approved(draft, office, office_head)
        note = Brought(check_upload(PNG, name="说明.png", accepted=EVIDENCE), PNG)
        same = wish("市财政局", "市水务局", table=table())
        changed = rewrite_notice(
            notice_id=draft.pk, version=0, wish=same, files=[note], without=(), actor=office, now=NOW
        )
        with pytest.raises(NotApproved):
            send(changed, office)

    def test_is_done_when_the_words_are_the_same_again(self, office, office_head, draft):
        approved(draft, office, office_head)
        rewrite(draft, office, text="改过。")
        assert send(rewrite(draft, office), office).number == 1

    def test_agreeing_is_refused_once_the_draft_changed(self, office, office_head, draft):
        laid = lay(draft, office, office_head)
        rewrite(draft, office, text="改过。")
        with pytest.raises(PaperChanged):
            agree(laid, office_head)

    def test_is_signed_by_nobody_whose_words_stand_in_it(self, office, office_head, draft):
        mine = rewrite(draft, office_head, text="请各单位于本周内报送政务公开联系人名单。")
        with pytest.raises(OwnPaper, match="有您写的文字"):
            approved(mine, office, office_head)

    def test_is_refused_when_its_day_has_passed(self, office, office_head, draft):
        approved(draft, office, office_head)
        with pytest.raises(DraftUnsound, match="签收期限2026-03-06已经过去"):
            send(draft, office, now=at("2026-03-09"))  # Monday

    def test_is_refused_for_an_older_page_and_a_second_time(self, office, office_head, draft):
        approved(draft, office, office_head)
        with pytest.raises(WrittenMeanwhile):
            send(draft, office, version=7)
        send(draft, office)
        with pytest.raises(IssuedAlready):
            send(draft, office)

    def test_is_refused_to_strangers_and_those_who_only_signed(
        self, office, office_head, mayor, draft, clerk
    ):
        approved(draft, office, mayor)
        for other, refused in ((clerk, NoSuchNotice), (mayor, NotOfSender)):
            with pytest.raises(refused):
                send(draft, other)

    def test_leaves_the_second_person_of_the_office_to_issue_without_an_approval(
        self, office, office_head, draft
    ):
        lay(draft, office, office_head)
        issued = issue(draft, office_head)
        assert (issued.issued_by_id, issued.number) == (office_head.person_id, 1)

    def test_is_withdrawn_like_any_other(self, office, office_head, draft):
        approved(draft, office, office_head)
        sent = send(draft, office)
        withdraw_notice(notice_id=sent.pk, reason="有误。", actor=office, now=NOW)
        assert arrival_of(sent, "市财政局").case.state == State.WITHDRAWN


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    @pytest.fixture
    def current(self, office, office_head) -> Notice:
        day = timezone.localdate() + timedelta(days=3)
        return write(office, "市财政局", now=timezone.now(), sign_by=day)

    def test_offers_to_lay_it_before_heads_then_to_send_it(self, office, office_head, current):
        window, where = signed_in(office), f"/groundwork/notices/{current.pk}/"
        page = window.get(where).content.decode()
        assert f"/approvals/new/groundwork.notice/{current.pk}/" in page
        assert "印发（已批准）" not in page
        laid = lay(current, office, office_head, now=timezone.now())
        assert laid.code in window.get(where).content.decode()
        agree(laid, office_head, timezone.now())
        assert "印发（已批准），发1个单位" in window.get(where).content.decode()
        answer = window.post(f"{where}send/", {"version": "0"}, follow=True)
        assert "已印发，各接收单位会收到提醒" in answer.content.decode()

    def test_says_that_the_approval_no_longer_counts(self, office, office_head, current):
        laid = lay(current, office, office_head, now=timezone.now())
        agree(laid, office_head, timezone.now())
        changed = replace(wish("市财政局", sign_by=current.sign_by), text="改过。")
        rewrite_notice(
            notice_id=current.pk, version=0, wish=changed, files=(), without=(), actor=office,
            now=timezone.now(),
        )  # fmt: skip
        window, where = signed_in(office), f"/groundwork/notices/{current.pk}/"
        assert "批准以后改动过，那份批准不再算数" in window.get(where).content.decode()
        answer = window.post(f"{where}send/", {"version": "1"})
        assert answer.status_code == 422
        assert "批准以后又改动过" in answer.content.decode()

    def test_is_read_by_who_is_asked_and_offers_nothing_there(self, office, office_head, mayor, current):
        lay(current, office, mayor, now=timezone.now())
        page = signed_in(mayor).get(f"/groundwork/notices/{current.pk}/").content.decode()
        assert current.title in page
        assert "删除草稿" not in page
        assert signed_in(mayor).post(f"/groundwork/notices/{current.pk}/send/").status_code == 403

    def test_is_closed_to_strangers(self, current, clerk):
        assert signed_in(clerk).post(f"/groundwork/notices/{current.pk}/send/").status_code == 404
