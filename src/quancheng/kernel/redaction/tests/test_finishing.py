import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.redaction import proving, refusals
from quancheng.kernel.redaction.commands.drafting import (
    BoxTold,
    Reason,
    begin_redaction,
    cover_box,
    cover_words,
)
from quancheng.kernel.redaction.commands.finishing import (
    drop_redaction,
    finish_redaction,
    hand_in,
    send_back,
)
from quancheng.kernel.redaction.looking import places_of
from quancheng.kernel.redaction.made import Repeat
from quancheng.kernel.redaction.models import Proof, Redaction
from quancheng.kernel.redaction.naming import place_in_name
from quancheng.kernel.redaction.queries import bytes_of, made_of, redaction_for
from quancheng.kernel.redaction.tests import papers
from quancheng.kernel.redaction.tests.conftest import FOR_PRIVACY, NOW

State = Redaction.State


@pytest.fixture
def handed_in(begun, drafter):
    """A draft with the name covered on both pages, before the second person."""
    redaction = begun()
    cover_words(redaction_id=redaction.pk, words=papers.NAME, reason=FOR_PRIVACY, actor=drafter, now=NOW)
    return hand_in(redaction_id=redaction.pk, version=1, actor=drafter, now=NOW)


class TestHandIn:
    def test_tells_the_second_person(self, handed_in, second):
        assert handed_in.state == State.HANDED_IN
        [notice] = Notice.objects.filter(kind="redaction.to_look_at")
        assert notice.to_person_id == second.person_id
        assert AuditEntry.objects.order_by("-seq")[0].code == "redaction.handed_in"

    def test_is_refused_with_nothing_covered(self, begun, drafter):
        with pytest.raises(refusals.NothingCovered):
            hand_in(redaction_id=begun().pk, version=0, actor=drafter, now=NOW)

    def test_is_refused_when_the_page_was_older(self, begun, drafter):
        redaction = begun()
        told = {"redaction_id": redaction.pk, "actor": drafter, "now": NOW}
        cover_words(words=papers.NAME, reason=FOR_PRIVACY, **told)
        with pytest.raises(refusals.ChangedMeanwhile):
            hand_in(version=0, **told)

    def test_is_refused_to_another(self, begun, second):
        with pytest.raises(refusals.NotYoursToRedact):
            hand_in(redaction_id=begun().pk, version=0, actor=second, now=NOW)


class TestSendBack:
    def test_opens_it_again_with_a_reason(self, handed_in, second, drafter):
        told = {"redaction_id": handed_in.pk, "version": handed_in.version, "actor": second, "now": NOW}
        with pytest.raises(refusals.ReasonWanted):
            send_back(reason=" ", **told)
        back = send_back(reason="第2页漏了", **told)
        assert (back.state, back.sent_back_for) == (State.DRAFT, "第2页漏了")
        assert Notice.objects.get(kind="redaction.sent_back").to_person_id == drafter.person_id
        with pytest.raises(refusals.NotOpen):
            send_back(reason="又一次", **told)

    def test_is_refused_to_the_drafter(self, handed_in, drafter):
        with pytest.raises(refusals.SecondPersonNeeded):
            send_back(
                redaction_id=handed_in.pk, version=handed_in.version, reason="不", actor=drafter, now=NOW
            )


class TestDropRedaction:
    def test_lets_another_be_begun(self, handed_in, drafter, drawer):
        drop_redaction(redaction_id=handed_in.pk, version=handed_in.version, actor=drafter, now=NOW)
        [ref] = [redaction.about for redaction in Redaction.objects.all()]
        assert begin_redaction(ref=RecordRef.parse(ref), actor=drafter, now=NOW).pk != handed_in.pk

    def test_is_refused_to_who_only_reviews(self, handed_in, second):
        with pytest.raises(refusals.NotYoursToRedact):
            drop_redaction(redaction_id=handed_in.pk, version=handed_in.version, actor=second, now=NOW)


def made(actor, redaction):
    redaction.refresh_from_db()
    return made_of(redaction_for(actor, redaction.pk), seen_version=redaction.version)


