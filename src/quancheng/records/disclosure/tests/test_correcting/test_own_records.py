"""Own records put right (更正申请): taken in, verified, told by letter 26, withdrawn; who sees what."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.casework.refusals import MovedMeanwhile, NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.text.codes import in_groups
from quancheng.records.disclosure.commands import own_intake, own_records
from quancheng.records.disclosure.commands.intake import BadApplicant, SentAlready
from quancheng.records.disclosure.commands.own_intake import BadClaim
from quancheng.records.disclosure.commands.own_records import (
    BadEnd,
    BadOwnService,
    ClaimNotYours,
    SameHand,
)
from quancheng.records.disclosure.forms.own_records import OwnServeForm
from quancheng.records.disclosure.models import (
    OwnRecord,
    OwnRecordClaim,
    OwnRecordEvidence,
    Reply,
    Request,
)
from quancheng.records.disclosure.queries import own_records as queries
from quancheng.records.disclosure.queries.agencies import NoSuchAgency
from quancheng.records.disclosure.queries.letters import verifiable_of
from quancheng.records.disclosure.queries.own_records import NoOwnMatch, NoSuchOwnRecord
from quancheng.records.disclosure.rules.own_record import End, State
from quancheng.records.disclosure.rules.remedies import ClauseIncomplete
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    PASSER_BY,
    WHO,
    at,
    day,
    enter_norm,
    staff,
)
from quancheng.records.disclosure.tests.conftest import enter as enter_row
from quancheng.records.disclosure.tests.test_correcting.conftest import (
    CLAIM,
    PNG,
    enter,
    last_told,
    paper,
    propose,
    seen,
    send,
    serve,
    state_of,
)


class TestSubmitOwnRecord:
    def test_starts_the_target_of_the_norm(self, sent):
        assert sent.number.startswith("G20240422-")
        assert sent.case.due_on == date(2024, 5, 21)  # Tuesday: twenty working days after Monday 22 April
        assert last_told() == "disclosure.own_record.received"

    def test_by_the_days_that_its_government_set(self, clerk, office, legal, city):
        enter_norm("disclosure.own_record_days", 5, office, legal)
        assert send().case.due_on == date(2024, 4, 28)  # Sunday, a make-up day: the fifth working day

    def test_is_no_request_and_stands_in_no_annual_row(self, sent):
        assert not Request.objects.exists()

    def test_keeps_every_word_sealed(self, sent):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM disclosure_ownrecordclaim")
            words = " ".join(map(str, cursor.fetchone()))
            cursor.execute("SELECT * FROM disclosure_ownrecordevidence")
            files = " ".join(map(str, cursor.fetchone()))
        assert "李四" not in words
        assert "公积金" not in words
        assert "户口簿" not in files
        claim = OwnRecordClaim.objects.get()
        assert (claim.which, claim.right) == (CLAIM.which, CLAIM.right)

    def test_again_from_the_same_form_is_the_same_case(self, clerk):
        first = send(once="form")
        assert send(once="form").pk == first.pk
        assert OwnRecord.objects.count() == 1
        with pytest.raises(SentAlready):
            send(once="form", claim=replace(CLAIM, wrong="另一件事"))

    def test_without_saying_what_is_wrong_is_refused(self, clerk):
        with pytest.raises(BadClaim, match="哪里不准确"):
            send(claim=replace(CLAIM, wrong=" "))
        with pytest.raises(BadApplicant):
            send(who=replace(WHO, proof_number="1"))
        assert not OwnRecord.objects.exists()

    def test_with_too_many_files_is_refused(self, clerk):
        with pytest.raises(BadClaim, match="最多3个"):
            send(files=[paper(f"{n}.png") for n in range(4)])

    def test_to_a_unit_that_takes_none_is_refused(self, clerk):
        with pytest.raises(NoSuchAgency):
            send(unit_id=0)

    def test_too_often_from_one_source_is_refused(self, clerk):
        for _ in range(own_intake.MOST_A_DAY):
            send(files=[])
        with pytest.raises(own_intake.TooManyOwnRecords):
            send()
        own_records.erase_own_sources(actor=PASSER_BY.clockwork(), now=at("2024-04-23"))
        assert not OwnRecord.objects.exclude(source="").exists()
        assert last_told() == "disclosure.own_record.sources_erased"


class TestRegisterOwnRecord:
    def test_counts_from_the_day_it_came(self, clerk):
        one = enter(clerk, came_on=day("2024-04-19"))  # Friday
        assert one.case.opened_on == date(2024, 4, 19)
        assert last_told() == "disclosure.own_record.received"

    def test_is_refused_to_whoever_takes_none_in(self, city):
        with pytest.raises(NotYourStep):
            enter(staff("市财政局", "reviewer", Role.REVIEWER))


class TestVerifyOwnRecord:
    def test_keeps_what_was_found(self, verified):
        assert state_of(verified) == State.VERIFIED
        assert OwnRecordClaim.objects.get().found == "核对户籍，姓名确有误"
        assert last_told() == "disclosure.own_record.moved"

    def test_is_not_the_neighbours(self, sent, neighbour):
        with pytest.raises(NoSuchOwnRecord):
            own_records.verify_own_record(**seen(sent), found="x", actor=neighbour, now=NOW)

    def test_without_a_finding_is_refused(self, sent, clerk):
        with pytest.raises(BadEnd):
            own_records.verify_own_record(**seen(sent), found=" ", actor=clerk, now=NOW)

    def test_from_an_old_page_is_refused(self, sent, clerk):
        old = seen(sent)
        own_records.verify_own_record(**old, found="属实", actor=clerk, now=NOW)
        with pytest.raises(MovedMeanwhile):
            own_records.verify_own_record(**old, found="属实", actor=clerk, now=NOW)


class TestProposeOwnRecordEnd:
    def test_writes_letter_26_with_the_clause_of_choice(self, proposed):
        text = OwnRecordClaim.objects.get().text
        assert "本机关已经更正" in text
        assert "或者自收到本告知书之日起" in text
        assert "演示区人民法院" in text
        assert OwnRecord.objects.get().remedy == "B"

    def test_corrects_only_what_was_verified(self, sent, clerk, court):
        with pytest.raises(BadEnd, match="先登记核实"):
            propose(sent, clerk)

    def test_does_not_leave_what_was_verified_uncorrected(self, verified, clerk, court):
        with pytest.raises(BadEnd, match="应当更正"):
            propose(verified, clerk, End.NOT_VERIFIED)

    @pytest.mark.parametrize("end", [End.FORWARDED, End.TOLD])
    def test_names_the_competent_agency(self, sent, clerk, court, end):
        with pytest.raises(BadEnd, match="有权更正的机关"):
            propose(sent, clerk, end)
        propose(sent, clerk, end, agency="市公安局，电话0531-00000000")
        assert "有权更正的机关：市公安局" in OwnRecordClaim.objects.get().text

    def test_waits_for_the_court(self, verified, clerk):
        with pytest.raises(ClauseIncomplete, match="人民法院"):
            propose(verified, clerk)

    def test_is_the_handlers(self, verified, head, court):
        with pytest.raises(NotYourStep):
            propose(verified, head)


class TestReturnOwnRecord:
    def test_is_looked_at_anew(self, proposed, head):
        own_records.return_own_record(**seen(proposed), reason="再核对一次", actor=head, now=NOW)
        assert state_of(proposed) == State.RECEIVED
        assert last_told() == "disclosure.own_record.returned"

    def test_without_a_reason_is_refused(self, proposed, head):
        with pytest.raises(ReasonMissing):
            own_records.return_own_record(**seen(proposed), reason="", actor=head, now=NOW)


class TestIssueOwnRecord:
    def test_gives_a_number_of_its_own_series(self, issued):
        assert issued.letter == "市财政局依更〔2024〕1号"
        assert last_told() == "disclosure.own_record.issued"

    def test_takes_the_sign_that_its_government_entered(self, proposed, head, office):
        enter_row("disclosure.letter_heads", (("", "泉财", "电话（演示）"),), office)
        issued = own_records.issue_own_record(**seen(proposed), actor=head, now=NOW)
        assert issued.letter == "泉财依更〔2024〕1号"

    def test_tells_how_the_agency_is_reached(self, sent, clerk, office, court):
        enter_row("disclosure.letter_heads", (("", "泉财", "电话（演示）"),), office)
        propose(sent, clerk, End.NOT_VERIFIED)
        assert OwnRecordClaim.objects.get().text.endswith("联系方式：电话（演示）")

    def test_is_checked_by_number_and_code_by_anybody(self, issued):
        genuine = verifiable_of(issued.letter, issued.letter_code)
        assert genuine.title == "更正政府信息告知书"
        assert in_groups(issued.letter_code) in str(queries.as_letter(issued, OwnRecordClaim.objects.get()))

    def test_of_before_keeps_what_it_had(self, issued):
        OwnRecord.objects.update(letter="市财政局更告〔2024〕1号", letter_code="")
        letter = queries.as_letter(OwnRecord.objects.get(), OwnRecordClaim.objects.get())
        assert (letter.number, letter.title) == ("市财政局更告〔2024〕1号", "更正告知书")
        assert "核验" not in str(letter)

    def test_is_not_for_whoever_wrote_it(self, city, court):
        both = staff("市财政局", "both", Role.HANDLER, Role.HEAD)
        one = enter(both)
        propose(one, both, End.NOT_VERIFIED)
        with pytest.raises(SameHand):
            own_records.issue_own_record(**seen(one), actor=both, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            OwnRecord.objects.filter(pk=one.pk).update(issued_by=both.person_id)

    def test_is_the_heads(self, proposed, clerk):
        with pytest.raises(NotYourStep):
            own_records.issue_own_record(**seen(proposed), actor=clerk, now=NOW)


class TestServeOwnRecord:
    @pytest.mark.parametrize("end", [End.FORWARDED, End.TOLD, End.NOT_VERIFIED])
    def test_ends_as_the_letter_says(self, sent, clerk, head, court, end):
        propose(sent, clerk, end, agency="市公安局")
        own_records.issue_own_record(**seen(sent), actor=head, now=NOW)
        serve(sent, clerk)
        assert state_of(sent) == end.value
        assert OwnRecord.objects.get().case.due_on is None
        assert last_told() == "disclosure.own_record.served"

    def test_by_network_is_refused(self, issued, clerk):
        told = {"proof": "发送记录（演示）", "on": day("2024-04-22"), "actor": clerk, "now": NOW}
        with pytest.raises(BadOwnService, match="第二十二条第二款"):
            own_records.serve_own_record(**seen(issued), way=Reply.Way.BY_NETWORK, **told)
        assert "by_network" not in {way for way, _ in OwnServeForm().fields["way"].choices}
        assert state_of(issued) == State.TO_SERVE

    def test_corrected_ends_corrected(self, issued, clerk):
        serve(issued, clerk)
        assert state_of(issued) == State.CORRECTED

    def test_posted_it_is_in_time_by_the_day_of_posting(self, issued, clerk):
        later = {"on": day("2024-04-24"), "actor": clerk, "now": at("2024-04-24")}
        posted = {**later, "proof": "邮件号1", "sent_on": day("2024-04-22")}
        with pytest.raises(BadOwnService, match="只有邮寄"):
            own_records.serve_own_record(**seen(issued), way=Reply.Way.BY_HAND, **posted)
        with pytest.raises(BadOwnService, match="早于签发"):
            own_records.serve_own_record(
                **seen(issued), way=Reply.Way.BY_POST, **{**posted, "sent_on": day("2024-04-19")}
            )
        with pytest.raises(BadOwnService, match="不能晚于送达日期"):
            own_records.serve_own_record(
                **seen(issued), way=Reply.Way.BY_POST, **{**posted, "sent_on": day("2024-04-25")}
            )
        own_records.serve_own_record(**seen(issued), way=Reply.Way.BY_POST, **posted)
        one = OwnRecord.objects.get()
        assert (one.served_on, one.case.ended_on) == (day("2024-04-22"), day("2024-04-22"))
        assert one.case.lines.last().note == "邮政企业邮寄（2024-04-22交邮，2024-04-24签收）"

    def test_before_its_issue_or_without_proof_is_refused(self, issued, clerk):
        with pytest.raises(BadOwnService, match="早于签发"):
            serve(issued, clerk, on="2024-04-19")
        with pytest.raises(BadOwnService, match="凭证"):
            serve(issued, clerk, proof=" ")


class TestWithdrawing:
    def test_with_number_and_code_ends_it(self, sent):
        own_records.withdraw_own_record(
            number=sent.number, code=queries.DOOR.code_of(sent.number), actor=PASSER_BY, now=NOW
        )
        assert state_of(sent) == State.WITHDRAWN
        assert last_told() == "disclosure.own_record.withdrawn"

    def test_with_a_wrong_code_is_refused(self, sent):
        with pytest.raises(NoOwnMatch):
            own_records.withdraw_own_record(number=sent.number, code="AAAAAAAA", actor=PASSER_BY, now=NOW)

    def test_is_noted_at_the_desk_once(self, sent, clerk):
        own_records.note_own_withdrawal(**seen(sent), reason="电话撤回", actor=clerk, now=NOW)
        with pytest.raises(StepNotOpen):
            own_records.note_own_withdrawal(**seen(sent), reason="电话撤回", actor=clerk, now=NOW)


class TestHandOnOwnRecord:
    def test_goes_with_the_duties(self, sent, office, neighbour, clerk):
        own_records.hand_on_own_record(
            **seen(sent), unit_id=neighbour.unit_id, reason="机构改革", actor=office, now=NOW
        )
        assert queries.own_record_for(neighbour, sent.number)
        with pytest.raises(NoSuchOwnRecord):
            queries.own_record_for(clerk, sent.number)


class TestReading:
    def test_in_clear_is_written_down_and_the_agencys_alone(self, sent, clerk, office):
        assert own_records.read_claim(number=sent.number, actor=clerk, now=NOW).name == WHO.name
        assert last_told() == "disclosure.own_record.claim_read"
        with pytest.raises(ClaimNotYours):
            own_records.read_claim(number=sent.number, actor=office, now=NOW)

    def test_a_file_gives_its_bytes_and_is_written_down(self, sent, clerk, neighbour):
        from base64 import b64decode

        one = own_records.read_evidence(number=sent.number, place=1, actor=clerk, now=NOW)
        assert b64decode(one.content) == PNG
        assert last_told() == "disclosure.own_record.evidence_read"
        with pytest.raises(NoSuchOwnRecord):
            own_records.read_evidence(number=sent.number, place=1, actor=neighbour, now=NOW)
        with pytest.raises(queries.NoSuchEvidence):
            own_records.read_evidence(number=sent.number, place=2, actor=clerk, now=NOW)

    def test_of_the_list_asks_no_more_for_more(self, sent, clerk, django_assert_max_num_queries):
        for _ in range(3):
            enter(clerk)
        with django_assert_max_num_queries(12):
            listed = queries.lit(queries.own_records_listed(clerk, only_open=True), today=NOW.date())
        assert len(listed) == 4
        assert OwnRecordEvidence.objects.count() == 1


class TestTheDistrict:
    def test_sees_nothing_of_the_city(self, sent, district):
        assert not queries.own_records_for(district).exists()
