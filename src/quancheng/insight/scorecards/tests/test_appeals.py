"""A unit appeals in time; somebody who did not score it decides; a correction stands beside the score."""

from decimal import Decimal

import pytest

from quancheng.insight.scorecards.commands import appeals as writing
from quancheng.insight.scorecards.queries.appeals import NoSuchAppeal, appeal_for
from quancheng.insight.scorecards.queries.results import NoSuchScore, frozen_board
from quancheng.insight.scorecards.tests.conftest import AFTER, at, indicator, score
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.casework.refusals import NotYourStep, ReasonMissing, StepNotOpen
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.orgs.handover import left_by_unit

LAST_DAY = at("2026-04-09", "17:00")  # Thursday


def file(frozen, actor, *, now=AFTER, code="A1", text="3月20日那项当日已报送，请核对。", files=()):
    return writing.file_appeal(
        score_id=score(frozen).pk,
        indicator_id=indicator(code).pk,
        text=text,
        files=files,
        actor=actor,
        now=now,
    )


def uphold(appeal, actor, change="15", reason="记录核实"):
    return writing.uphold_appeal(
        appeal_id=appeal.pk, version=appeal.case.version, change=Decimal(change), reason=reason, actor=actor,
        now=LAST_DAY,
    )  # fmt: skip


@pytest.fixture
def filed(frozen, office, clerk):
    return file(frozen, clerk)


class TestFileAppeal:
    def test_has_a_clock_and_tells_the_office(self, filed, office):
        assert str(filed.case.due_on) == "2026-04-16"  # Thursday: ten working days after 1 April
        assert Notice.objects.filter(kind="scorecards.appeal_filed", to_person=office.person_id).exists()
        assert AuditEntry.objects.filter(code="scorecards.appeal.filed").count() == 1

    def test_keeps_files(self, frozen, clerk):
        data = "演示".encode()
        brought = writing.Brought(check_upload(data, name="报送截图.txt"), data)
        assert file(frozen, clerk, files=[brought]).files.get().file.name == "报送截图.txt"

    def test_is_open_on_the_last_day(self, frozen, clerk):
        assert file(frozen, clerk, now=LAST_DAY).pk

    def test_is_refused_after_it(self, frozen, clerk):
        with pytest.raises(writing.TooLateToAppeal, match="2026-04-09"):
            file(frozen, clerk, now=at("2026-04-10"))  # Friday

    def test_is_refused_twice(self, filed, frozen, clerk):
        with pytest.raises(writing.AppealedAlready):
            file(frozen, clerk)

    def test_needs_words(self, frozen, clerk):
        with pytest.raises(ReasonMissing):
            file(frozen, clerk, text=" ")

    def test_is_open_to_the_office_of_a_district(self, frozen, stranger):
        appeal = writing.file_appeal(
            score_id=score(frozen, "东区政府").pk, indicator_id=indicator("A1").pk, text="请核对。", files=(),
            actor=stranger, now=AFTER,
        )  # fmt: skip
        assert "未处理的考核申诉1项" in [str(one) for one in left_by_unit(appeal.case.unit_id)]

    def test_is_for_the_unit(self, frozen, neighbour, office):
        for actor in (neighbour, office):
            with pytest.raises(NoSuchScore):
                file(frozen, actor)


class TestUpholdAppeal:
    def test_adds_a_line_and_overwrites_nothing(self, filed, frozen, office):
        done = uphold(filed, office)
        own = score(frozen)
        assert (own.total, done.correction.change) == (Decimal("61.11"), Decimal(15))
        card = next(x for x in frozen_board(office, frozen).cards if x.unit_name == "市财政局")
        assert card.final == Decimal("77.78")  # (45 + 25) × 100/90
        assert card.lines[0].corrected == Decimal("45.00")

    def test_applies_where_nothing_had_applied(self, frozen, office, stranger):
        filed = writing.file_appeal(
            score_id=score(frozen, "东区政府").pk, indicator_id=indicator("A1").pk, text="请核对。", files=(),
            actor=stranger, now=AFTER,
        )  # fmt: skip
        uphold(filed, office, "40")
        card = next(x for x in frozen_board(office, frozen).cards if x.unit_name == "东区政府")
        assert (card.total.total, card.final, card.place) == (None, Decimal("66.67"), 1)  # 40 × 100/60

    def test_tells_the_unit(self, filed, office, clerk):
        uphold(filed, office)
        told = Notice.objects.get(kind="scorecards.appeal_decided", to_person=clerk.person_id)
        assert "更正+15" in told.body

    def test_is_refused_to_the_scorer(self, filed, office_head):
        with pytest.raises(writing.ScorerDoesNotDecide):
            uphold(filed, office_head)

    @pytest.mark.parametrize("bad", ["0", "31", "-31", "0.001"])
    def test_is_refused_beyond_the_weight(self, filed, office, bad):
        with pytest.raises(writing.BadCorrection):
            uphold(filed, office, bad)

    def test_needs_a_reason(self, filed, office):
        with pytest.raises(ReasonMissing):
            uphold(filed, office, reason="")

    def test_happens_once(self, filed, office):
        uphold(filed, office)
        again = appeal_for(office, filed.pk)
        with pytest.raises(StepNotOpen):
            uphold(again, office)

    def test_is_not_for_the_unit(self, filed, clerk, stranger):
        with pytest.raises(NotYourStep):
            uphold(filed, clerk)
        with pytest.raises(NoSuchAppeal):
            uphold(filed, stranger)


class TestRejectAppeal:
    def test_leaves_the_score(self, filed, frozen, office):
        writing.reject_appeal(
            appeal_id=filed.pk, version=filed.case.version, reason="当日未报送", actor=office, now=LAST_DAY
        )
        assert not score(frozen).corrections.exists()
        assert appeal_for(office, filed.pk).case.state == "rejected"

    def test_is_refused_to_the_scorer(self, filed, office_head):
        with pytest.raises(writing.ScorerDoesNotDecide):
            writing.reject_appeal(
                appeal_id=filed.pk, version=filed.case.version, reason="不", actor=office_head, now=LAST_DAY
            )


class TestWithdrawAppeal:
    def test_is_for_the_unit(self, filed, clerk, office):
        with pytest.raises(NotYourStep):
            writing.withdraw_appeal(appeal_id=filed.pk, version=0, actor=office, now=AFTER)
        done = writing.withdraw_appeal(appeal_id=filed.pk, version=0, actor=clerk, now=AFTER)
        assert done.case.state == "withdrawn"