class TestFinishRedaction:
    def test_keeps_the_product_and_the_proof(self, handed_in, second):
        done = finish_redaction(made=made(second, handed_in), told_repeats=0, actor=second, now=NOW)
        assert (done.state, done.finished_by_id) == (State.FINISHED, second.person_id)
        assert done.product.name == "区分处理后文件.pdf"
        data = bytes_of(done.product)
        assert papers.NAME.encode("utf-16-be") not in data
        proof = Proof.objects.get()
        assert (proof.parts, proof.words, proof.open_words) == (2, 1, 0)
        assert proof.original_digest == done.original.digest
        assert proof.product_digest == done.product.digest
        assert {place for place, _ in proof.checks} >= {"文字层", "元数据", "文件名", "遮盖区域"}

    def test_writes_one_line_without_a_word_of_it(self, handed_in, second):
        before = AuditEntry.objects.count()
        finish_redaction(made=made(second, handed_in), told_repeats=0, actor=second, now=NOW)
        assert AuditEntry.objects.count() == before + 1
        for entry in AuditEntry.objects.all():
            assert papers.NAME not in str(entry.facts)
        assert papers.NAME not in str(Proof.objects.values()[0])

    def test_is_refused_to_the_drafter(self, handed_in, drafter):
        with pytest.raises(refusals.SecondPersonNeeded):
            finish_redaction(made=made(drafter, handed_in), told_repeats=0, actor=drafter, now=NOW)

    def test_the_database_refuses_the_drafter_too(self, handed_in, drafter):
        told = {"state": State.FINISHED, "finished_by": drafter.person_id, "finished_at": NOW}
        with pytest.raises(IntegrityError), transaction.atomic():
            Redaction.objects.filter(pk=handed_in.pk).update(product=handed_in.original_id, **told)

    def test_finds_nothing_for_a_stranger(self, handed_in, second, stranger):
        with pytest.raises(refusals.NoSuchRedaction):
            finish_redaction(made=made(second, handed_in), told_repeats=0, actor=stranger, now=NOW)

    def test_is_refused_before_it_is_handed_in(self, begun, drafter, second):
        redaction = begun()
        cover_words(redaction_id=redaction.pk, words=papers.NAME, reason=FOR_PRIVACY, actor=drafter, now=NOW)
        with pytest.raises(refusals.NotOpen):
            finish_redaction(made=made(second, redaction), told_repeats=0, actor=second, now=NOW)

    def test_keeps_nothing_that_was_made_from_an_older_draft(self, handed_in, drafter, second):
        old = made(second, handed_in)
        send_back(redaction_id=handed_in.pk, version=handed_in.version, reason="改", actor=second, now=NOW)
        told = {"redaction_id": handed_in.pk, "actor": drafter, "now": NOW}
        cover_words(words=papers.PHONE, reason=FOR_PRIVACY, **told)
        handed_in.refresh_from_db()
        hand_in(version=handed_in.version, **told)
        with pytest.raises(refusals.ChangedMeanwhile):
            finish_redaction(made=old, told_repeats=0, actor=second, now=NOW)
        assert StoredFile.objects.count() == 1

    def test_words_that_stand_elsewhere_must_be_meant(self, begun, drafter, second):
        redaction = begun(papers.pdf_of(papers.lines("张三丰的申请"), papers.lines("同意。张三丰")))
        told = {"redaction_id": redaction.pk, "actor": drafter, "now": NOW}
        [first, _] = places_of(redaction, "张三丰")
        cover_box(box=BoxTold(page=1, rect=first.rects[0]), reason=Reason(ground="privacy"), **told)
        redaction.refresh_from_db()
        hand_in(version=redaction.version, **told)
        done = made(second, redaction)
        assert [(one.words, one.where) for one in done.repeats] == [("张三丰", "第2页")]
        with pytest.raises(refusals.StandsElsewhere) as refused:
            finish_redaction(made=done, told_repeats=0, actor=second, now=NOW)
        assert "第2页" in refused.value.sentence
        assert finish_redaction(made=done, told_repeats=1, actor=second, now=NOW).product_id

    def test_words_that_are_meant_elsewhere_may_stand_in_the_name(self):
        repeats = [Repeat("张三丰", (2,))]
        assert place_in_name("关于 张三 丰的", needles=["张三丰"], repeats=[]) == "第4—7字"
        assert place_in_name("关于张三丰的", needles=["张三丰"], repeats=repeats) == ""
        assert place_in_name("关于张三丰的", needles=["李四"], repeats=repeats) == ""

    def test_keeps_nothing_when_anything_is_found(self, handed_in, second, monkeypatch):
        monkeypatch.setattr(proving, "_read_by_the_house", lambda *_: f"这里还有{papers.NAME}")
        with pytest.raises(refusals.StillThere) as told:
            made(second, handed_in)
        assert "第1页" in told.value.sentence
        assert papers.NAME not in told.value.sentence
        assert StoredFile.objects.count() == 1
