"""Bulletins about requests: figures of a month, words bound to them, a second person, the units."""

import io
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from docx import Document

from quancheng.kernel.approvals import commands as approvals
from quancheng.kernel.approvals.queries import Asked
from quancheng.kernel.approvals.refusals import NotApproved
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import BadDay, NotYourStep, ReasonMissing
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.commands import bulletins as writing
from quancheng.records.disclosure.models import RequestBulletin
from quancheng.records.disclosure.models.requests import LONGEST_REASON
from quancheng.records.disclosure.queries.bulletins import NoSuchBulletin, letter_of, moved_since, parts_of
from quancheng.records.disclosure.rules.bulletin import Part, Span, from_json
from quancheng.records.disclosure.rules.bulletin_moves import as_it_stood, differences
from quancheng.records.disclosure.rules.watching import median_of, month_of, quarter_of, share
from quancheng.records.disclosure.tests.conftest import NOW, WHO, at, day, hand_in, signed_in, staff
from quancheng.records.disclosure.tests.supervised import answer, hands

pytestmark = pytest.mark.django_db
JUNE = at("2024-06-03")  # Monday
LIST = "/disclosure/supervision/bulletins/"


@pytest.fixture
def office_head(city):
    return staff("市政府办公厅", "office-head", Role.OPENNESS_HEAD)


@pytest.fixture
def may(received, clerk, head, office):
    """Three requests of April: one answered in time, one late, one overdue."""
    by = hands(clerk, head, office)
    answer(received, by, on="2024-05-20")
    answer(hand_in(clerk), by, on="2024-05-23")
    return hand_in(clerk)


@pytest.fixture
def drafted(may, office, office_head) -> RequestBulletin:
    return writing.draft_bulletin(span=Span.MONTH, on=day("2024-05-15"), actor=office, now=JUNE)


def at_once(bulletin):
    return {"bulletin_id": bulletin.pk, "version": RequestBulletin.objects.get(pk=bulletin.pk).version}


def overall(bulletin) -> str:
    return parts_of(RequestBulletin.objects.get(pk=bulletin.pk))[0][2]


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


class TestRules:
    def test_shares_are_cut_off(self):
        assert [share(0, 0), share(1, 3), share(2, 2), share(999, 1000), share(9999, 10000)] == [
            "—", "33.3%", "100%", "99.9%", "99.9%",
        ]  # fmt: skip

    def test_the_median_is_of_all(self):
        assert [median_of({}), median_of({3: 1}), median_of({3: 1, 4: 1}), median_of({1: 5, 9: 1})] == [
            "—", "3", "3.5", "1",
        ]  # fmt: skip

    def test_spans_end_on_their_last_day(self):
        assert month_of(day("2024-02-10")) == (day("2024-02-01"), day("2024-02-29"))
        assert month_of(day("2024-12-31")) == (day("2024-12-01"), day("2024-12-31"))
        assert quarter_of(day("2024-11-01")) == (day("2024-10-01"), day("2024-12-31"))
        assert Span.QUARTER.of(day("2024-10-01")) == "2024年第四季度"


class TestDraftBulletin:
    def test_counts_the_month_and_words_it(self, drafted):
        counted = from_json(drafted.figures)
        assert (counted.whole.answered, counted.whole.late, counted.whole.overdue) == (2, 1, 1)
        assert counted.whole.in_time_rate == "50%"
        assert [one.says for one in counted.late] == [
            "2024-05-23答复，逾期2个工作日",
            "未办结，逾期9个工作日",
        ]
        assert "答复2件，其中按期答复1件，按期答复率50%" in overall(drafted)
        assert last_told() == "disclosure.bulletin.drafted"
        assert Notice.objects.filter(kind="disclosure.bulletin_drafted").count() == 1

    def test_counts_what_came_in_a_quarter(self, may, office):
        made = writing.draft_bulletin(span=Span.QUARTER, on=day("2024-05-15"), actor=office, now=JUNE)
        assert from_json(made.figures).whole.received == 3
        assert made.title == "关于2024年第二季度政府信息公开申请办理情况的通报"

    def test_is_refused(self, drafted, office, clerk, head):
        with pytest.raises(writing.DraftedAlready):
            writing.draft_bulletin(span=Span.MONTH, on=day("2024-05-01"), actor=office, now=JUNE)
        with pytest.raises(BadDay):
            writing.draft_bulletin(span=Span.MONTH, on=day("2024-07-01"), actor=office, now=JUNE)
        for other in (clerk, head):
            with pytest.raises(writing.NotYourOffice):
                writing.draft_bulletin(span=Span.MONTH, on=day("2024-04-01"), actor=other, now=JUNE)


