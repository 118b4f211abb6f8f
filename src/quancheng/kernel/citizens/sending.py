"""Getting a code to its address, by the gateways of the outbox and past its rows.

A letter of the outbox keeps its words; a code must stand nowhere. So the worker reads the digits from the
row's keyed digest at the moment of sending and hands them to the gateway itself, by the row's number as key.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.citizens.kinds import CODE
from quancheng.kernel.citizens.models import Code
from quancheng.kernel.citizens.queries import code_numbered, digits_of
from quancheng.kernel.citizens.ways import Way
from quancheng.kernel.notify.policy import Channel
from quancheng.kernel.notify.ports import Message, Undeliverable, port_of
from quancheng.kernel.notify.wording import filled, in_force

CHANNELS = {Way.PHONE: Channel.SMS, Way.EMAIL: Channel.EMAIL}


def ways_open() -> tuple[Way, ...]:
    """By what codes leave this house: the ways that its operator has told of."""
    open_ones: Iterable[str] = settings.CITIZEN_WAYS
    return tuple(way for way in Way if way.value in open_ones)


def send_code(number: UUID, *, now: datetime) -> str:
    """Hand the code over, while it is worth anything; the gateway's receipt. Raises Unreachable."""
    code = code_numbered(number)
    if code is None or code.used_at or code.ended_at or now >= code.until:
        return ""
    try:
        return port_of(CHANNELS[Way(code.way)]).send(_message(code, now), to=code.to)
    except Undeliverable:
        return ""  # the address is wrong: whoever typed it sees that nothing comes, and types it again


def _message(code: Code, now: datetime) -> Message:
    minutes = int(settings.CITIZEN_LIMITS.code_lasts.total_seconds() // 60)
    facts = {"code": digits_of(code), "purpose": code.get_purpose_display(), "minutes": str(minutes)}
    wording = in_force(CODE.wordings, timezone.localdate(now)) or CODE.wordings[0]
    return Message(
        key=code.number.hex, kind=CODE.code, wording=wording.named, subject=filled(wording.subject, facts),
        text=filled(wording.body, facts), facts=facts,
    )  # fmt: skip
