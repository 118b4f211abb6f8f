import pytest
from django.db import IntegrityError, connection, transaction

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.refused import Damaged, Locked
from quancheng.kernel.redaction import refusals
from quancheng.kernel.redaction.commands.drafting import (
    BoxTold,
    Reason,
    begin_redaction,
    change_ground,
    cover_box,
    cover_span,
    cover_suggested,
    cover_words,
    uncover,
)
from quancheng.kernel.redaction.commands.finishing import hand_in
from quancheng.kernel.redaction.grounds import GroundWanted
from quancheng.kernel.redaction.looking import suggested
from quancheng.kernel.redaction.models import Box, Redaction
from quancheng.kernel.redaction.places import Rect
from quancheng.kernel.redaction.queries import (
    redaction_for,
    redactions_about,
    redactions_listed,
    repeats_of,
    text_in,
)
from quancheng.kernel.redaction.tests import papers
from quancheng.kernel.redaction.tests.conftest import FOR_PRIVACY, KIND, NOW

SOME = BoxTold(page=1, rect=Rect(0.1, 0.1, 0.4, 0.15))


def codes() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("code", flat=True))


class TestBeginRedaction:
    def test_counts_the_pages(self, begun):
        redaction = begun()
        assert (redaction.pages, redaction.state) == (3, Redaction.State.DRAFT)
        assert codes() == ["redaction.begun"]

    def test_takes_a_text_by_its_words(self, begun):
        assert begun("申请人欧阳小满。".encode(), "说明.txt").pages == 0

    def test_is_refused_a_second_time(self, begun, drawer, drafter):
        begun()
        with pytest.raises(refusals.BegunAlready):
            begin_redaction(ref=RecordRef(KIND, "1"), actor=drafter, now=NOW)

    def test_is_refused_to_who_only_reviews(self, drawer, drafter, second):
        ref = drawer.put(papers.plain(), "材料.pdf", drafter)
        with pytest.raises(refusals.NotYoursToRedact):
            begin_redaction(ref=ref, actor=second, now=NOW)

    def test_finds_nothing_for_a_stranger(self, drawer, drafter, stranger):
        ref = drawer.put(papers.plain(), "材料.pdf", drafter)
        with pytest.raises(refusals.NoSuchRedaction):
            begin_redaction(ref=ref, actor=stranger, now=NOW)

    @pytest.mark.parametrize(
        ("data", "name", "refusal"),
        [
            (b"%PDF-1.7 nonsense %%EOF", "坏.pdf", Damaged),
            (papers.locked(), "锁.pdf", Locked),
            (papers.pdf_of(papers.lines("大"), size=(9000, 9000)), "大.pdf", refusals.TooLargeToMake),
            (papers.pdf_of(*[papers.lines("页")] * 101), "长.pdf", refusals.TooLargeToMake),
            (papers.scan()[:300], "断.jpg", Damaged),
            (b"PK\x05\x06" + b"\x00" * 18, "包.zip", refusals.NotRedactable),
        ],
    )
    def test_tells_what_cannot_be_made_anew(self, begun, data, name, refusal):
        with pytest.raises(refusal) as told:
            begun(data, name)
        assert name in told.value.sentence
        assert not Redaction.objects.exists()


