"""Reading notices: the unit that sent them, the openness office of its government, those they went to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from quancheng.kernel.approvals.models import Stage
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.files.models import StoredFile
from quancheng.kernel.orgs.handover import Pair
from quancheng.kernel.orgs.models import Post, Unit
from quancheng.records.groundwork.events.notices import NOTICE_KIND
from quancheng.records.groundwork.models import Notice, NoticeFile, Recipient
from quancheng.records.groundwork.queries.addressees import is_office
from quancheng.records.groundwork.rules.drafts import Wish
from quancheng.records.groundwork.workflow.notices import (
    HANDED_IN,
    HEADS,
    OVER,
    SENDERS,
    TO_FILL,
    UNDER_WAY,
    WITH_UNIT,
    State,
)

_OF_NOTICE = (
    "notice__unit", "notice__tenant", "notice__collection", "case__unit", "unit__tenant", "signed_by",
    "filling",
)  # fmt: skip


class NoSuchNotice(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "groundwork.no_such_notice"
    status = 404


class NotOfSender(Refusal):
    """Only the unit that sent a notice manages it."""

    code = "groundwork.not_of_sender"
    status = 403


@dataclass(frozen=True, slots=True)
class NoticesWaiting:
    """How many notices and tables wait for the actor."""

    to_sign: int = 0
    to_fill: int = 0
    late: int = 0
    to_confirm: int = 0
    to_check: int = 0
    to_issue: int = 0

    @property
    def some(self) -> bool:
        return bool(self.to_sign or self.to_fill or self.to_confirm or self.to_check or self.to_issue)


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """What the actor may see: of their own unit all, of their government what was issued, what they got."""
    if actor.kind is Kind.CLOCKWORK:
        seen = Q() if actor.tenant_id is None else Q(tenant_id=actor.tenant_id)
    elif actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        seen = Q(pk__in=[])
    else:
        got = Recipient.objects.filter(case__unit_id=actor.unit_id)
        seen = Q(issued_at__isnull=False, pk__in=got.values("notice_id")) | _laid_before(actor)
        if actor.roles & SENDERS:
            seen |= Q(unit_id=actor.unit_id, tenant_id=actor.tenant_id)
        if is_office(actor):
            seen |= Q(issued_at__isnull=False, tenant_id=actor.tenant_id)
    found = Notice.objects.filter(seen)
    return found.select_related("unit", "tenant", "collection", "drafted_by", "issued_by", "handed_from")


def _laid_before(actor: Actor) -> Q:
    """A draft that lies before the actor's post (呈批) is read there with its files, of whichever unit."""
    about = Concat(Value(f"{NOTICE_KIND}:"), Cast(OuterRef("pk"), CharField()))
    asked = Stage.objects.filter(approval__about=about, post_id=actor.post_id or 0)
    return Q(Exists(asked), issued_at__isnull=True)


def notice_for(actor: Actor, notice_id: int) -> Notice:
    """One notice. Raises NoSuchNotice."""
    found = notices_for(actor).filter(pk=notice_id).first()
    if found is None:
        raise NoSuchNotice("没有找到这份通知，请从通知与收表的列表中选择", notice=notice_id)
    return found


def is_of_sender(actor: Actor, notice: Notice) -> bool:
    """Whether the actor's own unit sent it, and their post may manage it."""
    mine = notice.unit_id == actor.unit_id and notice.tenant_id == actor.tenant_id
    return mine and bool(actor.roles & SENDERS)


def may_read_whole(actor: Actor, notice: Notice) -> bool:
    """Who reads the whole list of units and tables: the sender, and the office of its government."""
    return is_of_sender(actor, notice) or (is_office(actor) and notice.tenant_id == actor.tenant_id)


def notice_of_sender(actor: Actor, notice_id: int) -> Notice:
    """One notice of the actor's own unit. Raises NoSuchNotice, NotOfSender."""
    notice = notice_for(actor, notice_id)
    if not is_of_sender(actor, notice):
        raise NotOfSender("这份通知由其他单位发出，只有发出单位能办理", notice=notice_id)
    return notice


