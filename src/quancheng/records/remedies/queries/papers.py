"""The papers of the office on its letterhead: of its own measures, and the answer to who complained."""

from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import Block, Heading, Letter, Text, in_chinese, paragraphs_of
from quancheng.records.remedies.models import Complaint, Measure
from quancheng.records.remedies.rules.measures import BY_VERB, Organ, Verb
from quancheng.records.remedies.rules.measures import Measure as Rule

UNNUMBERED = "（登记答复时没有编文号）"


class NoPaper(Refusal):
    """What another organ issued has that organ's paper; the house writes none."""

    code = "remedies.no_paper"
    status = 404


def measure_letter(measure: Measure) -> Letter:
    """A measure as it is printed. Raises NoPaper."""
    rule = BY_VERB[Verb(measure.verb)]
    if measure.organ != Organ.OFFICE:
        raise NoPaper(f"这项措施由{measure.issuer}作出，文书以该机关的为准，本平台不生成")
    return Letter(
        issuer=measure.issuer,
        number=measure.number or "（草稿，尚未签发）",
        title=f"关于{measure.case.unit}政府信息公开工作的{rule.paper}",
        recipient=str(measure.case.unit),
        body=_body(measure, rule),
        sender=measure.issuer,
        on=timezone.localdate(measure.issued_at) if measure.issued_at else None,
    )


def answer_letter(complaint: Complaint) -> Letter:
    """What who complained was told, as a letter (《条例》第四十七条第二款、第五十一条). Raises NoPaper.

    No name stands in it: who complained is sealed, and is written by hand on the printed letter.
    """
    if complaint.answered_on is None:
        raise NoPaper("还没有登记答复，请先登记答复的日期、方式和内容")
    unit, came_on = str(complaint.case.unit), in_chinese(complaint.case.opened_on)
    about = f"，涉及申请{complaint.request}" if complaint.request else ""
    return Letter(
        issuer=unit,
        number=complaint.answer_number or UNNUMBERED,
        title="关于政府信息公开投诉举报事项的答复",
        recipient="投诉举报人",
        body=(
            Text(
                f"您反映{complaint.against}政府信息公开工作的投诉举报（编号{complaint.number}{about}），本机关已于{came_on}收到，并依照"
                "《中华人民共和国政府信息公开条例》（国务院令第711号）第四十七条第二款、第五十一条作了核查。现答复如下："
            ),
            *paragraphs_of(complaint.answer),
        ),
        sender=unit,
        on=complaint.answered_on,
    )  # fmt: skip


def _body(measure: Measure, rule: Rule) -> tuple[Block, ...]:
    basis = f"根据{rule.law}，" if rule.law else ""
    until = in_chinese(measure.case.last_on) if measure.case.last_on else ""
    person = f"责任人：{measure.person}。" if measure.person else ""
    raised = measure.raised_from
    former = f"此前已发出{raised}，问题没有解决。" if raised else ""
    return (
        Text(f"经{measure.get_source_display()}发现，你单位政府信息公开工作存在以下问题。{former}{basis}"
             f"现{rule.says}如下："),
        Heading("一、发现的问题"),
        *paragraphs_of(measure.problem),
        Heading("二、整改要求" if not rule.is_advice else "二、工作建议"),
        *paragraphs_of(measure.demand),
        Heading("三、反馈时限"),
        Text(f"请于{until}前书面反馈整改情况，并附佐证材料。{person}"),
    )  # fmt: skip
