"""An account shows once that it is the applicant's; then what was taken in opens there."""

from datetime import datetime

from quancheng.kernel.access.named import named
from quancheng.kernel.audit.record import record
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.command import command
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.citizens.queries import citizen_for
from quancheng.kernel.files.letterhead import Letter
from quancheng.records.disclosure import events
from quancheng.records.disclosure.events.own_records import OwnLetterOpened, OwnLetterUnlocked
from quancheng.records.disclosure.models import AccountKey, OwnRecord, Request
from quancheng.records.disclosure.queries.accounts import digests_for, reference
from quancheng.records.disclosure.queries.own_citizens import claim_opened, claim_with
from quancheng.records.disclosure.queries.own_records import LOCK as OWN_LOCK
from quancheng.records.disclosure.queries.own_records import as_letter, own_record_for
from quancheng.records.disclosure.queries.receipts import LOCK, must_be_online, receipt_with
from quancheng.records.disclosure.queries.requests import request_for


@command
def unlock_reply(*, number: str, tail: str, actor: Actor, now: datetime) -> Request:
    """The last signs of the applicant's paper, given once, open reply and letters in the account.

    Raises NoSuchAccount, NoSuchRequest, NothingToRead, WrongTail.
    """
    request = request_for(actor, number)
    place = 0 if request.online_on or not request.online_letters else request.online_letters[0][0]
    must_be_online(request, place)
    locks = digests_for(LOCK, request.number, tail)
    with named(locks):
        receipt = receipt_with(request, locks, place)
    _keep(reference(request), receipt.lock, actor=actor, now=now)
    record(events.ReplyUnlocked(request=request.number), actor=actor, at=now)
    return request


@command
def unlock_own_letter(*, number: str, tail: str, actor: Actor, now: datetime) -> OwnRecord:
    """The same for the letter of a correction. Raises NoSuchAccount, NoSuchOwnRecord, WrongTail."""
    own_record = own_record_for(actor, number)
    locks = digests_for(OWN_LOCK, own_record.number, tail)
    with named(locks):
        claim = claim_with(own_record, locks)
    _keep(reference(own_record), claim.lock, actor=actor, now=now)
    record(OwnLetterUnlocked(own_record=own_record.number), actor=actor, at=now)
    return own_record


@command
def open_own_letter(*, number: str, actor: Actor, now: datetime) -> Letter:
    """The applicant reads the served letter in their account; each time is written down.

    Raises NoSuchOwnRecord, SignsWanted, NoOwnLetter.
    """
    with claim_opened(actor, number) as (own_record, claim):
        letter = as_letter(own_record, claim)
    record(OwnLetterOpened(own_record=own_record.number), actor=actor, at=now)
    return letter


def _keep(ref: RecordRef, lock: str, *, actor: Actor, now: datetime) -> None:
    """Raises NoSuchAccount."""
    AccountKey.objects.update_or_create(
        citizen=citizen_for(actor), about=str(ref), defaults={"lock": lock, "given_at": now}
    )
