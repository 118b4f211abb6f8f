"""How long proceedings rested, and what to look out for while they do."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet

from quancheng.records.remedies.models import Proceeding, Stay
from quancheng.records.remedies.queries.norms import days_on
from quancheng.records.remedies.rules.kinds import Kind, Track
from quancheng.records.remedies.rules.stays import BY_CODE
from quancheng.records.remedies.workflow import STAYED


def stays_of(proceeding: Proceeding) -> QuerySet[Stay]:
    """Every stay of it, the first first."""
    return Stay.objects.filter(proceeding=proceeding)


def open_stay(proceeding: Proceeding) -> Stay | None:
    """The one that is not over."""
    return stays_of(proceeding).filter(resumed_on__isnull=True).first()


def latest_stay(proceeding: Proceeding) -> Stay | None:
    """The last that was entered."""
    return stays_of(proceeding).last()


def is_stayed(proceeding: Proceeding) -> bool:
    """Whether it rests now."""
    return proceeding.case.state in STAYED


def doubts_of_stay(proceeding: Proceeding, *, today: date) -> Iterator[str]:
    """What the agency should look to while it rests: it stops nothing."""
    stay = open_stay(proceeding) if is_stayed(proceeding) else None
    if stay is None:
        return
    track, ground = Kind(proceeding.kind).track, BY_CODE[stay.ground]
    is_review = track is Track.REVIEW
    if stay.told_on is None:
        organ, law = ("复议机关", "（《行政复议法》第三十九条第三款）") if is_review else ("人民法院", "")
        yield f"{organ}中止、恢复审理，应当书面告知当事人{law}；还没有登记收到告知，请与{organ}联系。"
    if not ground.may_end:
        return
    code = "stay_review" if is_review else "stay_suit"
    days = days_on(code, tenant_id=proceeding.tenant_id, on=stay.stayed_on)
    until = stay.stayed_on + timedelta(days=days)
    if today > until:
        ends, law = (
            ("终止", "《行政复议法》第四十一条") if is_review else ("终结", "法释〔2018〕1号第八十八条")
        )
        yield f"中止到{until}已满{days}日；原因仍未消除的，可以{ends}（{law}），收到文书后在这里登记结果。"
