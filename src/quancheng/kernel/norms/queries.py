"""Which norm holds for a government on a day, and who has signed it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reading import kept
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.norms.book import Book, Holding, Own, Signed
from quancheng.kernel.norms.definition import Mark, Norm
from quancheng.kernel.norms.foreign import Foreign, ForeignLine, every_foreign
from quancheng.kernel.norms.models import OwnValue, Signature
from quancheng.kernel.norms.registry import norm_called, norms
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.orgs.roles import EVERY_ROLE, Role

_OWN_COLUMNS = (
    "code", "from_on", "value", "source", "mark", "entered_by_id", "entered_at", "signed_by_id", "signed_at",
)  # fmt: skip
MAY_ENTER: frozenset[str] = frozenset({Role.OPENNESS_OFFICE, Role.OPENNESS_HEAD, Role.LEGAL_READER})


class NotYours(Refusal):
    """The actor has no business with the norms of a government, or not this one."""

    code = "norms.not_yours"
    status = 403


class NotInForce(Refusal):
    """On that day the norm says nothing: each government enters its own."""

    code = "norms.not_in_force"
    status = 422


class NoSuchValue(Refusal):
    """Missing, withdrawn, or of another government."""

    code = "norms.no_such_value"
    status = 404


class NoSuchSignature(Refusal):
    """Missing, withdrawn, or of another government."""

    code = "norms.no_such_signature"
    status = 404


@dataclass(frozen=True, slots=True)
class Reader:
    """An official who may read the norms of their government; what waits only some see."""

    tenant_id: int
    person_id: int
    may_enter: bool
    may_sign: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One norm in the table of a government."""

    norm: Norm
    now: Holding | None
    next: Holding | None
    waiting: Sequence[Own]

    @property
    def must_be_signed(self) -> bool:
        """Whether something here waits for the legal reader: a value entered, or what is shipped."""
        return bool(self.waiting) or bool(self.now and self.now.must_be_signed)

    @property
    def must_be_entered(self) -> bool:
        """Whether it says nothing, and nobody has entered anything yet."""
        return self.now is None and not self.waiting

    @property
    def must_be_checked(self) -> bool:
        """Whether nobody has held it against a text yet."""
        return self.now is not None and self.now.must_be_checked


def must_read(actor: Actor) -> Reader:
    """For whom the actor may read the norms. Raises NotYours."""
    if actor.tenant_id is None or actor.person_id is None or not actor.roles & EVERY_ROLE:
        raise NotYours("依据与规则由本级政府的工作人员查看，请以办理业务的岗位打开")
    may_enter = bool(actor.roles & MAY_ENTER)
    return Reader(actor.tenant_id, actor.person_id, may_enter, Role.LEGAL_READER in actor.roles)


def must_enter(actor: Actor) -> Reader:
    """The same for entering a value. Raises NotYours."""
    reader = must_read(actor)
    if not reader.may_enter:
        raise NotYours("本级数值由政务公开机构或合法性审核人录入，请与其联系")
    return reader


def must_sign(actor: Actor) -> Reader:
    """The same for signing. Raises NotYours."""
    reader = must_read(actor)
    if not reader.may_sign:
        raise NotYours("依据与规则由合法性审核人签署，请与其联系")
    return reader


def book_of(tenant_id: int) -> Book:
    """What a government has set and signed. Two queries, within a request once."""
    return kept(name_of_book(tenant_id), lambda: _read(tenant_id))


def name_of_book(tenant_id: int) -> tuple[str, int]:
    """Under which name a request keeps what it has read of a government."""
    return "norms", tenant_id


def holding_on(code: str, *, tenant_id: int, on: date) -> Holding | None:
    """What a norm says on a day, if anything. Raises NoSuchNorm."""
    return book_of(tenant_id).holding(norm_called(code), on)


def norm_on(code: str, *, tenant_id: int, on: date) -> Holding:
    """What a norm says on a day. Raises NoSuchNorm, NotInForce."""
    norm = norm_called(code)
    found = book_of(tenant_id).holding(norm, on)
    if found is None:
        raise NotInForce(f"“{norm.says}”在{on}还没有数值，请先在“依据与规则”中录入并签署", norm=code)
    return found


def is_signed(code: str, *, tenant_id: int, on: date) -> bool:
    """Whether what holds on a day is signed: an own value always, a shipped one by the legal reader."""
    found = holding_on(code, tenant_id=tenant_id, on=on)
    return found is not None and found.is_signed


def unsigned_among(codes: Iterable[str], *, tenant_id: int, on: date) -> tuple[Norm, ...]:
    """Those of the norms that are not signed, or say nothing at all: what rests on them may not issue yet."""
    return tuple(norm_called(code) for code in codes if not is_signed(code, tenant_id=tenant_id, on=on))


def table_for(actor: Actor, *, on: date) -> tuple[Line, ...]:
    """Every norm for the actor's government, in the order of the modules. Raises NotYours."""
    reader = must_read(actor)
    book = book_of(reader.tenant_id)
    return tuple(_line(norm, book, reader, on) for norm in norms())


def line_for(actor: Actor, code: str, *, on: date) -> Line:
    """One norm for the actor's government. Raises NotYours, NoSuchNorm."""
    reader = must_read(actor)
    return _line(norm_called(code), book_of(reader.tenant_id), reader, on)


