"""Which term holds, what is past it, what a hold keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.counting import counts_of
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.models import Tenant
from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.kernel.retention.kinds import Fate, Kind, day_or_instant, kinds
from quancheng.kernel.retention.matters import Held, needed
from quancheng.kernel.retention.models import Hold, Term
from quancheng.kernel.retention.terms import Dated, longest, newest

MAY_SET: frozenset[str] = frozenset({AdminRole.SYSTEM, AdminRole.SECURITY})
MAY_HOLD: frozenset[str] = MAY_SET | {Role.OPENNESS_HEAD}
MAY_LOOK: frozenset[str] = MAY_HOLD | {AdminRole.AUDIT}
SHOWN = 50  # records of the dry view; the count beside them is of all


class NotYours(Refusal):
    """The actor is none of those who keep the data of their government."""

    code = "retention.not_yours"
    status = 403


class NoSuchHold(Refusal):
    """Missing, of another government, or lifted already."""

    code = "retention.no_such_hold"
    status = 404


@dataclass(frozen=True, slots=True)
class Keeper:
    """An official who looks after what a government keeps."""

    tenant_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Book:
    """The terms that were set, the holds that nobody has lifted, and what open matters need (`matters`)."""

    terms: Sequence[Term]
    holds: Sequence[Hold]
    needed: Mapping[str, frozenset[Held]] = field(default_factory=dict)

    def terms_of(self, kind: Kind, tenant_id: int | None) -> list[Dated]:
        """Those of a kind, of one government or, for what the house has together, of all."""
        own = (one for one in self.terms if one.kind == kind.code)
        return [one.as_dated() for one in own if tenant_id in {None, one.tenant_id}]

    def holds_of(self, tenant_id: int | None) -> list[Hold]:
        """Those of a government; of what the house has together anybody's hold counts."""
        return [one for one in self.holds if tenant_id in {None, one.tenant_id}]

    def holds_whole(self, kind: Kind, tenant_id: int | None) -> bool:
        """Whether the whole kind is held."""
        return any(one.kind == kind.code and not one.ref for one in self.holds_of(tenant_id))

    def refs_held(self, kind: Kind, tenant_id: int | None) -> list[str]:
        """References of held records, as the kind's own field has them, whichever kind they were held by, or
        whichever open matter needs them.
        """
        held = (RecordRef.parse(one.about) for one in self.holds_of(tenant_id) if one.about)
        needed = self.needed.get(kind.record, frozenset())
        of_matters = {ref for whose, ref in needed if tenant_id in {None, whose}}
        return sorted({ref.ref for ref in held if ref.kind == kind.record} | of_matters)


