"""What the tests of the role look at: the model city, with something hidden beside everything shown."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.citizens.commands.codes import ask_code
from quancheng.kernel.citizens.commands.signing_in import sign_in_by_code
from quancheng.kernel.citizens.models import Purpose
from quancheng.kernel.citizens.queries import digits_of
from quancheng.kernel.citizens.ways import Address, Way
from quancheng.kernel.notify import commands as notify
from quancheng.kernel.notify.policy import Frequency
from quancheng.records.disclosure.commands.claiming import claim_request
from quancheng.records.disclosure.models import Request
from quancheng.records.disclosure.queries.doors import code_of as code_of_request
from quancheng.records.mailbox.commands.claiming import claim_message
from quancheng.records.mailbox.commands.sending import send_message
from quancheng.records.mailbox.queries.senders import code_of
from quancheng.records.mailbox.rules.kinds import Kind
from quancheng.shells.demo.city import load_city
from quancheng.shells.demo.life import load_answered, load_life, load_norms, load_promises, load_yearbook
from quancheng.shells.demo.life.asking import load_requests
from quancheng.shells.demo.life.charging import load_charged
from quancheng.shells.demo.life.letters import load_letters
from quancheng.shells.demo.life.notices import load_notices
from quancheng.shells.demo.life.own_records import load_own_records

NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday
MODELS = {
    name: apps.get_model(name)
    for name in (
        "plan.Plan", "plan.Row", "plan.PublishedMove", "plan.CommitmentList", "plan.Commitment",
        "obligations.DueItem", "obligations.Evidence", "obligations.EvidenceRelease", "files.StoredFile",
        "orgs.Tenant", "orgs.Person", "mailbox.Message", "mailbox.Publication", "portal.Notice",
        "disclosure.Request", "disclosure.Applicant", "disclosure.Correction", "disclosure.IdentityPaper",
        "disclosure.OnlineReceipt", "disclosure.Reply", "disclosure.ReplyFile", "disclosure.OwnRecord",
        "disclosure.OwnRecordClaim", "disclosure.OwnRecordEvidence", "disclosure.Redirection",
        "disclosure.Suggestion", "disclosure.Explanation", "disclosure.Fee", "disclosure.Letter",
        "notify.Subscription", "notify.Notice", "audit.AuditEntry", "casework.Case", "casework.CaseLine",
        "citizens.Citizen", "citizens.Code", "yearbook.Report",
    )
}  # fmt: skip


def model(name: str):
    return MODELS[name]


def build() -> None:
    """A year of the city, and beside it what nobody outside may see."""
    call_command("lay_out_site", verbosity=0)
    load_city(NOW)
    load_life(NOW, most=12)
    load_promises(NOW)
    load_letters(NOW)
    load_requests(NOW)
    load_norms(NOW)
    load_own_records(NOW)
    load_charged(NOW)
    load_notices(NOW)
    load_yearbook(NOW)
    load_answered(NOW)
    _evidence()
    _drafts()
    city = model("orgs.Tenant").objects.get(slug="jinan")
    message = send_message(
        tenant_id=city.pk, wish=Kind.FAULT, text="别人的留言", name="李某", contact="li@example.cn",
        once=uuid.uuid4().hex, source="203.0.113.7", actor=Actor.anonymous(), now=NOW,
    )  # fmt: skip
    _publication(message)
    _citizens(message)
    plan = model("plan.Plan").objects.get(published_on__isnull=False)
    for address in ("wang@example.cn", "erased@example.cn"):
        notify.subscribe(
            address=address, pattern=f"plan.plan:{plan.ref}", title=plan.title,
            frequency=Frequency.DAILY, tenant_id=city.pk, actor=Actor.anonymous(), now=NOW,
        )  # fmt: skip
    _emptied()


def _emptied() -> None:
    """A closed account, an erased subscription, a message whose source was forgotten: nothing names them."""
    one = model("citizens.Citizen").objects.order_by("pk")[0]
    one.pk, one.number, one.closed_at = None, uuid.uuid4(), NOW
    one.phone = one.phone_digest = one.email = one.email_digest = one.name = one.password = ""
    one.save(force_insert=True)
    oldest = Request.objects.order_by("pk")[:1].values("pk")
    Request.objects.filter(pk__in=oldest).update(source="")
    first = model("mailbox.Message").objects.order_by("pk")[:1].values("pk")
    model("mailbox.Message").objects.filter(pk__in=first).update(source="")
    last = model("notify.Subscription").objects.order_by("-pk")[:1].values("pk")
    model("notify.Subscription").objects.filter(pk__in=last).update(
        ended_at=NOW, end_reason="unsubscribed", erased_at=NOW, address_sealed="", address_digest=""
    )


def _citizens(message) -> None:
    """Two who signed in, one with a message; a third code that waits."""
    for phone in ("13800000001", "13800000002", "13800000003"):
        address = Address(Way.PHONE, phone)
        code = ask_code(address=address, purpose=Purpose.SIGN_IN, actor=Actor.anonymous(), now=NOW)
        if phone != "13800000003":
            opened = sign_in_by_code(
                number=code.number, digits=digits_of(code), notice="2026-11", device="手机",
                actor=Actor.anonymous(), now=NOW,
            )  # fmt: skip
    by = opened.sign_in.citizen_id
    claim_message(number=message.number, code=code_of(message.number), actor=Actor.citizen(by), now=NOW)
    request = Request.objects.order_by("-pk")[0]
    claim_request(
        number=request.number, code=code_of_request(request.number), actor=Actor.citizen(by), now=NOW
    )


def _evidence() -> None:
    """Two files for one confirmed result: the first released, the second not."""
    duty = model("obligations.DueItem").objects.filter(case__workflow="duty").order_by("pk")[0]
    model("casework.Case").objects.filter(pk=duty.case_id).update(
        state="confirmed", ended_on=date(2024, 6, 3), due_on=None
    )
    one, two, three = model("orgs.Person").objects.filter(tenant=duty.obligation.tenant).order_by("pk")[:3]
    for name, is_shown in (("公开.txt", True), ("内部.txt", False)):
        file = model("files.StoredFile").objects.create(
            tenant=duty.obligation.tenant, name=name, kind="txt", size=6, digest=name, kept_at=NOW,
            data=ContentFile(name.encode(), name="kept.txt"),
        )  # fmt: skip
        evidence = model("obligations.Evidence").objects.create(
            item=duty, kind="file", says=f"说明{name}", file=file, added_by=one, added_at=NOW
        )
        decided = {"decided_by": three, "decided_at": NOW} if is_shown else {}
        model("obligations.EvidenceRelease").objects.create(
            evidence=evidence, title=name, state="released" if is_shown else "proposed", added_by=one,
            proposed_by=two, proposed_at=NOW, **decided,
        )  # fmt: skip


def _drafts() -> None:
    """A plan and a list of next year, not yet published; a notice that came down."""
    city = model("orgs.Tenant").objects.get(slug="jinan")
    plan = model("plan.Plan").objects.create(tenant=city, ref="jinan-2027", year=2027, title="未公开的要点")
    model("plan.Row").objects.create(
        plan=plan, ref="jinan-2027-1", no="1", place=1, requirement="未公开", deadline_kind="none"
    )
    model("plan.CommitmentList").objects.create(tenant=city, ref="secret", year=2027, title="未公开的承诺")
    model("portal.Notice").objects.order_by("pk").last().unpublish()


def _publication(message) -> None:
    """A public wording that waits for the second person."""
    clerk = model("orgs.Person").objects.filter(tenant=message.tenant).order_by("pk")[0]
    model("mailbox.Publication").objects.create(
        tenant=message.tenant, message=message, unit=message.case.unit, kind=Kind.FAULT, title="待审核",
        question="来信", answer="答复", received_on=NOW.date(), answered_on=NOW.date(), drafted_by=clerk,
        drafted_at=NOW,
    )  # fmt: skip
