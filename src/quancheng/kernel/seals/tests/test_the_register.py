"""The register of seals and of their use: who may, who may not, and what is written down."""

from dataclasses import replace
from datetime import date

import pypdf
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from quancheng.kernel.approvals import papers as approval_papers
from quancheng.kernel.approvals.commands import agree, submit_paper
from quancheng.kernel.approvals.papers import PaperKind
from quancheng.kernel.approvals.queries import Asked
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import MovedMeanwhile
from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Unit, UnitKind, UnitPlace
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.seals import queries
from quancheng.kernel.seals.commands import (
    bring_sealed_scan,
    hand_over_seal,
    register_seal,
    stop_seal,
    use_seal,
)
from quancheng.kernel.seals.keyed import KeySeal
from quancheng.kernel.seals.models import Seal, Use
from quancheng.kernel.seals.port import Paper
from quancheng.kernel.seals.queries import Wanted
from quancheng.kernel.seals.refusals import (
    BadSeal,
    DrafterDoesNotSeal,
    NoKey,
    NoSuchPaper,
    NoSuchSeal,
    NoSuchUse,
    NotKeeper,
    NotYours,
    ScanStands,
    SealedAlready,
    SealNotInUse,
    WordsChanged,
)
from quancheng.kernel.seals.tests.conftest import NOW, PAPER, Drawer, at, holder
from quancheng.kernel.seals.verdict import Outcome

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def sealed(seal, actor, **told) -> Use:
    return use_seal(
        **{
            "seal_id": seal.pk,
            "ref": PAPER,
            "copies": 2,
            "reason": "印发",
            "actor": actor,
            "now": NOW,
            **told,
        }
    )


def bytes_of(file) -> bytes:
    with file.data.open("rb") as opened:
        return opened.read()


class TestRegisterSeal:
    def test_enters_it_and_writes_it_down(self, seal, keeper):
        assert queries.seal_for(keeper, seal.pk) == seal
        line = AuditEntry.objects.get(code="seals.seal.registered")
        assert line.facts["name"] == "市政务公开办公室公章"

    def test_is_for_the_head_of_the_unit(self, told, clerk):
        with pytest.raises(NotYours):
            register_seal(told=told, actor=clerk, now=NOW)

    def test_refuses_a_keeper_of_another_unit(self, told, head, other_unit):
        with pytest.raises(BadSeal, match="保管岗位"):
            register_seal(told=replace(told, keeper_id=other_unit.post_id), actor=head, now=NOW)

    def test_takes_a_keeper_in_an_office_of_the_unit(self, told, head, office, city):
        inner = Unit.objects.create(
            tenant=city, code="office-1", kind=UnitKind.INTERNAL, name="秘书处", short_name="秘书处"
        )
        UnitPlace.objects.create(unit=inner, parent=office, from_on=date(2024, 1, 1))
        secretary = holder(inner, "secretary", Role.OPENNESS_OFFICE)
        assert secretary.unit_id == office.pk
        seal = register_seal(told=replace(told, keeper_id=secretary.post_id), actor=head, now=NOW)
        assert queries.is_keeper(secretary, seal)

    def test_refuses_a_name_twice(self, told, seal, head):
        with pytest.raises(BadSeal, match="已有名为"):
            register_seal(told=told, actor=head, now=NOW)

    def test_refuses_days_that_run_backwards(self, told, head):
        with pytest.raises(BadSeal, match="早于"):
            register_seal(told=replace(told, until_on=date(2025, 12, 31)), actor=head, now=NOW)

    def test_refuses_an_odd_size(self, told, head):
        with pytest.raises(BadSeal, match="直径"):
            register_seal(told=replace(told, diameter=500), actor=head, now=NOW)

    def test_is_not_seen_by_a_sibling_or_a_stranger(self, seal, other_unit, stranger):
        for actor in (other_unit, stranger):
            with pytest.raises(NoSuchSeal):
                queries.seal_for(actor, seal.pk)


