"""What the units and the office do with their duties, by the commands that people use."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan import public as plans
from quancheng.shells.demo.life import story
from quancheng.shells.demo.life.people import People
from quancheng.shells.demo.life.story import Fate

REPORTED = {Fate.DONE, Fate.DOUBTED, Fate.REPORTED, Fate.RETURNED}
CONFIRMED = {Fate.DONE, Fate.DOUBTED}
MOVED = {Fate.SOON, Fate.LATER}


@dataclass(slots=True)
class Work:
    """Those who work, and what waits for the heads of the units. `today`: the day the city moves in."""

    office: Actor
    handlers: dict[int, Actor]
    heads: dict[int, Actor]
    today: date
    evidence: dict[int, int] = field(default_factory=dict)  # of duties that are done: duty → evidence
    moved: list[int] = field(default_factory=list)  # duties that got a later day
    _waiting: dict[tuple[int, date], dict[int, int]] = field(default_factory=dict)  # duty → version
    _seen: dict[int, int] = field(default_factory=dict)  # duty → version as it was left

    @classmethod
    def of(cls, people: People, unit_ids: Iterable[int], *, today: date) -> "Work":
        units = list(unit_ids)
        handlers, heads = people.of_units(units, Role.HANDLER), people.of_units(units, Role.HEAD)
        return cls(people.office, handlers, heads, today)

    def meet(self, fate: Fate, duty: DueItem, number: int) -> None:
        """The unit's part: report with evidence, ask for a later day, sign, or nothing."""
        handler = self.handlers[duty.case.unit_id]
        if fate in REPORTED:
            self._report(fate, duty, number, handler)
        elif fate in MOVED or fate is Fate.WISHES:
            self._ask(fate, duty, number, handler)
        elif fate is Fate.SIGNED:
            now = story.at(story.SIGNED)
            plans.sign_duty(duty_id=duty.pk, version=duty.case.version, actor=handler, now=now)

    def confirm_all(self) -> None:
        """Each head confirms what was reported for a period, all at once."""
        for (unit_id, until_on), seen in self._waiting.items():
            now = story.at(story.last_confirmed(until_on))
            plans.confirm_duties(seen=seen, actor=self.heads[unit_id], now=now)
            self._seen |= {duty: version + 1 for duty, version in seen.items()}

    def look_into(self, fate: Fate, duty: DueItem) -> None:
        """The office samples: it returns some reports, and doubts some that were confirmed."""
        now = story.at(story.LOOKED_INTO)
        if fate is Fate.DOUBTED:
            plans.doubt_duty(
                duty_id=duty.pk, version=self._seen[duty.pk], reason=story.DOUBT, actor=self.office, now=now
            )
        elif fate is Fate.RETURNED:
            plans.return_duty(
                duty_id=duty.pk, version=self._seen[duty.pk], reason=story.BACK, actor=self.office, now=now
            )

    def _report(self, fate: Fate, duty: DueItem, number: int, handler: Actor) -> None:
        now = story.at(story.reported_on(duty.until_on, number))
        added = plans.add_evidence_address(
            duty_id=duty.pk, address=story.address(number), says=story.SAYS, actor=handler, now=now
        )
        told = plans.report_duty(
            duty_id=duty.pk, version=duty.case.version, note=story.NOTE, actor=handler, now=now
        )
        self._seen[duty.pk] = told.case.version
        if fate is Fate.DONE:
            self.evidence[duty.pk] = added.pk
        if fate in CONFIRMED:
            waiting = self._waiting.setdefault((duty.case.unit_id, duty.until_on), {})
            waiting[duty.pk] = told.case.version

    def _ask(self, fate: Fate, duty: DueItem, number: int, handler: Actor) -> None:
        until, why = story.moved_to(fate, number, today=self.today), story.reason(number)
        asked = plans.ask_later(
            duty_id=duty.pk,
            version=duty.case.version,
            until=until,
            reason=why,
            actor=handler,
            now=story.at(story.asked_on(duty.until_on)),
        )
        if fate in MOVED:
            plans.postpone_duty(
                duty_id=duty.pk,
                version=asked.case.version,
                until=until,
                reason=why,
                actor=self.office,
                now=story.at(story.decided_on(duty.until_on)),
            )
            self.moved.append(duty.pk)
