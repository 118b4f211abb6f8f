"""Telling those who follow the plan: called by the commands, inside their transaction."""

from collections.abc import Iterable
from datetime import datetime

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import tell_followers
from quancheng.kernel.notify.wording import Wording
from quancheng.kernel.obligations.models import DueItem, EvidenceRelease
from quancheng.records.plan.commands.telling import SINCE
from quancheng.records.plan.models import Edition, Plan, PublishedMove, Row
from quancheng.records.plan.queries.duties import lines_of
from quancheng.records.plan.queries.plans import MOVE_KIND, PLAN_KIND, RELEASE_KIND, ROW_KIND
from quancheng.records.plan.queries.shown import is_row_done, rows_done

_ROW_FACTS = frozenset({"plan", "no", "requirement"})
EDITION_SHOWN = NoticeKind(
    code="plan.edition_shown",
    says="工作要点公开或调整",
    policy=Policy.DIGEST,
    facts=frozenset({"plan", "edition"}),
    wordings=(
        Wording(SINCE, "有更新：{plan}", "《{plan}》{edition}已公开，请查看各项任务、责任单位和完成时限。"),
    ),
)
ROW_DONE = NoticeKind(
    code="plan.row_done",
    says="任务完成",
    policy=Policy.DIGEST,
    facts=_ROW_FACTS,
    wordings=(
        Wording(SINCE, "已完成：{plan}第{no}项", "“{requirement}”的全部责任事项已由责任单位负责人确认完成。"),
    ),
    still_true=is_row_done,
)
EVIDENCE_SHOWN = NoticeKind(
    code="plan.evidence_shown",
    says="佐证公开",
    policy=Policy.DIGEST,
    facts=_ROW_FACTS | {"title", "unit"},
    wordings=(
        Wording(SINCE, "新公开佐证：{plan}第{no}项", "{unit}完成“{requirement}”的佐证已公开：{title}。"),
    ),
)
MOVE_SHOWN = NoticeKind(
    code="plan.move_shown",
    says="时限调整公开",
    policy=Policy.DIGEST,
    facts=_ROW_FACTS | {"unit", "before", "after", "reason"},
    wordings=(
        Wording(
            SINCE,
            "时限调整：{plan}第{no}项",
            "{unit}承担的“{requirement}”，完成时限由{before}调整为{after}。原因：{reason}",
        ),
    ),
)
FOLLOWED = (EDITION_SHOWN, ROW_DONE, EVIDENCE_SHOWN, MOVE_SHOWN)
LONGEST = 60  # characters of a requirement in a letter


def tell_of_edition(plan: Plan, edition: Edition | None, *, now: datetime) -> None:
    """A plan, or a new edition of it, is before the public; of one edition nobody is told twice."""
    tell_followers(
        kind=EDITION_SHOWN,
        facts={"plan": plan.title, "edition": str(edition or "")},
        about=RecordRef(PLAN_KIND, plan.ref),
        at=now,
        tenant_id=plan.tenant_id,
        once=f"{plan.ref}:{edition.number if edition else 0}",
    )


def tell_of_done_rows(duties: Iterable[DueItem], *, now: datetime) -> None:
    """Of the rows to which these duties belong, those that are done now. Told once for each row."""
    for row in rows_done(duties):
        about = RecordRef(ROW_KIND, row.ref)
        _tell(row, ROW_DONE, about, now=now, once=row.ref, facts={})


def tell_of_release(release: EvidenceRelease, *, now: datetime) -> None:
    """A piece of evidence went up; the letter is dropped when it comes down before."""
    item = release.evidence.item
    facts = {"title": release.title, "unit": str(item.case.unit)}
    about = RecordRef(RELEASE_KIND, str(release.pk))
    _tell(_row_of(item), EVIDENCE_SHOWN, about, now=now, once=str(release.pk), facts=facts)


def tell_of_move(move: PublishedMove, *, now: datetime) -> None:
    """A moved day was published; the letter is dropped when that is taken back before."""
    facts = {
        "unit": str(move.unit),
        "before": f"{move.before_on:%Y-%m-%d}",
        "after": f"{move.after_on:%Y-%m-%d}",
        "reason": move.reason,
    }
    about = RecordRef(MOVE_KIND, str(move.pk))
    _tell(_row_of(move.duty), MOVE_SHOWN, about, now=now, once=str(move.line_id), facts=facts)


def _row_of(duty: DueItem) -> Row:
    [line] = lines_of([duty])
    return line.task.row


def _tell(
    row: Row, kind: NoticeKind, about: RecordRef, *, now: datetime, once: str, facts: dict[str, str]
) -> None:
    said = row.requirement if len(row.requirement) <= LONGEST else f"{row.requirement[: LONGEST - 1]}…"
    tell_followers(
        kind=kind,
        facts={"plan": row.plan.title, "no": row.no, "requirement": said, **facts},
        about=about,
        at=now,
        tenant_id=row.plan.tenant_id,
        once=once,
        part_of=(RecordRef(ROW_KIND, row.ref), RecordRef(PLAN_KIND, row.plan.ref)),
    )
