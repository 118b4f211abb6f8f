"""The checks before issue: what stops a reply, and the reason by which a warning does not."""

from datetime import date, datetime

from django.utils import timezone

from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.refusal import Meanwhile, Refusal
from quancheng.records.disclosure import events
from quancheng.records.disclosure.models import Acknowledgement, Request
from quancheng.records.disclosure.queries.checks import checks_of, facts_of
from quancheng.records.disclosure.queries.consultations import overrides_not_served
from quancheng.records.disclosure.queries.replies import open_reply
from quancheng.records.disclosure.queries.requests import has_corrected
from quancheng.records.disclosure.queries.working import request_before_issue
from quancheng.records.disclosure.rules.checks import disclosed_over_refusal, letters_named
from quancheng.records.disclosure.rules.grounds import ENDS, STILL_UNCLEAR, Ground


class NotInOrder(Refusal):
    """A check before issue found something that must be mended, or whose reason nobody has given."""

    code = "disclosure.not_in_order"


class NothingFound(Refusal):
    """The check finds nothing, or something that no reason can mend."""

    code = "disclosure.nothing_found"


class FoundAnew(Meanwhile):
    """The check finds something else than what was read."""

    code = "disclosure.found_anew"


class PartyNotTold(Refusal):
    """Information goes out over a third party's refusal, and it has not been told in writing (第三十二条)."""

    code = "disclosure.party_not_told"


class NoDecision(Refusal):
    """Not corrected, not paid, withdrawn: so a request ends by itself; no item is answered so."""

    code = "disclosure.no_decision"
    status = 422


class NeverCorrected(Refusal):
    """Still unclear after a correction is only what was sent back and corrected (《条例》第三十条)."""

    code = "disclosure.never_corrected"
    status = 422


@command
def acknowledge_check(
    *, number: str, check: str, finding: str, reason: str, actor: Actor, now: datetime
) -> Acknowledgement:
    """Somebody has read a warning, and says why the reply goes on all the same.

    `finding` is the sentence that was read. Raises NoSuchRequest, NotYourWork, NotInWork, NothingFound,
    FoundAnew.
    """
    request = request_before_issue(actor, number)
    stands = {one.checked.check.code: one for one in checks_of(request, on=timezone.localdate(now))}
    found = stands.get(check)
    if found is None or not found.checked.warns or found.acknowledged:
        raise NothingFound("这一项现在没有需要说明理由的发现，请刷新页面")
    if found.shown != finding:
        raise FoundAnew("检查结果已经变化，请刷新页面，看过新的结果再说明理由")
    if not reason.strip():
        raise NotInOrder("请写明为什么仍可以继续办理")
    assert actor.person_id is not None  # whoever works on a request is an official
    made = Acknowledgement.objects.create(
        request=request, reply=open_reply(request), check_code=check, finding=finding, reason=reason.strip(),
        by_id=actor.person_id, at=now,
    )  # fmt: skip
    told = events.CheckAcknowledged(request=number, check=found.checked.check.says, reason=reason.strip())
    record(told, actor=actor, at=now)
    return made


def must_be_in_order(request: Request, *, on: date) -> None:
    """Before a reply is laid before the reviewer, and again before it is signed. Raises NotInOrder."""
    stands = checks_of(request, on=on)
    if stops := [one.checked.finding for one in stands if one.checked.stops]:
        raise NotInOrder(f"签发前检查没有通过：{'；'.join(stops)}")
    if still := [one.checked.finding for one in stands if one.holds_up]:
        raise NotInOrder(f"签发前检查有{len(still)}项须在申请页面说明理由以后才能继续：{'；'.join(still)}")


def must_have_told_parties(request: Request, *, on: date) -> None:
    """Before what a third party refused reaches the applicant, the letter has gone to it (Art. 32).

    Raises PartyNotTold.
    """
    facts = facts_of(request, on=on)
    if finding := disclosed_over_refusal(facts):
        raise PartyNotTold(finding)
    waiting = overrides_not_served(request, on=on) if facts.given else ()
    if waiting:
        raise PartyNotTold(
            f"给{letters_named(waiting)}的第三方的依申请公开告知书还没有登记在{on}或者以前送达；请先送达第三方，"
            "并在申请页面“文书”中登记，再登记答复书的送达"
        )


def must_be_a_decision(request: Request, ground: Ground) -> None:
    """An item is answered; unclear is only what was corrected in vain. Raises NoDecision, NeverCorrected."""
    if ground.code in ENDS:
        raise NoDecision(
            f"“{ground.says}”不是对某一项的处理意见：请在申请页面登记，申请随之办结，再拟写不再处理告知书"
        )
    if ground.code == STILL_UNCLEAR and not has_corrected(request):
        raise NeverCorrected(
            "申请人还没有补正过，不能以“补正后仍不明确”答复；内容不明确的，请先在申请页面告知补正，收到补正以后再判断"
        )
