"""Forms that are printed: application, entry, slip of service, sheet of approval, and the empty form."""

import io

import docx
import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.records.disclosure.commands.consulting import consult
from quancheng.records.disclosure.commands.letters import note_letter_served
from quancheng.records.disclosure.models import Letter, Reply
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.rules.letters import TO_PARTIES
from quancheng.records.disclosure.rules.printed import Printed
from quancheng.records.disclosure.tests.conftest import NOW, PAPER, WHAT, WHO, seen, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


def words(answer) -> str:
    """Every word of a docx: title, paragraphs, tables."""
    assert answer.status_code == 200
    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def form(actor, request, what: Printed, kind: str = "docx"):
    return signed_in(actor).get(reverse(f"disclosure_desk:form_{kind}", args=[request.number, what.value]))


def reads() -> int:
    return AuditEntry.objects.filter(code="disclosure.applicant.read").count()


class TestFormOfARequest:
    def test_application_is_what_was_filed_and_reading_it_is_written_down(self, received, clerk):
        told = words(form(clerk, received, Printed.APPLICATION))
        for word in ("政府信息公开申请表", received.number, WHO.name, PAPER, WHAT.wanted):
            assert word in told
        assert reads() == 1

    def test_registration_tells_day_of_receipt_and_deadline(self, received, clerk):
        told = words(form(clerk, received, Printed.REGISTRATION))
        assert "2024年4月22日" in told  # Monday, received
        assert "2024年5月21日" in told  # Tuesday, the last day
        assert WHO.name in told

    def test_slip_names_the_letters_and_where_to_sign(self, received, clerk):
        told = words(form(clerk, received, Printed.SERVICE))
        assert "市财政局依收〔2024〕1号" in told
        assert "受送达人签名或者盖章" in told

    def test_slip_leaves_out_what_was_delivered_and_what_others_get(self, received, clerk):
        """Signed is what waits for the applicant; who was asked about the matter signs elsewhere."""
        receipt = Letter.objects.get()
        told = {"number": received.number, "place": receipt.place, "actor": clerk, "now": NOW}
        note_letter_served(**told, way=Reply.Way.BY_HAND, proof="李四签收（演示）", on=NOW.date())
        consult(
            **seen(received), party=Party.THIRD, name="演示设备有限公司", about="合同（演示）", on=NOW.date(),
            actor=clerk, now=NOW,
        )  # fmt: skip
        [to_party] = Letter.objects.filter(sort__in=TO_PARTIES)
        [waits] = Letter.objects.exclude(pk__in=[receipt.pk, to_party.pk])
        slip = words(form(clerk, received, Printed.SERVICE))
        assert waits.number in slip
        assert [one.number for one in (receipt, to_party) if one.number in slip] == []

    def test_approval_names_each_hand_and_no_applicant(self, issued, clerk):
        told = words(form(clerk, issued, Printed.APPROVAL))
        for word in ("拟稿", "保密审查", "合法性审核", "签发", "clerk", "head"):
            assert word in told
        assert WHO.name not in told
        assert reads() == 0

    def test_approval_waits_for_a_draft(self, received, clerk):
        answer = form(clerk, received, Printed.APPROVAL)
        assert (answer.status_code, "还没有提交审核的答复书" in answer.text) == (422, True)

    def test_is_there_as_pdf(self, received, clerk):
        assert form(clerk, received, Printed.SERVICE, "pdf").content.startswith(b"%PDF")

    def test_is_the_agencys_alone(self, received, office, neighbour):
        for what in Printed:
            assert form(office, received, what).status_code == 403
            assert form(neighbour, received, what).status_code == 404
        assert reads() == 0

    def test_of_another_name_is_none(self, received, clerk):
        address = reverse("disclosure_desk:form_docx", args=[received.number, "other"])
        assert signed_in(clerk).get(address).status_code == 404


class TestThePage:
    def test_offers_them_to_the_agency(self, received, clerk, office):
        page = reverse("disclosure_desk:request", args=[received.number])
        shown = signed_in(clerk).get(page).text
        for what in Printed:
            assert reverse("disclosure_desk:form_docx", args=[received.number, what.value]) in shown
        assert "文书打印" not in signed_in(office).get(page).text


class TestTheEmptyForm:
    def test_asks_for_no_purpose(self, clerk):
        told = words(signed_in(clerk).get(reverse("disclosure_desk:blank_docx")))
        assert "不要求说明用途" in told
        assert "□居民身份证" in told
        assert "代理人" in told
        pdf = signed_in(clerk).get(reverse("disclosure_desk:blank_pdf"))
        assert pdf.content.startswith(b"%PDF")