def notice_read_whole(actor: Actor, notice_id: int) -> Notice:
    """One notice with all its units. Raises NoSuchNotice, NotOfSender."""
    notice = notice_for(actor, notice_id)
    if notice.issued_at is not None and not may_read_whole(actor, notice):
        raise NotOfSender("各单位的签收和填报情况只有发出单位能查看；请从“收到的”打开本单位的一份")
    return notice


def notices_sent(actor: Actor) -> QuerySet[Notice]:
    """What my unit sends, drafts first; for the office all of its government, with how far each has come."""
    whose = Q(unit_id=actor.unit_id or 0)
    if is_office(actor):
        whose |= Q(issued_at__isnull=False)
    found = notices_for(actor).filter(whose, tenant_id=actor.tenant_id or 0)
    return found.annotate(
        units=Count("recipients"),
        signed=Count("recipients", filter=Q(recipients__signed_at__isnull=False)),
        handed_in=Count("recipients", filter=Q(recipients__case__state__in=HANDED_IN)),
        accepted=Count("recipients", filter=Q(recipients__case__state=State.ACCEPTED)),
    ).order_by(F("issued_at").desc(nulls_first=True), "-pk")


def arrivals_for(actor: Actor) -> QuerySet[Recipient]:
    """What was sent to units, as far as the actor may see it: their own, and of what they sent all."""
    found = Recipient.objects.filter(case__isnull=False).select_related(*_OF_NOTICE).defer("filling__rows")
    if actor.kind is Kind.CLOCKWORK:
        return found if actor.tenant_id is None else found.filter(notice__tenant_id=actor.tenant_id)
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    seen = Q(case__unit_id=actor.unit_id)
    if actor.roles & SENDERS:
        seen |= Q(notice__unit_id=actor.unit_id, notice__tenant_id=actor.tenant_id)
    if is_office(actor):
        seen |= Q(notice__tenant_id=actor.tenant_id)
    return found.filter(seen)


def arrival_for(actor: Actor, arrival_id: int) -> Recipient:
    """One of them. Raises NoSuchNotice."""
    found = arrivals_for(actor).filter(pk=arrival_id).first()
    if found is None:
        raise NoSuchNotice("没有找到这份通知，可能已移交其他单位；请从列表中选择", arrival=arrival_id)
    return found


def arrival_of_unit(actor: Actor, arrival_id: int) -> Recipient:
    """One that my own unit has in hand. Raises NoSuchNotice."""
    found = arrival_for(actor, arrival_id)
    if found.case is None or found.case.unit_id != actor.unit_id:
        raise NoSuchNotice("这份通知不是发给您所在单位的，请由接收单位签收和填报", arrival=arrival_id)
    return found


def arrival_of_sender(actor: Actor, arrival_id: int) -> Recipient:
    """One that my own unit sent. Raises NoSuchNotice, NotOfSender."""
    found = arrival_for(actor, arrival_id)
    if not is_of_sender(actor, found.notice):
        raise NotOfSender("这份收表由其他单位发出，只有发出单位能审核和退回")
    return found


def arrivals_got(actor: Actor) -> QuerySet[Recipient]:
    """What my unit has got, the most urgent first; what is over stands last."""
    mine = arrivals_for(actor).filter(case__unit_id=actor.unit_id or 0)
    return mine.order_by(F("case__ended_on").desc(nulls_first=True), "case__due_on", "-pk")


def arrivals_of(notice: Notice) -> QuerySet[Recipient]:
    """Every unit of a notice, districts last; its filling without the rows."""
    found = notice.recipients.select_related("unit__tenant", "case__unit", "signed_by", "filling")
    return found.defer("filling__rows").order_by("unit__tenant_id", "unit__code", "pk")


