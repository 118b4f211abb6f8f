"""What looking at a signature brought to light: sentences, each with what it means for the whole. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

UNREAD = "签名人无法读取"
NOTHING_FOUND = "没有得到任何核对结果"


class Outcome(IntEnum):
    """From good to bad; the worst finding decides. A note decides nothing."""

    NOTE = 0
    HOLDS = 1
    UNSURE = 2
    BROKEN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, in a sentence."""

    outcome: Outcome
    says: str

    @property
    def is_note(self) -> bool:
        return self.outcome is Outcome.NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One signature: who, when, by which seal, what was found; a bare signature has no seal."""

    signer: str
    signed_at: datetime | None
    seal: str
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst finding; where nothing but notes was found, nothing is sure."""
        return worst(self.findings) or Outcome.UNSURE

    @property
    def sentence(self) -> str:
        """The result in one sentence; it claims no more than was checked."""
        who = self._named
        if self.outcome is Outcome.BROKEN:
            reason = next(one.says for one in self.findings if one.outcome is Outcome.BROKEN)
            return f"{who}无效：{reason}"
        if self.outcome is Outcome.UNSURE:
            unsure_of = (one.says for one in self.findings if one.outcome is Outcome.UNSURE)
            reason = next(unsure_of, NOTHING_FOUND)
            return f"{who}不能确认：{reason}"
        return f"{who}有效：文件签署后没有改动，证书链到达本单位信任的根证书"

    @property
    def _named(self) -> str:
        if self.seal:
            return f"“{self.seal}”印章"
        return "这个签名" if self.signer == UNREAD else f"“{self.signer}”的签名"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found in one file: a verdict for each signature, and what concerns the file as a whole."""

    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Of the whole file: a note alone (no signature at all) is no confirmation of anything."""
        return max((worst(self.findings), *(one.outcome for one in self.verdicts)))

    @property
    def is_signed(self) -> bool:
        return bool(self.verdicts)

    @property
    def sentence(self) -> str:
        if not self.verdicts:
            return "文件里没有电子签名或电子印章，无从验证；纸质印章的扫描件须由人核对原件"
        count = len(self.verdicts)
        return {
            Outcome.BROKEN: f"共{count}个签名，有无效的，请逐项查看",
            Outcome.UNSURE: f"共{count}个签名，有不能确认的，请逐项查看",
        }.get(self.outcome, f"共{count}个签名，全部有效")


def worst(findings: Iterable[Finding]) -> Outcome:
    """The finding that decides."""
    return max((one.outcome for one in findings), default=Outcome.NOTE)


def note(says: str) -> Finding:
    return Finding(Outcome.NOTE, says)


def holds(says: str) -> Finding:
    return Finding(Outcome.HOLDS, says)


def unsure(says: str) -> Finding:
    return Finding(Outcome.UNSURE, says)


def broken(says: str) -> Finding:
    return Finding(Outcome.BROKEN, says)
