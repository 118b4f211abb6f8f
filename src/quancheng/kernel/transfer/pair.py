"""Which of the two houses this one is, and the keys of each direction."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.keys import read_ring
from quancheng.kernel.crypto.port import CryptoMachine
from quancheng.kernel.crypto.soft import SoftMachine
from quancheng.kernel.transfer.kinds import Side


class NotSetUp(Refusal):
    """This house has no other one."""

    code = "transfer.not_set_up"


@dataclass(frozen=True, slots=True)
class Pair:
    """This house and the other one: one name for both, one side each, a ring of keys for each direction."""

    name: str
    side: Side
    sending: CryptoMachine
    reading: CryptoMachine
    keys: Path
    quiet: timedelta  # after so long without a package the way is taken for interrupted

    def ring_of(self, side: str) -> CryptoMachine:
        """The ring of the direction that begins at a side: also for one that came back to its own."""
        return self.sending if side == self.side else self.reading


def direction(of: Side) -> str:
    """The name of one direction: of its ring's folder, and within the names of its packages."""
    return f"{of}-to-{of.other}"


def ring_of(keys: Path, of: Side) -> Path:
    """Where the ring of one direction lies."""
    return keys / direction(of)


def is_set_up() -> bool:
    """Whether there is another house at all."""
    return bool(settings.TRANSFER.side)


def is_outside() -> bool:
    """Whether this house stands before the public alone, and the one where the agencies work is another."""
    return settings.TRANSFER.side == Side.OUTSIDE


def this_pair() -> Pair:
    """As the settings tell. Raises NotSetUp, NoKeys."""
    told = settings.TRANSFER
    if told.side not in set(Side) or not told.pair or told.keys is None:
        raise NotSetUp(
            "本站没有设置跨网摆渡；请在环境变量 QUANCHENG_TRANSFER_SIDE 里写明本站在 inside 还是 outside，"
            "在 QUANCHENG_TRANSFER_PAIR 和 QUANCHENG_TRANSFER_KEYS 里写明两侧共用的名称和摆渡密钥目录"
        )
    side = Side(told.side)
    sending, reading = (SoftMachine(read_ring(ring_of(told.keys, of))) for of in (side, side.other))
    return Pair(told.pair, side, sending, reading, told.keys, timedelta(hours=told.quiet_hours))
