"""Telling people of results, appeals and letters: called by the commands, inside their transaction."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from quancheng.insight.scorecards.events import APPEAL_KIND, LETTER_KIND, RESULT_KIND, SET_KIND
from quancheng.insight.scorecards.models import Addressee, Appeal, Letter, Result, ScoreSet, Talk, TalkNote
from quancheng.insight.scorecards.queries.sets import people_of_office, people_of_units
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.orgs.roles import Role

SINCE = date(2020, 1, 1)  # Wednesday
HEADS = frozenset({Role.OPENNESS_HEAD})


_kind = Kinds(prefix="scorecards.", since=SINCE, policy=Policy.PROMPT)


SET_ISSUED = _kind(
    "set_issued", "考核指标签发", "考核指标已签发：{title}",
    "{title}自{from_on}起施行，本单位的得分可在“督导考核”随时查看。",
    "title", "from_on", policy=Policy.DIGEST,
)  # fmt: skip
RESULT_KNOWN = _kind(
    "result_known", "考核结果", "{period}考核结果",
    "{period}考核结果已经固化，有异议的请在{until}前提出申诉。", "period", "until",
)  # fmt: skip
APPEAL_FILED = _kind(
    "appeal_filed", "考核申诉", "{unit}提出考核申诉",
    "{unit}对指标“{indicator}”的得分提出申诉，请在{due}前处理。", "unit", "indicator", "due",
)  # fmt: skip
APPEAL_DECIDED = _kind(
    "appeal_decided", "申诉处理结果", "申诉已处理：{indicator}",
    "对指标“{indicator}”的申诉：{outcome}。理由：{reason}", "indicator", "outcome", "reason",
)  # fmt: skip
LETTER_DRAFTED = _kind(
    "letter_drafted", "考核函件待签发", "请签发：{subject}", "{kind}“{subject}”已拟好，请审核签发。",
    "kind", "subject", policy=Policy.DIGEST,
)  # fmt: skip
LETTER_ISSUED = _kind(
    "letter_issued", "考核函件", "{kind}{label}：{subject}",
    "您所在的单位收到{kind}{label}“{subject}”，请签收。", "kind", "label", "subject",
)  # fmt: skip
FOLLOW_UP = _kind(
    "follow_up", "约谈回访", "今天回访：{label}",
    "{label}约谈约定今天回访，请核对约定事项是否做到。", "label",
)  # fmt: skip
LETTER_WITHDRAWN = _kind(
    "letter_withdrawn", "考核函件撤回", "{kind}{label}已撤回",
    "{kind}{label}“{subject}”已撤回，不再有效。理由：{reason}", "kind", "label", "subject", "reason",
)  # fmt: skip
LETTER_ANSWERED = _kind(
    "letter_answered", "考核函件反馈", "{unit}已反馈{label}", "{unit}对{label}“{subject}”作出反馈。",
    "unit", "label", "subject", policy=Policy.DIGEST,
)  # fmt: skip
TALK_ADDED_TO = _kind(
    "talk_added_to", "约谈记录补充", "{label}约谈记录有补充", "{label}的约谈记录增加了{sort}，请查看。",
    "label", "sort", policy=Policy.DIGEST,
)  # fmt: skip
NOTICES = (
    FOLLOW_UP, SET_ISSUED, RESULT_KNOWN, APPEAL_FILED, APPEAL_DECIDED, LETTER_DRAFTED, LETTER_ISSUED,
    LETTER_WITHDRAWN, LETTER_ANSWERED, TALK_ADDED_TO,
)  # fmt: skip


def tell_units_of_set(score_set: ScoreSet, *, actor: Actor, now: datetime) -> None:
    """Whoever is scored by a set learns that it holds."""
    units = list(score_set.scored_units.values_list("unit_id", flat=True))
    _tell(
        SET_ISSUED, people_of_units(units, on=timezone.localdate(now)),
        {"title": score_set.title, "from_on": str(score_set.from_on)},
        RecordRef(SET_KIND, str(score_set.pk)), score_set.tenant_id, actor, now,
    )  # fmt: skip


def tell_units_of_result(
    result: Result, unit_ids: Iterable[int], period: str, *, actor: Actor, now: datetime
) -> None:
    """Every scored unit learns the result, and until when it may appeal."""
    people = people_of_units(list(unit_ids), on=timezone.localdate(now))
    facts = {"period": period, "until": str(result.appeal_until)}
    _tell(RESULT_KNOWN, people, facts, RecordRef(RESULT_KIND, str(result.pk)), result.tenant_id, actor, now)


def tell_office_of_appeal(appeal: Appeal, *, actor: Actor, now: datetime) -> None:
    """The office learns that a unit has appealed."""
    people = people_of_office(appeal.case.tenant_id, on=timezone.localdate(now))
    facts = {
        "unit": appeal.score.unit_name, "indicator": appeal.indicator.name, "due": str(appeal.case.due_on)
    }  # fmt: skip
    about = RecordRef(APPEAL_KIND, str(appeal.pk))
    _tell(APPEAL_FILED, people, facts, about, appeal.case.tenant_id, actor, now)


def tell_unit_of_decision(appeal: Appeal, outcome: str, *, actor: Actor, now: datetime) -> None:
    """The unit learns what became of its appeal, and why."""
    people = people_of_units([appeal.case.unit_id], on=timezone.localdate(now))
    facts = {"indicator": appeal.indicator.name, "outcome": outcome, "reason": appeal.decision}
    about = RecordRef(APPEAL_KIND, str(appeal.pk))
    _tell(APPEAL_DECIDED, people, facts, about, appeal.case.tenant_id, actor, now)


def tell_heads_of_letter(letter: Letter, *, actor: Actor, now: datetime) -> None:
    """The head of the office learns what waits to be issued."""
    people = people_of_office(letter.tenant_id, on=timezone.localdate(now), roles=HEADS)
    facts = {"kind": Kind(letter.kind).says, "subject": letter.subject}
    _tell(LETTER_DRAFTED, people, facts, RecordRef(LETTER_KIND, str(letter.pk)), letter.tenant_id, actor, now)


def tell_units_of_letter(letter: Letter, unit_ids: Iterable[int], *, actor: Actor, now: datetime) -> None:
    """The units that it is for have it in their inbox."""
    people = people_of_units(list(unit_ids), on=timezone.localdate(now))
    facts = {"kind": Kind(letter.kind).says, "label": letter.label, "subject": letter.subject}
    _tell(LETTER_ISSUED, people, facts, RecordRef(LETTER_KIND, str(letter.pk)), letter.tenant_id, actor, now)


def tell_units_of_withdrawal(letter: Letter, unit_ids: Iterable[int], *, actor: Actor, now: datetime) -> None:
    """Whoever was sent it learns that it no longer holds, and why."""
    people = people_of_units(list(unit_ids), on=timezone.localdate(now))
    facts = {
        "kind": Kind(letter.kind).says, "label": letter.label, "subject": letter.subject,
        "reason": letter.withdrawn_for,
    }  # fmt: skip
    about = RecordRef(LETTER_KIND, str(letter.pk))
    _tell(LETTER_WITHDRAWN, people, facts, about, letter.tenant_id, actor, now)


def tell_office_of_answer(copy: Addressee, *, actor: Actor, now: datetime) -> None:
    """The office learns that a unit has answered."""
    letter = copy.letter
    people = people_of_office(letter.tenant_id, on=timezone.localdate(now))
    facts = {"unit": str(copy.unit), "label": letter.label, "subject": letter.subject}
    about = RecordRef(LETTER_KIND, str(letter.pk))
    _tell(LETTER_ANSWERED, people, facts, about, letter.tenant_id, actor, now)


def tell_unit_of_talk_note(note: TalkNote, *, actor: Actor, now: datetime) -> None:
    """The unit reads what was added to the record of its talk."""
    letter = note.talk.letter
    units = list(letter.addressees.values_list("unit_id", flat=True))
    people = people_of_units(units, on=timezone.localdate(now))
    facts = {"label": letter.label, "sort": note.get_sort_display()}
    about = RecordRef(LETTER_KIND, str(letter.pk))
    _tell(TALK_ADDED_TO, people, facts, about, letter.tenant_id, actor, now, once=f"note:{note.pk}")


def tell_office_of_follow_up(talk: Talk, *, actor: Actor, now: datetime) -> None:
    """The office is reminded of what was agreed in a talk."""
    letter = talk.letter
    people = people_of_office(letter.tenant_id, on=timezone.localdate(now))
    about = RecordRef(LETTER_KIND, str(letter.pk))
    _tell(FOLLOW_UP, people, {"label": letter.label}, about, letter.tenant_id, actor, now)


def _tell(
    kind: NoticeKind,
    people: set[int],
    facts: dict[str, str],
    about: RecordRef,
    tenant_id: int,
    actor: Actor,
    now: datetime,
    once: str = "",
) -> None:
    tell(
        person_ids=people - {actor.person_id or 0}, kind=kind, facts=facts, about=about, at=now,
        tenant_id=tenant_id, once=f"{once or about}:{kind.code}",
    )  # fmt: skip
