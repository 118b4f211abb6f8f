"""From one state to the next, by who saw the last. Plain functions for commands."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import F

from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.notify.registry import NoticeKind
from quancheng.kernel.notify.telling import tell
from quancheng.kernel.redaction.events import REDACTION_KIND
from quancheng.kernel.redaction.models import Redaction
from quancheng.kernel.redaction.refusals import ChangedMeanwhile, NotOpen

State = Redaction.State


def move(
    redaction: Redaction, version: int, told: Mapping[str, object], *, out_of: Collection[State]
) -> None:
    """Another state, for who saw this version. Raises NotOpen, ChangedMeanwhile."""
    if redaction.state not in out_of:
        raise NotOpen(f"这份区分处理{redaction.get_state_display()}，现在不能这样办理；请刷新页面")
    here = Redaction.objects.filter(pk=redaction.pk, state=redaction.state, version=version)
    if not here.update(version=F("version") + 1, **told):
        raise ChangedMeanwhile("这份区分处理在您打开之后有改动，请核对现在的内容后再办理")
    redaction.refresh_from_db()


def touch(redaction: Redaction) -> None:
    """The draft is another one from now on. Raises NotOpen."""
    here = Redaction.objects.filter(pk=redaction.pk, state=State.DRAFT)
    if not here.update(version=F("version") + 1):
        raise NotOpen("这份区分处理刚刚已送复核或放弃，现在不能修改；请刷新页面")
    redaction.refresh_from_db(fields=["version", "state"])


def tell_of(
    redaction: Redaction, kind: NoticeKind, people: Iterable[int], facts: dict[str, str], *, now: datetime
) -> None:
    about = RecordRef(REDACTION_KIND, str(redaction.pk))
    tell(
        person_ids=people, kind=kind, facts=facts, about=about, at=now, tenant_id=redaction.tenant_id,
        once=f"{kind.code}:{redaction.pk}:{redaction.version}",
    )  # fmt: skip
