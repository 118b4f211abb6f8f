"""From when one may apply or sue: from receipt, which of what was posted is not the day of service."""

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.records.remedies.commands import proceedings
from quancheng.records.remedies.commands.proceedings import note_known
from quancheng.records.remedies.models import Proceeding
from quancheng.records.remedies.queries.annual import remedy_cells
from quancheng.records.remedies.queries.proceedings import NotYourProceeding, begins_of, doubts_of
from quancheng.records.remedies.rules.kinds import Column, Filer, Kind
from quancheng.records.remedies.tests import conftest
from quancheng.records.remedies.tests.conftest import at, day, enter, finance, signed_in, suit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]
LATE = at("2024-05-06")  # Monday
FILED = {"filed_on": day("2024-05-02"), "accepted_on": day("2024-05-06"), "notified_on": None}
POSTED = {"request": "2024-004", "reply": "市财政局依复〔2024〕4号"}


def posted(clerk, **told) -> Proceeding:
    """Filed on Thursday 2 May against what was posted on Friday 1 March 2024: sixty days later and two."""
    return enter(clerk, now=LATE, **FILED, **POSTED, **told)


def page(client, proceeding: Proceeding) -> str:
    return client.get(f"/remedies/{proceeding.pk}/").text


class TestAPostedReply:
    def test_begins_nothing_while_nobody_knows_its_receipt(self, clerk):
        made = posted(clerk)
        assert (made.reply_on, made.known_on) == (day("2024-03-01"), None)
        assert begins_of(clerk, made) is None
        assert not doubts_of(clerk, made)
        shown = page(signed_in(clerk), made)
        assert "还不能推算" in shown
        assert "逾期抗辩" not in shown

    def test_begins_at_the_day_that_is_entered_with_the_proceeding(self, clerk):
        made = posted(clerk, known_on=day("2024-03-04"))  # Monday: sixty days end on Friday 3 May
        assert begins_of(clerk, made) == day("2024-03-04")
        assert not doubts_of(clerk, made)
        shown = page(signed_in(clerk), made)
        assert "自2024-03-04起，到2024-05-06届满" in shown  # 3 May 2024 is a holiday: Monday

    @pytest.mark.parametrize("entered", [None, day("2024-03-04")])  # Monday
    def test_begins_at_the_day_that_its_module_learns_later(self, clerk, monkeypatch, entered):
        """Whatever was entered from the file of the case before."""
        made = posted(clerk, known_on=entered)
        number, clause, _ = conftest.REPLIES["2024-004"][0]
        monkeypatch.setitem(conftest.REPLIES, "2024-004", [(number, clause, day("2024-03-02"))])
        assert begins_of(clerk, made) == day("2024-03-02")  # Saturday: sixty days end on Wednesday 1 May
        with pytest.raises(proceedings.BadFiling, match="更正签收日期"):
            note_known(proceeding_id=made.pk, on=day("2024-03-05"), actor=clerk, now=LATE)

    @pytest.mark.parametrize("on", ["2024-02-29", "2024-05-03"])
    def test_is_not_received_before_posting_nor_after_filing(self, clerk, on):
        with pytest.raises(proceedings.BadFiling):
            posted(clerk, known_on=day(on))


class TestNoteKnown:
    def test_is_entered_and_corrected_on_the_page(self, clerk):
        made, client = posted(clerk), signed_in(clerk)
        for on in ("2024-03-04", "2024-03-05"):
            told = client.post(f"/remedies/{made.pk}/known/", {"on": on}, follow=True)
            assert "已登记收到日期" in told.text
        made.refresh_from_db()
        assert made.known_on == day("2024-03-05")
        assert AuditEntry.objects.filter(code="remedies.proceeding.receipt_noted").count() == 2
        refused = client.post(f"/remedies/{made.pk}/known/", {"on": "2024-02-01"})
        assert refused.status_code == 422
        assert "不能早于送达" in refused.text

    def test_is_not_offered_where_its_module_knows(self, review, clerk):
        assert f"/remedies/{review.pk}/known/" not in page(signed_in(clerk), review)
        with pytest.raises(proceedings.BadFiling):
            note_known(proceeding_id=review.pk, on=day("2024-03-05"), actor=clerk, now=LATE)

    def test_means_nothing_against_silence(self, clerk):
        made = enter(clerk, request="2024-003", reply="")
        with pytest.raises(proceedings.BadFiling, match="逾期未答复"):
            note_known(proceeding_id=made.pk, on=day("2024-03-05"), actor=clerk, now=LATE)

    def test_is_closed_to_the_office(self, clerk, office):
        made = posted(clerk)
        with pytest.raises(NotYourProceeding):
            note_known(proceeding_id=made.pk, on=day("2024-03-05"), actor=office, now=LATE)


class TestLettersThatAreNoReply:
    def test_after_an_end_without_reply_are_attacked(self, clerk):
        made = enter(clerk, request="2024-005", reply="市财政局依弃〔2024〕1号")
        assert (made.clause, made.filed_by) == ("B", Filer.APPLICANT)
        shown = page(signed_in(clerk), made)
        assert "政府信息公开申请不再处理告知书" in shown
        assert "没有答复" not in shown

    def test_to_a_third_party_are_attacked_by_it(self, clerk):
        received = day("2024-03-05")
        made = suit(clerk, request="2024-005", reply=conftest.TO_THIRD[0], known_on=received)
        assert made.filed_by == Filer.THIRD
        assert begins_of(clerk, made) == received
        shown = page(signed_in(clerk), made)
        assert "依申请公开告知书" in shown
        assert "第三方收到日期" in shown

    def test_are_chosen_on_the_page(self, clerk):
        client = signed_in(clerk)
        shown = client.get("/remedies/new/?request=2024-005").text
        assert "政府信息公开申请不再处理告知书 市财政局依弃〔2024〕1号" in shown
        assert "由第三方提出" in shown
        told = {
            "kind": "review", "reply": conftest.TO_THIRD[0], "organ": "演示政府", "procedure": "ordinary",
            "filed_on": "2024-04-10", "accepted_on": "2024-04-15", "known_on": "2024-03-05",
        }  # fmt: skip
        client.post("/remedies/new/?request=2024-005", told)
        assert Proceeding.objects.get().known_on == day("2024-03-05")

    def test_count_once_each_in_table_four(self, clerk):
        enter(clerk, request="2024-005", reply="市财政局依弃〔2024〕1号")
        suit(clerk, request="2024-005", reply=conftest.TO_THIRD[0])
        cells = remedy_cells(unit_ids=[finance().pk], year=2024)
        assert cells == {
            (Kind.REVIEW.block, int(Column.PENDING)): 1, (Kind.DIRECT.block, int(Column.PENDING)): 1,
        }  # fmt: skip


class TestAStayOfAReviewNotYetTold:
    """Reviews and suits are stayed out of states of one name: each in the words and grounds of its law."""

    def test_is_entered_on_its_page(self, clerk):
        made, client = enter(clerk, notified_on=None), signed_in(clerk)
        shown = page(client, made)
        assert "行政复议中止" in shown
        assert "中止诉讼" not in shown
        told = {"ground": "r-other-case", "on": "2024-05-06", "version": made.case.version}
        taken = client.post(f"/remedies/{made.pk}/steps/stay_filed/", told, follow=True)
        assert "已登记中止" in taken.text
