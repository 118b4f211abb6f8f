"""A measure of the test's own, and records that it reads: modules of the house will bring theirs later."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.links import registry as links
from quancheng.kernel.links.registry import Linked
from quancheng.kernel.obligations import measures
from quancheng.kernel.obligations.measures import Found, Measure
from quancheng.kernel.obligations.rhythm import Rhythm
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.commands.tasks import issue_tasks, take_apart
from quancheng.records.plan.models import Plan
from quancheng.records.plan.queries.issuing import TaskSpec
from quancheng.records.plan.tests.conftest import NOW

MEASURE, POST = "trial.posts", "trial.post"


@dataclass
class Posts:
    """What units have published: reference → unit and day. Those that begin with `secret` nobody may see."""

    of: dict[str, tuple[int, date]] = field(default_factory=dict)
    asked: int = 0

    def add(self, ref: str, unit: str, on: str) -> RecordRef:
        self.of[ref] = (Unit.objects.get(short_name=unit).pk, date.fromisoformat(on))
        return RecordRef(POST, ref)

    def read(self, unit_id: int, first: date, last: date) -> list[Found]:
        self.asked += 1
        return [
            Found(RecordRef(POST, ref), f"发布{ref}", on)
            for ref, (unit, on) in self.of.items()
            if unit == unit_id and first <= on <= last
        ]

    def as_linked(self, actor: Actor, refs: list[str]) -> dict[str, Linked]:
        if actor.kind is not Kind.OFFICIAL:
            return {}
        seen = (ref for ref in refs if ref in self.of and not ref.startswith("secret"))
        return {ref: Linked(f"公开信息{ref}", f"/posts/{ref}/", self.of[ref][1]) for ref in seen}


@contextmanager
def posts_that_count() -> Iterator[Posts]:
    """A measure that reads posts, for the time of a test."""
    posts = Posts()
    measures.register(Measure(MEASURE, "按期公开的信息", "条", posts.read))
    links.register(POST, says="公开信息", find_many=posts.as_linked, page=r"/posts/([-\w]+)/")
    try:
        yield posts
    finally:
        measures.forget(MEASURE)
        links.forget(POST)


def issue_measured(plan: Plan, office: Actor, *, target: int | None = 2) -> None:
    """Row 1 is read from records, quarter by quarter; the other rows are not. Everything is issued."""
    units = {Unit.objects.get(short_name="市财政局").pk: "responsible"}
    spec = TaskSpec("按季度公开信息", Rhythm.QUARTERLY, date(2026, 12, 31), units, target, "条", MEASURE)
    take_apart(row_ref=f"{plan.ref}-1", tasks=[spec], actor=office, now=NOW)
    issue_tasks(plan_ref=plan.ref, actor=office, now=NOW)
