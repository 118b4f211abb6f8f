"""Sending: the next package, one that was lost once more, or everything anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from quancheng import VERSION
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.transfer import events
from quancheng.kernel.transfer.kinds import Changing, Growing, kinds_to
from quancheng.kernel.transfer.models import Carried, Way
from quancheng.kernel.transfer.package import Filled, Manifest, key_of, written
from quancheng.kernel.transfer.pair import Pair, direction, ring_of, this_pair
from quancheng.kernel.transfer.queries import may_see_the_way, signs_of
from quancheng.kernel.transfer.validity import must_be_good
from quancheng.kernel.transfer.ways import forget_twins, keep_twins, locked

MOST = 1000  # [D] records of a growing kind in one package: some megabytes, which every gate lets through
ROOM = 32 * 1024 * 1024  # [D] bytes after which a package is full and the next one begins
SETTLED = timedelta(minutes=2)  # [D] what is younger may lie beside a transaction that has not committed yet


class NothingToCarry(Refusal):
    """Everything has travelled."""

    code = "transfer.nothing"


class NeverSent(Refusal):
    """No package of that number was sent, so none can be sent again."""

    code = "transfer.never_sent"


class NotKept(Refusal):
    """The package has arrived, so its bytes are kept no longer."""

    code = "transfer.not_kept"


class NotYoursToAsk(Refusal):
    """The way between the networks is of the whole house: who may see it asks for it, nobody else."""

    code = "transfer.not_yours"
    status = 403


@dataclass(frozen=True, slots=True)
class Sent:
    """A package, ready to be written to a file."""

    name: str
    number: int
    rows: int
    data: bytes


@command
def send_package(*, actor: Actor, now: datetime) -> Sent:
    """Make the next package for the other side.

    Raises NotSetUp, NoKeys, KeyNotGood, NothingToCarry.
    """
    pair, way = this_pair(), locked(is_out=True)
    filled = [one for one in _filled(pair, way, now) if one.says_something]
    if not filled and not _owes_a_word(way, pair, now):
        raise NothingToCarry(f"没有要送往{pair.side.other.says}的新内容，没有写包")
    package = _kept(pair, way, filled, now)
    told = events.PackageSent(
        to=pair.side.other.says, number=package.number, rows=package.rows, digest=package.digest
    )
    sent = _as_file(package)
    record(told, actor=actor, at=now)
    return sent


@command
def send_everything(*, after: int = 0, actor: Actor, now: datetime) -> Sent:
    """Begin afresh: whatever was lost on the way, this package and those after it stand for it.

    `after` is the last number that the other side has, where this house was restored to an earlier day.
    Raises NotSetUp, NoKeys, KeyNotGood.
    """
    pair, way = this_pair(), locked(is_out=True)
    way.last, way.marks, way.wants_anew = max(way.last, after), {}, False
    way.twins.all().delete()
    package = _kept(pair, way, list(_filled(pair, way, now, is_anew=True)), now, is_anew=True)
    told = events.EverythingSent(
        to=pair.side.other.says, number=package.number, rows=package.rows, digest=package.digest
    )
    sent = _as_file(package)
    record(told, actor=actor, at=now)
    return sent


@command
def send_again(*, number: int, actor: Actor, now: datetime) -> Sent:
    """The very package once more that was lost on the way.

    Raises NotSetUp, NoKeys, NeverSent, NotKept.
    """
    pair, way = this_pair(), locked(is_out=True)
    package = way.packages.filter(number=number).first()
    if package is None:
        raise NeverSent(f"第{number}号包没有送出过，最后一个是第{way.last}号；请核对包号", number=number)
    if not package.data:
        raise NotKept(f"第{number}号包对方已经导入，本站不再保存；如对方确实缺少，请改用 --anew 全部重发")
    told = events.PackageSentAgain(
        to=pair.side.other.says, number=number, rows=package.rows, digest=package.digest
    )
    sent = _as_file(package)
    record(told, actor=actor, at=now)
    return sent


@command
def ask_for_everything(*, actor: Actor, now: datetime) -> None:
    """The office wants everything sent anew: the next run of the console begins afresh.

    Raises NotSetUp, NotYoursToAsk.
    """
    if not may_see_the_way(actor):
        raise NotYoursToAsk(
            "全部重发由统一维护日历的政府的政务公开机构或系统管理员办理；需要重发的，请告诉他们"
        )
    pair, way = this_pair(), locked(is_out=True)
    way.wants_anew = True
    way.save(update_fields=["wants_anew"])
    record(events.EverythingWanted(to=pair.side.other.says), actor=actor, at=now)


def _filled(pair: Pair, way: Way, now: datetime, *, is_anew: bool = False) -> Iterator[Filled]:
    """What each kind has to say, as far as there is room: the rest goes with the next package."""
    room = ROOM
    for kind in kinds_to(pair.side.other):
        if isinstance(kind, Growing):
            one = _grown(kind, way, pair, now)
        else:
            assert isinstance(kind, Changing)
            one = _changed(kind, way, pair, room, is_anew=is_anew)
        room -= one.size
        yield one


def _grown(kind: Growing, way: Way, pair: Pair, now: datetime) -> Filled:
    filled = Filled(kind)
    for row in kind.rows(way.marks.get(kind.code, 0), now - SETTLED, MOST):
        filled.add(row, pair.sending)
        way.marks = {**way.marks, kind.code: row.after}
    return filled


def _changed(kind: Changing, way: Way, pair: Pair, room: int, *, is_anew: bool) -> Filled:
    """What is otherwise than it was last told; the twins are set to what is told now."""
    signs, before = kind.signs(), signs_of(way, kind.code)
    filled = Filled(kind, gone=tuple(sorted(before.keys() - signs.keys())))
    if is_anew:
        filled.only = tuple(signs)
    for row in kind.rows([key for key, sign in signs.items() if before.get(key) != sign]):
        if filled.size >= room:
            break
        filled.add(row, pair.sending)
    forget_twins(way, kind.code, filled.gone)
    keep_twins(way, kind.code, {key: signs[key] for key in filled.keys})
    return filled


def _owes_a_word(way: Way, pair: Pair, now: datetime) -> bool:
    """Whether the other side waits to hear that its packages came, or should hear that the way is open."""
    come = Carried.objects.filter(way__is_out=False, number__gt=way.told, rows__gt=0)
    last = way.packages.order_by("-number").first()
    return come.exists() or (last is not None and now - last.at >= pair.quiet / 2)


def _as_file(package: Carried) -> Sent:
    return Sent(package.name, package.number, package.rows, package.data.encode())


def _kept(pair: Pair, way: Way, filled: Sequence[Filled], now: datetime, *, is_anew: bool = False) -> Carried:
    """Write the package down, its bytes too, until the other side tells that it has them."""
    incoming = Way.objects.filter(is_out=False).first()
    manifest = Manifest(
        pair=pair.name, of=pair.side, to=pair.side.other, number=way.last + 1, at=now, version=VERSION,
        taken=incoming.last if incoming else 0, anew=is_anew,
    )  # fmt: skip
    text = written(manifest, filled, pair.sending)
    must_be_good(ring_of(pair.keys, pair.side), key_of(text), on=timezone.localdate(now))
    rows = sum(len(one.lines) + len(one.gone) for one in filled)
    name = f"quancheng-{pair.name}-{direction(pair.side)}-{manifest.number:06}.qct"
    package = Carried(
        way=way, number=manifest.number, digest=pair.sending.digest(text.encode()), rows=rows, at=now,
        marks=way.marks, name=name, data=text, is_anew=is_anew,
    )  # fmt: skip
    package.save(force_insert=True)
    way.last, way.told = manifest.number, manifest.taken
    way.save(update_fields=["last", "told", "marks", "wants_anew"])
    return package
