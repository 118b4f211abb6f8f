"""Keeping what stood behind an address: text, time, digest, picture; and looking again later. No database.

What was seen is told as data (`Seen`); a command writes it down.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from quancheng.kernel.crypto.port import machine
from quancheng.kernel.files.content import Content, Table
from quancheng.kernel.files.fetch.picture import picture_of
from quancheng.kernel.files.fetch.port import Fetched, NotFetched, fetcher
from quancheng.kernel.files.refused import FileRefused
from quancheng.kernel.files.safety import EVIDENCE, Upload, check_upload

LONGEST_TEXT = 200_000  # characters kept of one page
A_LINE = 6  # characters; shorter lines are dates, counters and menus, which come and go
NAME = "网页快照"


class Outcome(StrEnum):
    """What a look at an address found."""

    KEPT = "kept"  # the first time
    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"  # no page came
    REFUSED = "refused"  # we do not go there, or may not keep what is there

    @property
    def says(self) -> str:
        return _SAYS[self]

    @property
    def tone(self) -> str:
        return _TONES[self]

    @property
    def is_seen(self) -> bool:
        """Whether there was a page to see."""
        return self in {Outcome.KEPT, Outcome.SAME, Outcome.CHANGED}

    @property
    def is_kept(self) -> bool:
        """Whether what was seen is kept: what says the same as before is there already."""
        return self in {Outcome.KEPT, Outcome.CHANGED}


_SAYS = {
    Outcome.KEPT: "已存快照",
    Outcome.SAME: "核对无变化",
    Outcome.CHANGED: "内容有变化",
    Outcome.GONE: "打不开",
    Outcome.REFUSED: "未抓取",
}
_TONES = {
    Outcome.KEPT: "green",
    Outcome.SAME: "green",
    Outcome.CHANGED: "yellow",
    Outcome.GONE: "orange",
    Outcome.REFUSED: "grey",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood behind an address at one moment, or why nothing did."""

    outcome: Outcome
    address: str
    why: str = ""
    status: int | None = None
    title: str = ""
    text: str = ""
    data: bytes = b""
    upload: Upload | None = None
    picture: bytes | None = None

    @property
    def digest(self) -> str:
        """SM3 of the text; empty when there is none."""
        return machine().digest(self.text.encode()) if self.text else ""


def look_at(address: str, *, before: str | None) -> Seen:
    """Fetch the page, read its text, and compare it with the text that was kept before, if any.

    May take two minutes; never raises for what a foreign host does.
    """
    try:
        page = fetcher().fetch(address)
    except NotFetched as failed:
        outcome = Outcome.REFUSED if failed.is_refused else Outcome.GONE
        return Seen(outcome, address, why=failed.sentence, status=failed.status)
    try:
        upload = check_upload(page.data, name=NAME, accepted=EVIDENCE)
    except FileRefused as refused:
        return Seen(Outcome.REFUSED, page.address, why=refused.sentence, status=page.status)
    seen = _compared(_read(page, upload), before)
    return replace(seen, picture=picture_of(page)) if seen.outcome.is_kept else seen


def unreadable(address: str) -> Seen:
    """A look that came to nothing because the house itself stumbled over what it got."""
    return Seen(Outcome.REFUSED, address, why="系统处理这个网页时出错，没有保存；请系统管理员查看运行日志")


def text_of(content: Content) -> str:
    """All that stands in a document as lines of text."""
    lines: list[str] = []
    for block in content.blocks:
        if isinstance(block, Table):
            lines += _rows(block)
        else:
            lines.append(block.text)
    return "\n".join(line.strip() for line in lines if line.strip())[:LONGEST_TEXT]


def lost_lines(before: str, now: str) -> list[str]:
    """Lines of the kept text that the page shows no more; short ones do not count."""
    here = {_bare(line) for line in now.splitlines()}
    return [line for line in before.splitlines() if len(_bare(line)) >= A_LINE and _bare(line) not in here]


def _read(page: Fetched, upload: Upload) -> Seen:
    text = text_of(upload.content) if upload.content else ""
    return Seen(
        Outcome.KEPT,
        page.address,
        status=page.status,
        title=text.partition("\n")[0][:200],
        text=text,
        data=page.data,
        upload=upload,
    )


def _compared(seen: Seen, before: str | None) -> Seen:
    if before is None:
        return seen
    lost = lost_lines(before, seen.text)
    if not lost:
        return replace(seen, outcome=Outcome.SAME)
    why = f"保存过的内容少了{len(lost)}行，如“{lost[0][:40]}”"
    return replace(seen, outcome=Outcome.CHANGED, why=why)


def _rows(table: Table) -> list[str]:
    return ["\t".join(cell.text.replace("\n", " ") for cell in row if not cell.covered) for row in table.rows]


def _bare(line: str) -> str:
    return "".join(line.split())
