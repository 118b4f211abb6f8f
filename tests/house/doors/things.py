"""What stands behind the numbers of an address: true records of the model city, most of 市大数据局.

An address with a number that leads nowhere says 404 to everybody and proves nothing; so each leads somewhere.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from quancheng.insight.yearbook.commands.duties import keep_duties
from quancheng.insight.yearbook.models import Report
from quancheng.insight.yearbook.workflow import ANNUAL
from quancheng.kernel.access.actors import actor_for
from quancheng.kernel.archiving.models import Handover
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.calendar.levels import Level
from quancheng.kernel.files.keeping import keep_file
from quancheng.kernel.files.kinds import Kind as Format
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.files.safety import Upload, check_upload
from quancheng.kernel.files.tables import Sheet, as_xlsx
from quancheng.kernel.obligations.models import DueItem, Evidence, EvidenceRelease, Snapshot
from quancheng.kernel.orgs.models import AdminSeat, Person
from quancheng.kernel.orgs.register.book import write_book
from quancheng.kernel.orgs.register.load import register_of
from quancheng.kernel.retention.commands import set_hold
from quancheng.records.disclosure.commands.replies import divide_request
from quancheng.records.disclosure.commands.searching import record_part, record_search
from quancheng.records.disclosure.models import Consultation
from quancheng.records.disclosure.models.searches import Result
from quancheng.records.groundwork.commands import attendance, councils, gatherings
from quancheng.records.groundwork.models import NoticeFile, Recipient
from quancheng.records.groundwork.rules.gatherings import AgendaLine, DecisionLine, Told
from quancheng.records.groundwork.rules.gatherings import Kind as MeetingKind
from quancheng.records.inspections.commands import sheets
from quancheng.records.inspections.commands.materials import upload_material
from quancheng.records.inspections.commands.tasks import lay_task
from quancheng.records.mailbox.models import Message, Publication
from quancheng.records.plan.commands import commitment_drafts, drafts, milestone, releases, warned
from quancheng.records.plan.commands import duties as on_duties
from quancheng.records.plan.commands.order_answers import Brought, sign_order, write_answer
from quancheng.records.plan.models import (
    AnswerFile,
    Bulletin,
    Commitment,
    CommitmentList,
    FilledTable,
    Order,
    Plan,
    PublishedMove,
    RowTakenUp,
    Task,
    WarnedDuty,
)
from quancheng.records.plan.queries import to_fill
from quancheng.records.plan.queries.warned import Given
from quancheng.shells.portal.models import HomePage, Notice, NoticeBoard
from quancheng.shells.workbench.models import SiteRelease
from tests.house.doors.norms import norms
from tests.house.doors.own_records import own_records
from tests.house.doors.papers import laid_before
from tests.house.doors.redactions import redactions
from tests.house.doors.remedies import remedies
from tests.house.doors.replies import with_files
from tests.house.doors.scores import scores
from tests.house.doors.seals import sealed_papers
from tests.house.doors.supervision import supervision
from tests.journeys.cast import paper

People = Mapping[str, Person | None]


def actor(person: Person | None, now: datetime) -> Actor:
    assert person is not None
    return actor_for(person, None, now.date(), "walk")


def prepare(people: People, now: datetime) -> dict[str, object]:
    """Bring in what the model city does not have yet, and name it all by the words in the addresses."""
    handler, office = actor(people["ha"], now), actor(people["of"], now)
    found: dict[str, object] = {**_of_plan(handler), **_drafts(office, now), **_duties(people, handler, now)}
    found |= (
        _orders(handler, now)
        | _commitments()
        | _letters()
        | _requests(handler, now)
        | _gatherings(people, now)
        | _of_register(people, now)
    )
    found |= laid_before(office, actor(people["he"], now), now)
    found |= redactions(handler, actor(people["he"], now), int(str(found["duty"])), now)
    found |= sealed_papers(office, actor(people["oh"], now), now)
    found |= _collections(handler, now)
    found |= scores(handler, office, actor(people["oh"], now), now)
    found |= own_records(handler, now)
    found["holding_unit"] = handler.unit_id
    found["yearbook_draft"] = Report.objects.get(unit=handler.unit_id, state="draft").pk
    found["yearbook_issued"] = Report.objects.get(unit=handler.unit_id, state="issued").ref
    keep_duties(year=now.year - 1, actor=Actor.clockwork(), now=now)
    of_others = DueItem.objects.filter(case__workflow=ANNUAL.code).exclude(case__unit_id=office.unit_id)
    found["yearbook_duty"] = of_others.order_by("pk")[0].pk
    found |= norms(office, actor(people["lr"], now), now)
    found |= remedies(handler, office, actor(people["oh"], now), str(found["request"]), now)
    found["hold_id"] = _held(actor(people["oh"], now), now)
    found["handover_id"] = _handed_over(actor(people["oh"], now), now)
    found |= _inspections(people, handler, now)
    found |= supervision(handler, office, str(found["request"]), now)
    return found | _tables(handler, now) | _warnings(found, office, now) | _site(people, now)


def _of_plan(handler: Actor) -> dict[str, object]:
    plan, below = Plan.objects.get(tenant__slug="jinan"), Plan.objects.get(tenant__slug="lixia")
    task = Task.objects.filter(row__plan=plan, units__unit=handler.unit_id).order_by("pk")[0]
    taken = RowTakenUp.objects.filter(row__plan=below).order_by("pk")[0]
    return {"plan": plan.ref, "below": below.ref, "row": task.row.ref, "above_ref": taken.above.ref}


def _drafts(office: Actor, now: datetime) -> dict[str, object]:
    data = paper()
    upload = check_upload(data, name="任务分工.txt")
    draft = drafts.bring_draft(upload=upload, data=data, actor=office, now=now)
    told = data.replace("工作任务分工".encode(), "公开承诺".encode())
    upload = check_upload(told, name="公开承诺.txt")
    promised = commitment_drafts.bring_commitments(upload=upload, data=told, actor=office, now=now)
    return {"plan_draft": draft.pk, "commitment_draft": promised.pk}


def _duties(people: People, handler: Actor, now: datetime) -> dict[str, object]:
    """Of the unit itself: one to sign, one under way with a file, an address, and a look at the address."""
    mine = DueItem.objects.filter(case__unit_id=handler.unit_id).order_by("pk")
    new = mine.filter(case__state="issued", obligation__measure="").first()
    assert new is not None
    file = check_upload(b"Walk\n", name="说明.txt")
    brought = on_duties.add_evidence_file(
        duty_id=new.pk, upload=file, data=b"Walk\n", says="说明", actor=handler, now=now
    )
    address = on_duties.add_evidence_address(
        duty_id=new.pk, address="https://www.example.cn/zwgk/", says="页面", actor=handler, now=now
    )
    kept = StoredFile.objects.get(pk=brought.file_id)
    look = Snapshot.objects.create(
        evidence=address, taken_at=now, outcome="kept", address=address.address, picture=kept
    )
    waits = releases.propose_release(
        evidence_id=brought.pk, title="说明（演示）", actor=actor(people["of"], now), now=now
    )
    shown = EvidenceRelease.objects.filter(state="released").order_by("pk")[0]
    Evidence.objects.filter(pk=shown.evidence_id).update(kind="file", file=kept, address="")
    move = PublishedMove.objects.order_by("pk")[0]
    return {
        "duty": new.pk, "evidence_file": brought.pk, "evidence_address": address.pk, "look": look.pk,
        "release": waits.pk, "released": shown.pk,
        "moved_duty": move.duty_id, "line": move.line_id,
    }  # fmt: skip


def _orders(handler: Actor, now: datetime) -> dict[str, object]:
    order = Order.objects.get(case__state="issued", case__unit_id=handler.unit_id)
    brought = Brought(check_upload(b"Draft\n", name="答复附件.txt"), b"Draft\n")
    signed = sign_order(order_id=order.pk, version=order.case.version, actor=handler, now=now)
    write_answer(
        order_id=order.pk, version=signed.case.version, text="初稿", files=[brought], actor=handler, now=now
    )
    return {
        "order": order.pk,
        "answer_file": AnswerFile.objects.get().pk,
        "bulletin": Bulletin.objects.get().pk,
    }


def _commitments() -> dict[str, object]:
    one = Commitment.objects.filter(case__ended_on=None).order_by("pk").first() or Commitment.objects.all()[0]
    return {"commitment": one.ref, "commitments": CommitmentList.objects.get().ref}


def _letters() -> dict[str, object]:
    message = Message.objects.get(case__state="drafted")
    return {"number": message.number, "publication": Publication.objects.get().pk}


def _requests(handler: Actor, now: datetime) -> dict[str, object]:
    """A request about which somebody was asked, taken apart into items."""
    asked = Consultation.objects.get(case__unit_id=handler.unit_id)
    number = asked.request.number
    divide_request(
        number=number,
        version=asked.request.case.version,
        wanted=["合同文本（演示）", "设备清单（演示）"],
        actor=handler,
        now=now,
    )
    search = record_search(
        number=number, place=1, searched_in="档案室（演示）", keywords="合同", searched_by="演示检索员",
        searched_on=now.date(), result=Result.NONE, note="", files=[_proof()], actor=handler, now=now,
    )  # fmt: skip
    part = record_part(
        number=number, place=1, part="单价（演示）", ground="15", reason="商业秘密", actor=handler, now=now
    )
    return {
        "request": number, "request_place": asked.place, "search_record": search.pk, "withheld_part": part.pk,
        **with_files(number, handler, now),
    }  # fmt: skip


def _proof() -> tuple[Upload, bytes]:
    return check_upload("检索截图（演示）".encode(), name="截图.txt"), "检索截图（演示）".encode()


def _gatherings(people: People, now: datetime) -> dict[str, object]:
    """A meeting that is planned, with a paper; one that is confirmed decided something; a mechanism."""
    handler, head = actor(people["ha"], now), actor(people["he"], now)
    told = Told(
        kind=MeetingKind.MEETING, title="专题会议（演示）", starts_at=now - timedelta(hours=3),
        ends_at=now - timedelta(hours=1), place="会议室（演示）", chair="负责人（演示）",
        minutes="纪要（演示）",
        agenda=(AgendaLine("听取汇报（演示）"),),
        decisions=(DecisionLine("核对目录（演示）", handler.unit_id or 0, now.date()),),
    )  # fmt: skip
    planned = gatherings.plan_gathering(told=told, actor=handler, now=now)
    data = "讲义（演示）".encode()
    upload = check_upload(data, name="讲义.txt")
    paper_of = gatherings.bring_material(
        gathering_id=planned.pk, upload=upload, data=data, is_minutes=False, actor=handler, now=now
    )
    came = attendance.add_attendance(
        gathering_id=planned.pk, name="参加人（演示）", unit="演示单位", actor=handler, now=now
    )
    held = gatherings.plan_gathering(
        told=replace(told, title="另一次专题会议（演示）"), actor=handler, now=now
    )
    gatherings.hold_gathering(gathering_id=held.pk, version=0, actor=handler, now=now)
    gatherings.confirm_gathering(gathering_id=held.pk, version=1, actor=head, now=now)
    council = councils.found_council(
        name="联席会议（演示）", unit_id=handler.unit_id or 0, basis="演示", from_on=now.date(),
        member_ids=[], actor=handler, now=now,
    )  # fmt: skip
    return {
        "gathering": planned.pk, "material": paper_of.pk, "attendance": came.pk, "council": council.pk,
        "decision": held.decisions.get().pk,
    }  # fmt: skip


def _collections(handler: Actor, now: datetime) -> dict[str, object]:
    """The collection of the office, with a file, as the unit got it: signed, its table begun."""
    arrival = Recipient.objects.select_related("notice").get(
        unit_id=handler.unit_id, notice__collection__isnull=False, case__ended_on__isnull=True
    )
    notice = arrival.notice
    upload = check_upload(b"Walk\n", name="填写说明.txt")
    kept = keep_file(upload, b"Walk\n", tenant_id=notice.tenant_id, actor=handler, now=now)
    file = NoticeFile.objects.create(notice=notice, file=kept)
    return {"sent_notice": notice.pk, "notice_file": file.pk, "arrival_id": arrival.pk}


def _inspections(people: People, handler: Actor, now: datetime) -> dict[str, object]:
    """A sheet in force with a task of the unit and a file of the office, and a sheet that waits."""
    office, head = actor(people["of"], now), actor(people["oh"], now)
    span = sheets.Span(date(2024, 1, 1), date(2024, 12, 31))  # Monday, Tuesday
    head_of_sheet = ("指标名称", "评估要点", "分值")
    brought = []
    for name in ("政府公报", "政策解读"):
        data = as_xlsx(Sheet("评估指标", head_of_sheet, [(name, "按期发布", "5")]))
        upload = check_upload(data, name=f"{name}指标表.xlsx")
        brought.append(
            sheets.bring_sheet(upload=upload, data=data, span=span, amends=None, actor=office, now=now)
        )
    made = sheets.confirm_sheet(draft_id=brought[0].pk, version=0, actor=head, now=now)
    indicator = made.indicators.get()
    asked = lay_task(
        indicator_id=indicator.pk,
        unit_id=handler.unit_id,
        until=now.date(),
        demand="公报",
        actor=office,
        now=now,
    )
    file = check_upload(b"Walk\n", name="材料.txt")
    material = upload_material(
        indicator_id=indicator.pk, upload=file, data=b"Walk\n", says="材料", actor=office, now=now
    )
    return {
        "inspection_id": made.pk, "indicator_id": indicator.pk, "task_id": asked.pk,
        "material_id": material.pk, "indicator_sheet": brought[1].pk,
    }  # fmt: skip


def _held(head: Actor, now: datetime) -> int:
    hold = set_hold(kind="mailbox.sender", ref="", reason="行政复议（演示）", actor=head, now=now)
    return int(hold.pk)


def _handed_over(head: Actor, now: datetime) -> int:
    """A package that waits for its receipt; the model city has no order old enough for one."""
    assert head.tenant_id is not None
    data = b"PK\x05\x06" + bytes(18)
    upload = Upload("移交包.zip", Format.ARCHIVE, len(data), None)
    package = keep_file(upload, data, tenant_id=head.tenant_id, actor=head, now=now)
    made = Handover.objects.create(
        tenant_id=head.tenant_id, kind="plan.order", year=now.year, number=1, count=1, package=package,
        receipt=package, digest="0" * 64, made_by_id=head.person_id, made_at=now,
    )  # fmt: skip
    return int(made.pk)


def _of_register(people: People, now: datetime) -> dict[str, object]:
    """Of the unit: itself, a post, who sits there. The workbook is the register as it stands."""
    handler = people["ha"]
    assert handler is not None
    held = handler.holdings.select_related("post").get()
    data = write_book(register_of(handler.tenant))
    upload = check_upload(data, name="名册.xlsx")
    keeper = actor(AdminSeat.objects.get(tenant=handler.tenant, role="system").person, now)
    kept = keep_file(upload, data, tenant_id=handler.tenant_id, actor=keeper, now=now)
    return {
        "account": handler.account, "unit_id": held.post.unit_id, "post_id": held.post_id,
        "holding_id": held.pk, "register": kept.pk, "acting_unit": held.post.unit_id,
    }  # fmt: skip


def _tables(handler: Actor, now: datetime) -> dict[str, object]:
    data = as_xlsx(*to_fill.sheets_to_report(handler, today=now.date()))
    kept = keep_file(
        check_upload(data, name="办理表.xlsx"), data, tenant_id=handler.tenant_id or 0, actor=handler, now=now
    )
    table = FilledTable.objects.create(
        unit_id=handler.unit_id, kind="reports", file=kept, brought_by_id=handler.person_id, brought_at=now
    )
    return {"table": table.pk}


def _warnings(found: Mapping[str, object], office: Actor, now: datetime) -> dict[str, object]:
    """A milestone of the plan, and the warning of a commitment's unit."""
    clockwork, on = Actor.clockwork(office.tenant_id), date(2024, 6, 28)  # Friday
    plan = str(found["plan"])
    milestone.report_milestone(plan_ref=plan, on=on, actor=clockwork, now=now)
    warned.warn_of_duties(actor=clockwork, now=now)
    given = WarnedDuty.objects.filter(tenant_id=office.tenant_id, unit_id=found["acting_unit"])[0]
    ref = Given(given.tenant_id, given.unit_id, Level[given.level.upper()], given.on)
    return {"milestone": f"{plan}-{on:%Y%m%d}", "warning": str(ref)}


def _site(people: People, now: datetime) -> dict[str, object]:
    home, board = HomePage.objects.get(), NoticeBoard.objects.get()
    notice = Notice.objects.order_by("pk")[0]
    editor = people["ed"]
    revision = notice.save_revision(user=editor)
    release = SiteRelease.objects.create(
        page=notice, title=notice.title, revision_id=revision.pk, tenant=editor.tenant, submitted_by=editor,
        submitted_at=now,
    )  # fmt: skip
    return {
        "home": home.pk, "board": board.pk, "notice": notice.pk, "revision": revision.pk,
        "site_release": release.pk,
    }  # fmt: skip
