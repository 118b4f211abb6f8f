"""The hours in which nobody is disturbed. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `starts`, itself quiet, to `ends`, which is not; over midnight when `ends` is the earlier one.

    Equal times mean that no hour is quiet.
    """

    starts: time = time(21)  # [D]
    ends: time = time(8)  # [D]

    def holds(self, at: datetime) -> bool:
        """Whether this instant, in local time, is quiet."""
        hour = at.time()
        if self.starts <= self.ends:
            return self.starts <= hour < self.ends
        return hour >= self.starts or hour < self.ends

    def over_at(self, at: datetime) -> datetime:
        """The instant itself outside the quiet hours, else the moment at which they end. Local time."""
        if not self.holds(at):
            return at
        end = datetime.combine(at.date(), self.ends, at.tzinfo)
        return end if end > at else end + timedelta(days=1)
