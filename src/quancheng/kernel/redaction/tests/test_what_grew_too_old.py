"""The words under a cover and the notes beside it go with their term; places, grounds and proof stay."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.redaction.models import Box, Redaction, Span
from quancheng.kernel.redaction.retained import BOXES, SPANS
from quancheng.kernel.redaction.tests.conftest import NOW
from quancheng.kernel.retention.commands import erase_due
from quancheng.kernel.retention.models import Term

LATE = datetime(2029, 4, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Tuesday: over 36 months later
TOLD = {
    "ground": "privacy", "label": "个人隐私", "article": "《政府信息公开条例》第十五条", "note": "电话",
    "added_at": NOW,
}  # fmt: skip


@pytest.fixture
def covered(city, office, drafter, file_of_test):
    """A redaction with one box and one span."""
    one = Redaction.objects.create(
        tenant=city, unit=office, about="test.paper:1", original=file_of_test,
        drafted_by_id=drafter.person_id, drafted_at=NOW, state=Redaction.State.DROPPED,
    )  # fmt: skip
    Box.objects.create(redaction=one, page=1, left=0.1, top=0.1, width=0.2, height=0.1, words="张三", **TOLD)
    Span.objects.create(redaction=one, start=1, end=4, **TOLD)
    return one


@pytest.fixture
def file_of_test(city):
    from quancheng.kernel.files.models import StoredFile

    return StoredFile.objects.create(
        tenant=city, name="合同.txt", kind="text", size=4, digest="0" * 64, data="kept/00/0", kept_at=NOW
    )


def erase(kind, city) -> int:
    return erase_due(kind=kind, tenant_id=city.pk, actor=Actor.clockwork(), now=LATE)


def set_terms(city, drafter) -> None:
    for kind in (BOXES, SPANS):
        Term.objects.create(
            kind=kind.code, tenant=city, value=36, from_on=NOW.date(), source="演示",
            set_by_id=drafter.person_id, set_at=NOW,
        )  # fmt: skip


class TestWhatIsCovered:
    def test_is_kept_while_nobody_set_the_term(self, covered, city):
        assert [erase(BOXES, city), erase(SPANS, city)] == [0, 0]
        assert Box.objects.get().words == "张三"

    def test_is_forgotten_and_the_place_stays(self, covered, city, drafter):
        set_terms(city, drafter)
        assert [erase(BOXES, city), erase(SPANS, city)] == [1, 1]
        box, span = Box.objects.get(), Span.objects.get()
        assert (box.words, box.note, span.note) == ("", "", "")
        assert (box.page, box.article, span.end) == (1, TOLD["article"], 4)
        assert [erase(BOXES, city), erase(SPANS, city)] == [0, 0]

    def test_of_a_redaction_under_way_stays(self, covered, city, drafter):
        set_terms(city, drafter)
        Redaction.objects.update(state=Redaction.State.DRAFT)
        assert erase(BOXES, city) == 0
