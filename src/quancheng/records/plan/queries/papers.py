"""Supervision orders and bulletins as official letters, ready to be printed."""

from collections.abc import Iterator

from django.utils import timezone

from quancheng.kernel.files.letterhead import (
    Block,
    Column,
    Grid,
    Heading,
    Letter,
    Text,
    in_chinese,
    paragraphs_of,
)
from quancheng.records.plan.models import Bulletin, Order
from quancheng.records.plan.queries.bulletins import texts_of
from quancheng.records.plan.queries.duties import lines_of
from quancheng.records.plan.queries.orders import duties_of_order, rows_of_order
from quancheng.records.plan.rules.bulletin import Figures, from_json
from quancheng.records.plan.rules.picking import Counts

NUMERALS = "一二三四五六七八九十"
NO_NUMBER = "（草稿，尚未签发）"
BY_LAW = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号）第四十七条关于督促整改的规定，"
    "现就下列事项予以督办。"
)
_COUNTED = (
    Column("应办", 3, is_number=True),
    Column("已完成", 3, is_number=True),
    Column("进行中", 3, is_number=True),
    Column("逾期", 3, is_number=True),
    Column("无法核实", 4, is_number=True),
    Column("完成率", 3, is_number=True),
)


def order_letter(order: Order) -> Letter:
    """The order, as it is signed and sent."""
    return Letter(
        issuer=order.office.name,
        number=order.label or NO_NUMBER,
        title=_titled(order.subject),
        recipient=order.case.unit.name,
        body=tuple(_order_body(order)),
        sender=order.office.name,
        on=timezone.localdate(order.issued_at) if order.issued_at else None,
    )


def bulletin_letter(bulletin: Bulletin) -> Letter:
    """The bulletin, with its tables as annexes: the figures that were kept, not those of today."""
    figures = from_json(bulletin.figures)
    return Letter(
        issuer=bulletin.office.name,
        number=_number_of(bulletin),
        title=bulletin.title,
        recipient="各责任单位",
        body=tuple(_bulletin_body(bulletin)),
        sender=bulletin.office.name,
        on=timezone.localdate(bulletin.issued_at) if bulletin.issued_at else None,
        annexes=tuple(_annexes(bulletin, figures)),
    )


def _number_of(bulletin: Bulletin) -> str:
    """A paper that no longer holds says so in its head."""
    return f"{bulletin.label}（已撤销）" if bulletin.withdrawn_at else bulletin.label or NO_NUMBER


def _titled(subject: str) -> str:
    return (
        subject
        if subject.endswith(("督办单", "通知", "函"))
        else f"关于{subject.removeprefix('关于')}的督办单"
    )


def _order_body(order: Order) -> Iterator[Block]:
    yield Text(BY_LAW)
    yield Heading("一、督办事项")
    yield from (Text(f"{place}．{said}") for place, said in enumerate(_points(order), start=1))
    yield Heading("二、督办要求")
    yield from paragraphs_of(order.demand)
    yield Heading("三、答复要求")
    yield Text(f"请于{in_chinese(order.answer_on)}前书面答复办理情况，并附佐证材料，由单位负责人审核后报送。")


def _points(order: Order) -> Iterator[str]:
    for line in lines_of(duties_of_order(order)):
        row, case = line.task.row, line.duty.case
        day = f"，时限{in_chinese(case.due_on)}" if case.due_on else ""
        yield f"{line.task.title.rstrip('。')}（《{row.plan.title}》第{row.no}项，{line.duty.period}{day}）。"
    for row in rows_of_order(order):
        yield f"{row.requirement.rstrip('。')}（《{row.plan.title}》第{row.no}项）。"


def _bulletin_body(bulletin: Bulletin) -> Iterator[Block]:
    """The parts that say something, numbered as they stand."""
    said = [each for each in texts_of(bulletin) if each.text.strip()]
    for numeral, each in zip(NUMERALS, said, strict=False):
        yield Heading(f"{numeral}、{each.get_part_display()}")
        yield from paragraphs_of(each.text)


def _annexes(bulletin: Bulletin, figures: Figures) -> Iterator[Grid]:
    note = f"数据截至{in_chinese(bulletin.as_of)}。完成率＝已完成÷应办，舍去小数。"
    rows = [(unit.name, *_cells(unit.counts)) for unit in figures.units]
    whole = ("合计", *_cells(figures.counts))
    yield Grid("各单位责任事项完成情况", (Column("单位", 9), *_COUNTED), (*rows, whole), note)
    if figures.late:
        columns = (
            Column("序号", 2, is_number=True), Column("责任事项", 12), Column("责任单位", 6),
            Column("时限", 5, is_number=True), Column("逾期（工作日）", 4, is_number=True),
        )  # fmt: skip
        late = ((x.no, x.title, x.unit, x.due_on.isoformat(), str(x.days)) for x in figures.late)
        yield Grid("逾期事项清单", columns, tuple(late), f"数据截至{in_chinese(bulletin.as_of)}。")


def _cells(counts: Counts) -> tuple[str, ...]:
    numbers = (counts.total, counts.done, counts.under_way, counts.late, counts.unverifiable)
    return (*(str(number) for number in numbers), f"{counts.done_percent}%")