class TestCoverBox:
    def test_keeps_the_place_and_the_ground(self, begun, drafter):
        redaction = begun()
        box = cover_box(
            redaction_id=redaction.pk, box=SOME, reason=Reason(ground="privacy", note="家庭住址"),
            actor=drafter, now=NOW,
        )  # fmt: skip
        assert (box.page, box.label, round(box.width, 3)) == (1, "个人隐私", 0.3)
        redaction.refresh_from_db()
        assert redaction.version == 1
        assert codes()[-1] == "redaction.parts.covered"

    def test_writes_no_note_into_the_audit(self, begun, drafter):
        reason = Reason(ground="privacy", note=papers.NAME)
        cover_box(redaction_id=begun().pk, box=SOME, reason=reason, actor=drafter, now=NOW)
        assert papers.NAME not in str(AuditEntry.objects.order_by("-seq").values_list("facts", flat=True)[0])

    def test_keeps_the_words_of_a_scan_sealed(self, begun, drafter):
        box = BoxTold(page=1, rect=Rect(0.1, 0.1, 0.4, 0.15), words=papers.NAME)
        made = cover_box(redaction_id=begun().pk, box=box, reason=FOR_PRIVACY, actor=drafter, now=NOW)
        with connection.cursor() as cursor:
            cursor.execute("SELECT words FROM redaction_box")
            assert papers.NAME not in cursor.fetchone()[0]
        assert Box.objects.get(pk=made.pk).words == papers.NAME

    @pytest.mark.parametrize("ground", ["", "nothing-known"])
    def test_is_refused_without_a_ground(self, begun, drafter, ground):
        with pytest.raises(GroundWanted):
            cover_box(redaction_id=begun().pk, box=SOME, reason=Reason(ground=ground), actor=drafter, now=NOW)
        assert not Box.objects.exists()

    @pytest.mark.parametrize(
        ("page", "rect"),
        [
            (0, Rect(0, 0, 1, 1)), (4, Rect(0, 0, 1, 1)), (1, Rect(-0.1, 0, 0.5, 0.5)),
            (1, Rect(0.5, 0.5, 1.2, 0.6)), (1, Rect(0.5, 0.5, 0.5, 0.6)), (1, Rect(0.5, 0.6, 0.6, 0.5)),
            (1, Rect(float("nan"), 0, 1, 1)),
        ],
    )  # fmt: skip
    def test_is_refused_outside_of_the_page(self, begun, drafter, page, rect):
        with pytest.raises(refusals.BadBox):
            cover_box(
                redaction_id=begun().pk, box=BoxTold(page=page, rect=rect), reason=FOR_PRIVACY,
                actor=drafter, now=NOW,
            )  # fmt: skip

    def test_is_refused_to_the_second_person(self, begun, second):
        with pytest.raises(refusals.NotYoursToRedact):
            cover_box(redaction_id=begun().pk, box=SOME, reason=FOR_PRIVACY, actor=second, now=NOW)

    def test_finds_nothing_for_a_stranger(self, begun, stranger):
        with pytest.raises(refusals.NoSuchRedaction):
            cover_box(redaction_id=begun().pk, box=SOME, reason=FOR_PRIVACY, actor=stranger, now=NOW)

    def test_is_refused_once_handed_in(self, begun, drafter):
        redaction = begun()
        cover_box(redaction_id=redaction.pk, box=SOME, reason=FOR_PRIVACY, actor=drafter, now=NOW)
        hand_in(redaction_id=redaction.pk, version=1, actor=drafter, now=NOW)
        with pytest.raises(refusals.NotOpen):
            cover_box(redaction_id=redaction.pk, box=SOME, reason=FOR_PRIVACY, actor=drafter, now=NOW)

    def test_the_database_wants_a_ground_too(self, begun):
        redaction = begun()
        with pytest.raises(IntegrityError), transaction.atomic():
            Box.objects.create(
                redaction=redaction, page=1, left=0, top=0, width=1, height=1, ground="", label="",
                article="", added_at=NOW,
            )  # fmt: skip


class TestCoverWords:
    def test_covers_them_on_every_page(self, begun, drafter):
        redaction = begun()
        assert repeats_of(redaction) == ()
        count = cover_words(
            redaction_id=redaction.pk, words=papers.NAME, reason=FOR_PRIVACY, actor=drafter, now=NOW
        )
        assert count == 2
        assert [box.page for box in redaction.boxes.all()] == [1, 3]

    def test_covers_no_place_twice(self, begun, drafter):
        told = {"redaction_id": begun().pk, "words": papers.NAME, "reason": FOR_PRIVACY, "actor": drafter}
        cover_words(**told, now=NOW)
        assert cover_words(**told, now=NOW) == 0

    def test_covers_words_of_a_text(self, begun, drafter):
        redaction = begun("甲：欧阳小满\n乙：欧 阳小满".encode(), "说明.txt")
        assert (
            cover_words(
                redaction_id=redaction.pk, words="欧阳小满", reason=FOR_PRIVACY, actor=drafter, now=NOW
            )
            == 2
        )

    @pytest.mark.parametrize("words", ["不在其中", "", "   "])
    def test_is_refused_when_they_are_not_there(self, begun, drafter, words):
        with pytest.raises(refusals.WordsNotFound):
            cover_words(redaction_id=begun().pk, words=words, reason=FOR_PRIVACY, actor=drafter, now=NOW)


