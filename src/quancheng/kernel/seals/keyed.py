"""Keys in a folder: pdf by cryptographic messages (PAdES), OFD by an electronic seal in SM2 (GB/T 38540)."""

from datetime import datetime

from quancheng.kernel.seals.looking import look
from quancheng.kernel.seals.ofd import signing as of_ofd
from quancheng.kernel.seals.pdf import signing as of_pdf
from quancheng.kernel.seals.port import Paper, Sealing
from quancheng.kernel.seals.verdict import Report


class KeySeal:
    """Electronic seals with keys that the house holds itself."""

    is_electronic = True
    says = "电子印章"

    def sign(self, data: bytes, sealing: Sealing) -> bytes:
        """The document with the seal on it. Raises NoKey, NotSealable, FileRefused."""
        signed = of_ofd.sign if sealing.paper is Paper.OFD else of_pdf.sign
        return signed(data, sealing)

    def verify(self, data: bytes, *, paper: Paper, now: datetime) -> Report:
        """A verdict for each signature. Raises FileRefused."""
        return look(data, paper=paper, now=now)
