"""For what a proceeding is stayed (中止), and after how long some stays end it. Pure.

行政复议: 《行政复议法》(2023) art. 39 and 41(5) [V]. 行政诉讼: 法释〔2018〕1号 arts. 87 and 88 [M].
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.remedies.rules.kinds import Track


class UnknownGround(Refusal):
    """No law knows such a ground."""

    code = "remedies.unknown_ground"
    status = 422


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground. `may_end`: nobody goes on with it; after the days of a norm the proceeding is ended."""

    code: str
    track: Track
    says: str
    law: str
    may_end: bool = False


def _reviewed(code: str, item: str, says: str, *, may_end: bool = False) -> Ground:
    return Ground(f"r-{code}", Track.REVIEW, says, f"《行政复议法》第三十九条第一款第{item}项", may_end)


def _sued(code: str, item: str, says: str, *, may_end: bool = False) -> Ground:
    return Ground(f"s-{code}", Track.SUIT, says, f"法释〔2018〕1号第八十七条第一款第{item}项", may_end)


GROUNDS = (
    _reviewed("died", "一", "申请人死亡，近亲属是否参加未定", may_end=True),
    _reviewed("incapable", "二", "申请人丧失行为能力，法定代理人未定", may_end=True),
    _reviewed("missing", "三", "申请人下落不明"),
    _reviewed("dissolved", "四", "申请人单位终止，承受人未定", may_end=True),
    _reviewed("force", "五", "因不可抗力或者其他正当理由不能参加"),
    _reviewed("mediation", "六", "进行调解、和解，双方同意中止"),
    _reviewed("interpretation", "七", "法律适用须由有权机关解释或者确认"),
    _reviewed("other-case", "八", "须以其他尚未审结的案件为依据"),
    _reviewed("norm", "九", "对规范性文件或者依据的附带审查"),
    _reviewed("other", "十", "其他需要中止的情形"),
    _sued("died", "一", "原告死亡，近亲属是否参加未定", may_end=True),
    _sued("incapable", "二", "原告丧失行为能力，法定代理人未定", may_end=True),
    _sued("dissolved", "三", "一方单位终止，承受人未定", may_end=True),
    _sued("force", "四", "一方因不可抗力不能参加"),
    _sued("interpretation", "五", "法律适用须由有权机关解释或者确认"),
    _sued("other-case", "六", "须以其他尚未审结的案件为依据"),
    _sued("other", "七", "其他应当中止的情形"),
)
BY_CODE: Mapping[str, Ground] = {one.code: one for one in GROUNDS}
CODES = tuple(one.code for one in GROUNDS)


def ground_called(code: str, track: Track) -> Ground:
    """One ground on a track. Raises UnknownGround."""
    found = BY_CODE.get(code)
    if found is None or found.track is not track:
        raise UnknownGround(f"{track.says}没有这种中止的情形，请从列表中选择", ground=code)
    return found
