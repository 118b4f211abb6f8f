"""Looking at the signatures of a document by the rules and the trusted roots of the house, offline."""

from datetime import datetime

from django.conf import settings

from quancheng.kernel.seals.certificates import roots_in
from quancheng.kernel.seals.ofd import verifying as of_ofd
from quancheng.kernel.seals.pdf import verifying as of_pdf
from quancheng.kernel.seals.port import Paper
from quancheng.kernel.seals.verdict import Report


def look(data: bytes, *, paper: Paper, now: datetime) -> Report:
    """A verdict for each signature. Raises FileRefused."""
    roots = roots_in(settings.SEALS.roots)
    if paper is Paper.OFD:
        return of_ofd.verify(data, roots=roots, now=now)
    return of_pdf.verify(data, roots=roots, now=now)
