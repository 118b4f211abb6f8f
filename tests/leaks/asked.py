"""Four requests of one paper, in whose every part stands a mark: answered, withdrawn, charged, forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.norms.commands import enter_value, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.redaction.tests import papers
from quancheng.records.disclosure.commands import (
    checking,
    consulting,
    endings,
    fees,
    handling,
    made_open,
    replies,
    searching,
)
from quancheng.records.disclosure.commands.claiming import claim_request
from quancheng.records.disclosure.commands.intake import (
    What,
    Who,
    confirm_receipt,
    register_request,
    submit_request,
)
from quancheng.records.disclosure.commands.letters import note_letter_served
from quancheng.records.disclosure.forms.papers import paper_let_in
from quancheng.records.disclosure.models import (
    IdentityPaper,
    Letter,
    MadeOpen,
    Reply,
    ReplyFile,
    Request,
    SearchRecord,
    WithheldPart,
)
from quancheng.records.disclosure.models.consultations import Opinion, Party
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.models.searches import Result
from quancheng.records.disclosure.queries.checks import checks_of
from quancheng.records.disclosure.queries.doors import code_of
from quancheng.records.disclosure.rules.applicants import Applicant, Proof
from quancheng.records.disclosure.rules.fees import Basis
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.tests import story
from quancheng.records.disclosure.tests.conftest import PASSER_BY, finance, seen
from quancheng.records.disclosure.tests.test_papers import PNG
from tests.leaks.cast import Cast
from tests.leaks.marks import MARKS

WHO = Who(
    sort=Applicant.PERSON, name=MARKS["applicant"], proof=Proof.IDENTITY,
    proof_number=MARKS["identity number"], phone=MARKS["phone"], email=MARKS["email"],
    address=f"{MARKS['address']}路1号",
)  # fmt: skip
WHAT = What(wanted=MARKS["wanted"], medium=Medium.ELECTRONIC, route=Route.NETWORK)
A_WHILE = timedelta(days=56)
Things = Mapping[str, Sequence[object]]


def requests(cast: Cast, now: datetime) -> Things:
    """All four. Raises what the commands raise: then the story is wrong."""
    story.rules_in_force(cast["office"], cast["legal"], now=now - A_WHILE)
    forgotten = _taken_in(
        cast["handler"], "overdue", replace(WHO, name=MARKS["overdue applicant"]), now - A_WHILE
    )
    answered = _answered(cast, now)
    withdrawn, charged = _withdrawn(cast, now), _charged(cast, now)
    every = [answered, withdrawn, charged, forgotten]
    for request in every[1:]:
        claim_request(number=request.number, code=code_of(request.number), actor=cast["claimant"], now=now)
    suggested = _suggested(answered, cast, now)
    items = [item.pk for request in every for item in request.items.order_by("place")]
    return {
        "request": [one.number for one in every], "item": items, "made open": [suggested.pk],
        "unit": [finance().pk], **_parts_of(answered),
        "letters": list(Letter.objects.order_by("pk").values_list("request__number", "place")),
    }  # fmt: skip


def _parts_of(request: Request) -> Things:
    """What hangs on it, each with the number under which it is asked for."""
    number, files = request.number, list(ReplyFile.objects.order_by("pk"))
    search, part = SearchRecord.objects.get(), WithheldPart.objects.get()
    return {
        "file": [one.pk for one in files], "redaction": [one.redaction_id for one in files],
        "reply part": ["docx", "pdf", *(one.pk for one in files)],
        "files": [(number, one.pk) for one in files],
        "papers": [(number, one.pk) for one in IdentityPaper.objects.all()],
        "searches": [(number, search.pk)], "item searches": [(number, 1, search.pk)],
        "parts": [(number, 1, part.pk)], "asked": [(number, 1), (number, 2)],
    }  # fmt: skip


def _answered(cast: Cast, now: datetime) -> Request:
    """Disclosed in part, with a third party that refused, a correction, a file of which a part is open."""
    clerk, reviewer, head = cast["handler"], cast["reviewer"], cast["head"]
    data = PNG + MARKS["paper of identity"].encode()
    request = submit_request(
        unit_id=finance().pk, who=WHO, what=WHAT, once="leaks", source="203.0.113.7", actor=cast["owner"],
        paper=paper_let_in(data, name=f"{MARKS['paper name']}.png"), now=now,
    )  # fmt: skip
    on = timezone.localdate(now)
    confirm_receipt(**seen(request), on=on, how="电话确认", actor=clerk, now=now)
    _corrected(request, clerk, now)
    _consulted(request, clerk, now)
    story.divided(request, clerk, "分项", now=now)
    _searched(request, clerk, now)
    said = {**story.SAID, "information": f"{MARKS['reply']}，其余见附件"}
    story.decided(request, clerk, said=said, now=now)
    _with_files(request, clerk, reviewer, now)
    _warnings_read(request, clerk, now)
    story.drafted(request, clerk, now=now)
    replies.return_reply(**seen(request), reason=MARKS["return reason"], actor=reviewer, now=now)
    story.issued(request, clerk, reviewer, head, now=now)
    story.served(request, clerk, now=now)
    handling.read_applicant(number=request.number, actor=clerk, now=now)
    consulting.read_party(number=request.number, place=1, actor=clerk, now=now)
    return request


def _corrected(request: Request, clerk: Actor, now: datetime) -> None:
    on = timezone.localdate(now)
    handling.ask_correction(**seen(request), points=MARKS["correction asked"], days=10, actor=clerk, now=now)
    handling.note_notice_served(**seen(request), on=on, actor=clerk, now=now)
    handling.take_correction(**seen(request), text=MARKS["correction"], on=on, actor=clerk, now=now)


def _consulted(request: Request, clerk: Actor, now: datetime) -> None:
    on = timezone.localdate(now)
    consulting.consult(
        **seen(request), party=Party.THIRD, name=MARKS["party"], about="联系人的姓名", on=on, actor=clerk,
        now=now,
    )  # fmt: skip
    consulting.note_opinion(
        number=request.number, place=1, opinion=Opinion.REFUSES_WITH_REASONS, reasons=MARKS["opinion"], on=on,
        actor=clerk, now=now,
    )  # fmt: skip


def _searched(request: Request, clerk: Actor, now: datetime) -> None:
    """What was looked through, with what shows it; and what is kept back of the item."""
    data = MARKS["search file"].encode()
    searching.record_search(
        number=request.number, place=1, searched_in=MARKS["search place"], keywords="演示",
        searched_by="演示检索员", searched_on=timezone.localdate(now), result=Result.FOUND, note="",
        files=[(check_upload(data, name=f"{MARKS['search file name']}.txt"), data)], actor=clerk, now=now,
    )  # fmt: skip
    searching.record_part(
        number=request.number, place=1, part=MARKS["part withheld"], ground="15", reason="商业秘密",
        actor=clerk, now=now,
    )  # fmt: skip


def _with_files(request: Request, clerk: Actor, reviewer: Actor, now: datetime) -> None:
    """One of text; one whose pages are seen as pictures."""
    data = f"公开的：{MARKS['open part']}\n不公开的：{MARKS['original']}\n".encode()
    name, title = f"{MARKS['original name']}.txt", MARKS["public title"]
    one = story.attached(request, clerk, data=data, name=name, title=title, now=now)
    story.taken_in(one, clerk, reviewer, words=MARKS["original"], now=now)
    drawn = papers.pdf_of(papers.lines(f"联系人：{papers.NAME}"))
    two = story.attached(request, clerk, data=drawn, name="名册.pdf", title="名册", now=now)
    story.taken_in(two, clerk, reviewer, words=papers.NAME, now=now)


def _warnings_read(request: Request, clerk: Actor, now: datetime) -> None:
    for one in checks_of(request, on=timezone.localdate(now)):
        if one.checked.warns and not one.acknowledged:
            checking.acknowledge_check(
                number=request.number, check=one.checked.check.code, finding=one.checked.finding,
                reason="已核对（演示）", actor=clerk, now=now,
            )  # fmt: skip


def _suggested(request: Request, cast: Cast, now: datetime) -> MadeOpen:
    """What was given is to be public for all, says the applicant."""
    number = request.number
    made_open.suggest_openness(
        number=number, code=code_of(number), reason=MARKS["suggestion"], actor=PASSER_BY, now=now
    )
    made_open.take_up_suggestion(actor=Actor.clockwork(), now=now)
    one = MadeOpen.objects.get()
    return made_open.assess_openness(
        made_open_id=one.pk, version=one.case.version, makes_open=False, reason=MARKS["assessment"],
        actor=cast["handler"], now=now,
    )  # fmt: skip


def _taken_in(clerk: Actor, what: str, who: Who, now: datetime) -> Request:
    return register_request(
        channel=Channel.IN_PERSON, came_on=timezone.localdate(now), who=who,
        what=replace(WHAT, wanted=MARKS[f"{what} wish"]), once=what, actor=clerk, now=now,
    )  # fmt: skip


def _withdrawn(cast: Cast, now: datetime) -> Request:
    """Withdrawn by its applicant, who was told by letter 24 on the internet."""
    clerk = cast["handler"]
    request = _taken_in(clerk, "withdrawn", replace(WHO, name=MARKS["withdrawn applicant"]), now)
    handling.note_withdrawal(**seen(request), reason="来电", actor=clerk, now=now)
    endings.draft_ending(**seen(request), actor=clerk, now=now)
    endings.review_ending(**seen(request), actor=cast["reviewer"], now=now)
    made = endings.issue_ending(**seen(request), actor=cast["head"], now=now).letter
    assert made is not None
    way, on = Reply.Way.BY_NETWORK, timezone.localdate(now)
    note_letter_served(
        number=request.number, place=made.place, way=way, proof="", on=on, actor=clerk, now=now
    )
    return request


def _charged(cast: Cast, now: datetime) -> Request:
    """One of many pages, for which a fee was asked by a notice on the internet."""
    clerk, on = cast["handler"], timezone.localdate(now)
    entered = enter_value(
        norm="disclosure.payment", from_on=on, value=(("", "缴入演示专户"),), source="演示", mark=Mark.V,
        actor=cast["office"], now=now,
    )  # fmt: skip
    sign_value(value_id=entered.pk, digest=entered.digest, actor=cast["legal"], now=now)
    request = _taken_in(clerk, "charged", WHO, now)
    story.divided(request, clerk, "分项", now=now)
    story.decided(request, clerk, "36-2", said={"information": "见附件"}, now=now)
    fees.propose_fee(
        **seen(request), basis=Basis.PAGES, pages=68, why=MARKS["fee reason"], actor=clerk, now=now
    )
    fees.issue_fee_notice(**seen(request), actor=cast["head"], now=now)
    fees.note_fee_served(**seen(request), on=on, way=Reply.Way.BY_NETWORK, actor=clerk, now=now)
    return request
