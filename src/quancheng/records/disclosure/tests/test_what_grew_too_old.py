"""What is kept of consulted parties and of own records goes when its term is over; the rest stays."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import Case
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.kernel.retention.commands import erase_due, set_term
from quancheng.kernel.retention.kinds import kind_called
from quancheng.records.disclosure.commands.consulting import consult
from quancheng.records.disclosure.models import Consultation, OwnRecord, OwnRecordClaim, OwnRecordEvidence
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.tests.conftest import NOW, at, day, seen, signed_in, staff
from quancheng.records.disclosure.tests.test_own_records import send

CLOCKWORK = Actor.clockwork()
LATE = at("2027-06-01")  # Tuesday: more than 36 months after it ended


def term(kind: str, city) -> None:
    """The government sets the term that waits."""
    someone = staff("市政府办公厅", f"keeper-{kind}")
    keeper = replace(someone, roles=frozenset({AdminRole.SECURITY}))
    set_term(kind=kind, value=36, from_on=day("2024-04-23"), source="演示", actor=keeper, now=NOW)


def erase(kind: str, city, now: datetime) -> int:
    return erase_due(kind=kind_called(kind), tenant_id=city.pk, actor=CLOCKWORK, now=now)


@pytest.fixture
def asked(received, clerk):
    consult(
        **seen(received), party=Party.THIRD, name="演示设备有限公司", about="合同（演示）", on=NOW.date(),
        actor=clerk, now=NOW,
    )  # fmt: skip
    Case.objects.filter(pk=received.case_id).update(ended_on=NOW.date(), due_on=None)
    return received


class TestAConsultedParty:
    KIND = "disclosure.consultation"

    def test_is_kept_while_nobody_set_the_term(self, asked, city):
        assert erase(self.KIND, city, LATE) == 0
        assert Consultation.objects.get().name == "演示设备有限公司"

    def test_is_forgotten_when_the_term_is_over(self, asked, city):
        term(self.KIND, city)
        assert erase(self.KIND, city, at("2027-04-21")) == 0
        assert erase(self.KIND, city, LATE) == 1
        one = Consultation.objects.get()
        assert (one.name, one.reasons, one.about) == ("", "", "合同（演示）")
        assert one.erased_at == LATE
        assert erase(self.KIND, city, LATE) == 0

    def test_that_is_forgotten_is_told_so_on_the_page(self, asked, clerk, desk_surface):
        Consultation.objects.update(name="", erased_at=timezone.now())
        assert "名称已清除" in signed_in(clerk).get(f"/disclosure/{asked.number}/").text


class TestAnOwnRecord:
    @pytest.fixture
    def ended(self, clerk):
        one = send()
        Case.objects.filter(pk=one.case_id).update(ended_on=NOW.date(), due_on=None, state="withdrawn")
        return one

    def test_forgets_who_said_what_and_keeps_how_it_ended(self, ended, city):
        term("disclosure.own_record_claim", city)
        assert erase("disclosure.own_record_claim", city, LATE) == 1
        claim = OwnRecordClaim.objects.get()
        assert (claim.name, claim.which, claim.wrong, claim.right, claim.proof_number) == ("",) * 5
        assert OwnRecord.objects.get().number == ended.number

    def test_lets_its_evidence_go(self, ended, city):
        term("disclosure.own_record_evidence", city)
        assert erase("disclosure.own_record_evidence", city, LATE) == 1
        assert not OwnRecordEvidence.objects.exists()

    def test_that_is_open_keeps_everything(self, clerk, city):
        send()
        term("disclosure.own_record_evidence", city)
        assert erase("disclosure.own_record_evidence", city, LATE) == 0

    def test_that_is_forgotten_is_told_so_on_the_page(self, ended, clerk, desk_surface):
        OwnRecordClaim.objects.update(name="", which="", wrong="", right="", erased_at=timezone.now())
        assert "已满保存期限" in signed_in(clerk).get(f"/disclosure/own-records/{ended.number}/").text
