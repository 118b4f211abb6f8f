"""What the transfer can tell: what came from the other side, and how each way stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max

from quancheng.kernel.access.audiences import OFFICE_ROLES
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.queries import keeps_calendar
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.kernel.transfer.kinds import Side
from quancheng.kernel.transfer.models import Carried, Twin, Way
from quancheng.kernel.transfer.pair import is_set_up

SHOWN = 8  # packages of each way on the desk's page


class NotYoursToSee(Refusal):
    """How the two networks are joined concerns one government: the one that keeps what is of all."""

    code = "transfer.not_yours_to_see"
    status = 403


@dataclass(frozen=True, slots=True)
class Standing:
    """How the way between the networks stands, for the desk."""

    side: Side
    pair: str
    out: Way
    into: Way
    last_out: Carried | None
    last_in: Carried | None
    sent: tuple[Carried, ...]
    came: tuple[Carried, ...]
    faults: tuple[str, ...]

    @property
    def on_the_way(self) -> int:
        """Packages of which the other side has not told yet that it has them."""
        return self.out.last - self.out.arrived


def signs_of(way: Way, kind: str) -> dict[str, str]:
    """What stands at both sides of a kind, each with the digest of what was told last."""
    return dict(way.twins.filter(kind=kind).values_list("key", "sign"))


def came_in(kind: str) -> frozenset[str]:
    """The keys of everything of a kind that came from the other side."""
    return frozenset(Twin.objects.filter(way__is_out=False, kind=kind).values_list("key", flat=True))


def was_turned_away(file: str, why: str) -> bool:
    """Whether that is what was written down last: a timer brings the same file again and again."""
    return Way.objects.filter(is_out=False, refused_file=file[:200], refused_why=why[:500]).exists()


def anew_is_wanted() -> bool:
    """Whether the desk asked for everything to be sent anew."""
    return Way.objects.filter(is_out=True, wants_anew=True).exists()


def may_see_the_way(actor: Actor) -> bool:
    """The openness office and the system administrator of the one government that keeps the calendar of all.

    One way serves every government of the house, so it is no more each one's own than the calendar is.
    """
    return bool(actor.roles & (OFFICE_ROLES | {AdminRole.SYSTEM})) and keeps_calendar(actor.tenant_id)


def way_stands(actor: Actor, *, now: datetime) -> Standing | None:
    """How both ways stand; None where there is no other house. Raises NotYoursToSee."""
    if not may_see_the_way(actor):
        raise NotYoursToSee(
            "网闸是全站共用的，只对统一维护日历的政府的政务公开机构和系统管理员显示；有疑问请联系他们"
        )
    if not is_set_up():
        return None
    ways = {way.is_out: way for way in Way.objects.all()}
    out, into = ways.get(True, Way(is_out=True)), ways.get(False, Way(is_out=False))
    sent, came = _newest(out), _newest(into)
    return Standing(
        side=Side(settings.TRANSFER.side),
        pair=settings.TRANSFER.pair,
        out=out,
        into=into,
        last_out=sent[0] if sent else None,
        last_in=came[0] if came else None,
        sent=sent,
        came=came,
        faults=tuple(faults_of_the_way(now)),
    )


def faults_of_the_way(now: datetime) -> Iterator[str]:
    """A sentence for each fault of the way to the other house; none where there is no other house."""
    if not is_set_up():
        return
    other, quiet = Side(settings.TRANSFER.side).other.says, timedelta(hours=settings.TRANSFER.quiet_hours)
    last = Carried.objects.filter(way__is_out=False).aggregate(at=Max("at"))["at"]
    if last is None:
        yield f"还没有收到过{other}的摆渡包：请检查两侧的 transfer_out、transfer_in 定时器和网闸"
    elif now - last > quiet:
        hours = int((now - last).total_seconds()) // 3600
        yield f"{other}的摆渡包已停{hours}小时：请检查两侧的 transfer_out、transfer_in 定时器和网闸"
    refused = Way.objects.filter(is_out=False).exclude(refused_file="").first()
    if refused is not None:
        yield f"有摆渡包没有导入：{refused.refused_why}"


def _newest(way: Way) -> tuple[Carried, ...]:
    if way.pk is None:
        return ()
    return tuple(way.packages.defer("data", "marks").order_by("-number")[:SHOWN])
