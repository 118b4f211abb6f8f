"""A signed 呈批单 that comes back as a scan."""

import io
from datetime import date

import pytest
from docx import Document
from pypdf import PdfReader

from quancheng.kernel.approvals import commands, queries, scans
from quancheng.kernel.approvals.models import Approval, Scan, Stage
from quancheng.kernel.approvals.queries import Asked
from quancheng.kernel.approvals.refusals import (
    BadSignature,
    NotYours,
    OtherVersion,
    OwnPaper,
    PaperChanged,
    ScanWaits,
    SecondPersonNeeded,
)
from quancheng.kernel.approvals.scans import Signature
from quancheng.kernel.approvals.slip import slip
from quancheng.kernel.approvals.tests.conftest import NOW, PAPER, at
from quancheng.kernel.approvals.workflow import State
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import ReasonMissing
from quancheng.kernel.files.letterhead import as_docx, as_pdf
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.models import Holding

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)
TUESDAY = date(2026, 3, 3)


@pytest.fixture
def laid(drawer, clerk, head, mayor) -> Approval:
    asked = [Asked(1, "审核", head.post_id), Asked(2, "签发", mayor.post_id)]
    return commands.submit_paper(
        ref=PAPER, chain=asked, until=date(2026, 3, 5), reason="", actor=clerk, now=NOW
    )


def bring(actor, approval, *, mark=None, day="2026-03-04") -> Scan:
    seen = queries.approval_for(actor, approval.pk)
    return scans.bring_scan(
        approval_id=approval.pk, version=seen.case.version, mark=mark or approval.mark, data=PNG,
        upload=check_upload(PNG, name="签批.png", accepted=scans.ACCEPTED), actor=actor, now=at(day),
    )  # fmt: skip


def confirm(actor, approval, *signatures, day="2026-03-04") -> Approval:
    seen = queries.approval_for(actor, approval.pk)
    return scans.confirm_scan(
        approval_id=approval.pk, version=seen.case.version, signatures=signatures, actor=actor, now=at(day)
    )


def signed(who, *, on=TUESDAY, word=Stage.Word.AGREED, opinion="同意") -> Signature:
    stage = Stage.objects.get(post_id=who.post_id)
    return Signature(stage.pk, who.person_id, on, word, opinion)


class TestSlip:
    def test_carries_number_version_and_the_words(self, laid):
        stages = queries.stages_of([laid])[laid.pk]
        paper = Document(io.BytesIO(as_docx(slip(laid, stages))))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        lines = [one.text for one in paper.paragraphs]
        assert any(laid.mark in one for one in cells)
        assert any(laid.code in one and laid.mark in one for one in lines)
        assert "请按期公开。" in lines
        assert any("分管副市长" in one for one in cells)

    @pytest.mark.usefixtures("pango")
    def test_is_a_pdf_too_with_the_same_words(self, laid):
        pages = PdfReader(io.BytesIO(as_pdf(slip(laid, queries.stages_of([laid])[laid.pk])))).pages
        text = "".join(page.extract_text() for page in pages)
        assert laid.mark in text
        assert "请按期公开。" in text
        assert "分管副市长" in text


class TestBringScan:
    def test_keeps_it_until_a_second_person_reads_it(self, laid, clerk, colleague):
        scan = bring(clerk, laid)
        assert scan.state == Scan.State.BROUGHT
        assert queries.approvals_waiting(colleague).to_read == 1
        assert queries.approvals_waiting(clerk).to_read == 0

    def test_reads_the_version_as_people_write_it(self, laid, clerk):
        assert bring(clerk, laid, mark=f" {laid.mark.lower().replace('-', ' ')} ").pk

    def test_is_refused_for_another_version(self, laid, drawer, clerk, head):
        commands.withdraw_paper(
            approval_id=laid.pk, version=laid.case.version, reason="改", actor=clerk, now=NOW
        )
        drawer.words["1"] = "改过的话。"
        again = commands.submit_paper(
            ref=PAPER, chain=[Asked(1, "签发", head.post_id)], until=date(2026, 3, 5), reason="",
            actor=clerk, now=NOW,
        )  # fmt: skip
        with pytest.raises(OtherVersion, match=laid.code):
            bring(clerk, again, mark=laid.mark)
        with pytest.raises(OtherVersion, match="不一致"):
            bring(clerk, again, mark="0000-0000")

    def test_is_refused_when_the_draft_changed(self, laid, drawer, clerk):
        drawer.words["1"] = "改过的话。"
        with pytest.raises(PaperChanged):
            bring(clerk, laid)

    def test_is_refused_while_one_waits(self, laid, clerk):
        bring(clerk, laid)
        with pytest.raises(ScanWaits):
            bring(clerk, laid)

    def test_is_for_the_unit_alone(self, laid, mayor):
        with pytest.raises(NotYours):
            bring(mayor, laid)


