"""An own record, reports of the year, and what an account keeps: a mark in each part of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from quancheng.insight.yearbook.commands import issuing, reports
from quancheng.insight.yearbook.commands.duties import keep_duties
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.workflow import ANNUAL
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.citizens.commands.own_account import set_name
from quancheng.kernel.files.safety import EVIDENCE, check_upload
from quancheng.kernel.obligations.models import DueItem
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.commands import own_intake, own_records
from quancheng.records.disclosure.models import OwnRecord, Reply
from quancheng.records.disclosure.rules.own_record import End
from quancheng.records.disclosure.tests.conftest import finance
from quancheng.records.disclosure.tests.test_papers import PNG
from tests.leaks.asked import WHO, Things
from tests.leaks.cast import Cast
from tests.leaks.marks import MARKS


def own_record(cast: Cast, now: datetime) -> Things:
    """From the website to its letter; it goes with the account that filed it."""
    data = PNG + MARKS["own evidence"].encode()
    upload = check_upload(data, name=f"{MARKS['own evidence name']}.png", accepted=EVIDENCE)
    claim = own_intake.Claim(which=MARKS["own which"], wrong=MARKS["own wrong"], right=MARKS["own right"])
    one = own_intake.submit_own_record(
        unit_id=finance().pk, who=replace(WHO, name=MARKS["own applicant"]), claim=claim,
        files=[own_intake.Brought(upload, data)], once="own", source="203.0.113.9", actor=cast["owner"],
        now=now,
    )  # fmt: skip
    clerk, found = cast["handler"], MARKS["own finding"]
    own_records.verify_own_record(**_seen(one), found=found, actor=clerk, now=now)
    own_records.propose_own_record_end(
        **_seen(one), end=End.CORRECTED, found=found, agency="", actor=clerk, now=now
    )
    own_records.issue_own_record(**_seen(one), actor=cast["head"], now=now)
    on = timezone.localdate(now)
    own_records.serve_own_record(
        **_seen(one), way=Reply.Way.BY_HAND, proof="签收单", on=on, actor=clerk, now=now
    )
    own_records.read_claim(number=one.number, actor=clerk, now=now)
    set_name(name=MARKS["account name"], actor=cast["owner"], now=now)
    return {"own record": [one.number]}


def yearbook(cast: Cast, now: datetime) -> Things:
    """Of one unit a draft that was sent back, of another a report that was issued."""
    in_january = now - timedelta(days=40)  # until its last day a duty is laid
    keep_duties(year=now.year - 1, actor=Actor.clockwork(), now=in_january)
    draft = _written("市财政局", "report draft", cast["handler"], now)
    issuing.submit_report(**_at_once(draft), actor=cast["handler"], now=now)
    issuing.send_back_report(**_at_once(draft), reason=MARKS["report sent back"], actor=cast["head"], now=now)
    issued = _written("市水务局", "report issued", cast["called"], now)
    issuing.submit_report(**_at_once(issued), actor=cast["called"], now=now)
    issuing.issue_report(**_at_once(issued), actor=cast["called head"], now=now)
    refs = [Report.objects.get(pk=one.pk).ref for one in (issued, draft)]
    duty = DueItem.objects.filter(case__workflow=ANNUAL.code, case__tenant_id=cast["office"].tenant_id)
    duty = duty.exclude(case__unit_id=cast["office"].unit_id).order_by("pk")
    return {"report": [draft.pk, issued.pk], "report ref": refs, "report duty": [duty[0].pk]}


def _written(unit: str, mark: str, actor: Actor, now: datetime) -> Report:
    unit_id = Unit.objects.get(name=unit).pk
    made = reports.start_report(unit_id=unit_id, year=now.year - 1, actor=actor, now=now)
    texts: Mapping[str, str] = {"overview": f"{MARKS[mark]}。", "problems": "演示。", "other": "演示。"}
    reports.write_texts(**_at_once(made), texts=texts, actor=actor, now=now)
    return made


def _seen(one: OwnRecord) -> dict[str, Any]:
    return {"number": one.number, "version": OwnRecord.objects.get(pk=one.pk).case.version}


def _at_once(report: Report) -> dict[str, Any]:
    return {"report_id": report.pk, "version": Report.objects.get(pk=report.pk).version}
