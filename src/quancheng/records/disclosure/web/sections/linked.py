"""Who asks together with whom, with names as the page of a request shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.text.contacts import masked_name
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.akin import Earlier
from quancheng.records.disclosure.queries.applicants import LinkedRequest, linked_applicants
from quancheng.records.disclosure.rules.patterns import LAW, Counted, Hint


@dataclass(frozen=True, slots=True)
class LinkedLine:
    """One request, and what its applicant has in common with this one's."""

    told: LinkedRequest
    name: str


@dataclass(frozen=True, slots=True)
class LinkedSection:
    """The section 关联申请."""

    lines: tuple[LinkedLine, ...]
    counted: Counted
    others: int
    elsewhere: str
    hints: tuple[Hint, ...]
    law: str
    is_empty: bool


def linked_section(
    actor: Actor, request: Request, near: Iterable[Earlier], *, today: date
) -> LinkedSection | None:
    """For the agency that has it in hand; nobody else sees even the heading."""
    found = linked_applicants(actor, request, near, on=today)
    if found is None:
        return None
    elsewhere = ""
    if found.elsewhere:
        elsewhere = (
            f"本级政府其他{found.agencies_elsewhere}个机关另有{found.elsewhere}件，"
            "只显示件数；内容由各机关掌握。"
        )
    return LinkedSection(
        lines=tuple(_lines(found.requests)),
        counted=found.counted,
        others=found.others,
        elsewhere=elsewhere,
        hints=found.hints,
        law=LAW,
        is_empty=found.is_empty,
    )


def _lines(requests: tuple[LinkedRequest, ...]) -> Iterator[LinkedLine]:
    for one in requests:
        yield LinkedLine(one, masked_name(one.name) if one.is_person else one.name)
