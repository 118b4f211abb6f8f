"""Taking a package in: all of it or nothing, in order, once. What is turned away is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.transfer import events
from quancheng.kernel.transfer.kinds import Changing, Growing, Kind, kinds_to
from quancheng.kernel.transfer.models import Carried, Way
from quancheng.kernel.transfer.package import Package, Part, claimed_side, read
from quancheng.kernel.transfer.pair import Pair, ring_of, this_pair
from quancheng.kernel.transfer.queries import signs_of
from quancheng.kernel.transfer.validity import must_be_good
from quancheng.kernel.transfer.ways import forget_twins, keep_twins, locked


class NotForUs(Refusal):
    """The package goes to another house, or came from this very side."""

    code = "transfer.not_for_us"


class PackageMissing(Refusal):
    """An earlier package has not come yet."""

    code = "transfer.missing"


class NumberTaken(Refusal):
    """Another package of this number was taken in before."""

    code = "transfer.number_taken"


class UnknownToUs(Refusal):
    """The package holds a kind that no module here knows."""

    code = "transfer.unknown_kind"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a package: how many records were written; none when it had been taken in before."""

    number: int
    rows: int
    written: int
    was_known: bool


@command
def take_package(*, data: bytes, name: str, actor: Actor, now: datetime) -> Taken:
    """Take a package in: all of it, or nothing. The same one again changes nothing.

    Raises NotSetUp, NoKeys, NoPackage, OtherForm, PackageDamaged, NotForUs, KeyNotGood, PackageMissing,
    NumberTaken, UnknownToUs, and whatever a kind refuses.
    """
    pair, way = this_pair(), locked(is_out=False)
    package = read(data, name, pair.ring_of(claimed_side(data)))
    _must_be_for_us(package, pair, name)
    made_on = timezone.localdate(package.manifest.at)
    must_be_good(ring_of(pair.keys, package.manifest.of), package.key_id, on=made_on)
    number, count = package.manifest.number, sum(part.count for part in package.manifest.parts)
    of = package.manifest.of.says
    if _is_known(way, package, name):
        told: AuditEvent = events.PackageKnown(of=of, number=number, digest=package.digest)
        taken = Taken(number, count, 0, was_known=True)
    else:
        new = _write(package, way, pair, now)
        _note(way, package, count, now)
        _hear(package.manifest.taken, pair, now)
        told = events.PackageTaken(of=of, number=number, rows=count, written=new, digest=package.digest)
        taken = Taken(number, count, new, was_known=False)
    record(told, actor=actor, at=now)
    return taken


@command
def note_refusal(*, file: str, refusal: Refusal, actor: Actor, now: datetime) -> None:
    """A package was turned away: it left nothing, but that it came is written down."""
    way = locked(is_out=False)
    way.refused_file, way.refused_why, way.refused_at = file[:200], refusal.sentence[:500], now
    way.save(update_fields=["refused_file", "refused_why", "refused_at"])
    record(events.PackageRefused(file=file, why=refusal.code), actor=actor, at=now)


def _note(way: Way, package: Package, count: int, now: datetime) -> None:
    """One package further; what was turned away before it is over."""
    number = package.manifest.number
    Carried(
        way=way, number=number, digest=package.digest, rows=count, is_anew=package.manifest.anew, at=now
    ).save(force_insert=True)
    way.last, way.refused_file, way.refused_why, way.refused_at = number, "", "", None
    way.save(update_fields=["last", "refused_file", "refused_why", "refused_at"])


def _hear(arrived: int, pair: Pair, now: datetime) -> None:
    """The other side tells up to which package it has ours: their bytes go, and modules are told."""
    way = locked(is_out=True)
    if arrived <= way.arrived or arrived > way.last:
        return
    way.arrived = arrived
    way.save(update_fields=["arrived"])
    way.packages.filter(number__lte=arrived).update(data="")
    marks = way.packages.get(number=arrived).marks
    for kind in kinds_to(pair.side.other):
        if isinstance(kind, Growing) and kind.arrived and kind.code in marks:
            kind.arrived(marks[kind.code], now)


def _must_be_for_us(package: Package, pair: Pair, name: str) -> None:
    manifest = package.manifest
    if manifest.pair != pair.name:
        raise NotForUs(f"{name} 是给“{manifest.pair}”的，本站是“{pair.name}”；请核对文件，没有导入任何内容")
    if (manifest.of, manifest.to) != (pair.side.other, pair.side):
        raise NotForUs(
            f"{name} 由{manifest.of.says}送往{manifest.to.says}，本站就在{pair.side.says}：方向不对；"
            "请核对文件，没有导入任何内容"
        )


def _is_known(way: Way, package: Package, name: str) -> bool:
    """Taken in before, or passed over by one that began afresh. Raises PackageMissing, NumberTaken."""
    number = package.manifest.number
    known = way.packages.filter(number=number).first()
    if known is not None and known.digest != package.digest:
        raise NumberTaken(
            f"{name} 与先前导入的第{number}号包编号相同、内容不同；请与对方核对，没有导入任何内容",
            number=number,
        )
    if number <= way.last:
        return True
    if number > way.last + 1 and not package.manifest.anew:
        raise PackageMissing(
            f"{name} 是第{number}号包，缺少第{way.last + 1}号包；请按顺序导入，找不到的请对方用 --again "
            f"{way.last + 1} 重新导出，或用 --anew 全部重发，没有导入任何内容",
            missing=way.last + 1,
        )
    return False


def _write(package: Package, way: Way, pair: Pair, now: datetime) -> int:
    parts = {part.kind: part for part in package.manifest.parts}
    kinds = [kind for kind in kinds_to(pair.side) if kind.code in parts]
    if strange := parts.keys() - {kind.code for kind in kinds}:
        raise UnknownToUs(f"包里有本站不认识的内容{'、'.join(sorted(strange))}；请先升级本站再导入")
    return sum(_write_one(kind, parts[kind.code], package, way, pair, now) for kind in kinds)


def _write_one(kind: Kind, part: Part, package: Package, way: Way, pair: Pair, now: datetime) -> int:
    rows = package.rows_of(kind, pair.reading)
    says, keys = [row.says for row in rows], dict.fromkeys((row.key for row in rows), "")
    if isinstance(kind, Growing):
        new = kind.take(says, now)
    else:
        assert isinstance(kind, Changing)
        here = signs_of(way, kind.code)
        gone = _gone(here, part)
        new = kind.take(says, gone, now)
        forget_twins(way, kind.code, gone)
    keep_twins(way, kind.code, keys)
    return new


def _gone(here: Mapping[str, str], part: Part) -> frozenset[str]:
    """Of what came once, what stands no more: as told, or all but what stands when it began afresh."""
    told = here.keys() & set(part.gone)
    return frozenset(told if part.only is None else told | (here.keys() - set(part.only)))
