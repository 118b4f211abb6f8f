"""Telling people of reports: called by the commands, inside their transaction."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from quancheng.insight.yearbook.events import DUTY_KIND, REPORT_KIND
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.queries.owed import Owed
from quancheng.insight.yearbook.queries.people import issuers_of, office_of
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import Kinds, NoticeKind
from quancheng.kernel.notify.telling import tell

SINCE = date(2026, 11, 27)  # Friday
_kind = Kinds(prefix="yearbook.", since=SINCE, policy=Policy.PROMPT)

SUBMITTED = _kind(
    "submitted", "年度报告待签发", "请签发：{title}", "{title}已经送审，请审核签发。", "title",
)  # fmt: skip
SENT_BACK = _kind(
    "sent_back", "年度报告退回", "已退回：{title}", "{title}已退回修改。理由：{reason}", "title", "reason",
)  # fmt: skip
ISSUED = _kind(
    "issued", "年度报告已公布", "已公布：{title}", "{title}已经签发，在门户公布。", "title",
    policy=Policy.DIGEST,
)  # fmt: skip
DUE = _kind(
    "due", "年度报告报送提醒", "{year}年年度报告请在{until}前报送并公布",
    "{unit}的{year}年政府信息公开工作年度报告还没有公布，请在{until}前报送并公布。", "unit", "year", "until",
)  # fmt: skip
OVERDUE = _kind(
    "overdue", "年度报告逾期", "{year}年年度报告已过{until}的期限",
    "{unit}的{year}年政府信息公开工作年度报告应在{until}前公布，现已逾期，请立即公布。",
    "unit", "year", "until",
)  # fmt: skip
NOTICES = (SUBMITTED, SENT_BACK, ISSUED, DUE, OVERDUE)


def tell_issuers(report: Report, *, actor: Actor, now: datetime) -> None:
    """Whoever may issue it learns that it waits."""
    people = issuers_of(report, on=timezone.localdate(now)) - {actor.person_id}
    _tell(SUBMITTED, people, {"title": str(report)}, report, now)


def tell_drafter_of_return(report: Report, *, actor: Actor, now: datetime) -> None:
    """Who wrote and who submitted it learn that it came back, and why."""
    people = {report.drafted_by_id, report.submitted_by_id} - {actor.person_id, None}
    facts = {"title": str(report), "reason": report.sent_back_for}
    _tell(SENT_BACK, {one for one in people if one}, facts, report, now)


def tell_office_of_issue(report: Report, *, actor: Actor, now: datetime) -> None:
    """The office of the government learns that a unit has published."""
    people = office_of(report.tenant_id, on=timezone.localdate(now)) - {actor.person_id}
    _tell(ISSUED, people, {"title": str(report)}, report, now)


def _tell(
    kind: NoticeKind, people: Collection[int | None], facts: dict[str, str], report: Report, now: datetime
) -> None:
    tell(
        person_ids=[one for one in people if one is not None], kind=kind, facts=facts,
        about=RecordRef(REPORT_KIND, str(report.pk)), at=now, tenant_id=report.tenant_id,
    )  # fmt: skip


def tell_of_day(owed: Owed, *, now: datetime) -> bool:
    """Whoever works on a report that is owed learns by when; whether there is anybody."""
    if not owed.people:
        return False
    tell(
        person_ids=sorted(owed.people), kind=OVERDUE if owed.day.is_late else DUE, at=now,
        about=RecordRef(DUTY_KIND, str(owed.duty.pk)), tenant_id=owed.duty.case.tenant_id,
        facts={"unit": owed.who, "year": str(owed.year), "until": str(owed.day.on)},
        once=f"yearbook.due:{owed.duty.pk}:{owed.day.on}:{owed.day.left}",
    )  # fmt: skip
    return True
