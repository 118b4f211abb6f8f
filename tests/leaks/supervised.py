"""What is worked out, supervised, complained of and sued about the requests: a mark in each part of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from quancheng.kernel.files.safety import check_upload
from quancheng.kernel.orgs.models import Unit
from quancheng.records.disclosure.commands import bulletins, conference, demands
from quancheng.records.disclosure.models import Conference, Demand, Reply, RequestBulletin
from quancheng.records.disclosure.rules.bulletin import Part, Span
from quancheng.records.disclosure.rules.conference import Sort as JointSort
from quancheng.records.disclosure.rules.demands import Sort as DemandSort
from quancheng.records.disclosure.tests.conftest import finance
from quancheng.records.remedies.commands import complaints, measures, reporting
from quancheng.records.remedies.commands.measures import Demand as Asked
from quancheng.records.remedies.commands.papers import add_paper
from quancheng.records.remedies.commands.proceedings import Filing, enter_proceeding, write_lessons
from quancheng.records.remedies.models import Complaint, Measure
from quancheng.records.remedies.rules.kinds import Kind
from quancheng.records.remedies.rules.measures import Organ, Source, Verb
from tests.leaks.asked import Things
from tests.leaks.cast import Cast
from tests.leaks.marks import MARKS


def worked_out(cast: Cast, number: str, now: datetime) -> Things:
    """A conference and a demand about one request, with another unit."""
    water = Unit.objects.get(name="市水务局")
    until, on = timezone.localdate(now) + timedelta(days=9), timezone.localdate(now)
    joint = conference.call_joint(
        number=number, sort=JointSort.HARD, question=MARKS["joint question"], excerpt=MARKS["joint excerpt"],
        unit_ids=[water.pk], until=until, actor=cast["handler"], now=now,
    )  # fmt: skip
    told: dict[str, Any] = {"joint_id": joint.pk, "now": now}
    conference.give_opinion(**told, opinion=MARKS["joint opinion"], actor=cast["called"])
    version = Conference.objects.get(pk=joint.pk).case.version
    conference.conclude_joint(
        **told, version=version, held_on=on, attended=MARKS["joint attended"],
        conclusion=MARKS["joint conclusion"], actor=cast["handler"],
    )  # fmt: skip
    demand = demands.hand_on_demand(
        number=number, sort=DemandSort.UNRESOLVED, matter=MARKS["demand matter"], unit_id=water.pk,
        until=until, actor=cast["handler"], now=now,
    )  # fmt: skip
    for does, reason in (
        (demands.accept_demand, {}),
        (demands.report_demand, {"reason": MARKS["demand report"]}),
    ):
        version = Demand.objects.get(pk=demand.pk).case.version
        does(demand_id=demand.pk, version=version, **reason, actor=cast["called"], now=now)
    return {"joint": [joint.pk], "demand": [demand.pk]}


def bulletins_written(cast: Cast, now: datetime) -> Things:
    """One of January that was issued, one of February that is a draft."""
    made = [_bulletin(cast, month, now) for month in ("issued", "draft")]
    issued = RequestBulletin.objects.get(pk=made[0])
    bulletins.issue_bulletin(
        bulletin_id=made[0], version=issued.version, actor=cast["office head"], now=now,
        as_it_stands="演示",
    )  # fmt: skip
    return {"bulletin": made}


def _bulletin(cast: Cast, which: str, now: datetime) -> int:
    on = timezone.localdate(now) - timedelta(days={"issued": 40, "draft": 10}[which])
    made = bulletins.draft_bulletin(span=Span.MONTH, on=on, actor=cast["office"], now=now)
    word = MARKS[f"bulletin {which}"]
    bulletins.amend_bulletin(
        bulletin_id=made.pk, version=made.version, title=f"通报{word}",
        texts={Part.OVERALL: f"{word}。", Part.NEXT: "请抓紧。"}, actor=cast["office"], now=now,
    )  # fmt: skip
    return int(made.pk)


def brought_against(cast: Cast, requests: Sequence[object], now: datetime) -> Things:
    """A reconsideration of the reply, a suit against silence."""
    on, clerk = timezone.localdate(now), cast["handler"]
    reply = Reply.objects.get(request__number=requests[0], number__gt="")
    review = enter_proceeding(
        filing=Filing(
            kind=Kind.REVIEW, request=str(requests[0]), organ="演示省人民政府", filed_on=on, accepted_on=on,
            reply=reply.number, file_number=MARKS["case file number"], notified_on=on,
        ),
        actor=clerk, now=now,
    )  # fmt: skip
    write_lessons(proceeding_id=review.pk, lessons=MARKS["case lessons"], actor=clerk, now=now)
    data = MARKS["case paper text"].encode()
    paper = add_paper(
        proceeding_id=review.pk, says=MARKS["case paper"],
        upload=check_upload(data, name=f"{MARKS['case paper name']}.txt"), data=data, actor=clerk, now=now,
    )  # fmt: skip
    suit = enter_proceeding(
        filing=Filing(
            kind=Kind.DIRECT, request=str(requests[-1]), organ="演示区人民法院", filed_on=on, accepted_on=on,
            file_number=MARKS["suit file number"],
        ),
        actor=clerk, now=now,
    )  # fmt: skip
    return {"proceeding": [review.pk, suit.pk], "case paper": [paper.pk]}


def complained(cast: Cast, number: str, now: datetime) -> Things:
    """A complaint that was found true, and answered; and the measures that followed."""
    office, on = cast["office"], timezone.localdate(now)
    one = complaints.enter_complaint(
        way="letter", unit_id=finance().pk, came_on=on, request=number,
        complainant=f"{MARKS['complainant']}，{MARKS['complainant phone']}", matter=MARKS["complaint matter"],
        actor=office, now=now,
    )  # fmt: skip
    complaints.verify_complaint(
        complaint_id=one.pk, version=Complaint.objects.get(pk=one.pk).case.version,
        finding=MARKS["complaint finding"], followed=MARKS["complaint followed"], actor=office, now=now,
    )  # fmt: skip
    complaints.answer_complainant(
        complaint_id=one.pk, on=on, way="letter", answer=MARKS["complaint answer"], actor=office, now=now
    )
    complaints.read_complainant(complaint_id=one.pk, actor=office, now=now)
    return {"complaint": [one.pk], **_measured(cast, on, now)}


def _measured(cast: Cast, on: date, now: datetime) -> Things:
    """One that is a draft; one that was issued and reported on; one that another organ issued."""
    unit = Unit.objects.get(name="市财政局").pk
    plain: dict[str, Any] = {
        "unit_id": unit,
        "source": Source.CASE,
        "demand": "演示",
        "until": on + timedelta(days=20),
    }
    words = {**plain, "demand": MARKS["measure demand"], "person": MARKS["measure person"]}
    draft = measures.draft_measure(
        verb=Verb.REMIND, demand=Asked(**plain, problem=MARKS["measure draft"]), actor=cast["office"], now=now
    )
    issued = measures.draft_measure(
        verb=Verb.SUPERVISE, demand=Asked(**words, problem=MARKS["measure problem"]), actor=cast["office"],
        now=now,
    )  # fmt: skip
    measures.issue_measure(measure_id=issued.pk, version=_version(issued), actor=cast["office head"], now=now)
    data = MARKS["measure proof text"].encode()
    proof = reporting.add_proof_file(
        measure_id=issued.pk, says=MARKS["measure proof"],
        upload=check_upload(data, name=f"{MARKS['measure proof name']}.txt"), data=data,
        actor=cast["handler"], now=now,
    )  # fmt: skip
    reporting.report_measure(
        measure_id=issued.pk, version=_version(issued), feedback=MARKS["measure feedback"],
        actor=cast["handler"], now=now,
    )  # fmt: skip
    entered = measures.enter_measure(
        verb=Verb.ORDER, organ=Organ.ABOVE, issuer="演示省人民政府", number="演示〔2026〕1号",
        demand=Asked(**plain, problem=MARKS["measure entered"], received_on=on), actor=cast["office"],
        now=now,
    )  # fmt: skip
    return {"measure": [issued.pk, draft.pk, entered.pk], "proof": [proof.pk]}


def _version(measure: Measure) -> int:
    return Measure.objects.get(pk=measure.pk).case.version
