"""What followers are told, carried to the house outside: who follows is known there alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.notify.models import News
from quancheng.kernel.notify.registry import kind_of
from quancheng.kernel.notify.telling import tell_followers
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.transfer.kinds import Growing, Row, Side

AFTER_WHAT_IS_SHOWN = 20  # a letter goes out when its record stands; both come in one package


class UnknownNews(Refusal):
    """The houses do not run the same version."""

    code = "notify.unknown_news"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedNews:
    """One thing that everybody is told who follows its record: the words of a letter, no address."""

    tenant: str
    kind: str
    facts: dict[str, str]
    about: str
    part_of: tuple[str, ...]
    once: str
    at: datetime


def news_to_carry(after: int, until: datetime, most: int) -> Sequence[Row]:
    """What came after one of them and was there at an instant; nothing beyond the first that is too young."""
    found = News.objects.filter(pk__gt=after).select_related("tenant").order_by("pk")
    young = found.filter(at__gt=until).values_list("pk", flat=True).first()
    if young is not None:
        found = found.filter(pk__lt=young)
    return tuple(Row(one.pk, str(one.pk), _carried(one)) for one in found[:most])


def take_news(rows: Sequence[CarriedNews], now: datetime) -> int:
    """Everybody outside who follows it is told, of one cause once. Raises UnknownNews."""
    tenants = dict(Tenant.objects.values_list("slug", "pk"))
    return sum(_tell(row, tenants, now) for row in rows)


def news_have_arrived(until: int, now: datetime) -> None:  # noqa: ARG001  # told to every growing kind
    """The house outside tells of them; here they are done with."""
    News.objects.filter(pk__lte=until).delete()


def _tell(row: CarriedNews, tenants: Mapping[str, int], now: datetime) -> int:
    kind = kind_of(row.kind)
    if kind is None or row.tenant not in tenants:
        raise UnknownNews(f"包里有本站不认识的订阅消息“{row.kind}”；请先升级本站再导入")
    return tell_followers(
        kind=kind, facts=row.facts, about=RecordRef.parse(row.about), at=now,
        tenant_id=tenants[row.tenant], once=row.once, part_of=[RecordRef.parse(ref) for ref in row.part_of],
    )  # fmt: skip


def _carried(one: News) -> CarriedNews:
    return CarriedNews(
        tenant=one.tenant.slug, kind=one.kind, facts=one.facts, about=one.about,
        part_of=tuple(one.part_of), once=one.once, at=one.at,
    )  # fmt: skip


NEWS = Growing(
    code="notify.news",
    says="订阅消息",
    to=Side.OUTSIDE,
    shape=CarriedNews,
    place=AFTER_WHAT_IS_SHOWN,
    rows=news_to_carry,
    take=take_news,
    arrived=news_have_arrived,
)
