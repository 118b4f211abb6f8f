"""Sending a package and taking one in: each is one transaction and one line of the audit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from quancheng import VERSION
from quancheng.kernel.audit.event import AuditEvent
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.transfer import events
from quancheng.kernel.transfer.kinds import Kind, Row, kinds_to
from quancheng.kernel.transfer.models import Carried, Way
from quancheng.kernel.transfer.package import Manifest, Package, digest_of, read, written
from quancheng.kernel.transfer.pair import Pair, this_pair

MOST = 1000  # [D] records of a kind in one package: some megabytes, which every gate lets through
SETTLED = timedelta(minutes=2)  # [D] what is younger may lie beside a transaction that has not committed yet


class NothingToCarry(Refusal):
    """Everything has travelled."""

    code = "transfer.nothing"


class NeverSent(Refusal):
    """No package of that number was sent, so none can be sent again."""

    code = "transfer.never_sent"


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
class Sent:
    """A package, ready to be written to a file."""

    name: str
    number: int
    rows: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a package: how many records were written; none when it had been taken in before."""

    number: int
    rows: int
    written: int
    was_known: bool


@command
def send_package(*, again: int = 0, actor: Actor, now: datetime) -> Sent:
    """Make the next package for the other side, or one that was lost on the way once more.

    Raises NotSetUp, NoKeys, NothingToCarry, NeverSent.
    """
    pair, way = this_pair(), _locked(is_out=True)
    number = again or way.last + 1
    before = _marks_before(way, again) if again else way.marks
    rows = {kind: kind.rows(_after(before, kind), now - SETTLED, MOST) for kind in kinds_to(pair.side.other)}
    if not again:
        rows = {kind: told for kind, told in rows.items() if _is_new(kind, told, before, pair)}
        if not rows:
            raise NothingToCarry(f"没有要送往{pair.side.other.says}的新内容，没有写包")
    manifest = Manifest(
        pair=pair.name, of=pair.side, to=pair.side.other, number=number, at=now, version=VERSION
    )
    data = written(manifest, rows, pair.machine)
    count, digest = sum(map(len, rows.values())), pair.machine.digest(data)
    if not again:
        _note_sent(way, Carried(way=way, number=number, digest=digest, rows=count, marks=before, at=now))
        way.marks = before | {kind.code: _mark(kind, told, pair) for kind, told in rows.items()}
        way.save(update_fields=["last", "marks"])
    kind_of_event = events.PackageSentAgain if again else events.PackageSent
    told = kind_of_event(to=pair.side.other.says, number=number, rows=count, digest=digest)
    sent = Sent(_name_of(manifest), number, count, data)
    record(told, actor=actor, at=now)
    return sent


@command
def take_package(*, data: bytes, name: str, actor: Actor, now: datetime) -> Taken:
    """Take a package in: all of it, or nothing. The same one again changes nothing.

    Raises NotSetUp, NoKeys, NoPackage, OtherForm, PackageDamaged, NotForUs, PackageMissing, NumberTaken,
    UnknownToUs, and whatever a kind refuses.
    """
    pair, way = this_pair(), _locked(is_out=False)
    package = read(data, name, pair.machine)
    _must_be_for_us(package, pair, name)
    number, count = package.manifest.number, sum(part.rows for part in package.manifest.parts)
    of = package.manifest.of.says
    known = _known(way, package, name)
    if known:
        told: AuditEvent = events.PackageKnown(of=of, number=number, digest=package.digest)
        taken = Taken(number, count, 0, was_known=True)
    else:
        new = _write(package, way, pair, now)
        _note_sent(way, Carried(way=way, number=number, digest=package.digest, rows=count, marks={}, at=now))
        way.save(update_fields=["last", "marks"])
        told = events.PackageTaken(of=of, number=number, rows=count, written=new, digest=package.digest)
        taken = Taken(number, count, new, was_known=False)
    record(told, actor=actor, at=now)
    return taken


