"""When a periodic job has its turn. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Schedule(Protocol):
    """A rule that gives turns; a job runs once for each turn, late rather than twice."""

    def latest_turn(self, now: datetime) -> datetime:
        """The last turn at or before `now`, in the zone of `now`."""
        ...


@dataclass(frozen=True, slots=True)
class Every:
    """Once in each span of time, counted from a fixed point: two rounds in one span find one turn."""

    span: timedelta

    def latest_turn(self, now: datetime) -> datetime:
        return now - (now - EPOCH) % self.span


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day, from a time of day on; a day on which the house stood still is not made up for."""

    at: time

    def latest_turn(self, now: datetime) -> datetime:
        today = now.replace(
            hour=self.at.hour, minute=self.at.minute, second=self.at.second, microsecond=self.at.microsecond
        )
        return today if today <= now else today - timedelta(days=1)


def is_due(schedule: Schedule, *, last: datetime | None, now: datetime) -> bool:
    """Whether there has been a turn since the job last succeeded."""
    return last is None or last < schedule.latest_turn(now)