class TestAmendBulletin:
    def test_keeps_numbers_bound(self, drafted, office, clerk, head):
        texts = {Part.OVERALL: "在办{{在办}}件。", Part.NEXT: "请抓紧。"}
        writing.amend_bulletin(**at_once(drafted), title="通报", texts=texts, actor=office, now=JUNE)
        assert overall(drafted) == "在办1件。"
        hand_in(clerk, came_on="2024-05-31", now=at("2024-05-31"))  # Friday
        writing.gather_again(**at_once(drafted), actor=office, now=at("2024-06-04"))
        assert overall(drafted) == "在办2件。"
        assert last_told() == "disclosure.bulletin.changed"

    def test_knows_its_numbers(self, drafted, office):
        with pytest.raises(writing.StrangeNumber, match="没有"):
            writing.amend_bulletin(
                **at_once(drafted), title="通报", texts={Part.OVERALL: "{{没有}}件"}, actor=office, now=JUNE
            )

    def test_is_on_what_was_seen(self, drafted, office):
        with pytest.raises(writing.ChangedBulletin):
            writing.discard_bulletin(bulletin_id=drafted.pk, version=7, actor=office, now=JUNE)


class TestIssueBulletin:
    def test_takes_a_second_person_and_goes_to_the_units(self, drafted, office_head, clerk):
        made = writing.issue_bulletin(**at_once(drafted), actor=office_head, now=JUNE)
        assert made.label == "2024年第1期"
        assert [str(unit) for unit in made.addressees.all()] == ["市财政局"]
        assert last_told() == "disclosure.bulletin.issued"
        assert Notice.objects.filter(kind="disclosure.bulletin_issued", to_person=clerk.person_id).exists()

    def test_is_refused_to_who_drafted_it(self, may, office_head, office):
        own = writing.draft_bulletin(span=Span.MONTH, on=day("2024-05-15"), actor=office_head, now=JUNE)
        with pytest.raises(writing.DrafterDoesNotIssue):
            writing.issue_bulletin(**at_once(own), actor=office_head, now=JUNE)
        with pytest.raises(NotYourStep):
            writing.issue_bulletin(**at_once(own), actor=office, now=JUNE)
        with pytest.raises(IntegrityError), transaction.atomic():
            RequestBulletin.objects.update(
                issued_by=office_head.person_id, issued_at=NOW, year=2024, number=9
            )

    def test_is_refused_when_empty_or_over_or_not_approved(self, drafted, office, office_head):
        with pytest.raises(NotApproved):
            writing.send_approved(**at_once(drafted), actor=office, now=JUNE)
        writing.amend_bulletin(**at_once(drafted), title="通报", texts={}, actor=office, now=JUNE)
        with pytest.raises(writing.EmptyBulletin):
            writing.issue_bulletin(**at_once(drafted), actor=office_head, now=JUNE)
        writing.discard_bulletin(**at_once(drafted), actor=office, now=JUNE)
        with pytest.raises(writing.BulletinOver):
            writing.issue_bulletin(**at_once(drafted), actor=office_head, now=JUNE)

    def test_is_not_for_strangers(self, drafted, district):
        with pytest.raises(NoSuchBulletin):
            writing.issue_bulletin(**at_once(drafted), actor=district, now=JUNE)


@pytest.mark.usefixtures("desk_surface")
class TestThePages:
    def test_show_a_draft_to_the_office_alone(self, drafted, office, clerk, district, office_head):
        page = f"{LIST}{drafted.pk}/"
        shown = signed_in(office).get(page).text
        assert "按期答复率50%" in shown
        assert "list=late" in shown
        for stranger in (clerk, district):
            assert signed_in(stranger).get(page).status_code == 404
            assert signed_in(stranger).get(f"{page}edit/").status_code == 404
        writing.issue_bulletin(**at_once(drafted), actor=office_head, now=JUNE)
        shown = signed_in(clerk).get(page).text
        assert "list=late" not in shown
        assert WHO.name not in shown
        assert signed_in(district).get(page).status_code == 404

    def test_carry_it_from_draft_to_paper(self, may, office, office_head):
        client = signed_in(office)
        assert client.post(LIST, {"span": "month", "on": "x"}).status_code == 422
        edit = client.post(LIST, {"span": "month", "on": "2024-05-15"})["Location"]
        assert "可用的数字" in client.get(edit).text
        refused = client.post(edit, {"version": 0, "title": "", "overall": "自己的话"})
        assert refused.status_code == 422
        assert "自己的话" in refused.text
        strange = client.post(edit, {"version": 0, "title": "通报", "overall": "{{没有}}"})
        assert strange.status_code == 422
        client.post(edit, {"version": 0, "title": "五月通报", "overall": "答复{{已答复}}件"})
        page = edit.removesuffix("edit/")
        refused = client.post(f"{page}steps/issue/", {"version": 1})
        assert "由政务公开机构负责人签发" in refused.text
        assert client.post(f"{page}steps/nothing/", {"version": 1}).status_code == 404
        done = signed_in(office_head).post(f"{page}steps/issue/", {"version": 1}, follow=True)
        assert "已签发" in done.text
        paper = Document(io.BytesIO(client.get(f"{page}paper/").content))
        assert "五月通报" in "".join(one.text for one in paper.paragraphs)

    def test_ask_the_database_no_more_for_more(self, drafted, office):
        client = signed_in(office)
        client.get(LIST)
        with CaptureQueriesContext(connection) as for_one:
            client.get(LIST)
        for month in ("2024-04-01", "2024-03-01", "2024-02-01"):
            writing.draft_bulletin(span=Span.MONTH, on=day(month), actor=office, now=JUNE)
        with CaptureQueriesContext(connection) as for_many:
            client.get(LIST)
        assert len(for_many) == len(for_one) <= 30


