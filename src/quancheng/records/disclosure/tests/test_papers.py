"""The proof of identity as a file: through the gate, sealed, for the agency alone, gone with its term."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.redaction.tests import papers
from quancheng.kernel.retention import matters
from quancheng.kernel.retention.commands import TooShort, erase_due, set_term
from quancheng.kernel.retention.kinds import kind_called
from quancheng.records.disclosure.commands import papers as commands
from quancheng.records.disclosure.forms.papers import PaperRefused, paper_let_in
from quancheng.records.disclosure.models import Applicant, IdentityPaper, Request
from quancheng.records.disclosure.queries.papers import NoSuchPaper, paper_for, papers_of
from quancheng.records.disclosure.queries.requests import NoSuchRequest
from quancheng.records.disclosure.rules.files import PAPER_MOST
from quancheng.records.disclosure.tests.conftest import NOW, hand_in, signed_in, staff, submit

pytestmark = pytest.mark.django_db
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PROGRAM = b"MZ\x90\x00" + b"\x00" * 200


def brought(data: bytes = PNG, name: str = "身份证.png"):
    return paper_let_in(data, name=name)


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


class TestTheGate:
    def test_lets_pictures_and_pdf_in(self):
        assert brought().upload.name == "身份证.png"
        data = papers.pdf_of(papers.lines("居民身份证（演示）"))
        assert brought(data, "身份证.pdf").data == data

    def test_turns_a_program_away(self):
        with pytest.raises(Exception, match="程序文件"):
            brought(PROGRAM, "身份证.pdf")

    @pytest.mark.parametrize(
        ("data", "name", "said"),
        [
            (b"GIF89a" + b"\x00" * 20 + b"\x3b", "a.gif", "不是 pdf、jpg 或 png"),
            (b"\x89PNG\r\n" + b"\x00" * PAPER_MOST, "a.png", "超过5MB"),
        ],
    )
    def test_turns_other_files_away(self, data, name, said):
        with pytest.raises(PaperRefused, match=said):
            brought(data, name)


class TestSubmitRequest:
    def test_seals_the_paper(self, clerk):
        made = submit(paper=brought())
        kept = IdentityPaper.objects.get(request=made)
        assert base64.b64decode(kept.data) == PNG
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, data FROM disclosure_identitypaper")
            row = cursor.fetchone()
        assert all(cell.startswith("qc1.sm4-gcm.") for cell in row)
        assert StoredFile.objects.count() == 0  # it lies in no folder

    def test_without_one_is_no_refusal(self, clerk):
        assert not IdentityPaper.objects.filter(request=submit()).exists()

    def test_over_the_counter_too(self, clerk):
        assert papers_of(clerk, hand_in(clerk, paper=brought())).count() == 1


class TestAddPaper:
    def test_when_a_correction_brought_it(self, received, clerk):
        commands.add_paper(number=received.number, brought=brought(), actor=clerk, now=NOW)
        assert papers_of(clerk, received).count() == 1
        assert last_told() == "disclosure.paper.added"

    def test_has_a_most(self, received, clerk):
        for _ in range(5):
            commands.add_paper(number=received.number, brought=brought(), actor=clerk, now=NOW)
        with pytest.raises(commands.TooManyPapers):
            commands.add_paper(number=received.number, brought=brought(), actor=clerk, now=NOW)

    def test_is_the_agencys(self, received, office, neighbour):
        with pytest.raises(NoSuchPaper):
            commands.add_paper(number=received.number, brought=brought(), actor=office, now=NOW)
        with pytest.raises(NoSuchRequest):
            commands.add_paper(number=received.number, brought=brought(), actor=neighbour, now=NOW)


class TestReadPaper:
    def test_is_written_down(self, clerk):
        made = submit(paper=brought())
        key = IdentityPaper.objects.get().pk
        found = commands.read_paper(number=made.number, paper_id=key, actor=clerk, now=NOW)
        assert (found.data, found.name) == (PNG, "身份证.png")
        assert last_told() == "disclosure.paper.read"

    def test_is_the_agencys_alone(self, office, clerk, neighbour):
        made = submit(paper=brought())
        key = IdentityPaper.objects.get().pk
        with pytest.raises(NoSuchPaper):
            commands.read_paper(number=made.number, paper_id=key, actor=office, now=NOW)
        with pytest.raises(NoSuchRequest):
            commands.read_paper(number=made.number, paper_id=key, actor=neighbour, now=NOW)

    def test_of_another_request_is_not_there(self, clerk):
        submit(paper=brought())
        other = submit()
        with pytest.raises(NoSuchPaper):
            paper_for(clerk, other.number, IdentityPaper.objects.get().pk)

    def test_ends_with_the_applicant(self, clerk):
        made = submit(paper=brought())
        Applicant.objects.update(erased_at=NOW)
        assert not papers_of(clerk, made).exists()


@pytest.fixture
def keeper(city):
    """Who sets terms."""
    return replace(staff("市政府办公厅", "keeper", Role.HANDLER), roles=frozenset({AdminRole.SYSTEM}))


class TestItsTerm:
    def test_is_that_of_the_applicant(self):
        paper, applicant = kind_called("disclosure.paper"), kind_called("disclosure.applicant")
        assert (paper.since, paper.sample, paper.law) == (applicant.since, applicant.sample, applicant.law)

    def test_takes_the_whole_row_away(self, clerk, keeper, monkeypatch):
        made = submit(paper=brought())
        made.case.__class__.objects.filter(pk=made.case_id).update(ended_on=NOW.date())
        begins = NOW.date() + timedelta(days=1)
        told = {"kind": "disclosure.paper", "from_on": begins, "source": "演示", "actor": keeper, "now": NOW}
        with pytest.raises(TooShort, match="至少保存12个月"):  # while somebody may apply or sue
            set_term(value=11, **told)
        set_term(value=12, **told)
        later = NOW + timedelta(days=400)
        kind = kind_called("disclosure.paper")
        with monkeypatch.context() as patch:  # a proceeding is open: it holds
            needed = {"disclosure.request": [lambda _: {(made.tenant_id, made.number)}]}
            patch.setattr(matters, "_finders", needed)
            assert erase_due(kind=kind, tenant_id=made.tenant_id, actor=Actor.clockwork(), now=later) == 0
        assert erase_due(kind=kind, tenant_id=made.tenant_id, actor=Actor.clockwork(), now=later) == 1
        assert not IdentityPaper.objects.exists()


@pytest.mark.usefixtures("desk_surface")
class TestAtTheDesk:
    def test_the_paper_is_fetched_by_its_agency(self, clerk, office, neighbour):
        made = submit(paper=brought())
        address = reverse("disclosure_desk:paper", args=[made.number, IdentityPaper.objects.get().pk])
        fetched = signed_in(clerk).get(address)
        assert (fetched.content, fetched["Cache-Control"]) == (PNG, "private, no-store")
        assert [signed_in(one).get(address).status_code for one in (office, neighbour)] == [404, 404]

    def test_a_page_without_one_says_what_can_be_done(self, received, clerk, office):
        page = reverse("disclosure_desk:request", args=[received.number])
        assert "这不是拒收的理由" in signed_in(clerk).get(page).text
        assert "身份证明和授权委托书" not in signed_in(office).get(page).text

    def test_a_later_one_is_added(self, received, clerk):
        address = reverse("disclosure_desk:bring_paper", args=[received.number])
        bad = signed_in(clerk).post(address, {"paper": SimpleUploadedFile("证件.pdf", PROGRAM)})
        assert (bad.status_code, "程序" in bad.text) == (422, True)
        assert signed_in(clerk).post(address, {}).status_code == 422
        assert signed_in(clerk).post(address, {"paper": SimpleUploadedFile("a.png", PNG)}).status_code == 302
        assert Request.objects.get().papers.count() == 1
