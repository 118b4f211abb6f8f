"""A file whose signatures are to be looked at: through the gate first, whatever it claims to be."""

from datetime import datetime

from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.names import safe_name
from quancheng.kernel.files.reading import labelled_kind
from quancheng.kernel.seals.port import Paper, machine
from quancheng.kernel.seals.verdict import Report

PAPERS = {Kind.PDF: Paper.PDF, Kind.OFD: Paper.OFD}


def verdicts_on(data: bytes, *, name: str, now: datetime) -> Report:
    """A verdict for each signature in the file. Raises FileRefused."""
    kind = labelled_kind(data, name=safe_name(name), accepted=frozenset(PAPERS))
    return machine().verify(data, paper=PAPERS[kind], now=now)