class TestWithdrawBulletin:
    def withdraw(self, bulletin, actor, reason="数据口径有误"):
        return writing.withdraw_bulletin(**at_once(bulletin), reason=reason, actor=actor, now=JUNE)

    @pytest.fixture
    def issued(self, drafted, office_head) -> RequestBulletin:
        return writing.issue_bulletin(**at_once(drafted), actor=office_head, now=JUNE)

    def test_keeps_its_number_and_tells_everybody_it_went_to(self, issued, office_head, clerk, neighbour):
        done = self.withdraw(issued, office_head)
        assert (done.number, done.withdrawn_for, done.holds) == (1, "数据口径有误", False)
        notices = Notice.objects.filter(kind="disclosure.bulletin_withdrawn")
        told = set(notices.values_list("to_person", flat=True))
        assert clerk.person_id in told
        assert neighbour.person_id not in told
        assert "（已撤销）" in letter_of(done).number
        assert last_told() == "disclosure.bulletin.withdrawn"

    def test_is_for_the_head_of_the_office_alone(self, issued, office, clerk):
        with pytest.raises(NotYourStep):
            self.withdraw(issued, office)
        with pytest.raises(writing.NotYourOffice):
            self.withdraw(issued, clerk)

    def test_wants_a_reason_and_what_was_issued_and_only_once(self, drafted, office_head):
        with pytest.raises(writing.NotIssued):
            self.withdraw(drafted, office_head)
        issued = writing.issue_bulletin(**at_once(drafted), actor=office_head, now=JUNE)
        with pytest.raises(ReasonMissing):
            self.withdraw(issued, office_head, "  ")
        done = self.withdraw(issued, office_head)
        with pytest.raises(writing.NotIssued):
            self.withdraw(done, office_head)

    def test_of_an_old_page_is_refused(self, issued, office_head):
        with pytest.raises(writing.ChangedBulletin):
            writing.withdraw_bulletin(
                bulletin_id=issued.pk, version=0, reason="有误", actor=office_head, now=JUNE
            )

    def test_without_a_reason_is_refused_by_the_database(self, issued):
        with pytest.raises(IntegrityError), transaction.atomic():
            RequestBulletin.objects.update(withdrawn_at=JUNE)

    def test_at_the_desk_is_told_on_the_page_of_the_unit(self, issued, office_head, clerk, desk_surface):
        at_head, at_unit = signed_in(office_head), signed_in(clerk)
        page, act = f"{LIST}{issued.pk}/", f"{LIST}{issued.pk}/withdraw/"
        assert act in at_head.get(page).text
        assert act not in at_unit.get(page).text
        version = RequestBulletin.objects.get(pk=issued.pk).version
        assert at_head.post(act, {"version": version, "reason": ""}).status_code == 422
        assert at_head.post(act, {"version": version, "reason": "数据口径有误"}).status_code == 302
        assert "数据口径有误" in at_unit.get(page).text
        assert "已撤销" in at_unit.get(LIST).text


