"""The 呈批单 as a paper: what is laid before whom, room for each word and signature, and the text itself."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from quancheng.kernel.approvals.contents import read
from quancheng.kernel.approvals.models import Approval, Stage
from quancheng.kernel.approvals.queries import decider_of, last_day_of, writers_of_paper
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.casework.queries import due_on
from quancheng.kernel.files.letterhead import Block, Column, Grid, Heading, Letter, Text, in_chinese

ROOM = "\n\n\n"  # for a hand-written word, a signature and a day
FACTS = (Column("事项", 3), Column("内容", 11))
SIGNING = (Column("环节", 3), Column("批示岗位", 4), Column("批示意见、签名和日期", 9))


def slip(approval: Approval, stages: Sequence[Stage]) -> Letter:
    """The paper that is printed, signed by hand and scanned; the version stands under each table."""
    return Letter(
        issuer=approval.case.unit.name,
        number=approval.code,
        title="文件呈批单",
        body=tuple(_body(approval, stages)),
        sender="",
    )


def _body(approval: Approval, stages: Sequence[Stage]) -> Iterator[Block]:
    mark = f"版本 {approval.mark}"
    until, last = due_on(approval.case), last_day_of(RecordRef.parse(approval.about))
    facts = (
        ("文稿", approval.title),
        ("呈送", f"{approval.case.unit} {approval.submitted_by}"),
        ("拟稿", "、".join(str(one) for one in writers_of_paper(approval)) or "–"),
        ("日期", f"{in_chinese(timezone.localdate(approval.submitted_at))}呈送"
         + (f"，希望{in_chinese(until)}前批复" if until else "")),
        *([("办理期限", f"{in_chinese(last)}（呈批期间继续计算）")] if last else []),
        ("说明", approval.reason or "–"),
        ("版本", f"{approval.mark}（内容SM3摘要的前8位；交回扫描件时须填写）"),
    )  # fmt: skip
    yield Grid("呈批事项", FACTS, facts, f"{approval.code}　{mark}")
    yield Grid("批示", SIGNING, tuple(_line(stage) for stage in stages), f"{approval.code}　{mark}")
    yield Heading("附：呈批文稿")
    paper = read(approval.contents)
    yield Text(paper.title)
    yield from paper.blocks


def _line(stage: Stage) -> tuple[str, str, str]:
    if not stage.word:
        return stage.says, str(stage.post), ROOM
    day = in_chinese(stage.decided_on) if stage.decided_on else ""
    said = stage.opinion or stage.get_word_display()
    return stage.says, str(stage.post), f"{said}\n{decider_of(stage)}　{day}"
