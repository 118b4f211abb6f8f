"""What the office shows the public of the year: some evidence, and why some days were moved."""

from collections.abc import Mapping

from quancheng.kernel.obligations.models import DueItem
from quancheng.records.plan import public as plans
from quancheng.shells.demo.life import story
from quancheng.shells.demo.life.people import People
from quancheng.shells.demo.life.work import Work

EVERY = 9  # of so many pieces of evidence one is proposed
MOST = 60
STILL_WAITING = 2  # of those proposed last nobody has decided yet


def show(work: Work, people: People, duties: Mapping[int, DueItem]) -> None:
    """The office proposes, its head looks through and releases; published moves bear their reason."""
    chosen = list(work.evidence.values())[::EVERY][:MOST]
    for place, evidence_id in enumerate(chosen, start=1):
        now = story.at(story.LOOKED_INTO)
        title = f"{story.TITLES[place % len(story.TITLES)]}"
        release = plans.propose_release(evidence_id=evidence_id, title=title, actor=people.office, now=now)
        if place <= len(chosen) - STILL_WAITING:
            plans.release_evidence(
                release_id=release.pk, version=release.version, reason=story.LOOKED_THROUGH,
                actor=people.office_head, now=now,
            )  # fmt: skip
    for duty_id in work.moved:
        for move in plans.moves_of(duties[duty_id]):
            plans.publish_move(
                duty_id=duty_id, line_id=move.line.pk, reason=move.line.note,
                actor=people.office, now=story.at(story.decided_on(duties[duty_id].until_on)),
            )  # fmt: skip
