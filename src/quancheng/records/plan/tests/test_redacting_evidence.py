"""Evidence that holds what may not be seen: its open part is made, and is what the public gets."""

from datetime import date

import pytest
from django.urls import reverse

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.evidence import EvidenceAlready
from quancheng.kernel.obligations.models import DueItem, Evidence, EvidenceRelease
from quancheng.kernel.orgs.models import Holding, Post, PostRole, Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.redaction.commands.drafting import Reason, begin_redaction, cover_words
from quancheng.kernel.redaction.commands.finishing import finish_redaction, hand_in
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.queries import bytes_of, made_of, redaction_for
from quancheng.kernel.redaction.refusals import NoSuchRedaction
from quancheng.kernel.redaction.subjects import subjects_of
from quancheng.records.plan.commands import duties, publishing, releases
from quancheng.records.plan.commands.redacting import NothingRedacted, take_redacted
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.queries.duties import own_duties
from quancheng.records.plan.queries.redacting import EVIDENCE_KIND
from quancheng.records.plan.tests.conftest import NOW
from quancheng.records.plan.tests.desk import signed_in
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import staff, told

NAME = "欧阳小满"
DATA = f"采购意向表\n联系人：{NAME}，13800138000\n".encode()


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def duty(office, office_head) -> DueItem:
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    publishing.publish_plan(ref=plan.ref, actor=office_head, now=NOW)
    return own_duties(staff("市财政局", "clerk", Role.HANDLER)).get(
        obligation__about=f"plan.task:{plan.ref}-1-1"
    )


@pytest.fixture
def clerk(duty):
    return staff("市财政局", "clerk-2", Role.HANDLER)


@pytest.fixture
def head(duty):
    return staff("市财政局", "head", Role.HEAD)


@pytest.fixture
def original(duty, clerk, head) -> Evidence:
    """Evidence of a confirmed duty."""
    upload = check_upload(DATA, name="意向.txt", accepted=EVIDENCE)
    brought = duties.add_evidence_file(
        duty_id=duty.pk, upload=upload, data=DATA, says="意向表", actor=clerk, now=NOW
    )
    duties.report_duty(**told(duty), note="", actor=clerk, now=NOW)
    duties.confirm_duty(**told(duty), actor=head, now=NOW)
    return brought


def handed_in(original, clerk) -> Redaction:
    ref = RecordRef(EVIDENCE_KIND, str(original.pk))
    begun = begin_redaction(ref=ref, actor=clerk, now=NOW)
    cover_words(redaction_id=begun.pk, words=NAME, reason=Reason(ground="privacy"), actor=clerk, now=NOW)
    return hand_in(redaction_id=begun.pk, version=1, actor=clerk, now=NOW)


@pytest.fixture
def redacted(original, clerk, head) -> Redaction:
    waits = handed_in(original, clerk)
    made = made_of(redaction_for(head, waits.pk), seen_version=waits.version)
    return finish_redaction(made=made, told_repeats=0, actor=head, now=NOW)


class TestAFinishedRedaction:
    def test_becomes_evidence_beside_the_original(self, original, redacted, drain):
        drain()
        added = original.item.evidence.get(file=redacted.product)
        assert added.says == "意向表（区分处理后）"
        assert added.added_by_id == redacted.drafted_by_id
        assert NAME.encode() not in bytes_of(added.file)
        assert AuditEntry.objects.filter(code="plan.evidence.redacted").count() == 1

    def test_is_taken_in_once(self, redacted, drain, office):
        drain()
        drain()
        with pytest.raises(EvidenceAlready):
            take_redacted(redaction_id=redacted.pk, actor=office, now=NOW)

    def test_is_what_the_public_gets(self, original, redacted, drain, clerk, duty, client):
        drain()
        added = original.item.evidence.get(file=redacted.product)
        waits = releases.propose_release(evidence_id=added.pk, title="意向表", actor=clerk, now=NOW)
        reviewer = staff("市政府", "reviewer", Role.REVIEWER)
        with pytest.raises(releases.NotYoursToRelease):
            releases.release_evidence(release_id=waits.pk, version=0, reason="", actor=clerk, now=NOW)
        releases.release_evidence(
            release_id=waits.pk, version=waits.version, reason="已核对", actor=reviewer, now=NOW
        )
        [shown] = EvidenceRelease.objects.filter(state="released")
        assert shown.evidence.file == redacted.product
        answer = client.get(reverse("plan_site:evidence", args=[shown.pk]))
        assert answer.status_code == 200
        public = b"".join(answer.streaming_content).decode()
        assert "【此处依据《政府信息公开条例》第十五条不予公开】" in public
        assert NAME not in public
        assert "意向表.txt" in answer["Content-Disposition"] or "filename*" in answer["Content-Disposition"]

    def test_is_not_shown_under_a_title_that_tells(self, original, redacted, drain, clerk):
        drain()
        added = original.item.evidence.get(file=redacted.product)
        with pytest.raises(releases.TitleTells) as told:
            releases.propose_release(evidence_id=added.pk, title=f"{NAME}的意向", actor=clerk, now=NOW)
        assert "公开标题第1—4字" in told.value.sentence
        assert NAME not in told.value.sentence
        waits = releases.propose_release(evidence_id=added.pk, title="意向表", actor=clerk, now=NOW)
        EvidenceRelease.objects.filter(pk=waits.pk).update(title=f"{NAME}的意向")  # proposed before
        with pytest.raises(releases.TitleTells):
            releases.release_evidence(
                release_id=waits.pk, version=waits.version, reason="已核对",
                actor=staff("市政府", "reviewer", Role.REVIEWER), now=NOW,
            )  # fmt: skip


class TestTakeRedacted:
    def test_is_refused_before_it_is_finished(self, original, clerk):
        with pytest.raises(NothingRedacted):
            take_redacted(redaction_id=handed_in(original, clerk).pk, actor=clerk, now=NOW)


class TestWhoMayRedact:
    def test_who_may_see_the_duty(self, original, clerk, head, office, stranger, django_assert_num_queries):
        ref = RecordRef(EVIDENCE_KIND, str(original.pk))
        for actor in (clerk, head, office):
            assert subjects_of(actor, [ref])[ref].may_draft
        with django_assert_num_queries(1):
            subjects_of(clerk, [ref, RecordRef(EVIDENCE_KIND, "999")])
        for actor in (stranger, staff("市发展改革委", "other", Role.HANDLER, Role.HEAD)):
            assert subjects_of(actor, [ref]) == {}
            with pytest.raises(NoSuchRedaction):
                begin_redaction(ref=ref, actor=actor, now=NOW)

    def test_the_head_is_told(self, original, clerk, head):
        post = Post.objects.create(unit_id=head.unit_id, title="局长岗")
        PostRole.objects.create(post=post, role=Role.HEAD)
        Holding.objects.create(post=post, person_id=head.person_id, from_on=date(2024, 1, 1))
        handed_in(original, clerk)
        told_of = Notice.objects.filter(kind="redaction.to_look_at").values_list("to_person_id", flat=True)
        assert list(told_of) == [head.person_id]


@pytest.mark.usefixtures("desk_surface")
class TestAtTheDesk:
    def test_the_evidence_leads_there(self, original):
        client = signed_in(Unit.objects.get(short_name="市财政局"), "at-work", Role.HANDLER)
        way = reverse("workbench:redaction_of", args=[EVIDENCE_KIND, original.pk])
        assert way in client.get(reverse("plan_desk:duty", args=[original.item_id])).content.decode()
        assert "意向表" in client.get(way).content.decode()
