"""A letter under a seal: signed where the machine signs, with the place of the ring where ink does it."""

from dataclasses import dataclass
from datetime import datetime

from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.kinds import Kind
from quancheng.kernel.files.letterhead import as_pdf
from quancheng.kernel.files.names import safe_name
from quancheng.kernel.files.safety import Upload
from quancheng.kernel.seals.models import Seal, Use
from quancheng.kernel.seals.papers import Issued
from quancheng.kernel.seals.picture import Face
from quancheng.kernel.seals.place import place_on
from quancheng.kernel.seals.port import Paper, Sealing, machine
from quancheng.kernel.seals.wet import RING


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The document that is kept, and the digests before and after."""

    data: bytes
    upload: Upload
    before: str
    after: str
    channel: Use.Channel


def face_of(seal: Seal) -> Face:
    """What stands on a seal."""
    return Face(seal.organ, seal.below, seal.diameter)


def is_electronic(seal: Seal) -> bool:
    """Whether the house signs with this seal: its machine can, and the seal has a key."""
    return machine().is_electronic and bool(seal.key)


def sealed(seal: Seal, paper: Issued, *, reason: str, at: datetime) -> Sealed:
    """The letter as pdf under the seal. Raises NoKey, NotSealable, NoPrinter."""
    if not is_electronic(seal):
        data = as_pdf(paper.letter, seal=RING)
        place_on(data, paper.letter)
        return _kept(paper, data, data, "待盖章", Use.Channel.WET)
    plain = as_pdf(paper.letter)
    asked = Sealing(
        paper=Paper.PDF, face=face_of(seal), key=seal.key, place=place_on(plain, paper.letter), reason=reason,
        at=at,
    )  # fmt: skip
    return _kept(paper, plain, machine().sign(plain, asked), "已盖章", Use.Channel.ELECTRONIC)


def _kept(paper: Issued, before: bytes, data: bytes, word: str, channel: Use.Channel) -> Sealed:
    name = safe_name(f"{paper.letter.number} {paper.title}（{word}）.pdf")
    after = digest_of(data) if channel is Use.Channel.ELECTRONIC else ""
    return Sealed(
        data=data, upload=Upload(name, Kind.PDF, len(data), None), before=digest_of(before), after=after,
        channel=channel,
    )  # fmt: skip
