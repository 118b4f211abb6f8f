"""What the page of a letter shows, finished for the template; what its reader may do with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form
from django.urls import reverse

from quancheng.insight.scorecards.commands import copies, talks
from quancheng.insight.scorecards.commands import letters as writing
from quancheng.insight.scorecards.forms import (
    AdditionForm,
    AnswerForm,
    FollowUpForm,
    StepForm,
    TalkForm,
    WithdrawForm,
)
from quancheng.insight.scorecards.models import Addressee, Letter, TalkNote
from quancheng.insight.scorecards.queries import letters as queries
from quancheng.insight.scorecards.queries.approving import letter_approval
from quancheng.insight.scorecards.queries.sets import is_head, is_office
from quancheng.insight.scorecards.rules.letters import Kind
from quancheng.insight.scorecards.workflow import LETTER, LETTER_OF_UNIT, LetterState
from quancheng.kernel.basis.actor import Actor
from quancheng.ui.cases import Action, Refused

TONES = {"sent": "orange", "to_answer": "yellow", "to_talk": "blue", "talked": "blue", "done": "green"}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that may be done with a letter: its words, its command, what is said afterwards, its form."""

    says: str
    command: Callable[..., Any]
    done: str
    form: type[Form] = StepForm
    given: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict  # what the command takes of the form
    is_main: bool = False
    is_grave: bool = False
    is_versioned: bool = False


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One unit that a letter went to, and where it stands there."""

    copy: Addressee
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One letter in the list: what it is, whom it is for, where it stands, by when something is due."""

    letter: Letter
    kind: Kind
    units: str
    state: str
    tone: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """What the forms of the page carry along."""

    version: int


@dataclass(frozen=True, slots=True)
class Page:
    """The acts of the page, as the shared template of the cases shows them."""

    main: Action | None
    others: tuple[Action, ...]
    line: Line


ACTS: Mapping[str, Act] = {
    "send": Act(
        "印发（已批准）", writing.send_approved_letter, "已印发编号，收件单位已收到通知", is_main=True,
        is_versioned=True,
    ),
    "issue": Act(
        "签发并编号", writing.issue_letter, "已签发编号，收件单位已收到通知", is_main=True, is_versioned=True
    ),
    "sign": Act("签收", copies.sign_letter, "已签收", is_main=True),
    "answer": Act(
        "提交反馈", copies.answer_letter, "已反馈，政务公开机构已收到通知", form=AnswerForm, is_main=True
    ),
    "take_over": Act("由我接手", copies.take_over_letter, "已由您接手，请按期反馈"),
    "talk": Act(
        "保存约谈记录", talks.record_talk, "约谈记录已保存", form=TalkForm, is_main=True,
        given=lambda said: {"held": talks.Held(**said)},
    ),
    "follow_up": Act(
        "记录回访", talks.follow_up_talk, "回访已记录，单位可以查看", form=FollowUpForm, is_main=True
    ),
    "add": Act("补正约谈记录", talks.add_to_talk, "补正已记在约谈记录下，原记录不变", form=AdditionForm),
    "withdraw": Act(
        "撤回函件", writing.withdraw_letter, "函件已撤回，收件单位已收到通知", form=WithdrawForm,
        is_grave=True, is_versioned=True,
    ),
    "discard": Act("作废草稿", writing.discard_letter, "函件草稿已作废", is_grave=True, is_versioned=True),
}  # fmt: skip


def letter_page(actor: Actor, seen: Letter, refused: Refused | None) -> Page:
    """What may be done now; what was just turned away stands open with all that was entered."""
    is_asked = dict.fromkeys(_open_to(actor, seen))
    if refused:
        is_asked[refused.code] = None
    actions = [_action(seen, code, refused) for code in is_asked if code != "discard"]
    main = next((each for each in actions if ACTS[each.code].is_main), None)
    return Page(main, tuple(each for each in actions if each is not main), Line(seen.version))


def copy_lines(copies_of: Sequence[Addressee]) -> list[CopyLine]:
    """Where the letter stands in each unit, in words and colour."""
    return [
        CopyLine(
            each,
            LETTER.state_in_words(each.case.state) if each.case else "已签收" if each.signed_at else "未签收",
            TONES.get(each.case.state, "grey") if each.case else "green" if each.signed_at else "orange",
        )
        for each in copies_of
    ]


def listed(actor: Actor, letters: Iterable[Letter]) -> Iterator[Listed]:
    """The letters of a list; of one to many units the office reads how many have signed."""
    for one in letters:
        copies_of = list(one.addressees.all())
        seen = copies_of if is_of_office(actor, one) else [x for x in copies_of if x.unit_id == actor.unit_id]
        units = f"{len(copies_of)}个单位" if len(copies_of) > 1 else "".join(str(x.unit) for x in copies_of)
        due = min((x.case.due_on for x in seen if x.case and x.case.due_on), default=None)
        state, tone = _standing(one, seen)
        yield Listed(one, Kind(one.kind), units, state, tone, due if one.stands else None)


def _standing(one: Letter, seen: Sequence[Addressee]) -> tuple[str, str]:
    if one.withdrawn_at:
        return "已撤回", "red"
    if one.discarded_at:
        return "已作废", "grey"
    if one.issued_at is None:
        return "待签发", "blue"
    if len(seen) > 1:
        signed = sum(x.signed_at is not None for x in seen)
        return f"{signed}/{len(seen)}已签收", "green" if signed == len(seen) else "orange"
    if one.kind == Kind.ACCOUNTABILITY or not seen:
        return "已送出", "green"
    [line] = copy_lines(seen)
    return line.state, line.tone


def is_of_office(actor: Actor, seen: Letter) -> bool:
    """Whether the letter is the actor's own office's."""
    return is_office(actor) and seen.tenant_id == actor.tenant_id


def _open_to(actor: Actor, seen: Letter) -> Iterator[str]:
    if is_of_office(actor, seen):
        yield from _of_office(actor, seen)
    copy = queries.own_copy(actor, seen)
    if copy is None or not seen.stands:
        return
    if copy.signed_at is None and (copy.case is None or copy.case.state in LETTER_OF_UNIT):
        yield "sign"
    elif copy.case is not None and copy.case.state == LetterState.TO_ANSWER:
        yield "answer"
        if queries.answering(copy) != (actor.person_id, actor.post_id):
            yield "take_over"


def _of_office(actor: Actor, seen: Letter) -> Iterator[str]:
    if seen.issued_at is None and seen.discarded_at is None:
        if letter_approval(seen) is not None:
            yield "send"
        if is_head(actor) and seen.drafted_by_id != actor.person_id:
            yield "issue"
        yield "discard"
        return
    talk = getattr(seen, "talk", None)
    if queries.awaits_talk(seen):
        yield "talk"
    if talk is not None:
        if not any(note.sort == TalkNote.Sort.FOLLOW_UP for note in queries.notes_of(talk)):
            yield "follow_up"
        yield "add"
    if is_head(actor) and seen.stands and talk is None:
        yield "withdraw"


def _action(seen: Letter, code: str, refused: Refused | None) -> Action:
    act = ACTS[code]
    turned = refused.form if refused and refused.code == code else None
    starts = {"on": seen.talk_on} if code == "talk" else {}
    return Action(
        code=code,
        says=act.says,
        href=reverse("scorecards_desk:letter_step", args=[seen.pk, code]),
        form=turned or act.form(initial=starts, auto_id=f"{code}_%s"),
        is_grave=act.is_grave,
        is_open=turned is not None,
    )