@dataclass(frozen=True, slots=True)
class TermInForce:
    """How long one kind is kept now; a sample is one that nobody has set yet."""

    value: int
    source: str
    is_sample: bool
    erases: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of record in the table of a government."""

    kind: Kind
    term: TermInForce | None
    kept: int
    past: int
    due: int
    holds: int
    is_held: bool

    @property
    def spared(self) -> int:
        """How many would be erased if nothing held them."""
        return self.past - self.due


@dataclass(frozen=True, slots=True)
class Due:
    """One record of the dry view."""

    ref: str
    since: date | datetime
    title: str = ""


def must_look(actor: Actor) -> Keeper:
    """For whom the actor may look at what is kept. Raises NotYours."""
    return _allowed(actor, MAY_LOOK, "只有政务公开机构负责人和三员可以查看数据留存，请与其联系")


def must_set(actor: Actor) -> Keeper:
    """The same for setting a term. Raises NotYours."""
    return _allowed(actor, MAY_SET, "只有系统管理员或安全管理员可以设定保存期限，请与其联系")


def must_hold(actor: Actor) -> Keeper:
    """The same for setting and lifting a hold. Raises NotYours."""
    return _allowed(actor, MAY_HOLD, "只有政务公开机构负责人、系统管理员或安全管理员可以办理保全，请与其联系")


def _allowed(actor: Actor, roles: frozenset[str], sentence: str) -> Keeper:
    if actor.tenant_id is None or actor.person_id is None or not actor.roles & roles:
        raise NotYours(sentence)
    return Keeper(actor.tenant_id, actor.person_id)


def book_of_terms_and_holds(*, on: date) -> Book:
    """Every term and every open hold of the house, and what open matters need. Two queries and those of the
    matters, for a page that looks at many kinds.
    """
    holds = Hold.objects.filter(lifted_at__isnull=True).select_related("set_by", "tenant")
    return Book(tuple(Term.objects.all()), tuple(holds.order_by("-set_at", "-pk")), needed(on))


def _book_of_terms() -> Book:
    """The terms alone: what is told to the public, whose process may not read holds."""
    return Book(tuple(Term.objects.all()), ())


def governments(kind: Kind) -> Sequence[int | None]:
    """For whom a kind is looked at: each government by itself, or the whole house together."""
    return list(Tenant.objects.order_by("pk").values_list("pk", flat=True)) if kind.whose else [None]


def term_of(kind: Kind, *, tenant_id: int | None, on: date, book: Book | None = None) -> TermInForce | None:
    """The term in force; none for what is kept for good."""
    if kind.sample is None:
        return None
    own = (book or _book_of_terms()).terms_of(kind, tenant_id)
    held = newest(own, on=on) if kind.whose else longest(own, on=on)
    erases = kind.fate is Fate.ERASE
    if held is None:
        return TermInForce(kind.sample.value, kind.sample.source, True, erases and not kind.sample.waits)
    if kind.least and kind.is_too_short(held.value):  # written past the command: the law's least holds anyway
        return TermInForce(kind.least.value, kind.least.law, False, erases)
    return TermInForce(held.value, held.source, False, erases)


def terms_of(kind: Kind, *, tenant_id: int) -> QuerySet[Term]:
    """What a government has set, past and to come, the newest first."""
    return Term.objects.filter(kind=kind.code, tenant=tenant_id).select_related("set_by").order_by("-from_on")


def is_set(kind: Kind, *, tenant_id: int, from_on: date) -> bool:
    """Whether a term starts on that very day already."""
    return Term.objects.filter(kind=kind.code, tenant=tenant_id, from_on=from_on).exists()


def rows_of(kind: Kind, *, tenant_id: int | None, now: datetime) -> QuerySet[Model]:
    """Everything of this kind that still holds something."""
    rows = kind.rows(now).order_by("pk")
    return rows.filter(**{kind.whose: tenant_id}) if kind.whose else rows


def past_rows(
    kind: Kind, *, tenant_id: int | None, now: datetime, book: Book | None = None
) -> QuerySet[Model]:
    """What is past its term, held or not."""
    rows = rows_of(kind, tenant_id=tenant_id, now=now)
    term = term_of(kind, tenant_id=tenant_id, on=timezone.localdate(now), book=book)
    if term is None:
        return rows.none()
    until = day_or_instant(kind, kind.measure.before(now, term.value))
    return rows.filter(**{f"{kind.since}__lte": until}).distinct()


def due_rows(
    kind: Kind, *, tenant_id: int | None, now: datetime, book: Book | None = None
) -> QuerySet[Model]:
    """What is past its term and not held: what the next night erases, if the term erases."""
    book = book or book_of_terms_and_holds(on=timezone.localdate(now))
    rows = past_rows(kind, tenant_id=tenant_id, now=now, book=book)
    if book.holds_whole(kind, tenant_id):
        return rows.none()
    held = book.refs_held(kind, tenant_id)
    return rows.exclude(**{f"{kind.ref}__in": held}) if held else rows


def _open_holds(tenant_id: int | None) -> QuerySet[Hold]:
    whose: dict[str, Any] = {} if tenant_id is None else {"tenant": tenant_id}
    return Hold.objects.filter(lifted_at__isnull=True, **whose).order_by("-set_at", "-pk")


def holds_on(kind: Kind, *, tenant_id: int | None) -> QuerySet[Hold]:
    """The holds on a kind or on records of it that nobody has lifted."""
    return _open_holds(tenant_id).filter(kind=kind.code).select_related("set_by", "tenant")


def hold_for(actor: Actor, hold_id: int) -> Hold:
    """A hold of the own government that is not lifted. Raises NoSuchHold, NotYours."""
    found = Hold.objects.filter(tenant=must_hold(actor).tenant_id, lifted_at__isnull=True, pk=hold_id).first()
    if found is None:
        raise NoSuchHold("没有找到这项保全，可能已经解除；请刷新页面后再看", hold=hold_id)
    return found


def is_held(kind: Kind, *, tenant_id: int, ref: str) -> bool:
    """Whether the government holds this record, or the whole kind, in just these words."""
    return _open_holds(tenant_id).filter(kind=kind.code, ref=ref).exists()


def is_there(kind: Kind, *, tenant_id: int, ref: str, now: datetime) -> bool:
    """Whether a record of this reference still holds what a hold would keep."""
    rows = rows_of(kind, tenant_id=tenant_id if kind.whose else None, now=now)
    try:
        return rows.filter(**{kind.ref: ref}).exists()
    except (ValueError, OverflowError):  # words where a number is kept
        return False


def table_for(actor: Actor, *, now: datetime) -> tuple[Line, ...]:
    """Every kind of record as the actor's government keeps it. Raises NotYours."""
    return _lines(kinds(), must_look(actor).tenant_id, now)


