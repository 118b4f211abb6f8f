"""What a citizen who is signed in reads of the corrections they asked for (《条例》第四十一条)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.access.named import named
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.records.disclosure.models import OwnRecord, OwnRecordClaim
from quancheng.records.disclosure.queries.accounts import key_of, keys_of, reference
from quancheng.records.disclosure.queries.citizens import NOT_SHOWN
from quancheng.records.disclosure.queries.own_records import (
    DOOR,
    OwnStatus,
    own_record_for,
    own_records_for,
    own_status_told,
)
from quancheng.records.disclosure.queries.receipts import SignsWanted, WrongTail
from quancheng.records.disclosure.rules.applicants import Applicant, Proof, masked_number
from quancheng.records.disclosure.rules.own_record import OVER, STATE_SAYS, State


class NoOwnLetter(Refusal):
    """The letter has not reached the applicant yet, or its term is over."""

    code = "disclosure.no_own_letter"
    status = 404


@dataclass(frozen=True, slots=True)
class OwnRecordLine:
    """One line of the list: nothing of what the record says."""

    number: str
    submitted_on: date
    state_says: str
    is_over: bool
    is_corrected: bool
    is_late: bool
    due_on: date | None
    letter: str
    served_on: date | None
    unit: str


def own_record_lines(actor: Actor, *, today: date) -> tuple[OwnRecordLine, ...]:
    """Those of the account, those under way first, the newest first. One query."""
    found = own_records_for(actor).order_by("-submitted_at", "-pk")
    return tuple(sorted((_line(one, today) for one in found), key=lambda line: line.is_over))


def own_record_status(actor: Actor, number: str, *, today: date) -> OwnStatus:
    """How one of them stands. Raises NoSuchOwnRecord."""
    return own_status_told(own_record_for(actor, number), today=today)


@contextmanager
def claim_opened(actor: Actor, number: str) -> Iterator[tuple[OwnRecord, OwnRecordClaim]]:
    """What the account said and was told, seen as long as the block runs.

    Raises NoSuchOwnRecord, SignsWanted, NoOwnLetter.
    """
    own_record = own_record_for(actor, number)
    with ExitStack() as seen:
        claims = OwnRecordClaim.objects.filter(own_record=own_record)
        if own_record.claimed_at is not None:
            key = key_of(actor, reference(own_record))
            if not key:
                raise SignsWanted("这件更正申请是凭编号和查询码添加的，查看告知书前请先填一次证件号码的后4位")
            seen.enter_context(named([key]))
            claims = claims.filter(lock=key)
        claim = claims.first()
        if claim is None or own_record.served_on is None or not claim.text:
            raise NoOwnLetter("现在没有可以查看的告知书：还没有送达，或者已超过保存期限")
        yield own_record, claim


def claim_with(own_record: OwnRecord, locks: Sequence[str]) -> OwnRecordClaim:
    """What opens under one of these digests, which are named already. Raises WrongTail."""
    found = OwnRecordClaim.objects.filter(own_record=own_record, lock__in=locks).only("lock").first()
    if found is None:
        raise WrongTail("与提出更正时所填的证件不相符，请对照证件核对；单位填统一社会信用代码的后4位")
    return found


def own_records_as_data(actor: Actor) -> Iterator[dict[str, object]]:
    """Each for the file that they take with them; of one taken in, what it says only after the signs."""
    found = list(own_records_for(actor).order_by("-submitted_at", "-pk"))
    claims = _claims_of(actor, found)
    for one in found:
        claim = claims.get(one.pk)
        yield {
            "编号": one.number,
            "查询码": DOOR.code_of(one.number),
            "受理机关": str(one.case.unit),
            "提交时间": one.submitted_at,
            "状态": STATE_SAYS[State(one.case.state)],
            "告知书文号": one.letter,
            "送达日期": one.served_on,
            "申请人和内容": _said(claim) if claim else NOT_SHOWN,
        }


def _claims_of(actor: Actor, records: Sequence[OwnRecord]) -> Mapping[int, OwnRecordClaim]:
    keys = keys_of(actor, records)
    shown = [one for one in records if one.claimed_at is None or one.number in keys]
    with named(keys.values()):
        return {one.own_record_id: one for one in OwnRecordClaim.objects.filter(own_record__in=shown)}


def _said(claim: OwnRecordClaim) -> dict[str, str]:
    return {
        "类型": Applicant(claim.sort).says,
        "姓名或名称": claim.name,
        "身份证明": Proof(claim.proof).says,
        "证件号码（部分）": masked_number(claim.proof_number),
        "联系电话": claim.phone,
        "电子邮箱": claim.email,
        "通信地址": claim.address,
        "委托代理人": claim.agent_name,
        "代理人证件号码（部分）": masked_number(claim.agent_proof_number),
        "代理人联系电话": claim.agent_phone,
        "哪一条记录": claim.which,
        "哪里不准确": claim.wrong,
        "应当怎样": claim.right,
    }


def _line(one: OwnRecord, today: date) -> OwnRecordLine:
    state, due_on = State(one.case.state), one.case.due_on
    is_over = state in OVER
    return OwnRecordLine(
        number=one.number,
        submitted_on=one.case.opened_on,
        state_says=STATE_SAYS[state],
        is_over=is_over,
        is_corrected=state is State.CORRECTED,
        is_late=not is_over and due_on is not None and due_on < today,
        due_on=None if is_over else due_on,
        letter=one.letter if one.served_on else "",
        served_on=one.served_on,
        unit=str(one.case.unit),
    )
