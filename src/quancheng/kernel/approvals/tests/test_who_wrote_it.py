"""Whose words stand in a draft, and that they do not decide about it."""

from datetime import date
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.approvals import commands, papers, queries, scans
from quancheng.kernel.approvals.models import PaperWriter, Scan, Wording
from quancheng.kernel.approvals.papers import PaperKind
from quancheng.kernel.approvals.queries import Asked
from quancheng.kernel.approvals.refusals import OwnPaper, WroteItYourself
from quancheng.kernel.approvals.slip import slip
from quancheng.kernel.approvals.standing import RUN, Version, is_same, standing_words
from quancheng.kernel.approvals.tests.conftest import NOW, PAPER, Drawer, at
from quancheng.kernel.approvals.wording import (
    forget_wordings,
    keep_rewording,
    keep_version,
    must_be_decided_by_another,
    writers_of,
)
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.orgs.roles import Role

HEAD, CLERK, THIRD = 1, 2, 3
LONG = "请各单位按季公开政府采购意向，并附说明材料。"
OTHER = "各有关部门须每半年报送一次涉企政策清单。"


def versions(*told: tuple[int, str]) -> list[Version]:
    return [Version(who, {"text": text}) for who, text in told]


class TestStandingWords:
    def test_are_of_who_wrote_them_first_not_of_who_saved_them_again(self):
        assert set(standing_words(versions((HEAD, LONG), (CLERK, LONG)))) == {HEAD}

    @pytest.mark.parametrize(
        "again",
        [
            LONG + "\n\n",
            LONG.replace("，", "， ").replace("。", "！"),
            f"　　{LONG}",
            LONG.replace("请", "　请"),
            LONG + "特此通知。",
            f"一、{LONG}",
            "各有关部门：" + LONG,
        ],
    )
    def test_stand_through_whatever_does_not_rewrite_them(self, again):
        assert HEAD in standing_words(versions((HEAD, LONG), (CLERK, again)))

    def test_stand_when_they_move_to_another_place(self):
        first = Version(HEAD, {"title": "通知", "text": LONG})
        assert HEAD in standing_words([first, Version(CLERK, {"title": LONG, "text": OTHER})])

    def test_come_back_to_who_wrote_them(self):
        told = versions((HEAD, LONG), (CLERK, OTHER), (THIRD, LONG))
        assert set(standing_words(told)) == {HEAD}

    def test_are_nobodys_any_more_once_rewritten(self):
        assert set(standing_words(versions((HEAD, LONG), (CLERK, OTHER)))) == {CLERK}

    def test_are_of_both_who_wrote_a_part(self):
        assert set(standing_words(versions((HEAD, LONG), (CLERK, LONG + OTHER)))) == {HEAD, CLERK}

    def test_of_a_short_cell_count_whole(self):
        told = [Version(HEAD, {"points": "10"}), Version(CLERK, {"points": "10", "name": "政府公报"})]
        assert standing_words(told)[HEAD] == "10"
        assert HEAD not in standing_words([told[0], Version(CLERK, {"points": "100"})])

    def test_say_which_ones(self):
        [sample] = standing_words(versions((HEAD, LONG))).values()
        assert sample == "请各单位按季公开"
        assert len(sample) == RUN

    def test_are_named_from_the_heading_on_in_whatever_order_they_are_kept(self):
        words = {"text": OTHER, "title": LONG, "demand": OTHER[::-1], "subject": LONG[::-1]}
        for kept in permutations(words):
            told = standing_words([Version(HEAD, {place: words[place] for place in kept})])
            assert told == {HEAD: "请各单位按季公开"}

    def test_of_short_cells_are_named_in_the_order_of_their_places(self):
        words = {"b": "十二月底", "subject": "公报", "a": "10"}
        for kept in permutations(words):
            told = standing_words([Version(HEAD, {place: words[place] for place in kept})])
            assert told == {HEAD: "公报"}
        for kept in permutations(("b", "a")):
            told = standing_words([Version(HEAD, {place: words[place] for place in kept})])
            assert told == {HEAD: "十二月底"}  # figures stand last
        assert standing_words([Version(HEAD, {"a": "10"})]) == {HEAD: "10"}

    def test_of_nothing_are_nobodys(self):
        assert standing_words([]) == {}
        assert standing_words(versions((HEAD, "。 \n，"))) == {}

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_never_go_to_who_added_nothing(self, before, after):
        told = versions((HEAD, before), (CLERK, after), (THIRD, after))
        assert THIRD not in standing_words(told)

    @given(st.text(alphabet="公开政府信息采购意向，。 ", min_size=RUN, max_size=80))
    def test_always_belong_to_the_only_writer(self, text):
        assert set(standing_words(versions((HEAD, text), (HEAD, text)))) <= {HEAD}
        assert is_same({"text": text}, {"text": f" {text}\n"})


