"""Pages that were kept as evidence go when their term is over, their files with them; the proof stays."""

from datetime import date

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.queries import sentence_of
from quancheng.kernel.audit.verify import verify_chain
from quancheng.kernel.files import jobs as files
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.kinds import Kind as Format
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.obligations.models import Evidence, Snapshot
from quancheng.kernel.obligations.queries import evidence_to_look_at, to_look_at_again
from quancheng.kernel.obligations.retained import SNAPSHOTS
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.retention.commands import set_hold
from quancheng.kernel.retention.jobs import erase
from quancheng.kernel.retention.models import Term
from quancheng.records.plan.commands import duties
from quancheng.records.plan.tests.conftest import NOW, at
from quancheng.records.plan.tests.test_working_on_duties import clerk, duty, head, issued, plan, told

__all__ = ["clerk", "duty", "head", "issued", "plan"]

pytestmark = pytest.mark.django_db
LATER = at("2031-03-10")  # Monday, more than five years after the duty was done
PAGE, TEXT = b"<p>page</p>", "公开页面的正文（演示）"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.AUDIT_ANCHORS = tmp_path / "media", tmp_path / "anchors"


@pytest.fixture
def look(duty, clerk, head, city) -> Snapshot:
    """The duty is done on Tuesday 3 March 2026; its page had been kept."""
    given = duties.add_evidence_address(
        duty_id=duty.pk, address="https://www.example.cn/1", says="", actor=clerk, now=NOW
    )
    kept = keep_file(
        Upload("page.html", Format.HTML, len(PAGE), None), PAGE, tenant_id=city.pk, actor=clerk, now=NOW
    )
    shot = Snapshot.objects.create(
        evidence=given, taken_at=NOW, outcome="kept", address=given.address, title="首行", text=TEXT,
        digest="a" * 64, size=len(PAGE), page=kept,
    )  # fmt: skip
    duties.report_duty(**told(duty), note="", actor=clerk, now=NOW)
    duties.confirm_duty(**told(duty), actor=head, now=at("2026-03-03"))
    return shot


@pytest.fixture
def term(city):
    return Term.objects.create(
        tenant=city, kind=SNAPSHOTS.code, from_on=date(2026, 3, 3), value=60, source="本级分类方案（演示）",
        set_by=Person.objects.first(), set_at=NOW,
    )  # fmt: skip


class TestTheNight:
    def test_empties_the_page_and_keeps_its_proof(self, look, term):
        erase(LATER)
        look.refresh_from_db()
        assert (look.text, look.title, look.page) == ("", "", None)
        assert (look.digest, look.address) == ("a" * 64, "https://www.example.cn/1")
        assert not verify_chain().broken

    def test_takes_the_file_with_it(self, look, term, drain, settings):
        page = look.page
        erase(LATER)
        drain()
        assert not StoredFile.objects.filter(pk=page.pk).exists()
        assert sentence_of(AuditEntry.objects.get(code="files.erased")).startswith("随到期数据清除文件1个")
        assert files.clear_unnamed(LATER) == 1
        assert not (settings.MEDIA_ROOT / page.data.name).exists()

    def test_lets_nobody_look_at_the_address_again(self, look, term):
        erase(LATER)
        assert to_look_at_again(before=LATER, limit=5) == []
        assert evidence_to_look_at(look.evidence_id, since=LATER) is None

    def test_leaves_a_file_that_something_else_names(self, look, term, drain):
        Evidence.objects.create(
            item=look.evidence.item, kind="file", says="同一文件", file=look.page,
            added_by=Person.objects.first(), added_at=NOW,
        )  # fmt: skip
        erase(LATER)
        drain()
        assert StoredFile.objects.filter(pk=look.page_id).exists()
        assert files.clear_unnamed(LATER) == 0

    def test_touches_nothing_before_the_term_nor_while_it_is_a_sample(self, look, city):
        erase(LATER)  # nobody has set a term
        Term.objects.create(
            tenant=city, kind=SNAPSHOTS.code, from_on=date(2026, 3, 3), value=60, source="演示",
            set_by=Person.objects.first(), set_at=NOW,
        )  # fmt: skip
        erase(at("2031-03-02"))  # Sunday: five years are over on Monday
        look.refresh_from_db()
        assert look.text == TEXT

    def test_touches_nothing_that_is_held(self, look, term, office_head):
        set_hold(kind=SNAPSHOTS.code, ref="", reason="诉讼", actor=office_head, now=NOW)
        erase(LATER)
        look.refresh_from_db()
        assert look.text == TEXT
