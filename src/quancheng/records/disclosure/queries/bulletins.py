"""Reading bulletins about requests, gathering their figures, and the papers that they become."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from quancheng.kernel.approvals.contents import Contents
from quancheng.kernel.approvals.models import Approval
from quancheng.kernel.approvals.papers import PaperKind
from quancheng.kernel.approvals.queries import standing_approval
from quancheng.kernel.approvals.standing import Words
from quancheng.kernel.approvals.wording import writers_of
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.reference import RecordRef, row_number
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.calendar.book import work_calendar
from quancheng.kernel.calendar.days import working_days_between
from quancheng.kernel.files.letterhead import (
    Block,
    Column,
    Grid,
    Heading,
    Letter,
    in_chinese,
    paragraphs_of,
)
from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.orgs.roles import Role
from quancheng.records.disclosure.events import BULLETIN_KIND
from quancheng.records.disclosure.models import Request, RequestBulletin
from quancheng.records.disclosure.queries.demands import handed_and_settled
from quancheng.records.disclosure.queries.requests import is_office
from quancheng.records.disclosure.queries.watching import figures_of_units, requests_watched
from quancheng.records.disclosure.rules.bulletin import (
    Counted,
    LateLine,
    Line,
    Part,
    Span,
    filled,
    from_json,
    line_of,
    proposed,
    title_of,
)
from quancheng.records.disclosure.rules.bulletin_moves import Difference, as_it_stood, differences
from quancheng.records.disclosure.rules.watching import Figures, Picked, Watch, late_says, together

NUMERALS = "一二三四"
NO_NUMBER = "（草稿，尚未签发）"
MOST_NAMED = 200  # [D] requests named in one annex; the screen lists all
SIGNERS = frozenset({Role.OPENNESS_HEAD})


class NoSuchBulletin(Refusal):
    """Missing or out of sight: which of the two is not told."""

    code = "disclosure.no_such_bulletin"
    status = 404


class NoDraft(Refusal):
    """The bulletin has gone out, or was given up: there is nothing to approve."""

    code = "disclosure.no_bulletin_draft"


def bulletins_for(actor: Actor) -> QuerySet[RequestBulletin]:
    """Those of the office's own government; for a unit those issued to it. The newest first."""
    found = RequestBulletin.objects.select_related(
        "tenant", "office", "drafted_by", "issued_by", "withdrawn_by"
    )
    found = found.order_by("-drafted_at", "-pk")
    if actor.kind is not Kind.OFFICIAL or actor.unit_id is None:
        return found.none()
    sent = RequestBulletin.addressees.through.objects.filter(unit_id=actor.unit_id)
    mine = Q(issued_at__isnull=False, pk__in=sent.values("requestbulletin_id"))
    return found.filter(mine | Q(tenant_id=actor.tenant_id) if is_office(actor) else mine)


def bulletin_for(actor: Actor, bulletin_id: int) -> RequestBulletin:
    """One bulletin. Raises NoSuchBulletin."""
    found = bulletins_for(actor).filter(pk=bulletin_id).first()
    if found is None:
        raise NoSuchBulletin("没有找到这份通报，请从通报列表中选择", bulletin=bulletin_id)
    return found


def bulletin_of_office(actor: Actor, bulletin_id: int) -> RequestBulletin:
    """One of the actor's own government, for its openness office alone. Raises NoSuchBulletin."""
    found = bulletin_for(actor, bulletin_id)
    if not is_office(actor) or found.tenant_id != actor.tenant_id:
        raise NoSuchBulletin("这份通报由印发它的政务公开机构办理", bulletin=bulletin_id)
    return found


def open_draft(tenant_id: int, first: date, last: date) -> RequestBulletin | None:
    """The draft about these days that waits to be issued, if there is one."""
    waiting = RequestBulletin.objects.filter(
        tenant_id=tenant_id, first=first, last=last, issued_at__isnull=True, discarded_at__isnull=True
    )
    return waiting.select_related("drafted_by").first()


def counted_for(actor: Actor, first: date, last: date, *, today: date) -> Counted:
    """The figures of these days, with what is under way today, and which requests were late."""
    picked = Picked(first, last)
    received = _received(actor.tenant_id or 0, first, last)
    told = {one.id: one for one in figures_of_units(actor, picked, today=today)}
    missing = Unit.objects.filter(pk__in=received.keys() - told.keys())
    idle = (Figures(str(one), one.pk) for one in missing)
    figures = sorted((*told.values(), *idle), key=lambda one: one.id)
    handed, settled = handed_and_settled(actor.tenant_id or 0, first, last)
    return Counted(
        whole=line_of(together("合计", figures), sum(received.values())),
        units=tuple(line_of(one, received.get(one.id, 0)) for one in figures),
        late=tuple(_late(actor, picked, today=today)),
        settled=settled,
        handed=handed,
    )


def moved_since(actor: Actor, bulletin: RequestBulletin, *, today: date) -> tuple[Difference, ...]:
    """Which figures of a draft are others today than when they were counted."""
    now = counted_for(actor, bulletin.first, bulletin.last, today=today)
    return differences(from_json(bulletin.figures), now)


def units_in(counted: Counted) -> QuerySet[Unit]:
    """The units of which it speaks: to them it goes."""
    return Unit.objects.filter(pk__in=[one.id for one in counted.units]).order_by("code")


def parts_of(bulletin: RequestBulletin) -> list[tuple[str, str, str]]:
    """Numeral, heading and words of each part that says something, with its numbers."""
    counted = from_json(bulletin.figures)
    said = [(part, text) for part in Part if (text := bulletin.texts.get(part.value, "").strip())]
    return [
        (numeral, part.says, filled(text, counted))
        for numeral, (part, text) in zip(NUMERALS, said, strict=False)
    ]