def files_of(notice: Notice) -> QuerySet[NoticeFile]:
    """What goes along with a notice."""
    return notice.files.select_related("file")


def file_for(actor: Actor, file_id: int) -> StoredFile:
    """A file of a notice that the actor may see. Raises NoSuchNotice."""
    found = NoticeFile.objects.filter(pk=file_id, notice__in=notices_for(actor).values("pk"))
    one = found.select_related("file").first()
    if one is None:
        raise NoSuchNotice("没有找到这个附件，可能已被移去；请回到通知页面", file=file_id)
    return one.file


def notices_waiting(actor: Actor, *, today: date) -> NoticesWaiting:
    """What waits for the actor, for 我的工作: two queries."""
    if actor.unit_id is None or not actor.roles & SENDERS:
        return NoticesWaiting()
    is_head = bool(actor.roles & HEADS)
    mine, sent = Q(case__unit_id=actor.unit_id), Q(notice__unit_id=actor.unit_id)
    got = arrivals_for(actor).filter(case__state__in=UNDER_WAY, case__ended_on__isnull=True)
    counts = got.aggregate(
        to_sign=Count("pk", filter=mine & Q(case__state=State.SENT)),
        to_fill=Count("pk", filter=mine & Q(case__state__in=TO_FILL)),
        late=Count("pk", filter=mine & Q(case__state__in=WITH_UNIT, case__due_on__lt=today)),
        to_confirm=Count("pk", filter=mine & Q(case__state=State.FILLED)),
        to_check=Count("pk", filter=sent & Q(case__state=State.CONFIRMED)),
    )
    drafts = Notice.objects.filter(
        unit_id=actor.unit_id, tenant_id=actor.tenant_id or 0, issued_at__isnull=True
    ).exclude(drafted_by_id=actor.person_id)
    return NoticesWaiting(
        **{**counts, "to_confirm": counts["to_confirm"] if is_head else 0},
        to_issue=drafts.count() if is_head else 0,
    )


def is_drafted_already(unit_id: int, wish: Wish) -> bool:
    """Whether the same draft lies there; the unit is held, so that a second click waits its turn."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    same = Notice.objects.filter(unit_id=unit_id, issued_at__isnull=True, title=wish.title, text=wish.text)
    same = same.filter(sign_by=wish.sign_by, collection__isnull=wish.table is None)
    chosen = [set(one.recipients.values_list("unit_id", flat=True)) for one in same]
    return set(wish.unit_ids) in chosen


def drafts_of_unit(unit_id: int) -> QuerySet[Notice]:
    """The notices that nobody has issued: a unit would leave them behind."""
    return Notice.objects.filter(unit_id=unit_id, issued_at__isnull=True)


def drafts_of_each(pairs: Collection[Pair]) -> Mapping[Pair, int]:
    """How many drafts each of these people saved last, when they are of a unit that sends. Two queries.

    A colleague takes a draft over by saving it once.
    """
    sending = Post.objects.filter(pk__in={post for _, post in pairs}, roles__role__in=list(SENDERS))
    tenants = dict(sending.values_list("pk", "unit__tenant_id"))
    mine = Notice.objects.filter(issued_at__isnull=True, drafted_by__in={person for person, _ in pairs})
    counted = mine.order_by().values_list("drafted_by", "tenant").annotate(count=Count("pk"))
    counts = {(person, tenant): count for person, tenant, count in counted}
    return {(person, post): counts.get((person, tenants.get(post, 0)), 0) for person, post in pairs}


def drafts_of(person_id: int, post_id: int) -> int:
    """The same for one."""
    return drafts_of_each([(person_id, post_id)]).get((person_id, post_id), 0)


def states_of(notice: Notice) -> Mapping[str, int]:
    """How many units stand in which state."""
    rows = notice.recipients.values("case__state").annotate(count=Count("pk"))
    return {str(row["case__state"]): row["count"] for row in rows}


def is_over(state: str) -> bool:
    """Whether nothing more is asked of a unit."""
    return state in OVER
