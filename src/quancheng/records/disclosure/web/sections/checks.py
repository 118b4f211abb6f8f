"""The checks before issue, as the page of a request lists them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.urls import reverse

from quancheng.kernel.basis.actor import Actor
from quancheng.records.disclosure.forms.aids import AcknowledgeForm
from quancheng.records.disclosure.models import Item, Request
from quancheng.records.disclosure.queries.checks import Stands, checks_of
from quancheng.records.disclosure.queries.working import works_on
from quancheng.records.disclosure.rules.checks import Severity
from quancheng.records.disclosure.workflow import BEFORE_ISSUE
from quancheng.ui.cases import Refused

TONES = {Severity.STOP: "red", Severity.WARN: "orange", Severity.HINT: "blue"}
FORM = "check-{}"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check: how it came out, and what may be done about it."""

    stands: Stands
    tone: str
    says: str
    form: Form | None
    href: str


@dataclass(frozen=True, slots=True)
class ChecksSection:
    """The section 签发前检查: what was found, then what is in order."""

    found: tuple[CheckLine, ...]
    passed: tuple[CheckLine, ...]
    says: str
    tone: str


def checks_section(
    actor: Actor, request: Request, items: Sequence[Item], *, today: date, refused: Refused | None
) -> ChecksSection | None:
    """While a reply is being made, for those who make it, review it and sign it."""
    if not items or request.case.state not in BEFORE_ISSUE or not works_on(actor, request):
        return None
    lines = list(_lines(request, checks_of(request, on=today), refused))
    found = tuple(line for line in lines if not line.stands.checked.is_passed)
    holding = sum(line.stands.holds_up for line in found)
    is_decided = all(item.ground for item in items)  # before that most have nothing to look at
    return ChecksSection(
        found=found,
        passed=tuple(line for line in lines if line.stands.checked.is_passed and is_decided),
        says=f"{holding}项待处理" if holding else "可以继续",
        tone="orange" if holding else "green",
    )


def _lines(request: Request, stands: Sequence[Stands], refused: Refused | None) -> Iterator[CheckLine]:
    for one in stands:
        check = one.checked.check
        form = None
        if one.checked.warns and one.acknowledged is None:
            is_turned = refused is not None and refused.code == FORM.format(check.code)
            form = refused.form if is_turned and refused else AcknowledgeForm(
                initial={"finding": one.shown}, auto_id=f"check_{check.code}_%s"
            )  # fmt: skip
        says = "通过" if one.checked.is_passed else "已说明理由" if one.acknowledged else check.severity.says
        tone = "green" if one.checked.is_passed else "grey" if one.acknowledged else TONES[check.severity]
        href = reverse("disclosure_desk:check", args=[request.number, check.code])
        yield CheckLine(one, tone, says, form, href)
