"""The papers of the office's own measures, on its letterhead: reminder, order, rectification, advice."""

from django.utils import timezone

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.letterhead import Block, Heading, Letter, Text, in_chinese, paragraphs_of
from quancheng.records.remedies.models import Measure
from quancheng.records.remedies.rules.measures import BY_VERB, Organ, Verb
from quancheng.records.remedies.rules.measures import Measure as Rule


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
