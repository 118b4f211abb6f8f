"""The letters of a request, each with how far it came and what may be entered of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.forms import Form

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.text.codes import in_groups
from quancheng.records.disclosure.commands.letters import MAY_BE_VOID, REFUSED
from quancheng.records.disclosure.forms.fields import ByMail
from quancheng.records.disclosure.forms.letters import (
    DeliveredForm,
    LetterServeForm,
    OverruleForm,
    VoidForm,
)
from quancheng.records.disclosure.models import Consultation, Letter, Reply, Request
from quancheng.records.disclosure.models.consultations import Party
from quancheng.records.disclosure.models.requests import Route
from quancheng.records.disclosure.queries.consultations import consultations_of
from quancheng.records.disclosure.queries.letters import letters_of
from quancheng.records.disclosure.queries.norms import is_served_when_sent
from quancheng.records.disclosure.queries.receipts import letters_opened
from quancheng.records.disclosure.rules.letters import BY_A_STEP
from quancheng.records.disclosure.rules.remedies import RemedyClass
from quancheng.records.disclosure.rules.remedies import Step as Sort
from quancheng.records.disclosure.workflow import HEADS, OF_UNIT
from quancheng.ui.cases import Refused


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter, finished for the page."""

    letter: Letter
    says: str
    to: str
    code: str
    lines: tuple[str, ...]
    standing: str
    tone: str
    serve: Form | None
    delivered: Form | None  # of a posted one with a remedy: when it was signed for
    void: Form | None
    is_online: bool
    opened_at: datetime | None  # first, by the applicant, on the internet


@dataclass(frozen=True, slots=True)
class Refusing:
    """A third party that refused: it may be overruled, in writing."""

    asked: Consultation
    form: Form


@dataclass(frozen=True, slots=True)
class Letters:
    """All of them, and whom one may still write to."""

    lines: tuple[LetterLine, ...]
    refusing: tuple[Refusing, ...]


def letters_section(actor: Actor, request: Request, *, today: date, refused: Refused | None) -> Letters:
    """The newest first; nothing for whoever does not handle the request."""
    opened = letters_opened(request)
    lines = [_line(one, actor, today, refused, opened) for one in letters_of(actor, request)]
    return Letters(tuple(lines), tuple(_refusing(actor, request, refused)))


def _line(
    letter: Letter, actor: Actor, today: date, refused: Refused | None, opened: Mapping[int, datetime | None]
) -> LetterLine:
    sort, standing = Sort(letter.sort), _standing(letter, today)
    works, is_valid = bool(actor.roles & (OF_UNIT | HEADS)), letter.superseded_on is None
    may_serve = works and is_valid and letter.served_on is None and sort not in BY_A_STEP
    may_void = bool(actor.roles & HEADS) and is_valid and sort in MAY_BE_VOID
    place = letter.place
    serve = _turned(refused, f"letter-{place}") or serve_form(letter.request, place, today=today)
    is_posted = is_valid and letter.way == Reply.Way.BY_POST and sort.remedy is not RemedyClass.C
    delivered = _turned(refused, f"delivered-{place}") or DeliveredForm(
        initial={"on": letter.delivered_on or today}, auto_id=f"delivered{place}_%s"
    )
    void = _turned(refused, f"void-{place}") or VoidForm(auto_id=f"void{place}_%s")
    return LetterLine(
        letter=letter,
        says=sort.says,
        to=_to(letter),
        code=in_groups(letter.code),
        lines=tuple(letter.text.splitlines()),
        standing=standing[0],
        tone=standing[1],
        serve=serve if may_serve else None,
        delivered=delivered if works and is_posted else None,
        void=void if may_void else None,
        is_online=place in opened,
        opened_at=opened.get(place),
    )


def serve_form(
    request: Request, place: int, data: Mapping[str, object] | None = None, *, today: date
) -> LetterServeForm:
    """How a letter is served, with its days named as the government's norm has them."""
    form = LetterServeForm(data, initial={"on": today}, auto_id=f"letter{place}_%s")
    offer_days(form, request, today=today)
    return form


def offer_days(form: ByMail, request: Request, *, today: date) -> None:
    """Ask for the day of sending where the applicant is answered by e-mail."""
    form.ask_for_sending(
        is_mail=request.route == Route.EMAIL,
        is_served_when_sent=is_served_when_sent(request.tenant_id, on=today),
    )


def _to(letter: Letter) -> str:
    if not letter.is_to_party:
        return "申请人"
    return f"第{letter.consultation.place}份征求意见的对象" if letter.consultation else "第三方"


def _standing(letter: Letter, today: date) -> tuple[str, str]:
    if letter.superseded_on:
        return f"{letter.superseded_on}作废", "grey"
    if letter.served_on:
        way = letter.get_way_display() if letter.way else "送达"
        late = _is_late(letter, letter.served_on)
        signed = f"，{letter.delivered_on}签收" if letter.delivered_on else ""
        told = f"{letter.served_on}{way}{signed}" + ("，晚于最迟告知日期" if late else "")
        return told, "red" if late else "green"
    if letter.serve_by:
        return f"待送达，最迟{letter.serve_by}告知", "red" if today > letter.serve_by else "orange"
    return "待送达", "blue"


def _is_late(letter: Letter, served_on: date) -> bool:
    """Whether it was told too late. Where receipt starts a period, its day says nothing of the sending."""
    by = None if Sort(letter.sort) in BY_A_STEP else letter.serve_by
    return by is not None and served_on > by


def _refusing(actor: Actor, request: Request, refused: Refused | None) -> Iterator[Refusing]:
    if not actor.roles & HEADS:
        return
    for asked in consultations_of(actor, request.number).filter(party=Party.THIRD, opinion__in=REFUSED):
        place = asked.place
        turned = _turned(refused, f"overrule-{place}")
        yield Refusing(asked, turned or OverruleForm(auto_id=f"overrule{place}_%s"))


def _turned(refused: Refused | None, code: str) -> Form | None:
    return refused.form if refused and refused.code == code else None
