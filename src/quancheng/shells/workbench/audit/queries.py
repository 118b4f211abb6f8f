"""What the page of the audit fetches: the lines, and the names of whom and what they number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.queries import entries_for, sentence_of
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.authority import must_administer
from quancheng.kernel.orgs.deputies import Act, names_of_absent, signed
from quancheng.kernel.orgs.models import Unit, UnitKind
from quancheng.kernel.orgs.queries import people_for, units_for
from quancheng.kernel.orgs.roles import AdminRole
from quancheng.shells.workbench.orgs.queries import own_tenant

WHO_ELSE = {Kind.CLOCKWORK.value: "自动程序", Kind.OFFICIAL.value: "不在名册的人员"}
ONE_DAY = timedelta(days=1)
MOST = 20_000  # lines in one file


class TooManyLines(Refusal):
    """More was found than goes into one file."""

    code = "workbench.too_many_lines"
    status = 422


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; an empty word asks nothing."""

    kind: str = ""
    unit: int | None = None
    person: str = ""
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the audit in words."""

    seq: int
    at: datetime
    code: str
    says: str
    who: str
    account: str
    unit: str
    unit_in_short: str
    hash: str


def must_audit(actor: Actor) -> None:
    """The audit is read by the audit administrator alone. Raises NoSuchTenant, NotYourRegister."""
    must_administer(actor, own_tenant(actor), AdminRole.AUDIT)


def units_offered(actor: Actor) -> list[tuple[int, str]]:
    """The units of the own government that act in their own name, closed ones too."""
    own = units_for(actor).filter(tenant=actor.tenant_id).exclude(kind=UnitKind.INTERNAL)
    return [(unit.pk, unit.name) for unit in own]


def entries_found(actor: Actor, sought: Sought) -> QuerySet[AuditEntry]:
    """The lines of the own government that answer to what is looked for, the newest first."""
    found = entries_for(actor).order_by("-seq")
    if sought.person:
        named = Q(account__iexact=sought.person) | Q(name__icontains=sought.person)
        found = found.filter(person_id__in=people_for(actor).filter(named).values("pk"))
    if sought.unit is not None:
        found = found.filter(unit_id=sought.unit)
    if sought.kind.endswith("."):
        found = found.filter(code__startswith=sought.kind)
    elif sought.kind:
        found = found.filter(code=sought.kind)
    if sought.from_on:
        found = found.filter(at__gte=_midnight(sought.from_on))
    if sought.until_on:
        found = found.filter(at__lt=_midnight(sought.until_on + ONE_DAY))
    return found


def lines_to_take(actor: Actor, sought: Sought) -> list[AuditLine]:
    """Everything that was found, for a file. Raises TooManyLines."""
    found = entries_found(actor, sought)
    count = found.count()
    if count > MOST:
        raise TooManyLines(f"找到{count}条，一次最多导出{MOST}条，请缩小日期范围，分几次导出", count=count)
    return in_words(actor, found)


def in_words(actor: Actor, entries: Iterable[AuditEntry]) -> list[AuditLine]:
    """Lines with the names behind their numbers. Personal fields stay hidden. Three queries."""
    shown = list(entries)
    people = {
        pk: (name, account)
        for pk, name, account in people_for(actor)
        .filter(pk__in={entry.person_id for entry in shown})
        .values_list("pk", "name", "account")
    }
    named = units_for(actor).filter(pk__in={entry.unit_id for entry in shown})
    units = {unit.pk: unit for unit in named}
    absent = names_of_absent(_act(entry) for entry in shown)
    return [_line(entry, people, units, absent) for entry in shown]


def _act(entry: AuditEntry) -> Act:
    return entry.person_id, entry.post_id, timezone.localdate(entry.at)


def _line(
    entry: AuditEntry,
    people: Mapping[int, tuple[str, str]],
    units: Mapping[int, Unit],
    absent: Mapping[Act, str],
) -> AuditLine:
    who, account = people.get(entry.person_id or 0, (WHO_ELSE.get(entry.actor_kind, "社会公众"), ""))
    unit = units.get(entry.unit_id or 0)
    return AuditLine(
        seq=entry.seq,
        at=entry.at,
        code=entry.code,
        says=sentence_of(entry),
        who=signed(who, absent.get(_act(entry)) if account else None),
        account=account,
        unit=unit.name if unit else "",
        unit_in_short=str(unit) if unit else "",
        hash=entry.hash,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