class TestHandOverSeal:
    def test_lets_the_new_keeper_seal(self, house, seal, head, keeper, office, drawer):
        other = holder(office, "second-keeper", Role.OPENNESS_OFFICE)
        hand_over_seal(
            seal_id=seal.pk, version=0, keeper_id=other.post_id, reason="轮岗", actor=head, now=NOW
        )
        with pytest.raises(NotKeeper):
            sealed(seal, keeper)
        assert sealed(seal, other).used_by_id == other.person_id
        assert AuditEntry.objects.filter(code="seals.seal.handed_over").count() == 1

    def test_refuses_the_same_keeper(self, seal, head, keeper):
        with pytest.raises(BadSeal, match="现在就由"):
            hand_over_seal(
                seal_id=seal.pk, version=0, keeper_id=keeper.post_id, reason="x", actor=head, now=NOW
            )

    def test_refuses_an_old_version(self, seal, head, clerk):
        with pytest.raises(MovedMeanwhile):
            hand_over_seal(
                seal_id=seal.pk, version=7, keeper_id=clerk.post_id, reason="x", actor=head, now=NOW
            )

    def test_is_not_for_the_keeper(self, seal, keeper, clerk):
        with pytest.raises(NotYours):
            hand_over_seal(
                seal_id=seal.pk, version=0, keeper_id=clerk.post_id, reason="x", actor=keeper, now=NOW
            )


class TestStopSeal:
    def test_lets_it_seal_nothing_more(self, house, seal, head, keeper, drawer):
        stop_seal(seal_id=seal.pk, version=0, reason="磨损", actor=head, now=NOW)
        with pytest.raises(SealNotInUse):
            sealed(seal, keeper)
        assert AuditEntry.objects.filter(code="seals.seal.stopped").count() == 1

    def test_needs_a_reason(self, seal, head):
        with pytest.raises(BadSeal, match="理由"):
            stop_seal(seal_id=seal.pk, version=0, reason=" ", actor=head, now=NOW)

    def test_is_done_once(self, seal, head):
        stop_seal(seal_id=seal.pk, version=0, reason="磨损", actor=head, now=NOW)
        with pytest.raises(SealNotInUse, match="停用"):
            stop_seal(seal_id=seal.pk, version=1, reason="磨损", actor=head, now=NOW)

    def test_is_not_for_a_stranger(self, seal, stranger):
        with pytest.raises(NoSuchSeal):
            stop_seal(seal_id=seal.pk, version=0, reason="x", actor=stranger, now=NOW)


