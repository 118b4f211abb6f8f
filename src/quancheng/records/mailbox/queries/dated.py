"""The numbers and ways of messages as the page of all dated numbers shows them."""

from collections.abc import Iterator
from datetime import date

from quancheng.kernel.norms.definition import Mark
from quancheng.kernel.norms.foreign import Foreign, ForeignLine
from quancheng.records.mailbox.models import ReplyWay
from quancheng.records.mailbox.queries.limits import own_limits
from quancheng.records.mailbox.rules.limits import every_rule, mark_of
from quancheng.records.mailbox.rules.ways import SHIPPED_SOURCE, every_way


def _limits(tenant_id: int, on: date) -> Iterator[ForeignLine]:
    own = own_limits(tenant_id)
    for held in every_rule(own, on=on):
        later = [one for one in own if one.rule is held.rule and one.from_on > on]
        coming = min(later, key=lambda one: one.from_on, default=None)
        yield ForeignLine(
            says=held.rule.says, value=f"{held.value}{held.rule.unit}", source=held.source,
            from_on=held.from_on, mark=mark_of(held),
            next_value=f"{coming.value}{held.rule.unit}" if coming else "",
            next_on=coming.from_on if coming else None,
        )  # fmt: skip


def _ways(tenant_id: int, on: date) -> Iterator[ForeignLine]:
    own = [one.as_dated() for one in ReplyWay.objects.filter(tenant_id=tenant_id)]
    for kind, held in every_way(own, on=on).items():
        later = [one for one in own if one.kind is kind and one.from_on > on]
        coming = min(later, key=lambda one: one.from_on, default=None)
        yield ForeignLine(
            says=f"{kind.says}的答复", value=held.way.says, source=held.source, from_on=held.from_on,
            mark=Mark.D if held.source == SHIPPED_SOURCE else None,
            next_value=coming.way.says if coming else "", next_on=coming.from_on if coming else None,
        )  # fmt: skip


DATED = (
    Foreign(code="mailbox.limits", says="留言办理期限", page="mailbox_desk:limits", lines=_limits),
    Foreign(code="mailbox.ways", says="留言答复审核方式", page="mailbox_desk:ways", lines=_ways),
)