class TestCoverSuggested:
    def test_offers_numbers_of_people_alone(self, begun, drafter):
        found = suggested(begun())
        assert [(place.says, place.text, place.page) for place in found] == [
            ("身份证号", papers.NUMBER, 1), ("手机号", papers.PHONE, 1),
        ]  # fmt: skip

    def test_covers_the_chosen_ones(self, begun, drafter):
        redaction = begun()
        key = suggested(redaction)[1].key
        told = {"redaction_id": redaction.pk, "reason": FOR_PRIVACY, "actor": drafter, "now": NOW}
        assert cover_suggested(keys=[key], **told) == 1
        assert [place.is_covered for place in suggested(redaction)] == [False, True]
        with pytest.raises(refusals.WordsNotFound):
            cover_suggested(keys=["9-9-9"], **told)


class TestCoverSpan:
    def test_is_refused_outside_of_the_text(self, begun, drafter):
        redaction = begun("申请人欧阳小满。".encode(), "说明.txt")
        told = {"redaction_id": redaction.pk, "reason": FOR_PRIVACY, "actor": drafter, "now": NOW}
        cover_span(start=3, end=len(text_in(redaction.original)), **told)
        for start, end in ((3, 3), (5, 3), (0, 99), (-1, 2)):
            with pytest.raises(refusals.BadBox):
                cover_span(start=start, end=end, **told)


class TestChangeGround:
    def test_tells_both_in_the_audit(self, begun, drafter):
        redaction = begun()
        told = {"redaction_id": redaction.pk, "actor": drafter, "now": NOW}
        box = cover_box(box=SOME, reason=FOR_PRIVACY, **told)
        changed = change_ground(part_id=box.pk, reason=Reason(ground="trade"), **told)
        assert changed.label == "商业秘密"
        assert codes()[-1] == "redaction.ground.changed"

    def test_is_refused_for_a_part_of_another(self, begun, drafter):
        other = begun()
        box = cover_box(redaction_id=other.pk, box=SOME, reason=FOR_PRIVACY, actor=drafter, now=NOW)
        mine = begun(papers.unseen(), "另.pdf")
        with pytest.raises(refusals.BadBox):
            change_ground(
                redaction_id=mine.pk, part_id=box.pk, reason=Reason(ground="trade"), actor=drafter, now=NOW
            )


class TestUncover:
    def test_takes_the_box_away(self, begun, drafter):
        redaction = begun()
        told = {"redaction_id": redaction.pk, "actor": drafter, "now": NOW}
        box = cover_box(box=SOME, reason=FOR_PRIVACY, **told)
        uncover(part_id=box.pk, **told)
        assert not redaction.boxes.exists()
        with pytest.raises(refusals.BadBox):
            uncover(part_id=box.pk, **told)
        assert codes() == ["redaction.begun", "redaction.parts.covered", "redaction.part.uncovered"]


class TestReading:
    def test_a_list_asks_few_questions(self, begun, drafter, drawer, django_assert_num_queries):
        for place in range(4):
            begun(papers.pdf_of(papers.lines(f"第{place}份")), f"{place}.pdf")
        drawer.asked = 0
        with django_assert_num_queries(1):
            assert len(redactions_listed(drafter)) == 4
        with django_assert_num_queries(1):
            assert len(redactions_about(drafter, [RecordRef(KIND, "1"), RecordRef(KIND, "2")])) == 2
        assert drawer.asked == 2

    def test_a_stranger_sees_none(self, begun, stranger):
        redaction = begun()
        assert redactions_listed(stranger) == []
        assert redactions_about(stranger, [RecordRef(KIND, "1")]) == {}
        with pytest.raises(refusals.NoSuchRedaction):
            redaction_for(stranger, redaction.pk)
