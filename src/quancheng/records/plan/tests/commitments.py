"""A small list of public commitments in our own words, and the people who keep it."""

from collections.abc import Sequence
from datetime import date

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.models import Unit
from quancheng.records.plan.commands import commitment_drafts as drafts
from quancheng.records.plan.commands import commitment_editions as editions
from quancheng.records.plan.commands import commitments as working
from quancheng.records.plan.models import Commitment, CommitmentDraft, CommitmentEdition, CommitmentNote
from quancheng.records.plan.tests.conftest import NOW, official

HEADER = ("序号", "重点任务", "承诺内容", "完成时限", "责任单位", "责任人")
THREE = (
    ("1", "口袋公园", "新建30处。", "2026年9月底前", "市财政局", "演示·赵清泉（局长）"),
    ("2", "老旧小区", "改造69个。", "12月底前", "市发展改革委牵头，市财政局配合", "演示·钱涌波（主任）"),
    ("3", "社区食堂", "新开12家。", "2026年6月30日", "市财政局", "演示·赵清泉（局长）"),
)
TITLE = "泉州湾市2026年度重点任务公开承诺清单"


def listed(rows: Sequence[Sequence[str]] = THREE, title: str = TITLE) -> bytes:
    """A list as a flattened table: one cell a line, a blank line between rows."""
    blocks = ["\n".join(f"\t{cell}" for cell in row) for row in (HEADER, *rows)]
    return "\n\n".join([title, *blocks, ""]).encode()


def brought(office: Actor, rows: Sequence[Sequence[str]] = THREE, title: str = TITLE) -> CommitmentDraft:
    data = listed(rows, title)
    upload = check_upload(data, name="承诺清单.txt")
    return drafts.bring_commitments(upload=upload, data=data, actor=office, now=NOW)


def sent(
    office: Actor, rows: Sequence[Sequence[str]] = THREE, *, title: str = TITLE, reason: str = ""
) -> CommitmentDraft:
    draft = brought(office, rows, title)
    return editions.confirm_commitments(
        draft_id=draft.pk, version=draft.version, reason=reason, actor=office, now=NOW
    )


def published(
    office: Actor, head: Actor, rows: Sequence[Sequence[str]] = THREE, *, title: str = TITLE, reason: str = ""
) -> CommitmentEdition:
    draft = sent(office, rows, title=title, reason=reason)
    return editions.publish_commitments(draft_id=draft.pk, version=draft.version, actor=head, now=NOW)


def staff(short: str, account: str, *roles: str) -> Actor:
    """An official of a unit of the small city."""
    unit = Unit.objects.get(short_name=short)
    actor = official(unit.tenant, account, *roles)
    return Actor(**{**{name: getattr(actor, name) for name in Actor.__slots__}, "unit_id": unit.pk})


def told(commitment: Commitment) -> dict[str, object]:
    """How a page that was opened just now names a commitment."""
    fresh = Commitment.objects.select_related("case").get(pk=commitment.pk)
    return {"ref": fresh.ref, "version": fresh.case.version}


def report(
    commitment: Commitment, clerk: Actor, *, on: date, is_done: bool = False, words: str = "已完成一半。"
) -> CommitmentNote:
    address = "https://www.example.cn/a.html" if is_done else ""
    return working.report_progress(
        **told(commitment), on=on, words=words, is_done=is_done, address=address, actor=clerk, now=NOW
    )
