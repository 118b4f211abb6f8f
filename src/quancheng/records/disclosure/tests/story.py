"""A partial disclosure from intake to the hands of its applicant: for tests that look at one stage of it."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.norms.commands import enter_value, sign_shipped, sign_value
from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.norms.queries import holding_on
from quancheng.kernel.orgs.roles import Role
from quancheng.kernel.redaction.commands.drafting import Reason, begin_redaction, cover_words
from quancheng.kernel.redaction.commands.finishing import finish_redaction, hand_in
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.queries import made_of, redaction_for
from quancheng.records.disclosure.commands import files, letters, replies
from quancheng.records.disclosure.events import FILE_KIND
from quancheng.records.disclosure.models import Letter, Reply, ReplyFile, Request
from quancheng.records.disclosure.rules.files import FILE_KINDS, Gives
from quancheng.records.disclosure.tests.conftest import NOW, asked_and_heard, seen, staff

CHANNEL = "https://fuyi.demo.invalid"
COURT = (("", "演示区人民法院"),)
COVERED, OPEN = "欧阳小满", "补贴共发放三笔"
DATA = f"补贴发放表（演示）\n联系人：{COVERED}\n{OPEN}\n".encode()
SAID = {"information": "发放次数和总额见附件", "reasons": "涉及个人隐私", "redaction": "联系人一处"}


def rules_in_force(office: Actor, legal: Actor, *, now: datetime = NOW, channel: str = CHANNEL) -> None:
    """Court and channel are entered, the tables that withholding waits for are signed."""
    on = timezone.localdate(now)
    for norm, value in (("disclosure.courts", COURT), ("disclosure.review_channel", channel)):
        if value:
            made = enter_value(
                norm=norm, from_on=on, value=value, source="演示", mark=Mark.V, actor=office, now=now
            )
            sign_value(value_id=made.pk, digest=made.digest, actor=legal, now=now)
    for norm in ("disclosure.remedies", "disclosure.remedy_organs"):
        assert legal.tenant_id is not None
        shipped = holding_on(norm, tenant_id=legal.tenant_id, on=on)
        assert shipped is not None
        sign_shipped(norm=norm, digest=shipped.digest, row=0, note="", actor=legal, now=now)


def divided(request: Request, clerk: Actor, *wanted: str, now: datetime = NOW) -> Request:
    return replies.divide_request(**seen(request), wanted=wanted or ("补贴发放表",), actor=clerk, now=now)


def in_part(request: Request, clerk: Actor, office: Actor) -> Request:
    """One item, disclosed in part, on article 15, where the rules are in force."""
    rules_in_force(office, staff("市政府办公厅", "legal", Role.LEGAL_READER))
    divided(request, clerk)
    decided(request, clerk)
    return request


def decided(request: Request, clerk: Actor, ground: str = "37", *, now: datetime = NOW, **told: Any) -> None:
    given = {
        "place": 1, "withheld": ("15",) if ground == "37" else (), "said": SAID, "row": None,
        "row_reason": "", **told,
    }  # fmt: skip
    if "15" in given["withheld"]:
        asked_and_heard(request, clerk, now=now)
    replies.decide_item(**seen(request), ground=ground, actor=clerk, now=now, **given)


def attached(
    request: Request, clerk: Actor, *, data: bytes = DATA, name: str = "内部名称.txt", now: datetime = NOW,
    **told: Any,
) -> ReplyFile:  # fmt: skip
    given = {"place": 1, "title": "补贴发放表", "gives": Gives.OPEN_PART, **told}
    upload = check_upload(data, name=name, accepted=FILE_KINDS)
    return files.attach_file(**seen(request), upload=upload, data=data, actor=clerk, now=now, **given)


def handed_in(
    one: ReplyFile, clerk: Actor, *, words: str = COVERED, ground: str = "15", now: datetime = NOW
) -> Redaction:
    begun = begin_redaction(ref=RecordRef(FILE_KIND, str(one.pk)), actor=clerk, now=now)
    cover_words(redaction_id=begun.pk, words=words, reason=Reason(ground=ground), actor=clerk, now=now)
    return hand_in(redaction_id=begun.pk, version=1, actor=clerk, now=now)


def redacted(one: ReplyFile, clerk: Actor, second: Actor, *, now: datetime = NOW, **told: str) -> Redaction:
    """Covered by one, finished by another; the worker takes it in once it is drained."""
    waits = handed_in(one, clerk, now=now, **told)
    made = made_of(redaction_for(second, waits.pk), seen_version=waits.version)
    return finish_redaction(made=made, told_repeats=len(made.repeats), actor=second, now=now)


def taken_in(one: ReplyFile, clerk: Actor, second: Actor, *, now: datetime = NOW, **told: str) -> ReplyFile:
    """The same, and what the worker does then."""
    done = redacted(one, clerk, second, now=now, **told)
    return files.take_redacted(redaction_id=done.pk, actor=Actor.clockwork(second.tenant_id), now=now)


def overruled(request: Request, head: Actor, clerk: Actor, *, now: datetime = NOW) -> Letter:
    """The third party that refused has the letter that tells it what goes out all the same."""
    made = letters.overrule_party(
        number=request.number,
        place=1,
        content="补贴发放表",
        why="涉及公共资金使用（演示）",
        actor=head,
        now=now,
    )
    return letters.note_letter_served(
        number=request.number, place=made.place, way=Reply.Way.BY_POST, proof="XA0（演示）",
        on=timezone.localdate(now), actor=clerk, now=now,
    )  # fmt: skip


def drafted(request: Request, clerk: Actor, *, now: datetime = NOW) -> Request:
    return replies.draft_reply(**seen(request), row=None, actor=clerk, now=now)


def issued(request: Request, clerk: Actor, reviewer: Actor, head: Actor, *, now: datetime = NOW) -> Request:
    drafted(request, clerk, now=now)
    replies.review_reply(**seen(request), actor=reviewer, now=now)
    replies.clear_reply(**seen(request), actor=reviewer, now=now)
    return replies.issue_reply(**seen(request), actor=head, now=now)


def served(
    request: Request, clerk: Actor, *, way: Reply.Way = Reply.Way.BY_NETWORK, now: datetime = NOW
) -> Request:
    return replies.serve_reply(
        **seen(request), way=way, proof="" if way == Reply.Way.BY_NETWORK else "XA1",
        on=timezone.localdate(now), actor=clerk, now=now,
    )  # fmt: skip
