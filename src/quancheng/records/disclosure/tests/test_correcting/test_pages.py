"""The pages of own records: at the desk who sees and does what; on the portal with number and code."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.records.disclosure.models import OwnRecord, OwnRecordEvidence
from quancheng.records.disclosure.queries.own_records import DOOR
from quancheng.records.disclosure.rules.own_record import End, State
from quancheng.records.disclosure.tests.conftest import PAPER, WHO, finance, signed_in
from quancheng.records.disclosure.tests.test_correcting.conftest import (
    CLAIM,
    PNG,
    enter,
    propose,
    send,
)
from quancheng.ui import seals

pytestmark = pytest.mark.django_db
HOME, NEW, STATUS = "/disclosure/own-record/", "/disclosure/own-record/new/", "/disclosure/own-record/status/"
LIST = "/disclosure/own-records/"
RECEIPT_CODE = re.compile(r"<dd>([2-9A-Z]{4} [2-9A-Z]{4})</dd>")


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def filled(**told: object) -> dict[str, object]:
    return {
        "unit": finance().pk, "which": CLAIM.which, "wrong": CLAIM.wrong, "right": CLAIM.right,
        "sort": "person", "name": WHO.name, "proof": "identity", "proof_number": PAPER, "representative": "",
        "contact_person": "", "phone": "13800000000", "email": "", "address": "", "confirms": "on",
        "seal": seals.new_seal(timezone.now() - timedelta(minutes=1)), **told,
    }  # fmt: skip


def picture(name: str = "户口簿.png", data: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.usefixtures("clerk")
class TestOnThePortal:
    def test_is_explained_sent_and_looked_up(self, client):
        assert NEW in client.get(HOME).text
        answer = client.post(NEW, filled(evidence=[picture()]), follow=True)
        one = OwnRecord.objects.get()
        assert one.number in answer.text
        code = RECEIPT_CODE.search(answer.text)
        assert code
        seen = client.post(STATUS, {"number": one.number, "code": code[1]})
        assert "待核实" in seen.text
        assert "公积金" not in seen.text  # number and code alone tell nothing of what is kept
        assert WHO.name not in seen.text
        assert OwnRecordEvidence.objects.get().kind == "picture"

    def test_keeps_what_was_entered_when_it_is_refused(self, client):
        answer = client.post(NEW, filled(wrong="", proof_number="1"))
        assert answer.status_code == 422
        assert CLAIM.which in answer.text
        assert "请写明哪里不准确" in answer.text
        assert "请重新选择证据" in answer.text

    def test_turns_a_program_away(self, client):
        answer = client.post(NEW, filled(evidence=[picture("证明.png", b"\x7fELF" + b"\0" * 64)]))
        assert answer.status_code == 422
        assert not OwnRecord.objects.exists()
        answer = client.post(NEW, filled(evidence=[picture(f"{n}.png") for n in range(4)]))
        assert "最多上传3个文件" in answer.text

    def test_sent_twice_is_one_case(self, client):
        told = filled()
        client.post(NEW, told)
        client.post(NEW, told)
        assert OwnRecord.objects.count() == 1

    def test_tells_nothing_for_a_wrong_code_and_counts_it(self, client):
        one = send()
        for _ in range(10):
            assert client.post(STATUS, {"number": one.number, "code": "AAAAAAAA"}).status_code == 404
        told = client.post(STATUS, {"number": one.number, "code": DOOR.code_of(one.number)})
        assert told.status_code == 429

    def test_is_withdrawn_when_it_is_said_twice(self, client):
        one = send()
        pair = {"number": one.number, "code": DOOR.code_of(one.number)}
        unsure = client.post(f"{STATUS}withdrawal/", pair)
        assert unsure.status_code == 422
        done = client.post(f"{STATUS}withdrawal/", {**pair, "sure": "on"})
        assert "已撤回" in done.text
        assert OwnRecord.objects.get().case.state == State.WITHDRAWN

    def test_does_not_mix_with_requests(self, client):
        one = send()
        told = client.post("/disclosure/status/", {"number": one.number, "code": DOOR.code_of(one.number)})
        assert told.status_code == 404


@pytest.mark.usefixtures("desk_surface")
class TestAtTheDesk:
    def test_lists_for_the_agency_and_the_office_alone(self, clerk, office, neighbour, district):
        one = send()
        for actor, count in ((clerk, 1), (office, 1), (neighbour, 0), (district, 0)):
            assert len(signed_in(actor).get(LIST).context["lines"]) == count
        for stranger in (neighbour, district):
            assert signed_in(stranger).get(f"{LIST}{one.number}/").status_code == 404

    def test_shows_the_content_to_the_agency_alone(self, clerk, office):
        one = send()
        ours, theirs = (signed_in(who).get(f"{LIST}{one.number}/").text for who in (clerk, office))
        assert CLAIM.which in ours
        assert WHO.name not in ours  # masked until it is read in clear
        assert CLAIM.which not in theirs
        assert "只对承办机关显示" in theirs

    def test_reads_in_clear_once_and_writes_it_down(self, clerk):
        one = send()
        told = signed_in(clerk).post(f"{LIST}{one.number}/claim/")
        assert WHO.name in told.text
        assert AuditEntry.objects.filter(code="disclosure.own_record.claim_read").count() == 1

    def test_gives_a_file_out_by_post_alone(self, clerk, office):
        one = send()
        address = f"{LIST}{one.number}/evidence/1/"
        window = signed_in(clerk)
        assert window.get(address).status_code == 405
        given = window.post(address)
        assert given.content == PNG
        assert "attachment" in given["Content-Disposition"]
        assert signed_in(office).post(address).status_code == 403

    def test_registers_what_came_over_the_counter(self, clerk):
        window = signed_in(clerk)
        form = window.get(f"{LIST}new/").context["form"]
        told = filled(
            once=form.initial["once"], channel="in_person", came_on=timezone.localdate().isoformat()
        )
        for name in ("unit", "confirms", "seal"):
            del told[name]
        assert window.post(f"{LIST}new/", {**told, "right": ""}).status_code == 422
        answer = window.post(f"{LIST}new/", told, follow=True)
        assert "已登记，请核实" in answer.text
        assert OwnRecord.objects.get().registered_by_id == clerk.person_id

    def test_takes_steps_and_shows_what_was_refused_in_its_place(self, clerk):
        one, window = send(now=timezone.now()), signed_in(clerk)
        steps = f"{LIST}{one.number}/steps/"
        wrong = window.post(f"{steps}propose/", {"version": 0, "end": "corrected", "found": "属实"})
        assert wrong.status_code == 422
        assert "请先登记核实结果" in wrong.text
        done = window.post(f"{steps}verify/", {"version": 0, "found": "属实"}, follow=True)
        assert "已登记核实结果" in done.text
        assert window.post(f"{steps}nothing/", {"version": 1}).status_code == 404

    def test_prints_letter_26(self, clerk, court):
        one = send()
        window = signed_in(clerk)
        assert window.get(f"{LIST}{one.number}/letter.docx").status_code == 422
        propose(one, clerk, End.NOT_VERIFIED)
        letter = window.get(f"{LIST}{one.number}/letter.docx")
        assert letter.content[:2] == b"PK"
        assert window.get(f"{LIST}{one.number}/letter.pdf").content[:4] == b"%PDF"

    def test_asks_no_more_for_more(self, clerk):
        window = signed_in(clerk)
        enter(clerk)
        with CaptureQueriesContext(connection) as one:
            window.get(LIST)
        for _ in range(4):
            enter(clerk)
        with CaptureQueriesContext(connection) as more:
            window.get(LIST)
        assert len(more) <= len(one) + 1
