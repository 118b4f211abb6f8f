"""Who acts for an applicant: sealed and masked as the applicant is, and never counted as one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.retention.commands import erase_due, set_term
from quancheng.kernel.retention.kinds import kind_called
from quancheng.records.disclosure.commands import completing, handling, papers
from quancheng.records.disclosure.commands.intake import BadApplicant
from quancheng.records.disclosure.models import Applicant, IdentityPaper, Letter, Request
from quancheng.records.disclosure.queries import printed
from quancheng.records.disclosure.queries.applicants import linked_applicants
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.queries.fees import place_in_month
from quancheng.records.disclosure.queries.letters import as_printed
from quancheng.records.disclosure.queries.requests import lacking_of, request_for
from quancheng.records.disclosure.rules.applicants import Lacks, LaterTold, Proof
from quancheng.records.disclosure.rules.files import PaperSort
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    PAPER,
    PASSER_BY,
    WHO,
    hand_in,
    now_of,
    seen,
    signed_in,
    staff,
    submit,
)
from quancheng.records.disclosure.tests.test_papers import PNG, brought
from quancheng.records.disclosure.tests.test_the_public_pages import filled

pytestmark = pytest.mark.django_db
AGENT = {
    "agent_name": "王代理（演示）", "agent_proof": Proof.PASSPORT, "agent_proof_number": "E00000077",
    "agent_phone": "13800000077",
}  # fmt: skip
ACTED_FOR = replace(WHO, **AGENT)
OTHER = replace(
    ACTED_FOR, name="赵六（演示）", proof=Proof.PASSPORT, proof_number="E1", phone="13911111111",
    address="别处",
)  # fmt: skip
AS_APPLICANT = replace(
    WHO, name="王代理（演示）", proof=Proof.PASSPORT, proof_number="E00000077", phone="", address="某处"
)  # fmt: skip


@pytest.fixture
def acted_for(clerk) -> Request:
    """An agent handed it in without a power of attorney."""
    return hand_in(clerk, who=ACTED_FOR)


class TestIntake:
    def test_seals_every_word_of_the_agent(self, acted_for):
        one = Applicant.objects.get(request=acted_for)
        assert (one.agent_name, one.agent_proof_number, one.agent_phone) == (
            "王代理（演示）", "E00000077", "13800000077",
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SELECT agent_name, agent_proof_number, agent_phone FROM disclosure_applicant")
            assert all(cell.startswith("qc1.sm4-gcm.") for cell in cursor.fetchone())

    def test_seals_the_power_of_attorney(self, clerk):
        made = hand_in(clerk, who=ACTED_FOR, authority=brought(name="委托书.png"))
        assert IdentityPaper.objects.get(request=made).sort == PaperSort.AUTHORITY
        assert lacking_of(made) == ()

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ({"agent_name": ""}, "姓名"),
            ({"agent_proof": Proof.IDENTITY, "agent_proof_number": "123"}, "18位"),
            ({"agent_proof": Proof.IDENTITY, "agent_proof_number": PAPER}, "相同"),
        ],
    )
    def test_takes_no_agent_that_cannot_be(self, clerk, told, said):
        with pytest.raises(BadApplicant, match=said):
            hand_in(clerk, who=replace(ACTED_FOR, **told))

    def test_needs_none(self, clerk):
        assert lacking_of(hand_in(clerk)) == ()

    def test_knows_the_form_again(self, clerk):
        first = submit(who=ACTED_FOR, once="one-form")
        assert submit(who=ACTED_FOR, once="one-form").pk == first.pk


class TestLacking:
    def test_is_a_power_of_attorney_and_no_more(self, acted_for):
        assert lacking_of(acted_for) == (Lacks.AUTHORITY,)

    def test_is_asked_for_in_the_notice(self, acted_for, clerk):
        handling.ask_correction(**seen(acted_for), points="请补授权委托书", days=10, actor=clerk, now=NOW)
        text = Letter.objects.get(request=acted_for, sort="correction").text
        assert "没有提供授权委托书" in text
        assert "由申请人签名或者盖章" in text
        assert "第二十九条" in text
        assert "第三十条" in text

    def test_ends_when_it_comes(self, acted_for, clerk):
        add = {"number": acted_for.number, "brought": brought(), "actor": clerk, "now": NOW}
        papers.add_paper(**add)
        assert lacking_of(acted_for) == (Lacks.AUTHORITY,)  # a proof of identity is none
        papers.add_paper(**add, sort=PaperSort.AUTHORITY)
        assert lacking_of(acted_for) == ()

    def test_ends_with_a_correction_online(self, acted_for, clerk):
        handling.ask_correction(**seen(acted_for), points="请补授权委托书", days=10, actor=clerk, now=NOW)
        handling.correct_request(
            number=acted_for.number, code=code_of(acted_for.number), text="见附件", authority=brought(),
            actor=PASSER_BY, now=NOW,
        )  # fmt: skip
        assert lacking_of(now_of(acted_for)) == ()


class TestCompleteApplicant:
    def test_puts_what_lacks_of_the_agent_in_its_place(self, clerk):
        made = hand_in(clerk, who=replace(ACTED_FOR, agent_proof_number="", agent_phone=""))
        told = LaterTold(
            agent_name="另一人",
            agent_proof=Proof.PASSPORT,
            agent_proof_number="e 77",
            agent_phone="13800000077",
        )
        completing.complete_applicant(**seen(made), told=told, actor=clerk, now=NOW)
        one = Applicant.objects.get(request=made)
        assert (one.agent_name, one.agent_proof_number) == ("王代理（演示）", "E77")
        assert one.agent_proof_digest
        assert one.proof_number == PAPER

    def test_names_no_agent_that_is_the_applicant(self, clerk):
        made = hand_in(clerk)
        told = LaterTold(agent_name="李四", agent_proof_number=PAPER)
        with pytest.raises(completing.BadProof, match="相同"):
            completing.complete_applicant(**seen(made), told=told, actor=clerk, now=NOW)


class TestTheAgent:
    def test_is_never_the_applicant(self, acted_for, clerk):
        other = hand_in(clerk, who=OTHER)
        as_applicant = hand_in(clerk, who=AS_APPLICANT)
        assert [place_in_month(one, on=NOW.date()) for one in (acted_for, other, as_applicant)] == [1, 1, 1]

    def test_links_those_for_whom_one_acts(self, acted_for, clerk):
        other = hand_in(clerk, who=OTHER)
        seen_by = linked_applicants(clerk, request_for(clerk, acted_for.number), (), on=NOW.date())
        assert seen_by is not None
        [line] = seen_by.requests
        assert line.number == other.number
        assert line.why == "同一代理人证件号码、同一代理人电话，姓名不同"
        assert not line.is_same_applicant
        assert seen_by.counted.this_month == 1

    def test_goes_with_the_term_of_the_applicant(self, acted_for, clerk):
        handling.note_withdrawal(**seen(acted_for), reason="不要了", actor=clerk, now=NOW)
        keeper = replace(staff("市政府办公厅", "keeper", Role.HANDLER), roles=frozenset({AdminRole.SYSTEM}))
        kind = kind_called("disclosure.applicant")
        begins = NOW.date() + timedelta(days=1)
        set_term(kind=kind.code, value=12, from_on=begins, source="演示", actor=keeper, now=NOW)
        later = NOW + timedelta(days=400)
        erase_due(kind=kind, tenant_id=acted_for.tenant_id, actor=Actor.clockwork(), now=later)
        gone = Applicant.objects.get(request=acted_for)
        told = (gone.agent_name, gone.agent_proof_number, gone.agent_phone)
        assert (*told, gone.agent_proof_digest, gone.agent_phone_digest) == ("",) * 5
        assert lacking_of(now_of(acted_for)) == ()


class TestLetters:
    def test_go_to_the_applicant_and_name_the_agent(self, acted_for):
        letter = Letter.objects.get(request=acted_for, sort="receipt")
        assert as_printed(letter).recipient == "李四（演示）（委托代理人：王代理（演示））"

    def test_printed_forms_show_the_agent(self, acted_for):
        who = Applicant.objects.get(request=acted_for)
        for sheet in (printed.application(acted_for, who), printed.registration(acted_for, who)):
            rows = dict(row for grid in sheet.body for row in grid.rows)
            assert rows["委托代理人"] == "王代理（演示）"
            assert rows["代理人证件名称和号码"] == "护照　E00000077"
            assert rows["授权委托书"] == "没有附"


@pytest.mark.usefixtures("desk_surface")
class TestTheDesk:
    def test_mask_the_agent_until_read_in_clear(self, acted_for, clerk):
        browser = signed_in(clerk)
        page = browser.get(reverse("disclosure_desk:request", args=[acted_for.number])).text
        assert "委托代理人" in page
        assert "写明了委托代理人，没有授权委托书" in page
        assert not [told for told in ("王代理", "E00000077", "13800000077") if told in page]
        clear = browser.post(reverse("disclosure_desk:applicant", args=[acted_for.number])).text
        assert "王代理（演示）" in clear
        assert "E00000077" in clear

    def test_take_a_power_of_attorney_at_the_desk(self, acted_for, clerk):
        told = {"sort": "authority", "paper": SimpleUploadedFile("委托书.png", PNG)}
        signed_in(clerk).post(reverse("disclosure_desk:bring_paper", args=[acted_for.number]), told)
        assert lacking_of(acted_for) == ()


class TestTheSite:
    def test_takes_an_agent_and_a_power_of_attorney(self, clerk, client):
        told = {**AGENT, "agent_proof": "passport", "authority": SimpleUploadedFile("委托书.png", PNG)}
        assert client.post(reverse("disclosure_site:new"), filled(**told)).status_code == 302
        made = Request.objects.get()
        assert Applicant.objects.get(request=made).agent_name == "王代理（演示）"
        assert IdentityPaper.objects.get(request=made).sort == PaperSort.AUTHORITY

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ({"agent_phone": ""}, "请填写代理人的联系电话"),
            ({"agent_name": ""}, "请写明代理人的姓名"),
            ({"agent_proof": "identity", "agent_proof_number": PAPER}, "与申请人的相同"),
        ],
    )
    def test_says_what_of_the_agent_is_wrong(self, clerk, client, told, said):
        answer = client.post(
            reverse("disclosure_site:new"), filled(**{**AGENT, "agent_proof": "passport", **told})
        )
        assert answer.status_code == 422
        assert said in answer.text
        assert not Request.objects.exists()

    def test_tells_nothing_of_the_agent_to_who_holds_number_and_code(self, acted_for, client):
        pair = {"number": acted_for.number, "code": code_of(acted_for.number)}
        page = client.post(reverse("disclosure_site:status"), pair).text
        assert acted_for.number in page
        assert "代理" not in page