class TestConfirmScan:
    def test_counts_as_the_words_of_the_signers(self, laid, clerk, colleague, head, mayor):
        bring(clerk, laid)
        before = AuditEntry.objects.count()
        confirm(colleague, laid, signed(head), signed(mayor, opinion="请办"))
        assert queries.approval_for(clerk, laid.pk).case.state == State.GRANTED
        last = Stage.objects.get(post_id=mayor.post_id)
        assert (last.decided_by_id, last.opinion, last.channel) == (mayor.person_id, "请办", "paper")
        assert AuditEntry.objects.count() == before + 1

    def test_passes_to_the_next_when_only_the_first_signed(self, laid, clerk, colleague, head, mayor):
        bring(clerk, laid)
        confirm(colleague, laid, signed(head))
        assert queries.approvals_waiting(mayor).to_decide == 1

    def test_sends_back_what_was_refused_on_paper(self, laid, clerk, colleague, head):
        bring(clerk, laid)
        confirm(colleague, laid, signed(head, word=Stage.Word.SENT_BACK, opinion="再核"))
        assert queries.approval_for(clerk, laid.pk).case.state == State.SENT_BACK

    def test_needs_a_second_person(self, laid, clerk, head):
        bring(clerk, laid)
        with pytest.raises(SecondPersonNeeded):
            confirm(clerk, laid, signed(head))

    def test_is_not_for_who_laid_it_before(self, laid, clerk, colleague, head):
        bring(colleague, laid)
        with pytest.raises(SecondPersonNeeded):
            confirm(clerk, laid, signed(head))
        assert queries.approvals_waiting(clerk).to_read == 0

    def test_nags_nobody_once_the_paper_is_withdrawn(self, laid, clerk, colleague):
        bring(clerk, laid)
        seen = queries.approval_for(clerk, laid.pk)
        commands.withdraw_paper(
            approval_id=laid.pk, version=seen.case.version, reason="改", actor=clerk, now=NOW
        )
        assert queries.approvals_waiting(colleague).to_read == 0

    def test_needs_a_scan(self, laid, colleague, head):
        with pytest.raises(ScanWaits):
            confirm(colleague, laid, signed(head))

    def test_skips_nobody(self, laid, clerk, colleague, mayor):
        bring(clerk, laid)
        with pytest.raises(BadSignature, match="补签"):
            confirm(colleague, laid, signed(mayor))

    def test_knows_no_signature_of_tomorrow(self, laid, clerk, colleague, head):
        bring(clerk, laid)
        with pytest.raises(BadSignature, match="批示日期"):
            confirm(colleague, laid, signed(head, on=date(2026, 3, 5)))  # Thursday

    def test_knows_no_signer_outside_the_post(self, laid, clerk, colleague, head, mayor):
        bring(clerk, laid)
        stage = Stage.objects.get(post_id=head.post_id)
        false = Signature(stage.pk, mayor.person_id, TUESDAY, Stage.Word.AGREED, "")
        with pytest.raises(BadSignature, match="任职"):
            confirm(colleague, laid, false)

    def test_knows_no_deputy_after_the_end(self, laid, clerk, colleague, head, mayor):
        own = Holding.objects.get(person_id=head.person_id)
        Holding.objects.create(
            post=own.post, person_id=mayor.person_id, stands_in_for=own, from_on=date(2026, 3, 2),
            until_on=date(2026, 3, 2),
        )  # fmt: skip
        bring(clerk, laid)
        stage = Stage.objects.get(post_id=head.post_id)
        late = Signature(stage.pk, mayor.person_id, TUESDAY, Stage.Word.AGREED, "")
        with pytest.raises(BadSignature):
            confirm(colleague, laid, late)

    def test_knows_no_signature_of_who_laid_it_before(self, laid, clerk, colleague, head):
        bring(clerk, laid)
        stage = Stage.objects.get(post_id=head.post_id)
        with pytest.raises(OwnPaper):
            confirm(colleague, laid, Signature(stage.pk, clerk.person_id, TUESDAY, Stage.Word.AGREED, ""))

    def test_needs_at_least_one_signature(self, laid, clerk, colleague):
        bring(clerk, laid)
        with pytest.raises(BadSignature):
            confirm(colleague, laid)


class TestRefuseScan:
    def test_lets_a_better_one_come(self, laid, clerk, colleague):
        bring(clerk, laid)
        seen = queries.approval_for(colleague, laid.pk)
        scans.refuse_scan(
            approval_id=laid.pk, version=seen.case.version, reason="看不清", actor=colleague, now=NOW
        )
        assert bring(clerk, laid).state == Scan.State.BROUGHT

    def test_needs_a_reason_and_a_second_person(self, laid, clerk, colleague):
        bring(clerk, laid)
        seen = queries.approval_for(colleague, laid.pk)
        with pytest.raises(SecondPersonNeeded):
            scans.refuse_scan(
                approval_id=laid.pk, version=seen.case.version, reason="看不清", actor=clerk, now=NOW
            )
        with pytest.raises(ReasonMissing):
            scans.refuse_scan(
                approval_id=laid.pk, version=seen.case.version, reason="", actor=colleague, now=NOW
            )
