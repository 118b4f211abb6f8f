"""The dated settings of the plan as the page of all dated numbers shows them."""

from collections.abc import Iterator
from datetime import date

from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.norms.foreign import Foreign, ForeignLine
from quancheng.records.plan.models import LikenessRule, SupervisionRule
from quancheng.records.plan.queries.plans import KEEPERS
from quancheng.records.plan.queries.warning import settings_of
from quancheng.records.plan.rules import likeness, warning
from quancheng.records.plan.rules.numbering import ANSWER_DAYS

WORKED, PERCENT = "个工作日", "%"


def _warnings(tenant_id: int, on: date) -> Iterator[ForeignLine]:
    own = settings_of(tenant_id)
    held = warning.in_force(own, on=on)
    coming = min((one for one in own if one.from_on > on), key=lambda one: one.from_on, default=None)
    for says, value, then in zip(
        ("黄色预警，剩余", "橙色预警，剩余", "红色预警，剩余", "即将到期，剩余", "时间节点"),
        _told(held), _told(coming) if coming else ("",) * 5, strict=True,
    ):  # fmt: skip
        yield ForeignLine(
            says=says, value=value, source=held.source, from_on=held.from_on,
            mark=Mark.D if held is warning.shipped() else None,
            next_value=then, next_on=coming.from_on if coming else None,
        )  # fmt: skip


def _told(one: warning.Setting) -> tuple[str, ...]:
    days = (one.thresholds.yellow, one.thresholds.orange, one.thresholds.red, one.soon)
    return (*(f"{day}{WORKED}" for day in days), "、".join(day.says for day in one.milestones) or "无")


def _likeness(tenant_id: int, on: date) -> Iterator[ForeignLine]:
    own = [rule.as_measuring() for rule in LikenessRule.objects.filter(tenant=tenant_id)]
    held = likeness.in_force(own, on=on)
    mark = Mark.D if held is likeness.shipped() else None
    for says, value in (
        ("列为建议", held.proposed_from), ("预先勾选", held.sure_from),
        ("章节标题的比重", held.heading_weighs),
    ):  # fmt: skip
        yield ForeignLine(
            says=says, value=f"{value}{PERCENT}", source=held.source, from_on=held.from_on, mark=mark
        )


def _orders(tenant_id: int, on: date) -> Iterator[ForeignLine]:
    own = list(SupervisionRule.objects.filter(tenant=tenant_id).order_by("from_on", "pk"))
    held = next((one for one in reversed(own) if one.from_on <= on), None)
    coming = next((one for one in own if one.from_on > on), None)
    yield ForeignLine(
        says="督办单答复期限", value=f"{held.answer_days if held else ANSWER_DAYS}{WORKED}",
        source=held.source if held else likeness.shipped().source, from_on=held.from_on if held else None,
        mark=None if held else Mark.D, next_value=f"{coming.answer_days}{WORKED}" if coming else "",
        next_on=coming.from_on if coming else None,
    )  # fmt: skip


OFFICE = frozenset[str](KEEPERS)
DATED = (
    Foreign(
        code="plan.warnings", says="工作要点预警", page="plan_desk:warning_settings", lines=_warnings,
        opens_to=OFFICE,
    ),
    Foreign(
        code="plan.likeness", says="工作要点相近度", page="plan_desk:likeness", lines=_likeness,
        opens_to=OFFICE,
    ),
    Foreign(
        code="plan.orders", says="督办规则", page="plan_desk:order_rules", lines=_orders, opens_to=OFFICE
    ),
)  # fmt: skip