def line_of(kind: Kind, *, tenant_id: int, now: datetime) -> Line:
    """One kind, counted."""
    [line] = _lines([kind], tenant_id, now)
    return line


def _lines(of: Sequence[Kind], tenant_id: int, now: datetime) -> tuple[Line, ...]:
    """The lines of these kinds: two queries for terms and holds, and one that counts them all."""
    book = book_of_terms_and_holds(on=timezone.localdate(now))
    asked = {
        f"{kind.code} {name}": rows
        for kind in of
        for name, rows in _counted(kind, _whose(kind, tenant_id), now, book).items()
    }
    counts = counts_of(asked, beside=Tenant.objects.filter(pk=tenant_id))
    return tuple(_line(kind, _whose(kind, tenant_id), now, book, counts) for kind in of)


def _whose(kind: Kind, tenant_id: int) -> int | None:
    return tenant_id if kind.whose else None


def _counted(kind: Kind, tenant_id: int | None, now: datetime, book: Book) -> Mapping[str, QuerySet[Model]]:
    """What is counted of a kind; while nothing is held, what is past its term is due."""
    asked = {
        "kept": rows_of(kind, tenant_id=tenant_id, now=now),
        "past": past_rows(kind, tenant_id=tenant_id, now=now, book=book),
    }
    if book.holds_whole(kind, tenant_id) or book.refs_held(kind, tenant_id):
        asked["due"] = due_rows(kind, tenant_id=tenant_id, now=now, book=book)
    return asked


def _line(kind: Kind, tenant_id: int | None, now: datetime, book: Book, counts: Mapping[str, int]) -> Line:
    own = [one for one in book.holds_of(tenant_id) if one.kind == kind.code]
    past = counts[f"{kind.code} past"]
    return Line(
        kind=kind,
        term=term_of(kind, tenant_id=tenant_id, on=timezone.localdate(now), book=book),
        kept=counts[f"{kind.code} kept"],
        past=past,
        due=counts.get(f"{kind.code} due", past),
        holds=sum(1 for one in own if one.ref),
        is_held=any(not one.ref for one in own),
    )


def due_now(kind: Kind, *, tenant_id: int, now: datetime) -> list[Due]:
    """The first records that the next night would take, with the day from which their time counts."""
    if not kind.since:
        return []
    rows = due_rows(kind, tenant_id=tenant_id if kind.whose else None, now=now)
    named = kind.ref or "pk"
    found = list(rows.order_by(kind.since, "pk").values_list("pk", named, kind.since)[:SHOWN])
    titles = _titles(kind, [pk for pk, _, _ in found], now)
    return [Due(str(ref) if kind.ref else "", since, titles.get(pk, "")) for pk, ref, since in found]


def _titles(kind: Kind, keys: Sequence[object], now: datetime) -> dict[object, str]:
    """What people call the records of the dry view."""
    if kind.title_of is None:
        return {}
    return {row.pk: kind.title_of(row) for row in kind.rows(now).filter(pk__in=keys)}