class TestUseSeal:
    def test_signs_the_paper_and_keeps_it(self, house, seal, keeper, clerk, head, drawer, later):
        use = sealed(seal, keeper)
        assert (use.code, use.channel, use.copies) == ("用印〔2026〕1号", "electronic", 2)
        assert (use.drafted_by_id, use.issued_by_id, use.used_by_id) == (
            clerk.person_id, head.person_id, keeper.person_id,
        )  # fmt: skip
        data = bytes_of(use.file)
        assert digest_of(data) == use.after_digest
        assert use.before_digest != use.after_digest
        assert KeySeal().verify(data, paper=Paper.PDF, now=later).outcome is Outcome.HOLDS
        assert queries.file_of(use) == use.file

    def test_writes_one_line_of_the_audit(self, house, seal, keeper, drawer):
        use = sealed(seal, keeper)
        line = AuditEntry.objects.get(code="seals.seal.used")
        assert line.facts["after"] == use.after_digest
        assert line.facts["contents"] == use.contents_digest

    def test_is_for_the_keeper_alone(self, house, seal, head, clerk, drawer):
        for actor in (head, clerk):
            with pytest.raises(NotKeeper):
                sealed(seal, actor)

    def test_is_not_for_another_unit_or_a_stranger(self, house, seal, other_unit, stranger, drawer):
        for actor in (other_unit, stranger):
            with pytest.raises(NoSuchSeal):
                sealed(seal, actor)

    def test_is_not_for_who_drafted_the_paper(self, house, seal, keeper, drawer):
        drawer.issued["1"] = replace(drawer.issued["1"], drafted_by_id=keeper.person_id)
        with pytest.raises(DrafterDoesNotSeal):
            sealed(seal, keeper)

    def test_is_not_for_who_drafted_the_paper_in_the_database_either(self, house, seal, keeper, drawer):
        use = sealed(seal, keeper)
        use.pk, use.code, use.contents_digest, use.drafted_by_id = None, "x", "y", keeper.person_id
        with pytest.raises(IntegrityError), transaction.atomic():
            use.save(force_insert=True)

    def test_refuses_a_draft_and_what_no_longer_stands(self, house, seal, keeper, drawer):
        del drawer.issued["1"]
        with pytest.raises(NoSuchPaper):
            sealed(seal, keeper)

    def test_refuses_the_paper_of_another_unit(self, house, seal, keeper, drawer, bureau):
        drawer.issued["1"] = replace(drawer.issued["1"], unit_id=bureau.pk)
        with pytest.raises(NoSuchPaper):
            sealed(seal, keeper)

    def test_refuses_a_seal_out_of_its_days(self, house, seal, keeper, drawer):
        for day in ("2025-12-31", "2026-03-02"):
            if day == "2026-03-02":
                Seal.objects.update(until_on=date(2026, 3, 1))
            with pytest.raises(SealNotInUse):
                sealed(seal, keeper, now=at(day))

    def test_refuses_twice_the_same_words(self, house, seal, keeper, drawer):
        sealed(seal, keeper)
        with pytest.raises(SealedAlready):
            sealed(seal, keeper)
        drawer.reads("1", "请按月公开采购意向。")
        assert sealed(seal, keeper).code == "用印〔2026〕2号"

    def test_leaves_nothing_behind_when_the_key_is_gone(
        self, house, settings, seal, keeper, drawer, tmp_path
    ):
        settings.SEALS = replace(settings.SEALS, keys=tmp_path / "nowhere")
        with pytest.raises(NoKey):
            sealed(seal, keeper)
        assert not Use.objects.exists()

    def test_tells_the_drafter(self, house, seal, keeper, drawer, clerk):
        use = sealed(seal, keeper)
        told = Notice.objects.get(to_person_id=clerk.person_id)
        assert use.title in told.subject


class TestWordsThatWereApproved:
    @pytest.fixture
    def approved(self, drawer: Drawer, clerk, head):
        kind = PaperKind(
            code=PAPER.kind, says="试验文件", signed_by=frozenset({Role.OPENNESS_HEAD}),
            drafted=lambda actor, ref: drawer.issued[ref].contents,
            present=lambda ref: drawer.issued[ref].contents,
        )  # fmt: skip
        approval_papers.register(kind)
        laid = submit_paper(
            ref=PAPER, chain=[Asked(1, "签发", head.post_id)], until=date(2026, 3, 4), reason="", actor=clerk,
            now=NOW,
        )  # fmt: skip
        yield agree(approval_id=laid.pk, version=laid.case.version, opinion="", actor=head, now=NOW)
        approval_papers.forget(PAPER.kind)

    def test_are_sealed_with_their_approval(self, house, seal, keeper, approved):
        assert sealed(seal, keeper).approval_id == approved.pk

    def test_are_not_sealed_once_they_changed(self, house, seal, keeper, approved, drawer):
        drawer.reads("1", "请按月公开采购意向。")
        with pytest.raises(WordsChanged, match="与批准时的不一致"):
            sealed(seal, keeper)


