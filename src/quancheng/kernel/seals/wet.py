"""Paper and ink: nothing is signed electronically; the letter shows where the wet seal goes."""

from datetime import datetime

from quancheng.kernel.seals.looking import look
from quancheng.kernel.seals.port import Paper, Sealing
from quancheng.kernel.seals.refusals import NotSealable
from quancheng.kernel.seals.verdict import Report

RING = "（盖章处）"


class WetSeal:
    """The default: the paper is printed with a ring, sealed by hand, and comes back as a scan."""

    is_electronic = False
    says = "实物印章"

    def sign(self, data: bytes, sealing: Sealing) -> bytes:  # noqa: ARG002  # the port's signature
        """Raises NotSealable: ink does not flow here."""
        raise NotSealable("本单位使用实物印章，请打印后在盖章处盖章，再登记扫描件")

    def verify(self, data: bytes, *, paper: Paper, now: datetime) -> Report:
        """What others signed electronically is looked at all the same. Raises FileRefused."""
        return look(data, paper=paper, now=now)
