"""What has happened to a plan before the public, the newest first: editions, results, evidence, moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.casework.models import CaseLine
from quancheng.kernel.obligations.models import EvidenceRelease
from quancheng.records.plan.models import Plan, PublishedMove, Row
from quancheng.records.plan.queries.plans import versions_of
from quancheng.records.plan.queries.shown import moves_about, releases_about, rows_by_duty
from quancheng.records.plan.workflow.duty import CONFIRM, DUTY, State

MOST = 200
MOST_LINES = 1000  # confirmations that are looked through for the newest results
NAMED = 5  # units that a result names before it says how many more


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing to be told in a feed. `key` stays the same as long as it is the same thing."""

    key: str
    row: Row
    title: str
    text: str
    at: datetime


def happenings(plan: Plan) -> list[Happening]:
    """At most two hundred, the newest first. A constant number of queries."""
    rows = rows_by_duty(plan)
    found = [
        *_editions(plan),
        *_results(rows),
        *(_evidence(release, rows) for release in releases_about(rows)),
        *(_move(move, rows) for move in moves_about(rows)),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def _editions(plan: Plan) -> Iterator[Happening]:
    for version in versions_of(plan)[:MOST]:
        row, edition = version.row, version.edition
        key = f"{row.ref}:{edition.number}"
        yield Happening(key, row, f"第{row.no}项 {edition}", row.requirement, edition.confirmed_at)


def _results(rows: Mapping[str, Row]) -> Iterator[Happening]:
    """One a row and day, whoever was confirmed on it."""
    lines = CaseLine.objects.filter(
        step=CONFIRM.code,
        case__workflow=DUTY.code,
        case__state=State.CONFIRMED,
        case__due_item__obligation__about__in=list(rows),
    )
    lines = lines.select_related("case__unit", "case__due_item__obligation")
    lines = lines.defer("case__due_item__wanted_until")
    seen: set[int] = set()
    found: dict[tuple[str, date], list[CaseLine]] = {}
    for line in lines.order_by("-at", "-pk")[:MOST_LINES]:
        if line.case_id in seen:  # confirmed, returned, and confirmed again: the last time counts
            continue
        seen.add(line.case_id)
        row = rows[line.case.due_item.obligation.about]
        found.setdefault((row.ref, timezone.localdate(line.at)), []).append(line)
    for (ref, on), of_day in found.items():
        yield _result(rows[of_day[0].case.due_item.obligation.about], f"{ref}:confirmed:{on}", of_day)


def _result(row: Row, key: str, lines: list[CaseLine]) -> Happening:
    units = list(dict.fromkeys(str(line.case.unit) for line in lines))
    named = "、".join(units[:NAMED]) + (f"等{len(units)}个单位" if len(units) > NAMED else "")
    title = f"第{row.no}项 新确认{len(lines)}项结果"
    return Happening(key, row, title, f"{named}：{row.requirement}", lines[0].at)


def _evidence(release: EvidenceRelease, rows: Mapping[str, Row]) -> Happening:
    row = rows[release.evidence.item.obligation.about]
    assert release.decided_at is not None
    unit = release.evidence.item.case.unit
    key = f"{row.ref}:evidence:{release.pk}"
    return Happening(key, row, f"第{row.no}项 公开佐证", f"{unit}：{release.title}", release.decided_at)


def _move(move: PublishedMove, rows: Mapping[str, Row]) -> Happening:
    row = rows[move.duty.obligation.about]
    text = f"{move.unit}：由{move.before_on}调整为{move.after_on}。原因：{move.reason}"
    return Happening(f"{row.ref}:move:{move.pk}", row, f"第{row.no}项 时限调整", text, move.published_at)
