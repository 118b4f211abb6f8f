"""A house with keys and gateways of its own, and a Monday noon."""

from datetime import UTC, datetime

import pytest

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.citizens.commands.codes import ask_code
from quancheng.kernel.citizens.commands.signing_in import Opened, sign_in_by_code
from quancheng.kernel.citizens.models import Code, Purpose
from quancheng.kernel.citizens.queries import digits_of
from quancheng.kernel.citizens.ways import Address, Way
from quancheng.kernel.crypto.port import machine
from quancheng.kernel.notify.ports import port_of

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # Monday, 12:00 in Jinan
NOBODY = Actor.anonymous()
PHONE = Address(Way.PHONE, "13800000001")
OTHER = Address(Way.PHONE, "13900000002")


@pytest.fixture(autouse=True)
def own_house(settings, tmp_path, db):
    settings.CRYPTO_KEYS = tmp_path / "keys"
    settings.NOTIFY_FOLDER = tmp_path
    machine.cache_clear()
    port_of.cache_clear()
    yield
    machine.cache_clear()
    port_of.cache_clear()


def asked(address: Address = PHONE, *, now: datetime = NOON, **told: object) -> Code:
    given = {"purpose": Purpose.SIGN_IN, "actor": NOBODY, **told}
    return ask_code(address=address, now=now, **given)


def come_in(address: Address = PHONE, *, now: datetime = NOON) -> Opened:
    """A code asked for and entered at one moment."""
    code = asked(address, now=now)
    return sign_in_by_code(
        number=code.number, digits=digits_of(code), notice="2026-11", device="手机", actor=NOBODY, now=now
    )


def acting(opened: Opened) -> Actor:
    return Actor.citizen(opened.sign_in.citizen_id)
