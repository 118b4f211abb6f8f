"""Laying a paper before its leaders, and their words on the desk."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quancheng.kernel.access.actors import NotYourPost, actor_for
from quancheng.kernel.approvals import commands, queries
from quancheng.kernel.approvals.contents import read
from quancheng.kernel.approvals.models import Approval, Stage
from quancheng.kernel.approvals.queries import Asked
from quancheng.kernel.approvals.refusals import (
    AskedAlready,
    NobodyAsked,
    NoSuchApproval,
    NoSuchPaper,
    NotYours,
    NotYourTurn,
    OwnPaper,
    PaperChanged,
)
from quancheng.kernel.approvals.tests.conftest import NOW, PAPER, NotYourPaper, at
from quancheng.kernel.approvals.workflow import State
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.refusals import BadDay, MovedMeanwhile, NotYourStep, ReasonMissing
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.models import Holding, Person

THURSDAY = date(2026, 3, 5)


def submit(actor, *chain, until=THURSDAY, now=NOW, ref=PAPER) -> Approval:
    asked = [Asked(place, says, who.post_id) for place, says, who in chain]
    return commands.submit_paper(ref=ref, chain=asked, until=until, reason="请审", actor=actor, now=now)


def agree(actor, approval, *, opinion="", day="2026-03-03") -> Approval:
    seen = queries.approval_for(actor, approval.pk)
    return commands.agree(
        approval_id=approval.pk, version=seen.case.version, opinion=opinion, actor=actor, now=at(day)
    )


@pytest.fixture
def laid(drawer, clerk, head, mayor) -> Approval:
    """Before the head (审核), then before the vice-mayor (签发)."""
    return submit(clerk, (1, "审核", head), (2, "签发", mayor))


def told(actor) -> list[str]:
    return list(Notice.objects.filter(to_person_id=actor.person_id).values_list("kind", flat=True))


class TestSubmitPaper:
    def test_keeps_the_words_with_their_digest(self, laid, drawer):
        assert read(laid.contents) == drawer.present("1")
        assert laid.digest == queries.digest_of(drawer.present("1"))
        assert laid.code == "呈批〔2026〕1号"
        assert laid.mark == f"{laid.digest[:4]}-{laid.digest[4:8]}".upper()

    def test_asks_the_first_post_alone(self, laid, head, mayor):
        assert told(head) == ["approvals.asked"]
        assert told(mayor) == []
        assert queries.approvals_waiting(head).to_decide == 1
        assert queries.approvals_waiting(mayor).to_decide == 0

    def test_leaves_one_line_in_the_audit(self, laid):
        [line] = AuditEntry.objects.all()
        assert line.code == "approvals.paper.submitted"

    def test_numbers_without_gaps(self, laid, drawer, clerk, head):
        drawer.words["2"] = "第二份。"
        assert submit(clerk, (1, "签发", head), ref=RecordRef(PAPER.kind, "2")).code == "呈批〔2026〕2号"

    def test_is_refused_while_one_is_under_way(self, laid, clerk, head):
        with pytest.raises(AskedAlready):
            submit(clerk, (1, "签发", head))

    def test_is_refused_to_who_may_not_draft(self, drawer, mayor, head):
        with pytest.raises(NotYourPaper):
            submit(mayor, (1, "签发", head))

    def test_knows_no_other_kinds(self, clerk, head):
        with pytest.raises(NoSuchPaper):
            submit(clerk, (1, "签发", head), ref=RecordRef("test.nothing", "1"))

    def test_asks_somebody(self, drawer, clerk):
        with pytest.raises(NobodyAsked):
            submit(clerk)

    def test_asks_no_post_twice_at_once(self, drawer, clerk, head):
        with pytest.raises(NobodyAsked, match="选了两次"):
            submit(clerk, (1, "审核", head), (1, "会签", head))

    def test_asks_no_post_of_another_government(self, drawer, clerk, stranger):
        with pytest.raises(NobodyAsked):
            submit(clerk, (1, "签发", stranger))

    def test_ends_with_somebody_who_may_sign(self, drawer, clerk, colleague, head):
        with pytest.raises(NobodyAsked, match="负责人签发"):
            submit(clerk, (1, "审核", head), (2, "签发", colleague))

    def test_asks_no_empty_post(self, drawer, clerk, head):
        Holding.objects.filter(person_id=head.person_id).update(until_on=date(2026, 3, 1))  # Sunday
        with pytest.raises(NobodyAsked):
            submit(clerk, (1, "签发", head))

    def test_wishes_for_no_day_that_is_gone(self, drawer, clerk, head):
        with pytest.raises(BadDay):
            submit(clerk, (1, "签发", head), until=date(2026, 3, 1))


class TestAgree:
    def test_passes_to_the_next_and_grants_at_the_last(self, laid, head, mayor, clerk):
        agree(head, laid, opinion="拟同意")
        assert queries.approval_for(clerk, laid.pk).case.state == State.ASKED
        assert told(mayor) == ["approvals.asked"]
        agree(mayor, laid, opinion="同意，请抓紧")
        assert queries.approval_for(clerk, laid.pk).case.state == State.GRANTED
        assert "approvals.granted" in told(clerk)
        words = [(one.word, one.opinion) for one in Stage.objects.order_by("place")]
        assert words == [("agreed", "拟同意"), ("agreed", "同意，请抓紧")]

    def test_waits_for_all_who_are_asked_at_once(self, drawer, clerk, head, secretary, mayor):
        laid = submit(clerk, (1, "会签", head), (1, "会签", secretary), (2, "签发", mayor))
        agree(secretary, laid)
        assert queries.approvals_waiting(mayor).to_decide == 0
        agree(head, laid)
        assert queries.approvals_waiting(mayor).to_decide == 1

    def test_waits_for_its_turn(self, laid, mayor):
        with pytest.raises(NotYourTurn):
            agree(mayor, laid)

    def test_is_not_for_who_laid_it_before(self, drawer, clerk, head):
        laid = submit(clerk, (1, "审核", clerk), (2, "签发", head))
        with pytest.raises(OwnPaper):
            agree(clerk, laid)

    def test_four_eyes_are_kept_by_the_database(self, laid):
        stage = Stage.objects.first()
        with pytest.raises(IntegrityError), transaction.atomic():
            Stage.objects.filter(pk=stage.pk).update(
                word="agreed", decided_by_id=stage.submitted_by_id, decided_on=THURSDAY, channel="desk"
            )

    def test_is_about_these_words_only(self, laid, drawer, head):
        drawer.words["1"] = "另外的话。"
        with pytest.raises(PaperChanged, match=laid.mark):
            agree(head, laid)

    def test_is_refused_when_the_draft_is_gone(self, laid, drawer, head):
        drawer.words.clear()
        with pytest.raises(PaperChanged):
            agree(head, laid)

    def test_tells_the_slower_of_two(self, laid, head):
        agree(head, laid)
        with pytest.raises(NotYourTurn):
            agree(head, laid)

    def test_is_refused_on_an_older_page(self, laid, head, clerk, mayor, secretary):
        stage = Stage.objects.get(post_id=mayor.post_id)
        commands.pass_on(
            approval_id=laid.pk, stage_id=stage.pk, version=laid.case.version, post_id=secretary.post_id,
            reason="出差", actor=clerk, now=NOW,
        )  # fmt: skip
        with pytest.raises(MovedMeanwhile):
            commands.agree(approval_id=laid.pk, version=0, opinion="", actor=head, now=NOW)

    def test_is_out_of_sight_of_strangers(self, laid, stranger):
        with pytest.raises(NoSuchApproval):
            agree(stranger, laid)

    def test_leaves_one_line_in_the_audit(self, laid, head):
        before = AuditEntry.objects.count()
        agree(head, laid)
        assert AuditEntry.objects.count() == before + 1

    def test_is_for_a_deputy_while_the_deputy_stands_in(self, laid, head, clerk, colleague):
        own = Holding.objects.get(person_id=head.person_id)
        deputy = Person.objects.get(pk=colleague.person_id)
        Holding.objects.create(
            post=own.post, person=deputy, stands_in_for=own, from_on=date(2026, 3, 2), until_on=THURSDAY
        )
        agree(actor_for(deputy, head.post_id, date(2026, 3, 3)), laid)
        assert Stage.objects.get(post_id=head.post_id).decided_by_id == colleague.person_id
        with pytest.raises(NotYourPost):  # Friday: the deputy's time is over
            actor_for(deputy, head.post_id, date(2026, 3, 6))


class TestStandingApproval:
    def test_is_of_just_these_words(self, laid, drawer, head, mayor):
        assert queries.standing_approval(PAPER, drawer.present("1")) is None
        agree(head, laid)
        agree(mayor, laid)
        assert queries.standing_approval(PAPER, drawer.present("1")) == laid
        drawer.words["1"] = "改过的话。"
        assert queries.standing_approval(PAPER, drawer.present("1")) is None


class TestSendBack:
    def test_ends_it_with_the_reason(self, laid, head, clerk):
        commands.send_back(
            approval_id=laid.pk, version=laid.case.version, reason="缺附件", actor=head, now=at("2026-03-03")
        )
        assert queries.approval_for(clerk, laid.pk).case.state == State.SENT_BACK
        assert "approvals.sent_back" in told(clerk)

    def test_needs_a_reason(self, laid, head):
        with pytest.raises(ReasonMissing):
            commands.send_back(
                approval_id=laid.pk, version=laid.case.version, reason=" ", actor=head, now=NOW
            )

    def test_waits_for_its_turn(self, laid, mayor):
        with pytest.raises(NotYourTurn):
            commands.send_back(
                approval_id=laid.pk, version=laid.case.version, reason="不妥", actor=mayor, now=NOW
            )

    def test_lets_it_be_laid_before_anew(self, laid, head, clerk):
        commands.send_back(
            approval_id=laid.pk, version=laid.case.version, reason="缺附件", actor=head, now=NOW
        )
        assert submit(clerk, (1, "签发", head)).pk != laid.pk
        assert queries.last_chain(clerk, PAPER.kind) == [Asked(1, "签发", head.post_id)]


class TestWithdrawPaper:
    def test_takes_it_back(self, laid, clerk):
        commands.withdraw_paper(
            approval_id=laid.pk, version=laid.case.version, reason="要改", actor=clerk, now=NOW
        )
        assert queries.open_approval_of(PAPER) is None

    def test_is_for_the_unit_alone(self, laid, mayor):
        with pytest.raises(NotYourStep):
            commands.withdraw_paper(
                approval_id=laid.pk, version=laid.case.version, reason="要改", actor=mayor, now=NOW
            )


class TestPassOn:
    def test_asks_the_other_post(self, laid, clerk, head, secretary):
        stage = Stage.objects.get(post_id=head.post_id)
        commands.pass_on(
            approval_id=laid.pk, stage_id=stage.pk, version=laid.case.version, post_id=secretary.post_id,
            reason="主任出差", actor=clerk, now=NOW,
        )  # fmt: skip
        assert told(secretary) == ["approvals.asked"]
        with pytest.raises(NoSuchApproval):  # who is no longer asked, and not of the unit, sees it no more
            queries.approval_for(replace(head, unit_id=secretary.unit_id), laid.pk)

    def test_leads_to_nobody_who_may_not_sign(self, laid, clerk, colleague, mayor):
        stage = Stage.objects.get(post_id=mayor.post_id)
        with pytest.raises(NobodyAsked, match="负责人签发"):
            commands.pass_on(
                approval_id=laid.pk, stage_id=stage.pk, version=laid.case.version,
                post_id=colleague.post_id, reason="出差", actor=clerk, now=NOW,
            )  # fmt: skip

    def test_is_for_the_unit_alone(self, laid, mayor, secretary):
        stage = Stage.objects.get(post_id=mayor.post_id)
        with pytest.raises(NotYours):
            commands.pass_on(
                approval_id=laid.pk, stage_id=stage.pk, version=laid.case.version,
                post_id=secretary.post_id, reason="出差", actor=mayor, now=NOW,
            )  # fmt: skip

    def test_leaves_what_was_decided(self, laid, head, clerk, secretary):
        agree(head, laid)
        stage = Stage.objects.get(post_id=head.post_id)
        with pytest.raises(NobodyAsked, match="已经批示"):
            commands.pass_on(
                approval_id=laid.pk, stage_id=stage.pk, version=1, post_id=secretary.post_id,
                reason="出差", actor=clerk, now=NOW,
            )  # fmt: skip


class TestApprovalsFor:
    def test_a_list_costs_the_same_however_long(self, drawer, clerk, head, django_assert_max_num_queries):
        for number in range(2, 22):
            drawer.words[str(number)] = f"第{number}份。"
            submit(clerk, (1, "签发", head), ref=RecordRef(PAPER.kind, str(number)))
        with django_assert_max_num_queries(3):
            found = list(queries.open_to_decide(head))
            stages = queries.stages_of(found)
        assert len(found) == len(stages) == 20
