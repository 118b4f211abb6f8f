"""What becomes of a file that is brought: the gate first, then every reader that could meet it."""

import time
import warnings
from dataclasses import dataclass

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.filled import read_filled
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.safety import EVIDENCE, Upload, check_upload
from quancheng.kernel.orgs.register.book import read_book
from quancheng.records.plan.rules import understand
from quancheng.records.plan.rules.commitments import understand_commitments
from quancheng.records.plan.rules.filling import REPORTS
from tests.malformed.files import Broken

CHINESE = range(0x4E00, 0x9FFF + 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended: let in, or with these sentences; `fault` is what should never be."""

    file: Broken
    sentences: tuple[str, ...]
    fault: str
    seconds: float

    @property
    def is_in_order(self) -> bool:
        return not self.fault and all(_is_told(sentence) for sentence in self.sentences)


def outcome_of(file: Broken) -> Outcome:
    """Bring it as officials do. Whatever is no Refusal is a fault."""
    began, sentences, fault = time.perf_counter(), [], ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # libraries tell of oddities that they mend
            sentences = _brought(file)
    except Exception as unforeseen:  # noqa: BLE001  # it is what is looked for
        fault = f"{type(unforeseen).__name__}: {unforeseen}"
    return Outcome(file, tuple(sentences), fault, time.perf_counter() - began)


def _brought(file: Broken) -> list[str]:
    try:
        upload = check_upload(file.data, name=file.name, accepted=EVIDENCE)
    except Refusal as refusal:
        return [refusal.sentence]
    return _read(upload, file.data)


def _read(upload: Upload, data: bytes) -> list[str]:
    if upload.content is not None:
        understand(upload.content)
        understand_commitments(upload.content)
    if upload.kind is not Kind.XLSX:
        return []
    sentences = []
    for read in (lambda: read_filled(data, template=REPORTS), lambda: read_book(data)):
        try:
            read()
        except Refusal as refusal:
            sentences.append(refusal.sentence)
    return sentences


def _is_told(sentence: str) -> bool:
    return any(ord(sign) in CHINESE for sign in sentence)
