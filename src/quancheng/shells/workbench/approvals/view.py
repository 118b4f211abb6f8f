"""What the page of an approval shows, finished for the template."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from quancheng.kernel.approvals.contents import Contents, read
from quancheng.kernel.approvals.models import Approval, Scan, Stage
from quancheng.kernel.approvals.queries import (
    asked_now,
    decider_of,
    last_day_of,
    posts_to_ask,
    signers_of,
    stages_of,
    writers_of_paper,
)
from quancheng.kernel.approvals.workflow import APPROVAL, State
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.definition import Circle
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.casework.timeline import timeline
from quancheng.kernel.files.letterhead.letter import Grid, Heading, Subheading
from quancheng.kernel.links.registry import Linked, resolve
from quancheng.kernel.orgs.models import Person
from quancheng.shells.workbench.approvals.forms import (
    OpinionForm,
    PassOnForm,
    ReasonForm,
    ScanForm,
    SignatureForm,
)
from quancheng.shells.workbench.seals.checking import seen_in
from quancheng.shells.workbench.seals.view import ReportPage
from quancheng.ui.bands import Tone
from quancheng.ui.cases import Happened, history_of

TONES = {
    State.ASKED: Tone.ORANGE,
    State.GRANTED: Tone.GREEN,
    State.SENT_BACK: Tone.RED,
    State.WITHDRAWN: Tone.GREY,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage as it is drawn: who, what was said, whether it is asked now."""

    stage: Stage
    tone: Tone
    word: str
    is_now: bool
    who: str  # decided, and for whom when a deputy did


@dataclass(slots=True)
class Forms:
    """The forms of the page; one that was just refused stands in its place with all that was entered."""

    agree: OpinionForm = field(default_factory=lambda: OpinionForm(auto_id="agree_%s"))
    back: ReasonForm = field(default_factory=lambda: ReasonForm(auto_id="back_%s"))
    withdraw: ReasonForm = field(default_factory=lambda: ReasonForm(auto_id="withdraw_%s"))
    refuse: ReasonForm = field(default_factory=lambda: ReasonForm(auto_id="refuse_%s"))
    pass_on: PassOnForm = field(default_factory=lambda: PassOnForm(auto_id="pass_%s"))
    scan: ScanForm = field(default_factory=lambda: ScanForm(auto_id="scan_%s"))
    signatures: Sequence[SignatureForm] = ()
    refused: str = ""  # the name of the form that was turned away


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """One approval, with all that the actor may do with it."""

    approval: Approval
    state: str
    tone: Tone
    until: date | None
    last_day: date | None  # of the record itself; its clock goes on
    is_late: bool
    paper: Contents
    blocks: Sequence[tuple[str, Any]]
    steps: Sequence[Step]
    writers: Sequence[Person]
    is_asked: bool
    is_own_words: bool  # my post is asked, but I wrote in the paper: another person decides
    is_own: bool
    scan: Scan | None
    may_read_scan: bool
    scans: Sequence[Scan]
    seen: ReportPage | None  # what the electronic signatures of the last scan say, if it bears any
    record: Linked | None
    history: Sequence[Happened]
    forms: Forms


def approval_page(
    actor: Actor, approval: Approval, *, today: date, forms: Forms | None = None
) -> ApprovalPage:
    """One approval, finished for its page."""
    stages = stages_of([approval])[approval.pk]
    now = asked_now(stages) if approval.is_open else ()
    scans = list(approval.scans.select_related("file", "brought_by", "read_by"))
    waiting = next((one for one in scans if one.state == Scan.State.BROUGHT), None)
    is_own = approval.case.unit_id == actor.unit_id and approval.is_open
    shown = forms or Forms()
    if is_own:
        _offer(actor, shown, stages, waiting, today=today)
    state, paper = State(approval.case.state), read(approval.contents)
    ref = RecordRef.parse(approval.about)
    last_day = last_day_of(ref) if approval.is_open else None
    writers = writers_of_paper(approval)
    is_asked = any(one.post_id == actor.post_id for one in now)
    is_barred = actor.person_id in {approval.submitted_by_id, *(one.pk for one in writers)}
    return ApprovalPage(
        approval=approval,
        state=APPROVAL.state_in_words(state),
        tone=TONES[state],
        until=due_on(approval.case),
        last_day=last_day,
        is_late=last_day is not None and last_day < today,
        paper=paper,
        blocks=sorted_blocks(paper),
        steps=[_step(stage, stage in now) for stage in stages],
        writers=writers,
        is_asked=is_asked and not is_barred,
        is_own_words=is_asked and is_barred,
        is_own=is_own,
        scan=waiting,
        may_read_scan=is_own and waiting is not None and waiting.brought_by_id != actor.person_id,
        scans=scans,
        seen=seen_in(scans[0].file) if scans else None,
        record=resolve(actor, [ref]).get(ref),
        history=tuple(history_of(timeline(approval.case, reader=Circle.STAFF)))[::-1],
        forms=shown,
    )


def sorted_blocks(paper: Contents) -> list[tuple[str, Any]]:
    """The blocks of a paper, each with the word by which the template draws it."""
    return [(_sort(block), block) for block in paper.blocks]


def trail(last: str) -> list[tuple[str, str]]:
    return [("呈批", reverse("workbench:approvals")), (last, "")]


def _offer(actor: Actor, shown: Forms, stages: Sequence[Stage], waiting: Scan | None, *, today: date) -> None:
    still = [stage for stage in stages if not stage.word]
    shown.pass_on.offer(still, posts_to_ask(actor, on=today))
    if waiting is not None and not shown.signatures:
        held = list(signers_of(stage.post_id for stage in still))
        shown.signatures = [SignatureForm(stage, held) for stage in still]


def _step(stage: Stage, is_now: bool) -> Step:
    tone = {"agreed": Tone.GREEN, "sent_back": Tone.RED}.get(stage.word, Tone.ORANGE if is_now else Tone.GREY)
    word = stage.get_word_display() if stage.word or is_now else "未到"
    return Step(stage, tone, word, is_now, decider_of(stage))


def _sort(block: object) -> str:
    match block:
        case Heading():
            return "heading"
        case Subheading():
            return "subheading"
        case Grid():
            return "grid"
        case _:
            return "text"