class TestTheWetSeal:
    def test_gives_out_the_letter_with_its_place(self, wet, seal, keeper, drawer):
        use = sealed(seal, keeper)
        assert use.is_wet
        assert (use.after_digest, queries.file_of(use)) == ("", None)
        with use.file.data.open("rb") as opened:
            assert "（盖章处）" in pypdf.PdfReader(opened).pages[0].extract_text()

    def test_is_used_for_a_seal_without_a_key(self, house, told, head, keeper, drawer):
        seal = register_seal(told=replace(told, key=""), actor=head, now=NOW)
        assert sealed(seal, keeper).is_wet


class TestBringSealedScan:
    @pytest.fixture
    def use(self, wet, seal, keeper, drawer) -> Use:
        return sealed(seal, keeper)

    def brought(self, use, actor):
        upload = check_upload(PNG, name="盖章件.png", accepted=frozenset({Kind.PICTURE}))
        return bring_sealed_scan(use_id=use.pk, upload=upload, data=PNG, actor=actor, now=NOW)

    def test_is_handed_out_from_then_on(self, use, clerk):
        scan = self.brought(use, clerk)
        found = queries.use_for(clerk, use.pk)
        assert queries.file_of(found) == scan.file
        assert queries.sealed_file(PAPER, digest=use.contents_digest) == scan.file
        line = AuditEntry.objects.get(code="seals.scan.brought")
        assert line.facts["digest"] == scan.file.digest

    def test_is_not_handed_out_once_the_words_changed(self, use, clerk):
        self.brought(use, clerk)
        assert queries.sealed_file(PAPER, digest="0" * 64) is None

    def test_is_registered_once(self, use, clerk):
        self.brought(use, clerk)
        with pytest.raises(ScanStands):
            self.brought(queries.use_for(clerk, use.pk), clerk)

    def test_is_not_wanted_of_an_electronic_seal(self, house, seal, keeper, drawer, clerk):
        with pytest.raises(ScanStands):
            self.brought(sealed(seal, keeper), clerk)

    def test_is_not_for_another_unit_or_a_stranger(self, use, other_unit, stranger):
        for actor in (other_unit, stranger):
            with pytest.raises(NoSuchUse):
                self.brought(use, actor)


class TestTheLines:
    def test_are_never_changed_nor_taken_away(self, house, seal, keeper, drawer):
        use = sealed(seal, keeper)
        table = Use._meta.db_table
        for statement in (f"UPDATE {table} SET reason = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                connection.cursor().execute(statement)
        assert Use.objects.get() == use

    def test_are_found_by_what_is_looked_for(self, house, seal, keeper, drawer, clerk):
        use = sealed(seal, keeper)
        found = [
            Wanted(), Wanted(seal_id=seal.pk), Wanted(channel="electronic"), Wanted(word="采购意向"),
            Wanted(from_on=date(2026, 3, 2), until_on=date(2026, 3, 2)),
        ]  # fmt: skip
        missed = [Wanted(channel="wet"), Wanted(word="绿化"), Wanted(until_on=date(2026, 3, 1))]
        assert all(list(queries.uses_listed(clerk, one)) == [use] for one in found)
        assert not any(queries.uses_listed(clerk, one).exists() for one in missed)

    def test_are_read_in_one_query(self, house, seal, keeper, drawer, clerk):
        sealed(seal, keeper)
        drawer.reads("1", "请按月公开采购意向。")
        sealed(seal, keeper)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            for use in queries.uses_listed(clerk, Wanted()):
                str(use.seal), str(use.used_by), str(use.post), queries.file_of(use)
        assert len(seen) == 1

    def test_are_not_seen_by_a_sibling(self, house, seal, keeper, drawer, other_unit):
        sealed(seal, keeper)
        assert not queries.uses_for(other_unit).exists()


class TestWhatWaits:
    def test_is_what_stands_issued_and_bears_no_seal(self, house, seal, keeper, drawer, head):
        assert [one.ref for one in queries.papers_to_seal(keeper, seal)] == [PAPER]
        assert not queries.papers_to_seal(head, seal)
        sealed(seal, keeper)
        assert not queries.papers_to_seal(keeper, seal)
