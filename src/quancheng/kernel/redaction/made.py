"""What was made, and what was proved of it, before any of it is kept. Pure."""

from dataclasses import dataclass

from quancheng.kernel.files.kinds import Kind


@dataclass(frozen=True, slots=True)
class Check:
    """One place that was looked through, and what was found: in words for people."""

    place: str
    says: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """Covered words that stand openly elsewhere, and where."""

    words: str
    pages: tuple[int, ...]  # of a text: the numbers of its lines
    unit: str = "页"

    @property
    def where(self) -> str:
        told = "、".join(str(page) for page in self.pages[:MOST_TOLD])
        more = "等" if len(self.pages) > MOST_TOLD else ""
        return f"第{told}{more}{self.unit}"


MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Made:
    """The open part as a file, from which version of which draft, and the proof."""

    redaction_id: int
    version: int
    data: bytes
    kind: Kind
    name: str
    original_digest: str
    parts: int
    goes_out_as: str  # the title under which it was proved, if it has one of its own
    needles: tuple[str, ...]
    repeats: tuple[Repeat, ...]
    checks: tuple[Check, ...]
