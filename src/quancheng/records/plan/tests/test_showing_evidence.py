"""Evidence goes to the public in two hands, after secrecy review, and comes down in one."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.http import content_disposition_header

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.obligations.models import DueItem, Evidence, EvidenceRelease
from quancheng.kernel.obligations.releasing import (
    DecidedAlready,
    NotOnAPublicHost,
    ProposedAlready,
    SecondPersonNeeded,
    TitleBearsAMark,
    is_on_a_public_host,
)
from quancheng.kernel.orgs.models import Holding, Post, PostRole
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.commands import duties, oversight, publishing, releases
from quancheng.records.plan.commands.tasks import issue_tasks
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries import duties as queries
from quancheng.records.plan.queries.duties import NoSuchEvidence
from quancheng.records.plan.queries.plans import TASK_KIND
from quancheng.records.plan.queries.releases import NoSuchRelease
from quancheng.records.plan.queries.shown import NotShown, shown_file
from quancheng.records.plan.tests.conftest import NOW, at
from quancheng.records.plan.tests.test_bringing_a_plan import bring, confirm
from quancheng.records.plan.tests.test_working_on_duties import staff, told

pytestmark = pytest.mark.django_db
LATER = at("2026-06-01")  # Monday
TEXT = "采购意向一览".encode()


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def published(office, office_head) -> Plan:
    plan = confirm(bring(office), office).plan
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
    return publishing.publish_plan(ref=plan.ref, actor=office_head, now=NOW)


@pytest.fixture
def clerk(city) -> Actor:
    return staff("市财政局", "clerk", Role.HANDLER)


@pytest.fixture
def head(city) -> Actor:
    return staff("市财政局", "head", Role.HEAD)


@pytest.fixture
def reviewer(city) -> Actor:
    return staff("市政府", "reviewer", Role.REVIEWER)


@pytest.fixture
def duty(published, clerk) -> DueItem:
    """The department's share of row 1, with a file as evidence."""
    duty = queries.own_duties(clerk).get(obligation__about=f"{TASK_KIND}:{published.ref}-1-1")
    upload = check_upload(TEXT, name="内部说明（张三）.txt", accepted=EVIDENCE)
    duties.add_evidence_file(
        duty_id=duty.pk, upload=upload, data=TEXT, says="给领导看的", actor=clerk, now=NOW
    )
    return duty


@pytest.fixture
def evidence(duty) -> Evidence:
    return duty.evidence.get()


def finish(duty: DueItem, clerk: Actor, head: Actor) -> None:
    duties.report_duty(**told(duty), note="已公开", actor=clerk, now=LATER)
    duties.confirm_duty(**told(duty), actor=head, now=LATER)


def propose(evidence: Evidence, actor: Actor, title: str = "采购意向一览") -> EvidenceRelease:
    return releases.propose_release(evidence_id=evidence.pk, title=title, actor=actor, now=LATER)


def decided(release: EvidenceRelease, actor: Actor, *, reason: str = "") -> EvidenceRelease:
    return releases.release_evidence(
        release_id=release.pk, version=release.version, reason=reason, actor=actor, now=LATER
    )


@pytest.fixture
def released(duty, evidence, clerk, head, office_head) -> EvidenceRelease:
    finish(duty, clerk, head)
    return decided(propose(evidence, clerk), office_head, reason="已核对")


def last_code() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