@command
def note_refusal(*, file: str, refusal: Refusal, actor: Actor, now: datetime) -> None:
    """A package was turned away: it left nothing, but that it came is written down."""
    record(events.PackageRefused(file=file, why=refusal.code), actor=actor, at=now)


def _name_of(manifest: Manifest) -> str:
    """In the order of names packages stand in the order in which they are taken in."""
    return f"quancheng-{manifest.pair}-{manifest.of}-to-{manifest.to}-{manifest.number:06}.qct"


def _locked(*, is_out: bool) -> Way:
    Way.objects.get_or_create(is_out=is_out)
    return Way.objects.select_for_update().get(is_out=is_out)


def _note_sent(way: Way, package: Carried) -> None:
    package.save(force_insert=True)
    way.last = package.number


def _marks_before(way: Way, number: int) -> dict[str, dict[str, object]]:
    package = way.packages.filter(number=number).first()
    if package is None:
        raise NeverSent(f"第{number}号包没有送出过，最后一个是第{way.last}号；请核对包号", number=number)
    marks: dict[str, dict[str, object]] = package.marks
    return marks


def _after(marks: dict[str, dict[str, object]], kind: Kind) -> int:
    told = marks.get(kind.code, {}).get("after", 0)
    return told if isinstance(told, int) else 0


def _is_new(kind: Kind, rows: object, marks: dict[str, dict[str, object]], pair: Pair) -> bool:
    """Of what grows: whether anything came after; of a whole: whether it is otherwise than it last was."""
    assert isinstance(rows, list | tuple)
    if not kind.is_whole:
        return bool(rows)
    last = marks.get(kind.code, {}).get("digest")
    return digest_of(kind, rows, pair.machine) != last and (bool(rows) or last is not None)


def _mark(kind: Kind, rows: object, pair: Pair) -> dict[str, object]:
    assert isinstance(rows, list | tuple)
    if kind.is_whole:
        return {"digest": digest_of(kind, rows, pair.machine)}
    return {"after": max(row.after for row in rows)}


def _must_be_for_us(package: Package, pair: Pair, name: str) -> None:
    manifest = package.manifest
    if manifest.pair != pair.name:
        raise NotForUs(f"{name} 是给“{manifest.pair}”的，本站是“{pair.name}”；请核对文件，没有导入任何内容")
    if (manifest.of, manifest.to) != (pair.side.other, pair.side):
        raise NotForUs(
            f"{name} 由{manifest.of.says}送往{manifest.to.says}，本站就在{pair.side.says}：方向不对；"
            "请核对文件，没有导入任何内容"
        )


def _known(way: Way, package: Package, name: str) -> Carried | None:
    """The same package, taken in before. Raises PackageMissing, NumberTaken."""
    number = package.manifest.number
    known = way.packages.filter(number=number).first()
    if known is None and number == way.last + 1:
        return None
    if known is None:
        raise PackageMissing(
            f"{name} 是第{number}号包，缺少第{way.last + 1}号包；请按顺序导入，找不到的请对方用 --again "
            f"{way.last + 1} 重新导出，没有导入任何内容",
            missing=way.last + 1,
        )
    if known.digest != package.digest:
        raise NumberTaken(
            f"{name} 与先前导入的第{number}号包编号相同、内容不同；请与对方核对，没有导入任何内容",
            number=number,
        )
    return known


def _write(package: Package, way: Way, pair: Pair, now: datetime) -> int:
    kinds = {kind.code: kind for kind in kinds_to(pair.side)}
    if strange := package.lines.keys() - kinds.keys():
        raise UnknownToUs(f"包里有本站不认识的内容{'、'.join(sorted(strange))}；请先升级本站再导入")
    new, marks = 0, dict(way.marks)
    for code in sorted(package.lines):
        kind = kinds[code]
        rows: tuple[Row, ...] = package.rows_of(kind, pair.machine)
        before = frozenset(marks.get(code, {}).get("keys", ()))
        new += kind.take([row.says for row in rows], before, now)
        if kind.is_whole:
            marks[code] = {"keys": sorted(row.key for row in rows)}
    way.marks = marks
    return new