def shipped_holdings(actor: Actor, code: str) -> list[Holding]:
    """Everything that is shipped of a norm, the newest first, with its signatures. Raises NotYours."""
    norm, book = norm_called(code), book_of(must_read(actor).tenant_id)
    return sorted(
        (book.shipped(norm, one) for one in norm.shipped), key=lambda one: one.from_on, reverse=True
    )


def values_for(actor: Actor, code: str) -> QuerySet[OwnValue]:
    """What the actor's government entered for a norm, the newest first; unsigned ones not for everybody."""
    reader = must_read(actor)
    seen = Q() if reader.may_enter else Q(signed_at__isnull=False, withdrawn_at__isnull=True)
    found = OwnValue.objects.filter(seen, tenant=reader.tenant_id, code=code)
    return found.select_related("entered_by", "signed_by", "withdrawn_by").order_by("-from_on", "-pk")


def signatures_for(actor: Actor, code: str) -> QuerySet[Signature]:
    """Every signature under what is shipped of a norm, withdrawn ones too, the newest first."""
    found = Signature.objects.filter(tenant=must_read(actor).tenant_id, code=code)
    return found.select_related("signed_by", "withdrawn_by").order_by("-signed_at", "-pk")


def names_of(actor: Actor, lines: Iterable[Line]) -> Mapping[int, str]:
    """The names of those who entered or signed what stands in these lines. One query."""
    wanted: set[int] = set()
    for line in lines:
        wanted |= {own.entered_by_id for own in line.waiting}
        for held in (line.now, line.next):
            if held is not None:
                wanted |= {row.signed.by_id for row in held.rows if row.signed}
                wanted |= {held.signed.by_id} if held.signed else set()
    found = Person.objects.filter(pk__in=wanted, tenant=must_read(actor).tenant_id)
    return dict(found.values_list("pk", "name"))


def foreign_for(actor: Actor, *, on: date) -> tuple[tuple[Foreign, tuple[ForeignLine, ...]], ...]:
    """The dated numbers that modules keep elsewhere, for those who look after numbers; for others none."""
    reader = must_read(actor)
    if not reader.may_enter:
        return ()
    return tuple((one, tuple(one.lines(reader.tenant_id, on))) for one in every_foreign())


def value_of(reader: Reader, value_id: int) -> OwnValue:
    """A value of the reader's government that is not withdrawn. Raises NoSuchValue."""
    found = OwnValue.objects.filter(pk=value_id, tenant=reader.tenant_id, withdrawn_at__isnull=True).first()
    if found is None:
        raise NoSuchValue("没有找到这条录入，可能已经撤回；请刷新页面后再看", value=value_id)
    return found


def signature_of(reader: Reader, signature_id: int) -> Signature:
    """A standing signature of the reader's government. Raises NoSuchSignature."""
    standing = Signature.objects.filter(tenant=reader.tenant_id, withdrawn_at__isnull=True)
    found = standing.filter(pk=signature_id).first()
    if found is None:
        raise NoSuchSignature("没有找到这次签署，可能已经撤回；请刷新页面后再看", signature=signature_id)
    return found


def is_entered(code: str, *, tenant_id: int, from_on: date) -> bool:
    """Whether a value of that very day stands already."""
    standing = OwnValue.objects.filter(tenant=tenant_id, withdrawn_at__isnull=True)
    return standing.filter(code=code, from_on=from_on).exists()


def has_signature(digest: str, *, code: str, tenant_id: int) -> bool:
    """Whether a standing signature is under these words already."""
    standing = Signature.objects.filter(tenant=tenant_id, withdrawn_at__isnull=True)
    return standing.filter(code=code, digest=digest).exists()


def waiting_count(actor: Actor, *, on: date) -> int:
    """How many norms wait for the legal reader; nobody else is bothered."""
    if Role.LEGAL_READER not in actor.roles or actor.tenant_id is None:
        return 0
    return sum(line.must_be_signed for line in table_for(actor, on=on))


def _line(norm: Norm, book: Book, reader: Reader, on: date) -> Line:
    waiting = book.waiting(norm) if reader.may_enter else []
    return Line(norm=norm, now=book.holding(norm, on), next=book.coming(norm, on), waiting=waiting)


def _read(tenant_id: int) -> Book:
    """No names of people: whoever may read the norms alone can read this too."""
    standing = OwnValue.objects.filter(tenant=tenant_id, withdrawn_at__isnull=True)
    signatures = Signature.objects.filter(tenant=tenant_id, withdrawn_at__isnull=True)
    return Book(
        own=tuple(map(_own, standing.only(*_OWN_COLUMNS))),
        signatures=tuple(
            Signed(one.pk, one.digest, one.signed_by_id, one.signed_at, one.note)
            for one in signatures.only("digest", "signed_by_id", "signed_at", "note")
        ),
    )


def _own(one: OwnValue) -> Own:
    signed = None
    if one.signed_by_id is not None and one.signed_at is not None:
        signed = Signed(one.pk, one.digest, one.signed_by_id, one.signed_at)
    return Own(
        one.pk, one.code, one.from_on, one.read, one.source, Mark(one.mark), one.entered_by_id,
        one.entered_at, signed,
    )  # fmt: skip