class TestProposeRelease:
    def test_waits_for_a_second_person(self, evidence, clerk):
        release = propose(evidence, clerk)
        assert (release.state, release.decided_by) == ("proposed", None)
        assert last_code() == "plan.release.proposed"

    def test_keeps_the_title_out_of_the_audit(self, evidence, clerk):
        propose(evidence, clerk)
        assert "采购意向" not in str(AuditEntry.objects.order_by("-seq")[0].facts)

    def test_is_open_to_the_office_too(self, evidence, office):
        assert propose(evidence, office).proposed_by_id == office.person_id

    def test_tells_those_who_may_decide(self, evidence, clerk, reviewer):
        post = Post.objects.create(unit_id=reviewer.unit_id, title="审核")
        PostRole.objects.create(post=post, role=Role.REVIEWER)
        Holding.objects.create(person_id=reviewer.person_id, post=post, from_on=date(2020, 1, 1))
        propose(evidence, clerk)
        assert Notice.objects.filter(to_person=reviewer.person_id, kind="plan.to_review").count() == 1

    def test_is_refused_twice(self, evidence, clerk):
        propose(evidence, clerk)
        with pytest.raises(ProposedAlready):
            propose(evidence, clerk)

    @pytest.mark.parametrize("title", ["", "   "])
    def test_is_refused_without_a_title(self, evidence, clerk, title):
        with pytest.raises(releases.ReasonWanted):
            propose(evidence, clerk, title)

    @pytest.mark.parametrize("title", ["机密★10年", "采购意向【秘密】"])
    def test_is_refused_when_the_title_bears_a_mark(self, evidence, clerk, title):
        with pytest.raises(TitleBearsAMark):
            propose(evidence, clerk, title)

    def test_is_refused_to_a_post_that_does_neither(self, evidence, city):
        with pytest.raises(releases.NotYoursToPropose):
            propose(evidence, staff("市财政局", "visitor", Role.REVIEWER))

    def test_is_refused_to_a_stranger(self, evidence, stranger):
        with pytest.raises(NoSuchEvidence):
            propose(evidence, stranger)
        assert not EvidenceRelease.objects.exists()

    def test_of_an_inner_address_is_refused(self, duty, clerk):
        added = duties.add_evidence_address(
            duty_id=duty.pk, address="http://10.1.2.3/oa/1", says="", actor=clerk, now=NOW
        )
        with pytest.raises(NotOnAPublicHost):
            propose(added, clerk)


class TestReleaseEvidence:
    def test_shows_it_to_the_public(self, released):
        assert (released.state, released.opinion) == ("released", "已核对")
        assert shown_file(released.pk) == released
        assert last_code() == "plan.release.released"

    def test_may_be_done_by_a_reviewer(self, duty, evidence, clerk, head, reviewer):
        finish(duty, clerk, head)
        assert decided(propose(evidence, clerk), reviewer).decided_by_id == reviewer.person_id

    def test_is_refused_to_who_proposed(self, duty, evidence, clerk, head, office_head):
        finish(duty, clerk, head)
        with pytest.raises(SecondPersonNeeded):
            decided(propose(evidence, office_head), office_head)

    def test_is_refused_to_who_brought_it(self, duty, evidence, clerk, head, office):
        finish(duty, clerk, head)
        both = Actor(**{**{f: getattr(office, f) for f in Actor.__slots__}, "person_id": clerk.person_id,
                        "roles": frozenset({Role.REVIEWER})})  # fmt: skip
        with pytest.raises(SecondPersonNeeded):
            decided(propose(evidence, office), both)

    def test_by_one_person_is_refused_by_the_database_itself(self, evidence, clerk, office):
        release = propose(evidence, office)
        told = {"state": "released", "decided_at": LATER}
        for one in (clerk, office):
            with pytest.raises(IntegrityError), transaction.atomic():
                EvidenceRelease.objects.filter(pk=release.pk).update(decided_by=one.person_id, **told)

    def test_waits_for_the_result_to_be_confirmed(self, evidence, clerk, office_head):
        with pytest.raises(releases.NotConfirmedYet):
            decided(propose(evidence, clerk), office_head)

    def test_is_refused_when_the_evidence_is_gone(self, evidence, clerk, office_head):
        release = propose(evidence, clerk)
        duties.withdraw_evidence(evidence_id=evidence.pk, actor=clerk, now=LATER)
        with pytest.raises(releases.EvidenceGone):
            decided(release, office_head)

    def test_is_refused_to_the_office_without_its_head(self, duty, evidence, clerk, head, office):
        finish(duty, clerk, head)
        with pytest.raises(releases.NotYoursToRelease):
            decided(propose(evidence, clerk), office)

    def test_is_refused_to_the_slower_of_two(self, duty, evidence, clerk, head, office_head, reviewer):
        finish(duty, clerk, head)
        release = propose(evidence, clerk)
        decided(release, reviewer)
        release.version = 0
        with pytest.raises(DecidedAlready):
            decided(release, office_head)

    def test_is_refused_to_a_stranger(self, duty, evidence, clerk, head, stranger):
        finish(duty, clerk, head)
        release = propose(evidence, clerk)
        with pytest.raises(NoSuchRelease):
            decided(release, stranger)


