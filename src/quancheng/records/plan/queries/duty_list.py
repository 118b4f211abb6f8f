"""Duties in the order of a list, page by page: a page is found among the cases, then filled."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, overload

from django.db.models import F, Q, QuerySet

from quancheng.kernel.casework.models import OPEN, OVER, Case
from quancheng.kernel.obligations.models import DueItem
from quancheng.records.plan.workflow.duty import DUTY

Key = TypeVar("Key")
HAS_A_DAY = Q(due_on__isnull=False)  # as every open duty has; told so that its index is chosen for counting


class DutyList:
    """What is open by its last day, then what is over by the day on which it ended.

    Each half is read from an index of the cases in that order, numbers only; the fifty duties of a page are
    fetched afterwards. So the last page costs little more than the first.
    """

    def __init__(self, cases: QuerySet[Case]) -> None:
        self._cases = cases.filter(workflow=DUTY.code).order_by()
        self._open = self._cases.filter(OPEN, HAS_A_DAY)
        self._over: QuerySet[Case] | None = self._cases.filter(OVER)

    @classmethod
    def of_open(cls, cases: QuerySet[Case]) -> "DutyList":
        """When nothing that is looked for can be over."""
        found = cls(cases.filter(OPEN))
        found._over = None
        return found

    def count(self) -> int:
        """How many there are in all."""
        return self._open_count + (0 if self._over is None else self._over.count())

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[DueItem]:
        return iter(self.duties)

    @overload
    def __getitem__(self, window: int) -> DueItem: ...
    @overload
    def __getitem__(self, window: slice) -> list[DueItem]: ...
    def __getitem__(self, window: int | slice) -> DueItem | list[DueItem]:
        if isinstance(window, int):
            return _filled(self.numbers(window, window + 1))[0]
        return _filled(self.numbers(window.start or 0, window.stop))

    @property
    def duties(self) -> QuerySet[DueItem]:
        """All of them at once, in the same order: for a table that is written to a file."""
        order = (F("case__ended_on").asc(nulls_first=True), "case__due_on", "case_id")
        return _with_all(DueItem.objects.filter(case__in=self._cases)).order_by(*order)

    @cached_property
    def _open_count(self) -> int:
        return self._open.count()

    def numbers(self, start: int, stop: int | None) -> list[int]:
        """The cases from one place to another: of the open ones, of those that are over, or of both."""
        found = list(self._open.order_by("due_on", "pk").values_list("pk", flat=True)[start:stop])
        if self._over is None or (stop is not None and len(found) == stop - start):
            return found
        before = start + len(found) if found or not start else self._open_count
        rest = slice(max(start - before, 0), None if stop is None else max(stop - before, 0))
        return found + list(self._over.order_by("ended_on", "pk").values_list("pk", flat=True)[rest])


def first_of_each(lists: Mapping[Key, DutyList], few: int) -> dict[Key, list[DueItem]]:
    """The beginning of several lists, filled together."""
    numbers = {key: found.numbers(0, few) for key, found in lists.items()}
    once = dict.fromkeys(number for several in numbers.values() for number in several)
    here = {duty.case_id: duty for duty in _filled(list(once))}
    return {key: [here[number] for number in several] for key, several in numbers.items()}


def _filled(numbers: Sequence[int]) -> list[DueItem]:
    here = {duty.case_id: duty for duty in _with_all(DueItem.objects.filter(case__in=numbers))}
    return [here[number] for number in numbers]


def _with_all(duties: QuerySet[DueItem]) -> QuerySet[DueItem]:
    return duties.select_related("case__unit", "case__parent", "obligation__unit", "obligation__tenant")
