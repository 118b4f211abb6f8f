"""What an account may open of a record that stands in it."""

from collections.abc import Mapping, Sequence

from quancheng.kernel.access.doors import Lock
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.records.disclosure.events import REQUEST_KIND
from quancheng.records.disclosure.events.own_records import OWN_RECORD_KIND
from quancheng.records.disclosure.models import AccountKey, OwnRecord, Request
from quancheng.records.disclosure.rules.files import tail_of


def reference(record: Request | OwnRecord) -> RecordRef:
    kind = REQUEST_KIND if isinstance(record, Request) else OWN_RECORD_KIND
    return RecordRef(kind, record.number)


def key_of(actor: Actor, ref: RecordRef) -> str:
    """The digest that the account was given for a record once its signs were right; empty before."""
    found = AccountKey.objects.filter(citizen_id=actor.citizen_id or 0, about=str(ref)).first()
    return found.lock if found else ""


def is_unlocked(actor: Actor, record: Request | OwnRecord) -> bool:
    """Whether the account shows more than number and code do: it filed the record, or gave the signs."""
    return record.claimed_at is None or bool(key_of(actor, reference(record)))


def locked_of(actor: Actor, records: Sequence[Request] | Sequence[OwnRecord]) -> frozenset[str]:
    """Of these of the account, the numbers of those that show what number and code show."""
    opened = keys_of(actor, records)
    return frozenset(one.number for one in records if one.claimed_at is not None and one.number not in opened)


def keys_of(actor: Actor, records: Sequence[Request] | Sequence[OwnRecord]) -> Mapping[str, str]:
    """The digests that the account was given for those of them that it took in, by their numbers."""
    claimed = {str(reference(one)): one.number for one in records if one.claimed_at is not None}
    if not claimed:
        return {}
    known = AccountKey.objects.filter(citizen_id=actor.citizen_id or 0, about__in=claimed)
    return {claimed[one.about]: one.lock for one in known}


def digest_for(lock: Lock, number: str, paper_number: str) -> str:
    """By what something opens, from the number of the record and of the applicant's paper."""
    return lock.lock_for(number, tail_of(paper_number))


def digests_for(lock: Lock, number: str, tail: str) -> list[str]:
    """The same under every key that the house still has, from the last signs alone."""
    return list(lock.locks_for(number, tail_of(tail)))