class TestRefuseRelease:
    def refuse(self, release: EvidenceRelease, actor: Actor, reason: str = "含内部信息") -> EvidenceRelease:
        return releases.refuse_release(
            release_id=release.pk, version=release.version, reason=reason, actor=actor, now=LATER
        )

    def test_keeps_it_on_the_desk_and_lets_it_be_proposed_again(self, evidence, clerk, office_head):
        assert self.refuse(propose(evidence, clerk), office_head).state == "refused"
        assert last_code() == "plan.release.refused"
        assert propose(evidence, clerk, "改过的标题").state == "proposed"

    def test_is_refused_without_a_reason(self, evidence, clerk, office_head):
        with pytest.raises(releases.ReasonWanted):
            self.refuse(propose(evidence, clerk), office_head, " ")

    def test_is_refused_to_the_unit(self, evidence, clerk, head):
        with pytest.raises(releases.NotYoursToRelease):
            self.refuse(propose(evidence, clerk), head)

    def test_is_refused_to_a_stranger(self, evidence, clerk, stranger):
        with pytest.raises(NoSuchRelease):
            self.refuse(propose(evidence, clerk), stranger)


class TestWithdrawRelease:
    def withdraw(self, release: EvidenceRelease, actor: Actor, reason: str = "内容有误") -> EvidenceRelease:
        return releases.withdraw_release(release_id=release.pk, reason=reason, actor=actor, now=LATER)

    def test_takes_it_down_at_once_even_by_who_decided(self, released, office_head):
        assert self.withdraw(released, office_head).state == "withdrawn"
        assert last_code() == "plan.release.withdrawn"
        with pytest.raises(NotShown):
            shown_file(released.pk)

    def test_is_refused_twice(self, released, office_head):
        self.withdraw(released, office_head)
        with pytest.raises(DecidedAlready):
            self.withdraw(released, office_head)

    def test_is_refused_without_a_reason(self, released, office_head):
        with pytest.raises(releases.ReasonWanted):
            self.withdraw(released, office_head, "")

    def test_is_refused_to_the_unit(self, released, head):
        with pytest.raises(releases.NotYoursToRelease):
            self.withdraw(released, head)

    def test_is_refused_to_a_stranger(self, released, stranger):
        with pytest.raises(NoSuchRelease):
            self.withdraw(released, stranger)


class TestAReleasedFile:
    def ask(self, release: EvidenceRelease):
        return Client().get(f"/plan/evidence/{release.pk}/")

    def test_is_handed_out_inertly_under_its_public_title(self, released):
        answer = self.ask(released)
        assert b"".join(answer.streaming_content) == TEXT
        assert answer["Content-Disposition"] == content_disposition_header(True, "采购意向一览.txt")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store"

    def test_is_not_there_before_it_is_released(self, evidence, clerk):
        assert self.ask(propose(evidence, clerk)).status_code == 404

    def test_goes_with_the_plan(self, released, published, office_head):
        publishing.withdraw_plan(ref=published.ref, reason="调整", actor=office_head, now=LATER)
        assert self.ask(released).status_code == 404

    def test_goes_with_the_row(self, released, published, office):
        row = published.rows.get(no="1")
        row.dropped_in = published.editions.first()
        row.save()
        assert self.ask(released).status_code == 404

    def test_goes_when_the_result_is_returned(self, released, duty, office):
        oversight.return_duty(**told(duty), reason="请补充", actor=office, now=LATER)
        assert self.ask(released).status_code == 404

    def test_that_never_was_is_a_plain_page(self, published):
        assert "可能已经撤下" in Client().get("/plan/evidence/99/").content.decode()


class TestAPublicHost:
    @pytest.mark.parametrize(
        "address",
        ["https://www.jinan.gov.cn/a.html", "http://8.8.8.8/", "https://公开.中国/", "https://a.cn:8443/x"],
    )
    def test_is_one_that_everybody_can_open(self, address):
        assert is_on_a_public_host(address)

    @pytest.mark.parametrize(
        "address",
        [
            "http://localhost/", "http://127.0.0.1/", "http://10.1.2.3/", "http://192.168.0.1:8080/oa",
            "http://[::1]/", "http://oa/", "http://oa.local/", "https://oa.corp./x", "ftp://www.a.cn/",
            "https://a:b@www.a.cn/", "javascript:alert(1)", "", "http://1.2.3/",
        ],
    )  # fmt: skip
    def test_is_no_other(self, address):
        assert not is_on_a_public_host(address)
