"""For the walk: an own record with its evidence, an assessment of openness, a refusal, a suggestion."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.casework.models import Case
from quancheng.kernel.casework.steps import open_case
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.commands.intake import What, Who, register_request
from quancheng.records.disclosure.commands.own_intake import Brought, Claim, register_own_record
from quancheng.records.disclosure.commands.replies import decide_item, divide_request
from quancheng.records.disclosure.models import Item, MadeOpen, Suggestion
from quancheng.records.disclosure.models.requests import Medium, Route
from quancheng.records.disclosure.rules.applicants import Applicant, Proof
from quancheng.records.disclosure.rules.made_open import MADE_OPEN, NOTICE
from quancheng.records.disclosure.rules.receipt import Channel
from tests.journeys.test_approvals import PNG

WHO = Who(
    sort=Applicant.PERSON, name="演示卯", proof=Proof.PASSPORT, proof_number="E00000009", phone="13800000000"
)


def own_records(handler: Actor, now: datetime) -> Mapping[str, object]:
    """All of the unit of the handler."""
    upload = check_upload(PNG, name="证据.png", accepted=EVIDENCE)
    own = register_own_record(
        channel=Channel.IN_PERSON, came_on=timezone.localdate(now), who=WHO,
        claim=Claim(which="登记记录（演示）", wrong="姓名（演示）", right="以证件为准（演示）"),
        files=[Brought(upload, PNG)], once="walk-own-record", actor=handler, now=now,
    )  # fmt: skip
    refusal, made_open = _refusal(handler, now), _made_open(handler, now)
    suggested = Item.objects.get(pk=refusal).request
    Suggestion.objects.create(
        request=suggested, made_at=now, made_open_id=made_open, outcome="declined", answer="不公开（演示）",
        letter="演示〔2026〕1号", answered_at=now,
    )  # fmt: skip
    return {
        "own_record": own.number, "made_open": made_open, "refusal": refusal, "suggested": suggested.number,
    }  # fmt: skip


def _made_open(handler: Actor, now: datetime) -> int:
    unit = Unit.objects.get(pk=handler.unit_id)
    clockwork = Actor.clockwork(unit.tenant_id)
    case = open_case(workflow=MADE_OPEN, step=NOTICE, unit=unit, actor=clockwork, now=now)
    return MadeOpen.objects.create(
        tenant_id=unit.tenant_id, case=case, origin="same_wish", about="目录（演示）", likeness="walk",
        opened_at=now,
    ).pk  # fmt: skip


def _refusal(handler: Actor, now: datetime) -> int:
    """A request that was refused: how it was answered does not matter to the doors."""
    request = register_request(
        channel=Channel.IN_PERSON, came_on=timezone.localdate(now), who=WHO,
        what=What(wanted="值班表（演示）", medium=Medium.PAPER, route=Route.IN_PERSON), once="walk-refusal",
        actor=handler, now=now,
    )  # fmt: skip
    divide_request(number=request.number, version=0, wanted=["值班表（演示）"], actor=handler, now=now)
    decide_item(
        number=request.number, version=1, place=1, ground="16-1", withheld=(),
        said={"reasons": "内部（演示）"}, row=None, row_reason="", actor=handler, now=now,
    )  # fmt: skip
    ended = timezone.localdate(now)
    Case.objects.filter(pk=request.case_id).update(state="answered", ended_on=ended, due_on=None)
    return Item.objects.get(request=request).pk
