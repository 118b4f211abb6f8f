"""Which of the two houses this one is, and the key that both hold."""

from dataclasses import dataclass

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
    """This house and the other one: one name for both, one side each, one ring of keys in both."""

    name: str
    side: Side
    machine: CryptoMachine


def this_pair() -> Pair:
    """As the settings tell. Raises NotSetUp, NoKeys."""
    told = settings.TRANSFER
    if told.side not in set(Side) or not told.pair or told.keys is None:
        raise NotSetUp(
            "本站没有设置跨网摆渡；请在环境变量 QUANCHENG_TRANSFER_SIDE 里写明本站在 inside 还是 outside，"
            "在 QUANCHENG_TRANSFER_PAIR 和 QUANCHENG_TRANSFER_KEYS 里写明两侧共用的名称和摆渡密钥目录"
        )
    return Pair(told.pair, Side(told.side), SoftMachine(read_ring(told.keys)))
