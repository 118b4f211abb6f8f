"""Which day counts when something is served by e-mail: that of sending or that of arrival."""

from datetime import date

from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.models import Reply, Request
from quancheng.records.disclosure.models.requests import Route
from quancheng.records.disclosure.queries.norms import is_served_when_sent
from quancheng.records.disclosure.rules.letters import by_mail


class BadSending(Refusal):
    """The day of sending is told where nothing was sent by e-mail, or fits nothing else."""

    code = "disclosure.bad_sending"
    status = 422


def served_by_mail(
    request: Request, way: str, *, on: date, sent_on: date | None, made_on: date, today: date
) -> tuple[date, str]:
    """The day that counts in law, and what is written of both.

    `on`: when it arrived. The government's norm of the day of sending says which of the two it is. On the
    portal the two never differ: it opens to its applicant as it is entered. Raises BadSending.
    """
    says = Reply.Way(way).label if way else ""
    if sent_on is None:
        return on, says
    if way != Reply.Way.BY_NETWORK or request.route != Route.EMAIL:
        raise BadSending("只有以电子邮件送达的才填写发出日期，请清空“电子邮件发出日期”")
    if not made_on <= sent_on <= on <= today:
        raise BadSending(
            f"发出日期{sent_on}须不早于文书的{made_on}、不晚于到达日期{on}，到达日期不晚于今天{today}"
        )
    counted = sent_on if is_served_when_sent(request.tenant_id, on=sent_on) else on
    return counted, says if sent_on == on else by_mail(says, sent_on=sent_on, arrived_on=on)
