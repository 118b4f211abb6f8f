"""The spans that are scored: a quarter, or the year to its end. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_CODE = re.compile(r"(20\d\d)(?:Q([1-4]))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or one of its quarters."""

    year: int
    quarter: int = 0

    @property
    def code(self) -> str:
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def says(self) -> str:
        return f"{self.year}年第{'一二三四'[self.quarter - 1]}季度" if self.quarter else f"{self.year}年度"

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def last(self) -> date:
        end = 3 * self.quarter if self.quarter else 12
        return date(self.year + end // 12, end % 12 + 1, 1) - timedelta(days=1)


def parse(code: str) -> Period | None:
    """2026 or 2026Q1; None for anything else."""
    found = _CODE.fullmatch(code.strip())
    return Period(int(found[1]), int(found[2] or 0)) if found else None


def periods_of(year: int) -> tuple[Period, ...]:
    """The year and its quarters."""
    return (Period(year), *(Period(year, quarter) for quarter in range(1, 5)))
