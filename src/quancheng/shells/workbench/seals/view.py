"""What the pages of seals show, finished for the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.seals.models import Seal
from quancheng.kernel.seals.picture import Drawing, drawing
from quancheng.kernel.seals.queries import is_in_use, is_keeper, may_register, seals_kept_by
from quancheng.kernel.seals.sealing import face_of, is_electronic
from quancheng.kernel.seals.verdict import Finding, Outcome, Report, Verdict
from quancheng.ui.bands import Tone

TONES = {
    Outcome.NOTE: Tone.GREY,
    Outcome.HOLDS: Tone.GREEN,
    Outcome.UNSURE: Tone.ORANGE,
    Outcome.BROKEN: Tone.RED,
}
WORDS = {
    Outcome.NOTE: "说明",
    Outcome.HOLDS: "有效",
    Outcome.UNSURE: "不能确认",
    Outcome.BROKEN: "无效",
}
LINE_WORDS = {**WORDS, Outcome.HOLDS: "通过", Outcome.BROKEN: "不通过"}


@dataclass(frozen=True, slots=True)
class Card:
    """One seal as it is drawn in the list."""

    seal: Seal
    drawn: Drawing
    state: str
    tone: Tone
    channel: str
    is_mine: bool  # kept by the actor's post


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding with its word and colour."""

    says: str
    word: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class VerdictCard:
    """One signature, as it is shown."""

    verdict: Verdict
    word: str
    tone: Tone
    lines: Sequence[FindingLine]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All signatures of a file."""

    report: Report
    name: str
    word: str
    tone: Tone
    cards: Sequence[VerdictCard]
    lines: Sequence[FindingLine]


def card(actor: Actor, seal: Seal, *, today: date) -> Card:
    """One seal, finished for its place in the list."""
    state, tone = _state(seal, today=today)
    channel = "电子印章" if is_electronic(seal) else "实物印章"
    return Card(seal, drawing(face_of(seal)), state, tone, channel, is_keeper(actor, seal))


def report_page(report: Report, name: str) -> ReportPage:
    """What was found in a file, finished for its page."""
    word = WORDS[report.outcome] if report.is_signed else "没有电子签名"
    return ReportPage(
        report, name, word, TONES[report.outcome],
        [_verdict_card(one) for one in report.verdicts], [_line(one) for one in report.findings],
    )  # fmt: skip


def tabs(actor: Actor, here: str, *, today: date) -> list[tuple[str, str, bool]]:
    """The rooms of seals: word, address, whether it is this one."""
    found = [("seals", "印章"), ("seal_uses", "用印登记"), ("seal_check", "验章")]
    if seals_kept_by(actor, on=today):
        found.insert(1, ("seals_waiting", "待用印"))
    return [(says, reverse(f"workbench:{name}"), name == here) for name, says in found]


def trail(last: str) -> list[tuple[str, str]]:
    return [("用印与验章", reverse("workbench:seals")), (last, "")]


def may_manage(actor: Actor, seal: Seal) -> bool:
    """Whether the actor may hand the seal over or stop it."""
    return may_register(actor) and seal.unit_id == actor.unit_id and seal.stopped_at is None


def _state(seal: Seal, *, today: date) -> tuple[str, Tone]:
    if seal.stopped_at is not None:
        return "已停用", Tone.GREY
    if is_in_use(seal, on=today):
        return "在用", Tone.GREEN
    return ("未启用", Tone.BLUE) if seal.from_on > today else ("已过有效期", Tone.ORANGE)


def _verdict_card(verdict: Verdict) -> VerdictCard:
    lines = [_line(one) for one in sorted(verdict.findings, key=lambda each: -each.outcome)]
    return VerdictCard(verdict, WORDS[verdict.outcome], TONES[verdict.outcome], lines)


def _line(finding: Finding) -> FindingLine:
    return FindingLine(finding.says, LINE_WORDS[finding.outcome], TONES[finding.outcome])