def words_of(bulletin: RequestBulletin) -> Words:
    """What officials word in a bulletin: not the parts that stand as the house proposed them."""
    span, as_of = Span(bulletin.span), bulletin.as_of
    house = proposed(from_json(bulletin.figures), span, bulletin.first, as_of)
    own = {part.value: text for part in Part if (text := bulletin.texts.get(part.value, "")) != house[part]}
    title = "" if bulletin.title == title_of(span, bulletin.first) else bulletin.title
    return {"title": title, **own}


def draft_of(bulletin: RequestBulletin) -> str:
    """Under what name the versions of a bulletin are kept."""
    return f"{BULLETIN_KIND}/{bulletin.pk}"


def letter_of(bulletin: RequestBulletin) -> Letter:
    """The bulletin as it is printed: the figures that were kept, not those of today."""
    return Letter(
        issuer=bulletin.office.name,
        number=f"{bulletin.label}（已撤销）" if bulletin.withdrawn_at else bulletin.label or NO_NUMBER,
        title=bulletin.title,
        recipient="各单位",
        body=tuple(_body(bulletin)),
        sender=bulletin.office.name,
        on=timezone.localdate(bulletin.issued_at) if bulletin.issued_at else None,
        annexes=tuple(_annexes(bulletin)),
    )


def approval_of(bulletin: RequestBulletin) -> Approval | None:
    """The approval of a draft in its present words, if it was granted."""
    return standing_approval(RecordRef(BULLETIN_KIND, str(bulletin.pk)), _contents(bulletin))


def _received(tenant_id: int, first: date, last: date) -> Mapping[int, int]:
    came = Request.objects.filter(tenant_id=tenant_id, received_on__range=(first, last))
    return dict(came.order_by().values_list("case__unit_id").annotate(count=Count("pk")))


def _late(actor: Actor, picked: Picked, *, today: date) -> Iterator[LateLine]:
    calendar = work_calendar()
    for one in requests_watched(actor, Watch.LATE, picked, today=today)[:MOST_NAMED]:
        if one.outcome.last_on:
            says = f"{one.outcome.ended_on}答复，{late_says(one.outcome.late)}"
            yield LateLine(one.number, str(one.case.unit), one.outcome.last_on, says)
    for one in requests_watched(actor, Watch.OVERDUE, picked, today=today)[:MOST_NAMED]:
        assert one.case.due_on is not None  # what is overdue was due
        late = working_days_between(calendar, after=one.case.due_on, until=today)
        yield LateLine(one.number, str(one.case.unit), one.case.due_on, f"未办结，{late_says(late)}")


def _body(bulletin: RequestBulletin) -> Iterator[Block]:
    for numeral, heading, text in parts_of(bulletin):
        yield Heading(f"{numeral}、{heading}")
        yield from paragraphs_of(text)


def _annexes(bulletin: RequestBulletin) -> Iterator[Grid]:
    counted = from_json(bulletin.figures)
    note = (
        f"收到、答复、延期、补正为{bulletin.first}至{bulletin.last}；在办、逾期未办截至{in_chinese(bulletin.as_of)}。"
        "按期答复率＝按期答复÷已答复，舍去尾数。"
    )
    if told := as_it_stood(bulletin.figures):
        note += f"印发当日的数据与此不同，未重新取数。理由：{told.reason}"
    columns = (
        Column("单位", 8), *(
            Column(says, 3, is_number=True)
            for says in ("收到", "已答复", "逾期", "按期率", "中位数", "延期", "补正", "在办", "逾期未办")
        ),
    )  # fmt: skip
    yield Grid("各单位办理情况", columns, tuple(_cells(one) for one in (*counted.units, counted.whole)), note)
    if counted.late:
        yield Grid(
            "逾期清单",
            (Column("编号", 6), Column("承办单位", 7), Column("答复期限", 5), Column("情况", 12)),
            tuple((one.number, one.unit, one.last_on.isoformat(), one.says) for one in counted.late),
            f"数据截至{in_chinese(bulletin.as_of)}。",
        )


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.name, str(line.received), str(line.answered), str(line.late), line.in_time_rate, line.median,
        str(line.extended), str(line.corrected), str(line.open), str(line.overdue),
    )  # fmt: skip


def _contents(bulletin: RequestBulletin) -> Contents:
    letter = letter_of(bulletin)
    return Contents(letter.title, (*letter.body, *letter.annexes))


def _drafted(actor: Actor, ref: str) -> Contents:
    bulletin = bulletin_of_office(actor, row_number(ref))
    if not bulletin.is_draft:
        raise NoDraft("这份通报已经印发或作废，不需要呈批")
    return _contents(bulletin)


def _now(ref: str) -> Contents | None:
    found = RequestBulletin.objects.filter(
        pk=row_number(ref), issued_at__isnull=True, discarded_at__isnull=True
    )
    bulletin = found.select_related("office").first()
    return _contents(bulletin) if bulletin else None


def _writers(ref: str) -> frozenset[int]:
    bulletin = RequestBulletin.objects.filter(pk=row_number(ref)).first()
    return writers_of(draft_of(bulletin), last=bulletin.drafted_by_id) if bulletin else frozenset()


PAPER = PaperKind(
    code=BULLETIN_KIND, says="依申请公开通报", signed_by=SIGNERS, drafted=_drafted, present=_now,
    writers=_writers,
)  # fmt: skip
