"""A request of the model city that is answered: open in part, its file covered, to be read on the internet.

Its applicant opens it with number, query code and the last signs of the example paper number.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.files.letterhead import Letter, Text, as_docx
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.redaction.commands.drafting import Reason, begin_redaction, cover_words
from quancheng.kernel.redaction.commands.finishing import finish_redaction, hand_in
from quancheng.kernel.redaction.queries import made_of, redaction_for
from quancheng.records.disclosure import public as disclosure
from quancheng.records.disclosure.public import (
    ApplicantSort,
    Gives,
    Medium,
    Proof,
    Reply,
    Route,
    What,
    Who,
)
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.answering import as_seen, asked_and_heard, issue
from quancheng.shells.demo.life.asking import PAPER
from quancheng.shells.demo.life.people import People

FORM = "demo-request-answered"
WANTED = "2025年公共数据开放补贴的发放对象和金额。（演示）"
TITLE = "2025年公共数据开放补贴发放表（演示）"
COVERED = "演示联系人辛"
SAID = {
    "information": "2025年公共数据开放补贴共发放三笔，合计演示金额九万元，明细见附件。（演示）",
    "reasons": "发放表中联系人的姓名属于个人隐私，与补贴的发放无关。（演示）",
    "redaction": "附件中联系人姓名一处。（演示）",
}
LINES = (
    "一、甲公司，演示金额三万元。",
    "二、乙公司，演示金额三万元。",
    "三、丙公司，演示金额三万元。",
    f"联系人：{COVERED}",
)


def load_answered(now: datetime) -> int:
    """One answered request; a second time changes nothing. Raises DemoInProduction, NobodyThere."""
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示申请")
    if disclosure.of_form(FORM):
        return 0
    people = People(timezone.localdate(now))
    clerk, head = people.playing("unit"), people.playing("unit-head")
    number = _asked(clerk, now - timedelta(hours=3))
    _decided(number, clerk, now)
    _with_a_covered_file(number, clerk, head, now)
    _answered(number, clerk, head, now)
    return 1


def _asked(clerk: Actor, came: datetime) -> str:
    assert clerk.unit_id is not None
    who = Who(
        sort=ApplicantSort.PERSON, name="演示壬", proof=Proof.IDENTITY, proof_number=PAPER,
        phone="13800000000",
    )  # fmt: skip
    request = disclosure.submit_request(
        unit_id=clerk.unit_id, who=who,
        what=What(wanted=WANTED, medium=Medium.ELECTRONIC, route=Route.NETWORK), once=FORM, source="demo",
        actor=Actor.anonymous(), now=came,
    )  # fmt: skip
    disclosure.confirm_receipt(
        number=request.number, version=0, on=timezone.localdate(came), how="电话告知申请人已收到（演示）",
        actor=clerk, now=came,
    )  # fmt: skip
    return request.number


def _decided(number: str, clerk: Actor, now: datetime) -> None:
    asked_and_heard(number, clerk, about="联系人姓名（演示）", reasons="属于个人隐私（演示）", now=now)
    disclosure.divide_request(**as_seen(number, clerk), wanted=(WANTED,), actor=clerk, now=now)
    disclosure.decide_item(
        **as_seen(number, clerk), place=1, ground="37", withheld=("15",), said=SAID, row=None, row_reason="",
        actor=clerk, now=now,
    )  # fmt: skip


def _with_a_covered_file(number: str, clerk: Actor, head: Actor, now: datetime) -> None:
    data = as_docx(
        Letter(issuer="演示市大数据局", title=TITLE, body=tuple(map(Text, LINES)), sender="演示市大数据局")
    )
    upload = check_upload(data, name="发放表（内部）.docx")
    one = disclosure.attach_file(
        **as_seen(number, clerk), place=1, title=TITLE, gives=Gives.OPEN_PART, upload=upload, data=data,
        actor=clerk, now=now,
    )  # fmt: skip
    ref = RecordRef(disclosure.FILE_KIND, str(one.pk))
    begun = begin_redaction(ref=ref, actor=clerk, now=now)
    cover_words(redaction_id=begun.pk, words=COVERED, reason=Reason(ground="15"), actor=clerk, now=now)
    waits = hand_in(redaction_id=begun.pk, version=1, actor=clerk, now=now)
    made = made_of(redaction_for(head, waits.pk), seen_version=waits.version)
    done = finish_redaction(made=made, told_repeats=len(made.repeats), actor=head, now=now)
    disclosure.take_redacted(redaction_id=done.pk, actor=Actor.clockwork(head.tenant_id), now=now)


def _answered(number: str, clerk: Actor, head: Actor, now: datetime) -> None:
    issue(number, clerk, head, words="已核对（演示）", now=now)
    disclosure.serve_reply(
        **as_seen(number, clerk), way=Reply.Way.BY_NETWORK, proof="", on=timezone.localdate(now), actor=clerk,
        now=now,
    )  # fmt: skip
