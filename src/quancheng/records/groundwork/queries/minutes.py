"""The minutes of a meeting (会议纪要) as a paper on the unit's letterhead."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import as_docx
from quancheng.kernel.files.letterhead.letter import (
    Block,
    Column,
    Grid,
    Heading,
    Letter,
    Text,
    in_chinese,
    paragraphs_of,
)
from quancheng.records.groundwork.models import Gathering
from quancheng.records.groundwork.queries.gatherings import day_of, gathering_for, may_read_inside

NUMBERS = "一二三四五六"


class NoMinutes(Refusal):
    """Nothing has been written down of the meeting, or it is not for the actor."""

    code = "groundwork.no_minutes"
    status = 404


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file and its name."""

    data: bytes
    name: str


def minutes_of(actor: Actor, gathering_id: int) -> Paper:
    """The minutes of one meeting or training. Raises NoSuchGathering, NoMinutes."""
    one = gathering_for(actor, gathering_id)
    if not may_read_inside(actor, one):
        raise NoMinutes("会议纪要只供举办单位和本级政务公开机构查看")
    if not one.minutes.strip():
        raise NoMinutes("还没有填写会议纪要，请先在“修改内容”里填写")
    unit = str(one.case.unit)
    letter = Letter(
        issuer=unit, title=f"{one.title}纪要", body=tuple(_body(one)), sender=unit, on=day_of(one.starts_at)
    )
    return Paper(as_docx(letter), f"{one.title}纪要.docx")


def _body(one: Gathering) -> Iterator[Block]:
    parts = (_facts(one), _agenda(one), tuple(paragraphs_of(one.minutes)), _decisions(one))
    titles = ("基本情况", "议程", "会议内容", "议定事项")
    told = [(title, part) for title, part in zip(titles, parts, strict=True) if part]
    for number, (title, part) in zip(NUMBERS, told, strict=False):
        yield Heading(f"{number}、{title}")
        yield from part


def _facts(one: Gathering) -> tuple[Block, ...]:
    begins, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    chair = f"{one.chair}（主要负责同志）" if one.is_chaired_by_leader else one.chair
    facts = (
        ("时间", f"{in_chinese(begins.date())}{begins:%H:%M}至{ends:%H:%M}"),
        ("地点", one.place),
        ("主持", chair),
        ("授课", one.trainer),
        ("参加范围", one.for_whom),
    )
    return tuple(Text(f"{says}：{told}") for says, told in facts if told)


def _agenda(one: Gathering) -> tuple[Block, ...]:
    return tuple(
        Text(f"{each.place}．{each.title}{f'（{each.reporter}汇报）' if each.reporter else ''}")
        for each in one.agenda.all()
    )


def _decisions(one: Gathering) -> tuple[Block, ...]:
    rows = tuple(
        (each.what, f"{each.unit}{each.who}", in_chinese(each.due_on))
        for each in one.decisions.select_related("unit")
    )
    columns = (Column("议定事项", 5), Column("责任单位、责任人", 3), Column("完成时限", 2))
    return (Grid("议定事项", columns, rows),) if rows else ()
