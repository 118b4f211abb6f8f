"""A case of own records (更正申请) from the website to its letter."""

import uuid

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.records.disclosure.commands import own_intake, own_records
from quancheng.records.disclosure.commands.own_intake import Brought, Claim
from quancheng.records.disclosure.models import OwnRecord, Reply
from quancheng.records.disclosure.rules.own_record import End
from quancheng.records.disclosure.rules.receipt import Channel
from quancheng.records.disclosure.tests.conftest import (
    NOW,
    PASSER_BY,
    WHO,
    day,
    finance,
)

CLAIM = Claim(which="2023年住房公积金缴存记录（演示）", wrong="姓名写成了“李四四”", right="姓名应为“李四”")
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)


def paper(name: str = "户口簿.png") -> Brought:
    return Brought(check_upload(PNG, name=name, accepted=EVIDENCE), PNG)


def send(now=NOW, **told):
    given = {
        "unit_id": finance().pk, "who": WHO, "claim": CLAIM, "files": [paper()], "once": uuid.uuid4().hex,
        "source": "203.0.113.9", "actor": PASSER_BY, **told,
    }  # fmt: skip
    return own_intake.submit_own_record(now=now, **given)


def enter(actor, **told):
    given = {
        "channel": Channel.IN_PERSON, "came_on": day("2024-04-22"), "who": WHO, "claim": CLAIM, "files": [],
        "once": uuid.uuid4().hex, **told,
    }  # fmt: skip
    return own_intake.register_own_record(actor=actor, now=NOW, **given)


def seen(one):
    return {"number": one.number, "version": OwnRecord.objects.get(pk=one.pk).case.version}


def state_of(one) -> str:
    return OwnRecord.objects.get(pk=one.pk).case.state


def last_told() -> str:
    return AuditEntry.objects.order_by("-seq").values_list("code", flat=True)[0]


@pytest.fixture
def sent(clerk):
    """A case that came by the website on Monday 22 April 2024."""
    return send()


@pytest.fixture
def verified(sent, clerk):
    return own_records.verify_own_record(**seen(sent), found="核对户籍，姓名确有误", actor=clerk, now=NOW)


def propose(one, actor, end=End.CORRECTED, found="核对户籍，姓名确有误", agency=""):
    return own_records.propose_own_record_end(
        **seen(one), end=end, found=found, agency=agency, actor=actor, now=NOW
    )


@pytest.fixture
def proposed(verified, clerk, court):
    return propose(verified, clerk)


@pytest.fixture
def issued(proposed, head):
    return own_records.issue_own_record(**seen(proposed), actor=head, now=NOW)


def serve(one, actor, on="2024-04-22", proof="送达回证1"):
    return own_records.serve_own_record(
        **seen(one), way=Reply.Way.BY_HAND, proof=proof, on=day(on), actor=actor, now=NOW
    )
