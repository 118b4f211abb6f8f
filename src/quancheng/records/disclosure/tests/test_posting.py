"""When what was posted was signed for: it moves nothing, and its remedies run from there."""

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import NotYourStep
from quancheng.kernel.links.parts import parts_of
from quancheng.records.disclosure.commands import endings, handling, letters, posting, replies
from quancheng.records.disclosure.events import REQUEST_KIND
from quancheng.records.disclosure.models import Letter, Reply
from quancheng.records.disclosure.queries.replies import NoSuchReply
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.tests.conftest import at, day, now_of, seen, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]

POSTED, SIGNED = "2024-05-21", "2024-05-24"  # Tuesday, the last day; Friday
NOW = at("2024-05-27")  # Monday


def parts(actor, request):
    return parts_of(actor, RecordRef(REQUEST_KIND, request.number))


@pytest.fixture
def posted(issued, clerk) -> Reply:
    told = {"way": Reply.Way.BY_POST, "proof": "XA00000000037", "on": day(POSTED)}
    replies.serve_reply(**seen(issued), **told, actor=clerk, now=at("2024-05-22"))
    return issued.replies.get()


def note(reply: Reply, actor, on: str = SIGNED) -> Reply:
    return posting.note_reply_delivered(
        number=reply.request.number, reply_id=reply.pk, on=day(on), actor=actor, now=NOW
    )


class TestNoteReplyDelivered:
    def test_begins_the_remedies_and_leaves_the_end_in_time(self, posted, clerk):
        [before] = parts(clerk, posted.request)
        assert (before.on, before.served_on) == (None, day(POSTED))
        note(posted, clerk)
        [after] = parts(clerk, posted.request)
        assert (after.on, after.served_on) == (day(SIGNED), day(POSTED))
        assert now_of(posted.request).case.ended_on == day(POSTED)
        assert AuditEntry.objects.order_by("-seq")[0].code == "disclosure.letter.delivered"

    def test_is_corrected_by_entering_it_again(self, posted, clerk):
        note(posted, clerk)
        assert note(posted, clerk, "2024-05-23").delivered_on == day("2024-05-23")

    @pytest.mark.parametrize("on", ["2024-05-20", "2024-05-28"])
    def test_is_neither_before_posting_nor_in_the_future(self, posted, clerk, on):
        with pytest.raises(posting.BadDelivery):
            note(posted, clerk, on)

    def test_is_for_what_was_posted(self, issued, clerk):
        told = {"way": Reply.Way.BY_HAND, "proof": "李四签收", "on": day(POSTED)}
        replies.serve_reply(**seen(issued), **told, actor=clerk, now=at(POSTED))
        reply = issued.replies.get()
        assert [one.on for one in parts(clerk, issued)] == [day(POSTED)]
        with pytest.raises(posting.NotPosted):
            note(reply, clerk)
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.filter(pk=reply.pk).update(delivered_on=day(SIGNED))

    def test_is_closed_to_others(self, posted, reviewer, neighbour, office):
        for who, refusal in (
            (reviewer, NotYourStep), (neighbour, NoSuchRequest), (office, NoSuchReply),
        ):  # fmt: skip
            with pytest.raises(refusal):
                note(posted, who)

    def test_is_entered_on_the_page(self, posted, clerk):
        client, where = signed_in(clerk), f"/disclosure/{posted.request.number}/"
        assert "还没有登记签收日期" in client.get(where).text
        to = f"{where}replies/{posted.pk}/delivered/"
        refused = client.post(to, {"on": "2024-05-20"})
        assert (refused.status_code, "不能早于交邮日期" in refused.text) == (422, True)
        told = client.post(to, {"on": SIGNED}, follow=True).text
        assert "已登记签收日期" in told
        assert "2024-05-24签收" in told
        assert "更正签收日期" in told


class TestPapersAsParts:
    def test_name_the_letter_of_an_end_without_a_reply(self, received, clerk, reviewer, head, court):
        handling.note_withdrawal(**seen(received), reason="来电", actor=clerk, now=at(POSTED))
        endings.draft_ending(**seen(received), actor=clerk, now=at(POSTED))
        endings.review_ending(**seen(received), actor=reviewer, now=at(POSTED, "10:00"))
        endings.issue_ending(**seen(received), actor=head, now=at(POSTED, "11:00"))
        assert not parts(clerk, received)  # not served yet; the receipt is no paper with a remedy
        letter = Letter.objects.get(sort="ended")
        letters.note_letter_served(
            number=received.number, place=letter.place, way=Reply.Way.BY_POST, proof="XA1",
            on=day(POSTED), actor=clerk, now=at(POSTED, "12:00"),
        )  # fmt: skip
        [part] = parts(clerk, received)
        assert (part.number, part.title) == (letter.number, "政府信息公开申请不再处理告知书")
        assert (part.on, part.facts["clause"], part.facts.get("to")) == (None, "B", None)
        where = f"/disclosure/{received.number}/letters/{letter.place}/delivered/"
        assert "已登记签收日期" in signed_in(clerk).post(where, {"on": SIGNED}, follow=True).text
        assert parts(clerk, received)[0].on == day(SIGNED)