class TestOldFigures:
    """Drafted on Monday 3 June; by the 4th what is overdue grew older, a request of May came to light."""

    LATER = at("2024-06-04")  # Tuesday

    @pytest.fixture
    def moved(self, drafted, clerk) -> RequestBulletin:
        hand_in(clerk, came_on="2024-05-31", now=at("2024-05-31"))  # Friday
        return drafted

    def issue(self, bulletin, actor, **more):
        return writing.issue_bulletin(**at_once(bulletin), actor=actor, now=self.LATER, **more)

    def test_are_told_figure_by_figure(self, moved, office):
        told = moved_since(office, moved, today=self.LATER.date())
        assert [(one.of, one.what, one.stands, one.now) for one in told[:4]] == [
            ("合计", "收到", "0", "1"), ("合计", "在办", "1", "2"), ("市财政局", "收到", "0", "1"),
            ("市财政局", "在办", "1", "2"),
        ]  # fmt: skip
        assert [one.what for one in told[4:]] == ["逾期清单"]
        assert "逾期9个工作日" in told[4].stands
        assert "逾期10个工作日" in told[4].now

    def test_do_not_go_out_silently(self, moved, office_head):
        with pytest.raises(writing.FiguresMoved, match="有5处不同，如合计的收到由0变为1"):
            self.issue(moved, office_head)
        assert RequestBulletin.objects.get(pk=moved.pk).is_draft

    def test_go_out_with_the_reason(self, moved, office_head):
        made = self.issue(moved, office_head, as_it_stands="与季度通报口径一致（演示）")
        told = as_it_stood(RequestBulletin.objects.get(pk=made.pk).figures)
        assert (told.reason, told.on, len(told.differences)) == (
            "与季度通报口径一致（演示）", self.LATER.date(), 5,
        )  # fmt: skip
        assert from_json(made.figures).whole.received == 0
        assert last_told() == "disclosure.bulletin.issued_as_it_stood"
        assert "理由：与季度通报口径一致（演示）" in letter_of(made).annexes[0].note

    def test_are_counted_anew_and_go_out_without(self, moved, office, office_head):
        writing.gather_again(**at_once(moved), actor=office, now=self.LATER)
        made = self.issue(moved, office_head, as_it_stands="不需要的理由")
        assert as_it_stood(made.figures) is None
        assert from_json(made.figures).whole.received == 1
        assert last_told() == "disclosure.bulletin.issued"

    def test_of_an_approved_one_do_not_go_out_silently_either(self, moved, office, city):
        mayor = staff("市政府办公厅", "mayor", Role.OPENNESS_HEAD)
        ref, chain = RecordRef("disclosure.bulletin", str(moved.pk)), (Asked(1, "签发", mayor.post_id or 0),)
        until = day("2024-06-07")  # Friday
        laid = approvals.submit_paper(ref=ref, chain=chain, until=until, reason="", actor=office, now=JUNE)
        approvals.agree(approval_id=laid.pk, version=laid.case.version, opinion="", actor=mayor, now=JUNE)
        with pytest.raises(writing.FiguresMoved):
            writing.send_approved(**at_once(moved), actor=office, now=self.LATER)
        made = writing.send_approved(**at_once(moved), as_it_stands="已经批准", actor=office, now=self.LATER)
        assert (made.issued_by_id, as_it_stood(made.figures).reason) == (mayor.person_id, "已经批准")

    @pytest.mark.usefixtures("desk_surface")
    def test_are_shown_before_and_after(self, moved, office_head, clerk, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.LATER)
        client, page = signed_in(office_head), f"{LIST}{moved.pk}/"
        shown = client.get(page).text
        assert "与现在的数据有5处不同" in shown
        assert "按原数据签发" in shown
        told = {"version": RequestBulletin.objects.get(pk=moved.pk).version}
        refused = client.post(f"{page}steps/issue/", told)
        assert refused.status_code == 409
        assert "写明仍按原数据印发的理由" in refused.text
        long = client.post(f"{page}steps/issue/", {**told, "as_it_stands": "长" * (LONGEST_REASON + 1)})
        assert long.status_code == 422
        assert "长长长" in long.text
        client.post(f"{page}steps/issue/", {**told, "as_it_stands": "口径一致"})
        seen = signed_in(clerk).get(page).text
        assert "未重新取数的理由：口径一致" in seen
        assert "印发当日的数据有5处不同" in seen

    @pytest.mark.usefixtures("desk_surface")
    def test_are_counted_anew_on_the_page(self, moved, office_head, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.LATER)
        client, page = signed_in(office_head), f"{LIST}{moved.pk}/"
        told = {"version": RequestBulletin.objects.get(pk=moved.pk).version}
        shown = client.post(f"{page}steps/gather/", told, follow=True).text
        assert "处不同" not in shown
        assert "签发并通知各单位" in shown


class TestDifferences:
    def test_name_a_unit_that_came_or_went(self, drafted):
        counted = from_json(drafted.figures)
        without = replace(counted, units=(), late=())
        assert next((one.of, one.what, one.stands, one.now) for one in differences(counted, without)) == (
            "市财政局", "列入通报", "是", "否",
        )  # fmt: skip
        assert next((one.stands, one.now) for one in differences(without, counted)) == ("否", "是")
        assert differences(counted, counted) == ()

    def test_name_handed_wishes(self, drafted):
        counted = from_json(drafted.figures)
        told = differences(counted, replace(counted, handed=3))
        assert [(one.what, one.stands, one.now) for one in told] == [("转办诉求", "0", "3")]
