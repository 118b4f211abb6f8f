"""What a request came without of its applicant is put in its place, and stands nowhere in clear."""

from dataclasses import replace

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import NotYourStep, StepNotOpen
from quancheng.records.disclosure.commands import completing, handling
from quancheng.records.disclosure.forms.asking import CorrectionForm
from quancheng.records.disclosure.forms.handling import CorrectForm
from quancheng.records.disclosure.models import Applicant, Request
from quancheng.records.disclosure.queries.doors import proof_digest
from quancheng.records.disclosure.queries.requests import NoSuchRequest, lacking_of
from quancheng.records.disclosure.rules.applicants import Lacks, LaterTold, Proof
from quancheng.records.disclosure.tests.conftest import NOW, PAPER, WHO, hand_in, now_of, seen, signed_in

pytestmark = pytest.mark.django_db
PASSPORT = LaterTold(proof=Proof.PASSPORT, proof_number="e 00000001", phone="13900000000")


@pytest.fixture
def bare(clerk) -> Request:
    """It came by post without the number of a paper and without a contact."""
    return hand_in(clerk, who=replace(WHO, proof_number="", phone="", address=""))


def complete(request: Request, actor, **told) -> Request:
    later = replace(LaterTold(), **told)
    return completing.complete_applicant(**seen(request), told=later, actor=actor, now=NOW)


class TestCompleteApplicant:
    def test_puts_paper_and_contact_in_their_place(self, bare, clerk):
        completing.complete_applicant(**seen(bare), told=PASSPORT, actor=clerk, now=NOW)
        one = Applicant.objects.get(request=bare)
        assert (one.proof, one.proof_number, one.phone) == (Proof.PASSPORT, "E00000001", "13900000000")
        assert one.proof_digest == proof_digest("E00000001")
        assert one.phone_digest
        entry = AuditEntry.objects.latest("seq")
        assert (entry.code, entry.facts["what"]) == ("disclosure.applicant.completed", "证件号码、联系电话")
        assert now_of(bare).case.lines.last().note == "证件号码、联系电话"

    def test_moves_no_day(self, bare, clerk):
        due = bare.case.due_on
        complete(bare, clerk, phone="13900000000")
        assert now_of(bare).case.due_on == due

    def test_takes_no_number_that_disagrees_with_itself(self, bare, clerk):
        with pytest.raises(completing.BadProof, match="18位"):
            complete(bare, clerk, proof_number="123", phone="13900000000")
        assert not Applicant.objects.get(request=bare).phone

    def test_writes_over_nothing_that_was_told(self, clerk):
        whole = hand_in(clerk)
        with pytest.raises(completing.NothingToComplete):
            complete(whole, clerk, proof_number=PAPER, phone="13911111111")
        assert Applicant.objects.get(request=whole).phone == WHO.phone

    def test_is_the_agencys_while_the_request_goes_on(self, bare, clerk, office, neighbour):
        with pytest.raises(NoSuchRequest):
            complete(bare, neighbour, phone="13900000000")
        with pytest.raises(NotYourStep):
            complete(bare, office, phone="13900000000")
        handling.note_withdrawal(**seen(bare), reason="不要了", actor=clerk, now=NOW)
        with pytest.raises(StepNotOpen):
            complete(bare, clerk, phone="13900000000")


@pytest.mark.usefixtures("desk_surface")
class TestThePage:
    def test_asks_for_what_lacks_alone(self, clerk):
        without_number = hand_in(clerk, who=replace(WHO, proof_number=""))
        page = reverse("disclosure_desk:request", args=[without_number.number])
        shown = signed_in(clerk).get(page).text
        assert ("补记申请人、代理人信息" in shown, 'id="complete_phone"' in shown) == (True, False)
        step = reverse("disclosure_desk:step", args=[without_number.number, "complete"])
        told = {"version": seen(without_number)["version"], "proof": "identity", "proof_number": PAPER}
        assert "已补记" in signed_in(clerk).post(step, told, follow=True).text
        assert 'id="complete_proof_number"' not in signed_in(clerk).get(page).text

    def test_names_somebody_who_acts_for_the_applicant_from_now_on(self, clerk):
        whole = hand_in(clerk)
        page = reverse("disclosure_desk:request", args=[whole.number])
        assert 'id="complete_agent_name"' in signed_in(clerk).get(page).text
        step = reverse("disclosure_desk:step", args=[whole.number, "complete"])
        told = {
            "version": seen(whole)["version"], "agent_name": "代某（演示）", "agent_proof": "passport",
            "agent_proof_number": "E00000002", "agent_phone": "13900000000",
            "email": "wang@example.cn",
        }  # fmt: skip
        assert "已补记" in signed_in(clerk).post(step, told, follow=True).text
        assert Applicant.objects.get(request=whole).agent_name == "代某（演示）"
        assert lacking_of(now_of(whole)) == (Lacks.AUTHORITY,)
        assert step not in signed_in(clerk).get(page).text  # nothing is untold any more

    def test_keeps_what_was_wrong_beside_its_field(self, bare, clerk):
        step = reverse("disclosure_desk:step", args=[bare.number, "complete"])
        refused = signed_in(clerk).post(step, {"version": seen(bare)["version"], "phone": "不知道"})
        assert "看不出是电话号码" in refused.text
        assert "不知道" in refused.text


class TestCorrections:
    @pytest.mark.parametrize("form", [CorrectionForm, CorrectForm])
    @pytest.mark.parametrize(
        "number", [f"身份证号码是{PAPER}", "护照号E12345678", "台胞证号01234567", "回乡证H12345678"]
    )
    def test_tell_no_number_of_a_paper(self, form, number):
        told = form({"text": f"我的{number}", "on": "2024-05-10"})
        assert not told.is_valid()
        assert "不要写身份证、护照、通行证等证件号码" in told.errors["text"][0]
        assert form({"text": "2025年的，济政发〔2024〕3号", "on": "2024-05-10"}).is_valid()