@pytest.mark.django_db
class TestKeepRewording:
    def keep(self, before, after):
        return keep_rewording("test/1", before=before, after=after, at=NOW)

    def test_keeps_both_versions_with_who_wrote_them(self, head, clerk):
        before = Version(head.person_id, {"text": LONG})
        assert self.keep(before, Version(clerk.person_id, {"text": LONG + OTHER}))
        kept = [(one.place, one.written_by_id, one.stands) for one in Wording.objects.all()]
        assert kept == [(0, head.person_id, True), (1, clerk.person_id, True)]
        assert writers_of("test/1", last=clerk.person_id) == {head.person_id, clerk.person_id}

    def test_keeps_nothing_when_nothing_was_said_anew(self, head, clerk):
        same = Version(clerk.person_id, {"text": f" {LONG} "})
        assert not self.keep(Version(head.person_id, {"text": LONG}), same)
        assert not Wording.objects.exists()

    def test_forgets_what_was_rewritten(self, head, clerk):
        self.keep(Version(head.person_id, {"text": LONG}), Version(clerk.person_id, {"text": OTHER}))
        assert writers_of("test/1", last=clerk.person_id) == {clerk.person_id}
        must_be_decided_by_another("test/1", person_id=head.person_id, what="文稿")
        with pytest.raises(WroteItYourself):
            must_be_decided_by_another("test/1", person_id=clerk.person_id, what="文稿")

    def test_names_the_words_that_still_stand(self, head, clerk):
        self.keep(Version(head.person_id, {"text": LONG}), Version(clerk.person_id, {"text": LONG + OTHER}))
        with pytest.raises(WroteItYourself, match=r"请各单位按季公开.*另一位负责人"):
            must_be_decided_by_another("test/1", person_id=head.person_id, what="督办单")

    def test_names_the_heading_first_as_every_database_gives_it_back(self, head, clerk):
        before = Version(head.person_id, {"demand": OTHER, "title": LONG, "text": OTHER[::-1]})
        self.keep(before, Version(clerk.person_id, {**before.words, "demand": f"{OTHER}望及时反馈。"}))
        with pytest.raises(WroteItYourself, match="如“请各单位按季公开”"):
            must_be_decided_by_another("test/1", person_id=head.person_id, what="督办单")

    def test_keeps_the_writer_out_of_the_database_too(self, head, clerk):
        self.keep(Version(head.person_id, {"text": LONG}), Version(clerk.person_id, {"text": LONG + OTHER}))
        with pytest.raises(IntegrityError), transaction.atomic():
            Wording.objects.filter(draft="test/1").update(decided_by=head.person_id)

    def test_may_be_thrown_away(self, head):
        keep_version("test/1", Version(head.person_id, {"text": LONG}), at=NOW)
        forget_wordings(["test/1"])
        assert not Wording.objects.exists()


@pytest.fixture
def written(drawer: Drawer, head):
    """The paper of the test, as one that the head wrote and a clerk lays before."""
    papers.forget(PAPER.kind)
    kind = PaperKind(
        code=PAPER.kind, says="试验文稿", signed_by=frozenset({Role.HEAD, Role.OPENNESS_HEAD}),
        drafted=drawer.drafted, present=drawer.present, writers=lambda ref: frozenset({head.person_id}),
    )  # fmt: skip
    papers.register(kind)
    return drawer


@pytest.mark.django_db
class TestAPaper:
    def lay(self, clerk, *asked):
        chain = [Asked(place, "签发", who.post_id) for place, who in enumerate(asked, start=1)]
        return commands.submit_paper(
            ref=PAPER, chain=chain, until=date(2026, 3, 5), reason="", actor=clerk, now=NOW
        )  # Thursday

    def test_is_not_decided_by_who_wrote_it(self, written, clerk, head):
        laid = self.lay(clerk, head)
        with pytest.raises(OwnPaper, match="您写的文字"):
            commands.agree(approval_id=laid.pk, version=0, opinion="", actor=head, now=NOW)
        with pytest.raises(OwnPaper):
            commands.send_back(approval_id=laid.pk, version=0, reason="改", actor=head, now=NOW)

    def test_is_decided_by_another_who_is_kept_beside_the_writer(self, written, clerk, head, mayor):
        laid = self.lay(clerk, mayor)
        commands.agree(approval_id=laid.pk, version=0, opinion="", actor=mayor, now=at("2026-03-03"))
        assert PaperWriter.objects.get().decided_by_id == mayor.person_id

    def test_is_kept_from_its_writer_by_the_database_too(self, written, clerk, head):
        laid = self.lay(clerk, head)
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperWriter.objects.filter(approval=laid).update(decided_by=head.person_id)

    def test_signed_on_paper_by_its_writer_is_not_taken(
        self, written, clerk, colleague, head, settings, tmp_path
    ):
        settings.MEDIA_ROOT = tmp_path
        laid = self.lay(clerk, head)
        upload = Upload("签批.png", Kind.PICTURE, 3, None)
        scans.bring_scan(
            approval_id=laid.pk, version=0, mark=laid.mark, upload=upload, data=b"png", actor=clerk, now=NOW
        )
        stage = laid.stages.get()
        signed = scans.Signature(stage.pk, head.person_id, date(2026, 3, 2), stage.Word.AGREED, "")
        with pytest.raises(OwnPaper, match="写过这份文稿"):
            scans.confirm_scan(approval_id=laid.pk, version=1, signatures=[signed], actor=colleague, now=NOW)
        assert Scan.objects.get().state == "brought"

    def test_names_its_writers_on_the_slip(self, written, clerk, head):
        laid = self.lay(clerk, head)
        assert [str(one) for one in queries.writers_of_paper(laid)] == ["演示head"]
        assert "('拟稿', '演示head')" in str(slip(laid, list(laid.stages.all())).body)
