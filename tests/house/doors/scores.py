"""What stands behind the numbers of the scorecards: a draft with an indicator by hand, letters, an appeal."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from quancheng.insight.scorecards import public as cards
from quancheng.insight.scorecards.commands.bases import BasisWording, enter_basis
from quancheng.insight.scorecards.commands.results import give_mark
from quancheng.insight.scorecards.models import (
    Appeal,
    AppealFile,
    Indicator,
    Letter,
    LetterBasis,
    Result,
    Score,
    ScoreSet,
)
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.models import Tenant

DATA = b"Walk\n"


def scores(handler: Actor, office: Actor, head: Actor, now: datetime) -> dict[str, object]:
    """Of 市大数据局: its frozen score with an appeal and a letter; of the office: a draft of a set."""
    issued, result = ScoreSet.objects.get(state="issued"), Result.objects.get()
    own = Score.objects.get(result=result, unit_id=handler.unit_id)
    appeal = Appeal.objects.get(score=own)
    kept = keep_file(_upload(), DATA, tenant_id=issued.tenant_id, actor=handler, now=now)
    file = AppealFile.objects.create(appeal=appeal, file=kept)
    draft, by_hand = _draft(office, now)
    mark = give_mark(
        indicator_id=by_hand.pk, unit_id=handler.unit_id or 0, period=cards.Period(2026), points=Decimal(1),
        reason="演示", upload=_upload(), data=DATA, actor=office, now=now,
    )  # fmt: skip
    sent = _letter(cards.LetterKind.REMINDER, result, handler, office, now)
    cards.issue_letter(letter_id=sent.pk, version=0, actor=head, now=now)
    return {
        "issued_set": issued.pk, "draft_set": draft.pk, "draft_indicator": by_hand.pk,
        "hand_indicator": by_hand.pk, "scored_indicator": issued.indicators.order_by("pk")[0].pk,
        "scored_unit": handler.unit_id, "score_mark": mark.pk, "score_result": result.pk, "own_score": own.pk,
        "score_appeal": appeal.pk, "appeal_file": file.pk, "score_letter": sent.pk,
        "score_draft": _letter(cards.LetterKind.TALK, result, handler, office, now).pk,
        "score_basis": _basis(office, now).pk, "result_below": _below(result, now).pk,
    }  # fmt: skip


def _basis(office: Actor, now: datetime) -> LetterBasis:
    """Entered, not confirmed, for a day far ahead."""
    wording = BasisWording(
        kind=cards.LetterKind.PRAISE, from_on=date(2027, 1, 4), verb="表扬", organ="市政府办公厅",
        basis="演示办法第九条", source="演示办法（演示）", mark="M",
    )  # fmt: skip
    return enter_basis(wording=wording, actor=office, now=now)


def _below(result: Result, now: datetime) -> Result:
    """What a district has frozen, as a row: how a result comes about is not the matter here."""
    district = Tenant.objects.filter(parent=result.tenant).order_by("pk")[0]
    own = ScoreSet.objects.create(
        tenant=district, year=2024, number=1, title="区考核指标（演示）", from_on=date(2024, 1, 1),
        until_on=date(2024, 12, 31), no_base="spread", appeal_days=5, decide_days=10, source="演示办法",
        drafted_by=result.frozen_by, drafted_at=now,
    )  # fmt: skip
    return Result.objects.create(
        tenant=district, set=own, period=result.period, first_on=result.first_on, last_on=result.last_on,
        frozen_by=result.frozen_by, frozen_at=now, known_on=result.known_on,
        appeal_until=result.appeal_until,
    )  # fmt: skip


def _upload():
    return check_upload(DATA, name="说明.txt")


def _draft(office: Actor, now: datetime) -> Sequence[ScoreSet | Indicator]:
    said = cards.Settings(
        title="2026年政务公开考核指标（演示）", from_on=date(2026, 1, 1), until_on=date(2026, 12, 31),
        no_base=cards.NoBase.SPREAD, appeal_days=5, decide_days=10, is_ranked=True, source="演示办法",
    )  # fmt: skip
    draft = cards.draft_set(year=2026, settings=said, actor=office, now=now)
    told = cards.Told(
        code="M1", name="工作创新", group="人工", points=Decimal(5), is_bonus=True, shape=cards.Shape.MANUAL,
        source="演示办法",
    )  # fmt: skip
    return draft, cards.add_indicator(set_id=draft.pk, version=0, told=told, actor=office, now=now)


def _letter(kind: cards.LetterKind, result: Result, handler: Actor, office: Actor, now: datetime) -> Letter:
    wording = cards.LetterWording(subject="考核（演示）", text="请核对。", talk_on=date(2026, 12, 1))
    return cards.draft_letter(
        kind=kind,
        result_id=result.pk,
        unit_ids=[handler.unit_id or 0],
        wording=wording,
        actor=office,
        now=now,
    )
